//! A Merkle tree (RFC 6962 section 2.1), small enough to be computed anew each time.

use crate::digest::Sha256;

/// The leaf hashes of a log, in order.
#[derive(Clone, Default, Debug)]
pub(super) struct Tree(Vec<[u8; 32]>);

impl Tree {
    /// Appends a leaf and says its index.
    pub(super) fn push(&mut self, leaf: &[u8]) -> u64 {
        self.0.push(Sha256::of_parts(&[&[0], leaf]).0);
        self.size() - 1
    }

    pub(super) fn size(&self) -> u64 {
        u64::try_from(self.0.len()).unwrap_or(u64::MAX)
    }

    pub(super) fn root(&self) -> [u8; 32] {
        root(&self.0)
    }

    /// RFC 6962 §2.1.1: the audit path of a leaf, lowest first.
    pub(super) fn proof(&self, index: u64) -> Vec<[u8; 32]> {
        let mut path = Vec::new();
        if let Ok(index) = usize::try_from(index) {
            prove(&self.0, index, &mut path);
        }
        path
    }
}

fn root(leaves: &[[u8; 32]]) -> [u8; 32] {
    match leaves {
        [] => Sha256::of(&[]).0,
        [leaf] => *leaf,
        _ => {
            let (left, right) = split(leaves);
            Sha256::of_parts(&[&[1], &root(left), &root(right)]).0
        }
    }
}

fn prove(leaves: &[[u8; 32]], index: usize, path: &mut Vec<[u8; 32]>) {
    if leaves.len() < 2 {
        return;
    }
    let (left, right) = split(leaves);
    if index < left.len() {
        prove(left, index, path);
        path.push(root(right));
    } else {
        prove(right, index - left.len(), path);
        path.push(root(left));
    }
}

/// At the largest power of two smaller than the number of leaves.
fn split(leaves: &[[u8; 32]]) -> (&[[u8; 32]], &[[u8; 32]]) {
    leaves.split_at(leaves.len().next_power_of_two() / 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding::hex;

    /// RFC 6962 §2.1.1, read the other way: from the leaf up.
    fn climb(leaf: &[u8], mut index: u64, mut last: u64, path: &[[u8; 32]]) -> [u8; 32] {
        let mut hash = Sha256::of_parts(&[&[0], leaf]).0;
        for sibling in path {
            while index.is_multiple_of(2) && index == last {
                (index, last) = (index / 2, last / 2);
            }
            let (left, right) = if index % 2 == 1 { (sibling, &hash) } else { (&hash, sibling) };
            hash = Sha256::of_parts(&[&[1], left, right]).0;
            (index, last) = (index / 2, last / 2);
        }
        hash
    }

    #[test]
    fn every_proof_of_every_small_tree_leads_to_its_root() {
        let mut tree = Tree::default();
        for size in 1..=33_u64 {
            tree.push(&(size - 1).to_be_bytes());
            for index in 0..size {
                let root = climb(&index.to_be_bytes(), index, size - 1, &tree.proof(index));
                assert_eq!(root, tree.root(), "{index} of {size}");
            }
        }
    }

    #[test]
    fn the_roots_are_those_of_the_certificate_transparency_test_data() {
        // certificate-transparency-go, merkle tree reference data: the empty tree, one empty leaf, and eight leaves.
        let leaves =
            ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
        let mut tree = Tree::default();
        assert_eq!(hex::encode(&tree.root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        for leaf in leaves {
            let mut bytes = vec![0; leaf.len() / 2];
            hex::decode_to_slice(leaf, &mut bytes).unwrap();
            tree.push(&bytes);
        }
        assert_eq!(hex::encode(&tree.root()), "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
    }
}
