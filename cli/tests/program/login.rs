//! Whoever signs in signs: with an issuer and services on loopback, up to the certificate, which is refused here.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Mutex;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sealwright::Sha256;
use serde_json::{Value, json};

use crate::server::{Reply, Seen, Server};
use crate::{Run, scratch};

/// What a sign-in was begun with, and for whom.
#[derive(Default)]
struct Begun {
    nonce: Option<String>,
    challenge: String,
    redirect: String,
    client: String,
    pending: usize,
}

/// An issuer, and a certificate authority that certifies nobody.
struct Services {
    server: Server,
    folder: PathBuf,
}

const SIGNATURE: &str = "c2VjcmV0LXNpZ25hdHVyZQ";

impl Services {
    fn new(name: &str) -> Self {
        let begun = Mutex::new(Begun { pending: 1, ..Begun::default() });
        let server = Server::new(move |seen| answer(seen, &mut begun.lock().unwrap()));
        let folder = scratch(name);
        let service = |path: &str| json!([{ "url": server.url(path), "majorApiVersion": 1, "operator": "me" }]);
        let config = json!({
            "mediaType": "application/vnd.dev.sigstore.signingconfig.v0.2+json",
            "caUrls": service("/fulcio"), "oidcUrls": service("/auth"), "rekorTlogUrls": service("/rekor"),
            "rekorTlogConfig": { "selector": "ANY" },
        });
        std::fs::write(folder.join("signing.json"), config.to_string()).unwrap();
        std::fs::write(folder.join("app"), "an artifact").unwrap();
        Self { server, folder }
    }

    /// Signs `app`, without what a CI system would set.
    fn sign(&self, options: &[&str], browser: Option<&str>) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sealwright"));
        command.args(["sign", "app", "--signing-config", "signing.json"]).args(options).current_dir(&self.folder);
        command.env_clear().env("SEALWRIGHT_HOME", self.folder.join("home")).env("PATH", "/nowhere");
        if let Some(browser) = browser {
            command.env("BROWSER", browser).env(BROWSER_TEST, "1");
        }
        let run = Run::of(&command.output().unwrap());
        assert!(!self.folder.join("app.sigstore.json").exists());
        assert!(!format!("{run:?}").contains(SIGNATURE), "{run:?}");
        run
    }

    /// The token with which a certificate was asked for.
    fn certified(&self) -> Option<Value> {
        let seen = self.server.seen();
        let asked = seen.iter().find(|seen| seen.path().starts_with("/fulcio"))?;
        let text = format!("{asked:?}{}", asked.text());
        let token = text.split(['"', ' ']).find(|word| word.ends_with(SIGNATURE)).unwrap().to_owned();
        let claims = URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap()).unwrap();
        Some(serde_json::from_slice(&claims).unwrap())
    }
}

fn answer(seen: &Seen, begun: &mut Begun) -> Reply {
    let own = format!("http://{}/auth", seen.header("host").unwrap());
    let query = seen.target.split_once('?').map_or("", |(_, query)| query);
    match seen.path() {
        "/auth/.well-known/openid-configuration" => Reply::json(
            json!({
                "issuer": own, "authorization_endpoint": format!("{own}/auth"), "token_endpoint": format!("{own}/token"),
                "device_authorization_endpoint": format!("{own}/device"),
            })
            .to_string(),
        ),
        "/auth/auth" => {
            begun.nonce = form(query, "nonce");
            begun.challenge = form(query, "code_challenge").unwrap();
            begun.redirect = form(query, "redirect_uri").unwrap();
            begun.client = form(query, "client_id").unwrap();
            let back = format!("{}?code=c0de&state={}", begun.redirect, form(query, "state").unwrap());
            Reply::status(302, "").header("location", back)
        }
        "/auth/device" => {
            begun.challenge = form(seen.text(), "code_challenge").unwrap();
            begun.client = form(seen.text(), "client_id").unwrap();
            let answer = json!({
                "device_code": "d3vice", "user_code": "ABCD-EFGH", "expires_in": 60, "interval": 1,
                "verification_uri": "https://issuer.example/device",
                "verification_uri_complete": "https://issuer.example/device?code=ABCD-EFGH",
            });
            Reply::json(answer.to_string())
        }
        "/auth/token" if form(seen.text(), "device_code").is_some() && begun.pending > 0 => {
            begun.pending -= 1;
            Reply::status(400, json!({ "error": "authorization_pending" }).to_string())
        }
        "/auth/token" => {
            let verifier = form(seen.text(), "code_verifier").unwrap();
            assert_eq!(URL_SAFE_NO_PAD.encode(Sha256::of(verifier.as_bytes()).0), begun.challenge);
            let claims = json!({
                "iss": own, "sub": "somebody", "aud": begun.client, "exp": 4_102_444_800_u64, "nonce": begun.nonce,
                "email": "somebody@example.com", "email_verified": true,
            });
            let part = |json: Value| URL_SAFE_NO_PAD.encode(json.to_string());
            let token = format!("{}.{}.{SIGNATURE}", part(json!({ "alg": "ES256" })), part(claims));
            Reply::json(json!({ "id_token": token }).to_string())
        }
        // It repeats what it was sent, as careless servers do.
        path if path.starts_with("/fulcio") => Reply::status(403, seen.body.clone()),
        _ => Reply::status(404, ""),
    }
}

/// A value of a form or a query. What is escaped here is escaped simply.
fn form(text: &str, name: &str) -> Option<String> {
    let value = text.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))?;
    Some(value.replace("%3A", ":").replace("%2F", "/"))
}

const BROWSER_TEST: &str = "SEALWRIGHT_TEST_BROWSER";

/// A browser: this program again, which is given the address behind its other arguments and goes where it is sent.
#[test]
fn the_browser() {
    if std::env::var_os(BROWSER_TEST).is_none() {
        return;
    }
    let mut url = std::env::args().next_back().unwrap();
    for _ in 0..5 {
        let (host, target) = url.strip_prefix("http://").unwrap().split_once('/').unwrap();
        let mut stream = TcpStream::connect(host).unwrap();
        write!(stream, "GET /{target} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n").unwrap();
        let mut reply = [0; 4_096];
        let length = stream.read(&mut reply).unwrap();
        let reply = String::from_utf8_lossy(&reply[..length]).into_owned();
        let Some(next) = reply.lines().find_map(|line| line.strip_prefix("location: ")) else { return };
        url = next.to_owned();
    }
}

fn browser() -> String {
    format!("{} the_browser --", std::env::current_exe().unwrap().display())
}

#[test]
fn whoever_signs_in_with_a_browser_is_whom_the_certificate_is_asked_for() {
    let services = Services::new("login-browser");
    let run = services.sign(&["--login", "browser"], Some(&browser()));
    assert!(run.code == 4 && run.err.contains("certificate"), "{run:?}");
    assert!(run.err.contains("Sign in with your browser") && run.err.contains("/auth/auth?"), "{run:?}");
    assert!(run.err.contains("signed in as somebody@example.com"), "{run:?}");
    assert_eq!(services.certified().unwrap()["email"], "somebody@example.com");
}

#[test]
fn the_next_browser_is_tried_and_the_address_goes_where_its_place_is() {
    let services = Services::new("login-browsers");
    let browsers = format!("/nowhere/browser:{} %s", browser());
    let run = services.sign(&["--login", "browser"], Some(&browsers));
    assert!(run.err.contains("signed in as somebody@example.com"), "{run:?}");
}

#[test]
fn without_a_browser_and_a_terminal_nobody_is_waited_for() {
    let services = Services::new("login-no-browser");
    let run = services.sign(&["--login", "browser"], None);
    assert!(run.code == 4 && run.err.contains("no browser") && run.err.contains("--login device"), "{run:?}");
    assert!(services.certified().is_none());
}

#[test]
fn whoever_signs_in_on_another_device_is_told_where_and_with_which_code() {
    let services = Services::new("login-device");
    let run = services.sign(&["--login", "device", "--oidc-client-id", "mine"], None);
    assert!(run.code == 4 && run.out.is_empty(), "{run:?}");
    for words in [
        "https://issuer.example/device\n",
        "code: ABCD-EFGH",
        "device?code=ABCD-EFGH",
        "signed in as",
        "published for good",
    ] {
        assert!(run.err.contains(words), "{words}: {run:?}");
    }
    assert_eq!(services.certified().unwrap()["aud"], "mine");
}

#[test]
fn an_issuer_that_is_named_takes_the_place_of_the_configs() {
    let (services, other) = (Services::new("login-issuer"), Services::new("login-other-issuer"));
    let run = services.sign(&["--login", "device", "--oidc-issuer", &other.server.url("/auth")], None);
    assert!(run.err.contains("signed in as"), "{run:?}");
    assert_eq!(services.certified().unwrap()["iss"], other.server.url("/auth"));
    let nobody = services.sign(&["--login", "device", "--oidc-issuer", &services.server.url("/none")], None);
    assert!(nobody.code == 4 && nobody.err.contains("/none/.well-known/openid-configuration"), "{nobody:?}");
}

#[test]
fn where_nobody_can_be_asked_the_message_says_what_else_there_is() {
    let services = Services::new("login-nobody");
    for options in [&[][..], &["--login", "never"]] {
        let run = services.sign(options, None);
        assert!(run.code == 4, "{run:?}");
        for words in ["--identity-token", "--login", "--key", "--local"] {
            assert!(run.err.contains(words), "{words}: {run:?}");
        }
    }
    assert!(services.server.seen().is_empty());
    for mixed in [&["--login", "device", "--local"][..], &["--login", "device", "--key", "k"]] {
        assert_eq!(services.sign(mixed, None).code, 2);
    }
}

#[test]
fn what_cannot_be_read_is_said_before_anybody_signs_in() {
    let services = Services::new("login-missing");
    std::fs::remove_file(services.folder.join("app")).unwrap();
    let run = services.sign(&["--login", "device"], None);
    assert!(run.code == 5 && run.err.contains("app"), "{run:?}");
    assert!(services.server.seen().is_empty());
}
