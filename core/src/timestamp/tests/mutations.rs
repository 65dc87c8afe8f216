//! Changed and truncated tokens: refused, never a panic.

use super::*;

/// Every position of `der` whose change is accepted.
pub(super) fn accepted_changes(der: &[u8], signed: &[u8], authorities: &[CertificateAuthority]) -> Vec<usize> {
    let mut changed = der.to_vec();
    let mut accepted = Vec::new();
    for at in 0..der.len() {
        // One bit, each in its turn, and all of them.
        for mask in [1 << (at % 8), 0xff] {
            changed[at] = der[at] ^ mask;
            if verify(&changed, signed, authorities).is_ok() {
                accepted.push(at);
            }
        }
        changed[at] = der[at];
    }
    accepted.dedup();
    accepted
}

#[test]
fn no_octet_of_a_token_can_change() {
    let mut octets = 0;
    for case in cases().iter().filter(|case| case.expected == "ok" && case.token != "good-with-modifications") {
        let der = case.der();
        octets += der.len();
        let accepted = accepted_changes(&der, MESSAGE, &[case.authority()]);
        assert_eq!(accepted, Vec::<usize>::new(), "{}", case.token);
    }
    println!("{octets} octets");
}

#[test]
fn only_the_words_about_a_status_can_change() {
    let der = token("good-with-modifications");
    let words = "précision réduite".as_bytes();
    let start = der.windows(words.len()).position(|window| window == words).unwrap();
    let accepted = accepted_changes(&der, MESSAGE, &[authority("tsa", always())]);
    assert!(!accepted.is_empty());
    // Before the words: none. The status itself may go from 1 to 0, for which the words are no condition.
    let outside: Vec<_> = accepted.into_iter().filter(|at| !(start..start + words.len()).contains(at)).collect();
    assert_eq!(outside, [der.windows(3).position(|w| w == [2, 1, 1]).unwrap() + 2]);
}

#[test]
fn a_token_that_ends_early_is_refused_at_every_byte() {
    for case in cases().iter().filter(|case| case.expected == "ok") {
        let der = case.der();
        for end in 0..der.len() {
            assert!(Timestamp::from_der(&der[..end]).is_err(), "{} cut at {end}", case.token);
        }
    }
}

#[test]
fn octets_put_in_or_taken_out_are_refused() {
    let der = token("good-all-embedded");
    let authorities = [authority("tsa", always())];
    for at in 0..der.len() {
        let without: Vec<u8> = [&der[..at], &der[at + 1..]].concat();
        assert!(verify(&without, MESSAGE, &authorities).is_err(), "without {at}");
        let with: Vec<u8> = [&der[..at], &[0], &der[at..]].concat();
        assert!(verify(&with, MESSAGE, &authorities).is_err(), "with {at}");
    }
}
