use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig};

use super::address::PlainHttp;
use super::proxy::Proxies;
use crate::check::{Code, Explain};

/// A file of authorities may have this many bytes: the public ones of the web have 220 KiB.
const MAX_ROOTS: usize = 4 << 20;

/// How [`Http`](super::Http) asks. The default goes to servers directly and trusts whom this machine trusts: the system's
/// verifier on macOS and Windows, the system's certificates elsewhere, where the library that finds them lets
/// `SSL_CERT_FILE` and `SSL_CERT_DIR` name others.
#[derive(Clone)]
#[must_use]
pub struct HttpConfig {
    pub(super) proxies: Proxies,
    pub(super) limits: Limits,
    pub(super) plain: PlainHttp,
    roots: RootCerts,
}

/// How long an answer may take, and how often one is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// Until there is a connection, name look-up and TLS included: 10 s.
    pub connect: Duration,
    /// One request with its redirects, until the last byte of the answer: 30 s.
    pub exchange: Duration,
    /// All attempts together, with the pauses between them: 55 s.
    pub total: Duration,
    /// How many attempts there are, the first included: 4.
    pub attempts: u32,
    /// The pause before the second attempt, which doubles with each further one, and of which up to a half is left to
    /// chance: 500 ms.
    pub pause: Duration,
}

/// Why a transport cannot be configured like this. No message repeats the value: a proxy's may hold a password.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum HttpConfigError {
    /// The proxy is none that can be used.
    #[error("the proxy cannot be used: {0}")]
    Proxy(&'static str),
    /// The authorities are none that can be used.
    #[error("the certificate authorities cannot be used: {0}")]
    Roots(&'static str),
}

impl Explain for HttpConfigError {
    fn code(&self) -> Code {
        Code::NetConfig
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            exchange: Duration::from_secs(30),
            total: Duration::from_secs(55),
            attempts: 4,
            pause: Duration::from_millis(500),
        }
    }
}

impl Default for HttpConfig {
    fn default() -> Self {
        Self {
            proxies: Proxies::default(),
            limits: Limits::default(),
            plain: PlainHttp::ThisMachine,
            roots: RootCerts::PlatformVerifier,
        }
    }
}

impl HttpConfig {
    /// By way of these proxies.
    pub fn proxies(self, proxies: Proxies) -> Self {
        Self { proxies, ..self }
    }

    /// Within these limits.
    pub fn limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Trusts the authorities of this PEM text, and no other: they take the place of this machine's, as those of
    /// OpenSSL's `SSL_CERT_FILE` do. Whoever wants both puts both into one file.
    ///
    /// At most 4 MiB; what is around the certificates is ignored, as files of authorities have comments in them.
    pub fn roots_pem(self, pem: &[u8]) -> Result<Self, HttpConfigError> {
        Ok(Self { roots: roots(pem)?, ..self })
    }

    /// Asks `http` of other machines too. Whoever is on the way there reads everything, tokens included, and may change it.
    pub fn plain_http_dangerous(self) -> Self {
        Self { plain: PlainHttp::AnybodyDangerous, ..self }
    }

    pub(super) fn tls(&self) -> TlsConfig {
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        TlsConfig::builder().root_certs(self.roots.clone()).unversioned_rustls_crypto_provider(provider).build()
    }
}

/// Without what the proxies and authorities are.
impl fmt::Debug for HttpConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpConfig").field("limits", &self.limits).finish_non_exhaustive()
    }
}

fn roots(pem: &[u8]) -> Result<RootCerts, HttpConfigError> {
    if pem.len() > MAX_ROOTS {
        return Err(HttpConfigError::Roots("the file has more than 4 MiB"));
    }
    let mut certificates = Vec::new();
    for item in ureq::tls::parse_pem(pem) {
        let item = item.map_err(|_| HttpConfigError::Roots("the file is no PEM"))?;
        let PemItem::Certificate(certificate) = item else { continue };
        check(&certificate)?;
        certificates.push(certificate);
    }
    if certificates.is_empty() {
        return Err(HttpConfigError::Roots("the file holds no -----BEGIN CERTIFICATE-----"));
    }
    Ok(RootCerts::from(certificates))
}

/// The transport would pass over what it cannot read, and nobody would know why a server is not trusted.
fn check(certificate: &Certificate<'_>) -> Result<(), HttpConfigError> {
    let der = CertificateDer::from(certificate.der());
    RootCertStore::empty().add(der).map_err(|_| HttpConfigError::Roots("one of the certificates cannot be read"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authorities_that_cannot_be_used_are_refused() {
        let broken = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        let open = b"-----BEGIN CERTIFICATE-----\nAAAA\n";
        let large = vec![b'#'; MAX_ROOTS + 1];
        for (pem, text) in [
            (&b"# nothing\n"[..], "holds no"),
            (&broken[..], "cannot be read"),
            (&open[..], "no PEM"),
            (&large[..], "more than 4 MiB"),
        ] {
            let error = HttpConfig::default().roots_pem(pem).unwrap_err();
            assert!(error.to_string().contains(text), "{error}");
        }
    }

    #[test]
    fn all_attempts_together_stay_below_a_minute() {
        assert!(Limits::default().total < Duration::from_secs(60));
    }
}
