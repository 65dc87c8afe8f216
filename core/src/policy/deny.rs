use std::cell::OnceCell;
use std::fmt;
use std::ops::RangeInclusive;
use std::time::Duration;

use super::error::PolicyError;
use super::facts::{Claim, SignerFacts};
use super::glob::MAX_TEXT;
use super::rule::Pattern;
use crate::check::{Check, Code, Explain, Value};
use crate::digest::{Artifact, Digest, Sha256};
use crate::encoding::{base64, hex};
use crate::time::{UnixTime, Validity};

/// Something that is refused however well it is signed, and why.
///
/// Sigstore has no revocation: what was signed with a stolen identity stays signed. These rules are the answer.
#[derive(Clone, Debug)]
pub struct DenyRule {
    denied: Denied,
    reason: String,
}

#[derive(Clone, Debug)]
enum Denied {
    CertificateSerial(Box<[u8]>),
    Certificate(Sha256),
    Key(Sha256),
    Identity { san: Pattern, issuer: Option<Pattern> },
    Run(String),
    LogEntries { log: [u8; 32], indices: RangeInclusive<u64> },
    SignedIn(Validity),
    OlderThan(Duration),
    Artifact(Digest),
}

/// What deny rules look at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DenyFacts<'a> {
    pub(crate) signer: SignerFacts<'a>,
    pub(crate) artifact: &'a Artifact,
    /// Id of the log and index in it, of every entry.
    pub(crate) log: &'a [([u8; 32], u64)],
    /// Every established time.
    pub(crate) times: &'a [UnixTime],
    pub(crate) now: UnixTime,
}

impl DenyRule {
    /// The certificate with this serial number (big-endian, leading zeros do not matter).
    pub fn certificate_serial(serial: &[u8], reason: impl Into<String>) -> Self {
        Self::new(Denied::CertificateSerial(significant(serial).into()), reason)
    }

    /// The certificate with this SHA-256 of its DER.
    pub fn certificate(fingerprint: Sha256, reason: impl Into<String>) -> Self {
        Self::new(Denied::Certificate(fingerprint), reason)
    }

    /// The key with this SHA-256 of its SubjectPublicKeyInfo, with a certificate or without.
    pub fn key(fingerprint: Sha256, reason: impl Into<String>) -> Self {
        Self::new(Denied::Key(fingerprint), reason)
    }

    /// Every identity that matches this glob, from this issuer or from any. However wide: it only refuses.
    ///
    /// Case does not matter: GitHub and GitLab write a repository as its owner last spelt it. An identity that is too long
    /// for any glob (4,096 bytes) is refused too.
    pub fn identity(glob: &str, issuer: Option<&str>, reason: impl Into<String>) -> Result<Self, PolicyError> {
        let san = Pattern::wide_glob(&glob.to_ascii_lowercase())?;
        let issuer = issuer.map(|issuer| Pattern::exact("issuer", issuer)).transpose()?;
        Ok(Self::new(Denied::Identity { san, issuer }, reason))
    }

    /// The build run with this invocation URI, all of its attempts and jobs. Case does not matter.
    pub fn run(uri: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::new(Denied::Run(uri.into()), reason)
    }

    /// The entries of a transparency log at these indices.
    pub fn log_entries(log_id: [u8; 32], indices: RangeInclusive<u64>, reason: impl Into<String>) -> Self {
        Self::new(Denied::LogEntries { log: log_id, indices }, reason)
    }

    /// Every signature of which an established time lies in the window, both ends included, and every signature of which
    /// no time is established.
    pub fn signed_in(window: Validity, reason: impl Into<String>) -> Self {
        Self::new(Denied::SignedIn(window), reason)
    }

    /// Every signature with an established time that is longer ago than this, and every signature of which no time is
    /// established.
    pub fn older_than(age: Duration, reason: impl Into<String>) -> Self {
        Self::new(Denied::OlderThan(age), reason)
    }

    /// The artifact with this digest.
    ///
    /// It is compared with the digests of its algorithm that are known or can be taken of the artifact: name the
    /// digest by the algorithm that verifications use, SHA-256 as a rule.
    pub fn artifact(digest: Digest, reason: impl Into<String>) -> Self {
        Self::new(Denied::Artifact(digest), reason)
    }

    /// Why.
    pub fn reason(&self) -> &str {
        &self.reason
    }

    fn new(denied: Denied, reason: impl Into<String>) -> Self {
        Self { denied, reason: reason.into() }
    }

    fn denies(&self, facts: &DenyFacts<'_>, derived: &Derived) -> bool {
        let certificate = match &facts.signer {
            SignerFacts::Certificate(certificate) => Some(certificate),
            SignerFacts::Key(_) => None,
        };
        match &self.denied {
            Denied::CertificateSerial(serial) => certificate.is_some_and(|c| significant(c.serial) == &**serial),
            Denied::Certificate(fingerprint) => certificate.is_some_and(|c| derived.certificate(c.der) == *fingerprint),
            Denied::Key(fingerprint) => match &facts.signer {
                SignerFacts::Certificate(c) => derived.key(c.key) == *fingerprint,
                SignerFacts::Key(key) => key.fingerprint() == *fingerprint,
            },
            Denied::Identity { san, issuer } => certificate.is_some_and(|c| {
                let named =
                    c.san.is_some_and(|(_, found)| found.len() > MAX_TEXT || san.matches(derived.lower_case(found)));
                let vouched = |issuer: &Pattern| c.issuer.is_some_and(|found| issuer.matches(found));
                named && issuer.as_ref().is_none_or(vouched)
            }),
            Denied::Run(uri) => {
                certificate.is_some_and(|c| c.claim(Claim::RunInvocation).is_some_and(|found| same_run(uri, found)))
            }
            Denied::LogEntries { log, indices } => {
                facts.log.iter().any(|(id, index)| id == log && indices.contains(index))
            }
            Denied::SignedIn(window) => facts.times.is_empty() || facts.times.iter().any(|time| window.contains(*time)),
            Denied::OlderThan(age) => {
                let age = i64::try_from(age.as_secs()).unwrap_or(i64::MAX);
                let oldest = UnixTime::from_secs_nanos(facts.now.secs().saturating_sub(age), facts.now.subsec_nanos());
                facts.times.is_empty() || facts.times.iter().any(|time| *time < oldest)
            }
            Denied::Artifact(digest) => facts.artifact.digest(digest.algorithm()) == Some(*digest),
        }
    }
}

/// A run is denied with every attempt and job of it.
fn same_run(denied: &str, found: &str) -> bool {
    let split = found.split_at_checked(denied.len()).filter(|(start, _)| start.eq_ignore_ascii_case(denied));
    split.is_some_and(|(_, rest)| rest.is_empty() || denied.ends_with(['/', '#']) || rest.starts_with(['/', '#']))
}

/// The number without leading zeros.
fn significant(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|octet| **octet == 0).count();
    number.get(zeros..).unwrap_or_default()
}

/// What no rule, one, or a thousand may ask for.
#[derive(Default)]
struct Derived {
    certificate: OnceCell<Sha256>,
    key: OnceCell<Sha256>,
    san: OnceCell<String>,
}

impl Derived {
    fn certificate(&self, der: &[u8]) -> Sha256 {
        *self.certificate.get_or_init(|| Sha256::of(der))
    }

    fn key(&self, spki: &[u8]) -> Sha256 {
        *self.key.get_or_init(|| Sha256::of(spki))
    }

    fn lower_case(&self, san: &str) -> &str {
        self.san.get_or_init(|| san.to_ascii_lowercase())
    }
}

/// One check for all rules if none denies, else one for each that does; nothing without rules.
pub(super) fn check(rules: &[DenyRule], facts: &DenyFacts<'_>) -> Vec<Check> {
    let derived = Derived::default();
    let denies = |(index, rule): (usize, &DenyRule)| {
        rule.denies(facts, &derived).then(|| {
            let error = DenyError { reason: rule.reason.clone(), denied: rule.denied.to_string() };
            Check::fail(&error).at(format!("deny[{index}]"))
        })
    };
    let mut checks: Vec<_> = rules.iter().enumerate().filter_map(denies).collect();
    if checks.is_empty() && !rules.is_empty() {
        checks.push(Check::pass(Code::PolicyDenied, None));
    }
    checks
}

/// A deny rule of the policy matches.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("denied by the policy: {reason}")]
#[non_exhaustive]
pub struct DenyError {
    /// The rule's own reason.
    pub reason: String,
    /// What the rule denies.
    pub denied: String,
}

impl Explain for DenyError {
    fn code(&self) -> Code {
        Code::PolicyDenied
    }

    fn expected(&self) -> Option<Value> {
        Some(format!("anything but {}", self.denied).into())
    }

    fn found(&self) -> Option<Value> {
        Some(self.denied.clone().into())
    }

    fn hint(&self) -> Option<std::borrow::Cow<'static, str>> {
        Some("do not use the artifact; ask whoever maintains the policy if you think that the rule is wrong".into())
    }
}

impl fmt::Display for Denied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CertificateSerial(serial) => write!(f, "the certificate with serial {}", hex::encode(serial)),
            Self::Certificate(fingerprint) => write!(f, "the certificate sha256:{fingerprint}"),
            Self::Key(fingerprint) => write!(f, "the key sha256:{fingerprint}"),
            Self::Identity { san, issuer: None } => write!(f, "the identity {san}"),
            Self::Identity { san, issuer: Some(issuer) } => write!(f, "the identity {san} from {issuer}"),
            Self::Run(uri) => write!(f, "the run {uri}"),
            Self::LogEntries { log, indices } => {
                write!(f, "entries {} to {} of the log {}", indices.start(), indices.end(), base64::encode(log))
            }
            Self::SignedIn(window) => write!(f, "a signature made in {window}"),
            Self::OlderThan(age) => write!(f, "a signature older than {} seconds", age.as_secs()),
            Self::Artifact(digest) => write!(f, "the artifact {digest}"),
        }
    }
}
