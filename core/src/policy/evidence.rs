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
    /// Whether evidence that no witness has seen is accepted.
    pub unlogged: Unlogged,
}

/// What becomes of evidence without any log entry or timestamp: nobody but its signer says that it existed, or when.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Unlogged {
    /// It is judged like any other, and so refused wherever a log or a time is needed.
    #[default]
    Refused,
    /// It is not refused for that: whoever steals a short-lived key, at any later time, can sign in its owner's name.
    AcceptedDangerous,
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
