//! A Merkle tree (RFC 6962 section 2.1) cut into tiles, C2SP tlog-tiles.md.

use std::collections::HashMap;

use crate::digest::Sha256;

/// Hashes in a full tile.
pub(super) const WIDTH: u64 = 256;

/// Levels of hashes within a tile: log2 of [`WIDTH`].
const HEIGHT: u32 = 8;

pub(super) type Hash = [u8; 32];

/// Which tile: its level, and its index within the level.
pub(super) type Place = (u32, u64);

/// `tile/<L>/<N>`: the full tile.
pub(super) fn hash_tile((level, index): Place) -> String {
    format!("tile/{level}/{}", path_of(index))
}

/// `tile/entries/<N>`: the full entry bundle.
pub(super) fn entry_tile(index: u64) -> String {
    format!("tile/entries/{}", path_of(index))
}

/// The directory of the partial tiles before this full one.
pub(super) fn partials(full: &str) -> String {
    format!("{full}.p")
}

/// The partial tile of this width, or the full one.
pub(super) fn of_width(full: String, width: u64) -> String {
    if width < WIDTH { format!("{}/{width}", partials(&full)) } else { full }
}

/// "zero-padded 3-digit path elements. All but the last path element MUST begin with an x."
fn path_of(index: u64) -> String {
    match index / 1_000 {
        0 => format!("{index:03}"),
        more => {
            let mut path = format!("{:03}", index % 1_000);
            let mut rest = more;
            while rest > 0 {
                path = format!("x{:03}/{path}", rest % 1_000);
                rest /= 1_000;
            }
            path
        }
    }
}

/// How many tiles of a level are full in a tree of this size, and how wide the partial one behind them is.
pub(super) fn extent(size: u64, level: u32) -> (u64, u64) {
    let hashes = size.checked_shr(HEIGHT * level).unwrap_or(0);
    (hashes / WIDTH, hashes % WIDTH)
}

fn node(left: &Hash, right: &Hash) -> Hash {
    Sha256::of_parts(&[&[1], left, right]).0
}

/// The root of a perfect tree over these hashes; there are 2^n of them.
fn perfect(hashes: &[Hash]) -> Option<Hash> {
    let mut level = hashes.to_vec();
    while level.len() > 1 {
        level = level.as_chunks::<2>().0.iter().map(|[left, right]| node(left, right)).collect();
    }
    level.first().copied()
}

/// The partial tiles of a tree, one for each level: all that is needed to append to it.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(super) struct Edge {
    pub(super) size: u64,
    /// Level 0 first.
    pub(super) levels: Vec<Vec<Hash>>,
}

/// A tile that was completed.
#[derive(Clone, Debug)]
pub(super) struct FullTile {
    pub(super) place: Place,
    pub(super) hashes: Vec<Hash>,
}

impl Edge {
    /// Appends a leaf; gives the tiles that are full now, lowest first.
    pub(super) fn push(&mut self, leaf: Hash) -> Vec<FullTile> {
        let mut full = Vec::new();
        let mut rising = Some(leaf);
        let mut level = 0;
        while let Some(hash) = rising.take() {
            if self.levels.len() <= level {
                self.levels.push(Vec::new());
            }
            let Some(tile) = self.levels.get_mut(level) else { break };
            tile.push(hash);
            if u64::try_from(tile.len()) == Ok(WIDTH) {
                let hashes = std::mem::take(tile);
                rising = perfect(&hashes);
                let level = u32::try_from(level).unwrap_or(u32::MAX);
                full.push(FullTile { place: (level, extent(self.size, level).0), hashes });
            }
            level += 1;
        }
        self.size += 1;
        full
    }

    /// The Merkle tree hash.
    pub(super) fn root(&self) -> Hash {
        let mut root = None;
        // The perfect trees of which this one consists, smallest first.
        for tile in &self.levels {
            let mut rest = tile.as_slice();
            while !rest.is_empty() {
                let (more, last) = rest.split_at(rest.len() - (1 << rest.len().trailing_zeros()));
                let subtree = perfect(last);
                root = match (subtree, root) {
                    (Some(left), Some(right)) => Some(node(&left, &right)),
                    (left, right) => left.or(right),
                };
                rest = more;
            }
        }
        root.unwrap_or_else(|| Sha256::of(&[]).0)
    }

    /// The partial tiles that are not empty.
    pub(super) fn partial_tiles(&self) -> impl Iterator<Item = (Place, &[Hash])> {
        let places = (0_u32..).zip(&self.levels).filter(|(_, tile)| !tile.is_empty());
        places.map(|(level, tile)| ((level, extent(self.size, level).0), tile.as_slice()))
    }
}

/// Reads a tile of a tree; of this width, or wider.
pub(super) trait Tiles {
    type Error;
    fn tile(&self, place: Place, width: u64) -> Result<Vec<Hash>, Self::Error>;
    /// The tile has fewer hashes than it should.
    fn too_short(&self, place: Place) -> Self::Error;
}

/// Proves what is in a tree, from its tiles; each of them is read once.
pub(super) struct Prover<'a, T> {
    tiles: &'a T,
    size: u64,
    read: HashMap<Place, Vec<Hash>>,
}

impl<'a, T: Tiles> Prover<'a, T> {
    pub(super) fn new(tiles: &'a T, size: u64) -> Self {
        Self { tiles, size, read: HashMap::new() }
    }

    /// The Merkle tree hash of a tree that is not empty.
    pub(super) fn root(&mut self) -> Result<Hash, T::Error> {
        self.range(0, self.size)
    }

    /// RFC 6962 §2.1.1: the audit path of a leaf of this tree, lowest first.
    pub(super) fn inclusion(&mut self, index: u64) -> Result<Vec<Hash>, T::Error> {
        let (mut start, mut end) = (0, self.size);
        let mut path = Vec::new();
        while end - start > 1 {
            let middle = start + split(end - start);
            if index < middle {
                path.push(self.range(middle, end)?);
                end = middle;
            } else {
                path.push(self.range(start, middle)?);
                start = middle;
            }
        }
        path.reverse();
        Ok(path)
    }

    /// RFC 6962 §2.1.2: that a tree of `earlier` leaves (at least one, at most all) is the beginning of this one.
    pub(super) fn consistency(&mut self, earlier: u64) -> Result<Vec<Hash>, T::Error> {
        let (mut start, mut end) = (0, self.size);
        let mut proof = Vec::new();
        while earlier < end {
            let middle = start + split(end - start);
            if earlier <= middle {
                proof.push(self.range(middle, end)?);
                end = middle;
            } else {
                proof.push(self.range(start, middle)?);
                start = middle;
            }
        }
        // The root of the whole earlier tree is known to whoever checks.
        if start > 0 {
            proof.push(self.range(start, end)?);
        }
        proof.reverse();
        Ok(proof)
    }

    /// MTH(D[start:end]), where `start` is a multiple of the largest power of two that fits in.
    fn range(&mut self, start: u64, end: u64) -> Result<Hash, T::Error> {
        let length = end - start;
        if length.is_power_of_two() {
            return self.subtree(length.trailing_zeros(), start / length);
        }
        let middle = start + split(length);
        let (left, right) = (self.range(start, middle)?, self.range(middle, end)?);
        Ok(node(&left, &right))
    }

    /// The perfect subtree of 2^`bits` leaves with this number among them.
    fn subtree(&mut self, bits: u32, number: u64) -> Result<Hash, T::Error> {
        let (level, inside) = (bits / HEIGHT, bits % HEIGHT);
        let first = number << inside;
        let place = (level, first / WIDTH);
        if !self.read.contains_key(&place) {
            let (full, partial) = extent(self.size, level);
            let width = if place.1 < full { WIDTH } else { partial };
            let tile = self.tiles.tile(place, width)?;
            self.read.insert(place, tile);
        }
        let hashes = self.read.get(&place).map(Vec::as_slice).unwrap_or_default();
        let hashes = usize::try_from(first % WIDTH).ok().and_then(|start| hashes.get(start..)?.get(..1 << inside));
        hashes.and_then(perfect).ok_or_else(|| self.tiles.too_short(place))
    }
}

/// The largest power of two smaller than `length`, which is at least 2.
fn split(length: u64) -> u64 {
    length.next_power_of_two() / 2
}
