//! Twelve faults of each service that signs: a typed error of its stage, in time, without a secret, and nothing logged twice.

use std::sync::Arc;
use std::time::{Duration, Instant};

use sealwright::identity::Token;
use sealwright::net::{Http, HttpConfig, Limits};
use sealwright::sign::{Services, Signer, SigningError, Stage};
use sealwright::{Artifact, Check, Code, KeyKind, PrivateKey, TrustRoot, UnixTime, Verifier};

use crate::server::{Fault, Server, nobody};

/// `{"alg":"RS256"}`, and a payload that is for Sigstore until 2033.
const TOKEN: &str = "eyJhbGciOiJSUzI1NiJ9.\
    eyJpc3MiOiJodHRwczovL2lzc3Vlci5leGFtcGxlIiwic3ViIjoibm9ib2R5IiwiYXVkIjoic2lnc3RvcmUiLCJleHAiOjIwMDAwMDAwMDB9.\
    c2VjcmV0LXNpZ25hdHVyZQ";

fn http() -> Arc<Http> {
    let limits = Limits {
        connect: Duration::from_millis(1_500),
        exchange: Duration::from_millis(1_500),
        total: Duration::from_secs(8),
        attempts: 2,
        pause: Duration::from_millis(10),
    };
    Arc::new(Http::new(HttpConfig::default().limits(limits)))
}

fn verifier() -> Verifier {
    Verifier::new(&TrustRoot::sigstore().unwrap()).unwrap()
}

const NOW: fn() -> UnixTime = || UnixTime::from_secs(1_795_262_400);

fn token() -> Token {
    Token::parse(TOKEN).unwrap()
}

fn by_key(services: Services) -> Result<String, SigningError> {
    let key = PrivateKey::generate(KeyKind::EcdsaP256).unwrap();
    let signer = Signer::key(Arc::new(key), verifier(), NOW).witnessed(services, http());
    signer.sign(&Artifact::from_bytes(*b"the artifact"))
}

fn by_identity(services: Services) -> Result<String, SigningError> {
    let signer = Signer::keyless(token(), services, http(), verifier(), NOW).unwrap();
    assert!(!format!("{signer:?}").contains(TOKEN));
    signer.sign(&Artifact::from_bytes(*b"the artifact"))
}

fn code_of(stage: Stage) -> Code {
    match stage {
        Stage::Certificate => Code::SignCertificate,
        Stage::Timestamp => Code::SignTimestamp,
        Stage::Log => Code::SignLog,
        other => panic!("no fault of a server is at {other}"),
    }
}

/// Each fault, at the address that `sign` asks first.
fn each_fault(stage: Stage, most: usize, sign: impl Fn(&str) -> Result<String, SigningError>) {
    for fault in Fault::ALL {
        let server = Server::new(move |seen| fault.reply(seen, "{\"right\":true}"));
        let url = if fault == Fault::Refused { nobody() } else { server.url("") };
        let started = Instant::now();
        let error = sign(&url).unwrap_err();
        assert!(started.elapsed() < Duration::from_secs(10), "{fault:?}");
        assert_eq!(error.stage(), stage, "{fault:?}: {error}");
        let check = Check::fail(&error);
        assert_eq!(check.code, code_of(stage), "{fault:?}");
        assert!(check.hint.is_some(), "{fault:?}");
        // Servers repeat what they were sent; we do not.
        let shown = format!("{error} {error:?} {check:?}");
        assert!(!shown.contains(TOKEN) && !shown.contains("c2VjcmV0"), "{fault:?}: {shown}");
        assert!(server.seen().len() <= most, "{fault:?}: {} requests", server.seen().len());
        let denied = matches!(fault, Fault::Unauthorized | Fault::Forbidden) && stage == Stage::Certificate;
        assert_eq!(error.is_unauthenticated(), denied, "{fault:?}");
    }
}

#[test]
fn each_fault_of_the_certificate_authority() {
    each_fault(Stage::Certificate, 2, |url| by_identity(Services::new().authority(url)));
}

#[test]
fn each_fault_of_the_timestamp_authority() {
    each_fault(Stage::Timestamp, 2, |url| by_key(Services::new().timestamp_authority(url).log(nobody(), 2)));
}

#[test]
fn each_fault_of_a_log_of_either_version_and_nothing_is_logged_twice() {
    for version in [1, 2] {
        each_fault(Stage::Log, 1, |url| by_key(Services::new().log(url, version)));
    }
}

#[test]
fn without_a_certificate_authority_nobody_can_sign_by_identity() {
    let error = Signer::keyless(token(), Services::new(), http(), verifier(), NOW).unwrap_err();
    assert_eq!(error.stage(), Stage::Config);
}

#[test]
fn a_token_that_has_expired_is_sent_nowhere() {
    let server = Server::new(|seen| panic!("nothing is sent: {seen:?}"));
    let late = || UnixTime::from_secs(2_000_000_000);
    let services = Services::new().authority(server.url(""));
    let error = Signer::keyless(token(), services, http(), verifier(), late).unwrap_err();
    assert!(error.stage() == Stage::Token && error.is_unauthenticated(), "{error}");
    assert!(server.seen().is_empty());
}
