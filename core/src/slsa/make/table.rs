//! What of an environment goes where: each CI system has a table of rows.

use serde_json::{Map, Value};

use super::predicate::Predicate;
use super::resource::NewResource;
use super::template::{Filled, fill, names};
use super::{Ci, Environment, MakeError};
use crate::time::UnixTime;

/// One fact: where it goes, whether it must be there, and the texts that say it, the first that applies.
pub(super) struct Row {
    to: To,
    need: Need,
    from: &'static [&'static str],
}

/// A place in the predicate (SLSA v1.2, provenance, schema).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum To {
    BuildType,
    /// A field of `externalParameters`; the dots are levels.
    External(&'static str),
    /// A field of `internalParameters`.
    Internal(&'static str),
    /// The repository that was built, without its reference: the first resolved dependency.
    Source,
    /// What stands behind the `@` of that dependency's URI.
    SourceRef,
    /// Its digest, `gitCommit`.
    SourceCommit,
    Builder,
    /// A component of the builder.
    BuilderVersion(&'static str),
    Invocation,
    Started,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    Must,
    May,
}

pub(super) const fn must(to: To, from: &'static [&'static str]) -> Row {
    Row { to, need: Need::Must, from }
}

pub(super) const fn may(to: To, from: &'static [&'static str]) -> Row {
    Row { to, need: Need::May, from }
}

/// Every variable that the table reads.
pub(super) fn variables(table: &'static [Row]) -> impl Iterator<Item = &'static str> {
    table.iter().flat_map(|row| row.from).flat_map(|template| names(template))
}

/// What the environment says, put where the table says.
pub(super) fn read(ci: Ci, environment: &Environment) -> Result<Predicate, MakeError> {
    let mut predicate = Predicate::default();
    let mut source = NewResource::default();
    let mut source_ref = None;
    for row in ci.table() {
        let Some(text) = text(row, ci, environment)? else { continue };
        let definition = &mut predicate.build_definition;
        let details = &mut predicate.run_details;
        match row.to {
            To::BuildType => definition.build_type = text,
            To::External(path) => put(&mut definition.external_parameters, path, text),
            To::Internal(path) => put(&mut definition.internal_parameters, path, text),
            To::Source => source.uri = format!("git+{text}"),
            To::SourceRef => source_ref = Some(text),
            To::SourceCommit => source.digests = vec![("gitCommit".to_owned(), commit(row, text)?)],
            To::Builder => details.builder.id = text,
            To::BuilderVersion(component) => {
                details.builder.version.insert(component.to_owned(), text);
            }
            To::Invocation => details.metadata.invocation_id = Some(text),
            To::Started => details.metadata.started_on = Some(time(row, &text)?),
        }
    }
    if let Some(reference) = source_ref {
        source.uri = format!("{}@{reference}", source.uri);
    }
    predicate.build_definition.resolved_dependencies.push(source);
    Ok(predicate)
}

/// The first text that applies; an empty one is none.
fn text(row: &Row, ci: Ci, environment: &Environment) -> Result<Option<String>, MakeError> {
    let mut lacks = None;
    for template in row.from {
        match fill(template, environment)? {
            Filled::Whole(text) => return Ok(Some(text).filter(|text| !text.is_empty())),
            Filled::Lacks(name) => lacks = lacks.or(Some(name)),
        }
    }
    match (row.need, lacks) {
        (Need::Must, Some(name)) => Err(MakeError::MissingVariable { ci, name }),
        _ => Ok(None),
    }
}

/// Puts a text at a path of levels with dots between them.
fn put(object: &mut Map<String, Value>, path: &str, text: String) {
    match path.split_once('.') {
        None => {
            object.insert(path.to_owned(), text.into());
        }
        Some((first, rest)) => {
            let level = object.entry(first).or_insert_with(|| Map::new().into());
            if let Value::Object(level) = level {
                put(level, rest, text);
            }
        }
    }
}

/// in-toto digest_set.md, gitCommit: SHA-1 or SHA-256, in hexadecimal. CI systems have `HEAD` where nobody asked git.
fn commit(row: &Row, text: String) -> Result<String, MakeError> {
    if is_commit(&text) { Ok(text) } else { Err(wrong(row, "a whole git commit id", &text)) }
}

pub(super) fn is_commit(text: &str) -> bool {
    matches!(text.len(), 40 | 64) && text.bytes().all(|c| matches!(c, b'0'..=b'9' | b'a'..=b'f'))
}

fn time(row: &Row, text: &str) -> Result<UnixTime, MakeError> {
    UnixTime::parse_rfc3339(text).map_err(|_| wrong(row, "an RFC 3339 time", text))
}

fn wrong(row: &Row, expected: &'static str, text: &str) -> MakeError {
    let name = row.from.iter().flat_map(|template| names(template)).next().unwrap_or_default();
    MakeError::Variable { name, expected, found: text.chars().take(128).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commit_is_whole_and_in_lower_case() {
        assert!(is_commit(&"a1".repeat(20)) && is_commit(&"a1".repeat(32)));
        for bad in ["HEAD", "a1b2c3d", "", &"A1".repeat(20), &"g1".repeat(20)] {
            assert!(!is_commit(bad), "{bad}");
        }
    }

    #[test]
    fn every_table_says_what_provenance_needs() {
        // SLSA v1.2 provenance: buildType, externalParameters and builder.id are required.
        for ci in Ci::ALL.into_iter().filter(|ci| *ci != Ci::Local) {
            for to in [To::BuildType, To::Source, To::SourceCommit, To::Builder, To::Invocation] {
                assert!(ci.table().iter().any(|row| row.to == to && row.need == Need::Must), "{ci}");
            }
            assert!(ci.table().iter().any(|row| matches!(row.to, To::External(_)) && row.need == Need::Must), "{ci}");
        }
    }
}
