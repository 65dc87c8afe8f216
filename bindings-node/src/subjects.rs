//! `Subjects`: what statements are made about.

use napi::Result;
use napi_derive::napi;

use crate::error::thrown;
use crate::statement::Statement;
use crate::value::{self, DigestLike, Pairs};

/// What statements are made about: artifacts by name and digest, in the order in which they were given.
///
/// A statement holds at most 1,024 subjects, and its readers refuse more; so `statements` makes as many statements as are
/// needed, each complete in itself. At most 102,400 subjects are taken.
#[napi]
pub struct Subjects(pub(crate) sealwright::Subjects);

#[napi]
impl Subjects {
    /// Names and digests, at least one. Several digests under one name are of one subject; it has one of each algorithm.
    /// A subject may have an empty name. Throws a `MakeError`, or a `DigestError` for text that is no digest.
    #[napi(
        constructor,
        catch_unwind,
        ts_args_type = "pairs: Iterable<readonly [name: string, digest: Digest | string]>"
    )]
    pub fn new(pairs: Vec<(String, DigestLike<'_>)>) -> Result<Self> {
        let pairs = pairs.into_iter().map(|(name, digest)| Ok((name, value::digest(digest)?)));
        let pairs: Result<Vec<_>> = pairs.collect();
        sealwright::Subjects::new(pairs?).map(Self).map_err(thrown)
    }

    /// The lines that `sha256sum`, `sha384sum`, `sha512sum` and `shasum -a 384` print, also with `--tag`. Throws a
    /// `MakeError` that names the first line that is none.
    ///
    /// The algorithm is told by the length of the digest; a name with a backslash before its line has `\\`, `\n` and `\r`
    /// in it for what they mean.
    #[napi(factory, catch_unwind)]
    pub fn from_checksums(text: String) -> Result<Self> {
        sealwright::Subjects::from_checksums(&text).map(Self).map_err(thrown)
    }

    /// These, and then the others.
    #[napi(catch_unwind)]
    pub fn and(&self, others: &Subjects) -> Result<Self> {
        self.0.clone().and(others.0.clone()).map(Self).map_err(thrown)
    }

    /// The subjects, in order: name, and digests in hexadecimal by the names of their algorithms.
    #[napi(getter, catch_unwind, ts_return_type = "Array<[name: string, digests: Record<string, string>]>")]
    pub fn subjects(&self) -> Vec<(String, Pairs)> {
        self.0.as_slice().iter().map(|subject| (subject.name.clone(), subject.digests.clone())).collect()
    }

    /// Statements of this predicate about all subjects: one for every 1,024 of them. Throws a `MakeError`.
    ///
    /// A predicate that is given as text is one JSON object, without duplicate keys.
    #[napi(catch_unwind, ts_args_type = "predicateType: string, predicate: object | string")]
    pub fn statements(&self, predicate_type: String, predicate: String) -> Result<Vec<Statement>> {
        let made = self.0.statements(&predicate_type, &predicate).map_err(thrown)?;
        Ok(made.into_iter().map(Statement::of).collect())
    }
}
