use std::borrow::Cow;
use std::fmt;

use super::statement::{Statement, SubjectRecord, Subjects};
use crate::check::{Code, Explain, Value};
use crate::digest::{Artifact, Digest, DigestAlgorithm};

/// Something that a statement is about: digests, and perhaps a name for people.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    subjects: &'a Subjects,
    record: &'a SubjectRecord,
}

impl<'a> Subject<'a> {
    pub(super) fn new(subjects: &'a Subjects, record: &'a SubjectRecord) -> Self {
        Self { subjects, record }
    }

    /// What the statement calls it.
    pub fn name(&self) -> Option<&'a str> {
        self.subjects.text.get(self.record.name.clone()?)
    }

    /// The digests that an artifact can be compared by.
    pub fn known_digests(&self) -> impl Iterator<Item = Digest> + use<'a> {
        self.record.known.iter().flatten().copied()
    }

    /// Every digest as it is written, algorithm and value, also of algorithms that nothing is compared by.
    pub fn digests(&self) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        let text = &*self.subjects.text;
        let digests = self.subjects.digests.get(self.record.digests.clone()).unwrap_or_default();
        let part = |range: &std::ops::Range<usize>| text.get(range.clone()).unwrap_or_default();
        digests.iter().map(move |digest| (part(&digest.algorithm), part(&digest.value)))
    }
}

impl fmt::Debug for Subject<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digests: Vec<_> = self.digests().collect();
        f.debug_struct("Subject").field("name", &self.name()).field("digests", &digests).finish()
    }
}

/// Why a statement is not about an artifact.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SubjectError {
    /// No subject has a digest that is known of the artifact too.
    #[error("no subject of the statement has a digest that the artifact can be compared by")]
    NothingToCompare {
        /// What is known of the artifact.
        known: Vec<Digest>,
    },
    /// No subject has the artifact's digest.
    #[error("the artifact is none of the statement's {count} subjects")]
    NoneMatches {
        /// The artifact's digest.
        artifact: Digest,
        /// How many subjects there are.
        count: usize,
        /// The digest of the same algorithm of the first subject that has one.
        first: Digest,
    },
    /// One digest of a subject is the artifact's and another is not, so the statement is not about one thing.
    #[error("subject {name:?} has the artifact's {matching}, but another {}", differing.algorithm())]
    Contradiction {
        /// The subject.
        name: String,
        /// The algorithm of the digest that is the artifact's.
        matching: DigestAlgorithm,
        /// The artifact's digest of the other algorithm.
        artifact: Digest,
        /// The subject's digest of that algorithm.
        differing: Digest,
    },
}

impl Explain for SubjectError {
    fn code(&self) -> Code {
        match self {
            Self::NothingToCompare { .. } => Code::SubjectMissing,
            Self::NoneMatches { .. } | Self::Contradiction { .. } => Code::SubjectDigest,
        }
    }

    fn expected(&self) -> Option<Value> {
        match self {
            Self::NothingToCompare { known } => known.first().copied().map(Value::Digest),
            Self::NoneMatches { artifact, .. } | Self::Contradiction { artifact, .. } => Some(Value::Digest(*artifact)),
        }
    }

    fn found(&self) -> Option<Value> {
        match self {
            Self::NothingToCompare { .. } => Some("no sha256, sha384 or sha512 of the same algorithm".into()),
            Self::NoneMatches { first, .. } => Some(Value::Digest(*first)),
            Self::Contradiction { differing, .. } => Some(Value::Digest(*differing)),
        }
    }

    fn at(&self) -> Option<Cow<'static, str>> {
        Some("subject".into())
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        let hint = match self {
            Self::NothingToCompare { .. } => {
                "give the artifact itself, or a digest of the algorithm that the statement uses"
            }
            Self::NoneMatches { .. } => {
                "this attestation is about other files: check that you have the right one of each"
            }
            Self::Contradiction { .. } => "the attestation was made wrongly or to mislead: do not use it",
        };
        Some(hint.into())
    }
}

impl Statement {
    /// The subject that is this artifact: any of them, by any digest that both have.
    ///
    /// Every digest that both have must agree: a subject of which one digest is the artifact's and another is not
    /// refuses the statement, whatever other subjects say, so that their order does not matter.
    pub(crate) fn subject_for(&self, artifact: &Artifact) -> Result<Subject<'_>, SubjectError> {
        let mut taken = Taken { artifact, digests: [None; 3] };
        let mut found = None;
        let mut other = None;
        for subject in self.subjects() {
            let mut matching = None;
            let mut differing = None;
            for digest in subject.known_digests() {
                let Some(own) = taken.digest(digest.algorithm()) else { continue };
                if own == digest {
                    matching = Some(digest.algorithm());
                } else {
                    differing = Some((own, digest));
                }
            }
            match (matching, differing) {
                (Some(matching), Some((artifact, differing))) => {
                    let name = subject.name().unwrap_or_default().chars().take(128).collect();
                    return Err(SubjectError::Contradiction { name, matching, artifact, differing });
                }
                (Some(_), None) => found = found.or(Some(subject)),
                (None, Some(pair)) => other = other.or(Some(pair)),
                (None, None) => {}
            }
        }
        match (found, other) {
            (Some(subject), _) => Ok(subject),
            (None, Some((artifact, first))) => {
                Err(SubjectError::NoneMatches { artifact, count: self.subjects().len(), first })
            }
            (None, None) => Err(SubjectError::NothingToCompare { known: artifact.digests().collect() }),
        }
    }
}

/// The artifact's digests, each taken once, and only those that a subject asks for.
struct Taken<'a> {
    artifact: &'a Artifact,
    digests: [Option<Option<Digest>>; 3],
}

impl Taken<'_> {
    fn digest(&mut self, algorithm: DigestAlgorithm) -> Option<Digest> {
        let mut slots = self.digests.iter_mut().zip(DigestAlgorithm::ALL);
        let (slot, _) = slots.find(|(_, which)| *which == algorithm)?;
        *slot.get_or_insert_with(|| self.artifact.digest(algorithm))
    }
}
