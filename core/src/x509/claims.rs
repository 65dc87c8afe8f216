//! What Fulcio says about the signer: sigstore/fulcio docs/oid-info.md, 1.3.6.1.4.1.57264.1.

use super::error::CertificateError;
use super::extensions::single;
use super::span::Span;
use crate::encoding::der::{Tlv, tag};

/// Arcs 0 to 24; 0 and 7 are never used.
const ARCS: usize = 25;

/// Where the claims lie, by the last arc of their identifier.
#[derive(Default, Debug)]
pub(super) struct ClaimSpans([Option<Span>; ARCS]);

impl ClaimSpans {
    /// Checks and keeps a claim; false if it was there already.
    pub(super) fn add(&mut self, arc: u8, value: &Tlv<'_>) -> Result<bool, CertificateError> {
        let invalid = || CertificateError::Claim { arc };
        // oid-info.md: .1 to .6 are raw strings without any DER encoding, .8 to .24 a DER UTF8String.
        let text = if arc <= 6 { Ok(*value) } else { single(value, tag::UTF8_STRING) };
        let text = text.ok().filter(|text| std::str::from_utf8(text.content).is_ok()).ok_or_else(invalid)?;
        let place = self.0.get_mut(usize::from(arc)).ok_or_else(invalid)?;
        Ok(place.replace(Span::content(&text)).is_none())
    }

    fn get<'a>(&self, der: &'a [u8], arc: usize) -> Option<&'a str> {
        std::str::from_utf8(self.0.get(arc).copied()??.of(der)).ok()
    }
}

/// One claim of a certificate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Claim<'a> {
    /// Its name in verdicts and policies, for example `source_repository_uri`.
    pub name: &'static str,
    /// The last arc of its identifier 1.3.6.1.4.1.57264.1.x.
    pub arc: u8,
    /// What the certificate says.
    pub value: &'a str,
}

/// The claims of a certificate.
#[derive(Clone, Copy, Debug)]
pub struct Claims<'a> {
    spans: &'a ClaimSpans,
    der: &'a [u8],
}

macro_rules! claims {
    ($($arc:literal $name:ident $doc:literal)*) => {
        /// Last arc and name, in the order of the arcs.
        const NAMES: &[(u8, &str)] = &[$(($arc, stringify!($name))),*];

        impl<'a> Claims<'a> {
            $(#[doc = $doc]
            #[doc = concat!(" (1.3.6.1.4.1.57264.1.", stringify!($arc), ").")]
            pub fn $name(&self) -> Option<&'a str> {
                self.spans.get(self.der, $arc)
            })*
        }
    };
}

claims! {
    1 deprecated_issuer "The identity provider, deprecated: see [`Self::issuer`]"
    2 github_workflow_trigger "The event that triggered the workflow, deprecated"
    3 github_workflow_sha "The commit that the workflow ran on, deprecated"
    4 github_workflow_name "The name of the workflow, deprecated"
    5 github_workflow_repository "The repository of the workflow, deprecated"
    6 github_workflow_ref "The git reference that the workflow ran on, deprecated"
    8 current_issuer "The identity provider: see [`Self::issuer`]"
    9 build_signer_uri "The build instructions that are responsible for signing"
    10 build_signer_digest "The version of those build instructions"
    11 runner_environment "Whether the build ran on the platform's machines or the customer's"
    12 source_repository_uri "The source repository of the build"
    13 source_repository_digest "The version of the source, usually a commit"
    14 source_repository_ref "The git reference of the source"
    15 source_repository_identifier "The id of the source repository, which never changes"
    16 source_repository_owner_uri "The owner of the source repository"
    17 source_repository_owner_identifier "The id of that owner, which never changes"
    18 build_config_uri "The top-level build instructions"
    19 build_config_digest "The version of those build instructions"
    20 build_trigger "The event or action that started the build"
    21 run_invocation_uri "The run of the build"
    22 source_repository_visibility_at_signing "Whether the source repository was public when the certificate was made"
    23 deployment_environment "The environment that the job deploys to"
    24 token_subject "The `sub` of the token that was presented for the certificate"
}

impl<'a> Claims<'a> {
    /// Fails if the two extensions that name the identity provider name two.
    pub(super) fn check(self) -> Result<(), CertificateError> {
        match (self.deprecated_issuer(), self.current_issuer()) {
            (Some(deprecated), Some(current)) if deprecated != current => {
                Err(CertificateError::TwoIssuers { deprecated: deprecated.into(), current: current.into() })
            }
            _ => Ok(()),
        }
    }

    pub(super) fn new(spans: &'a ClaimSpans, der: &'a [u8]) -> Self {
        Self { spans, der }
    }

    /// The identity provider that vouched for the signer: extension .8, or .1 where that is missing.
    pub fn issuer(&self) -> Option<&'a str> {
        self.current_issuer().or(self.deprecated_issuer())
    }

    /// The claim of that name; `issuer` is [`Self::issuer`].
    pub fn get(&self, name: &str) -> Option<&'a str> {
        if name == "issuer" {
            return self.issuer();
        }
        let (arc, _) = NAMES.iter().find(|(_, known)| *known == name)?;
        self.spans.get(self.der, usize::from(*arc))
    }

    /// Every claim that is there, in the order of the identifiers.
    pub fn iter(&self) -> impl Iterator<Item = Claim<'a>> + use<'a> {
        let Self { spans, der } = *self;
        NAMES.iter().filter_map(move |&(arc, name)| Some(Claim { name, arc, value: spans.get(der, usize::from(arc))? }))
    }
}
