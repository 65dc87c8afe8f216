use super::{Recipe, Stamp};
use crate::crypto::KeyKind;
use crate::local::authority::Authority;
use crate::local::entry::EntryType;
use crate::local::log::LogStyle;
use crate::time::{UnixTime, Validity};

/// A part of the trusted root.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Part {
    /// `certificateAuthorities`.
    CertificateAuthorities,
    /// `ctlogs`.
    CtLogs,
    /// `tlogs`.
    Logs,
    /// `timestampAuthorities`.
    TimestampAuthorities,
}

impl Recipe {
    /// Logs with the first log of this style, and of no other.
    #[must_use]
    pub fn log(self, style: LogStyle) -> Self {
        self.logs([(style, 0)])
    }

    /// The logs that have an entry, by style and number (0 or 1): `[]` none, one of them twice for two entries in it.
    #[must_use]
    pub fn logs(mut self, logs: impl IntoIterator<Item = (LogStyle, usize)>) -> Self {
        self.logs = logs.into_iter().collect();
        self
    }

    /// The kind of the entries; else what the style's server makes of the content today.
    #[must_use]
    pub fn entry(mut self, kind: EntryType) -> Self {
        self.entry = Some(kind);
        self
    }

    /// The first logs get a fresh key of this kind; the trusted root knows it.
    #[must_use]
    pub fn log_key(mut self, kind: KeyKind) -> Self {
        self.log_key = Some(kind);
        self
    }

    /// Whether there is a promise; else with Rekor v1. Without one the integrated time is left in, signed by nobody.
    #[must_use]
    pub fn promise(mut self, promise: bool) -> Self {
        self.promise = Some(promise);
        self
    }

    /// Leaves the inclusion proof out.
    #[must_use]
    pub fn without_proof(mut self) -> Self {
        self.proof = false;
        self
    }

    /// When the log took the entry.
    #[must_use]
    pub fn integrated_time(mut self, time: UnixTime) -> Self {
        self.integrated_time = time;
        self
    }

    /// How many other entries stand before and after it in the tree.
    #[must_use]
    pub fn neighbours(mut self, before: u64, after: u64) -> Self {
        self.neighbours = (before, after);
        self
    }

    /// How many witnesses that nobody knows cosigned the checkpoint.
    #[must_use]
    pub fn witnesses(mut self, count: usize) -> Self {
        self.witnesses = count;
        self
    }

    /// The bundle has its first entry twice, byte for byte.
    #[must_use]
    pub fn repeat_entry(mut self) -> Self {
        self.repeat_entry = true;
        self
    }

    /// The entry digests an envelope that another client wrote otherwise (`dsse` 0.0.1, `intoto` 0.0.2): it is right, but
    /// nobody can compare it. One of `intoto` 0.0.1 is about another envelope then.
    #[must_use]
    pub fn foreign_envelope(mut self) -> Self {
        self.foreign_envelope = true;
        self
    }

    /// The logs of another authority take the entry; the trusted root keeps its own.
    #[must_use]
    pub fn logged_by(mut self, other: &Authority) -> Self {
        self.logged_by = Some(other.clone());
        self
    }

    /// The timestamps of the signature; else one where there is no other time.
    #[must_use]
    pub fn timestamps(mut self, stamps: impl IntoIterator<Item = Stamp>) -> Self {
        self.timestamps = Some(stamps.into_iter().collect());
        self
    }

    /// The first timestamp authority signs with a fresh key of this kind.
    #[must_use]
    pub fn timestamp_key(mut self, kind: KeyKind) -> Self {
        self.timestamp_key = Some(kind);
        self
    }

    /// The trusted root has the timestamp authorities' root certificates alone, so the tokens must carry the others.
    #[must_use]
    pub fn timestamp_root_only_in_trusted_root(mut self) -> Self {
        self.timestamp_leaf_in_root = false;
        self
    }

    /// The timestamp authorities of another authority stamp; the trusted root keeps its own.
    #[must_use]
    pub fn stamped_by(mut self, other: &Authority) -> Self {
        self.stamped_by = Some(other.clone());
        self
    }

    /// The window in which the trusted root trusts this part; its first member, and of logs the first of each style.
    #[must_use]
    pub fn window(mut self, part: Part, window: Validity) -> Self {
        self.windows.push((part, window));
        self
    }

    /// The trusted root lacks this part.
    #[must_use]
    pub fn trusted_root_without(mut self, part: Part) -> Self {
        self.without.push(part);
        self
    }

    /// The trusted root lists everything of another authority too.
    #[must_use]
    pub fn beside(mut self, other: &Authority) -> Self {
        self.beside.push(other.clone());
        self
    }
}
