use std::fmt;

use crate::check::{Code, Explain, Value};
use crate::digest::{Digest, Sha256};

/// Hashes in one proof; a tree of 2^64 leaves needs no more.
pub(crate) const MAX_PROOF_HASHES: usize = 64;

/// RFC 6962 §2.1: the hash of a leaf is SHA-256(0x00 || entry).
pub fn leaf_hash(entry: &[u8]) -> Sha256 {
    Sha256::of_parts(&[&[0], entry])
}

/// RFC 6962 §2.1: the hash of an inner node is SHA-256(0x01 || left || right).
fn node_hash(left: Sha256, right: Sha256) -> Sha256 {
    // In one piece: hashing in parts costs more than half as much again, and a proof has twenty or thirty of these.
    let mut node = [1; 65];
    let [_, hashes @ ..] = &mut node;
    for (to, from) in hashes.as_chunks_mut().0.iter_mut().zip([left.0, right.0]) {
        *to = from;
    }
    Sha256::of(&node)
}

/// Why a Merkle proof proves nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProofError {
    /// The leaf lies beyond the tree's end.
    #[error("leaf {index} is not in a tree of {size} leaves")]
    Index {
        /// The leaf's index.
        index: u64,
        /// Leaves in the tree.
        size: u64,
    },
    /// The later tree is smaller than the earlier one, or the earlier one is empty.
    #[error("a tree of {earlier} leaves does not grow into one of {later}")]
    Sizes {
        /// Leaves in the earlier tree.
        earlier: u64,
        /// Leaves in the later tree.
        later: u64,
    },
    /// The proof has more or fewer hashes than this leaf in this tree needs.
    #[error("a proof of {expected} hashes is needed, this one has {found}")]
    Length {
        /// Hashes needed.
        expected: u64,
        /// Hashes there.
        found: usize,
    },
    /// The hashes lead to another root.
    #[error("the proof leads to root {computed}, the log has {signed}")]
    Root {
        /// The root that the proof leads to.
        computed: Sha256,
        /// The root that the log signed.
        signed: Sha256,
    },
}

impl Explain for ProofError {
    fn code(&self) -> Code {
        Code::LogInclusion
    }

    fn expected(&self) -> Option<Value> {
        match *self {
            Self::Index { size, .. } => Some(Value::Text(format!("an index below {size}").into())),
            Self::Sizes { earlier, .. } => Some(Value::Text(format!("a size of at least {earlier}").into())),
            Self::Length { expected, .. } => Some(Value::Number(expected)),
            Self::Root { signed, .. } => Some(Value::Digest(Digest::from(signed))),
        }
    }

    fn found(&self) -> Option<Value> {
        match *self {
            Self::Index { index, .. } => Some(Value::Number(index)),
            Self::Sizes { later, .. } => Some(Value::Number(later)),
            Self::Length { found, .. } => u64::try_from(found).ok().map(Value::Number),
            Self::Root { computed, .. } => Some(Value::Digest(Digest::from(computed))),
        }
    }

    fn hint(&self) -> Option<std::borrow::Cow<'static, str>> {
        Some("the bundle's inclusion proof is damaged or belongs to another entry; fetch the bundle anew from its publisher".into())
    }
}

/// The root that an inclusion proof leads to; the caller compares it with one that a log signed.
///
/// `proof` lists the siblings from the leaf upwards.
pub fn root_from_inclusion(leaf: Sha256, index: u64, size: u64, proof: &[[u8; 32]]) -> Result<Sha256, ProofError> {
    if index >= size {
        return Err(ProofError::Index { index, size });
    }
    // RFC 6962 §2.1.1: below the point where the paths to this leaf and to the last one part, every level has a
    // sibling; above it only those levels on which the path comes from the right.
    let inner = u64::BITS - (index ^ (size - 1)).leading_zeros();
    let above = index.checked_shr(inner).unwrap_or(0);
    let expected = u64::from(inner) + u64::from(above.count_ones());
    if u64::try_from(proof.len()) != Ok(expected) {
        return Err(ProofError::Length { expected, found: proof.len() });
    }
    let mut path = index;
    let mut node = leaf;
    let mut last = size - 1;
    for sibling in proof {
        // On the right edge, levels without a sibling are climbed without hashing.
        while path & 1 == 0 && path == last && last != 0 {
            path >>= 1;
            last >>= 1;
        }
        let sibling = Sha256(*sibling);
        node = if path & 1 == 0 { node_hash(node, sibling) } else { node_hash(sibling, node) };
        path >>= 1;
        last >>= 1;
    }
    Ok(node)
}

/// Checks that a leaf is in the tree of that size and root.
pub fn verify_inclusion(
    leaf: Sha256,
    index: u64,
    size: u64,
    proof: &[[u8; 32]],
    root: Sha256,
) -> Result<(), ProofError> {
    let computed = root_from_inclusion(leaf, index, size, proof)?;
    if computed == root { Ok(()) } else { Err(ProofError::Root { computed, signed: root }) }
}

/// The size and root hash of a log at one time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TreeHead {
    /// Leaves in the tree.
    pub size: u64,
    /// The Merkle tree hash, RFC 6962 section 2.1.
    pub root: Sha256,
}

impl fmt::Display for TreeHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} leaves, root {}", self.size, self.root)
    }
}

/// Checks that the later tree has every leaf of the earlier one, in its place.
pub fn verify_consistency(earlier: &TreeHead, later: &TreeHead, proof: &[[u8; 32]]) -> Result<(), ProofError> {
    let same = |computed: Sha256, signed: Sha256| {
        if computed == signed { Ok(()) } else { Err(ProofError::Root { computed, signed }) }
    };
    // RFC 6962 §2.1.2 defines proofs from 1 <= m <= n: an empty tree is part of every tree and proves nothing.
    if earlier.size == 0 || earlier.size > later.size {
        return Err(ProofError::Sizes { earlier: earlier.size, later: later.size });
    }
    if earlier.size == later.size {
        let length = ProofError::Length { expected: 0, found: proof.len() };
        return if proof.is_empty() { same(earlier.root, later.root) } else { Err(length) };
    }
    // RFC 9162 §2.1.4.2: the last complete subtree of the earlier tree is where the proof begins.
    let complete = earlier.size.trailing_zeros();
    let mut path = (earlier.size - 1) >> complete;
    let mut last = (later.size - 1) >> complete;
    let inner = u64::BITS - (path ^ last).leading_zeros();
    let above = path.checked_shr(inner).unwrap_or(0);
    // A power of two: the earlier root itself is that subtree, and the proof does not repeat it.
    let whole = earlier.size.is_power_of_two();
    let expected = u64::from(inner) + u64::from(above.count_ones()) + u64::from(!whole);
    let wrong_length = ProofError::Length { expected, found: proof.len() };
    if u64::try_from(proof.len()) != Ok(expected) {
        return Err(wrong_length);
    }
    let (seed, rest) = match proof.split_first() {
        Some((first, rest)) if !whole => (Sha256(*first), rest),
        _ => (earlier.root, proof),
    };
    let (mut old, mut new) = (seed, seed);
    for sibling in rest {
        while path & 1 == 0 && path == last && last != 0 {
            path >>= 1;
            last >>= 1;
        }
        let sibling = Sha256(*sibling);
        if path & 1 == 0 {
            new = node_hash(new, sibling);
        } else {
            old = node_hash(sibling, old);
            new = node_hash(sibling, new);
        }
        path >>= 1;
        last >>= 1;
    }
    same(old, earlier.root)?;
    same(new, later.root)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6962 §2.1, word for word: the reference that the proofs are checked against.
    fn root(leaves: &[Sha256]) -> Sha256 {
        match leaves {
            [] => Sha256::of(b""),
            [leaf] => *leaf,
            _ => {
                let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
                node_hash(root(left), root(right))
            }
        }
    }

    /// RFC 6962 §2.1.1, PATH.
    fn path(index: usize, leaves: &[Sha256]) -> Vec<[u8; 32]> {
        if leaves.len() == 1 {
            return Vec::new();
        }
        let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
        let (mut proof, sibling) =
            if index < left.len() { (path(index, left), right) } else { (path(index - left.len(), right), left) };
        proof.push(root(sibling).0);
        proof
    }

    /// RFC 6962 §2.1.2, SUBPROOF.
    fn subproof(size: usize, leaves: &[Sha256], complete: bool) -> Vec<[u8; 32]> {
        if size == leaves.len() {
            return if complete { Vec::new() } else { vec![root(leaves).0] };
        }
        let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
        let (mut proof, sibling) = if size <= left.len() {
            (subproof(size, left, complete), right)
        } else {
            (subproof(size - left.len(), right, false), left)
        };
        proof.push(root(sibling).0);
        proof
    }

    fn leaves(size: u8) -> Vec<Sha256> {
        (0..size).map(|n| leaf_hash(&[n])).collect()
    }

    #[test]
    fn every_leaf_of_every_small_tree_is_proven_and_no_other_place_is() {
        for size in 1..=40_u8 {
            let leaves = leaves(size);
            let size = u64::from(size);
            let root = root(&leaves);
            for (index, leaf) in (0_u64..).zip(&leaves) {
                let proof = path(usize::try_from(index).unwrap(), &leaves);
                assert_eq!(verify_inclusion(*leaf, index, size, &proof, root), Ok(()));
                for other in (0..size).filter(|other| *other != index) {
                    assert!(verify_inclusion(*leaf, other, size, &proof, root).is_err());
                }
                let mut longer = proof.clone();
                longer.push([0; 32]);
                assert!(matches!(verify_inclusion(*leaf, index, size, &longer, root), Err(ProofError::Length { .. })));
            }
        }
    }

    #[test]
    fn every_small_tree_is_consistent_with_all_that_it_grows_into() {
        for later in 1..=33_u8 {
            let leaves = leaves(later);
            let head = |size: usize| TreeHead { size: u64::try_from(size).unwrap(), root: root(&leaves[..size]) };
            for earlier in 1..=leaves.len() {
                let proof = subproof(earlier, &leaves, true);
                assert_eq!(verify_consistency(&head(earlier), &head(leaves.len()), &proof), Ok(()));
                let forged = TreeHead { root: Sha256::of(b"x"), ..head(earlier) };
                assert!(verify_consistency(&forged, &head(leaves.len()), &proof).is_err());
                let forged = TreeHead { root: Sha256::of(b"x"), ..head(leaves.len()) };
                assert!(verify_consistency(&head(earlier), &forged, &proof).is_err());
            }
        }
    }

    #[test]
    fn the_largest_tree_does_not_overflow() {
        let proof = [[7; 32]; 64];
        assert!(root_from_inclusion(Sha256([0; 32]), u64::MAX - 1, u64::MAX, &proof).is_err());
        assert!(root_from_inclusion(Sha256([0; 32]), 0, u64::MAX, &proof).is_ok());
        assert!(root_from_inclusion(Sha256([0; 32]), u64::MAX, u64::MAX, &proof).is_err());
        let head = |size| TreeHead { size, root: Sha256([0; 32]) };
        assert!(verify_consistency(&head(1 << 63), &head(u64::MAX), &proof[..1]).is_err());
        assert!(verify_consistency(&head(0), &head(u64::MAX), &[]).is_err());
    }
}
