use std::fmt;
use std::sync::Arc;
#[cfg(feature = "net")]
use std::sync::{Mutex, PoisonError};

use super::bundle::{self, Material};
use super::content::Signed;
use super::error::{SigningError, SigningProblem, Stage};
#[cfg(feature = "net")]
use super::fulcio;
#[cfg(feature = "net")]
use super::services::Services;
use crate::bundle::Bundle;
use crate::crypto::SigningKey;
#[cfg(feature = "net")]
use crate::crypto::{KeyKind, PrivateKey};
use crate::digest::{Artifact, DigestAlgorithm};
#[cfg(feature = "net")]
use crate::identity::Token;
use crate::intoto::Statement;
use crate::local::{LocalAuthority, LocalError, LocalIdentity};
#[cfg(feature = "net")]
use crate::net::Transport;
use crate::policy::Policy;
use crate::time::UnixTime;
use crate::verify::{Refusal, Verifier};
#[cfg(feature = "net")]
use crate::x509::Certificate;

/// What the time is.
type Clock = Arc<dyn Fn() -> UnixTime + Send + Sync>;

/// Signs artifacts and attests statements. Cheap to clone and to share between threads; one certificate serves for many
/// signatures, those of clones included.
#[derive(Clone)]
pub struct Signer {
    who: Who,
    #[cfg(feature = "net")]
    witnesses: Option<(Services, Arc<dyn Transport>)>,
    verifier: Verifier,
    clock: Clock,
}

#[derive(Clone)]
enum Who {
    Key(Arc<dyn SigningKey>),
    Local {
        authority: Arc<LocalAuthority>,
        identity: LocalIdentity,
    },
    #[cfg(feature = "net")]
    Identity {
        token: Arc<Token>,
        authority: String,
        certified: Arc<Mutex<Option<Arc<Certified>>>>,
    },
}

/// A key that lives as long as its certificate.
#[cfg(feature = "net")]
struct Certified {
    key: PrivateKey,
    certificate: Certificate,
}

/// A certificate with less time left is not used any more, in seconds: its signatures must reach the log in time.
#[cfg(feature = "net")]
const SPARE: i64 = 60;

/// How many seconds the clocks of the services may be before this one's.
const SKEW: i64 = 60;

impl Signer {
    /// Signs with a key, and asks nobody. `verifier` looks at what was made before it is given out.
    pub fn key(
        key: Arc<dyn SigningKey>,
        verifier: Verifier,
        clock: impl Fn() -> UnixTime + Send + Sync + 'static,
    ) -> Self {
        Self {
            who: Who::Key(key),
            #[cfg(feature = "net")]
            witnesses: None,
            verifier,
            clock: Arc::new(clock),
        }
    }

    /// Signs as somebody of this machine, by its own authority: with a certificate, logged and timestamped, and asks nobody.
    pub fn local(
        authority: Arc<LocalAuthority>,
        identity: LocalIdentity,
        clock: impl Fn() -> UnixTime + Send + Sync + 'static,
    ) -> Result<Self, SigningError> {
        let verifier = Verifier::new(authority.trust_root());
        let verifier = verifier.map_err(|error| SigningError::at(Stage::Config, LocalError::from(error).into()))?;
        Ok(Self {
            who: Who::Local { authority, identity },
            #[cfg(feature = "net")]
            witnesses: None,
            verifier,
            clock: Arc::new(clock),
        })
    }

    /// The same, logged and timestamped by these services.
    #[cfg(feature = "net")]
    #[must_use]
    pub fn witnessed(self, services: Services, transport: Arc<dyn Transport>) -> Self {
        Self { witnesses: Some((services, transport)), ..self }
    }

    /// Signs as whom an identity token names, with keys that live for minutes: by certificates of the services' authority,
    /// logged and timestamped by the others. The token goes to the authority alone.
    #[cfg(feature = "net")]
    pub fn keyless(
        token: Token,
        services: Services,
        transport: Arc<dyn Transport>,
        verifier: Verifier,
        clock: impl Fn() -> UnixTime + Send + Sync + 'static,
    ) -> Result<Self, SigningError> {
        let missing = crate::trust::SigningConfigError::NoService { at: "caUrls" };
        let authority = services.authority.clone();
        let authority = authority.ok_or_else(|| SigningError::at(Stage::Config, missing.into()))?;
        token.check(clock()).map_err(|error| SigningError::at(Stage::Token, error.into()))?;
        let who = Who::Identity { token: Arc::new(token), authority, certified: Arc::default() };
        Ok(Self { who, witnesses: Some((services, transport)), verifier, clock: Arc::new(clock) })
    }

    /// By which algorithm an artifact must be hashed to be signed.
    pub fn digest_algorithm(&self) -> DigestAlgorithm {
        match &self.who {
            Who::Key(key) => key.digest_algorithm(),
            Who::Local { .. } => DigestAlgorithm::Sha256,
            #[cfg(feature = "net")]
            Who::Identity { .. } => DigestAlgorithm::Sha256,
        }
    }

    /// Signs an artifact: its bundle, as JSON with a newline at its end.
    pub fn sign(&self, artifact: &Artifact) -> Result<String, SigningError> {
        let locally = |authority: &LocalAuthority, identity: &_, now| authority.sign(artifact, identity, now);
        self.make(|key| Signed::artifact(artifact, key), locally, Some(artifact))
    }

    /// Signs a statement, in an envelope: its bundle, as JSON with a newline at its end.
    pub fn attest(&self, statement: &Statement) -> Result<String, SigningError> {
        let json = statement.json().as_bytes();
        let locally = |authority: &LocalAuthority, identity: &_, now| authority.attest(json, identity, now);
        let subject = statement.subjects().find_map(|subject| subject.known_digests().next());
        let artifact = subject.map(Artifact::from_digest);
        self.make(|key| Signed::statement(statement, key), locally, artifact.as_ref())
    }

    fn make(
        &self,
        sign: impl Fn(&dyn SigningKey) -> Result<Signed, SigningError>,
        locally: impl Fn(&LocalAuthority, &LocalIdentity, UnixTime) -> Result<String, LocalError>,
        artifact: Option<&Artifact>,
    ) -> Result<String, SigningError> {
        match &self.who {
            Who::Key(key) => self.bundle(&Material::Key(key.public_key()), &sign(&**key)?, artifact),
            // It verifies what it made.
            Who::Local { authority, identity } => locally(authority, identity, (self.clock)())
                .map_err(|error| SigningError::at(Stage::Sign, error.into())),
            #[cfg(feature = "net")]
            Who::Identity { token, authority, certified } => {
                let certified = self.certified(token, authority, certified)?;
                let material = Material::Certificate(certified.certificate.der());
                self.bundle(&material, &sign(&certified.key)?, artifact)
            }
        }
    }

    /// The certificate that is there, or a new one: nobody else asks meanwhile.
    #[cfg(feature = "net")]
    fn certified(
        &self,
        token: &Token,
        authority: &str,
        slot: &Mutex<Option<Arc<Certified>>>,
    ) -> Result<Arc<Certified>, SigningError> {
        let mut slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
        let soon = UnixTime::from_secs((self.clock)().secs().saturating_add(SPARE));
        if let Some(known) = slot.as_ref().filter(|known| known.certificate.validity().end.is_none_or(|end| soon < end))
        {
            return Ok(Arc::clone(known));
        }
        let failed = |error: crate::crypto::SignError| SigningError::at(Stage::Certificate, error.into());
        let key = PrivateKey::generate(KeyKind::EcdsaP256).map_err(failed)?;
        let Some((_, transport)) = &self.witnesses else {
            let missing = crate::trust::SigningConfigError::NoService { at: "caUrls" };
            return Err(SigningError::at(Stage::Config, missing.into()));
        };
        let certificate = fulcio::certificate(&**transport, authority, token.expose(), &key)?;
        let certified = Arc::new(Certified { key, certificate });
        *slot = Some(Arc::clone(&certified));
        Ok(certified)
    }

    fn bundle(
        &self,
        material: &Material<'_>,
        signed: &Signed,
        artifact: Option<&Artifact>,
    ) -> Result<String, SigningError> {
        #[cfg(feature = "net")]
        let (entries, timestamps) = match &self.witnesses {
            Some((services, transport)) => services.witness(&**transport, material, signed)?,
            None => Default::default(),
        };
        #[cfg(not(feature = "net"))]
        let (entries, timestamps) = (Vec::new(), Vec::new());
        let json = bundle::json(material, signed, &entries, &timestamps);
        let refused = |refusal: Refusal| SigningError::at(Stage::Verify, SigningProblem::Refused(Box::new(refusal)));
        let digest = Artifact::from_digest(signed.digest);
        let artifact = artifact.unwrap_or(&digest);
        let bundle =
            Bundle::from_json(json.as_bytes()).map_err(|error| refused(Refusal::malformed(artifact, &error)))?;
        let policy = match material {
            // Whom the authority certified is whom the token named.
            Material::Certificate(_) => Policy::judged([]),
            Material::Key(key) => Policy::key((*key).clone()),
        };
        let policy = match entries.is_empty() && timestamps.is_empty() {
            true => policy.unlogged_dangerous(),
            false => policy,
        };
        let now = UnixTime::from_secs((self.clock)().secs().saturating_add(SKEW));
        self.verifier.verify(artifact, &bundle, &policy, now).map(drop).map_err(refused)?;
        Ok(json)
    }
}

/// Neither the token nor the key.
impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.who {
            Who::Key(key) => write!(f, "Signer(with {:?})", key.public_key()),
            Who::Local { identity, .. } => write!(f, "Signer(as {identity}, by this machine's authority)"),
            #[cfg(feature = "net")]
            Who::Identity { authority, .. } => write!(f, "Signer(with certificates of {authority})"),
        }
    }
}
