//! Entries of `intoto` 0.0.1: those of a real bundle's envelope, as Rekor would have made them of its JSON text.

use serde_json::json;

use super::bodies::paths;
use super::*;
use crate::check::{Code, Explain};
use crate::digest::DigestAlgorithm;

const BUNDLE: &str = "sigstore.js@2.0.0-provenance.sigstore.json";

/// An envelope that was read on its own, and the entry about it.
struct Scene {
    about: About,
    raw: Raw,
}

impl Scene {
    fn new() -> Self {
        let bundle = bundle(BUNDLE);
        let text = bundle["dsseEnvelope"].to_string();
        let envelope = Envelope::from_json(text.as_bytes()).unwrap();
        let hash =
            |bytes: &[u8]| json!({"algorithm": "sha256", "value": DigestAlgorithm::Sha256.digest(bytes).to_hex()});
        let content = json!({"hash": hash(text.as_bytes()), "payloadHash": hash(envelope.payload())});
        let mut raw = Raw { version: "0.0.1".to_owned(), ..Raw::of(&bundle) };
        let key = raw.body()["spec"]["content"]["envelope"]["signatures"][0]["publicKey"].clone();
        let spec = json!({"content": content, "publicKey": key});
        raw.body = json!({"apiVersion": "0.0.1", "kind": "intoto", "spec": spec}).to_string().into_bytes();
        Self { about: About { envelope: Some(envelope), ..About::of(&bundle) }, raw }
    }

    fn with(mut self, pointer: &str, value: impl Into<Value>) -> Self {
        let mut body = self.raw.body();
        *body.pointer_mut(pointer).unwrap() = value.into();
        self.raw.body = body.to_string().into_bytes();
        self
    }

    fn matched(&self) -> Result<(), EntryError> {
        self.about.matched_by(&self.raw.entry()?)
    }
}

/// The field for which it is refused.
fn refused(scene: &Scene) -> String {
    let error = scene.matched().unwrap_err();
    assert_eq!(error.code(), Code::LogEntry);
    error.at().map(String::from).unwrap_or_else(|| error.to_string())
}

#[test]
fn it_is_about_an_envelope_that_has_this_text_and_payload_and_signer() {
    Scene::new().matched().unwrap();
    let other = DigestAlgorithm::Sha256.digest(b"something else").to_hex();
    let pem = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    for (pointer, value) in [
        ("/spec/content/hash/value", &*other),
        ("/spec/content/payloadHash/value", &other),
        ("/spec/publicKey", &base64::encode(pem)),
    ] {
        let field = pointer[1..].replace('/', ".");
        assert_eq!(refused(&Scene::new().with(pointer, value)), format!("canonicalizedBody: {field}"));
    }
}

#[test]
fn the_same_envelope_written_otherwise_is_another() {
    let mut scene = Scene::new();
    let text = format!(" {}", bundle(BUNDLE)["dsseEnvelope"]);
    scene.about.envelope = Some(Envelope::from_json(text.as_bytes()).unwrap());
    assert_eq!(refused(&scene), "canonicalizedBody: spec.content.hash.value");
}

#[test]
fn it_is_never_about_an_envelope_in_a_bundle_or_about_an_artifact() {
    let entry = Scene::new().raw.entry().unwrap();
    let mut about = About::of(&bundle(BUNDLE));
    let refused = |about: &About| matches!(about.matched_by(&entry), Err(EntryError::Content { .. }));
    assert!(refused(&about));
    about.digest = DigestAlgorithm::Sha256.digest(b"an artifact").into();
    about.envelope = None;
    assert!(refused(&about));
}

#[test]
fn a_digest_that_is_not_sha_256_is_refused() {
    for name in ["sha1", "sha512", "SHA256", "md5"] {
        for at in ["hash", "payloadHash"] {
            let scene = Scene::new().with(&format!("/spec/content/{at}/algorithm"), name);
            assert_eq!(refused(&scene), format!("canonicalizedBody: spec.content.{at}"), "{name}");
        }
    }
    let long = DigestAlgorithm::Sha512.digest(b"").to_hex();
    let hash = json!({"algorithm": "sha512", "value": long});
    assert_eq!(refused(&Scene::new().with("/spec/content/hash", hash)), "canonicalizedBody: spec.content.hash");
}

#[test]
fn every_field_that_is_null_missing_unknown_or_of_another_type_is_an_error() {
    let body = Scene::new().raw.body();
    let read = |body: &Value| Scene::new().with("", body.clone()).raw.entry();
    assert!(read(&body).is_ok());
    for path in paths(&body) {
        for other in [Value::Null, true.into(), 7.into(), "".into(), "\u{0}".into(), json!([]), json!({})] {
            let mut changed = body.clone();
            *changed.pointer_mut(&path).unwrap() = other;
            assert_eq!(read(&changed).unwrap_err().code(), Code::LogEntry, "{path}");
        }
        let mut more = body.clone();
        if let Some(Value::Object(fields)) = more.pointer_mut(&path) {
            fields.insert("0".into(), 0.into());
            assert!(read(&more).is_err(), "more in {path}");
        }
        let mut less = body.clone();
        let Some((parent, last)) = path.rsplit_once('/') else { continue };
        less.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(last);
        assert!(read(&less).is_err(), "without {path}");
    }
}

#[test]
fn a_body_that_is_not_canonical_json_of_its_kind_is_refused() {
    let text = Scene::new().raw.body().to_string();
    for (from, to) in [
        ("\"intoto\"", "\"\\u0069ntoto\""),
        ("\"sha256\"", "\"sha\\u003256\""),
        ("{\"content\"", "{\"publicKey\":\"\",\"content\""),
        ("\"0.0.1\"", "\"0.0.2\""),
    ] {
        let mut scene = Scene::new();
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text, "{from}");
        scene.raw.body = changed.into_bytes();
        assert_eq!(scene.raw.entry().unwrap_err().code(), Code::LogEntry, "{to}");
    }
    let mut scene = Scene::new();
    scene.raw.body.extend(b"{}");
    assert_eq!(scene.raw.entry().unwrap_err().code(), Code::LogEntry);
}

#[test]
fn its_own_version_is_that_of_the_bundle() {
    let scene = |version: &str| Raw { version: version.to_owned(), ..Scene::new().raw };
    assert_eq!(scene("0.0.2").entry().unwrap_err().at().unwrap(), "kindVersion");
    assert_eq!(scene("0.0.3").entry().unwrap_err().at().unwrap(), "kindVersion");
    let newer = Raw { version: "0.0.1".to_owned(), ..Raw::of(&bundle(BUNDLE)) };
    assert_eq!(newer.entry().unwrap_err().at().unwrap(), "kindVersion");
}
