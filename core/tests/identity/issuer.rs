//! An OpenID Connect issuer on loopback, right unless told otherwise.

use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sealwright::Sha256;
use serde_json::{Value, json};

use crate::jwt;
use crate::server::{Reply, Seen, Server};

pub(crate) const CODE: &str = "c0de-s3cr3t";
pub(crate) const DEVICE_CODE: &str = "d3vice-c0de-s3cr3t";

/// What the issuer does.
#[derive(Clone)]
pub(crate) struct Script {
    /// Instead of its own name in its configuration.
    pub(crate) name: Option<&'static str>,
    /// What the tokens claim besides.
    pub(crate) claims: Value,
    /// What the token endpoint says before it gives a token; a refusal that lasts is the last.
    pub(crate) refusals: Vec<&'static str>,
    pub(crate) has_device_flow: bool,
}

impl Default for Script {
    fn default() -> Self {
        Self { name: None, claims: json!({}), refusals: Vec::new(), has_device_flow: true }
    }
}

/// What a sign-in was begun with.
#[derive(Clone, Default, Debug)]
pub(crate) struct Begun {
    pub(crate) nonce: Option<String>,
    pub(crate) challenge: String,
    pub(crate) redirect: Option<String>,
}

pub(crate) struct Issuer {
    pub(crate) server: Server,
    pub(crate) begun: Arc<Mutex<Begun>>,
}

impl Issuer {
    pub(crate) fn new(script: Script) -> Self {
        let begun: Arc<Mutex<Begun>> = Arc::default();
        let shared = Arc::clone(&begun);
        let refusals = Mutex::new(script.refusals.clone());
        let server = Server::new(move |seen| match seen.path() {
            "/auth/.well-known/openid-configuration" => Reply::json(configuration(&script, seen).to_string()),
            "/auth/device" => {
                shared.lock().unwrap().challenge = form(seen.text(), "code_challenge").unwrap();
                let reply = json!({
                    "device_code": DEVICE_CODE, "user_code": "ABCD-EFGH", "expires_in": 300, "interval": 7,
                    "verification_uri": "https://issuer.example/device",
                });
                Reply::json(reply.to_string())
            }
            "/auth/token" => {
                let mut refusals = refusals.lock().unwrap();
                if !refusals.is_empty() {
                    let code = refusals.remove(0);
                    return Reply::status(400, json!({"error": code, "error_description": seen.text()}).to_string());
                }
                token(&script, &shared.lock().unwrap(), seen)
            }
            _ => Reply::status(404, ""),
        });
        Self { server, begun }
    }

    pub(crate) fn url(&self) -> String {
        self.server.url("/auth")
    }

    pub(crate) fn asked_for_tokens(&self) -> usize {
        self.server.seen().iter().filter(|seen| seen.path() == "/auth/token").count()
    }
}

fn configuration(script: &Script, seen: &Seen) -> Value {
    let own = format!("http://{}/auth", seen.header("host").unwrap());
    let mut all = json!({
        "issuer": script.name.unwrap_or(&own),
        "authorization_endpoint": format!("{own}/auth"),
        "token_endpoint": format!("{own}/token"),
    });
    if script.has_device_flow {
        all["device_authorization_endpoint"] = json!(format!("{own}/device"));
    }
    all
}

/// Refuses whatever does not belong to the sign-in, as issuers do.
fn token(script: &Script, begun: &Begun, seen: &Seen) -> Reply {
    let sent = |name| form(seen.text(), name);
    let verifier = sent("code_verifier").unwrap();
    let right_code = match sent("grant_type").unwrap().as_str() {
        "authorization_code" => sent("code").unwrap() == CODE && sent("redirect_uri") == begun.redirect,
        _ => sent("device_code").unwrap() == DEVICE_CODE,
    };
    if !right_code || URL_SAFE_NO_PAD.encode(Sha256::of(verifier.as_bytes()).0) != begun.challenge {
        return Reply::status(400, json!({"error": "invalid_grant"}).to_string());
    }
    let mut claims = json!({"iss": format!("http://{}/auth", seen.header("host").unwrap()), "nonce": begun.nonce});
    for (name, value) in script.claims.as_object().unwrap() {
        claims[name] = value.clone();
    }
    Reply::json(json!({"id_token": jwt(claims), "access_token": "4cc3ss"}).to_string())
}

/// A value of a form or a query. What is escaped here is escaped simply.
pub(crate) fn form(text: &str, name: &str) -> Option<String> {
    let value = text.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))?;
    Some(value.replace("%3A", ":").replace("%2F", "/").replace("%20", " "))
}
