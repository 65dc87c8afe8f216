//! What is in a certificate or a key.

use sealwright::{Certificate, PublicKey, SubjectAltName, UnverifiedSct};

use super::facts::{Fact, Parts};

pub(super) fn facts(certificate: &Certificate) -> Parts {
    let mut claims = Parts::default();
    for claim in certificate.claims().iter() {
        claims = claims.text(claim.name, claim.value);
    }
    let names = certificate.subject_alt_names().map(|name| Fact::Text(spelled(&name)));
    let parts = Parts::of("certificate")
        .text("fingerprint", format_args!("sha256:{}", certificate.fingerprint()))
        .text("serial", hex(certificate.serial()))
        .maybe("subject", (!certificate.subject().is_empty()).then(|| certificate.subject()))
        .text("issuer", certificate.issuer())
        .text("valid", certificate.validity())
        .list("names", names);
    let parts = match certificate.public_key() {
        Ok(key) => parts.parts("key", key_facts(&key)),
        Err(error) => parts.text("key", error),
    };
    let parts = match certificate.unverified_scts() {
        Ok(scts) if scts.is_empty() => parts,
        Ok(scts) => parts.list("timestamps", scts.iter().map(sct_facts)),
        Err(error) => parts.text("timestamps", error),
    };
    if claims.is_empty() { parts } else { parts.parts("claims", claims) }
}

pub(super) fn key_facts(key: &PublicKey) -> Parts {
    Parts::of("public key")
        .text("algorithm", key.kind())
        .text("fingerprint", format_args!("sha256:{}", key.fingerprint()))
}

fn sct_facts(sct: &UnverifiedSct) -> Fact {
    Parts::default().text("log", hex(&sct.log_id)).text("time", sct.time).into()
}

fn spelled(name: &SubjectAltName<'_>) -> String {
    name.identity_text().map_or_else(|| name.to_string(), str::to_owned)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
