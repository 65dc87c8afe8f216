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
        /// How many subjects there are.
        count: usize,
        /// The artifact's digest, and that of the same algorithm of the first subject that has one.
        digests: Box<Unlike>,
    },
    /// One digest of a subject is the artifact's and another is not, so the statement is not about one thing.
    #[error("subject {name:?} has the artifact's {matching}, but another {}", digests.subject.algorithm())]
    Contradiction {
        /// The subject.
        name: String,
        /// The algorithm of the digest that is the artifact's.
        matching: DigestAlgorithm,
        /// The artifact's digest of the other algorithm, and the subject's.
        digests: Box<Unlike>,
    },
}

/// Two digests of one algorithm that are not the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Unlike {
    /// The artifact's.
    pub artifact: Digest,
    /// The subject's.
    pub subject: Digest,
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
            Self::NoneMatches { digests, .. } | Self::Contradiction { digests, .. } => {
                Some(Value::Digest(digests.artifact))
            }
        }
    }

    fn found(&self) -> Option<Value> {
        match self {
            Self::NothingToCompare { .. } => Some("no sha256, sha384 or sha512 of the same algorithm".into()),
            Self::NoneMatches { digests, .. } | Self::Contradiction { digests, .. } => {
                Some(Value::Digest(digests.subject))
            }
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
    pub fn subject_for(&self, artifact: &Artifact) -> Result<Subject<'_>, SubjectError> {
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
                    differing = Some(Unlike { artifact: own, subject: digest });
                }
            }
            match (matching, differing) {
                (Some(matching), Some(digests)) => {
                    let name = subject.name().unwrap_or_default().chars().take(128).collect();
                    return Err(SubjectError::Contradiction { name, matching, digests: Box::new(digests) });
                }
                (Some(_), None) => found = found.or(Some(subject)),
                (None, Some(pair)) => other = other.or(Some(pair)),
                (None, None) => {}
            }
        }
        match (found, other) {
            (Some(subject), _) => Ok(subject),
            (None, Some(digests)) => {
                Err(SubjectError::NoneMatches { count: self.subjects().len(), digests: Box::new(digests) })
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

#[cfg(test)]
mod tests {
    use super::*;

    fn statement(subjects: &[String]) -> Statement {
        let json = format!(
            r#"{{"_type":"https://in-toto.io/Statement/v1","predicateType":"t","subject":[{}]}}"#,
            subjects.join(",")
        );
        Statement::from_payload(json.as_bytes()).unwrap()
    }

    fn subject(name: &str, digests: &[(&str, &str)]) -> String {
        let digests: Vec<_> = digests.iter().map(|(name, value)| format!("{name:?}:{value:?}")).collect();
        format!(r#"{{"name":{name:?},"digest":{{{}}}}}"#, digests.join(","))
    }

    fn hex(algorithm: DigestAlgorithm, bytes: &[u8]) -> String {
        algorithm.digest(bytes).to_hex()
    }

    const SHA256: DigestAlgorithm = DigestAlgorithm::Sha256;
    const SHA512: DigestAlgorithm = DigestAlgorithm::Sha512;

    #[test]
    fn the_artifact_is_any_subject_by_any_digest_that_both_have() {
        let statement = statement(&[
            subject("a", &[("sha256", &hex(SHA256, b"a"))]),
            subject("b", &[("sha512", &hex(SHA512, b"b").to_uppercase()), ("sha1", "00")]),
        ]);
        let found = |bytes: &'static [u8]| statement.subject_for(&Artifact::from_bytes(bytes)).unwrap().name();
        assert_eq!((found(b"a"), found(b"b")), (Some("a"), Some("b")));
        let second = statement.subjects().nth(1).unwrap();
        assert_eq!(second.digests().nth(1), Some(("sha1", "00")));
        assert_eq!(second.known_digests().count(), 1);
    }

    #[test]
    fn a_digest_that_is_not_known_of_the_artifact_is_not_compared() {
        let statement = statement(&[subject("a", &[("sha512", &hex(SHA512, b"a"))])]);
        let artifact = Artifact::from_digest(SHA256.digest(b"a"));
        let error = statement.subject_for(&artifact).unwrap_err();
        assert!(matches!(&error, SubjectError::NothingToCompare { known } if known.len() == 1));
        assert_eq!(error.code(), Code::SubjectMissing);
    }

    #[test]
    fn a_digest_of_no_subject_is_shown_with_one_to_compare() {
        let statement = statement(&[subject("a", &[("sha256", &hex(SHA256, b"a"))])]);
        let error = statement.subject_for(&Artifact::from_bytes(&b"x"[..])).unwrap_err();
        assert_eq!(error.code(), Code::SubjectDigest);
        assert_eq!(error.expected(), Some(Value::Digest(SHA256.digest(b"x"))));
        assert_eq!(error.found(), Some(Value::Digest(SHA256.digest(b"a"))));
    }

    #[test]
    fn ghsa_pgpm_j729_qcvh_all_digests_agree_in_whatever_order() {
        let torn = [("sha256", hex(SHA256, b"a")), ("sha512", hex(SHA512, b"b")), ("sha3-256", "00".repeat(32))];
        for turn in 0..3 {
            let mut digests: Vec<_> = torn.iter().map(|(name, value)| (*name, value.as_str())).collect();
            digests.rotate_left(turn);
            let whole = subject("whole", &[("sha256", &hex(SHA256, b"a"))]);
            let torn = subject("torn", &digests);
            for subjects in [vec![torn.clone()], vec![whole.clone(), torn.clone()], vec![torn.clone(), whole.clone()]] {
                let error = statement(&subjects).subject_for(&Artifact::from_bytes(&b"a"[..])).unwrap_err();
                let SubjectError::Contradiction { name, matching, .. } = error else { panic!("{error:?}") };
                assert_eq!((name.as_str(), matching), ("torn", SHA256));
            }
        }
        let unknown_only = subject("a", &[("sha256", &hex(SHA256, b"a")), ("sha3-256", "00")]);
        assert!(statement(&[unknown_only]).subject_for(&Artifact::from_bytes(&b"a"[..])).is_ok());
    }

    #[test]
    fn ghsa_vrxp_mg9f_hwf3_the_name_of_a_subject_decides_nothing() {
        // No rule is about names, so none can be slipped past.
        for name in [
            "dir/../foo",
            "./foo",
            "foo//bar",
            "foo/",
            "\\\\foo",
            "C:foo",
            "%2e%2e/foo",
            "dir%2ffoo",
            "dir\u{2215}foo",
            "",
        ] {
            let json = serde_json::json!({"name": name, "digest": {"sha256": hex(SHA256, b"a")}}).to_string();
            let statement = statement(&[json]);
            let found = statement.subject_for(&Artifact::from_bytes(&b"a"[..])).unwrap();
            assert_eq!(found.name(), Some(name));
            assert!(statement.subject_for(&Artifact::from_bytes(&b"b"[..]).named(name)).is_err());
        }
    }
}
