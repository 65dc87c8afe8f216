use super::content::Signed;
use super::scene::Scene;
use super::signer::Signer;
use super::spoil;
use crate::crypto::KeyKind;
use crate::crypto::sign::{PrivateKey, SignError};
use crate::digest::DigestAlgorithm;
use crate::local::algorithm;
use crate::local::entry::{EntryFacts, EntryType, Verifier};
use crate::local::log::{Log, LogStyle, LoggedFacts, Note, ProofFacts, Sealed, cosign};
use crate::local::recipe::{Fault, Recipe};
use crate::local::tree::Tree;
use crate::time::UnixTime;

/// The bundle's log entries.
pub(super) fn entries(
    scene: &Scene,
    signer: &Signer,
    signed: &Signed,
    recipe: &Recipe,
) -> Result<Vec<Sealed>, SignError> {
    let mut entries = Vec::new();
    if recipe.has(Fault::NoEntry) {
        return Ok(entries);
    }
    for (place, (style, number)) in recipe.logs.iter().enumerate() {
        // Only the first entry is wrong.
        let faults: &[Fault] = if place == 0 { &recipe.faults } else { &[] };
        let authority = if faults.contains(&Fault::UntrustedLog) { &scene.stranger } else { &scene.acting };
        let Some(log) = authority.log(*style, *number) else { continue };
        let stranger = scene.stranger.log(*style, *number).unwrap_or(log);
        let facts = entry_facts(scene, signer, signed, recipe, *style, faults)?;
        // A later entry of the same log stands one further.
        let earlier = recipe.logs.iter().take(place).filter(|other| *other == &(*style, *number)).count();
        let before = recipe.neighbours.0 + u64::try_from(earlier).unwrap_or(0);
        let entry = Entry { log, stranger, recipe, faults, body: facts.body(), kind: facts.kind };
        entries.push(entry.seal(before)?);
    }
    if let (true, Some(first)) = (recipe.repeat_entry, entries.first()) {
        entries.insert(1, first.clone());
    }
    Ok(entries)
}

/// What the log is told, with what is wrong about it.
fn entry_facts(
    scene: &Scene,
    signer: &Signer,
    signed: &Signed,
    recipe: &Recipe,
    style: LogStyle,
    faults: &[Fault],
) -> Result<EntryFacts, SignError> {
    let kind = recipe.entry_kind(style);
    let hash = |bytes: &[u8]| DigestAlgorithm::Sha256.digest(bytes);
    let public = signer.key.public_key();
    let envelope = signed.envelope();
    let key_details = match kind {
        EntryType::HashedRekord002 | EntryType::Dsse002 => algorithm::key_details(public.kind(), signed.scheme)?,
        // Version 1 does not record it, so it need not have a name.
        _ => String::new(),
    };
    let mut facts = EntryFacts {
        kind,
        digest: signed.digest,
        signature: signed.signature.clone(),
        verifier: match &signer.certificate {
            Some(certificate) => Verifier::Certificate(certificate.clone()),
            None => Verifier::Key(public.spki_der().to_vec()),
        },
        key_details,
        payload_type: signed.payload_type.clone(),
        payload_hash: hash(&signed.payload),
        envelope_hash: hash(if recipe.foreign_envelope { b"written otherwise" } else { &envelope }),
    };
    for fault in faults {
        match fault {
            Fault::EntryDigest => facts.digest = facts.digest.algorithm().digest(b"something else"),
            Fault::EntrySignature => facts.signature = signed.other_signature(&signer.key)?,
            Fault::EntryVerifier => {
                facts.verifier = match signer.certificate {
                    Some(_) => Verifier::Certificate(signer.other_certificate(scene, recipe)?),
                    None => Verifier::Key(PrivateKey::generate(public.kind())?.public_key().spki_der().to_vec()),
                };
            }
            Fault::EntryPayloadHash => facts.payload_hash = hash(b"something else"),
            Fault::EntryKeyDetails if facts.key_details == "PKIX_ECDSA_P384_SHA_384" => {
                facts.key_details = "PKIX_ECDSA_P256_SHA_256".to_owned();
            }
            Fault::EntryKeyDetails => facts.key_details = "PKIX_ECDSA_P384_SHA_384".to_owned(),
            _ => {}
        }
    }
    Ok(facts)
}

struct Entry<'a> {
    log: &'a Log,
    /// A log of the same name with another key.
    stranger: &'a Log,
    recipe: &'a Recipe,
    faults: &'a [Fault],
    body: Vec<u8>,
    kind: EntryType,
}

impl Entry<'_> {
    fn seal(&self, before: u64) -> Result<Sealed, SignError> {
        let after = self.recipe.neighbours.1;
        let tree = self.tree("neighbour", before, after);
        let other_tree = self.tree("neighbour of another tree", before, after);
        let time = self.recipe.integrated_time;
        let mut facts = self.log.facts(&tree, before, self.kind.kind_version(), self.body.clone(), time);
        self.choose(&mut facts, time);
        let earlier = facts.clone();
        self.faults.iter().for_each(|fault| make_wrong(&mut facts, *fault, &other_tree));
        let mut sealed = self.log.seal(facts)?;
        self.faults.iter().for_each(|fault| make_unsigned_wrong(&mut sealed, *fault, &earlier));
        self.sign_wrong(&mut sealed)?;
        self.cosign(sealed.checkpoint.as_mut())?;
        Ok(sealed)
    }

    /// The entry between others, which stand for the rest of the world.
    fn tree(&self, others: &str, before: u64, after: u64) -> Tree {
        let mut tree = Tree::default();
        for n in 0..before {
            tree.push(format!("{others} {n}").as_bytes());
        }
        tree.push(&self.body);
        for n in 0..after {
            tree.push(format!("{others} {}", before + 1 + n).as_bytes());
        }
        tree
    }

    /// What the recipe says otherwise than the log's style does.
    fn choose(&self, facts: &mut LoggedFacts, time: UnixTime) {
        let body = facts.body.clone();
        match self.recipe.promise {
            Some(false) => facts.promise = None,
            Some(true) if facts.promise.is_none() => {
                facts.integrated_time = Some(time);
                facts.promise = Some(crate::local::log::PromiseFacts {
                    body,
                    integrated_time: time,
                    log_id: facts.log_id.clone(),
                    index: facts.index,
                });
            }
            _ => {}
        }
        if !self.recipe.proof {
            facts.proof = None;
        }
    }

    /// Signatures that are not the log's.
    fn sign_wrong(&self, sealed: &mut Sealed) -> Result<(), SignError> {
        let checkpoint = sealed.facts.proof.as_ref().and_then(|proof| proof.checkpoint.as_ref());
        let (Some(note), Some(checkpoint)) = (sealed.checkpoint.as_mut(), checkpoint) else { return Ok(()) };
        let unknown = self.faults.contains(&Fault::CheckpointUnknownKey);
        if unknown || self.faults.contains(&Fault::CheckpointOtherKey) {
            let mut signed = self.stranger.sign_checkpoint(checkpoint)?;
            if !unknown {
                for (theirs, own) in signed.signatures.iter_mut().zip(&note.signatures) {
                    theirs.key_id = own.key_id;
                }
            }
            *note = signed;
        }
        Ok(())
    }

    fn cosign(&self, note: Option<&mut Note>) -> Result<(), SignError> {
        let Some(note) = note else { return Ok(()) };
        for n in 0..self.recipe.witnesses {
            let key = PrivateKey::generate(KeyKind::Ed25519)?;
            let name = format!("witness-{n}.sealwright.local");
            let signature = cosign(&key, &name, &note.text, self.recipe.integrated_time)?;
            note.signatures.push(signature);
        }
        Ok(())
    }
}

/// What the log signs wrongly, or does not sign.
fn make_wrong(facts: &mut LoggedFacts, fault: Fault, other_tree: &Tree) {
    match fault {
        Fault::NoPromiseNoProof => (facts.promise, facts.proof) = (None, None),
        Fault::PromiseOfOtherEntry => {
            if let Some(promise) = &mut facts.promise {
                promise.body = b"neighbour 0".to_vec();
            }
        }
        Fault::NoProof => facts.proof = None,
        Fault::NoCheckpoint => edit_proof(facts, |proof| proof.checkpoint = None),
        Fault::CheckpointOrigin => edit_proof(facts, |proof| {
            if let Some(checkpoint) = &mut proof.checkpoint {
                checkpoint.origin = "other.sealwright.local".to_owned();
            }
        }),
        Fault::CheckpointOtherRoot | Fault::CheckpointOtherTree => edit_proof(facts, |proof| {
            if let Some(checkpoint) = &mut proof.checkpoint {
                checkpoint.root = other_tree.root();
            }
            if fault == Fault::CheckpointOtherTree {
                proof.root = other_tree.root();
            }
        }),
        _ => {}
    }
}

/// What the bundle says otherwise than the log signed.
fn make_unsigned_wrong(sealed: &mut Sealed, fault: Fault, right: &LoggedFacts) {
    let facts = &mut sealed.facts;
    match fault {
        Fault::EntryKind => {
            let other = if right.kind == "dsse" { "hashedrekord" } else { "dsse" };
            facts.kind = other.to_owned();
        }
        Fault::EntryVersion => {
            let other = if right.version == "0.0.1" { "0.0.2" } else { "0.0.1" };
            facts.version = other.to_owned();
        }
        Fault::PromiseTime => {
            facts.integrated_time = right.integrated_time.map(|time| UnixTime::from_secs(time.secs() + 1));
        }
        Fault::PromiseIndex if sealed.promise.is_some() && !is_one_number(facts) => facts.index += 1,
        Fault::EntryIndex if is_one_number(facts) => facts.index += 1,
        Fault::PromiseSignature => {
            if let Some(promise) = &mut sealed.promise {
                spoil(promise);
            }
        }
        Fault::CheckpointSignature => {
            let signatures = sealed.checkpoint.iter_mut().flat_map(|note| &mut note.signatures);
            signatures.for_each(|signature| spoil(&mut signature.signature));
        }
        Fault::CheckpointSignerName => {
            let signatures = sealed.checkpoint.iter_mut().flat_map(|note| &mut note.signatures);
            signatures.for_each(|signature| signature.name = "other.sealwright.local".to_owned());
        }
        Fault::ProofHash => edit_proof(facts, |proof| {
            if let Some(hash) = proof.hashes.first_mut() {
                spoil(hash);
            }
        }),
        Fault::ProofTooShort => edit_proof(facts, |proof| proof.hashes.truncate(proof.hashes.len().saturating_sub(1))),
        Fault::ProofTooLong => edit_proof(facts, |proof| proof.hashes.push(proof.root)),
        Fault::ProofRootHash => edit_proof(facts, |proof| spoil(&mut proof.root)),
        Fault::ProofTreeSize => edit_proof(facts, |proof| proof.size += 1),
        Fault::ProofIndex => move_in_tree(facts, |proof| proof.index ^ 1),
        Fault::ProofIndexOutsideTree => move_in_tree(facts, |proof| proof.size),
        _ => {}
    }
}

fn edit_proof(facts: &mut LoggedFacts, edit: impl FnOnce(&mut ProofFacts)) {
    if let Some(proof) = &mut facts.proof {
        edit(proof);
    }
}

/// Whether the entry's index is that of the proof, as it is in Rekor v2.
fn is_one_number(facts: &LoggedFacts) -> bool {
    facts.proof.as_ref().is_some_and(|proof| proof.index == facts.index)
}

/// Gives the proof another index; the entry too, where the two are one number.
fn move_in_tree(facts: &mut LoggedFacts, index: impl FnOnce(&ProofFacts) -> u64) {
    let one = is_one_number(facts);
    edit_proof(facts, |proof| proof.index = index(proof));
    if let (true, Some(proof)) = (one, &facts.proof) {
        facts.index = proof.index;
    }
}
