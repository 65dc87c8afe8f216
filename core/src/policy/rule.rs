//! One demand on a certificate: which field, and what it must be.

use std::fmt;

use super::error::{IdentityError, PolicyError, word};
use super::facts::{CertificateFacts, Claim, SanKind};
use super::forge::{Repository, Workflow};
use super::glob::Glob;
use super::owner::{self, Owned};
use super::regex::Anchored;
use crate::check::Code;

/// A demand; all demands of an identity must hold.
#[derive(Clone, Debug)]
pub(super) enum Rule {
    San(Pattern),
    /// The SAN is a URI that names a workflow.
    SanWorkflow(Workflow),
    Issuer(Pattern),
    /// The certificate names no issuer.
    NoIssuer,
    SourceRepository(Repository),
    BuildConfig(Workflow),
    Claim(Claim, Pattern),
    /// The claim is not this; it may be absent.
    ClaimIsNot(Claim, &'static str),
}

/// What a text must be.
#[derive(Clone, Debug)]
pub(super) enum Pattern {
    Exact(Box<str>),
    /// A glob, and the literal part that bounds whom it can match.
    Glob(Glob, Option<Owned>),
    Regex(Anchored, Option<Owned>),
}

impl Pattern {
    pub(super) fn exact(option: &'static str, text: &str) -> Result<Self, PolicyError> {
        if text.is_empty() {
            return Err(PolicyError::Empty { option });
        }
        Ok(Self::Exact(text.into()))
    }

    /// A glob over what cannot be somebody else's, for example a ref of a known repository.
    pub(super) fn wide_glob(text: &str) -> Result<Self, PolicyError> {
        let glob = Glob::new(text);
        let glob = glob.map_err(|error| PolicyError::Pattern { pattern: text.to_owned(), why: error.to_string() })?;
        Ok(Self::Glob(glob, None))
    }

    pub(super) fn owned_glob(text: &str) -> Result<Self, PolicyError> {
        let glob = Glob::new(text);
        let glob = glob.map_err(|error| PolicyError::Pattern { pattern: text.to_owned(), why: error.to_string() })?;
        let owned = owner::of_glob(text).map_err(|why| PolicyError::TooWide { pattern: text.to_owned(), why })?;
        Ok(Self::Glob(glob, Some(owned)))
    }

    pub(super) fn wide_regex(text: &str) -> Result<Self, PolicyError> {
        let regex = Anchored::new(text);
        let regex = regex.map_err(|why| PolicyError::Pattern { pattern: text.to_owned(), why })?;
        Ok(Self::Regex(regex, None))
    }

    pub(super) fn owned_regex(text: &str) -> Result<Self, PolicyError> {
        let regex = Anchored::new(text);
        let regex = regex.map_err(|why| PolicyError::Pattern { pattern: text.to_owned(), why })?;
        let owned = owner::of_regex(text).map_err(|why| PolicyError::TooWide { pattern: text.to_owned(), why })?;
        Ok(Self::Regex(regex, Some(owned)))
    }

    /// Whether an identity of that kind matches.
    pub(super) fn matches_san(&self, kind: SanKind, text: &str) -> bool {
        let owned = match self {
            Self::Exact(_) => true,
            Self::Glob(_, owned) => owned.as_ref().is_none_or(|owned| owned.covers(kind, text, false)),
            Self::Regex(regex, owned) => {
                owned.as_ref().is_none_or(|owned| owned.covers(kind, text, regex.ignores_case()))
            }
        };
        owned && self.matches(text)
    }

    pub(super) fn matches(&self, text: &str) -> bool {
        match self {
            Self::Exact(wanted) => **wanted == *text,
            Self::Glob(glob, _) => glob.matches(text),
            Self::Regex(regex, _) => regex.matches(text),
        }
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(text) => f.write_str(text),
            Self::Glob(glob, _) => f.write_str(glob.as_str()),
            Self::Regex(regex, _) => write!(f, "{} (regular expression)", regex.as_str()),
        }
    }
}

impl Rule {
    /// The check that this demand belongs to.
    pub(super) fn code(&self) -> Code {
        match self {
            Self::San(_) | Self::SanWorkflow(_) => Code::IdentitySan,
            Self::Issuer(_) | Self::NoIssuer => Code::IdentityIssuer,
            Self::SourceRepository(_) | Self::BuildConfig(_) | Self::Claim(..) | Self::ClaimIsNot(..) => {
                Code::IdentityClaim
            }
        }
    }

    pub(super) fn holds(&self, facts: &CertificateFacts<'_>) -> bool {
        match self {
            Self::San(pattern) => facts.san.is_some_and(|(kind, san)| pattern.matches_san(kind, san)),
            Self::SanWorkflow(workflow) => {
                facts.san.is_some_and(|(kind, san)| kind == SanKind::Uri && workflow.matches(san))
            }
            Self::Issuer(pattern) => facts.issuer.is_some_and(|issuer| pattern.matches(issuer)),
            Self::NoIssuer => facts.issuer.is_none(),
            Self::SourceRepository(repository) => {
                facts.claim(Claim::SourceRepository).is_some_and(|found| repository.matches(found))
            }
            Self::BuildConfig(workflow) => facts.claim(Claim::BuildConfig).is_some_and(|found| workflow.matches(found)),
            Self::Claim(claim, pattern) => facts.claim(*claim).is_some_and(|found| pattern.matches(found)),
            Self::ClaimIsNot(claim, unwanted) => facts.claim(*claim) != Some(unwanted),
        }
    }

    /// Why the demand does not hold, for a person.
    pub(super) fn explain(&self, facts: &CertificateFacts<'_>) -> IdentityError {
        let san = facts.san.map(|(_, san)| san);
        match self {
            Self::San(pattern) => IdentityError::San {
                expected: pattern.to_string(),
                found: san.map(str::to_owned),
                hint: found_identity(san),
            },
            Self::SanWorkflow(workflow) => IdentityError::San {
                expected: workflow.to_string(),
                found: san.map(str::to_owned),
                hint: san.and_then(|san| workflow.hint(san)).unwrap_or_else(|| found_identity(san)),
            },
            Self::Issuer(pattern) => {
                IdentityError::Issuer { expected: pattern.to_string(), found: facts.issuer.map(str::to_owned) }
            }
            Self::NoIssuer => {
                IdentityError::Issuer { expected: "no issuer".to_owned(), found: facts.issuer.map(str::to_owned) }
            }
            Self::SourceRepository(repository) => {
                let found = facts.claim(Claim::SourceRepository);
                claim(Claim::SourceRepository, repository.to_string(), found, found.map(|found| repository.hint(found)))
            }
            Self::BuildConfig(workflow) => {
                let found = facts.claim(Claim::BuildConfig);
                let hint = found.and_then(|found| workflow.hint(found));
                claim(Claim::BuildConfig, workflow.to_string(), found, hint)
            }
            Self::Claim(name, pattern) => {
                let found = facts.claim(*name);
                let hint = found.map(|found| format!("the certificate's {} is {}", name.name(), word(found)));
                claim(*name, pattern.to_string(), found, hint)
            }
            Self::ClaimIsNot(name, unwanted) => {
                claim(*name, format!("anything but {unwanted}"), facts.claim(*name), None)
            }
        }
    }
}

fn found_identity(san: Option<&str>) -> String {
    match san {
        Some(san) => {
            let san = word(san);
            format!("the certificate names {san}; if that is the one you trust, pass --certificate-identity {san}")
        }
        None => "the certificate names no identity: it is not one of Fulcio's".to_owned(),
    }
}

fn claim(name: Claim, expected: String, found: Option<&str>, hint: Option<String>) -> IdentityError {
    let absent = || format!("the certificate says nothing about its {}", name.name());
    let hint = if found.is_none() { Some(absent()) } else { hint };
    IdentityError::Claim { claim: name.name(), expected, found: found.map(str::to_owned), hint }
}
