//! ECDSA signatures of fixed length (IEEE P1363, `r || s`), as some key services write them outside of bundles.

use super::KeyKind;

/// The same signature as RFC 3279 section 2.2.3 writes it, if it is of the length that P1363 has for this kind of key.
pub(crate) fn to_der(kind: KeyKind, signature: &[u8]) -> Option<Vec<u8>> {
    let half = match kind {
        KeyKind::EcdsaP256 => 32,
        KeyKind::EcdsaP384 => 48,
        KeyKind::EcdsaP521 => 66,
        _ => return None,
    };
    let (r, s) = signature.split_at_checked(half).filter(|(_, s)| s.len() == half)?;
    let mut integers = Vec::with_capacity(signature.len() + 8);
    for number in [r, s] {
        let zeros = number.iter().take_while(|byte| **byte == 0).count();
        // X.690 section 8.3: no needless zero in front, but one where the first bit would be a sign.
        let digits = number.get(zeros..)?;
        let sign = digits.first().is_none_or(|first| *first >= 0x80);
        integers.extend([0x02, u8::try_from(digits.len() + usize::from(sign)).ok()?]);
        integers.extend(sign.then_some(0));
        integers.extend_from_slice(digits);
    }
    let length = u8::try_from(integers.len()).ok()?;
    let mut der = vec![0x30];
    // X.690 section 8.1.3: a length of 128 and more has a byte that says how many bytes it has.
    der.extend((length >= 0x80).then_some(0x81));
    der.push(length);
    der.extend(integers);
    Some(der)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_numbers_are_written_as_der_writes_them() {
        let mut signature = [0; 64];
        signature[31] = 0x80;
        signature[63] = 1;
        assert_eq!(to_der(KeyKind::EcdsaP256, &signature).unwrap(), [0x30, 7, 2, 2, 0, 0x80, 2, 1, 1]);
        assert_eq!(to_der(KeyKind::EcdsaP256, &[0; 64]).unwrap(), [0x30, 6, 2, 1, 0, 2, 1, 0]);
        let long = to_der(KeyKind::EcdsaP521, &[0x7f; 132]).unwrap();
        assert_eq!(long[..5], [0x30, 0x81, 136, 2, 66]);
        for (kind, length) in [(KeyKind::EcdsaP256, 63), (KeyKind::EcdsaP256, 96), (KeyKind::Ed25519, 64)] {
            assert_eq!(to_der(kind, &vec![1; length]), None);
        }
    }
}
