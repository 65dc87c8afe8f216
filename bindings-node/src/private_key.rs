//! `PrivateKey`.

use std::sync::Arc;

use napi::Result;
use napi::bindgen_prelude::{AsyncTask, Buffer, Either, Uint8Array};
use napi_derive::napi;
use sealwright::{KeyFile, KeyKind, Password, Scheme};
use sealwright_bindings::{key_format_text, key_kind, scheme};

use crate::error::thrown;
use crate::key::PublicKey;
use crate::task::{Work, promise};
use crate::value::bytes;

/// A password as text, which stands for its UTF-8, or as bytes.
pub(crate) type PasswordLike = Either<String, Uint8Array>;

type Promised = AsyncTask<Work<sealwright::PrivateKey, PrivateKey>>;
type Written = AsyncTask<Work<String, String>>;

/// A private key in this process. It is shown by its public half alone, and cannot be cloned into another thread.
#[napi]
pub struct PrivateKey(pub(crate) sealwright::PrivateKey);

#[napi]
impl PrivateKey {
    /// A fresh key, `ECDSA P-256` unless another kind is named; of RSA there are `RSA-2048`, `RSA-3072` and `RSA-4096`.
    #[napi(
        catch_unwind,
        ts_args_type = "kind?: KeyKind, options?: { signal?: AbortSignal }",
        ts_return_type = "Promise<PrivateKey>"
    )]
    pub fn generate(name: Option<String>) -> Result<Promised> {
        let kind = kind(name)?;
        Ok(promise(move || generated(kind), Self))
    }

    /// A fresh key, made before it returns.
    #[napi(factory, catch_unwind, ts_args_type = "kind?: KeyKind")]
    pub fn generate_sync(name: Option<String>) -> Result<Self> {
        generated(kind(name)?).map(Self)
    }

    /// Reads PEM, at most 64 KiB: PKCS#8, plain or encrypted (PBES2), cosign's encrypted keys, SEC 1 and PKCS#1.
    ///
    /// The password is looked at only if the key is encrypted. Rejects with a `PrivateKeyError`; its code is `key.password`
    /// if the password is missing or wrong, else `key.malformed`.
    #[napi(
        catch_unwind,
        ts_args_type = "text: string, options?: { password?: string | Uint8Array | null; signal?: AbortSignal }",
        ts_return_type = "Promise<PrivateKey>"
    )]
    pub fn from_pem(text: String, given: Option<PasswordLike>) -> Promised {
        let given = given.map(password);
        promise(move || read(&text, given.as_ref()), Self)
    }

    /// Reads PEM before it returns.
    #[napi(factory, catch_unwind, ts_args_type = "text: string, options?: { password?: string | Uint8Array | null }")]
    pub fn from_pem_sync(text: String, given: Option<PasswordLike>) -> Result<Self> {
        read(&text, given.map(password).as_ref()).map(Self)
    }

    /// Reads a PKCS#8 PrivateKeyInfo (RFC 5958), at most 64 KiB. Throws a `PrivateKeyError`.
    #[napi(factory, catch_unwind)]
    pub fn from_pkcs8_der(#[napi(ts_arg_type = "Uint8Array")] der: &[u8]) -> Result<Self> {
        sealwright::PrivateKey::from_pkcs8_der(der).map(Self).map_err(thrown)
    }

    /// The key as PEM of PKCS#8; with a password encrypted, by scrypt (N = 2^14, r = 8, p = 5) and AES-256-CBC.
    #[napi(
        catch_unwind,
        ts_args_type = "options?: { password?: string | Uint8Array | null; signal?: AbortSignal }",
        ts_return_type = "Promise<string>"
    )]
    pub fn to_pem(&self, given: Option<PasswordLike>) -> Written {
        let (key, given) = (self.0.clone(), given.map(password));
        promise(move || written(&key, given.as_ref()), |text| text)
    }

    /// The same before it returns.
    #[napi(catch_unwind, ts_args_type = "options?: { password?: string | Uint8Array | null }")]
    pub fn to_pem_sync(&self, given: Option<PasswordLike>) -> Result<String> {
        written(&self.0, given.map(password).as_ref())
    }

    /// The key as cosign writes it: PKCS#8 by scrypt (N = 2^16, r = 8, p = 1) and NaCl's secretbox. The password may be empty,
    /// and must be given.
    #[napi(
        catch_unwind,
        ts_args_type = "password: string | Uint8Array, options?: { signal?: AbortSignal }",
        ts_return_type = "Promise<string>"
    )]
    pub fn to_cosign_pem(&self, given: PasswordLike) -> Written {
        let (key, given) = (self.0.clone(), password(given));
        promise(move || key.to_cosign_pem(&given).map(|text| text.to_string()).map_err(thrown), |text| text)
    }

    /// The same before it returns.
    #[napi(catch_unwind)]
    pub fn to_cosign_pem_sync(
        &self,
        #[napi(ts_arg_type = "string | Uint8Array")] password_: PasswordLike,
    ) -> Result<String> {
        self.0.to_cosign_pem(&password(password_)).map(|text| text.to_string()).map_err(thrown)
    }

    /// The public half.
    #[napi(getter, catch_unwind)]
    pub fn public_key(&self) -> PublicKey {
        PublicKey(self.0.public_key().clone())
    }

    /// Signs a message: ECDSA as DER (RFC 3279), RSA and Ed25519 as they are. Rejects with a `PrivateKeyError` if keys of this
    /// kind do not sign by this scheme.
    #[napi(
        catch_unwind,
        ts_args_type = "scheme: Scheme, message: Uint8Array, options?: { signal?: AbortSignal }",
        ts_return_type = "Promise<Buffer>"
    )]
    pub fn sign(&self, scheme_: String, message: Uint8Array) -> Result<AsyncTask<Work<Vec<u8>, Buffer>>> {
        let (key, scheme, message) = (self.0.clone(), scheme(&scheme_).map_err(thrown)?, message.to_vec());
        Ok(promise(move || signed(&key, scheme, &message), Buffer::from))
    }

    /// Signs a message before it returns.
    #[napi(catch_unwind)]
    pub fn sign_sync(
        &self,
        #[napi(ts_arg_type = "Scheme")] scheme_: String,
        #[napi(ts_arg_type = "Uint8Array")] message: &[u8],
    ) -> Result<Buffer> {
        signed(&self.0, scheme(&scheme_).map_err(thrown)?, message).map(|signature| bytes(&signature))
    }

    /// The kind of key and the fingerprint of its public half; nothing of the private one.
    #[napi(js_name = "toString", catch_unwind)]
    pub fn text(&self) -> String {
        shown(self.0.public_key())
    }
}

impl PrivateKey {
    /// For whoever signs with whatever key.
    pub(crate) fn shared(&self) -> Arc<dyn sealwright::SigningKey> {
        Arc::new(self.0.clone())
    }
}

/// How a private key in PEM is written; `encrypted-pkcs8` and `cosign` need a password. Throws a `PrivateKeyError`.
#[napi(catch_unwind, ts_return_type = "KeyFormat")]
pub fn key_file_format(text: String) -> Result<&'static str> {
    KeyFile::from_pem(&text).map(|file| key_format_text(file.format())).map_err(thrown)
}

/// What a key is shown as: `ECDSA P-256 sha256:…`.
pub(crate) fn shown(public: &sealwright::PublicKey) -> String {
    format!("{} sha256:{}", public.kind(), public.fingerprint())
}

pub(crate) fn password(given: PasswordLike) -> Password {
    match given {
        Either::A(text) => Password::new(text),
        Either::B(bytes) => Password::new(bytes.to_vec()),
    }
}

/// The kind of that name; P-256 if there is none.
fn kind(name: Option<String>) -> Result<KeyKind> {
    name.map_or(Ok(KeyKind::EcdsaP256), |name| key_kind(&name).map_err(thrown))
}

fn generated(kind: KeyKind) -> Result<sealwright::PrivateKey> {
    sealwright::PrivateKey::generate(kind).map_err(thrown)
}

fn read(text: &str, password: Option<&Password>) -> Result<sealwright::PrivateKey> {
    sealwright::PrivateKey::from_pem(text, password).map_err(thrown)
}

fn written(key: &sealwright::PrivateKey, password: Option<&Password>) -> Result<String> {
    key.to_pem(password).map(|text| text.to_string()).map_err(thrown)
}

fn signed(key: &sealwright::PrivateKey, scheme: Scheme, message: &[u8]) -> Result<Vec<u8>> {
    key.sign(scheme, message).map_err(thrown)
}
