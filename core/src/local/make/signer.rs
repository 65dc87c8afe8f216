use super::scene::{Scene, unknown_extension};
use super::spoil;
use crate::crypto::sign::{PrivateKey, SignError};
use crate::digest::Sha256;
use crate::local::algorithm;
use crate::local::certificate::{Facts, name};
use crate::local::ct;
use crate::local::extension::{
    self, EXTENDED_KEY_USAGE, Extension, KEY_CERT_SIGN, KEY_ENCIPHERMENT, KEY_USAGE, SERVER_AUTH, SUBJECT_ALT_NAME, San,
};
use crate::local::recipe::{BASE_TIME, Fault, Key, Recipe, after};
use crate::time::{UnixTime, Validity};

/// The key, and its certificate unless it is a managed one.
pub(super) struct Signer {
    pub(super) key: PrivateKey,
    pub(super) certificate: Option<Vec<u8>>,
}

impl Signer {
    pub(super) fn make(scene: &Scene, recipe: &Recipe) -> Result<Self, SignError> {
        let key = match &recipe.key {
            Key::Fresh(kind) => PrivateKey::generate(*kind)?,
            Key::Given(key) => key.clone(),
        };
        let certificate = match recipe.managed {
            Some(_) => None,
            None => Some(certificate(scene, recipe, leaf_facts(scene, recipe, &key))?),
        };
        Ok(Self { key, certificate })
    }

    /// Another certificate of the same key for the same identity, as right as the first.
    pub(super) fn other_certificate(&self, scene: &Scene, recipe: &Recipe) -> Result<Vec<u8>, SignError> {
        let mut facts = leaf_facts(scene, recipe, &self.key);
        facts.validity.end = facts.validity.end.map(|end| UnixTime::from_secs(end.secs() + 1));
        certificate(scene, recipe, facts)
    }
}

/// What the leaf says, with what is wrong about it.
fn leaf_facts(scene: &Scene, recipe: &Recipe, key: &PrivateKey) -> Facts {
    let leaf = &recipe.leaf;
    let mut claims = leaf.claims.clone();
    claims.sort_by_key(|(number, _)| *number);
    let mut facts = scene.issuer().code_signing_leaf(key, leaf.validity, &leaf.identities, &claims);
    match leaf.key_usage.as_slice() {
        [] => facts.remove(KEY_USAGE),
        bits => facts.set(Extension::key_usage(bits)),
    }
    match leaf.usages.as_slice() {
        [] => facts.remove(EXTENDED_KEY_USAGE),
        purposes => facts.set(Extension::extended_key_usage(purposes, false)),
    }
    if leaf.identities.is_empty() {
        facts.remove(SUBJECT_ALT_NAME);
    }
    facts.extensions.extend(leaf.extensions.iter().cloned());
    recipe.faults.iter().for_each(|fault| make_wrong(&mut facts, *fault, recipe));
    facts
}

fn make_wrong(facts: &mut Facts, fault: Fault, recipe: &Recipe) {
    let hour = 3_600;
    match fault {
        Fault::NoIdentity => facts.remove(SUBJECT_ALT_NAME),
        Fault::TwoIdentities => {
            let second = San::Email("second@example.com".to_owned());
            let identities = [recipe.leaf.identities.as_slice(), &[second]].concat();
            facts.set(Extension::subject_alt_name(&identities));
        }
        Fault::LeafUsageMissing => facts.remove(EXTENDED_KEY_USAGE),
        Fault::LeafUsageOther => facts.set(Extension::extended_key_usage(&[SERVER_AUTH.to_vec()], false)),
        Fault::LeafKeyUsageMissing => facts.remove(KEY_USAGE),
        Fault::LeafKeyUsageOther => facts.set(Extension::key_usage(&[KEY_ENCIPHERMENT])),
        Fault::LeafIsAuthority => {
            facts.set(Extension::basic_constraints(true, None));
            let bits = [recipe.leaf.key_usage.as_slice(), &[KEY_CERT_SIGN]].concat();
            facts.set(Extension::key_usage(&bits));
        }
        Fault::LeafUnknownCriticalExtension => facts.set(unknown_extension()),
        Fault::LeafDuplicateExtension => {
            let again: Vec<_> = facts.extensions.iter().filter(|e| e.oid == EXTENDED_KEY_USAGE).cloned().collect();
            facts.extensions.extend(again);
        }
        Fault::LeafExpired => {
            facts.validity = Validity { start: after(-hour), end: Some(after(-hour + 600)) };
        }
        Fault::LeafNotYetValid => facts.validity = Validity { start: after(hour), end: Some(after(hour + 600)) },
        Fault::LeafIssuerName => facts.issuer = name("sealwright.local", "somebody-else"),
        Fault::LeafAuthorityKeyId => {
            facts.set(Extension::authority_key_id(&extension::key_id(BASE_TIME.to_string().as_bytes())));
        }
        _ => {}
    }
}

/// Promised by the CT logs, then signed.
fn certificate(scene: &Scene, recipe: &Recipe, mut facts: Facts) -> Result<Vec<u8>, SignError> {
    let issuer = &scene.issuer().member;
    let serial = facts.serial();
    if !recipe.scts.is_empty() && !recipe.has(Fault::SctMissing) {
        let scts = scts(scene, recipe, &facts, &serial)?;
        facts.set(Extension::sct_list(&ct::list(&scts)));
    }
    let mut certificate = facts.sign(&serial, &issuer.key, issuer.scheme)?;
    if recipe.has(Fault::LeafSignature) {
        spoil(&mut certificate.der);
    }
    Ok(certificate.der)
}

fn scts(scene: &Scene, recipe: &Recipe, facts: &Facts, serial: &[u8]) -> Result<Vec<Vec<u8>>, SignError> {
    let issuer = &scene.issuer().member;
    let signature_algorithm = algorithm::identifier(issuer.key.public_key().kind(), issuer.scheme)?;
    let mut scts = Vec::new();
    for (place, number) in recipe.scts.iter().enumerate() {
        let wrong = |fault| place == 0 && recipe.has(fault);
        let logs = if wrong(Fault::SctUnknownLog) { &scene.stranger.ct_logs } else { &scene.acting.ct_logs };
        let Some(log) = logs.iter().cycle().nth(*number) else { continue };
        let tbs = facts.tbs(&signature_algorithm, serial);
        let mut sct = log.facts(facts, tbs, &issuer.certificate.facts.spki);
        sct.time = recipe.sct_time.unwrap_or(sct.time);
        sct.extensions.clone_from(&recipe.sct_extensions);
        if wrong(Fault::SctOfOtherCertificate) {
            let other = Sha256::of(serial).0;
            sct.tbs = facts.tbs(&signature_algorithm, &other);
        }
        if wrong(Fault::SctIssuerKeyHash) {
            sct.issuer_key_hash = Sha256::of(&scene.stranger.fulcio.member.certificate.facts.spki).0;
        }
        let mut signed = log.sign(&sct)?;
        if wrong(Fault::SctSignature) {
            spoil(&mut signed);
        }
        scts.push(signed);
    }
    Ok(scts)
}
