use std::time::Duration;

use super::{Client, Language, Side};
use crate::Result;

/// What a batch took in Python, by the wall clock.
#[derive(Clone, Copy, Debug)]
pub struct Batches {
    /// Ours on one thread.
    pub one: Duration,
    /// Ours on two threads.
    pub two: Duration,
    /// The peer, on the one thread that it has.
    pub peer: Option<Duration>,
}

impl Batches {
    /// Measures it, in turns; `None` without our Python package.
    pub fn measure(clients: &mut [Client], rounds: u32) -> Result<Option<Self>> {
        let mut turns: Vec<_> = clients.iter_mut().filter(|client| client.language == Language::Python).collect();
        let mut least = [None; 3];
        for _ in 0..rounds {
            for client in &mut turns {
                let threads: &[(u32, usize)] = if client.side == Side::Ours { &[(1, 0), (2, 1)] } else { &[(1, 2)] };
                for &(threads, at) in threads {
                    let taken = client.process.ask("batch", threads)?.wall;
                    if let Some(least) = least.get_mut(at) {
                        *least = Some(least.map_or(taken, |least: Duration| least.min(taken)));
                    }
                }
            }
        }
        let [one, two, peer] = least;
        Ok(one.zip(two).map(|(one, two)| Self { one, two, peer }))
    }
}
