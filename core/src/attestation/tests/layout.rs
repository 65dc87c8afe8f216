//! OCI layouts of our own, with what cosign and others attach to an image.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::{bundle, envelope, pem};
use crate::attestation::{Attestation, AttestationError, AttestationKind, Attestations};
use crate::bundle::Material;
use crate::check::{Code, Explain};
use crate::digest::{Digest, DigestAlgorithm};

mod advisories;

const LAYER: &str = "application/vnd.dsse.envelope.v1+json";
const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";

/// A layout in a folder of its own, which goes with it.
struct Layout(PathBuf);

impl Drop for Layout {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Layout {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("sealwright-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(folder.join("blobs/sha256")).unwrap();
        Self(folder)
    }

    fn blob(&self, media_type: &str, bytes: &[u8], annotations: Value) -> Value {
        let digest = DigestAlgorithm::Sha256.digest(bytes);
        std::fs::write(self.0.join("blobs/sha256").join(digest.to_hex()), bytes).unwrap();
        let (digest, size) = (digest.to_string(), bytes.len());
        json!({"mediaType": media_type, "digest": digest, "size": size, "annotations": annotations})
    }

    fn manifest(&self, fields: Value, annotations: Value) -> Value {
        self.blob(MANIFEST, fields.to_string().as_bytes(), annotations)
    }

    fn index(&self, manifests: Value) {
        std::fs::write(self.0.join("index.json"), json!({"schemaVersion": 2, "manifests": manifests}).to_string())
            .unwrap();
    }

    fn read(&self) -> Result<Vec<Result<Attestation, AttestationError>>, AttestationError> {
        Attestations::from_oci_layout(&self.0, &image()).map(|found| found.into_iter().collect())
    }
}

fn image() -> Digest {
    DigestAlgorithm::Sha256.digest(b"an image")
}

fn tag() -> Value {
    json!({"org.opencontainers.image.ref.name": format!("host/image:sha256-{}.att", image().to_hex())})
}

/// A layout with one layer, tagged as cosign does.
fn with_layer(name: &str, annotations: Value) -> Layout {
    let layout = Layout::new(name);
    let sealed = envelope(json!([{"keyid": "k", "sig": "AAAA"}])).to_string();
    let layer = layout.blob(LAYER, sealed.as_bytes(), annotations);
    let manifest = layout.manifest(json!({"layers": [layer]}), tag());
    layout.index(json!([manifest]));
    layout
}

#[test]
fn a_tag_and_cosigns_own_annotation_and_a_subject_lead_to_what_is_attached() {
    let found = with_layer("attached-by-tag", json!({})).read().unwrap();
    assert_eq!(found[0].as_ref().unwrap().kind(), AttestationKind::CosignLayer);

    let layout = Layout::new("attached-by-kind");
    let layer = layout.blob(LAYER, envelope(json!([{"sig": "AAAA"}])).to_string().as_bytes(), json!({}));
    let attestations = layout.manifest(json!({"layers": [layer]}), json!({"kind": "dev.cosignproject.cosign/atts"}));
    let of = |digest: String| json!({"digest": digest, "size": 8, "annotations": {"kind": "dev.cosignproject.cosign/image"}});
    layout.index(json!([of(image().to_string()), attestations]));
    assert_eq!(layout.read().unwrap().len(), 1);
    // What `cosign save` wrote is about its own image alone.
    let other = layout.manifest(json!({}), json!({"kind": "dev.cosignproject.cosign/image"}));
    layout.index(json!([other, attestations]));
    assert!(layout.read().unwrap().is_empty());

    let layout = Layout::new("attached-by-subject");
    let media_type = "application/vnd.dev.sigstore.bundle.v0.3+json";
    let layer = layout.blob(media_type, bundle().to_string().as_bytes(), json!({}));
    let subject = |digest: String| json!({"digest": digest, "size": 8});
    let ours = json!({"layers": [layer], "subject": subject(image().to_string())});
    let others = json!({"layers": [layer], "subject": subject(format!("sha256:{}", "ab".repeat(32)))});
    layout.index(json!([layout.manifest(ours, json!({})), layout.manifest(others, json!({}))]));
    let found = layout.read().unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].as_ref().unwrap().kind(), AttestationKind::SigstoreBundle);
}

#[test]
fn annotations_say_who_signed_and_what_the_log_promised() {
    let bundle = bundle();
    let entry = &bundle["verificationMaterial"]["tlogEntries"][0];
    let id = crate::encoding::base64::decode(entry["logId"]["keyId"].as_str().unwrap()).unwrap();
    let number = |name: &str| entry[name].as_str().unwrap().parse::<u64>().unwrap();
    let promised = json!({
        "SignedEntryTimestamp": entry["inclusionPromise"]["signedEntryTimestamp"],
        "Payload": {
            "body": entry["canonicalizedBody"], "integratedTime": number("integratedTime"),
            "logIndex": number("logIndex"), "logID": crate::encoding::hex::encode(&id),
        },
    });
    let annotations = |promised: String| {
        json!({
            "dev.sigstore.cosign/certificate": pem(&bundle), "dev.sigstore.cosign/chain": "",
            "dev.sigstore.cosign/bundle": promised,
        })
    };
    let found = with_layer("annotations", annotations(promised.to_string())).read().unwrap();
    let attestation = found[0].as_ref().unwrap();
    assert!(matches!(attestation.bundle().material(), Material::Certificate { .. }));
    let entry = &attestation.bundle().log_entries()[0];
    assert!(entry.promise().is_some() && entry.proof().is_none());
    assert_eq!(entry.index(), number("logIndex"));
    for (from, to) in
        [("Payload", "payload"), ("\"logID\":\"", "\"logID\":\"00"), ("{\"body\"", "{\"body\":1,\"body\"")]
    {
        let changed = promised.to_string().replace(from, to);
        let error = &with_layer("annotations-changed", annotations(changed)).read().unwrap()[0];
        let error = error.as_ref().unwrap_err();
        assert!(error.at().unwrap().contains("dev.sigstore.cosign/bundle"), "{error}");
        assert_eq!(error.code(), Code::BundleMalformed);
    }
}

#[test]
fn a_layer_has_one_signature() {
    let layout = Layout::new("two-signatures");
    let sealed = envelope(json!([{"sig": "AAAA"}, {"sig": "AAAA"}])).to_string();
    let layer = layout.blob(LAYER, sealed.as_bytes(), json!({}));
    layout.index(json!([layout.manifest(json!({"layers": [layer]}), tag())]));
    assert_eq!(layout.read().unwrap().remove(0).unwrap_err().code(), Code::BundleLimit);
}

#[test]
fn what_is_read_of_a_layout_is_bounded_together() {
    let layout = Layout::new("bounded-together");
    let long = |byte: u8| layout.blob(LAYER, &vec![byte; 16 * 1024 * 1024], json!({}));
    let layers: Vec<_> = (0..4).map(long).collect();
    layout.index(json!([layout.manifest(json!({"layers": layers}), tag())]));
    let codes: Vec<_> = layout.read().unwrap().into_iter().map(|one| one.unwrap_err().code()).collect();
    assert_eq!(codes, [Code::BundleMalformed, Code::BundleMalformed, Code::BundleMalformed, Code::BundleLimit]);
}

#[test]
fn a_blob_is_what_its_descriptor_says_or_is_refused() {
    let layout = with_layer("changed-blob", json!({}));
    let blobs: Vec<_> = std::fs::read_dir(layout.0.join("blobs/sha256")).unwrap().map(|b| b.unwrap().path()).collect();
    for blob in &blobs {
        let bytes = std::fs::read(blob).unwrap();
        let mut flipped = bytes.clone();
        flipped[0] ^= 1;
        for (changed, word) in [(flipped, "another digest"), (bytes[1..].to_vec(), "not of the size")] {
            std::fs::write(blob, changed).unwrap();
            let error = layout.read().unwrap().remove(0).unwrap_err();
            assert!(error.to_string().contains(word), "{error}");
        }
        std::fs::remove_file(blob).unwrap();
        assert!(layout.read().unwrap().remove(0).is_err());
        std::fs::write(blob, bytes).unwrap();
    }
    assert!(layout.read().unwrap().remove(0).is_ok());
}

#[test]
fn a_digest_that_is_a_path_is_no_digest() {
    let layout = Layout::new("digest-is-a-path");
    layout.index(json!([{"digest": "sha256:../../index.json", "size": 1, "annotations": tag()}]));
    let error = layout.read().unwrap().remove(0).unwrap_err();
    assert!(error.to_string().contains("is not a digest"), "{error}");
}

#[test]
fn an_index_has_limits_and_its_absence_is_said() {
    let layout = Layout::new("limits");
    assert_eq!(layout.read().unwrap_err().at().unwrap(), "index.json");
    layout.index(json!(vec![json!({"digest": image().to_string(), "size": 8}); 1001]));
    assert_eq!(layout.read().unwrap_err().code(), Code::BundleLimit);
    layout.index(json!(vec![json!({"digest": image().to_string(), "size": 8}); 1000]));
    assert!(layout.read().unwrap().is_empty());
    std::fs::write(layout.0.join("index.json"), vec![b' '; 4 * 1024 * 1024 + 1]).unwrap();
    assert_eq!(layout.read().unwrap_err().code(), Code::BundleLimit);
}

#[test]
fn images_are_what_is_not_attached_to_anything() {
    let images = |layout: &Layout| Attestations::images_of_oci_layout(&layout.0).unwrap();
    let digest = |descriptor: &Value| descriptor["digest"].as_str().unwrap().parse::<Digest>().unwrap();
    let layout = Layout::new("images");
    let own = layout.manifest(json!({"layers": []}), json!({}));
    let subject = json!({"digest": own["digest"], "size": own["size"]});
    let referrer = layout.manifest(json!({"layers": [], "subject": subject}), json!({}));
    let tagged = layout.manifest(json!({"layers": [{}]}), tag());
    layout.index(json!([own, referrer, tagged]));
    assert_eq!(images(&layout), [digest(&own)]);
    // Where `cosign save` marks its image, that is the one.
    let saved = layout.manifest(json!({}), json!({"kind": "dev.cosignproject.cosign/image"}));
    layout.index(json!([own, saved]));
    assert_eq!(images(&layout), [digest(&saved)]);
    layout.index(json!([{"digest": "none", "size": 1}]));
    assert!(Attestations::images_of_oci_layout(&layout.0).is_err());
}
