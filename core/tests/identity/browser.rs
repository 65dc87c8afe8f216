use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use sealwright::identity::{Login, Token, TokenError};
use sealwright::net::NetErrorKind;
use serde_json::json;

use crate::issuer::{CODE, Issuer, Script, form};
use crate::{NOW, http, signature};

/// Signs in; the browser comes back with what `back` makes of the state and the issuer.
fn login(issuer: &Issuer, back: impl Fn(&str, &str) -> String) -> Result<Token, TokenError> {
    let secrets = Mutex::new(vec![CODE.to_owned(), signature()]);
    let open = |url: &str| {
        let query = url.split_once('?').unwrap().1;
        let value = |name| form(query, name).unwrap();
        assert_eq!((value("response_type"), value("client_id")), ("code".into(), "sigstore".into()));
        assert_eq!((value("scope"), value("code_challenge_method")), ("openid email".into(), "S256".into()));
        let redirect = value("redirect_uri");
        assert!(redirect.starts_with("http://127.0.0.1:"), "{redirect}");
        secrets.lock().unwrap().extend([value("state"), value("nonce")]);
        {
            let mut begun = issuer.begun.lock().unwrap();
            begun.nonce.get_or_insert(value("nonce"));
            (begun.challenge, begun.redirect) = (value("code_challenge"), Some(redirect.clone()));
        }
        let target = format!("/auth/callback?{}", back(&value("state"), &issuer.url()));
        let address = redirect["http://".len()..].split_once('/').unwrap().0.to_owned();
        // A browser asks for an icon, too.
        thread::spawn(move || [get(&address, "/favicon.ico"), get(&address, &target)]);
        true
    };
    let found = Login::new(issuer.url()).wait(Duration::from_secs(5)).in_browser(&http(), &open, NOW);
    let mut shown = format!("{found:?}");
    if let Err(error) = &found {
        shown += &error.to_string();
    }
    for secret in secrets.lock().unwrap().iter() {
        assert!(!shown.contains(secret), "{shown}");
    }
    found
}

fn get(address: &str, target: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {target} HTTP/1.1\r\nhost: {address}\r\n\r\n").unwrap();
    let mut reply = String::new();
    let _ = stream.read_to_string(&mut reply);
    reply
}

fn right(state: &str, _: &str) -> String {
    format!("code={CODE}&state={state}")
}

#[test]
fn whoever_signs_in_gets_a_token() {
    let claims = json!({"email": "me@example.org", "email_verified": true});
    let issuer = Issuer::new(Script { claims, ..Script::default() });
    let token = login(&issuer, right).unwrap();
    assert_eq!((token.issuer(), token.challenge().unwrap()), (issuer.url().as_str(), "me@example.org"));
    assert_eq!(issuer.asked_for_tokens(), 1);
    let named = |state: &str, issuer: &str| format!("{}&iss={issuer}", right(state, issuer));
    login(&Issuer::new(Script::default()), named).unwrap();
}

#[test]
fn what_comes_back_without_the_right_state_is_not_taken() {
    for back in ["code=x&state=wrong", "code=x", "code=x&state=", ""] {
        let issuer = Issuer::new(Script::default());
        let error = login(&issuer, |_, _| back.into()).unwrap_err();
        assert!(matches!(error, TokenError::Mismatch("state")), "{error}");
        assert_eq!(issuer.asked_for_tokens(), 0);
    }
    let twice = |state: &str, _: &str| format!("code={CODE}&state={state}&state={state}");
    assert!(matches!(login(&Issuer::new(Script::default()), twice), Err(TokenError::Mismatch("state"))));
}

#[test]
fn a_token_of_another_sign_in_is_not_taken() {
    for nonce in [json!("another"), json!(null)] {
        let issuer = Issuer::new(Script { claims: json!({"nonce": nonce}), ..Script::default() });
        let error = login(&issuer, right).unwrap_err();
        assert!(matches!(error, TokenError::Mismatch("nonce")), "{error}");
    }
}

#[test]
fn an_issuer_in_anothers_name_is_not_asked() {
    let issuer = Issuer::new(Script { name: Some("https://issuer.example"), ..Script::default() });
    let error = login(&issuer, right).unwrap_err();
    assert!(matches!(&error, TokenError::Issuer { found, .. } if found == "https://issuer.example"), "{error}");
    assert_eq!(issuer.server.seen().len(), 1);

    let issuer = Issuer::new(Script::default());
    let mixed_up = |state: &str, _: &str| format!("code={CODE}&state={state}&iss=https%3A%2F%2Fother.example");
    let error = login(&issuer, mixed_up).unwrap_err();
    assert!(matches!(&error, TokenError::Issuer { found, .. } if found == "https://other.example"), "{error}");
    assert_eq!(issuer.asked_for_tokens(), 0);
}

#[test]
fn a_token_of_another_issuer_or_for_somebody_else_is_not_taken() {
    let with = |claims| login(&Issuer::new(Script { claims, ..Script::default() }), right).unwrap_err();
    assert!(matches!(with(json!({"iss": "https://other.example"})), TokenError::Issuer { .. }));
    assert!(matches!(with(json!({"aud": "other"})), TokenError::Audience { .. }));
    assert!(matches!(with(json!({"exp": 1})), TokenError::Expired { .. }));
}

#[test]
fn who_refuses_is_told_apart_from_who_fails() {
    let issuer = Issuer::new(Script::default());
    let denied = |state: &str, _: &str| format!("error=access_denied&error_description={CODE}&state={state}");
    let error = login(&issuer, denied).unwrap_err();
    assert!(matches!(&error, TokenError::Refused { code, .. } if code == "access_denied"), "{error}");
    assert_eq!(issuer.asked_for_tokens(), 0);

    let strange = |state: &str, _: &str| format!("error=<b>{CODE}</b>&state={state}");
    let error = login(&issuer, strange).unwrap_err();
    assert!(matches!(&error, TokenError::Refused { code, .. } if code == "error"), "{error}");

    let nothing = |state: &str, _: &str| format!("state={state}");
    assert!(matches!(login(&issuer, nothing), Err(TokenError::Answer { .. })));

    let issuer = Issuer::new(Script { refusals: vec!["invalid_client"], ..Script::default() });
    let error = login(&issuer, right).unwrap_err();
    assert!(matches!(&error, TokenError::Refused { code, .. } if code == "invalid_client"), "{error}");
    assert_eq!(issuer.asked_for_tokens(), 1, "a code is good once");
}

#[test]
fn nobody_waits_for_ever() {
    let issuer = Issuer::new(Script::default());
    let short = Login::new(issuer.url()).wait(Duration::from_millis(100));
    assert!(matches!(short.in_browser(&http(), &|_| true, NOW), Err(TokenError::Timeout)));
    assert!(matches!(short.in_browser(&http(), &|_| false, NOW), Err(TokenError::Browser)));
}

#[test]
fn an_issuer_is_asked_over_https_alone() {
    let error = Login::new("http://issuer.example").in_browser(&http(), &|_| true, NOW).unwrap_err();
    assert!(matches!(&error, TokenError::Net { error, .. } if matches!(error.kind(), NetErrorKind::Address(_))));
}
