//! `PublicKey` and `TrustedKey`.

use napi::Result;
use napi::bindgen_prelude::{Buffer, ClassInstance};
use napi_derive::napi;
use sealwright::Scheme;
use sealwright_bindings::{key_signs, key_signs_text, scheme, scheme_text};

use crate::error::thrown;
use crate::time::Validity;
use crate::value::{self, DigestLike, bytes};

/// A public key, parsed and checked: the point lies on its curve, the modulus has an accepted size.
#[napi]
pub struct PublicKey(pub(crate) sealwright::PublicKey);

#[napi]
impl PublicKey {
    /// Reads a SubjectPublicKeyInfo. Throws a `PublicKeyError`.
    #[napi(factory, catch_unwind)]
    pub fn from_spki_der(#[napi(ts_arg_type = "Uint8Array")] der: &[u8]) -> Result<Self> {
        sealwright::PublicKey::from_spki_der(der).map(Self).map_err(thrown)
    }

    /// Reads `-----BEGIN PUBLIC KEY-----`. Throws a `PublicKeyError`.
    #[napi(factory, catch_unwind)]
    pub fn from_pem(text: String) -> Result<Self> {
        sealwright::PublicKey::from_pem(&text).map(Self).map_err(thrown)
    }

    /// The SubjectPublicKeyInfo.
    #[napi(getter, catch_unwind)]
    pub fn spki_der(&self) -> Buffer {
        bytes(self.0.spki_der())
    }

    /// The SubjectPublicKeyInfo as PEM, `-----BEGIN PUBLIC KEY-----`.
    #[napi(catch_unwind)]
    pub fn to_pem(&self) -> String {
        self.0.to_pem()
    }

    /// The kind of key.
    #[napi(getter, catch_unwind, ts_return_type = "KeyKind")]
    pub fn kind(&self) -> String {
        self.0.kind().to_string()
    }

    /// SHA-256 of the SubjectPublicKeyInfo, in hexadecimal.
    #[napi(getter, catch_unwind)]
    pub fn fingerprint(&self) -> String {
        self.0.fingerprint().to_string()
    }

    /// The scheme that keys of this kind sign with unless something else is said.
    #[napi(getter, catch_unwind, ts_return_type = "Scheme")]
    pub fn scheme(&self) -> &'static str {
        scheme_text(Scheme::of(self.0.kind()))
    }

    /// Verifies a signature over a message. Throws a `SignatureError` if it is not this key's over these bytes.
    #[napi(catch_unwind)]
    pub fn verify(
        &self,
        #[napi(ts_arg_type = "Scheme")] scheme_: String,
        #[napi(ts_arg_type = "Uint8Array")] message: &[u8],
        #[napi(ts_arg_type = "Uint8Array")] signature: &[u8],
    ) -> Result<()> {
        let scheme = scheme(&scheme_).map_err(thrown)?;
        self.0.verify(scheme, message, signature).map_err(thrown)
    }

    /// Verifies a signature over a message of which only the digest is known. Throws a `SignatureError`; also for pure
    /// Ed25519 and ML-DSA, which sign the message itself.
    #[napi(catch_unwind)]
    pub fn verify_digest(
        &self,
        #[napi(ts_arg_type = "Scheme")] scheme_: String,
        #[napi(ts_arg_type = "Digest | string")] digest: DigestLike<'_>,
        #[napi(ts_arg_type = "Uint8Array")] signature: &[u8],
    ) -> Result<()> {
        let scheme = scheme(&scheme_).map_err(thrown)?;
        self.0.verify_digest(scheme, &value::digest(digest)?, signature).map_err(thrown)
    }

    /// Whether both are the same key.
    #[napi(catch_unwind)]
    pub fn equals(&self, other: &PublicKey) -> bool {
        self.0 == other.0
    }
}

/// A key that is trusted, at all times or in a window.
#[napi]
pub struct TrustedKey(pub(crate) sealwright::TrustedKey);

#[napi]
impl TrustedKey {
    /// Trusts this key; with `onlyNamed`, only for signatures that name it so. What of an envelope its signatures are over is
    /// `pae` unless `signs` says something else. Throws a `PolicyError`.
    #[napi(
        constructor,
        catch_unwind,
        ts_args_type = "key: PublicKey, options?: { valid?: Validity | null; hint?: string | null; onlyNamed?: string | null; signs?: KeySigns }"
    )]
    pub fn new(
        key: &PublicKey,
        valid: Option<ClassInstance<'_, Validity>>,
        hint: Option<String>,
        only_named: Option<String>,
        signs: Option<String>,
    ) -> Result<Self> {
        let mut trusted = sealwright::TrustedKey::new(key.0.clone());
        if let Some(window) = valid {
            trusted = trusted.valid(window.0);
        }
        if let Some(hint) = hint {
            trusted = trusted.hinted(hint);
        }
        if let Some(name) = only_named {
            trusted = trusted.only_named(name);
        }
        if let Some(signs) = signs {
            trusted = trusted.signs(key_signs(&signs).map_err(thrown)?);
        }
        Ok(Self(trusted))
    }

    /// The key.
    #[napi(getter, catch_unwind)]
    pub fn key(&self) -> PublicKey {
        PublicKey(self.0.key().clone())
    }

    /// When it is trusted; `null` is always.
    #[napi(getter, catch_unwind, ts_return_type = "Validity | null")]
    pub fn validity(&self) -> Option<Validity> {
        self.0.validity().map(Validity)
    }

    /// The name by which bundles mean this key.
    #[napi(getter, catch_unwind, ts_return_type = "string | null")]
    pub fn hint(&self) -> Option<&str> {
        self.0.hint()
    }

    /// Whether it is only for signatures that name it as `hint` does.
    #[napi(getter, catch_unwind)]
    pub fn is_only_named(&self) -> bool {
        self.0.is_only_named()
    }

    /// What of an envelope its signatures are over.
    #[napi(getter, catch_unwind, ts_return_type = "KeySigns")]
    pub fn signs(&self) -> &'static str {
        key_signs_text(self.0.signed_form())
    }
}
