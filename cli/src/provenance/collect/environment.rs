use std::env::{self, VarError};
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

use sealwright::{Environment, UnixTime};

use super::CollectError;

/// GitHub's webhook payloads end at 25 MB; the core says no to what is larger.
const MAX_EVENT: u64 = 25 * 1_024 * 1_024 + 1;

/// The last second of the year 9999, the last that RFC 3339 can write.
const LAST_SECOND: i64 = 253_402_300_799;

/// The variables of the allow-list ([`Environment::names`]); no other is read.
pub fn environment() -> Result<Environment, CollectError> {
    let mut pairs = Vec::new();
    for name in Environment::names() {
        if let Some(value) = variable(name)? {
            pairs.push((name, value));
        }
    }
    Ok(Environment::from_pairs(pairs)?)
}

/// The event that started a GitHub workflow, if somebody started it by hand: then it holds the inputs.
pub fn github_event() -> Result<Option<Vec<u8>>, CollectError> {
    if variable("GITHUB_EVENT_NAME")?.as_deref() != Some("workflow_dispatch") {
        return Ok(None);
    }
    let Some(path) = env::var_os("GITHUB_EVENT_PATH").filter(|path| !path.is_empty()).map(PathBuf::from) else {
        return Ok(None);
    };
    let mut event = Vec::new();
    let read = File::open(&path).and_then(|file| file.take(MAX_EVENT).read_to_end(&mut event));
    read.map_err(|source| CollectError::Read { path, source })?;
    Ok(Some(event))
}

/// The time that stands for all times of a reproducible build, if there is one
/// (reproducible-builds.org/specs/source-date-epoch).
pub fn source_date_epoch() -> Result<Option<UnixTime>, CollectError> {
    let Some(text) = variable("SOURCE_DATE_EPOCH")? else { return Ok(None) };
    // A sign is none of the specification's digits.
    let digits = text.bytes().all(|c| c.is_ascii_digit());
    let seconds = text.parse().ok().filter(|seconds| digits && *seconds <= LAST_SECOND);
    let seconds = seconds.ok_or_else(|| CollectError::Epoch { found: text.chars().take(64).collect() })?;
    Ok(Some(UnixTime::from_secs(seconds)))
}

/// A variable that is set and not empty.
fn variable(name: &'static str) -> Result<Option<String>, CollectError> {
    match env::var(name) {
        Ok(value) => Ok(Some(value).filter(|value| !value.is_empty())),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(CollectError::NotUnicode { name }),
    }
}
