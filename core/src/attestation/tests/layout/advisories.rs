//! Published advisories of clients that ask registries, as far as an OCI layout on disk can be made to show them.

use std::fs::File;

use super::*;

const MIB: u64 = 1024 * 1024;
const BUNDLE: &str = "application/vnd.dev.sigstore.bundle.v0.3+json";

/// A file of this length that takes no room on disk.
fn sparse(layout: &Layout, at: &str, length: u64) {
    File::create(layout.0.join(at)).unwrap().set_len(length).unwrap();
}

fn sealed() -> String {
    envelope(json!([{"sig": "AAAA"}])).to_string()
}

/// What fails of a layout with one thing in it that is wrong.
fn fault(layout: &Layout) -> (Code, String) {
    let error = match layout.read() {
        Err(error) => error,
        Ok(mut found) => found.remove(0).unwrap_err(),
    };
    (error.code(), error.to_string())
}

#[test]
fn ghsa_xhg5_42rf_296r_what_was_resolved_once_is_what_is_looked_up() {
    let layout = Layout::new("resolved-once");
    let attested = |image: &Value, name: &str| {
        let layer = layout.blob(LAYER, sealed().as_bytes(), json!({}));
        let subject = json!({"digest": image["digest"], "size": image["size"]});
        layout.manifest(json!({"layers": [layer], "subject": subject, "config": name}), json!({}))
    };
    let named =
        |fields: Value| layout.manifest(fields, json!({"org.opencontainers.image.ref.name": "host/app:latest"}));
    let (first, second) = (named(json!({"layers": []})), named(json!({"layers": null})));
    layout.index(json!([first, attested(&first, "first")]));
    let resolved = Attestations::images_of_oci_layout(&layout.0).unwrap();
    assert_eq!(Attestations::from_oci_layout(&layout.0, &resolved[0]).unwrap().len(), 1);
    // The same name then leads to another image, and the one that was resolved has nothing attached to it.
    layout.index(json!([second, attested(&second, "second")]));
    assert!(Attestations::from_oci_layout(&layout.0, &resolved[0]).unwrap().is_empty());
    let now = Attestations::images_of_oci_layout(&layout.0).unwrap();
    assert_eq!(now, [second["digest"].as_str().unwrap().parse().unwrap()]);
}

#[test]
fn ghsa_xhg5_42rf_296r_a_body_with_another_digest_than_was_asked_for_is_refused() {
    let layout = Layout::new("another-body");
    let layer = layout.blob(LAYER, sealed().as_bytes(), json!({}));
    let manifest = |name: &str| layout.manifest(json!({"layers": [layer], "config": name}), tag());
    let (asked, given) = (manifest("one"), manifest("two"));
    layout.index(json!([asked]));
    assert!(layout.read().unwrap()[0].is_ok());
    let path = |one: &Value| layout.0.join("blobs").join(one["digest"].as_str().unwrap().replace(':', "/"));
    std::fs::copy(path(&given), path(&asked)).unwrap();
    let (code, message) = fault(&layout);
    assert!(code == Code::BundleMalformed && message.contains("another digest"), "{message}");
}

#[test]
fn ghsa_vfp6_jrw2_99g9_a_list_of_a_hundred_thousand_is_refused() {
    let layout = Layout::new("hundred-thousand");
    // Short, so that their number is what is too much and not their length.
    layout.index(json!(vec![json!({"digest": "", "size": 1}); 100_000]));
    assert!(std::fs::metadata(layout.0.join("index.json")).unwrap().len() < 4 * MIB);
    assert_eq!(fault(&layout).0, Code::BundleLimit);
    assert_eq!(Attestations::images_of_oci_layout(&layout.0).unwrap_err().code(), Code::BundleLimit);
    let many = vec![json!({}); 100_000];
    for text in [json!({"attestations": many}).to_string(), "{}\n".repeat(100_000)] {
        assert_eq!(Attestations::from_json(text.as_bytes()).unwrap_err().code(), Code::BundleLimit);
    }
}

#[test]
fn ghsa_87x9_7grx_m28v_the_attestations_of_all_referrers_are_counted_together() {
    let layout = Layout::new("many-referrers");
    let layer = layout.blob(BUNDLE, b"{}", json!({}));
    let subject = json!({"digest": image().to_string(), "size": 8});
    let of = |layers: usize| layout.manifest(json!({"layers": vec![&layer; layers], "subject": subject}), json!({}));
    // Each is far from any limit of its own.
    let (two, one) = (of(2), of(1));
    layout.index(json!(vec![&two; 512]));
    assert_eq!(layout.read().unwrap().len(), 1024);
    layout.index(json!([vec![two; 512], vec![one]].concat()));
    assert_eq!(layout.read().unwrap_err().code(), Code::BundleLimit);
}

#[test]
fn ghsa_9m3v_v4r5_ppx7_one_attestation_over_the_limit_is_refused() {
    let layout = Layout::new("one-over");
    let layer = layout.blob(LAYER, sealed().as_bytes(), json!({}));
    let tagged = |layers: usize| layout.manifest(json!({"layers": vec![&layer; layers]}), tag());
    let (thousand, rest) = (tagged(1000), tagged(24));
    layout.index(json!([thousand, rest]));
    let found = layout.read().unwrap();
    assert!(found.len() == 1024 && found.iter().all(Result::is_ok));
    layout.index(json!([thousand, tagged(25)]));
    assert_eq!(layout.read().unwrap_err().code(), Code::BundleLimit);
}

#[test]
fn ghsa_95pr_fxf5_86gv_a_manifest_of_1001_layers_or_of_more_than_4_mib_is_refused() {
    let layout = Layout::new("manifests");
    let layer = layout.blob("text/plain", b"x", json!({}));
    let of = |layers: usize| json!({"layers": vec![&layer; layers]});
    layout.index(json!([layout.manifest(of(1000), tag())]));
    assert!(layout.read().unwrap().is_empty());
    layout.index(json!([layout.manifest(of(1001), tag())]));
    assert_eq!(fault(&layout).0, Code::BundleLimit);

    // White space before it makes it as long as one likes.
    let padded = |length: u64| {
        let empty = json!({"layers": []}).to_string();
        " ".repeat(usize::try_from(length).unwrap() - empty.len()) + &empty
    };
    layout.index(json!([layout.blob(MANIFEST, padded(4 * MIB).as_bytes(), tag())]));
    assert!(layout.read().unwrap().is_empty());
    layout.index(json!([layout.blob(MANIFEST, padded(4 * MIB + 1).as_bytes(), tag())]));
    assert_eq!(fault(&layout).0, Code::BundleLimit);

    let mut lie = layout.manifest(of(1), tag());
    lie["size"] = (10 * 1024 * MIB).into();
    layout.index(json!([lie]));
    assert_eq!(fault(&layout).0, Code::BundleLimit);
    sparse(&layout, "index.json", 10 * 1024 * MIB);
    assert_eq!(fault(&layout).0, Code::BundleLimit);
}

#[test]
fn ghsa_88jx_383q_w4qc_a_blob_of_129_mib_is_refused_before_it_is_opened() {
    let layout = Layout::new("huge-blob");
    let name = "ab".repeat(32);
    let huge = |media_type: &str, size: u64| {
        let digest = format!("sha256:{name}");
        json!({"mediaType": media_type, "digest": digest, "size": size})
    };
    for media_type in [LAYER, BUNDLE] {
        let with = |size: u64| {
            layout.index(json!([layout.manifest(json!({"layers": [huge(media_type, size)]}), tag())]));
            fault(&layout)
        };
        // There is no such file: whoever looked for it would say so.
        assert_eq!(with(129 * MIB).0, Code::BundleLimit);
        assert_eq!(with(16 * MIB + 1).0, Code::BundleLimit);
        assert_eq!(with(u64::MAX).0, Code::BundleLimit);
        assert_eq!(with(16 * MIB).0, Code::BundleMalformed);
    }
}

#[test]
fn ghsa_88jx_383q_w4qc_a_blob_that_is_longer_than_it_says_is_not_read_on() {
    let layout = Layout::new("longer-blob");
    let name = "ab".repeat(32);
    let blob = json!({"mediaType": LAYER, "digest": format!("sha256:{name}"), "size": 8});
    layout.index(json!([layout.manifest(json!({"layers": [blob]}), tag())]));
    let at = format!("blobs/sha256/{name}");
    sparse(&layout, &at, 129 * MIB);
    let error = layout.read().unwrap().remove(0).unwrap_err();
    assert_eq!((error.code(), error.found().unwrap().to_string()), (Code::BundleMalformed, "9".to_owned()));
    #[cfg(unix)]
    {
        // A length that nobody gives beforehand, because there is none.
        std::fs::remove_file(layout.0.join(&at)).unwrap();
        std::os::unix::fs::symlink("/dev/zero", layout.0.join(&at)).unwrap();
        let error = layout.read().unwrap().remove(0).unwrap_err();
        assert_eq!(error.found().unwrap().to_string(), "9");
    }
}

#[test]
fn ghsa_88jx_383q_w4qc_what_is_refused_is_counted_as_read() {
    let layout = Layout::new("refused-is-counted");
    let name = "ab".repeat(32);
    let blob = json!({"mediaType": LAYER, "digest": format!("sha256:{name}"), "size": 16 * MIB - 1});
    layout.index(json!([layout.manifest(json!({"layers": vec![blob; 5]}), tag())]));
    sparse(&layout, &format!("blobs/sha256/{name}"), 129 * MIB);
    let codes: Vec<_> = layout.read().unwrap().into_iter().map(|one| one.unwrap_err().code()).collect();
    // Four of them and the manifest are more than the 64 MiB that may be read of a layout.
    assert_eq!(codes[..3], [Code::BundleMalformed; 3]);
    assert_eq!(codes[3..], [Code::BundleLimit; 2]);
}
