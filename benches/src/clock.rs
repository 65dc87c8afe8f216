use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

use crate::Result;

/// What counts.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Clock {
    /// CPU time of this thread.
    Thread,
    /// CPU time of all threads.
    Process,
    /// Time as it passes.
    Wall,
}

impl Clock {
    fn now(self) -> Duration {
        let time = clock_gettime(match self {
            Self::Thread => ClockId::ThreadCPUTime,
            Self::Process => ClockId::ProcessCPUTime,
            Self::Wall => ClockId::Monotonic,
        });
        Duration::new(time.tv_sec.try_into().unwrap_or_default(), time.tv_nsec.try_into().unwrap_or_default())
    }
}

/// The least CPU time of this thread that each task took, all of them interleaved in every round.
///
/// Interleaved, what disturbs the machine disturbs all alike; the minimum is what the code itself costs.
pub fn fastest<const N: usize>(
    rounds: u32,
    batch: u32,
    mut tasks: [&mut dyn FnMut() -> Result<()>; N],
) -> Result<[Duration; N]> {
    let mut fastest = [Duration::MAX; N];
    for _ in 0..rounds {
        for (task, fastest) in tasks.iter_mut().zip(&mut fastest) {
            let taken = least(1, Clock::Thread, || (0..batch).try_for_each(|_| task()))?;
            *fastest = (*fastest).min(taken / batch);
        }
    }
    Ok(fastest)
}

/// The least time that it took.
pub(crate) fn least(rounds: u32, clock: Clock, mut task: impl FnMut() -> Result<()>) -> Result<Duration> {
    let mut least = Duration::MAX;
    for _ in 0..rounds {
        let start = clock.now();
        task()?;
        least = least.min(clock.now().saturating_sub(start));
    }
    Ok(least)
}
