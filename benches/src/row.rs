//! The tables, as Markdown: they stand in the README as they are.

use std::fmt::Display;
use std::time::Duration;

/// A bar to clear.
#[derive(Clone, Copy, Debug)]
pub enum Bar {
    /// At most so much.
    AtMost(f64),
    /// At least so much.
    AtLeast(f64),
}

impl Bar {
    /// As `1.04 (≤ 1.1: pass)`.
    pub fn judge(self, found: f64, digits: usize) -> String {
        let (sign, bar, verdict) = match self {
            Self::AtMost(bar) => ('≤', bar, if found <= bar { "pass" } else { "OVER" }),
            Self::AtLeast(bar) => ('≥', bar, if found >= bar { "pass" } else { "UNDER" }),
        };
        format!("{found:.digits$} ({sign} {bar}: {verdict})")
    }
}

/// Microseconds.
pub fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

/// One time over another.
pub fn ratio(this: Duration, that: Duration) -> f64 {
    this.as_secs_f64() / that.as_secs_f64()
}

/// A table, one row at a time.
pub fn row(cells: &[&dyn Display]) -> String {
    cells.iter().fold("|".to_owned(), |line, cell| format!("{line} {cell} |"))
}

/// What a table begins with.
pub fn head(names: &[&str]) -> String {
    let rule: String = names.iter().map(|_| "---|").collect();
    format!("| {} |\n|{rule}", names.join(" | "))
}

/// The processor and how many of it, for the line above the tables.
pub fn machine() -> String {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find_map(|line| line.strip_prefix("model name")).and_then(|rest| rest.split_once(": "));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{}, {threads} threads", model.map_or("unknown processor", |(_, model)| model))
}
