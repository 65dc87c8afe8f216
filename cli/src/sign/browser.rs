//! The user's browser.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::user::first;

/// What cannot open the page says so sooner.
const PATIENCE: Duration = Duration::from_millis(500);

const TICK: Duration = Duration::from_millis(10);

/// Opens the page in the browser that the variable `BROWSER` names, or in the system's; says whether it could.
///
/// `BROWSER` is a list of commands (with `:` between them, on Windows one), each with `%s` for the address, or with the
/// address behind it.
pub(super) fn open(url: &str) -> bool {
    if let Some(browsers) = first(&["BROWSER"]) {
        let separator = if cfg!(windows) { '\0' } else { ':' };
        return browsers.split(separator).filter_map(|browser| command(browser, url)).any(run);
    }
    run(system(url))
}

fn command(browser: &str, url: &str) -> Option<Command> {
    let mut words = browser.split_whitespace();
    let mut command = Command::new(words.next()?);
    let mut has_url = false;
    for word in words {
        has_url |= word.contains("%s");
        command.arg(word.replace("%s", url));
    }
    if !has_url {
        command.arg(url);
    }
    Some(command)
}

fn system(url: &str) -> Command {
    let words: &[&str] = if cfg!(windows) {
        &["rundll32", "url.dll,FileProtocolHandler"]
    } else if cfg!(target_os = "macos") {
        &["open"]
    } else {
        &["xdg-open"]
    };
    let mut command = Command::new(words.first().copied().unwrap_or_default());
    command.args(words.iter().skip(1)).arg(url);
    command
}

/// Some end at once, some with the last window: whatever does not say that it failed has opened it.
fn run(mut command: Command) -> bool {
    let started = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    started.is_ok_and(has_opened)
}

fn has_opened(mut browser: Child) -> bool {
    let started = Instant::now();
    while started.elapsed() < PATIENCE {
        match browser.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => std::thread::sleep(TICK),
            Err(_) => return false,
        }
    }
    true
}
