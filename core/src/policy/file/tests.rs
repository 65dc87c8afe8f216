use super::*;
use crate::check::{Check, Code, Explain, Status};
use crate::digest::Artifact;
use crate::policy::{CertificateFacts, DenyFacts, SignerFacts, Unlogged};

const EXAMPLE: &str = include_str!("../../../../testdata/policy/example.toml");

fn with(lines: &str) -> Result<Policy, PolicyError> {
    read(&format!("version = 1\n{lines}\n"))
}

const SIGNER: &str = "[[signer]]\ngoogle = 'a@example.com'\n";

fn denied(policy: &Policy, time: i64, now: i64) -> bool {
    checks(policy, time, now).iter().any(|check| check.status == Status::Fail)
}

fn checks(policy: &Policy, time: i64, now: i64) -> Vec<Check> {
    let artifact = Artifact::from_bytes(&b"abc"[..]);
    let certificate = CertificateFacts::default();
    let signer = SignerFacts::Certificate(&certificate);
    let (times, now) = ([UnixTime::from_secs(time)], UnixTime::from_secs(now));
    policy.check_denied(&DenyFacts { signer, artifact: &artifact, log: &[], times: &times, now })
}

#[test]
fn the_example_has_every_key_and_is_a_policy() {
    let policy = read(EXAMPLE).unwrap();
    assert_eq!(policy.serial(), Some(7));
    assert_eq!(policy.predicate_types().len(), 2);
    assert_eq!(policy.keys().len(), 1);
    assert_eq!(policy.keys()[0].hint(), Some("release-2026"));
    // All of the file's, and the maximum age.
    assert_eq!(policy.deny.len(), EXAMPLE.matches("[[deny]]").count() + 1);
}

#[test]
fn every_line_of_the_example_matters() {
    // A key misspelt is a key unknown, wherever it stands.
    for (number, line) in EXAMPLE.lines().enumerate() {
        let is_key = line.starts_with(|c: char| c.is_ascii_lowercase()) && line.contains(" = ");
        if is_key {
            let changed: Vec<_> = EXAMPLE
                .lines()
                .enumerate()
                .map(|(n, l)| if n == number { format!("x{l}") } else { l.to_owned() })
                .collect();
            assert!(read(&changed.join("\n")).is_err(), "{line}");
        }
    }
}

#[test]
fn unlogged_evidence_is_accepted_by_its_dangerous_name_alone() {
    let read = |line: &str| with(&format!("[evidence]\n{line}\n{SIGNER}"));
    for (line, expected) in [
        ("", Unlogged::Refused),
        ("unlogged = 'refused'", Unlogged::Refused),
        ("unlogged = 'accepted-dangerous'", Unlogged::AcceptedDangerous),
    ] {
        assert_eq!(read(line).unwrap().evidence().unlogged, expected, "{line}");
    }
    for line in ["unlogged = 'accepted'", "unlogged = ''", "unlogged = true"] {
        assert!(read(line).unwrap_err().to_string().contains("unlogged"), "{line}");
    }
}

#[test]
fn an_error_names_its_key() {
    for (text, key) in [
        ("", "version"),
        ("version = 1\n", "signer"),
        ("version = 2\n[[signer]]\ngoogle = 'a@b.c'", "version"),
        ("version = 1\nsigner = []", "signer"),
        ("version = 1\ncolour = 1\nsigner = []", "colour"),
        ("version = 1\nversion = 1\nsigner = []", "version"),
        ("version = 1\n[[signer]]\ngithub = ''", "signer[0]: github"),
        ("version = 1\n[[signer]]\ngoogle = 'a@b.c'\n[[signer]]\ngithub = 'octo'", "signer[1]: github"),
        ("version = 1\n[[signer]]\nany-of = [{ github = 'a/b' }, { san = 'x' }]", "signer[0].any-of[1]: issuer"),
        ("version = 1\n[[signer]]\nall-of = []", "signer[0]: all-of"),
        ("version = 1\n[[signer]]\n", "signer[0]: the kind of signer"),
        ("version = 1\n[[signer]]\ngithub = 'a/b'\ngitlab = 'a/b'", "signer[0]: the kind of signer"),
        ("version = 1\n[[signer]]\ngithub = 'a/b'\nhint = 'x'", "signer[0]: hint"),
        ("version = 1\n[[signer]]\nany-of = [{ github = 'a/b' }]\ntag = 'v*'", "signer[0]: tag"),
        ("version = 1\n[[signer]]\nkey = 'x'\ntag = 'v*'", "signer[0]: tag"),
        ("version = 1\n[[signer]]\nkey = 'x'", "signer[0]: not a policy file: key"),
        ("version = 1\n[[signer]]\ngoogle = 'a@b.c'\nserver = 'x'", "signer[0]: server"),
        ("version = 1\n[[signer]]\nsan-glob = '**'\nissuer = 'x'", "signer[0]: the pattern \"**\""),
        ("version = 1\n[[signer]]\nanyone-dangerous = false", "signer[0]: anyone-dangerous"),
    ] {
        let error = read(text).unwrap_err();
        assert!(error.to_string().contains(key), "{text}\n{error}");
        assert_eq!(error.code().as_str(), "policy.malformed");
    }
    for (lines, key) in [
        ("predicate-types = []", "predicate-types"),
        ("predicate-types = ['']", "predicate-types"),
        ("expires = 2026-01-01", "expires"),
        ("expires = 2026-01-01T00:00:00", "expires"),
        ("evidence = { log = 0 }", "evidence: log"),
        ("evidence = { sct = 'none' }", "evidence: sct"),
        ("evidence = { time = 'now' }", "evidence: time"),
        ("evidence = { timestamps = 300 }", "timestamps"),
        ("evidence = { tlog = 1 }", "tlog"),
        ("deny = [{ run = 'x' }]", "reason"),
        ("deny = [{ run = 'x', reason = ' ' }]", "deny[0]: reason"),
        ("deny = [{ run = '', reason = 'x' }]", "deny[0]: run"),
        ("deny = [{ reason = 'x' }]", "deny[0]: what is denied"),
        ("deny = [{ run = 'x', key = 'y', reason = 'x' }]", "deny[0]: what is denied"),
        ("deny = [{ run = 'x', issuer = 'y', reason = 'x' }]", "deny[0]: issuer"),
        ("deny = [{ run = 'x', first-index = 1, reason = 'x' }]", "deny[0]: first-index"),
        ("deny = [{ key = 'sha256:00', reason = 'x' }]", "deny[0]: key"),
        ("deny = [{ certificate-serial = '', reason = 'x' }]", "deny[0]: certificate-serial"),
        ("deny = [{ certificate-serial = 'abc', reason = 'x' }]", "deny[0]: certificate-serial"),
        ("deny = [{ log-id = 'AAAA', reason = 'x' }]", "deny[0]: log-id"),
        ("deny = [{ artifact = 'md5:00', reason = 'x' }]", "deny[0]: artifact"),
        ("deny = [{ identity = '', reason = 'x' }]", "deny[0]: the pattern"),
    ] {
        let error = with(&format!("{lines}\n{SIGNER}")).unwrap_err();
        assert!(error.to_string().contains(key), "{lines}\n{error}");
    }
}

#[test]
fn evidence_is_read_as_written() {
    let evidence = |text: &str| with(&format!("evidence = {{ {text} }}\n{SIGNER}")).unwrap().evidence().clone();
    let two = std::num::NonZeroU8::new(2).unwrap();
    assert_eq!(evidence(""), super::super::EvidenceDemand::default());
    assert_eq!(evidence("log = 2").log, LogDemand::AtLeast(two));
    assert_eq!(evidence("log = 'none-dangerous'").log, LogDemand::NoneDangerous);
    assert_eq!(evidence("sct = 2").sct, SctDemand::AtLeast(two));
    assert_eq!(evidence("sct = 'none-dangerous'").sct, SctDemand::NoneDangerous);
    assert_eq!(evidence("time = 'tsa'").time, TimeSource::Tsa);
    assert_eq!(evidence("timestamps = 2").timestamps, 2);
}

/// GHSA-p86f-xmg6-9q4x and GHSA-6q78-j78h-pqm2: replay of what was once right.
#[test]
fn an_old_signature_an_expired_policy_and_an_older_policy_are_refused() {
    let aged = with(&format!("max-age-days = 1\n{SIGNER}")).unwrap();
    assert!(!denied(&aged, 0, 86_400));
    assert!(denied(&aged, 0, 86_401));

    let expiring = with(&format!("expires = 1970-01-01T00:01:00Z\n{SIGNER}")).unwrap();
    assert!(!denied(&expiring, 0, 60));
    assert!(denied(&expiring, 0, 61));
    let with_rule =
        with(&format!("expires = 1970-01-01T00:01:00Z\n{SIGNER}[[deny]]\nrun = 'x'\nreason = 'x'\n")).unwrap();
    let codes = |now| checks(&with_rule, 0, now).iter().map(|check| (check.code, check.status)).collect::<Vec<_>>();
    assert_eq!(codes(60), [(Code::PolicyDenied, Status::Pass)]);
    assert_eq!(codes(61), [(Code::PolicyDenied, Status::Fail)]);

    let serial = || with(&format!("serial = 7\n{SIGNER}")).unwrap();
    assert!(serial().at_least_serial(7).is_ok());
    assert!(matches!(serial().at_least_serial(8), Err(PolicyError::Rollback { found: Some(7), floor: 8 })));
    let without = with(SIGNER).unwrap();
    assert!(matches!(without.at_least_serial(1), Err(PolicyError::Rollback { found: None, .. })));
}

#[test]
fn a_hostile_file_is_bounded() {
    let started = std::time::Instant::now();
    assert!(matches!(read(&" ".repeat(MAX_FILE + 1)), Err(PolicyError::Limit { .. })));
    let nested = |n: usize| format!("x = {}{}", "[".repeat(n), "]".repeat(n));
    assert!(with(&nested(500_000)).is_err());
    let deep = |n: usize| format!("[[signer]]\n{}github = 'a/b'{}", "any-of = [{ ".repeat(n), " }]".repeat(n));
    assert!(with(&deep(3)).is_ok());
    assert!(with(&deep(50_000)).is_err());
    assert!(with(&SIGNER.repeat(999)).is_ok());
    assert!(with(&SIGNER.repeat(1000)).is_err());
    let deny = "[[deny]]\nrun = 'x'\nreason = 'x'\n";
    assert!(with(&format!("{SIGNER}{}", deny.repeat(1000))).is_ok());
    assert!(with(&format!("{SIGNER}{}", deny.repeat(1001))).is_err());
    assert!(started.elapsed().as_secs() < 20);
}
