//! Which builders are trusted, for what, up to which level, and where their provenance says what.

mod error;
mod file;
mod name;

use std::sync::{Arc, OnceLock};

pub use error::BuildersError;
pub(super) use name::Name;

use super::facts::{Profile, Reader};
use super::git;
use crate::policy::TrustedKey;

/// The registry of builders: data, not code. A builder of your own is an entry in a file of your own.
///
/// Anybody can write provenance that claims any builder: it counts only if the signature is that builder's own. An entry
/// says how a builder is recognised by what it signs with, which ids and build types are its own, and up to which level
/// of SLSA's build track it is trusted; that trust is a decision of whoever writes the entry.
#[derive(Clone, Debug)]
#[must_use]
pub struct Builders {
    parts: Vec<Arc<Registry>>,
}

/// What is known when Sealwright is built.
const FILES: &[&str] = &[
    include_str!("embedded/github.toml"),
    include_str!("embedded/google-cloud-build.toml"),
    include_str!("embedded/others.toml"),
    include_str!("embedded/profiles.toml"),
];

/// One file, or those that are embedded.
#[derive(Debug)]
pub(super) struct Registry {
    pub(super) builders: Vec<Builder>,
    pub(super) publishers: Vec<Publisher>,
    pub(super) build_types: Vec<BuildType>,
    pub(super) profiles: Vec<Profile>,
    pub(super) reader: Reader,
}

/// A builder that is trusted.
#[derive(Debug)]
pub(super) struct Builder {
    /// For people.
    pub(super) name: Box<str>,
    /// What provenance calls it, without the version after the last `@`.
    pub(super) ids: Vec<Name>,
    /// The versions of its id; empty is any, and none.
    pub(super) id_refs: Vec<RefRule>,
    pub(super) signer: Signer,
    /// Up to which level of the build track.
    pub(super) level: u8,
    /// Whether it must be named by whoever expects it.
    pub(super) only_named: bool,
    /// Its build types.
    pub(super) build_types: Vec<Name>,
    /// Where it builds: the certificate's runner environment.
    pub(super) runner: Option<Box<str>>,
    /// The only repositories that it is trusted to build, if not all.
    pub(super) sources: Vec<Box<str>>,
}

/// Who attests what was published in a package registry: the registry itself, or whom it lets publish.
#[derive(Debug)]
pub(super) struct Publisher {
    pub(super) name: Box<str>,
    pub(super) predicate_types: Vec<Name>,
    pub(super) signer: Signer,
    pub(super) package: PackageIn,
}

/// Where a publish attestation says which package it is about.
#[derive(Clone, Copy, Debug)]
pub(super) enum PackageIn {
    /// In its predicate: `name` and `version`.
    Predicate,
    /// In the name of its subject, the file name of a Python distribution.
    Distribution,
}

/// How somebody is recognised by what it signs with.
#[derive(Debug)]
pub(super) enum Signer {
    /// By a certificate from this issuer.
    Certificate {
        issuer: Box<str>,
        workflow: Workflow,
        refs: Vec<RefRule>,
        /// Whether the identity must be one of the repository that was built.
        of_source: bool,
    },
    /// By one of these keys.
    Keys(Vec<TrustedKey>),
    /// By the policy under which the evidence was verified, which must name a signer.
    Policy,
}

/// Whose identity the certificate has.
#[derive(Debug)]
pub(super) enum Workflow {
    /// That of the builder's id, version and all.
    Builder,
    /// Anybody's of that issuer: only of the repository that was built, or on a runner that the platform vouches for.
    Any,
    /// That of this workflow, without its ref.
    Of(Name),
}

/// Which git references a builder is trusted at.
#[derive(Debug)]
pub(super) enum RefRule {
    /// `refs/tags/vMAJOR.MINOR.PATCH`
    Release,
    /// The same, or of a pre-release.
    Prerelease,
    /// Whatever matches.
    Matching(Name),
}

/// What a build type's provenance says where.
#[derive(Debug)]
pub(super) struct BuildType {
    pub(super) uri: Name,
    /// Which of the profiles.
    pub(super) profile: usize,
    /// The external parameters that it has; any other is refused unless it is expected.
    pub(super) parameters: Vec<Name>,
}

impl Builders {
    /// The builders that are known when Sealwright is built: slsa-github-generator's, GitHub artifact attestations, npm,
    /// PyPI's trusted publishers, the Bazel Central Registry's, Google Cloud Build, GitLab, Buildkite, Tekton Chains and
    /// Witness.
    pub fn embedded() -> Result<Self, BuildersError> {
        static EMBEDDED: OnceLock<Option<Arc<Registry>>> = OnceLock::new();
        let known = EMBEDDED.get_or_init(|| file::read(FILES).ok().map(Arc::new));
        let registry = match known {
            Some(registry) => Arc::clone(registry),
            // Read again for its error; a test keeps this from happening.
            None => Arc::new(file::read(FILES)?),
        };
        Ok(Self { parts: vec![registry] })
    }

    /// A registry of one's own, in [TOML](https://toml.io), at most 1 MiB. `testdata/builders/example.toml` shows every
    /// key.
    pub fn from_toml(text: &str) -> Result<Self, BuildersError> {
        Ok(Self { parts: vec![Arc::new(file::read(&[text])?)] })
    }

    /// The builders of both.
    pub fn and(mut self, other: Self) -> Self {
        self.parts.extend(other.parts);
        self
    }

    /// Every key that a builder or a package registry signs with.
    pub(super) fn keys(&self) -> impl Iterator<Item = &TrustedKey> {
        let builders = self.parts.iter().flat_map(|part| &part.builders).map(|builder| &builder.signer);
        let publishers = self.parts.iter().flat_map(|part| &part.publishers).map(|publisher| &publisher.signer);
        builders.chain(publishers).flat_map(|signer| match signer {
            Signer::Keys(keys) => keys.as_slice(),
            Signer::Certificate { .. } | Signer::Policy => &[],
        })
    }

    pub(super) fn parts(&self) -> impl Iterator<Item = &Registry> {
        self.parts.iter().map(|part| &**part)
    }
}

impl RefRule {
    /// Whether a full git reference is within the rule.
    pub(super) fn allows(&self, reference: &str) -> bool {
        let version = || git::name_in(reference, "tags").and_then(git::Version::parse);
        match self {
            Self::Release => version().is_some_and(|version| version.is_release()),
            Self::Prerelease => version().is_some_and(|version| version.is_complete()),
            Self::Matching(name) => name.matches(reference),
        }
    }

    /// As it is written in the file.
    pub(super) fn as_str(&self) -> &str {
        match self {
            Self::Release => "refs/tags/vMAJOR.MINOR.PATCH",
            Self::Prerelease => "refs/tags/vMAJOR.MINOR.PATCH or a pre-release of it",
            Self::Matching(name) => name.as_str(),
        }
    }
}
