//! The journal: what was appended to the log since its last full tile, and the checkpoint over it.
//!
//! One record is one append, and durable with one fsync: that is when entries are in the log. Tiles and the published
//! checkpoint are made from it afterwards, as often as it takes. A record:
//!
//! | bytes | what |
//! |---|---|
//! | 4 | length of what follows without the last 32, big-endian |
//! | 8 | time of the append, seconds since 1970, big-endian |
//! | 4 | length of the entries, big-endian |
//! | | the entries, as an entry bundle has them (C2SP tlog-tiles.md) |
//! | | the checkpoint of the tree with them, a signed note |
//! | 32 | SHA-256 of all before |
//!
//! The first record has the entries of the partial tile when the journal was begun.

use crate::digest::Sha256;
use crate::time::UnixTime;

/// Bytes of a record; one is at most a full tile of the longest entries, and a checkpoint.
const MAX_RECORD: usize = 256 * (2 + 65_535) + 65_536;

/// Bytes of a journal: two full tiles, and as much again.
pub(super) const MAX_JOURNAL: u64 = 128 << 20;

const HASH: usize = 32;

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Record {
    pub(super) time: UnixTime,
    pub(super) entries: Vec<Vec<u8>>,
    pub(super) checkpoint: String,
}

/// What tells one state of a journal from another: how long it is, and the hash that ends it.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Tail {
    pub(super) length: u64,
    pub(super) hash: [u8; HASH],
}

impl Record {
    pub(super) fn encode(&self) -> Vec<u8> {
        let entries = bundle(&self.entries);
        let mut record = Vec::with_capacity(entries.len() + self.checkpoint.len() + 64);
        let inside = 8 + 4 + entries.len() + self.checkpoint.len();
        record.extend(length32(inside));
        record.extend(self.time.secs().to_be_bytes());
        record.extend(length32(entries.len()));
        record.extend(entries);
        record.extend(self.checkpoint.as_bytes());
        record.extend(Sha256::of(&record).0);
        record
    }

    /// The first record, and the bytes it takes; `None` for what is no whole record.
    fn decode(bytes: &[u8]) -> Option<(Self, usize, [u8; HASH])> {
        let (length, rest) = bytes.split_first_chunk::<4>()?;
        let inside = usize::try_from(u32::from_be_bytes(*length)).ok().filter(|n| *n <= MAX_RECORD)?;
        let (inside, rest) = rest.split_at_checked(inside)?;
        let hash = rest.first_chunk::<HASH>()?;
        if Sha256::of_parts(&[length, inside]).0 != *hash {
            return None;
        }
        let (time, rest) = inside.split_first_chunk::<8>()?;
        let (length, rest) = rest.split_first_chunk::<4>()?;
        let (entries, checkpoint) = rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
        let record = Self {
            time: UnixTime::from_secs(i64::from_be_bytes(*time)),
            entries: unbundle(entries)?,
            checkpoint: String::from_utf8(checkpoint.to_vec()).ok()?,
        };
        Some((record, 4 + inside.len() + HASH, *hash))
    }
}

/// The whole records at the beginning of a journal, and where they end.
pub(super) fn read(bytes: &[u8]) -> (Vec<Record>, Tail) {
    let (mut records, mut tail) = (Vec::new(), Tail::default());
    let mut rest = bytes;
    while let Some((record, length, hash)) = Record::decode(rest) {
        records.push(record);
        rest = rest.get(length..).unwrap_or_default();
        tail = Tail { length: tail.length + u64::try_from(length).unwrap_or(0), hash };
    }
    (records, tail)
}

impl Tail {
    /// Where a journal of this tail ends once this is appended.
    pub(super) fn after(self, record: &[u8]) -> Self {
        let hash = record.last_chunk::<HASH>().copied().unwrap_or_default();
        Self { length: self.length + u64::try_from(record.len()).unwrap_or(0), hash }
    }
}

/// "Entry bundles are sequences of big-endian uint16 length-prefixed log entries."
pub(super) fn bundle(entries: &[Vec<u8>]) -> Vec<u8> {
    let mut bundle = Vec::with_capacity(entries.iter().map(|entry| entry.len() + 2).sum());
    for entry in entries {
        let [.., a, b] = entry.len().to_be_bytes();
        bundle.extend([a, b]);
        bundle.extend(entry);
    }
    bundle
}

/// The entries of a bundle; `None` if it ends within one.
pub(super) fn unbundle(mut bundle: &[u8]) -> Option<Vec<Vec<u8>>> {
    let mut entries = Vec::new();
    while !bundle.is_empty() {
        let (length, rest) = bundle.split_first_chunk::<2>()?;
        let (entry, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
        entries.push(entry.to_vec());
        bundle = rest;
    }
    Some(entries)
}

fn length32(length: usize) -> [u8; 4] {
    u32::try_from(length).unwrap_or(u32::MAX).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(n: u8) -> Record {
        let entries = (0..n).map(|entry| vec![entry; usize::from(entry) * 300]).collect();
        Record { time: UnixTime::from_secs(i64::from(n)), entries, checkpoint: format!("checkpoint {n}\n") }
    }

    #[test]
    fn a_journal_reads_what_was_appended_to_it() {
        let records = vec![record(0), record(3), record(1)];
        let bytes: Vec<u8> = records.iter().flat_map(Record::encode).collect();
        let (read, tail) = read(&bytes);
        assert_eq!(read, records);
        let expected = records.iter().fold(Tail::default(), |tail, record| tail.after(&record.encode()));
        assert_eq!(tail, expected);
        assert_eq!(tail.length, u64::try_from(bytes.len()).unwrap());
    }

    #[test]
    fn a_record_that_is_cut_or_changed_anywhere_is_not_read_nor_what_follows() {
        let first = record(1).encode();
        let whole = [first.clone(), record(2).encode()].concat();
        for end in 0..whole.len() {
            let expected = usize::from(end >= first.len());
            assert_eq!(read(&whole[..end]).0.len(), expected, "cut at {end}");
        }
        for at in 0..first.len() {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            assert_eq!(read(&changed), (Vec::new(), Tail::default()), "changed at {at}");
        }
    }

    #[test]
    fn an_entry_bundle_is_laid_out_as_c2sp_says() {
        assert_eq!(bundle(&[vec![7], vec![], vec![1; 258]])[..8], [0, 1, 7, 0, 0, 1, 2, 1]);
        assert_eq!(unbundle(&[0, 1, 7, 0, 0]), Some(vec![vec![7], vec![]]));
        assert_eq!(unbundle(&[0, 2, 7]), None);
        assert_eq!(unbundle(&[0]), None);
    }
}
