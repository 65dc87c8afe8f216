use super::scene::Scene;
use super::spoil;
use crate::crypto::sign::SignError;
use crate::digest::Sha256;
use crate::local::recipe::{Fault, Recipe};
use crate::local::timestamp::TimestampFacts;

const DATA: &[u64] = &[1, 2, 840, 113_549, 1, 7, 1];

/// The bundle's timestamps, DER.
pub(super) fn timestamps(scene: &Scene, signature: &[u8], recipe: &Recipe) -> Result<Vec<Vec<u8>>, SignError> {
    let mut tokens = Vec::new();
    for (place, stamp) in recipe.stamps().iter().enumerate() {
        // Only the first timestamp is wrong.
        let faults: &[Fault] = if place == 0 { &recipe.faults } else { &[] };
        let untrusted = faults.contains(&Fault::UntrustedTimestampAuthority);
        let authority = if untrusted { &scene.stranger } else { &scene.acting };
        let Some(tsa) = authority.timestamp_authorities.iter().cycle().nth(stamp.authority) else { continue };
        let signed: &[u8] = if faults.contains(&Fault::TimestampImprint) { b"something else" } else { signature };
        let mut facts = TimestampFacts::new(&tsa.member, signed, stamp.imprint, stamp.time);
        if let Some(digest) = stamp.digest {
            facts.use_digest(digest);
        }
        if stamp.embedded || !recipe.timestamp_leaf_in_root {
            facts.certificates = tsa.below_root();
        }
        faults.iter().for_each(|fault| make_wrong(&mut facts, *fault));
        let broken = faults.contains(&Fault::TimestampSignature);
        tokens.push(facts.sign(&tsa.member.key, |signature| {
            if broken {
                spoil(signature);
            }
        })?);
    }
    Ok(tokens)
}

fn make_wrong(facts: &mut TimestampFacts, fault: Fault) {
    match fault {
        Fault::TimestampMessageDigest => {
            facts.message_digest = Some(facts.digest.digest(b"something else").as_bytes().to_vec());
        }
        Fault::TimestampSigningCertificate => facts.certificate_hash = Sha256::of(b"something else").0,
        Fault::TimestampContentType => facts.content_type = DATA.to_vec(),
        Fault::TimestampStatus => facts.status = 2,
        Fault::TimestampTwoSigners => facts.signers = 2,
        _ => {}
    }
}
