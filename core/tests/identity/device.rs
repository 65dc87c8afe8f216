use std::sync::Mutex;
use std::time::Duration;

use sealwright::identity::{Login, Token, TokenError};
use serde_json::json;

use crate::issuer::{DEVICE_CODE, Issuer, Script};
use crate::{NOW, http, signature};

/// Signs in, and how long it waited each time.
fn login(issuer: &Issuer) -> (Result<Token, TokenError>, Vec<u64>) {
    let (shown, pauses) = (Mutex::new(Vec::new()), Mutex::new(Vec::new()));
    let found = Login::new(issuer.url()).on_device(
        &http(),
        &|prompt| shown.lock().unwrap().push(prompt.clone()),
        &|time| {
            pauses.lock().unwrap().push(time.as_secs());
            true
        },
        NOW,
    );
    let shown = shown.into_inner().unwrap();
    let mut text = format!("{found:?} {shown:?}");
    if let Err(error) = &found {
        text += &error.to_string();
    }
    for secret in [signature().as_str(), DEVICE_CODE] {
        assert!(!text.contains(secret), "{text}");
    }
    if let [prompt] = &shown[..] {
        assert_eq!((prompt.address.as_str(), prompt.code.as_str()), ("https://issuer.example/device", "ABCD-EFGH"));
    }
    (found, pauses.into_inner().unwrap())
}

fn refusing(refusals: &[&'static str]) -> Issuer {
    Issuer::new(Script { refusals: refusals.to_vec(), ..Script::default() })
}

#[test]
fn whoever_signs_in_elsewhere_gets_a_token() {
    let (token, pauses) = login(&refusing(&[]));
    assert_eq!(token.unwrap().subject(), "somebody");
    assert_eq!(pauses, [7]);
}

#[test]
fn another_clients_token_is_good_for_that_client() {
    let issuer = Issuer::new(Script { claims: json!({ "aud": "mine" }), ..Script::default() });
    let sign_in = |login: Login| login.on_device(&http(), &|_| (), &|_| true, NOW);
    sign_in(Login::new(issuer.url()).client("mine")).unwrap().check(NOW).unwrap();
    assert!(matches!(sign_in(Login::new(issuer.url())), Err(TokenError::Audience { .. })));
}

#[test]
fn it_asks_until_somebody_has_signed_in_and_more_slowly_if_told_to() {
    let issuer = refusing(&["authorization_pending", "slow_down", "authorization_pending", "slow_down"]);
    let (token, pauses) = login(&issuer);
    assert!(token.is_ok());
    assert_eq!(pauses, [7, 7, 12, 12, 17]);
}

#[test]
fn a_refusal_ends_it() {
    let (error, pauses) = login(&refusing(&["authorization_pending", "access_denied"]));
    assert!(matches!(&error, Err(TokenError::Refused { code, .. }) if code == "access_denied"), "{error:?}");
    assert_eq!(pauses.len(), 2);
    assert!(matches!(login(&refusing(&["expired_token"])).0, Err(TokenError::Timeout)));
}

#[test]
fn nobody_is_waited_for_longer_than_the_code_is_good() {
    let issuer = refusing(&["authorization_pending"; 100]);
    let (error, pauses) = login(&issuer);
    assert!(matches!(error, Err(TokenError::Timeout)), "{error:?}");
    assert_eq!(pauses.len(), 43, "43 pauses of 7 s are the first to be longer than 300 s");
}

#[test]
fn whoever_waits_may_stop() {
    let issuer = refusing(&["authorization_pending"]);
    let stopped = Login::new(issuer.url()).on_device(&http(), &|_| (), &|_: Duration| false, NOW);
    assert!(matches!(stopped, Err(TokenError::Timeout)));
    assert_eq!(issuer.asked_for_tokens(), 0);
}

#[test]
fn an_issuer_in_anothers_name_or_without_the_flow_is_not_asked() {
    let other = Issuer::new(Script { name: Some("https://issuer.example"), ..Script::default() });
    assert!(matches!(login(&other).0, Err(TokenError::Issuer { .. })));
    let without = Issuer::new(Script { has_device_flow: false, ..Script::default() });
    assert!(matches!(login(&without).0, Err(TokenError::Answer { .. })));
    assert_eq!((other.server.seen().len(), without.server.seen().len()), (1, 1));
}

#[test]
fn a_token_that_is_wrong_is_not_taken() {
    let with = |claims| login(&Issuer::new(Script { claims, ..Script::default() })).0.unwrap_err();
    assert!(matches!(with(json!({"iss": "https://other.example"})), TokenError::Issuer { .. }));
    assert!(matches!(with(json!({"aud": "other"})), TokenError::Audience { .. }));
    assert!(matches!(with(json!({"email": "a@b.example"})), TokenError::EmailUnverified));
}
