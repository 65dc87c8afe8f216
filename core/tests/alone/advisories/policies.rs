//! What the caller demands: it is never ignored, and an empty demand is no demand that is met.

use std::num::NonZeroU8;
use std::time::Duration;

use sealwright::local::{LogStyle, Recipe, Stamp};
use sealwright::{
    Code, DenyRule, DigestAlgorithm, Identity, LogDemand, Policy, SctDemand, Signer, Status, TimeSource, TrustedKey,
    Validity,
};

use super::*;
use crate::judge::judge;

const ISSUER: &str = "https://accounts.example.com";
const GITHUB: &str = "https://token.actions.githubusercontent.com";
const SAN: &str = "https://github.com/octo/app/.github/workflows/release.yml@refs/tags/v1.2";
const TWO: NonZeroU8 = NonZeroU8::MIN.saturating_add(1);

fn released() -> Recipe {
    message().github("octo/app", "release.yml", "refs/tags/v1.2")
}

fn app() -> Identity {
    Identity::github("octo/app").workflow("release.yml").tag("v*")
}

fn signed_by(recipe: &Recipe, signer: impl Into<Signer>) -> Vec<Code> {
    codes_with(recipe, |_| Policy::signed_by(signer).unwrap())
}

#[test]
fn ghsa_52v5_jr5w_gjxr_every_option_of_an_identity_alone_makes_it_refuse() {
    let base = || Identity::github("octo/app");
    assert_eq!(signed_by(&released(), app()), []);
    // Each beside its near miss, which is right.
    for (right, wrong) in [
        (base().workflow("release.yml"), base().workflow("nightly.yml")),
        (base().tag("v1.*"), base().tag("v2.*")),
        (base().git_ref("refs/tags/**"), base().git_ref("refs/heads/**")),
        (base().tag("v1.2"), base().branch("v1.2")),
        (base().commit("8f4c1c0b6c1f4b9a8d7e6f5a4b3c2d1e0f9a8b7c"), base().commit(&"0".repeat(40))),
        (base().trigger("push"), base().trigger("pull_request")),
        (base().owner_id(7_654_321), base().owner_id(7_654_322)),
        (base().repository_id(1_234_567), base().repository_id(1_234_568)),
        (base().visibility("public"), base().visibility("private")),
        (base().runner("github-hosted"), base().runner("self-hosted")),
        (base().server("https://github.com"), base().server("https://octo.ghe.com")),
        (base().issuer(GITHUB), base().issuer("https://token.actions.octo.ghe.com")),
        (base(), base().signer_workflow("octo/shared/.github/workflows/build.yml")),
        (base(), base().environment("production")),
        (base(), Identity::github("octo/other")),
        (Identity::github_owner("octo"), Identity::github_owner("other")),
        (Identity::exact(SAN, GITHUB), Identity::exact(SAN, ISSUER)),
        (Identity::exact(SAN, GITHUB), Identity::exact_without_issuer(SAN)),
        (
            Identity::glob("https://github.com/octo/app/.github/workflows/*@refs/tags/v*", GITHUB),
            Identity::glob("https://github.com/octo/app/.github/workflows/*@refs/heads/*", GITHUB),
        ),
        (
            Identity::regex(r"https://github\.com/octo/app/.+", GITHUB),
            Identity::regex(r"https://github\.com/octo/ap/.+", GITHUB),
        ),
    ] {
        let shown = format!("{wrong:?}");
        assert_eq!(signed_by(&released(), right), [], "beside {shown}");
        let codes = signed_by(&released(), wrong);
        let identity = [Code::IdentitySan, Code::IdentityIssuer, Code::IdentityClaim];
        assert!(!codes.is_empty() && codes.iter().all(|code| identity.contains(code)), "{shown}: {codes:?}");
    }
}

#[test]
fn ghsa_52v5_jr5w_gjxr_every_option_of_a_policy_alone_makes_it_refuse() {
    type Demand = Box<dyn Fn(Policy) -> Policy>;
    let digest = DigestAlgorithm::Sha256.digest(b"an artifact");
    let window = Validity { start: after(0), end: Some(after(60)) };
    let made = make(&message());
    let certificate = sealwright::Certificate::from_der(made.certificate().unwrap()).unwrap();
    let serial = certificate.serial().to_vec();
    let (fingerprint, key) = (certificate.fingerprint(), made.public_key().fingerprint());
    let mut bundle = made.clone();
    let entry = first_entry(bundle.bundle_mut());
    let log_id: [u8; 32] = unbase64(&entry["logId"]["keyId"]).try_into().unwrap();
    let index: u64 = entry["logIndex"].as_str().unwrap().parse().unwrap();
    let options: Vec<(Demand, Code)> = vec![
        (Box::new(|p| p.predicate_type("https://slsa.dev/provenance/v1")), Code::PredicateType),
        (Box::new(|p| p.log(LogDemand::AtLeast(TWO))), Code::LogThreshold),
        (Box::new(|p| p.sct(SctDemand::AtLeast(TWO))), Code::SctMissing),
        (Box::new(|p| p.timestamps(1)), Code::TimestampThreshold),
        (Box::new(|p| p.time(TimeSource::Tsa)), Code::TimeMissing),
        (Box::new(|p| p.time(TimeSource::Both)), Code::TimeMissing),
        (Box::new(|p| p.at(after(4))), Code::TimeFuture),
        (Box::new(|p| p.max_age(Duration::from_secs(60))), Code::PolicyDenied),
        (Box::new(move |p| p.deny(DenyRule::artifact(digest, "why"))), Code::PolicyDenied),
        (Box::new(move |p| p.deny(DenyRule::signed_in(window, "why"))), Code::PolicyDenied),
        (Box::new(|p| p.deny(DenyRule::identity("signer@*", None, "why").unwrap())), Code::PolicyDenied),
        (Box::new(move |p| p.deny(DenyRule::certificate_serial(&serial, "why"))), Code::PolicyDenied),
        (Box::new(move |p| p.deny(DenyRule::certificate(fingerprint, "why"))), Code::PolicyDenied),
        (Box::new(move |p| p.deny(DenyRule::key(key, "why"))), Code::PolicyDenied),
        (Box::new(move |p| p.deny(DenyRule::log_entries(log_id, index..=index, "why"))), Code::PolicyDenied),
        (Box::new(|p| p.deny(DenyRule::older_than(Duration::from_secs(60), "why"))), Code::PolicyDenied),
    ];
    assert_eq!(codes(&made), []);
    for (number, (demand, code)) in options.iter().enumerate() {
        let verdict = judge_with(&made, &demand(usual_policy(&made)), NOW);
        assert_eq!(failed(&verdict), [*code], "option {number}");
    }
    let run = DenyRule::run("https://github.com/octo/app/actions/runs/1/attempts/1", "why");
    let codes = codes_with(&released(), |_| Policy::signed_by(app()).unwrap().deny(run));
    assert_eq!(codes, [Code::PolicyDenied]);
}

#[test]
fn ghsa_739f_hw6h_7wq8_an_attestation_of_another_type_never_satisfies_the_policy() {
    let slsa = |policy: Policy| policy.predicate_type("https://slsa.dev/provenance/v1");
    let of = |predicate_type: &str| statement().predicate(predicate_type, serde_json::json!({}));
    assert_eq!(codes_with(&of("https://slsa.dev/provenance/v1"), slsa), []);
    for other in ["https://spdx.dev/Document", "https://slsa.dev/provenance/v1/", "https://SLSA.dev/provenance/v1"] {
        assert_eq!(codes_with(&of(other), slsa), [Code::PredicateType], "{other}");
    }
    assert_eq!(codes_with(&message(), slsa), [Code::PredicateType]);
}

#[test]
fn ghsa_wqrg_wjp9_wqfq_a_right_signer_of_another_predicate_is_refused() {
    let of = |predicate_type: &str| statement().predicate(predicate_type, serde_json::json!({}));
    let build = |policy: Policy| policy.predicate_type("https://example.com/build/v1");
    assert_eq!(codes_with(&of("https://example.com/test/v1"), build), [Code::PredicateType]);
    assert_eq!(codes_with(&of("https://example.com/build/v1"), build), []);
}

#[test]
fn tob_sigstore_2_without_a_log_entry_only_the_dangerous_word_passes_and_it_shows() {
    let bare = message().logs([]).timestamps([Stamp::by(0)]);
    assert_eq!(failed(&judge(&bare)), [Code::LogMissing]);
    assert_eq!(codes_with(&bare, |policy| policy.timestamps(1).time(TimeSource::Tsa)), [Code::LogMissing]);

    let made = make(&bare);
    let trust = sealwright::TrustRoot::from_json(made.trusted_root().as_bytes()).unwrap();
    let verifier = sealwright::Verifier::new(&trust).unwrap();
    let policy = usual_policy(&made).log(LogDemand::NoneDangerous);
    let artifact = sealwright::Artifact::from_bytes(made.artifact());
    let verified = verifier.verify_json(&artifact, made.json().as_bytes(), &policy, NOW).unwrap();
    let skipped = verified.checks().iter().filter(|check| check.status == Status::Skipped);
    let skipped: Vec<_> = skipped.map(|check| check.code).collect();
    assert!(skipped.contains(&Code::LogMissing), "{skipped:?}");
    // An entry that is there must hold, whatever is demanded.
    let broken = message().wrong(sealwright::local::Fault::ProofHash);
    assert_eq!(codes_with(&broken, |policy| policy.log(LogDemand::NoneDangerous)), [Code::LogInclusion]);
}

#[test]
fn ghsa_567m_4668_m656_a_policy_that_demands_no_attestation_is_malformed() {
    const SIGNER: &str = "[[signer]]\ngoogle = 'a@example.com'\n";
    assert!(Policy::from_toml(&format!("version = 1\n{SIGNER}")).is_ok());
    for empty in ["predicate-types = []", "predicate-types = ['']", "predicate-types = {}", "predicate-types = ''"] {
        let error = Policy::from_toml(&format!("version = 1\n{empty}\n{SIGNER}")).unwrap_err();
        assert_eq!(sealwright::Explain::code(&error), Code::PolicyMalformed, "{empty}");
    }
}

#[test]
fn ghsa_rgp5_33mp_jhfm_a_policy_that_demands_no_signer_is_malformed() {
    for text in ["", "version = 1", "version = 1\nsigner = []", "version = 1\nsigner = {}", "version = 1\n[[signer]]"] {
        let error = Policy::from_toml(text).unwrap_err();
        assert_eq!(sealwright::Explain::code(&error), Code::PolicyMalformed, "{text}");
    }
    assert!(Policy::any_of(Vec::<Signer>::new()).is_err());
    assert!(Policy::all_of(Vec::<Signer>::new()).is_err());
}

#[test]
fn ghsa_2v4r_xhmm_ghv8_a_key_that_made_no_valid_signature_counts_for_nothing() {
    let (made, other) = (make(&message().managed_key(None)), make(&message().managed_key(None)));
    let keys = || [TrustedKey::new(made.public_key().clone()), TrustedKey::new(other.public_key().clone())];
    assert_eq!(failed(&judge_with(&made, &Policy::any_of(keys()).unwrap(), NOW)), []);
    assert!(judge_with(&made, &Policy::all_of(keys()).unwrap(), NOW).is_err());
    let broken = make(&message().managed_key(None).wrong(sealwright::local::Fault::SignatureByOtherKey));
    assert!(judge_with(&broken, &Policy::key(broken.public_key().clone()), NOW).is_err());
}

#[test]
fn ghsa_mpvw_hw8p_7x27_an_empty_constraint_is_malformed_and_matches_nobody() {
    for identity in [
        Identity::exact("", ISSUER),
        Identity::exact("signer@example.com", ""),
        Identity::glob("", ISSUER),
        Identity::regex("", ISSUER),
        app().workflow(""),
        Identity::github("octo/app").issuer(""),
    ] {
        let shown = format!("{identity:?}");
        assert!(Policy::signed_by(identity).is_err(), "{shown}");
    }
}

#[test]
fn ghsa_pmwq_pjrm_6p5r_a_glob_is_of_one_dialect_and_anchored() {
    let glob = |pattern: &str| Policy::signed_by(Identity::glob(pattern, ISSUER));
    assert!(glob("signer[^a]@example.com").is_err());
    let matches = |pattern: &str| {
        let policy = glob(pattern).unwrap();
        codes_with(&message(), |_| policy).is_empty()
    };
    for yes in ["signe[!a]@example.com", "signe[a-z]@example.com", "signe?@example.com", "{signer,x}@example.com"] {
        assert!(matches(yes), "{yes}");
    }
    for no in ["signe[!r]@example.com", "signe@example.com", "igner@example.com", "SIGNER@example.com"] {
        assert!(!matches(no), "{no}");
    }
}

#[test]
fn ghsa_59jp_pj84_45mr_an_expression_matches_the_whole_identity() {
    let by = |san: &str| message().identity(sealwright::local::San::Uri(san.to_owned()));
    let good = || Identity::regex(r"https://good\.test/", ISSUER);
    assert_eq!(signed_by(&by("https://good.test/"), good()), []);
    for bad in
        ["http://localhost?x=https://good.test/", "https://good.test/evil", "https://evil.test/https://good.test/"]
    {
        assert_eq!(signed_by(&by(bad), good()), [Code::IdentitySan], "{bad}");
    }
}

#[test]
fn ghsa_p86f_xmg6_9q4x_an_old_attestation_of_an_older_artifact_is_refused() {
    let made = make(&statement());
    let newer = sealwright::Artifact::from_bytes(&b"an artifact, version 2"[..]);
    let verdict = crate::judge::judge_artifact(&made, &newer, &usual_policy(&made), NOW);
    assert_eq!(failed(&verdict), [Code::SubjectDigest]);
    let aged = |seconds| codes_with(&statement(), |policy| policy.max_age(Duration::from_secs(seconds)));
    // It was signed 5 seconds after the base time, and judged a day after it.
    assert_eq!(aged(86_400 - 5), []);
    assert_eq!(aged(86_400 - 6), [Code::PolicyDenied]);
}

#[test]
fn ghsa_6q78_j78h_pqm2_an_older_policy_is_refused_where_a_newer_one_was_seen() {
    const SIGNER: &str = "[[signer]]\ngoogle = 'a@example.com'\n";
    let policy = |head: &str| Policy::from_toml(&format!("version = 1\n{head}\n{SIGNER}")).unwrap();
    assert!(policy("serial = 2").at_least_serial(2).is_ok());
    for older in ["serial = 1", ""] {
        let error = policy(older).at_least_serial(2).unwrap_err();
        assert_eq!(sealwright::Explain::code(&error), Code::PolicyMalformed);
    }
    // One that has expired refuses what it accepted before.
    let text = "version = 1\nexpires = 2026-01-01T12:00:00Z\n[[signer]]\nsan = 'signer@example.com'\n";
    let expiring = Policy::from_toml(&format!("{text}issuer = '{ISSUER}'")).unwrap();
    let made = make(&message());
    assert_eq!(failed(&judge_with(&made, &expiring, after(43_200))), []);
    assert_eq!(failed(&judge_with(&made, &expiring, after(43_201))), [Code::PolicyDenied]);
}

#[test]
fn slsa_worm_2026_05_valid_provenance_of_a_fork_a_branch_or_another_workflow_is_refused() {
    let provenance = |repository: &str, workflow: &str, reference: &str| {
        let slsa = serde_json::json!({"buildDefinition": {}});
        let recipe = statement().predicate("https://slsa.dev/provenance/v1", slsa);
        signed_by(&recipe.log(LogStyle::V2).github(repository, workflow, reference), app())
    };
    assert_eq!(provenance("octo/app", "release.yml", "refs/tags/v1.2"), []);
    for (repository, workflow, reference) in [
        ("evil/app", "release.yml", "refs/tags/v1.2"),
        ("octo/app-evil", "release.yml", "refs/tags/v1.2"),
        ("octo/app", "release.yml", "refs/heads/main"),
        ("octo/app", "release.yml", "refs/heads/v1.2"),
        ("octo/app", "release.yml", "refs/pull/7/merge"),
        ("octo/app", "nightly.yml", "refs/tags/v1.2"),
    ] {
        let codes = provenance(repository, workflow, reference);
        assert!(codes.contains(&Code::IdentitySan), "{repository} {workflow} {reference}: {codes:?}");
    }
}
