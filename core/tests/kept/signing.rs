//! What is signed verifies, by what is published alone, and stands in the log.

use sealwright::local::{CLOCK_TOLERANCE, LocalAuthority, LocalError, LocalIdentity, LocalLog, LocalTrust};
use sealwright::{Artifact, Bundle, DigestAlgorithm, UnixTime, verify_consistency};

use crate::place::{NOW, Place, judge, later, me};

#[test]
fn an_artifact_that_is_signed_verifies_with_the_trusted_root_alone() {
    let place = Place::new();
    let bundle = place.open().sign(&Artifact::from_bytes(*b"an artifact"), &me(), NOW).unwrap();
    let verified = judge(&place.trust(), &Artifact::from_bytes(*b"an artifact"), &bundle).unwrap();
    let evidence = verified.evidence();
    assert_eq!(evidence.times.first().map(|time| time.at), Some(NOW));
    assert_eq!(
        judge(&place.trust(), &Artifact::from_bytes(*b"another"), &bundle).unwrap_err().code().as_str(),
        "signature.artifact"
    );
}

#[test]
fn a_statement_that_is_attested_verifies_about_its_subject() {
    let place = Place::new();
    let artifact = Artifact::from_bytes(*b"an artifact").named("artifact");
    let digest = artifact.digest(DigestAlgorithm::Sha256).unwrap();
    let statement = format!(
        r#"{{"_type":"https://in-toto.io/Statement/v1","subject":[{{"name":"artifact","digest":{{"sha256":"{}"}}}}],"predicateType":"https://example.com/p","predicate":{{}}}}"#,
        digest.to_hex()
    );
    let bundle = place.open().attest(statement.as_bytes(), &me(), NOW).unwrap();
    assert!(judge(&place.trust(), &artifact, &bundle).is_ok());
    assert!(judge(&place.trust(), &Artifact::from_bytes(*b"another"), &bundle).is_err());
}

#[test]
fn a_statement_about_nothing_and_what_is_no_statement_are_refused_before_the_log() {
    let place = Place::new();
    let authority = place.open();
    let nothing = r#"{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"a"}],"predicateType":"https://example.com/p","predicate":{}}"#;
    let refused = authority.attest(nothing.as_bytes(), &me(), NOW);
    assert!(matches!(refused, Err(LocalError::NoSubject | LocalError::Statement(_))), "{refused:?}");
    assert!(matches!(authority.attest(b"{}", &me(), NOW), Err(LocalError::Statement(_))));
    let sha512 = Artifact::from_digest(DigestAlgorithm::Sha512.digest(b""));
    assert!(matches!(authority.sign(&sha512, &me(), NOW), Err(LocalError::NoSha256)));
    assert_eq!(LocalLog::open(place.path()).unwrap().head().unwrap().size, 0);
}

#[test]
fn an_authority_stays_the_same_when_it_is_opened_again() {
    let place = Place::new();
    let artifact = Artifact::from_bytes(*b"an artifact");
    let first = place.open();
    let (root, bundle) = (first.trusted_root_json().to_owned(), first.sign(&artifact, &me(), NOW).unwrap());
    drop(first);
    let again = LocalAuthority::open(place.path(), later(5)).unwrap();
    assert_eq!(again.trusted_root_json(), root);
    let second = again.sign(&artifact, &me(), later(5)).unwrap();
    for bundle in [bundle, second] {
        assert!(judge(&place.trust(), &artifact, &bundle).is_ok());
    }
}

#[test]
fn many_are_signed_under_one_checkpoint_and_one_certificate() {
    let place = Place::new();
    let authority = place.open();
    authority.sign(&Artifact::from_bytes(*b"before"), &me(), NOW).unwrap();
    let artifacts: Vec<_> = (0..300_u32).map(|n| Artifact::from_bytes(n.to_be_bytes())).collect();
    let bundles = authority.sign_all(&artifacts, &me(), NOW).unwrap();
    assert_eq!(bundles.len(), 300);
    let trust = place.trust();
    for (index, (artifact, bundle)) in (1_u64..).zip(artifacts.iter().zip(&bundles)) {
        assert!(judge(&trust, artifact, bundle).is_ok(), "{index}");
        let entry = &Bundle::from_json(bundle.as_bytes()).unwrap().log_entries()[0].clone();
        assert_eq!(entry.index(), index);
    }
    assert!(authority.sign_all(&[], &me(), NOW).unwrap().is_empty());
}

#[test]
fn every_entry_can_be_proven_and_every_tree_continues_the_one_before() {
    let place = Place::new();
    let authority = place.open();
    let mut heads = Vec::new();
    for round in 0..6_u32 {
        let artifacts: Vec<_> =
            (0..100_u32).map(|n| Artifact::from_bytes([round, n].map(u32::to_be_bytes).concat())).collect();
        authority.sign_all(&artifacts, &me(), NOW).unwrap();
        heads.push(LocalLog::open(place.path()).unwrap().head().unwrap());
    }
    let log = LocalLog::open(place.path()).unwrap();
    for index in 0..600 {
        log.inclusion_proof(index).unwrap().verify(&log.entry(index).unwrap()).unwrap();
    }
    assert!(log.inclusion_proof(0).unwrap().verify(&log.entry(1).unwrap()).is_err());
    assert!(matches!(log.entry(600), Err(LocalError::NoEntry { index: 600, size: 600 })));
    for head in heads {
        let (last, proof) = log.consistency_proof(head.size).unwrap();
        verify_consistency(&head, &last, &proof).unwrap();
    }
}

#[test]
fn a_clock_that_moved_back_is_named_and_a_small_step_is_not_seen() {
    let place = Place::new();
    let authority = place.open();
    let artifact = Artifact::from_bytes(*b"an artifact");
    authority.sign(&artifact, &me(), later(1_000)).unwrap();
    let back = later(1_000 - CLOCK_TOLERANCE - 1);
    let refused = authority.sign(&artifact, &me(), back);
    assert!(matches!(refused, Err(LocalError::ClockMovedBack { now, last }) if now == back && last == later(1_000)));
    // Nor does another process forget it.
    assert!(matches!(place.open().sign(&artifact, &me(), back), Err(LocalError::ClockMovedBack { .. })));
    let bundle = authority.sign(&artifact, &me(), later(1_000 - CLOCK_TOLERANCE)).unwrap();
    let verified = judge(&place.trust(), &artifact, &bundle).unwrap();
    assert_eq!(verified.evidence().times[0].at, later(1_000));
    assert!(authority.sign(&artifact, &me(), later(1_001)).is_ok());
}

#[test]
fn an_authority_signs_neither_before_it_began_nor_after_it_ended() {
    let place = Place::new();
    let authority = place.open();
    let artifact = Artifact::from_bytes(*b"an artifact");
    assert!(matches!(authority.sign(&artifact, &me(), later(-3_600)), Err(LocalError::ClockMovedBack { .. })));
    let twenty_years = 20 * 365 * 86_400;
    assert!(authority.sign(&artifact, &me(), later(twenty_years - 600)).is_ok());
    assert!(matches!(authority.sign(&artifact, &me(), later(twenty_years - 599)), Err(LocalError::Ended { .. })));
}

#[test]
fn a_uri_and_a_user_can_be_identities() {
    let place = Place::new();
    let authority = place.open();
    let artifact = Artifact::from_bytes(*b"an artifact");
    for identity in ["spiffe://box/me".parse().unwrap(), LocalIdentity::of_user("J\u{f6}rg", "box").unwrap()] {
        assert!(authority.sign(&artifact, &identity, NOW).is_ok(), "{identity}");
    }
}

#[test]
fn a_fraction_of_a_second_is_no_trouble() {
    let place = Place::new();
    let artifact = Artifact::from_bytes(*b"an artifact");
    let now = UnixTime::from_secs_nanos(NOW.secs(), 999_999_999);
    let bundle = LocalAuthority::open(place.path(), now).unwrap().sign(&artifact, &me(), now).unwrap();
    assert!(judge(&place.trust(), &artifact, &bundle).is_ok());
}

#[test]
fn where_there_is_no_authority_nothing_is_read_and_nothing_made() {
    let place = Place::new();
    assert!(matches!(LocalTrust::open(place.path()), Err(LocalError::Absent { .. })));
    assert!(matches!(LocalLog::open(place.path()), Err(LocalError::Absent { .. })));
    assert!(!place.path().exists());
}

#[cfg(unix)]
#[test]
fn keys_are_for_their_owner_alone_and_verifying_needs_none() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    let artifact = Artifact::from_bytes(*b"an artifact");
    let bundle = place.open().sign(&artifact, &me(), NOW).unwrap();
    let mode = |path: &str| std::fs::metadata(place.path().join(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(""), 0o700);
    for key in ["certificate-authority", "ct-log", "log", "timestamp-authority"] {
        assert_eq!(mode(&format!("keys/{key}.pem")), 0o600);
    }
    std::fs::remove_dir_all(place.path().join("keys")).unwrap();
    std::fs::set_permissions(place.path(), PermissionsExt::from_mode(0o500)).unwrap();
    let judged = judge(&place.trust(), &artifact, &bundle);
    let proven = LocalLog::open(place.path()).unwrap().inclusion_proof(0);
    std::fs::set_permissions(place.path(), PermissionsExt::from_mode(0o700)).unwrap();
    assert!(judged.is_ok() && proven.is_ok());
    assert!(matches!(LocalAuthority::open(place.path(), NOW), Err(LocalError::Damaged { .. })));
}

#[test]
fn a_key_of_another_authority_is_not_used() {
    let (place, other) = (Place::new(), Place::new());
    place.open();
    other.open();
    for key in ["certificate-authority", "ct-log", "log", "timestamp-authority"] {
        let name = format!("keys/{key}.pem");
        let own = std::fs::read(place.path().join(&name)).unwrap();
        std::fs::copy(other.path().join(&name), place.path().join(&name)).unwrap();
        assert!(matches!(LocalAuthority::open(place.path(), NOW), Err(LocalError::Damaged { .. })), "{key}");
        std::fs::write(place.path().join(&name), own).unwrap();
    }
    place.open();
}

#[test]
fn no_private_key_is_shown() {
    let place = Place::new();
    let shown = format!("{:?}", place.open());
    for key in ["certificate-authority", "ct-log", "log", "timestamp-authority"] {
        let pem = std::fs::read_to_string(place.path().join(format!("keys/{key}.pem"))).unwrap();
        let secret = pem.lines().nth(1).unwrap();
        assert!(!shown.contains(secret), "{key}");
    }
}
