//! transparency-dev/merkle: inclusion and consistency proofs, right and wrong, for trees and for subtrees.

use sealwright::{Sha256, TreeHead, verify_consistency, verify_inclusion};
use serde_json::Value;

#[test]
fn every_merkle_vector_has_its_verdict() {
    let Some(folder) = crate::folder("security/merkle") else { return };
    let text = std::fs::read_to_string(folder.join("vectors.jsonl")).unwrap();
    let (mut inclusion, mut consistency, mut subtree, mut skipped) = (0, 0, 0, 0);
    for line in text.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let number = |field: &str| case[field].as_u64().unwrap();
        let verdict = match case["kind"].as_str().unwrap() {
            "inclusion" => {
                inclusion += 1;
                let (leaf, root) = (hash(&case["leafHash"]), hash(&case["root"]));
                verify_inclusion(leaf, number("leafIdx"), number("treeSize"), &proof(&case), root).is_ok()
            }
            "consistency" => {
                consistency += 1;
                let earlier = TreeHead { size: number("size1"), root: hash(&case["root1"]) };
                let later = TreeHead { size: number("size2"), root: hash(&case["root2"]) };
                verify_consistency(&earlier, &later, &proof(&case)).is_ok()
            }
            // A subtree is a tree whose first leaf is `start`, which is aligned to the next power of two of its size.
            "subtreeinclusion" => {
                subtree += 1;
                let (start, end, leaf) = (number("start"), number("end"), number("leafIdx"));
                let size = end.checked_sub(start).and_then(u64::checked_next_power_of_two);
                let aligned = end > start && size.is_some_and(|size| start.is_multiple_of(size));
                let (hash_of_leaf, root) = (hash(&case["leafHash"]), hash(&case["root"]));
                aligned
                    && leaf >= start
                    && verify_inclusion(hash_of_leaf, leaf - start, end - start, &proof(&case), root).is_ok()
            }
            // From the first leaf on, a subtree is an earlier tree; others, and empty ones, no log of Sigstore proves.
            "subtreeconsistency" if case["start"] == 0 && case["end"] != 0 => {
                subtree += 1;
                let earlier = TreeHead { size: number("end"), root: hash(&case["root1"]) };
                let later = TreeHead { size: number("size"), root: hash(&case["root2"]) };
                verify_consistency(&earlier, &later, &proof(&case)).is_ok()
            }
            _ => {
                skipped += 1;
                continue;
            }
        };
        assert_eq!(verdict, !case["wantErr"].as_bool().unwrap(), "{} {}", case["kind"], case["file"]);
    }
    println!("merkle: {inclusion} inclusion, {consistency} consistency, {subtree} subtree; {skipped} not for us");
    assert_eq!((inclusion, consistency), (98, 98));
}

fn proof(case: &Value) -> Vec<[u8; 32]> {
    case["proof"].as_array().map(Vec::as_slice).unwrap_or_default().iter().map(|text| hash(text).0).collect()
}

/// Some vectors have roots of other lengths ("don't care"): equal ones stay equal, others differ. No root at all is
/// like no other; here the type does not allow for it.
fn hash(text: &Value) -> Sha256 {
    let bytes = crate::base64(text.as_str().unwrap());
    let other = |_| if bytes.is_empty() { unlike_any_other() } else { Sha256::of(&bytes) };
    <[u8; 32]>::try_from(bytes.as_slice()).map_or_else(other, Sha256)
}

fn unlike_any_other() -> Sha256 {
    static COUNT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    Sha256::of(format!("none {}", COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed)).as_bytes())
}
