use sealwright::KeyKind;

use crate::Failure;

/// The kinds of key that have a name without a number.
const KINDS: [KeyKind; 7] = [
    KeyKind::EcdsaP256,
    KeyKind::EcdsaP384,
    KeyKind::EcdsaP521,
    KeyKind::Ed25519,
    KeyKind::MlDsa44,
    KeyKind::MlDsa65,
    KeyKind::MlDsa87,
];

/// A kind of key by what it is called: `ECDSA P-256`, `RSA-3072`.
pub fn key_kind(text: &str) -> Result<KeyKind, Failure> {
    let rsa = || Some(KeyKind::Rsa { bits: text.strip_prefix("RSA-")?.parse().ok()? });
    let found = KINDS.into_iter().find(|kind| kind.to_string() == text).or_else(rsa);
    found.ok_or_else(|| {
        let names = KINDS.map(|kind| kind.to_string()).join(", ");
        Failure::option("the kind of key", text, &format!("{names}, RSA-2048, RSA-3072 or RSA-4096"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_read_by_its_name() {
        for kind in KINDS.into_iter().chain([KeyKind::Rsa { bits: 3072 }]) {
            assert_eq!(key_kind(&kind.to_string()).unwrap(), kind);
        }
        for text in ["", "RSA", "RSA-", "RSA-x", "ecdsa p-256"] {
            assert!(key_kind(text).is_err(), "{text}");
        }
    }
}
