//! `Certificate`, and what is in one.

use napi::bindgen_prelude::{Buffer, ClassInstance};
use napi::{Env, JsDate, Result};
use napi_derive::napi;
use sealwright::{PathQuery, SubjectAltName as CoreName, UnixTime};
use sealwright_bindings::purpose;

use crate::claims::Claims;
use crate::error::thrown;
use crate::key::PublicKey;
use crate::time::Validity;
use crate::value::{bytes, date, time};

/// A certificate, read; that anybody trusts it is not said.
#[napi]
pub struct Certificate(pub(crate) sealwright::Certificate);

#[napi]
impl Certificate {
    /// Reads DER, at most 64 KiB. Throws a `CertificateError`.
    #[napi(factory, catch_unwind)]
    pub fn from_der(#[napi(ts_arg_type = "Uint8Array")] der: &[u8]) -> Result<Self> {
        sealwright::Certificate::from_der(der).map(Self).map_err(thrown)
    }

    /// Reads `-----BEGIN CERTIFICATE-----`. Throws a `CertificateError`.
    #[napi(factory, catch_unwind)]
    pub fn from_pem(text: String) -> Result<Self> {
        sealwright::Certificate::from_pem(&text).map(Self).map_err(thrown)
    }

    /// The bytes that were read.
    #[napi(getter)]
    pub fn der(&self) -> Buffer {
        bytes(self.0.der())
    }

    /// SHA-256 of the DER, in hexadecimal.
    #[napi(getter)]
    pub fn fingerprint(&self) -> String {
        self.0.fingerprint().to_string()
    }

    /// The serial number, big-endian.
    #[napi(getter)]
    pub fn serial(&self) -> Buffer {
        bytes(self.0.serial())
    }

    /// When it is valid.
    #[napi(getter)]
    pub fn validity(&self) -> Validity {
        Validity(self.0.validity())
    }

    /// Its key. Throws a `PublicKeyError` if that is not supported.
    #[napi(getter, catch_unwind)]
    pub fn public_key(&self) -> Result<PublicKey> {
        self.0.public_key().map(PublicKey).map_err(thrown)
    }

    /// The names for which it stands.
    #[napi(getter)]
    pub fn subject_alt_names(&self) -> Vec<SubjectAltName> {
        self.0.subject_alt_names().map(|name| SubjectAltName::of(&name)).collect()
    }

    /// The one name for which it stands. Throws a `CertificateError` if there is none, or more than one.
    #[napi(getter, catch_unwind)]
    pub fn identity(&self) -> Result<SubjectAltName> {
        self.0.identity().map(|name| SubjectAltName::of(&name)).map_err(thrown)
    }

    /// What Fulcio says about the signer.
    #[napi(getter)]
    pub fn claims(&self) -> Claims {
        Claims(self.0.clone())
    }

    /// Who vouched for the signer, by the certificate's claims.
    #[napi(getter, ts_return_type = "string | null")]
    pub fn issuer_claim(&self) -> Option<&str> {
        self.0.issuer_claim()
    }

    /// The subject's distinguished name, as text.
    #[napi(getter)]
    pub fn subject(&self) -> String {
        self.0.subject().to_string()
    }

    /// The issuer's distinguished name, as text.
    #[napi(getter)]
    pub fn issuer(&self) -> String {
        self.0.issuer().to_string()
    }

    /// The timestamps of CT logs in it, which nobody has verified. Throws a `CertificateError` if they are malformed.
    #[napi(getter, catch_unwind)]
    pub fn unverified_scts(&self) -> Result<Vec<UnverifiedSct>> {
        let scts = self.0.unverified_scts().map_err(thrown)?;
        Ok(scts.into_iter().map(UnverifiedSct).collect())
    }
}

/// A name for which a certificate stands.
#[napi]
pub struct SubjectAltName {
    kind: &'static str,
    value: Option<String>,
    text: String,
}

impl SubjectAltName {
    fn of(name: &CoreName<'_>) -> Self {
        let kind = match name {
            CoreName::Email(_) => "email",
            CoreName::Uri(_) => "uri",
            CoreName::Dns(_) => "dns",
            CoreName::Ip(_) => "ip",
            CoreName::Username(_) => "username",
            CoreName::Directory(_) => "directory",
            _ => "other",
        };
        Self { kind, value: name.identity_text().map(str::to_owned), text: name.to_string() }
    }
}

#[napi]
impl SubjectAltName {
    /// The kind of name.
    #[napi(getter, ts_return_type = "SubjectAltNameKind")]
    pub fn kind(&self) -> &'static str {
        self.kind
    }

    /// The text of the kinds by which Fulcio names a signer: `email`, `uri` and `username`; `null` for the others.
    #[napi(getter, ts_return_type = "string | null")]
    pub fn value(&self) -> Option<&str> {
        self.value.as_deref()
    }

    /// The name as verdicts show it, whatever its kind.
    #[napi(js_name = "toString")]
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// What a certificate timestamp says of itself; nobody has looked at its signature.
#[napi]
pub struct UnverifiedSct(sealwright::UnverifiedSct);

#[napi]
impl UnverifiedSct {
    /// Reads a `SignedCertificateTimestampList`. Throws a `CertificateError`.
    #[napi(catch_unwind)]
    pub fn from_list(#[napi(ts_arg_type = "Uint8Array")] list: &[u8]) -> Result<Vec<UnverifiedSct>> {
        let read = sealwright::UnverifiedSct::from_list(list).map_err(thrown)?;
        Ok(read.into_iter().map(Self).collect())
    }

    /// The CT log, base64 as trusted roots have it.
    #[napi(getter)]
    pub fn log_id(&self) -> String {
        sealwright::LogId(self.0.log_id).to_string()
    }

    /// When it says that it saw the certificate.
    #[napi(getter, ts_return_type = "Date")]
    pub fn time<'e>(&self, env: &'e Env) -> Result<JsDate<'e>> {
        date(env, self.0.time)
    }
}

/// Checks one certificate's path to a root, and nothing else: a tool for certificate authorities and their tests. Throws a
/// `CertificateError`.
///
/// It says nothing about a signature, an artifact, a log or an identity: that is what a verifier is for.
#[napi(catch_unwind, ts_args_type = "leaf: Certificate, options: PathOptions")]
pub fn verify_certificate_path(
    leaf: &Certificate,
    roots: Vec<ClassInstance<'_, Certificate>>,
    intermediates: Vec<ClassInstance<'_, Certificate>>,
    purpose_: String,
    time_: Option<JsDate<'_>>,
    max_intermediates: Option<f64>,
) -> Result<()> {
    let plain = |all: Vec<ClassInstance<'_, Certificate>>| all.iter().map(|one| one.0.clone()).collect::<Vec<_>>();
    let (roots, intermediates) = (plain(roots), plain(intermediates));
    let time: UnixTime = time_.map_or_else(|| crate::verifier::moment(None), |moment| time(&moment))?;
    let most = |number| crate::value::small("maxIntermediates", number);
    let query = PathQuery {
        intermediates: &intermediates,
        roots: &roots,
        purpose: purpose(&purpose_).map_err(thrown)?,
        time,
        max_intermediates: max_intermediates.map(most).transpose()?,
    };
    sealwright::verify_certificate_path(&leaf.0, &query).map_err(thrown)
}
