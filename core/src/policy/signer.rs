use super::error::{IdentityError, PolicyError, TrustedKeyError};
use super::facts::{CertificateFacts, SignerFacts};
use super::identity::Identity;
use super::rule::Rule;
use crate::check::{Check, Code};
use crate::crypto::PublicKey;
use crate::time::{UnixTime, Validity};

/// Signers in one policy, those inside of others included.
pub(super) const MAX_RULES: usize = 1000;

/// How deep signers may stand inside of each other.
const MAX_NESTING: usize = 16;

/// Who must have signed.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Signer {
    /// An identity, proven by a certificate.
    Identity(Box<Identity>),
    /// A key.
    Key(TrustedKey),
    /// Any one of these; none of them is refused.
    AnyOf(Vec<Signer>),
    /// One signer that is all of these; none of them is refused.
    AllOf(Vec<Signer>),
    /// Anybody at all with evidence that verifies: this says nothing about who made the artifact.
    AnyoneDangerous,
}

/// A key that is trusted, at all times or in a window.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TrustedKey {
    key: PublicKey,
    validity: Option<Validity>,
    hint: Option<String>,
    only_named: bool,
    signs: KeySigns,
}

/// What of an envelope a key's signatures are over.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[non_exhaustive]
pub enum KeySigns {
    /// The pre-authentication encoding of payload type and payload, as DSSE has it.
    #[default]
    Pae,
    /// The payload alone, so that its type is not authenticated: only some keys of Google Cloud Build, which sign nothing
    /// else.
    PayloadDangerous,
}

impl TrustedKey {
    /// A key that is trusted at all times.
    pub fn new(key: PublicKey) -> Self {
        Self { key, validity: None, hint: None, only_named: false, signs: KeySigns::Pae }
    }

    /// Trusted only for signatures of which every established time lies in the window, both ends included.
    #[must_use]
    pub fn valid(self, window: Validity) -> Self {
        Self { validity: Some(window), ..self }
    }

    /// The name by which bundles mean this key. It helps to find the key and decides nothing.
    #[must_use]
    pub fn hinted(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// Only for signatures that name it so, and for no others.
    #[must_use]
    pub fn only_named(self, name: impl Into<String>) -> Self {
        Self { hint: Some(name.into()), only_named: true, ..self }
    }

    /// What of an envelope its signatures are over.
    #[must_use]
    pub fn signs(self, signs: KeySigns) -> Self {
        Self { signs, ..self }
    }

    /// The key.
    pub fn key(&self) -> &PublicKey {
        &self.key
    }

    /// When it is trusted; `None` is always.
    pub fn validity(&self) -> Option<Validity> {
        self.validity
    }

    /// The name by which bundles mean this key.
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }

    /// Whether it is only for signatures that name it as [`Self::hint`] does.
    pub fn is_only_named(&self) -> bool {
        self.only_named
    }

    /// What of an envelope its signatures are over: [`Self::signs`].
    pub fn signed_form(&self) -> KeySigns {
        self.signs
    }

    /// An established time at which the key was not valid; `Some(None)` if there is no time at all.
    fn invalid_at(&self, times: &[UnixTime]) -> Option<Option<UnixTime>> {
        let window = self.validity?;
        if times.is_empty() {
            return Some(None);
        }
        times.iter().find(|time| !window.contains(**time)).map(|time| Some(*time))
    }
}

impl From<PublicKey> for TrustedKey {
    fn from(key: PublicKey) -> Self {
        Self::new(key)
    }
}

impl From<Identity> for Signer {
    fn from(identity: Identity) -> Self {
        Self::Identity(Box::new(identity))
    }
}

impl From<TrustedKey> for Signer {
    fn from(key: TrustedKey) -> Self {
        Self::Key(key)
    }
}

impl From<PublicKey> for Signer {
    fn from(key: PublicKey) -> Self {
        Self::Key(key.into())
    }
}

/// A [`Signer`] that was found to be able to refuse and to accept.
#[derive(Clone, Debug)]
pub(super) enum Demand {
    Identity(Vec<Rule>),
    Key(TrustedKey),
    Any(Vec<Demand>),
    All(Vec<Demand>),
    Anyone,
    /// Any certificate, or one of these keys: who it is, somebody else decides.
    Judged(Vec<TrustedKey>),
}

impl Demand {
    pub(super) fn new(signer: &Signer) -> Result<Self, PolicyError> {
        Self::build(signer, &mut 0, 0)
    }

    fn build(signer: &Signer, count: &mut usize, depth: usize) -> Result<Self, PolicyError> {
        *count += 1;
        if *count > MAX_RULES {
            return Err(PolicyError::Limit { what: "signers", limit: MAX_RULES });
        }
        if depth > MAX_NESTING {
            return Err(PolicyError::Limit { what: "signers inside of each other", limit: MAX_NESTING });
        }
        let mut each = |option, signers: &[Signer]| {
            // Nobody is one of none, and everybody is all of none: the one never accepts, the other never refuses.
            if signers.is_empty() {
                return Err(PolicyError::Empty { option });
            }
            signers.iter().map(|signer| Self::build(signer, count, depth + 1)).collect()
        };
        Ok(match signer {
            Signer::Identity(identity) => Self::Identity(identity.rules()?),
            Signer::Key(key) => Self::Key(key.clone()),
            Signer::AnyOf(signers) => Self::Any(each("any-of", signers)?),
            Signer::AllOf(signers) => Self::All(each("all-of", signers)?),
            Signer::AnyoneDangerous => Self::Anyone,
        })
    }

    /// The keys that could have signed.
    pub(super) fn keys<'d>(&'d self, found: &mut Vec<&'d TrustedKey>) {
        match self {
            Self::Key(key) => found.push(key),
            Self::Any(inner) | Self::All(inner) => inner.iter().for_each(|demand| demand.keys(found)),
            Self::Judged(keys) => found.extend(keys),
            Self::Identity(_) | Self::Anyone => {}
        }
    }

    /// How many demands do not hold. Allocates nothing.
    fn failures(&self, facts: &SignerFacts<'_>, times: &[UnixTime]) -> usize {
        match (self, facts) {
            (Self::Anyone | Self::Judged(_), _) => 0,
            (Self::Identity(rules), SignerFacts::Certificate(facts)) => {
                rules.iter().filter(|rule| !rule.holds(facts)).count()
            }
            (Self::Key(trusted), SignerFacts::Key(key)) => {
                // Another key is never close; its window is no news.
                if trusted.key == **key { usize::from(trusted.invalid_at(times).is_some()) } else { 2 }
            }
            // The other kind of signer is further away than anything of the same kind.
            (Self::Identity(_), SignerFacts::Key(_)) | (Self::Key(_), SignerFacts::Certificate(_)) => 100,
            (Self::Any(inner), _) => inner.iter().map(|demand| demand.failures(facts, times)).min().unwrap_or(1),
            (Self::All(inner), _) => inner.iter().map(|demand| demand.failures(facts, times)).sum(),
        }
    }

    /// Every check of the demand; of alternatives, those of one that accepts, else of the one that comes closest.
    pub(super) fn check(&self, facts: &SignerFacts<'_>, times: &[UnixTime], checks: &mut Vec<Check>) {
        match (self, facts) {
            (Self::Anyone, _) => checks.push(Check::skipped(Code::IdentitySan, "the policy accepts any signer")),
            (Self::Judged(_), SignerFacts::Certificate(_)) => {
                checks
                    .push(Check::skipped(Code::IdentitySan, "whose it must be is decided by the registry of builders"));
            }
            (Self::Judged(keys), SignerFacts::Key(key)) => {
                if let Some(trusted) = keys.iter().find(|trusted| trusted.key == **key) {
                    check_key(trusted, key, times, checks);
                }
            }
            (Self::Identity(rules), SignerFacts::Certificate(facts)) => check_identity(rules, facts, checks),
            (Self::Identity(_), SignerFacts::Key(key)) => {
                checks.push(Check::fail(&IdentityError::SignedByKey { key: key.fingerprint() }));
            }
            (Self::Key(trusted), SignerFacts::Key(key)) => check_key(trusted, key, times, checks),
            (Self::Key(trusted), SignerFacts::Certificate(facts)) => {
                let found = facts.san.map_or("a certificate without identity", |(_, san)| san).to_owned();
                let expected = trusted.key.fingerprint();
                checks.push(Check::fail(&TrustedKeyError::SignedByIdentity { expected, found }));
            }
            (Self::Any(inner), _) => {
                let closest = inner.iter().enumerate().min_by_key(|(_, demand)| demand.failures(facts, times));
                let Some((index, closest)) = closest else { return };
                let before = checks.len();
                closest.check(facts, times, checks);
                if inner.len() == 1 {
                    return;
                }
                let failed = |check: &&mut Check| check.status == crate::check::Status::Fail && check.at.is_none();
                for check in checks.iter_mut().skip(before).filter(failed) {
                    check.at = Some(format!("signer {} of {} (the closest)", index + 1, inner.len()).into());
                }
            }
            (Self::All(inner), _) => inner.iter().for_each(|demand| demand.check(facts, times, checks)),
        }
    }
}

fn check_identity(rules: &[Rule], facts: &CertificateFacts<'_>, checks: &mut Vec<Check>) {
    for code in [Code::IdentitySan, Code::IdentityIssuer, Code::IdentityClaim] {
        let before = checks.len();
        let mut any = false;
        for rule in rules.iter().filter(|rule| rule.code() == code) {
            any = true;
            if !rule.holds(facts) {
                checks.push(Check::fail(&rule.explain(facts)));
            }
        }
        if any && checks.len() == before {
            checks.push(Check::pass(code, None));
        }
    }
}

fn check_key(trusted: &TrustedKey, key: &PublicKey, times: &[UnixTime], checks: &mut Vec<Check>) {
    if trusted.key != *key {
        let (expected, found) = (trusted.key.fingerprint(), key.fingerprint());
        checks.push(Check::fail(&TrustedKeyError::Mismatch { expected, found }));
        return;
    }
    checks.push(Check::pass(Code::KeyMismatch, None));
    let Some(window) = trusted.validity else { return };
    checks.push(match trusted.invalid_at(times) {
        Some(at) => Check::fail(&TrustedKeyError::Validity { window, at }),
        None => Check::pass(Code::KeyValidity, None),
    });
}
