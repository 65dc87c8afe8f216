//! The published files, computed anew from the entries as C2SP tlog-tiles.md says, without the code that writes them.

use std::collections::BTreeMap;
use std::path::Path;

use super::scene::{NOW, Place, me};
use crate::digest::{Artifact, Sha256};
use crate::local::kept::tiles::{Edge, Hash, Place as TilePlace, Prover, Tiles, entry_tile, hash_tile};
use crate::local::kept::{LocalAuthority, LocalLog};
use crate::tlog::{TreeHead, leaf_hash, verify_consistency, verify_inclusion};

/// MTH(D[n]) of RFC 6962 section 2.1, over leaf hashes.
fn merkle_tree_hash(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Sha256::of(b"").0,
        [leaf] => *leaf,
        _ => {
            let k = leaves.len().next_power_of_two() / 2;
            let (left, right) = (merkle_tree_hash(&leaves[..k]), merkle_tree_hash(&leaves[k..]));
            Sha256::of(&[&[1][..], &left, &right].concat()).0
        }
    }
}

/// Every tile that a tree over these leaves has, by its path.
fn tiles(leaves: &[Hash]) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut span = 1;
    for level in 0.. {
        let hashes: Vec<Hash> = leaves.chunks_exact(span).map(merkle_tree_hash).collect();
        if hashes.is_empty() {
            return files;
        }
        for (n, tile) in hashes.chunks(256).enumerate() {
            let suffix = if tile.len() < 256 { format!(".p/{}", tile.len()) } else { String::new() };
            files.insert(format!("tile/{level}/{n:03}{suffix}"), tile.concat());
        }
        span *= 256;
    }
    files
}

/// The entries of a bundle: "sequences of big-endian uint16 length-prefixed log entries".
fn entries(mut bundle: &[u8]) -> Vec<&[u8]> {
    let mut entries = Vec::new();
    while let [a, b, rest @ ..] = bundle {
        let (entry, rest) = rest.split_at(usize::from(u16::from_be_bytes([*a, *b])));
        entries.push(entry);
        bundle = rest;
    }
    assert!(bundle.is_empty());
    entries
}

/// The directory holds what its checkpoint calls for.
pub(super) fn assert_published(dir: &Path, case: &str) {
    let head = LocalLog::open(dir).unwrap().head().unwrap();
    let read = |name: &str| {
        let path = dir.join("log").join(name);
        std::fs::read(path).unwrap_or_else(|error| panic!("{case}: {name}: {error}"))
    };
    let mut leaves: Vec<Hash> = Vec::new();
    for n in 0..head.size.div_ceil(256) {
        let width = (head.size - n * 256).min(256);
        let suffix = if width < 256 { format!(".p/{width}") } else { String::new() };
        let bundle = read(&format!("tile/entries/{n:03}{suffix}"));
        leaves.extend(entries(&bundle).into_iter().map(|entry| leaf_hash(entry).0));
    }
    assert_eq!(u64::try_from(leaves.len()), Ok(head.size), "{case}");
    assert_eq!(head.root.0, merkle_tree_hash(&leaves), "{case}");
    for (name, bytes) in tiles(&leaves) {
        assert!(read(&name) == bytes, "{case}: {name} is not what it should be");
    }
}

#[test]
fn what_is_published_is_what_the_specification_says() {
    for size in [1, 2, 255, 256, 257, 513] {
        assert_published(&Place::with_entries(size).0, &size.to_string());
    }
}

#[test]
fn one_by_one_or_together_the_files_are_the_same() {
    let place = Place::with_entries(253);
    let authority = LocalAuthority::open(&place.0, NOW).unwrap();
    for n in 0..6_u32 {
        authority.sign(&Artifact::from_bytes(n.to_be_bytes()), &me(), NOW).unwrap();
        assert_published(&place.0, &n.to_string());
    }
    // Of the tile that is full, no partial one is left; of the entries, the last alone.
    let log = place.0.join("log");
    assert!(!log.join("tile/0/000.p").exists() && !log.join("tile/entries/000.p").exists());
    let names =
        |dir: &str| std::fs::read_dir(log.join(dir)).unwrap().map(|file| file.unwrap().file_name()).collect::<Vec<_>>();
    assert_eq!(names("tile/entries/001.p"), ["3"]);
    assert_eq!(names("tile/0/001.p").len(), 3);
}

#[test]
fn paths_are_those_of_the_specification() {
    assert_eq!(hash_tile((0, 0)), "tile/0/000");
    assert_eq!(hash_tile((63, 999)), "tile/63/999");
    assert_eq!(entry_tile(1_000), "tile/entries/x001/000");
    assert_eq!(entry_tile(1_234_067), "tile/entries/x001/x234/067");
}

/// Tiles in memory, as a tree of any size has them.
struct Grown(BTreeMap<TilePlace, Vec<Hash>>);

impl Tiles for Grown {
    type Error = TilePlace;

    fn tile(&self, place: TilePlace, width: u64) -> Result<Vec<Hash>, TilePlace> {
        let tile = self.0.get(&place).ok_or(place)?;
        Ok(tile[..usize::try_from(width).unwrap()].to_vec())
    }

    fn too_short(&self, place: TilePlace) -> TilePlace {
        place
    }
}

#[test]
fn every_root_and_proof_of_trees_of_many_sizes_is_right() {
    let leaf = |n: u64| leaf_hash(&n.to_be_bytes());
    let (mut edge, mut grown) = (Edge::default(), Grown(BTreeMap::new()));
    // Every small size, the sizes around the bounds of tiles, and some that a fixed generator picks.
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    let mut sizes: std::collections::BTreeSet<u64> = (1..=70).chain([255, 256, 257, 65_535, 65_536, 65_537]).collect();
    for _ in 0..200 {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        sizes.insert(1 + (random >> 33) % 70_000);
    }
    let mut heads: Vec<TreeHead> = Vec::new();
    for size in 1..=70_000 {
        for full in edge.push(leaf(size - 1).0) {
            grown.0.insert(full.place, full.hashes);
        }
        if !sizes.contains(&size) {
            continue;
        }
        for (place, hashes) in edge.partial_tiles() {
            grown.0.insert(place, hashes.to_vec());
        }
        let head = TreeHead { size, root: Sha256(edge.root()) };
        let mut prover = Prover::new(&grown, size);
        assert_eq!(prover.root(), Ok(edge.root()), "{size}");
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        for index in [0, size / 2, size - 1, (random >> 33) % size] {
            let proof = prover.inclusion(index).unwrap();
            assert_eq!(verify_inclusion(leaf(index), index, size, &proof, head.root), Ok(()), "{index} of {size}");
        }
        heads.push(head);
        for earlier in heads.iter().rev().take(20).chain(heads.first()) {
            let proof = prover.consistency(earlier.size).unwrap();
            assert_eq!(verify_consistency(earlier, &head, &proof), Ok(()), "{} to {size}", earlier.size);
        }
    }
    let leaves: Vec<Hash> = (0..70_000).map(|n| leaf(n).0).collect();
    assert_eq!(edge.root(), merkle_tree_hash(&leaves));
    // "a tree of size 70,000 will be represented by 273 full level 0 tiles, one partial level 0 tile of width 112 ..."
    let widths: Vec<_> = edge.partial_tiles().map(|(place, hashes)| (place, hashes.len())).collect();
    assert_eq!(widths, [((0, 273), 112), ((1, 1), 17), ((2, 0), 1)]);
}
