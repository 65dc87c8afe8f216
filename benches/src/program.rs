//! Whole programs, cold: what a process costs from its start to its exit.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use wait4::Wait4 as _;

use crate::Result;

/// The least that a program took.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// CPU time, the program's and the kernel's for it.
    pub cpu: Duration,
    /// Memory at its peak, in MiB.
    ///
    /// A process begins as the one that starts it, so this is never less than the memory of the caller at that moment.
    pub peak_mib: f64,
}

/// The least that each of these took, all of them interleaved in every round.
pub fn programs<const N: usize>(rounds: u32, mut commands: [&mut Command; N]) -> Result<[Cost; N]> {
    let mut costs = [Cost { cpu: Duration::MAX, peak_mib: f64::MAX }; N];
    for _ in 0..rounds {
        for (command, cost) in commands.iter_mut().zip(&mut costs) {
            let used = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?.wait4()?;
            if !used.status.success() {
                return Err(format!("{} ended with {}", command.get_program().display(), used.status).into());
            }
            cost.cpu = cost.cpu.min(used.rusage.utime + used.rusage.stime);
            cost.peak_mib = cost.peak_mib.min(f64::from(u32::try_from(used.rusage.maxrss / 1024)?) / 1024.0);
        }
    }
    Ok(costs)
}

/// A program of the workspace, built beside this one; `package` is what cargo builds it from.
pub fn beside(name: &str, package: &str) -> Result<PathBuf> {
    let here = std::env::current_exe()?;
    let folder = here.parent().ok_or("this program lies nowhere")?;
    let program = folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    if program.is_file() {
        return Ok(program);
    }
    Err(format!("{name} is not built: cargo build --release {package}").into())
}
