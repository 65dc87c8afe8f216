use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

use crate::Result;

/// One thing to measure; says whether it did what it should.
pub type Job<'a> = Box<dyn FnMut() -> bool + 'a>;

/// The least CPU time of this thread that each job took, all of them interleaved in every round.
///
/// Interleaved, what disturbs the machine disturbs all alike; the minimum is what the code itself costs.
pub fn fastest(rounds: u32, batch: u32, jobs: &mut [Job<'_>]) -> Result<Vec<Duration>> {
    interleaved(rounds, batch, jobs, thread_cpu)
}

/// The same by the wall clock, for jobs that use several threads.
pub fn fastest_wall(rounds: u32, batch: u32, jobs: &mut [Job<'_>]) -> Result<Vec<Duration>> {
    let start = Instant::now();
    interleaved(rounds, batch, jobs, || start.elapsed())
}

fn interleaved(rounds: u32, batch: u32, jobs: &mut [Job<'_>], now: impl Fn() -> Duration) -> Result<Vec<Duration>> {
    let mut least = vec![Duration::MAX; jobs.len()];
    for _ in 0..rounds {
        for (job, least) in jobs.iter_mut().zip(&mut least) {
            let start = now();
            let mut fine = true;
            for _ in 0..batch {
                fine &= std::hint::black_box(job());
            }
            let taken = now().saturating_sub(start);
            if !fine {
                return Err("a job did not succeed while it was measured".into());
            }
            *least = (*least).min(taken / batch);
        }
    }
    Ok(least)
}

fn thread_cpu() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.try_into().unwrap_or_default(), time.tv_nsec.try_into().unwrap_or_default())
}
