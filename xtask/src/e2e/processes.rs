//! Processes that end with this one, however it ends.

use std::fs::File;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

use crate::run::{Outcome, say};

/// A server that does not answer by then never will.
const PATIENCE: Duration = Duration::from_secs(60);

/// Outlives its parent by the moment it takes to end all whose numbers it was told: its input closes with the parent.
const WATCH: &str = "trap '' INT TERM HUP; while read -r pid; do pids=\"$pids $pid\"; done; kill -9 $pids 2>/dev/null";

/// The servers, and who ends them if this process cannot.
pub(crate) struct Processes {
    logs: PathBuf,
    running: Vec<Running>,
    watcher: Child,
    told: ChildStdin,
}

struct Running {
    name: &'static str,
    child: Child,
    since: Instant,
}

impl Processes {
    pub(crate) fn new(logs: PathBuf) -> io::Result<Self> {
        std::fs::create_dir_all(&logs)?;
        let mut watcher = Command::new("sh").args(["-c", WATCH]).stdin(Stdio::piped()).spawn()?;
        let told = watcher.stdin.take().ok_or(io::ErrorKind::BrokenPipe)?;
        Ok(Self { logs, running: Vec::new(), watcher, told })
    }

    /// Starts it; what it says goes to the log of its name.
    pub(crate) fn start(&mut self, name: &'static str, command: &mut Command) -> Outcome {
        self.spawn(name, command).map_err(|error| format!("{name} ({error})"))
    }

    fn spawn(&mut self, name: &'static str, command: &mut Command) -> io::Result<()> {
        let log = File::create(self.log(name))?;
        command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        let child = command.spawn()?;
        let told = writeln!(self.told, "{}", child.id());
        self.running.push(Running { name, child, since: Instant::now() });
        told
    }

    /// Runs it to its end, with its output as it comes.
    pub(crate) fn run(&mut self, command: &mut Command) -> Outcome {
        let name = command.get_program().to_string_lossy().into_owned();
        say(&format!("── {name}"));
        let status = command.spawn().and_then(|mut child| {
            writeln!(self.told, "{}", child.id())?;
            child.wait()
        });
        match status {
            Ok(status) if status.success() => Ok(()),
            Ok(_) => Err(name),
            Err(error) => Err(format!("{name} ({error})")),
        }
    }

    /// Waits until the server of that name answers a GET with success.
    pub(crate) fn ready(&mut self, name: &'static str, port: u16, path: &str) -> Outcome {
        let log = self.log(name);
        let Some(server) = self.running.iter_mut().find(|one| one.name == name) else {
            return Err(format!("{name} was not started"));
        };
        while !answers(port, path).unwrap_or(false) {
            let ended = !matches!(server.child.try_wait(), Ok(None));
            if ended || server.since.elapsed() > PATIENCE {
                say(&std::fs::read_to_string(&log).unwrap_or_default());
                return Err(format!("{name} {}", if ended { "ended" } else { "does not answer" }));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        say(&format!("{name}: {} ms", server.since.elapsed().as_millis()));
        Ok(())
    }

    /// How many there are and the memory that they have, where the system says so.
    pub(crate) fn resident(&self) -> String {
        let each = self.running.iter().filter_map(|one| resident(one.child.id()));
        format!("{} processes, {} MiB resident", self.running.len(), each.sum::<u64>() / 1024)
    }

    fn log(&self, name: &str) -> PathBuf {
        self.logs.join(format!("{name}.log"))
    }
}

impl Drop for Processes {
    fn drop(&mut self) {
        for one in &mut self.running {
            let _ = one.child.kill();
        }
        for one in &mut self.running {
            let _ = one.child.wait();
        }
        // Before its input closes: the numbers may be others' by then.
        let _ = self.watcher.kill();
        let _ = self.watcher.wait();
    }
}

/// Nobody asks a proxy for what is on loopback.
pub(crate) fn unproxied(command: &mut Command) -> &mut Command {
    for name in ["http_proxy", "https_proxy", "all_proxy"] {
        command.env_remove(name).env_remove(name.to_ascii_uppercase());
    }
    command
}

fn answers(port: u16, path: &str) -> io::Result<bool> {
    let wait = Duration::from_secs(2);
    let mut stream = TcpStream::connect_timeout(&SocketAddr::from((Ipv4Addr::LOCALHOST, port)), wait)?;
    stream.set_read_timeout(Some(wait))?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n")?;
    let mut start = [0; 10];
    stream.read_exact(&mut start)?;
    Ok(start.starts_with(b"HTTP/1.") && start.ends_with(b" 2"))
}

/// In KiB.
fn resident(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::process::ExitStatusExt;

    use super::*;

    fn sleeper() -> Command {
        let mut command = Command::new("sleep");
        command.arg("600");
        command
    }

    #[test]
    fn the_watcher_ends_whatever_it_was_told_of_when_nobody_tells_it_more() {
        let mut sleepers = [sleeper().spawn().unwrap(), sleeper().spawn().unwrap()];
        let mut watcher = Command::new("sh").args(["-c", WATCH]).stdin(Stdio::piped()).spawn().unwrap();
        let mut told = watcher.stdin.take().unwrap();
        for sleeper in &sleepers {
            writeln!(told, "{}", sleeper.id()).unwrap();
        }
        drop(told);
        for sleeper in &mut sleepers {
            assert_eq!(sleeper.wait().unwrap().signal(), Some(9));
        }
        watcher.wait().unwrap();
    }

    #[test]
    fn a_server_that_ended_is_not_waited_for() {
        let folder = std::env::temp_dir().join(format!("xtask-processes-{}", std::process::id()));
        let mut processes = Processes::new(folder.clone()).unwrap();
        processes.start("server", &mut Command::new("true")).unwrap();
        // Nobody listens at the discard port of a test machine.
        assert_eq!(processes.ready("server", 9, "/"), Err("server ended".to_owned()));
        drop(processes);
        std::fs::remove_dir_all(folder).unwrap();
    }
}
