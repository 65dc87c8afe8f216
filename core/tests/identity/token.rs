use sealwright::UnixTime;
use sealwright::identity::{IssuerKind, Token, TokenError};
use serde_json::{Value, json};

use crate::{NOW, jwt, raw, signature};

fn token(claims: Value) -> Token {
    Token::parse(&jwt(claims)).unwrap()
}

#[test]
fn what_it_says_is_read() {
    let text = jwt(json!({"email": "me@example.org", "email_verified": true, "nonce": "n", "unknown": [1]}));
    let token = Token::parse(&format!(" {text}\n")).unwrap();
    assert_eq!(token.expose(), text);
    assert_eq!((token.issuer(), token.subject()), ("https://issuer.example", "somebody"));
    assert_eq!((token.email(), token.nonce()), (Some("me@example.org"), Some("n")));
    assert_eq!((token.audiences(), token.expires().secs()), (&["sigstore".to_owned()][..], NOW.secs() + 300));
    assert_eq!(token.kind(), IssuerKind::Other);
    token.check(NOW).unwrap();
}

#[test]
fn debug_shows_the_issuer_alone() {
    let shown = format!("{:?}", token(json!({"email": "me@example.org", "email_verified": true})));
    assert_eq!(shown, "Token(Other, \"https://issuer.example\")");
}

#[test]
fn what_is_no_token_is_refused() {
    let good = jwt(json!({}));
    let parts: Vec<&str> = good.split('.').collect();
    for text in [
        String::new(),
        "token".into(),
        format!("{}.{}", parts[0], parts[1]),
        format!("{good}.{}", parts[2]),
        format!("{}.{}.", parts[0], parts[1]),
        format!("{}=.{}.{}", parts[0], parts[1], parts[2]),
        raw("{}", "{}"),
        raw(r#"{"alg":"none"}"#, r#"{"iss":"i","sub":"s","exp":1}"#),
        raw(r#"{"alg":"ES256"}"#, r#"{"iss":"i","sub":"s"}"#),
        raw(r#"{"alg":"ES256"}"#, r#"{"sub":"s","exp":1}"#),
        raw(r#"{"alg":"ES256"}"#, r#"{"iss":"i","sub":"s","sub":"t","exp":1}"#),
        raw(r#"{"alg":"ES256"}"#, r#"{"iss":"i","sub":"s","exp":1e400}"#),
        jwt(json!({"exp": "soon"})),
        jwt(json!({"padding": "x".repeat(64 * 1_024)})),
    ] {
        let error = Token::parse(&text).unwrap_err();
        assert!(matches!(error, TokenError::Malformed(_)), "{error}");
        assert!(!format!("{error} {error:?}").contains(&signature()), "{error}");
    }
    let nobody = raw(r#"{"alg":"ES256"}"#, r#"{"iss":"i","exp":1}"#);
    assert!(matches!(Token::parse(&nobody), Err(TokenError::Nobody)));
}

#[test]
fn a_token_is_good_until_its_last_second() {
    let token = token(json!({"exp": 1000.9}));
    token.check(UnixTime::from_secs(999)).unwrap();
    assert!(matches!(token.check(UnixTime::from_secs(1_000)), Err(TokenError::Expired { .. })));
}

#[test]
fn a_token_for_somebody_else_is_explained() {
    token(json!({"aud": ["other", "sigstore"]})).check(NOW).unwrap();
    for (issuer, lines) in [
        ("https://token.actions.githubusercontent.com", "id-token: write"),
        ("https://gitlab.com", "id_tokens:\n      SIGSTORE_ID_TOKEN:\n        aud: sigstore"),
        ("https://oidc.circleci.com/org/1234", "circleci run oidc get --claims"),
        ("https://agent.buildkite.com", "--audience sigstore"),
        ("https://accounts.google.com", "--audiences=sigstore"),
    ] {
        let error = token(json!({"iss": issuer, "aud": "https://else.example"})).check(NOW).unwrap_err();
        assert!(matches!(error, TokenError::Audience { .. }), "{error}");
        let text = error.to_string();
        assert!(text.contains("for https://else.example, not for sigstore") && text.contains(lines), "{text}");
    }
    let other = token(json!({"aud": "mine"}));
    assert!(matches!(other.check(NOW), Err(TokenError::Audience { .. })));
    other.for_audience("mine").check(NOW).unwrap();
    assert!(matches!(token(json!({"aud": []})).check(NOW), Err(TokenError::Audience { .. })));
}

#[test]
fn an_address_identifies_only_if_it_is_verified() {
    for verified in [json!(true), json!("true")] {
        let token = token(json!({"email": "me@example.org", "email_verified": verified}));
        assert_eq!(token.challenge().unwrap(), "me@example.org");
    }
    for verified in [json!(false), json!("false"), json!(null)] {
        let token = token(json!({"email": "me@example.org", "email_verified": verified}));
        assert!(matches!(token.check(NOW), Err(TokenError::EmailUnverified)));
    }
    assert_eq!(token(json!({})).challenge().unwrap(), "somebody");
}

#[test]
fn whom_fulcio_certifies_depends_on_the_issuer() {
    for (claims, identity, challenge) in [
        (
            json!({"iss": "https://token.actions.githubusercontent.com", "job_workflow_ref": "o/r/.github/workflows/w.yml@refs/tags/v1", "email": "x"}),
            "https://github.com/o/r/.github/workflows/w.yml@refs/tags/v1",
            "somebody",
        ),
        (
            json!({"iss": "https://gitlab.com", "ci_config_ref_uri": "gitlab.com/g/p//.gitlab-ci.yml@refs/heads/main"}),
            "https://gitlab.com/g/p//.gitlab-ci.yml@refs/heads/main",
            "somebody",
        ),
        (
            json!({"iss": "https://agent.buildkite.com", "organization_slug": "o", "pipeline_slug": "p"}),
            "https://buildkite.com/o/p",
            "somebody",
        ),
        (
            json!({"iss": "https://oidc.circleci.com/org/1", "oidc.circleci.com/project-id": "p", "oidc.circleci.com/pipeline-definition-id": "d"}),
            "https://circleci.com/api/v2/projects/p/pipeline-definitions/d",
            "somebody",
        ),
        (
            json!({"iss": "https://accounts.google.com", "email": "a@b.example", "email_verified": true}),
            "a@b.example",
            "a@b.example",
        ),
        (json!({"sub": "spiffe://a.example/w"}), "spiffe://a.example/w", "spiffe://a.example/w"),
    ] {
        let token = token(claims);
        assert_eq!(token.certified_identity().as_deref(), Some(identity));
        assert_eq!(token.challenge().unwrap(), challenge);
        assert_eq!(token.certified_issuer(), token.issuer());
    }
    assert_eq!(token(json!({"iss": "https://gitlab.com"})).certified_identity(), None);
}

#[test]
fn behind_sigstores_own_issuer_stands_another() {
    let claims = |issuer: &str| {
        let other = json!({"connector_id": "https://github.com/login/oauth"});
        token(json!({"iss": issuer, "email": "a@b.example", "email_verified": true, "federated_claims": other}))
    };
    assert_eq!(claims("https://oauth2.sigstore.dev/auth").certified_issuer(), "https://github.com/login/oauth");
    assert_eq!(claims("https://issuer.example").certified_issuer(), "https://issuer.example");
}
