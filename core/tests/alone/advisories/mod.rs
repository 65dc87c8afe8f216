//! Published advisories of Sigstore's clients and their neighbours, each tried on whole bundles. What concerns one
//! parser alone is tested beside that parser; `core/tests/vectors/advisories.rs` has the whole table.

mod absent;
mod bundles;
mod certificates;
mod entries;
mod parsers;
mod policies;
mod rsa;
mod statements;
mod thresholds;
mod times;

use sealwright::local::{BASE_TIME, Made, Recipe};
use sealwright::{Code, Policy, UnixTime};
use serde_json::Value;

use crate::judge::{NOW, failed, judge_with, make, usual_policy};

fn message() -> Recipe {
    Recipe::message(*b"an artifact")
}

fn statement() -> Recipe {
    Recipe::statement(*b"an artifact")
}

fn after(seconds: i64) -> UnixTime {
    UnixTime::from_secs(BASE_TIME.secs() + seconds)
}

/// What fails of a bundle under its usual policy.
fn codes(made: &Made) -> Vec<Code> {
    failed(&judge_with(made, &usual_policy(made), NOW))
}

/// What fails under the usual policy with one more demand.
fn codes_with(recipe: &Recipe, demand: impl FnOnce(Policy) -> Policy) -> Vec<Code> {
    let made = make(recipe);
    failed(&judge_with(&made, &demand(usual_policy(&made)), NOW))
}

/// What fails after the bundle was changed; it was right before.
fn changed(recipe: &Recipe, change: impl FnOnce(&mut Value)) -> Vec<Code> {
    let mut made = make(recipe);
    assert_eq!(codes(&made), [], "wrong before it was changed");
    change(made.bundle_mut());
    codes(&made)
}

fn entries(bundle: &mut Value) -> &mut Vec<Value> {
    bundle["verificationMaterial"]["tlogEntries"].as_array_mut().unwrap()
}

fn first_entry(bundle: &mut Value) -> &mut Value {
    &mut entries(bundle)[0]
}

/// Standard base64, to put bytes into a bundle.
fn base64(bytes: impl AsRef<[u8]>) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

fn unbase64(text: &Value) -> Vec<u8> {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.decode(text.as_str().unwrap()).unwrap()
}
