//! PKCS #11 3.1 (OASIS): the private key stays on its token, which signs digests.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::error::{Error, RvError};
use cryptoki::mechanism::Mechanism;
use cryptoki::mechanism::eddsa::{EddsaParams, EddsaSignatureScheme};
use cryptoki::object::{Attribute, AttributeType, KeyType, ObjectClass, ObjectHandle};
use cryptoki::session::{Session, UserType};
use cryptoki::slot::{Slot, TokenInfo};
use cryptoki::types::RawAuthPin;

use super::error::LoadError;
use super::load::{Ask, Asked};
use super::pkcs11_uri::{Pin, Pkcs11Uri};
use super::{Signed, checked, file, scheme_for, spki};
use crate::crypto::{KeyKind, Password, PublicKey, Scheme, SignError, SigningKey, TokenError, p1363};
use crate::digest::{Digest, DigestAlgorithm};
use crate::encoding::der::{tag, write};
use crate::x509::Certificate;

/// Every module that was loaded: PKCS #11 3.1 §5.4 lets a process initialize one only once.
static MODULES: Mutex<BTreeMap<PathBuf, Pkcs11>> = Mutex::new(BTreeMap::new());

/// A key on a PKCS#11 token: an HSM, a smart card, SoftHSM.
///
/// Signs with CKM_ECDSA over the digest (P-256, P-384, P-521), CKM_RSA_PKCS over the DigestInfo, and CKM_EDDSA over a
/// message. Several threads may sign at once; each takes a session of its own, and sessions are kept for the next.
pub struct TokenKey {
    token: String,
    public: PublicKey,
    private: ObjectHandle,
    module: Pkcs11,
    slot: Slot,
    sessions: Mutex<Vec<Session>>,
    /// PKCS #11 3.1 §5.6: a login lasts while a session of the process is open. This one is never used otherwise.
    _login: Mutex<Session>,
}

/// For [`load`](super::load): asks for the PIN where the URI has none and the token wants one.
pub(super) fn load(uri: &Pkcs11Uri, ask: &mut Asked<'_>) -> Result<Box<dyn SigningKey>, LoadError> {
    let pin = match &uri.pin {
        Pin::Value(pin) => Some(pin.clone()),
        Pin::Source(path) => Some(Password::new(file::read(path)?.trim_end_matches(['\r', '\n']))),
        Pin::Ask => None,
    };
    let opened = TokenKey::open_asking(uri, |token| pin.or_else(|| ask(Ask::Token(token))));
    Ok(Box::new(opened?))
}

impl TokenKey {
    /// Loads the module, logs in if the token wants it, and finds the key and its public half (a public key, or else a
    /// certificate, with the private key's id).
    ///
    /// A module is code that runs in this process: name only one that is trusted.
    pub fn open(uri: &Pkcs11Uri, pin: Option<&Password>) -> Result<Self, SignError> {
        Self::open_asking(uri, |_| pin.cloned())
    }

    fn open_asking(uri: &Pkcs11Uri, pin: impl FnOnce(&str) -> Option<Password>) -> Result<Self, SignError> {
        let named = |reason| SignError::Token { token: uri.token_name(), reason };
        let module = module(&uri.module_path).map_err(named)?;
        let (slot, info) = slot(&module, uri).map_err(named)?;
        let token = info.label().trim_end().to_owned();
        let wrong = |reason| SignError::Token { token: token.clone(), reason };
        let login = module.open_ro_session(slot).map_err(refused).map_err(wrong)?;
        if info.login_required() {
            log_in(&login, &info, || pin(&token)).map_err(wrong)?;
        }
        let private = private_key(&login, uri).map_err(wrong)?;
        let public = public_key(&login, private).map_err(wrong)?;
        Ok(Self { token, public, private, module, slot, sessions: Mutex::default(), _login: Mutex::new(login) })
    }

    fn sign(&self, mechanism: &Mechanism<'_>, data: &[u8]) -> Result<Vec<u8>, TokenError> {
        let kept = self.sessions.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let session = match kept {
            Some(session) => session,
            None => self.module.open_ro_session(self.slot).map_err(refused)?,
        };
        // A session that failed is not used again.
        let signature = session.sign(mechanism, self.private, data).map_err(refused)?;
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner).push(session);
        Ok(signature)
    }

    fn sign_and_check(&self, scheme: Scheme, signed: Signed<'_>) -> Result<Vec<u8>, SignError> {
        let kind = self.public.kind();
        let unfit = || SignError::Scheme { scheme, kind };
        let signature = match (scheme, signed) {
            (Scheme::Ecdsa(_), Signed::Digest(digest)) => {
                // FIPS 186-5 §6.4.1: no more bits than the order has; a token may refuse more.
                let order = order(kind).ok_or_else(unfit)?;
                let cut = digest.as_bytes().get(..order).unwrap_or(digest.as_bytes());
                self.sign(&Mechanism::Ecdsa, cut).and_then(|signature| {
                    let bad = || TokenError::Refused("its ECDSA signature is not of its curve's length".to_owned());
                    p1363::to_der(kind, &signature).ok_or_else(bad)
                })
            }
            (Scheme::RsaPkcs1(_), Signed::Digest(digest)) => self.sign(&Mechanism::RsaPkcs, &digest_info(digest)),
            (Scheme::Ed25519, Signed::Message(message)) => {
                self.sign(&Mechanism::Eddsa(EddsaParams::new(EddsaSignatureScheme::Ed25519)), message)
            }
            _ => return Err(unfit()),
        };
        let signature = signature.map_err(|reason| SignError::Token { token: self.token.clone(), reason })?;
        checked(&format!("token {:?}", self.token), &self.public, scheme, signed, signature)
    }
}

impl SigningKey for TokenKey {
    fn public_key(&self) -> &PublicKey {
        &self.public
    }

    fn sign_digest(&self, digest: &Digest) -> Result<Vec<u8>, SignError> {
        let kind = self.public.kind();
        let scheme = scheme_for(&self.public, digest).ok_or(SignError::Scheme { scheme: Scheme::MlDsa, kind })?;
        self.sign_and_check(scheme, Signed::Digest(digest))
    }

    fn sign_message(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        match self.public.kind() {
            KeyKind::Ed25519 => self.sign_and_check(Scheme::Ed25519, Signed::Message(message)),
            _ => self.sign_digest(&self.digest_algorithm().digest(message)),
        }
    }
}

impl fmt::Debug for TokenKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenKey").field("token", &self.token).field("public", &self.public).finish_non_exhaustive()
    }
}

fn module(path: &Path) -> Result<Pkcs11, TokenError> {
    let wrong = |error: Error| TokenError::Module { path: path.display().to_string(), reason: error.to_string() };
    let mut modules = MODULES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(module) = modules.get(path) {
        return Ok(module.clone());
    }
    let module = Pkcs11::new(path).map_err(wrong)?;
    match module.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK)) {
        // Somebody else in this process uses it too.
        Ok(()) | Err(Error::Pkcs11(RvError::CryptokiAlreadyInitialized, _)) => {}
        Err(error) => return Err(wrong(error)),
    }
    modules.insert(path.to_owned(), module.clone());
    Ok(module)
}

fn slot(module: &Pkcs11, uri: &Pkcs11Uri) -> Result<(Slot, TokenInfo), TokenError> {
    let mut fitting = Vec::new();
    let mut found = Vec::new();
    for slot in module.get_slots_with_initialized_token().map_err(refused)? {
        let info = module.get_token_info(slot).map_err(refused)?;
        let same = |wanted: &Option<String>, has: &str| wanted.as_deref().is_none_or(|wanted| wanted == has.trim_end());
        let fits = uri.slot_id.is_none_or(|id| id == slot.id())
            && same(&uri.token, info.label())
            && same(&uri.manufacturer, info.manufacturer_id())
            && same(&uri.model, info.model())
            && same(&uri.serial, info.serial_number());
        found.push(format!("{:?}", info.label().trim_end()));
        if fits {
            fitting.push((slot, info));
        }
    }
    let count = fitting.len();
    match (fitting.pop(), count) {
        (Some(one), 1) => Ok(one),
        (None, _) if found.is_empty() => Err(TokenError::NoToken { found: "none".to_owned() }),
        (None, _) => Err(TokenError::NoToken { found: found.join(", ") }),
        _ => Err(TokenError::SeveralTokens { count }),
    }
}

fn log_in(session: &Session, info: &TokenInfo, pin: impl FnOnce() -> Option<Password>) -> Result<(), TokenError> {
    let outcome = if info.protected_authentication_path() {
        // The token has a keypad of its own.
        session.login(UserType::User, None)
    } else {
        let pin = pin().ok_or(TokenError::PinNeeded)?;
        session.login_with_raw(UserType::User, &RawAuthPin::new(Box::new(pin.as_bytes().to_vec())))
    };
    match outcome {
        Ok(()) | Err(Error::Pkcs11(RvError::UserAlreadyLoggedIn, _)) => Ok(()),
        Err(Error::Pkcs11(RvError::PinIncorrect | RvError::PinLenRange | RvError::PinInvalid, _)) => {
            Err(TokenError::WrongPin)
        }
        Err(Error::Pkcs11(RvError::PinLocked, _)) => Err(TokenError::PinLocked),
        Err(error) => Err(refused(error)),
    }
}

fn private_key(session: &Session, uri: &Pkcs11Uri) -> Result<ObjectHandle, TokenError> {
    let mut template = vec![Attribute::Class(ObjectClass::PRIVATE_KEY)];
    template.extend(uri.object.iter().map(|label| Attribute::Label(label.as_bytes().to_vec())));
    template.extend(uri.id.iter().map(|id| Attribute::Id(id.clone())));
    let keys = session.find_objects(&template).map_err(refused)?;
    match keys.as_slice() {
        [key] => Ok(*key),
        [] => Err(TokenError::NoKey),
        _ => Err(TokenError::SeveralKeys { count: keys.len() }),
    }
}

/// The public key, or else the certificate, that has the private key's id.
fn public_key(session: &Session, private: ObjectHandle) -> Result<PublicKey, TokenError> {
    let attributes = session.get_attributes(private, &[AttributeType::Id]).map_err(refused)?;
    let Some(Attribute::Id(id)) = attributes.into_iter().next() else { return Err(TokenError::NoPublicKey) };
    let first = |class| {
        let found = session.find_objects(&[Attribute::Class(class), Attribute::Id(id.clone())]);
        found.map(|objects| objects.first().copied()).map_err(refused)
    };
    if let Some(public) = first(ObjectClass::PUBLIC_KEY)? {
        let spki = spki_of(session, public)?.ok_or(TokenError::PublicKey(crate::crypto::KeyError::Unsupported))?;
        return PublicKey::from_spki_der(spki).map_err(TokenError::PublicKey);
    }
    let certificate = first(ObjectClass::CERTIFICATE)?.ok_or(TokenError::NoPublicKey)?;
    let attributes = session.get_attributes(certificate, &[AttributeType::Value]).map_err(refused)?;
    let Some(Attribute::Value(der)) = attributes.into_iter().next() else { return Err(TokenError::NoPublicKey) };
    let certificate = Certificate::from_der(der).map_err(|error| TokenError::Refused(error.to_string()))?;
    certificate.public_key().map_err(TokenError::PublicKey)
}

fn spki_of(session: &Session, public: ObjectHandle) -> Result<Option<Vec<u8>>, TokenError> {
    let wanted = [
        AttributeType::KeyType,
        AttributeType::Modulus,
        AttributeType::PublicExponent,
        AttributeType::EcParams,
        AttributeType::EcPoint,
    ];
    let (mut kind, mut modulus, mut exponent, mut parameters, mut point) = (None, None, None, None, None);
    for attribute in session.get_attributes(public, &wanted).map_err(refused)? {
        match attribute {
            Attribute::KeyType(found) => kind = Some(found),
            Attribute::Modulus(found) => modulus = Some(found),
            Attribute::PublicExponent(found) => exponent = Some(found),
            Attribute::EcParams(found) => parameters = Some(found),
            Attribute::EcPoint(found) => point = Some(found),
            _ => {}
        }
    }
    Ok(match (kind, modulus, exponent, parameters, point) {
        (Some(KeyType::RSA), Some(modulus), Some(exponent), ..) => Some(spki::rsa(&modulus, &exponent)),
        (Some(KeyType::EC), .., Some(parameters), Some(point)) => Some(spki::ec(&parameters, &point)),
        (Some(KeyType::EC_EDWARDS), .., Some(point)) => Some(spki::ed25519(&point)),
        _ => None,
    })
}

/// Octets of the curve's order.
fn order(kind: KeyKind) -> Option<usize> {
    match kind {
        KeyKind::EcdsaP256 => Some(32),
        KeyKind::EcdsaP384 => Some(48),
        KeyKind::EcdsaP521 => Some(66),
        _ => None,
    }
}

/// RFC 8017 §9.2: what CKM_RSA_PKCS signs.
fn digest_info(digest: &Digest) -> Vec<u8> {
    let last = match digest.algorithm() {
        DigestAlgorithm::Sha256 => 1,
        DigestAlgorithm::Sha384 => 2,
        DigestAlgorithm::Sha512 => 3,
    };
    let algorithm = write::sequence(&[&write::oid(&[2, 16, 840, 1, 101, 3, 4, 2, last]), write::NULL]);
    write::sequence(&[&algorithm, &write::value(tag::OCTET_STRING, digest.as_bytes())])
}

fn refused(error: Error) -> TokenError {
    TokenError::Refused(match error {
        // The library's own texts have several sentences.
        Error::Pkcs11(value, function) => format!("{function} gave {value:?}"),
        error => error.to_string(),
    })
}
