use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::Mutex;

use sealwright::identity::{Ambient, IssuerKind, Surroundings, TokenError, ambient};
use sealwright::net::{NetError, NetErrorKind, Request, Response, Transport};
use serde_json::json;

use crate::server::{Fault, Reply, Server, nobody};
use crate::{NOW, http, jwt, signature};

const REQUEST_TOKEN: &str = "r3qu3st-t0k3n";

/// Made-up surroundings; what is not in them is not there.
#[derive(Default)]
struct Place {
    variables: BTreeMap<&'static str, String>,
    files: BTreeMap<&'static str, String>,
    commands: BTreeMap<&'static str, String>,
    ran: Mutex<Vec<String>>,
}

impl Place {
    fn variable(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.variables.insert(name, value.into());
        self
    }

    fn file(mut self, path: &'static str, text: impl Into<String>) -> Self {
        self.files.insert(path, text.into());
        self
    }

    fn command(mut self, program: &'static str, output: impl Into<String>) -> Self {
        self.commands.insert(program, output.into());
        self
    }

    fn github(url: String) -> Self {
        Self::default()
            .variable("GITHUB_ACTIONS", "true")
            .variable("ACTIONS_ID_TOKEN_REQUEST_URL", url)
            .variable("ACTIONS_ID_TOKEN_REQUEST_TOKEN", REQUEST_TOKEN)
    }

    /// What is found; whatever it is, nothing secret is in it.
    fn find(&self) -> Result<Option<Ambient>, TokenError> {
        let found = ambient(self, &http(), NOW);
        let mut shown = format!("{found:?}");
        if let Err(error) = &found {
            shown += &error.to_string();
        }
        for secret in [signature().as_str(), REQUEST_TOKEN] {
            assert!(!shown.contains(secret), "{shown}");
        }
        found
    }
}

impl Surroundings for Place {
    fn variable(&self, name: &str) -> Option<String> {
        self.variables.get(name).cloned()
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let text = self.files.get(path.to_str().unwrap());
        text.map(|text| text.clone().into_bytes()).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn run(&self, program: &str, arguments: &[&str]) -> io::Result<Vec<u8>> {
        self.ran.lock().unwrap().push(format!("{program} {}", arguments.join(" ")));
        let output = self.commands.get(program);
        output.map(|text| text.clone().into_bytes()).ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

fn source(place: &Place) -> &'static str {
    place.find().unwrap().unwrap().source
}

#[test]
fn where_nothing_is_offered_nothing_is_found() {
    assert!(Place::default().find().unwrap().is_none());
    let off = Place::default().variable("GITHUB_ACTIONS", "false").variable("SIGSTORE_ID_TOKEN", " ");
    assert!(off.find().unwrap().is_none());
}

#[test]
fn variables_and_files_hold_tokens() {
    let good = jwt(json!({}));
    for name in ["SIGSTORE_ID_TOKEN", "SIGSTORE_IDENTITY_TOKEN"] {
        assert_eq!(source(&Place::default().variable(name, &good).variable("GITLAB_CI", "true")), name);
    }
    for name in ["SIGSTORE_ID_TOKEN_FILE", "SPIFFE_JWT_SVID_FILE"] {
        let place = Place::default().variable(name, "/run/svid").file("/run/svid", format!("{good}\n"));
        assert_eq!(source(&place), name);
        let error = Place::default().variable(name, "/run/svid").find().unwrap_err();
        assert!(matches!(&error, TokenError::File { path, .. } if path == "/run/svid"), "{error}");
    }
    let path = "/var/run/sigstore/cosign/oidc-token";
    assert_eq!(source(&Place::default().file(path, good)), path);
}

#[test]
fn a_token_that_sigstore_would_not_take_is_not_handed_out() {
    let place = |claims| Place::default().variable("SIGSTORE_ID_TOKEN", jwt(claims)).find().unwrap_err();
    assert!(matches!(place(json!({"aud": "else"})), TokenError::Audience { .. }));
    assert!(matches!(place(json!({"exp": NOW.secs()})), TokenError::Expired { .. }));
}

#[test]
fn github_is_asked_for_a_token_for_sigstore() {
    let good = jwt(json!({"iss": "https://token.actions.githubusercontent.com"}));
    let server = Server::script([Reply::json(json!({"count": 9, "value": good}).to_string())]);
    let found = Place::github(server.url("/token?api-version=2.0")).find().unwrap().unwrap();
    assert_eq!((found.source, found.token.kind()), ("GitHub Actions", IssuerKind::GitHub));
    let [seen] = &server.seen()[..] else { panic!("one request") };
    assert_eq!(seen.target, "/token?api-version=2.0&audience=sigstore");
    assert_eq!(seen.header("authorization"), Some(format!("Bearer {REQUEST_TOKEN}").as_str()));
}

#[test]
fn a_gitlab_of_ones_own_is_told_what_to_change() {
    let token = jwt(json!({"iss": "https://gitlab.example", "aud": "https://gitlab.example"}));
    let place = Place::default().variable("GITLAB_CI", "true").variable("SIGSTORE_ID_TOKEN", token);
    let error = place.find().unwrap_err();
    assert!(matches!(error, TokenError::Audience { kind: IssuerKind::GitLab, .. }), "{error}");
}

#[test]
fn the_request_token_goes_to_nobody_else() {
    let other = Server::script([Reply::status(404, "")]);
    let server = Server::script([Reply::status(302, "").header("location", other.url("/"))]);
    assert!(Place::github(server.url("/token")).find().is_err());
    assert!(!format!("{:?}", other.seen()).contains(REQUEST_TOKEN));
    let error = Place::github("http://192.0.2.1/token".into()).find().unwrap_err();
    assert!(matches!(&error, TokenError::Net { error, .. } if matches!(error.kind(), NetErrorKind::Address(_))));
}

#[test]
fn a_missing_permission_is_explained_with_the_lines_to_add() {
    let github = Place::default().variable("GITHUB_ACTIONS", "true").find().unwrap_err();
    assert!(matches!(github, TokenError::Permission { kind: IssuerKind::GitHub }));
    assert!(github.to_string().contains("permissions:\n      id-token: write"), "{github}");
    let gitlab = Place::default().variable("GITLAB_CI", "true").find().unwrap_err();
    assert!(matches!(gitlab, TokenError::Permission { kind: IssuerKind::GitLab }));
    assert!(gitlab.to_string().contains("id_tokens:\n      SIGSTORE_ID_TOKEN:\n        aud: sigstore"), "{gitlab}");
}

#[test]
fn each_fault_of_the_token_endpoint_has_its_error() {
    let good = jwt(json!({}));
    for fault in Fault::ALL {
        let right = json!({"value": good}).to_string();
        let server = Server::new(move |seen| fault.reply(seen, right.clone()));
        let url = if fault == Fault::Refused { nobody() + "/token" } else { server.url("/token") };
        let error = Place::github(url).find().unwrap_err();
        match fault {
            Fault::WrongContent => assert!(matches!(error, TokenError::Answer { .. }), "{error}"),
            _ => assert!(matches!(error, TokenError::Net { .. }), "{fault:?}: {error}"),
        }
        assert!(error.to_string().contains("GitHub Actions"), "{error}");
    }
}

#[test]
fn buildkite_and_circleci_have_commands_that_make_tokens() {
    let good = jwt(json!({}));
    let buildkite = Place::default().variable("BUILDKITE", "true");
    let error = buildkite.find().unwrap_err();
    assert!(matches!(error, TokenError::Command { .. }), "{error}");
    let buildkite = buildkite.command("buildkite-agent", format!("{good}\n"));
    assert_eq!(source(&buildkite), "Buildkite");
    assert_eq!(buildkite.ran.lock().unwrap().last().unwrap(), "buildkite-agent oidc request-token --audience sigstore");

    let circleci =
        Place::default().variable("CIRCLECI", "true").variable("CIRCLE_OIDC_TOKEN_V2", jwt(json!({"aud": "org"})));
    let error = circleci.find().unwrap_err();
    assert!(error.to_string().contains("CIRCLE_OIDC_TOKEN_V2 are for the organization"), "{error}");
    let circleci = circleci.command("circleci", good);
    assert_eq!(source(&circleci), "CircleCI");
    assert_eq!(circleci.ran.lock().unwrap().last().unwrap(), "circleci run oidc get --claims {\"aud\":\"sigstore\"}");
}

#[test]
fn googles_metadata_server_is_asked_for_a_token_for_sigstore() {
    let good = jwt(json!({"iss": "https://accounts.google.com", "email": "a@b.example", "email_verified": true}));
    let server = Server::script([Reply::ok(good)]);
    let place = |host: String| Place::default().variable("GCE_METADATA_HOST", host);
    assert_eq!(source(&place(server.address().to_string())), "Google Cloud");
    let [seen] = &server.seen()[..] else { panic!("one request") };
    assert_eq!(seen.header("metadata-flavor"), Some("Google"));
    assert_eq!(
        seen.target,
        "/computeMetadata/v1/instance/service-accounts/default/identity?audience=sigstore&format=full"
    );
    let error = place("evil.example/x?".into()).find().unwrap_err();
    assert!(matches!(error, TokenError::Variable { name: "GCE_METADATA_HOST", .. }), "{error}");
}

/// Answers, and remembers what it was asked.
struct Recorder {
    asked: Mutex<Vec<Request>>,
    token: String,
}

impl Transport for Recorder {
    fn send(&self, request: &Request) -> Result<Response, NetError> {
        self.asked.lock().unwrap().push(request.clone());
        let body = match request.shown().starts_with("http://169.254.169.254/") {
            true => json!({"access_token": REQUEST_TOKEN, "expires_in": 3_599}),
            false => json!({"token": self.token}),
        };
        Ok(Response { status: 200, content_type: None, body: body.to_string().into_bytes() })
    }
}

#[test]
fn google_makes_tokens_of_an_account_that_the_machine_may_act_for() {
    let token = jwt(json!({"iss": "https://accounts.google.com", "email": "a@b.example", "email_verified": true}));
    let recorder = Recorder { asked: Mutex::default(), token };
    let place = |account: &str| {
        let google = Place::default().file("/sys/class/dmi/id/product_name", "Google Compute Engine\n");
        google.variable("GOOGLE_SERVICE_ACCOUNT_NAME", account)
    };
    let found = ambient(&place("a@b.iam.gserviceaccount.com"), &recorder, NOW).unwrap().unwrap();
    assert_eq!((found.source, found.token.email()), ("Google Cloud", Some("a@b.example")));
    let asked = recorder.asked.lock().unwrap().clone();
    let [metadata, credentials] = &asked[..] else { panic!("two requests") };
    assert!(metadata.headers().contains(&("metadata-flavor", "Google".to_owned())));
    assert_eq!(
        credentials.url(),
        "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/a@b.iam.gserviceaccount.com:generateIdToken"
    );
    assert_eq!(credentials.body(), b"{\"audience\":\"sigstore\",\"includeEmail\":true}");
    assert!(credentials.headers().contains(&("authorization", format!("Bearer {REQUEST_TOKEN}"))));

    let error = ambient(&place("../x?"), &recorder, NOW).unwrap_err();
    assert!(matches!(error, TokenError::Variable { name: "GOOGLE_SERVICE_ACCOUNT_NAME", .. }), "{error}");
}
