use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use crate::exit::Failure;

/// Runs `work` on so many threads, and hands over what came of each as soon as it is there.
pub(super) fn each<J: Sync, T: Send>(
    jobs: &[J],
    threads: usize,
    work: impl Fn(&J) -> T + Sync,
    mut done: impl FnMut(&J, T) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let next = AtomicUsize::new(0);
    let (send, receive) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..threads.min(jobs.len()) {
            let (send, next, work) = (send.clone(), &next, &work);
            scope.spawn(move || {
                while let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    // Nobody listens any more once something cannot be said.
                    if send.send((job, work(job))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(send);
        receive.iter().try_for_each(|(job, outcome)| done(job, outcome))
    })
}
