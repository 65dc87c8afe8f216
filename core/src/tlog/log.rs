use std::fmt;

use crate::crypto::{KeyKind, PublicKey, Scheme};
use crate::digest::Sha256;
use crate::encoding::base64;
use crate::time::Validity;

/// The id of a log: SHA-256 of its public key (Rekor v1), or the long form of its checkpoint key id (Rekor v2).
/// As text it is base64, as trusted roots have it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LogId(pub [u8; 32]);

impl LogId {
    /// Rekor v1: SHA-256 of the DER SubjectPublicKeyInfo.
    pub fn of_key(key: &PublicKey) -> Self {
        Self(key.fingerprint().0)
    }
}

impl fmt::Display for LogId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base64::encode(self.0))
    }
}

impl fmt::Debug for LogId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A transparency log that is trusted: its key, how it signs, when it was in use, where it is.
#[derive(Clone, Debug)]
pub struct Log {
    id: LogId,
    key: PublicKey,
    scheme: Scheme,
    validity: Validity,
    base_url: Box<str>,
    operator: Box<str>,
}

impl Log {
    /// A log from what a trusted root says about it.
    pub fn new(id: LogId, key: PublicKey, scheme: Scheme, validity: Validity, base_url: impl Into<Box<str>>) -> Self {
        Self { id, key, scheme, validity, base_url: base_url.into(), operator: "".into() }
    }

    /// The same log, and who runs it.
    pub fn operated_by(self, operator: impl Into<Box<str>>) -> Self {
        Self { operator: operator.into(), ..self }
    }

    /// The id that log entries name.
    pub fn id(&self) -> LogId {
        self.id
    }

    /// The key that signs checkpoints and promises.
    pub fn key(&self) -> &PublicKey {
        &self.key
    }

    /// How it signs.
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// When it was in use.
    pub fn validity(&self) -> Validity {
        self.validity
    }

    /// Where it is; people know the log by it.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Who runs it; empty if the trusted root does not say.
    pub fn operator(&self) -> &str {
        &self.operator
    }

    /// The base URL without its scheme: the name of a log whose checkpoints follow C2SP tlog-checkpoint.
    pub fn name(&self) -> &str {
        let after_scheme = self.base_url.split_once("://").map_or(&*self.base_url, |(_, rest)| rest);
        after_scheme.trim_end_matches('/')
    }

    /// Whether it is a Rekor v1: those have an id made of the key alone, one for all their trees.
    fn names_its_trees(&self) -> bool {
        self.id == LogId::of_key(&self.key)
    }

    /// Whether `origin` is one of this log's, and the name under which its checkpoint is then signed.
    pub(super) fn signer_name<'o>(&self, origin: &'o str) -> Option<&'o str> {
        if origin == self.name() || origin == self.name_without_port() {
            return Some(origin);
        }
        // Rekor v1: `NAME - TREE`. NAME is what the server's operator gave it and need not be the host of the base
        // URL (behind a proxy it is not), so it is the key that tells the log; tree ids are decimal.
        let (name, tree) = origin.rsplit_once(" - ")?;
        let is_tree = !tree.is_empty() && tree.bytes().all(|c| c.is_ascii_digit());
        (self.names_its_trees() && is_tree && !name.is_empty()).then_some(name)
    }

    // sigstore-go takes the host without its port, C2SP tlog-checkpoint the URL without its scheme.
    fn name_without_port(&self) -> &str {
        self.name().rsplit_once(':').map_or(self.name(), |(host, _)| host)
    }

    /// Whether a signature line of that name and key id claims to be by this log's key.
    pub(super) fn has_key_id(&self, name: &str, key_id: [u8; 4]) -> bool {
        let is = |hash: Sha256| hash.0.starts_with(&key_id);
        let named = |algorithm: &[u8], key: &[u8]| is(Sha256::of_parts(&[name.as_bytes(), b"\n", algorithm, key]));
        // Rekor v1 and v2, against C2SP, for ECDSA: SHA-256 of the SubjectPublicKeyInfo, without the name.
        // Rekor v1 knows only this form, for every kind of key.
        let of_key = is(self.key.fingerprint());
        match self.key.kind() {
            KeyKind::EcdsaP256 | KeyKind::EcdsaP384 | KeyKind::EcdsaP521 => of_key,
            // C2SP signed-note, "Signature types": 0x01 is Ed25519.
            KeyKind::Ed25519 => named(b"\x01", self.key.raw()) || (of_key && self.names_its_trees()),
            // Rekor v2 has a type of its own: 0xff followed by a name for it.
            KeyKind::Rsa { .. } => {
                named(b"\xffPKIX-RSA-PKCS#1v1.5", self.key.spki_der()) || (of_key && self.names_its_trees())
            }
            // C2SP tlog-cosignature has another text signed with ML-DSA; no log of Sigstore does so yet.
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::UnixTime;

    const P256: &str = "-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE2G2Y+2tabdTV5BcGiBIx0a9fAFwr
kBbmLSGtks4L3qX6yYY0zufBnhC8Ur/iy55GhWP/9A/bY2LhC30M9+RYtw==
-----END PUBLIC KEY-----
";
    const ED25519: &str = "-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAt8rlp1knGwjfbcXAYPYAkn0XiLz1x8O4t0YkEhie244=
-----END PUBLIC KEY-----
";

    fn log(pem: &str, id: Option<LogId>, url: &str) -> Log {
        let key = PublicKey::from_pem(pem).unwrap();
        let (scheme, id) = (Scheme::of(key.kind()), id.unwrap_or_else(|| LogId::of_key(&key)));
        Log::new(id, key, scheme, Validity { start: UnixTime::from_secs(0), end: None }, url)
    }

    #[test]
    fn the_ids_of_the_public_logs_are_what_they_should_be() {
        let rekor = log(P256, None, "https://rekor.sigstore.dev");
        assert_eq!(rekor.id().to_string(), "wNI9atQGlz+VWfO6LRygH4QUfY/8W4RFwiT5i5WRgB0=");
        assert!(rekor.has_key_id("rekor.sigstore.dev", [0xc0, 0xd2, 0x3d, 0x6a]));
        let name = "log2025-1.rekor.sigstore.dev";
        let tiles = log(ED25519, Some(LogId([7; 32])), &format!("https://{name}"));
        assert!(tiles.has_key_id(name, [0xcf, 0x11, 0x99, 0x15]));
        assert!(!tiles.has_key_id("other", [0xcf, 0x11, 0x99, 0x15]));
    }

    #[test]
    fn an_origin_is_the_logs_name_or_that_of_a_tree_of_rekor_v1() {
        let signer = |log: &Log, origin: &str| log.signer_name(origin).map(str::to_owned);
        let rekor = log(P256, None, "https://rekor.sigstore.dev/");
        let tree = "rekor.sigstore.dev - 1193050959916656506";
        assert_eq!(signer(&rekor, tree).unwrap(), "rekor.sigstore.dev");
        assert_eq!(signer(&rekor, "rekor.sigstore.dev").unwrap(), "rekor.sigstore.dev");
        for other in ["", " - 1", "rekor.sigstore.dev - ", "rekor.sigstore.dev - 1x", "rekor.sigstore.dev -1", "x"] {
            assert_eq!(signer(&rekor, other), None, "{other:?}");
        }
        let tiles = log(ED25519, Some(LogId([7; 32])), "http://localhost:3003");
        assert_eq!(signer(&tiles, "localhost:3003").unwrap(), "localhost:3003");
        assert_eq!(signer(&tiles, "localhost").unwrap(), "localhost");
        for other in ["localhost - 1", "localhost:3003 - 1", "LOCALHOST", "http://localhost:3003", "localhost:"] {
            assert_eq!(signer(&tiles, other), None, "{other:?}");
        }
    }
}
