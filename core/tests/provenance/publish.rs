//! What a package registry attests: that it published this package in this version.

use sealwright::PrivateKey;
use sealwright::local::{Authority, BASE_TIME, Recipe};
use sealwright::{
    Artifact, Builders, Code, DigestAlgorithm, Expectations, KeyKind, Policy, Publish, Refusal, TrustRoot, UnixTime,
    Verified, Verifier,
};
use serde_json::{Value, json};

use crate::scene::{Build, expected, failed};

const TYPE: &str = "https://registry.example.com/publish/v1";

/// An attestation by this key, of a registry that signs with `registry`'s.
struct Attested<'k> {
    registry: &'k PrivateKey,
    signer: Option<&'k PrivateKey>,
    predicate_type: &'k str,
    predicate: Value,
}

impl<'k> Attested<'k> {
    fn by(registry: &'k PrivateKey) -> Self {
        let predicate = json!({ "name": "@octo/app", "version": "1.2.3", "registry": "https://registry.example.com" });
        Self { registry, signer: Some(registry), predicate_type: TYPE, predicate }
    }

    fn judge(&self, expected: impl FnOnce(Expectations) -> Expectations) -> Result<Verified<Publish>, Refusal> {
        let digest = DigestAlgorithm::Sha256.digest(b"the artifact");
        let recipe = Recipe::statement("the artifact").predicate(self.predicate_type, self.predicate.clone());
        let recipe = recipe.subjects([("pkg:npm/%40octo/app@1.2.3".to_owned(), vec![digest])]);
        let recipe = match self.signer {
            Some(key) => recipe.key(key).managed_key(None),
            None => recipe,
        };
        let made = Authority::new().unwrap().make(&recipe).unwrap();
        let registry = format!(
            "version = 1\n[[publisher]]\nname = \"ours\"\npredicate-types = [\"https://registry.example.com/publish/*\"]\n\
             signer = {{ keys = \"ours\" }}\n[[key]]\ngroup = \"ours\"\npem = '''\n{}'''\n",
            pem(self.registry)
        );
        let expected =
            expected(Expectations::new("github.com/octo/app").builders(Builders::from_toml(&registry).unwrap()));
        let verifier = Verifier::new(&TrustRoot::from_json(made.trusted_root().as_bytes()).unwrap()).unwrap();
        let now = UnixTime::from_secs(BASE_TIME.secs() + 86_400);
        // Whoever signed is known; whether that is the registry is what is judged.
        let policy = match self.signer {
            Some(key) => Policy::key(key.public_key().clone()),
            None => expected.policy(),
        };
        let verified =
            verifier.verify_json(&Artifact::from_bytes(made.artifact()), made.json().as_bytes(), &policy, now).unwrap();
        assert_eq!(expected.is_publish(self.predicate_type), self.predicate_type == TYPE);
        expected.check_publish(&verified)
    }
}

fn pem(key: &PrivateKey) -> String {
    use base64::Engine;
    let spki = base64::engine::general_purpose::STANDARD.encode(key.public_key().spki_der());
    // RFC 7468: 64 characters in a line.
    let lines: Vec<_> = spki.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
    format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", lines.join("\n"))
}

fn key() -> PrivateKey {
    PrivateKey::generate(KeyKind::EcdsaP256).unwrap()
}

#[test]
fn a_registry_attests_what_it_published() {
    let registry = key();
    let verified = Attested::by(&registry).judge(|e| e.package("@octo/app").package_version("1.2.3")).unwrap();
    let publish = verified.content();
    assert_eq!((publish.name(), publish.version()), ("@octo/app", "1.2.3"));
    assert_eq!(publish.registry(), Some("https://registry.example.com"));
    assert!(Attested::by(&registry).judge(|e| e).is_ok());
}

#[test]
fn an_attestation_of_another_package_or_version_is_refused() {
    let registry = key();
    let attested = Attested::by(&registry);
    assert_eq!(failed(&attested.judge(|e| e.package_version("1.2.4"))), [Code::SlsaSubject]);
    assert_eq!(failed(&attested.judge(|e| e.package("@octo/apps"))), [Code::SlsaSubject]);
    for (field, value) in [("version", "1.2.4"), ("name", "@octo/other")] {
        let mut other = Attested::by(&registry);
        other.predicate[field] = value.into();
        assert_eq!(failed(&other.judge(|e| e)), [Code::SlsaClaim], "{field}");
    }
}

#[test]
fn nobody_but_the_registry_attests_what_it_published() {
    let (registry, stranger) = (key(), key());
    let by_another_key = Attested { signer: Some(&stranger), ..Attested::by(&registry) };
    assert_eq!(failed(&by_another_key.judge(|e| e)), [Code::SlsaBuilder]);
    let by_an_identity = Attested { signer: None, ..Attested::by(&registry) };
    assert_eq!(failed(&by_an_identity.judge(|e| e)), [Code::SlsaBuilder]);
}

#[test]
fn what_is_no_such_attestation_is_refused_by_its_type_or_its_form() {
    let registry = key();
    let provenance = Attested { predicate_type: "https://slsa.dev/provenance/v1", ..Attested::by(&registry) };
    assert_eq!(failed(&provenance.judge(|e| e)), [Code::PredicateType]);
    for field in ["name", "version"] {
        let mut without = Attested::by(&registry);
        without.predicate.as_object_mut().unwrap().remove(field).unwrap();
        assert_eq!(failed(&without.judge(|e| e)), [Code::PredicateMalformed], "{field}");
    }
}

/// PEP 740: a trusted publisher attests its own upload, without a predicate.
fn uploaded() -> Build {
    let predicate_type = "https://docs.pypi.org/attestations/publish/v1".to_owned();
    Build { predicate_type, predicate: Value::Null, subject: "octo_app-1.2.3.tar.gz".to_owned(), ..Build::new() }
}

fn judge(build: &Build, expected: &Expectations) -> Result<Verified<Publish>, Refusal> {
    assert!(expected.is_publish(&build.predicate_type));
    expected.check_publish(&build.verified(expected))
}

#[test]
fn a_trusted_publisher_attests_what_it_uploaded() {
    let verified = judge(&uploaded(), &expected().package("Octo.App").package_version("1.2.3")).unwrap();
    let publish = verified.content();
    assert_eq!((publish.name(), publish.version(), publish.registry()), ("octo-app", "1.2.3", None));
    let wheel = Build { subject: "octo_app-1.2.3-py3-none-any.whl".to_owned(), ..uploaded() };
    assert!(judge(&wheel, &expected()).is_ok());
    let gitlab = "https://gitlab.com/octo/app";
    let signer = format!("{gitlab}//.gitlab-ci.yml@refs/heads/main");
    let pipeline = Build { signer, issuer: "https://gitlab.com".to_owned(), ..uploaded() }.claim(12, gitlab);
    assert!(judge(&pipeline, &Expectations::new(gitlab)).is_ok());
}

#[test]
fn an_upload_of_another_package_or_version_is_refused() {
    assert_eq!(failed(&judge(&uploaded(), &expected().package("octo"))), [Code::SlsaSubject]);
    assert_eq!(failed(&judge(&uploaded(), &expected().package_version("1.2"))), [Code::SlsaSubject]);
    let unnamed = Build { subject: "app".to_owned(), ..uploaded() };
    assert_eq!(failed(&judge(&unnamed, &expected())), [Code::PredicateMalformed]);
}

#[test]
fn nobody_but_the_project_attests_its_upload() {
    let elsewhere = "https://github.com/mallory/app/.github/workflows/release.yml@refs/tags/v1.2.3";
    let shared = Build { signer: elsewhere.to_owned(), ..uploaded() };
    assert_eq!(failed(&judge(&shared, &expected())), [Code::SlsaSource]);
    let built_elsewhere = uploaded().claim(12, "https://github.com/mallory/app");
    assert_eq!(failed(&judge(&built_elsewhere, &expected())), [Code::SlsaSource]);
    let longer = Expectations::new("https://github.com/octo/ap");
    assert_eq!(failed(&judge(&uploaded().claim(12, "https://github.com/octo/ap"), &longer)), [Code::SlsaSource]);
    let issuer = "https://issuer.example.com".to_owned();
    assert_eq!(failed(&judge(&Build { issuer, ..uploaded() }, &expected())), [Code::SlsaBuilder]);
}
