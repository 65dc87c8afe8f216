use std::fmt;

use super::provenance::{Provenance, Publish};
use crate::verify::{Refusal, Verified};

/// What came of everything that is attested of an artifact: a yes. Only [`Expectations::verify`](super::Expectations::verify)
/// makes one.
#[must_use = "a verdict that nobody looks at protects nobody"]
#[derive(Debug)]
pub struct Judged {
    pub(super) index: usize,
    pub(super) verified: Verified<Provenance>,
    pub(super) published: Option<Verified<Publish>>,
    pub(super) refused: Vec<(usize, Refusal)>,
}

impl Judged {
    /// The provenance that is as expected: the first, if there are several.
    pub fn verified(&self) -> &Verified<Provenance> {
        &self.verified
    }

    /// Which of the attestations that is, counted from 0.
    pub fn index(&self) -> usize {
        self.index
    }

    /// What is attested of the publication, if anything is.
    pub fn published(&self) -> Option<&Verified<Publish>> {
        self.published.as_ref()
    }

    /// What was refused beside it, each with which of the attestations it is: worth a note, no more.
    pub fn refused(&self) -> &[(usize, Refusal)] {
        &self.refused
    }
}

/// Nothing that is attested of an artifact suffices: a definite no.
#[derive(Clone, Debug)]
pub struct Unproven {
    nearest: Refusal,
    refused: Vec<(usize, Refusal)>,
}

impl Unproven {
    pub(super) fn one(index: usize, refusal: Refusal) -> Self {
        Self { nearest: refusal.clone(), refused: vec![(index, refusal)] }
    }

    /// Of all that was refused, if anything was.
    pub(super) fn of(refused: Vec<(usize, Refusal)>) -> Option<Self> {
        let (_, nearest) = refused.iter().min_by_key(|(_, refusal)| refusal.failures().len())?;
        Some(Self { nearest: nearest.clone(), refused })
    }

    /// The refusal of what came nearest: the one with the fewest failures.
    pub fn nearest(&self) -> &Refusal {
        &self.nearest
    }

    /// Every refusal that counts, each with which of the attestations it is; never empty.
    pub fn refused(&self) -> &[(usize, Refusal)] {
        &self.refused
    }
}

/// As the nearest refusal.
impl fmt::Display for Unproven {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.nearest.fmt(f)
    }
}

impl std::error::Error for Unproven {}
