use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::{MakeError, checksums};
use crate::digest::Digest;
use crate::intoto::{MAX_SUBJECTS as MAX_IN_STATEMENT, NewSubject, Statement};

/// Subjects taken at once: a hundred statements full of them.
pub(super) const MAX_SUBJECTS: usize = 100 * MAX_IN_STATEMENT;

/// What statements are made about: artifacts by name and digest, in the order in which they were given.
///
/// A statement holds at most 1,024 subjects, and its readers refuse more; so [`Self::statements`] makes as many
/// statements as are needed, each complete in itself. At most 102,400 subjects are taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Subjects {
    subjects: Vec<NewSubject>,
}

impl Subjects {
    /// How many are taken at most: a hundred statements full of them.
    pub const MAX: usize = MAX_SUBJECTS;

    /// Names and digests, at least one. Several digests under one name are of one subject; it has one of each algorithm.
    /// A subject may have an empty name.
    pub fn new(pairs: impl IntoIterator<Item = (String, Digest)>) -> Result<Self, MakeError> {
        let mut subjects: Vec<NewSubject> = Vec::new();
        let mut seen: HashMap<String, usize> = HashMap::new();
        for (name, digest) in pairs {
            let pair = (digest.algorithm().name().to_owned(), digest.to_hex());
            let known = match seen.entry(name.clone()) {
                // What has no name is nothing else's namesake.
                Entry::Occupied(known) if !name.is_empty() => subjects.get_mut(*known.get()),
                entry => {
                    entry.or_insert(subjects.len());
                    None
                }
            };
            let Some(subject) = known else {
                if subjects.len() == MAX_SUBJECTS {
                    return Err(MakeError::TooManySubjects);
                }
                subjects.push(NewSubject { name, digests: vec![pair] });
                continue;
            };
            match subject.digests.iter().find(|(algorithm, _)| *algorithm == pair.0) {
                None => subject.digests.push(pair),
                Some(same) if *same == pair => {}
                Some(_) => return Err(MakeError::TwoDigests { name: name.chars().take(128).collect() }),
            }
        }
        if subjects.is_empty() {
            return Err(MakeError::NoSubject);
        }
        Ok(Self { subjects })
    }

    /// The lines that `sha256sum`, `sha384sum`, `sha512sum` and `shasum -a 384` print, also with `--tag`.
    ///
    /// The algorithm is told by the length of the digest; a name with a backslash before its line has `\\`, `\n` and `\r`
    /// in it for what they mean.
    pub fn from_checksums(text: &str) -> Result<Self, MakeError> {
        let mut pairs = Vec::new();
        for pair in checksums::read(text) {
            // Two digests of each algorithm under one name is the most that is of any use.
            if pairs.len() == 2 * 3 * MAX_SUBJECTS {
                return Err(MakeError::TooManySubjects);
            }
            pairs.push(pair?);
        }
        Self::new(pairs)
    }

    /// These, and then the others.
    pub fn and(self, others: Self) -> Result<Self, MakeError> {
        let pairs = self.subjects.into_iter().chain(others.subjects).flat_map(|subject| {
            let NewSubject { name, digests } = subject;
            digests.into_iter().filter_map(move |(algorithm, value)| {
                let digest = format!("{algorithm}:{value}").parse().ok()?;
                Some((name.clone(), digest))
            })
        });
        Self::new(pairs)
    }

    /// The subjects, in order.
    pub fn as_slice(&self) -> &[NewSubject] {
        &self.subjects
    }

    /// Statements of this predicate about all subjects: one for every 1,024 of them.
    ///
    /// `predicate` is one JSON object, without duplicate keys.
    pub fn statements(&self, predicate_type: &str, predicate: &str) -> Result<Vec<Statement>, MakeError> {
        let chunks = self.subjects.chunks(MAX_IN_STATEMENT);
        chunks.map(|chunk| Ok(Statement::new(chunk, predicate_type, predicate)?)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::DigestAlgorithm::{Sha256, Sha512};

    fn many(count: usize) -> Result<Subjects, MakeError> {
        Subjects::new((0..count).map(|index| (format!("file-{index}"), Sha256.digest(&index.to_le_bytes()))))
    }

    #[test]
    fn a_statement_holds_1024_subjects_and_the_next_one_the_rest() {
        for (count, lengths) in
            [(1, vec![1]), (1_024, vec![1_024]), (1_025, vec![1_024, 1]), (2_049, vec![1_024, 1_024, 1])]
        {
            let statements = many(count).unwrap().statements("https://example.com/t", "{}").unwrap();
            assert_eq!(statements.iter().map(|s| s.subjects().len()).collect::<Vec<_>>(), lengths);
        }
    }

    #[test]
    fn a_hundred_statements_are_made_and_one_subject_more_is_refused() {
        assert!(many(MAX_SUBJECTS).is_ok());
        assert!(matches!(many(MAX_SUBJECTS + 1), Err(MakeError::TooManySubjects)));
        assert!(matches!(many(0), Err(MakeError::NoSubject)));
    }

    #[test]
    fn digests_under_one_name_are_of_one_subject() {
        let pair = |name: &str, digest| (name.to_owned(), digest);
        let both = Subjects::new([pair("a", Sha256.digest(b"a")), pair("a", Sha512.digest(b"a"))]).unwrap();
        assert_eq!((both.as_slice().len(), both.as_slice()[0].digests.len()), (1, 2));
        let twice = Subjects::new([pair("a", Sha256.digest(b"a")), pair("a", Sha256.digest(b"a"))]).unwrap();
        assert_eq!(twice.as_slice()[0].digests.len(), 1);
        let torn = Subjects::new([pair("a", Sha256.digest(b"a")), pair("a", Sha256.digest(b"b"))]);
        assert!(matches!(torn, Err(MakeError::TwoDigests { name }) if name == "a"));
        let nameless = Subjects::new([pair("", Sha256.digest(b"a")), pair("", Sha256.digest(b"b"))]).unwrap();
        assert_eq!(nameless.as_slice().len(), 2);
        assert_eq!(both.clone().and(nameless).unwrap().as_slice().len(), 3);
    }
}
