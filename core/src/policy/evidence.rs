use std::num::NonZeroU8;

/// What must prove that, and when, the signature was made. The bundle has no say in it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[non_exhaustive]
pub struct EvidenceDemand {
    /// Entries of distinct trusted transparency logs.
    pub log: LogDemand,
    /// Certificate timestamps of distinct trusted CT logs.
    pub sct: SctDemand,
    /// Timestamps of distinct trusted authorities, at least.
    pub timestamps: u8,
    /// What may say when the signature was made.
    pub time: TimeSource,
}

/// How many distinct trusted logs must have the signature.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum LogDemand {
    /// One, if the trusted root has a log; an instance without logs (GitHub's own) needs none.
    #[default]
    AsTheRootOffers,
    /// At least so many.
    AtLeast(NonZeroU8),
    /// None: a signature that nobody else has seen is accepted.
    NoneDangerous,
}

/// How many distinct trusted CT logs must have the certificate.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum SctDemand {
    /// One, if the trusted root has a CT log.
    #[default]
    AsTheRootOffers,
    /// At least so many.
    AtLeast(NonZeroU8),
    /// None: a certificate that nobody else has seen is accepted.
    NoneDangerous,
}

/// What may say when the signature was made.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum TimeSource {
    /// A log's promise or a timestamp authority.
    #[default]
    Either,
    /// A log's promise.
    Log,
    /// A timestamp authority.
    Tsa,
    /// A log's promise and a timestamp authority.
    Both,
}
