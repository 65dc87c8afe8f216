//! How many independent witnesses there are.

use std::num::{NonZeroU8, NonZeroUsize};
use std::ops::ControlFlow;

use sealwright::PrivateKey;
use sealwright::local::LogStyle::{V1, V2};
use sealwright::local::{EntryType, MediaType, Stamp};
use sealwright::{Cancel, Code, Job, JobBundle, KeyKind, LogDemand, Policy, SctDemand, TrustRoot, Verifier};

use super::*;
use crate::judge::authority;

const TWO: NonZeroU8 = NonZeroU8::MIN.saturating_add(1);

fn two_logs(policy: Policy) -> Policy {
    policy.log(LogDemand::AtLeast(TWO))
}

#[test]
fn ghsa_9vcr_p3rj_q5q6_two_entries_of_one_log_are_one_log() {
    // One body at two indexes is no bundle at all.
    assert_eq!(codes_with(&message().logs([(V1, 0), (V1, 0)]), two_logs), [Code::BundleMalformed]);
    assert_eq!(codes_with(&message().logs([(V2, 0), (V2, 0)]), two_logs), [Code::BundleMalformed]);
    assert_eq!(codes_with(&message(), two_logs), [Code::LogThreshold]);
    assert_eq!(codes_with(&message().logs([(V1, 0), (V1, 1)]), two_logs), []);
    assert_eq!(codes_with(&message().logs([(V1, 0), (V2, 0)]), two_logs), []);
}

#[test]
fn ghsa_9vcr_p3rj_q5q6_two_kinds_of_entry_in_one_log_are_one_log() {
    // Ed25519 signs one envelope in one way, so that two entries can be about one signature.
    let key = PrivateKey::generate(KeyKind::Ed25519).unwrap();
    let recipe = |kind| statement().key(&key).managed_key(None).entry(kind);
    let mut made = make(&recipe(EntryType::Dsse001));
    let mut other = make(&recipe(EntryType::Intoto002).neighbours(3, 8));
    assert_eq!(made.signature(), other.signature());
    entries(made.bundle_mut()).push(first_entry(other.bundle_mut()).clone());
    assert_eq!(codes(&made), []);
    let verdict = judge_with(&made, &two_logs(usual_policy(&made)), NOW);
    assert_eq!(failed(&verdict), [Code::LogThreshold]);
}

#[test]
fn ghsa_9vcr_p3rj_q5q6_two_scts_of_one_ct_log_are_one_sct() {
    let two = |policy: Policy| policy.sct(SctDemand::AtLeast(TWO));
    assert_eq!(codes_with(&message().scts([0, 0]), two), [Code::SctMissing]);
    assert_eq!(codes_with(&message().scts([0, 1]), two), []);
}

#[test]
fn ghsa_9vcr_p3rj_q5q6_two_tokens_of_one_authority_are_one_timestamp() {
    let two = |policy: Policy| policy.timestamps(2);
    let (first, later) = (Stamp::by(0), Stamp::by(0).at(after(9)));
    assert_eq!(codes_with(&message().timestamps([first.clone(), later]), two), [Code::TimestampThreshold]);
    assert_eq!(codes_with(&message().timestamps([first, Stamp::by(1)]), two), []);
}

#[test]
fn sigstore_js_adbe2535_a_duplicate_entry_is_refused_under_every_threshold() {
    for media_type in MediaType::ALL {
        let recipe = message().media_type(media_type);
        assert_eq!(codes_with(&recipe, |policy| policy), []);
        for demand in [LogDemand::AtLeast(TWO), LogDemand::AsTheRootOffers, LogDemand::NoneDangerous] {
            let twice = recipe.clone().repeat_entry();
            assert_eq!(codes_with(&twice, |policy| policy.log(demand)), [Code::BundleMalformed]);
        }
    }
}

#[test]
fn ghsa_c346_qp3r_53vf_one_attestation_found_twice_is_not_two() {
    // Bundles are judged one by one: nothing that a second one brings adds to what the first one lacks.
    let made = make(&statement());
    let verifier = Verifier::new(&TrustRoot::from_json(made.trusted_root().as_bytes()).unwrap()).unwrap();
    let (policy, json) = (two_logs(usual_policy(&made)), made.json());
    let artifact = sealwright::Artifact::from_bytes(made.artifact());
    let job = || Job { artifact: artifact.clone(), bundle: JobBundle::Json(json.as_bytes()), policy: &policy };
    let verdicts = judge_all(&verifier, vec![job(), job()]);
    assert_eq!(verdicts, [Err(Code::LogThreshold), Err(Code::LogThreshold)]);
}

#[test]
fn ghsa_r4fv_8r9j_vgcg_each_of_several_attestations_of_one_type_is_judged() {
    let (good, bad) = (make(&statement()), make(&statement().wrong(sealwright::local::Fault::SubjectDigest)));
    let verifier = Verifier::new(&TrustRoot::from_json(authority().trusted_root_json().unwrap().as_bytes()).unwrap());
    let verifier = verifier.unwrap();
    let policy = usual_policy(&good);
    let artifact = sealwright::Artifact::from_bytes(good.artifact());
    let (good, bad) = (good.json(), bad.json());
    let job = |json| Job { artifact: artifact.clone(), bundle: JobBundle::Json(json), policy: &policy };
    let (yes, no) = (Ok(()), Err(Code::SubjectDigest));
    assert_eq!(judge_all(&verifier, vec![job(bad.as_bytes()), job(good.as_bytes())]), [no, yes]);
    assert_eq!(judge_all(&verifier, vec![job(good.as_bytes()), job(bad.as_bytes())]), [yes, no]);
}

fn judge_all(verifier: &Verifier, jobs: Vec<Job<'_>>) -> Vec<Result<(), Code>> {
    let mut verdicts = Vec::new();
    verifier.verify_all(jobs.into_iter(), NonZeroUsize::MIN, NOW, &Cancel::new(), |_, verdict| {
        verdicts.push(verdict.map(drop).map_err(|refusal| refusal.code()));
        ControlFlow::Continue(())
    });
    verdicts
}
