//! Adding up what the runners say in their closing lines.

/// Tests that passed and failed, and the names of those that failed.
#[derive(Default, Clone, PartialEq, Eq, Debug)]
pub(crate) struct Totals {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) failures: Vec<String>,
}

impl Totals {
    /// Adds the line, if it is a closing line of cargo test, pytest or node --test, or one that names a failure.
    pub(crate) fn see(&mut self, line: &str) {
        let line = line.trim();
        if let Some(name) = failure(line) {
            // node --test names a failure where it happens and again at the end.
            let name = name.to_owned();
            if !self.failures.contains(&name) {
                self.failures.push(name);
            }
        }
        if let Some(rest) = line.strip_prefix("test result: ") {
            self.count(rest.split(['.', ';']));
        } else if line.contains(" passed") && line.contains(" in ") || line.contains(" failed") && line.contains(" in ")
        {
            let words = line.trim_matches('=').split(" in ").next().unwrap_or_default();
            self.count(words.split(','));
        } else if let Some(n) = node(line, "pass") {
            self.passed += n;
        } else if let Some(n) = node(line, "fail") {
            self.failed += n;
        }
    }

    fn count<'a>(&mut self, parts: impl Iterator<Item = &'a str>) {
        for part in parts {
            let mut words = part.split_whitespace();
            let (Some(n), Some(what)) = (words.next().and_then(|n| n.parse::<u64>().ok()), words.next()) else {
                continue;
            };
            match what {
                "passed" => self.passed += n,
                "failed" | "error" | "errors" => self.failed += n,
                _ => {}
            }
        }
    }
}

/// The name in `test NAME ... FAILED`, `FAILED NAME - why`, `not ok 3 - NAME` and `✖ NAME (1ms)`.
fn failure(line: &str) -> Option<&str> {
    if let Some(name) = line.strip_prefix("test ").and_then(|rest| rest.strip_suffix(" ... FAILED")) {
        return Some(name);
    }
    if let Some(rest) = line.strip_prefix("FAILED ") {
        return rest.split(" - ").next();
    }
    if let Some(rest) = line.strip_prefix("not ok ") {
        return rest.split_once(" - ").map(|(_, name)| name);
    }
    let rest = line.strip_prefix("✖ ")?;
    Some(rest.rsplit_once(" (").map_or(rest, |(name, _)| name))
}

/// `# pass 12` (TAP) and `ℹ pass 12` (spec).
fn node(line: &str, what: &str) -> Option<u64> {
    let rest = line.strip_prefix("# ").or_else(|| line.strip_prefix("ℹ "))?;
    rest.strip_prefix(what)?.strip_prefix(' ')?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_lines_of_every_runner_are_added_up() {
        let mut totals = Totals::default();
        for line in [
            "test result: ok. 12 passed; 1 failed; 3 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "====== 2 failed, 5 passed, 1 skipped in 0.12s ======",
            "7 passed in 1.02s",
            "# pass 4",
            "ℹ fail 1",
            "test a_test_that_passed ... ok",
        ] {
            totals.see(line);
        }
        assert_eq!(totals, Totals { passed: 28, failed: 4, failures: Vec::new() });
    }

    #[test]
    fn what_failed_is_named_once_whoever_ran_it() {
        let mut totals = Totals::default();
        for line in [
            "test local::kept::a_log ... FAILED",
            "FAILED tests/test_demo.py::test_demo - assert 1 == 2",
            "not ok 3 - a policy is read",
            "✖ a key is read (1.5ms)",
            "✖ a key is read (1.5ms)",
            "test a_test_that_passed ... ok",
            "ok 4 - a policy is written",
        ] {
            totals.see(line);
        }
        let named = ["local::kept::a_log", "tests/test_demo.py::test_demo", "a policy is read", "a key is read"];
        assert_eq!(totals.failures, named);
    }
}
