use std::borrow::Cow;

use crate::check::{Code, Explain, Value};
use crate::slsa::facts::Fact;

/// Why provenance is not what was expected.
#[derive(Debug, thiserror::Error)]
pub(super) enum JudgeError {
    #[error("this is no SLSA provenance")]
    Type { found: Option<String> },
    #[error("this is no attestation of a package registry")]
    NoPublish { found: Option<String> },
    #[error("the attestation is signed by nobody who may publish in the package registry")]
    NotTheRegistry,
    #[error("{}", .0.words())]
    Lacking(Lack),
    #[error("the attestation has no {at}")]
    Missing { at: &'static str },
    #[error("the predicate cannot be read: {0}")]
    Json(serde_json::Error),
    #[error("the expectation {option} is {value:?}: {why}")]
    Expectation { option: &'static str, value: String, why: &'static str },
    #[error("{}", .0.what.words())]
    Builder(Box<Unrecognised>),
    #[error("another builder built this artifact")]
    OtherBuilder { expected: String, found: String },
    #[error("the builder is not known for this build type")]
    BuildType { expected: String, found: String },
    #[error("where provenance of this build type says what is not known")]
    UnknownBuildType { found: String },
    #[error("the attestation contradicts itself about the {}", .0.fact.words())]
    Claim(Box<Contradiction>),
    #[error("the {} is not the expected one", fact.words())]
    Other { fact: Fact, expected: String, found: Option<String> },
    #[error("the artifact was built from another {what}")]
    Ref { what: &'static str, expected: String, found: Option<String> },
    #[error("the input {name} is not the expected one")]
    Input { name: String, expected: String, found: Option<String> },
    #[error("nobody expected the external parameter {name}")]
    Parameter { name: String, known: String },
    #[error("the attestation is about another {what}")]
    Package { what: &'static str, expected: String, found: Option<String> },
    #[error("nobody vouches for a dependency of the build")]
    Dependency { name: String },
    #[error(transparent)]
    Predicate(#[from] crate::intoto::PredicateError),
    #[error("the builder is not trusted up to this level")]
    Level { expected: u8, found: u8 },
}

/// How near the signer came to being a builder of the registry, and what was missing.
#[derive(Debug)]
pub(super) struct Unrecognised {
    pub(super) what: Miss,
    pub(super) expected: String,
    pub(super) found: String,
}

/// What was missing, the farthest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Miss {
    Nobody,
    Signer,
    Id,
    IdRef,
    Ref,
    Runner,
    OfSource,
    Source,
    Named,
}

/// What is not attested of an artifact, though all that is attested holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Lack {
    Everything,
    Provenance,
    Publication,
}

/// Two places that say different things about one fact.
#[derive(Debug)]
pub(super) struct Contradiction {
    pub(super) fact: Fact,
    pub(super) expected: String,
    pub(super) expected_at: String,
    pub(super) found: String,
    pub(super) found_at: String,
}

impl Miss {
    fn words(self) -> &'static str {
        match self {
            Self::Nobody | Self::Signer => "the signer is no builder of the registry",
            Self::Id => "the provenance names another builder than the one that signed it",
            Self::IdRef => "the provenance names a version of the builder that is not trusted",
            Self::Ref => "the builder signed from a version that is not trusted",
            Self::Runner => "the builder ran where it is not trusted",
            Self::OfSource => "the workflow that signed is not one of the repository that was built",
            Self::Source => "the builder is not trusted to build this repository",
            Self::Named => "this builder is trusted only where it is named",
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Self::Nobody | Self::Signer | Self::Id => {
                "if it is a builder that you trust, add it to a file of builders (testdata/builders/example.toml)"
            }
            Self::IdRef | Self::Ref => {
                "a builder is trusted at its releases; a branch of it can be anything: have the artifact built by a release"
            }
            Self::Runner => "a machine of the customer's can make the provenance say anything: build on the platform's",
            Self::OfSource => "name the shared workflow as the builder if you trust it",
            Self::Source => "the file of builders limits this builder to certain repositories",
            Self::Named => "name it as the expected builder if you trust what its owner does",
        }
    }
}

impl Lack {
    fn words(self) -> &'static str {
        match self {
            Self::Everything => "nothing is attested of the artifact",
            Self::Provenance => "it is attested that this was published, and not how it was built",
            Self::Publication => "npm's registry does not attest that it published this",
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Self::Everything => "fetch its provenance from where it was published",
            Self::Provenance => "add the provenance, or verify who published it: sealwright verify",
            Self::Publication => {
                "fetch the whole answer of the registry: provenance and publish attestation go together"
            }
        }
    }
}

impl Explain for JudgeError {
    fn code(&self) -> Code {
        match self {
            Self::Type { .. } | Self::NoPublish { .. } | Self::Lacking(_) => Code::PredicateType,
            Self::Missing { .. } | Self::Json(_) => Code::PredicateMalformed,
            Self::Expectation { .. } => Code::PolicyMalformed,
            Self::Builder(_) | Self::OtherBuilder { .. } | Self::NotTheRegistry => Code::SlsaBuilder,
            Self::BuildType { .. } | Self::UnknownBuildType { .. } => Code::SlsaBuildType,
            Self::Claim(_) => Code::SlsaClaim,
            Self::Other { fact, .. } => match fact {
                Fact::Runner => Code::SlsaBuilder,
                Fact::Commit | Fact::SourceCommit => Code::SlsaRef,
                Fact::Workflow => Code::SlsaParameter,
                _ => Code::SlsaSource,
            },
            Self::Ref { .. } => Code::SlsaRef,
            Self::Input { .. } | Self::Parameter { .. } => Code::SlsaParameter,
            Self::Package { .. } => Code::SlsaSubject,
            Self::Dependency { .. } => Code::SlsaDependency,
            Self::Predicate(error) => error.code(),
            Self::Level { .. } => Code::SlsaLevel,
        }
    }

    fn expected(&self) -> Option<Value> {
        Some(match self {
            Self::Type { .. } => "https://slsa.dev/provenance/v1, v0.2 or v0.1".into(),
            Self::NoPublish { .. } => "the attestation of what was published in a package registry".into(),
            Self::Lacking(Lack::Publication) => "a publish attestation beside the provenance".into(),
            Self::Lacking(_) => "SLSA provenance".into(),
            Self::NotTheRegistry => "the package registry, or whom it lets publish".into(),
            Self::Builder(missed) => missed.expected.clone().into(),
            Self::OtherBuilder { expected, .. } | Self::BuildType { expected, .. } => expected.clone().into(),
            Self::Claim(contradiction) => contradiction.expected.clone().into(),
            Self::Other { expected, .. }
            | Self::Ref { expected, .. }
            | Self::Input { expected, .. }
            | Self::Package { expected, .. } => expected.clone().into(),
            Self::Dependency { .. } => "a verification summary with it as a subject".into(),
            Self::Predicate(error) => return error.expected(),
            Self::Parameter { known, .. } => known.clone().into(),
            Self::Level { expected, .. } => Value::Number(u64::from(*expected)),
            Self::Missing { .. } | Self::Json(_) | Self::Expectation { .. } | Self::UnknownBuildType { .. } => {
                return None;
            }
        })
    }

    fn found(&self) -> Option<Value> {
        let nothing = || "nothing".to_owned();
        Some(match self {
            Self::NotTheRegistry => "another signer".into(),
            Self::Lacking(Lack::Everything) => "nothing".into(),
            Self::Lacking(Lack::Provenance) => "a publish attestation alone".into(),
            Self::Lacking(Lack::Publication) => "the provenance alone".into(),
            Self::Type { found } | Self::NoPublish { found } => {
                found.clone().unwrap_or_else(|| "a signature over the artifact alone".into()).into()
            }
            Self::Builder(missed) => missed.found.clone().into(),
            Self::OtherBuilder { found, .. } | Self::BuildType { found, .. } | Self::UnknownBuildType { found } => {
                found.clone().into()
            }
            Self::Claim(contradiction) => contradiction.found.clone().into(),
            Self::Other { found, .. }
            | Self::Ref { found, .. }
            | Self::Input { found, .. }
            | Self::Package { found, .. } => found.clone().unwrap_or_else(nothing).into(),
            Self::Parameter { name, .. } | Self::Dependency { name } => name.clone().into(),
            Self::Predicate(error) => return error.found(),
            Self::Level { found, .. } => Value::Number(u64::from(*found)),
            Self::Missing { .. } | Self::Json(_) | Self::Expectation { .. } => return None,
        })
    }

    fn at(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::Claim(said) => Some(format!("{}, and {}", said.expected_at, said.found_at).into()),
            Self::Missing { at } => Some((*at).into()),
            Self::Predicate(error) => error.at(),
            _ => None,
        }
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        Some(match self {
            Self::Type { .. } => "fetch the provenance of this artifact; other attestations say nothing about its build".into(),
            Self::NoPublish { .. } => "fetch the attestation of the package from its registry".into(),
            Self::Lacking(lack) => lack.hint().into(),
            Self::NotTheRegistry => "a new key of the registry needs a newer Sealwright, or a file of builders with it".into(),
            Self::Missing { .. } | Self::Json(_) => "the attestation was made wrongly, by its signer: report it there".into(),
            Self::Expectation { .. } => "correct the expectation".into(),
            Self::Builder(missed) => missed.what.hint().into(),
            Self::OtherBuilder { .. } => "expect this builder only if you trust it as much as the other".into(),
            Self::BuildType { .. } | Self::UnknownBuildType { .. } => {
                "a new version of the builder may have a new build type: update Sealwright, or add it to a file of builders".into()
            }
            Self::Claim(_) => "one of both is wrong or forged: do not use this artifact, and tell the builder's owner".into(),
            Self::Other { .. } | Self::Ref { .. } => {
                "compare letter by letter: provenance of another source or version is just as valid, and no help to you".into()
            }
            Self::Input { .. } | Self::Package { .. } => "check that you have the right artifact, and its own provenance".into(),
            Self::Parameter { .. } => {
                "a parameter can change what is built: find out what it does, then expect it by its name".into()
            }
            Self::Dependency { .. } => "get its verification summary from whoever verified it".into(),
            Self::Predicate(error) => return error.hint(),
            Self::Level { .. } => "have it built by a builder of that level, or demand less".into(),
        })
    }
}
