//! What cosign attached to images before its version 2: the log's entry, `intoto` 0.0.1, is about the envelope's own text.

use std::path::PathBuf;

use sealwright::local::{EntryType, Fault, Made, MediaType, Recipe};
use sealwright::{
    Artifact, AttestationError, Attestations, Code, Digest, DigestAlgorithm, EntryKind, Explain, Refusal, TrustRoot,
    Verifier,
};
use serde_json::{Value, json};

use crate::judge::{NOW, failed, judge, make, usual_policy};

const ARTIFACT: &[u8] = b"an artifact";

fn recipe() -> Recipe {
    Recipe::statement(ARTIFACT).entry(EntryType::Intoto001).without_proof()
}

/// An OCI layout in a folder of its own, which goes with it.
struct Layout(PathBuf);

impl Drop for Layout {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Layout {
    fn new(envelope: &[u8], annotations: Value) -> Self {
        static COUNT: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let layout = Self(std::env::temp_dir().join(format!("sealwright-layer-{}-{number}", std::process::id())));
        std::fs::create_dir_all(layout.0.join("blobs/sha256")).unwrap();
        let layer = layout.blob("application/vnd.dsse.envelope.v1+json", envelope, annotations);
        let name = format!("host/image:sha256-{}.att", image().to_hex());
        let manifest = layout.blob(
            "application/vnd.oci.image.manifest.v1+json",
            json!({"layers": [layer]}).to_string().as_bytes(),
            json!({"org.opencontainers.image.ref.name": name}),
        );
        std::fs::write(layout.0.join("index.json"), json!({"manifests": [manifest]}).to_string()).unwrap();
        layout
    }

    fn blob(&self, media_type: &str, bytes: &[u8], annotations: Value) -> Value {
        let digest = DigestAlgorithm::Sha256.digest(bytes);
        std::fs::write(self.0.join("blobs/sha256").join(digest.to_hex()), bytes).unwrap();
        json!({"mediaType": media_type, "digest": digest.to_string(), "size": bytes.len(), "annotations": annotations})
    }
}

fn image() -> Digest {
    DigestAlgorithm::Sha256.digest(b"an image")
}

/// The layer that cosign would have made of a bundle: its envelope's text, and the annotations.
fn layer(made: &Made) -> (String, Value) {
    let mut made = made.clone();
    let certificate = made.certificate().map(pem);
    let bundle = made.bundle_mut();
    let entry = &bundle["verificationMaterial"]["tlogEntries"][0];
    let mut annotations = json!({"dev.sigstore.cosign/certificate": certificate.unwrap_or_default()});
    if entry.is_object() {
        let number = |name: &str| entry[name].as_str().unwrap().parse::<u64>().unwrap();
        let id: String = unbase64(&entry["logId"]["keyId"]).iter().map(|byte| format!("{byte:02x}")).collect();
        let promised = json!({
            "SignedEntryTimestamp": entry["inclusionPromise"]["signedEntryTimestamp"],
            "Payload": {
                "body": entry["canonicalizedBody"], "integratedTime": number("integratedTime"),
                "logIndex": number("logIndex"), "logID": id,
            },
        });
        annotations["dev.sigstore.cosign/bundle"] = promised.to_string().into();
    }
    (bundle["dsseEnvelope"].to_string(), annotations)
}

/// What the bundle comes to as a layer, if it can be read.
fn judge_layer(made: &Made, envelope: &str, annotations: Value) -> Result<Result<(), Refusal>, AttestationError> {
    let layout = Layout::new(envelope.as_bytes(), annotations);
    let attestation = Attestations::from_oci_layout(&layout.0, &image())?.into_iter().next().unwrap()?;
    let verifier = Verifier::new(&TrustRoot::from_json(made.trusted_root().as_bytes()).unwrap()).unwrap();
    let artifact = Artifact::from_bytes(ARTIFACT);
    let verdict = verifier.verify(&artifact, attestation.bundle(), &usual_policy(made), NOW);
    Ok(verdict.map(|verified| assert_eq!(verified.evidence().log[0].kind, EntryKind::IntotoV001)))
}

fn codes(recipe: &Recipe) -> Vec<Code> {
    let made = make(recipe);
    let (envelope, annotations) = layer(&made);
    failed(&judge_layer(&made, &envelope, annotations).unwrap())
}

#[test]
fn an_entry_about_the_envelopes_own_text_is_verified() {
    assert_eq!(codes(&recipe()), []);
    assert_eq!(codes(&recipe().managed_key(None)), []);
}

#[test]
fn an_entry_that_differs_in_one_thing_alone_is_refused() {
    for recipe in [recipe(), recipe().managed_key(None)] {
        assert_eq!(codes(&recipe.clone().foreign_envelope()), [Code::LogEntry]);
        assert_eq!(codes(&recipe.clone().wrong(Fault::EntryPayloadHash)), [Code::LogEntry]);
        assert_eq!(codes(&recipe.wrong(Fault::EntryVerifier)), [Code::LogEntry]);
    }
}

#[test]
fn everything_else_about_it_is_checked_as_always() {
    for fault in [
        Fault::NoEntry,
        Fault::UntrustedLog,
        Fault::PromiseSignature,
        Fault::PromiseOfOtherEntry,
        Fault::PromiseTime,
        Fault::PromiseIndex,
        Fault::SignatureByOtherKey,
        Fault::SignatureOfOtherContent,
        Fault::SubjectDigest,
    ] {
        assert!(fault.applies_to(&recipe()), "{fault:?}");
        assert_eq!(codes(&recipe().wrong(fault)), [fault.code(&recipe())], "{fault:?}");
    }
}

#[test]
fn the_same_envelope_in_other_bytes_is_not_the_one_that_was_logged() {
    let made = make(&recipe());
    let (envelope, annotations) = layer(&made);
    for other in [format!("{envelope}\n"), envelope.replacen('{', "{\"more\":1,", 1)] {
        assert_eq!(failed(&judge_layer(&made, &other, annotations.clone()).unwrap()), [Code::LogEntry]);
    }
}

#[test]
fn a_body_that_is_not_of_its_kind_is_refused_before_anything_is_judged() {
    let made = make(&recipe());
    let (envelope, annotations) = layer(&made);
    let promised: Value = serde_json::from_str(annotations["dev.sigstore.cosign/bundle"].as_str().unwrap()).unwrap();
    let body = String::from_utf8(unbase64(&promised["Payload"]["body"])).unwrap();
    for (from, to) in [
        ("\"sha256\"", "\"sha1\""),
        ("\"sha256\"", "\"sha\\u003256\""),
        ("\"payloadHash\"", "\"attestationHash\""),
        ("\"hash\":", "\"hash\":null,\"hash\":"),
        ("\"publicKey\"", "\"public_key\""),
        ("\"0.0.1\"", "\"0.0.2\""),
        ("\"0.0.1\"", "\"0.0.3\""),
    ] {
        let mut promised = promised.clone();
        let changed = body.replacen(from, to, 1);
        assert_ne!(changed, body);
        promised["Payload"]["body"] = base64(changed).into();
        let mut annotations = annotations.clone();
        annotations["dev.sigstore.cosign/bundle"] = promised.to_string().into();
        let error = judge_layer(&made, &envelope, annotations).unwrap_err();
        // A name twice is no JSON of ours, whatever the field.
        let code = if to.contains("null,") { Code::BundleMalformed } else { Code::LogEntry };
        assert_eq!(error.code(), code, "{to}: {error}");
    }
}

#[test]
fn in_a_bundle_such_an_entry_is_about_nothing() {
    for recipe in [Recipe::statement(ARTIFACT), Recipe::message(ARTIFACT)] {
        for media_type in [MediaType::V03, MediaType::V02, MediaType::V01] {
            let recipe = recipe.clone().media_type(media_type).entry(EntryType::Intoto001);
            assert_eq!(failed(&judge(&recipe)), [Code::LogEntry], "{media_type:?}");
            assert_eq!(failed(&judge(&recipe.managed_key(None))), [Code::LogEntry], "{media_type:?}");
        }
    }
}

/// RFC 7468 §3
fn pem(der: &[u8]) -> String {
    let lines: String = der.chunks(48).map(|line| base64(line) + "\n").collect();
    format!("-----BEGIN CERTIFICATE-----\n{lines}-----END CERTIFICATE-----\n")
}

fn base64(bytes: impl AsRef<[u8]>) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

fn unbase64(text: &Value) -> Vec<u8> {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.decode(text.as_str().unwrap()).unwrap()
}
