//! Building a path to a trusted root and judging it: RFC 5280 section 6.1.

use super::certificate::Certificate;
use super::chain::{MAX_CERTIFICATES, TrustedChain};
use super::chain_error::ChainError;
use super::constraints::{self, Comparisons};
use super::usage::{self, Purpose};
use crate::crypto::SignatureChecks;
use crate::time::UnixTime;

/// A path that was verified.
#[derive(Debug)]
pub(crate) struct Path {
    /// Who issued the leaf.
    pub(crate) issuer: Certificate,
    /// The certificates between leaf and root that the trusted chain does not have.
    pub(crate) carried: Vec<Certificate>,
}

/// What [`verify_certificate_path`] is to look at.
#[derive(Clone, Copy, Debug)]
pub struct PathQuery<'a> {
    /// Certificates that may stand between leaf and root; nothing in them is trusted.
    pub intermediates: &'a [Certificate],
    /// The authorities that are trusted as they stand.
    pub roots: &'a [Certificate],
    /// What the leaf is to be used for.
    pub purpose: Purpose,
    /// When every certificate of the path must have been valid.
    pub time: UnixTime,
    /// How many intermediates a path may have; never more than 8.
    pub max_intermediates: Option<u8>,
}

/// Checks one certificate's path to a root, and nothing else: a tool for certificate authorities and their tests.
///
/// It says nothing about a signature, an artifact, a log or an identity: that is what a verifier is for.
pub fn verify_certificate_path(leaf: &Certificate, query: &PathQuery<'_>) -> Result<(), ChainError> {
    let checks = SignatureChecks::new();
    let limit = query.max_intermediates.map_or(MAX_CERTIFICATES, |most| usize::from(most) + 2);
    let mut telling = None;
    for root in query.roots {
        let trusted = TrustedChain::new(vec![root.clone()])?;
        let search = Search {
            untrusted: query.intermediates,
            trusted: &trusted,
            purpose: query.purpose,
            times: &[query.time],
            checks: &checks,
            comparisons: Comparisons::new(),
            limit: limit.min(MAX_CERTIFICATES),
        };
        match search.run(leaf) {
            Ok(_) => return Ok(()),
            Err(error) => more_telling(&mut telling, error),
        }
    }
    Err(telling.unwrap_or(ChainError::NoIssuer { certificate: leaf.clone() }))
}

/// Finds a path from `leaf` to the root of `trusted` that holds at every one of `times`.
///
/// Intermediates are taken from the trusted chain first, then from `untrusted`; the last certificate of the trusted
/// chain is the only anchor.
pub(crate) fn verify_path(
    leaf: &Certificate,
    untrusted: &[Certificate],
    trusted: &TrustedChain,
    purpose: Purpose,
    times: &[UnixTime],
    checks: &SignatureChecks<'_>,
) -> Result<Path, ChainError> {
    let comparisons = Comparisons::new();
    Search { untrusted, trusted, purpose, times, checks, comparisons, limit: MAX_CERTIFICATES }.run(leaf)
}

struct Search<'a> {
    untrusted: &'a [Certificate],
    trusted: &'a TrustedChain,
    purpose: Purpose,
    times: &'a [UnixTime],
    checks: &'a SignatureChecks<'a>,
    comparisons: Comparisons,
    /// Certificates in a path, leaf and root included.
    limit: usize,
}

/// The path so far, leaf first.
#[derive(Clone, Copy)]
struct Links<'a> {
    below: [Option<&'a Certificate>; MAX_CERTIFICATES],
    length: usize,
}

impl<'a> Search<'a> {
    fn run(&self, leaf: &'a Certificate) -> Result<Path, ChainError> {
        if self.times.is_empty() {
            return Err(ChainError::NoTime);
        }
        usage::leaf(leaf, self.purpose).map_err(|source| ChainError::Usage { certificate: leaf.clone(), source })?;
        let key = leaf.public_key().map_err(|source| ChainError::Key { certificate: leaf.clone(), source })?;
        usage::leaf_key(&key).map_err(|source| ChainError::Usage { certificate: leaf.clone(), source })?;
        self.valid_at_all_times(leaf)?;
        let mut telling = None;
        let mut links = Links { below: [None; MAX_CERTIFICATES], length: 0 };
        links.push(leaf);
        let path = self.extend(leaf, links, &mut telling).and_then(|path| self.describe(&path));
        path.ok_or_else(|| telling.unwrap_or(ChainError::NoIssuer { certificate: leaf.clone() }))
    }

    fn describe(&self, path: &Links<'a>) -> Option<Path> {
        let own = self.trusted.certificates();
        let above = || path.iter().skip(1);
        let carried = above().filter(|one| !own.iter().any(|known| std::ptr::eq(known, *one))).cloned().collect();
        above().next().map(|issuer| Path { issuer: issuer.clone(), carried })
    }

    /// A path from `links` on that reaches the anchor, if there is one. Recursion ends at the path limit.
    fn extend(&self, child: &'a Certificate, links: Links<'a>, telling: &mut Option<ChainError>) -> Option<Links<'a>> {
        let (anchor, own) = self.trusted.certificates().split_last()?;
        let anchor = std::iter::once((anchor, true));
        let others = own.iter().chain(self.untrusted).map(|certificate| (certificate, false));
        for (issuer, is_anchor) in anchor.chain(others) {
            if issuer.subject_der() != child.issuer_der() || !key_ids_agree(child, issuer) || links.contains(issuer) {
                continue;
            }
            if let Err(error) = self.accept(child, issuer, is_anchor, &links) {
                more_telling(telling, error);
                continue;
            }
            let mut longer = links;
            longer.push(issuer);
            let path = if is_anchor { Some(longer) } else { self.extend(issuer, longer, telling) };
            if path.is_some() {
                return path;
            }
        }
        more_telling(telling, ChainError::NoIssuer { certificate: child.clone() });
        None
    }

    /// Whether `issuer` may stand above the path so far, and signed the certificate below it. The signature comes last.
    fn accept(
        &self,
        child: &Certificate,
        issuer: &Certificate,
        is_anchor: bool,
        links: &Links<'a>,
    ) -> Result<(), ChainError> {
        // An intermediate needs room for a root above it.
        let room = self.limit.saturating_sub(usize::from(!is_anchor));
        if links.length >= room {
            return Err(ChainError::TooLong { certificate: child.clone() });
        }
        usage::authority(issuer, self.purpose, is_anchor)
            .map_err(|source| ChainError::Usage { certificate: issuer.clone(), source })?;
        path_length(issuer, links)?;
        self.valid_at_all_times(issuer)?;
        for (depth, below) in links.iter().enumerate() {
            // RFC 5280 §6.1.3 (b), (c): not to self-issued certificates, unless it is the leaf.
            if depth > 0 && below.is_self_issued() {
                continue;
            }
            constraints::check(issuer, below, &self.comparisons).map_err(|source| ChainError::Names {
                certificate: below.clone(),
                authority: issuer.clone(),
                source,
            })?;
        }
        self.trusted.verify_link(child, issuer, self.checks)
    }

    /// Client specification, step 5: the whole chain, root included, is valid at each established time.
    fn valid_at_all_times(&self, certificate: &Certificate) -> Result<(), ChainError> {
        let window = certificate.validity();
        // RFC 5280 §4.1.2.5 counts whole seconds; a time is in the second that it falls in.
        let outside = self.times.iter().find(|time| !window.contains(UnixTime::from_secs(time.secs())));
        match outside {
            Some(time) => Err(ChainError::Validity { certificate: certificate.clone(), window, time: *time }),
            None => Ok(()),
        }
    }
}

/// RFC 5280 §6.1.4 (l), (m): self-issued authorities do not count.
fn path_length(issuer: &Certificate, links: &Links<'_>) -> Result<(), ChainError> {
    let Some(allowed) = issuer.extensions().basic_constraints.and_then(|basic| basic.path_len) else { return Ok(()) };
    let between = links.iter().skip(1).filter(|certificate| !certificate.is_self_issued()).count();
    let found = u32::try_from(between).unwrap_or(u32::MAX);
    if found <= allowed { Ok(()) } else { Err(ChainError::PathLength { authority: issuer.clone(), allowed, found }) }
}

/// RFC 5280 §4.2.1.1: of several authorities with one name, the key identifiers tell which it is.
fn key_ids_agree(child: &Certificate, issuer: &Certificate) -> bool {
    match (child.authority_key_id(), issuer.subject_key_id()) {
        (Some(wanted), Some(found)) => wanted == found,
        _ => true,
    }
}

impl<'a> Links<'a> {
    fn push(&mut self, certificate: &'a Certificate) {
        if let Some(place) = self.below.get_mut(self.length) {
            *place = Some(certificate);
            self.length += 1;
        }
    }

    fn iter(&self) -> impl Iterator<Item = &'a Certificate> {
        self.below.iter().copied().flatten()
    }

    /// Whether that authority (name and key) is in the path already: no path goes in circles.
    fn contains(&self, issuer: &Certificate) -> bool {
        self.iter().any(|one| one.subject_der() == issuer.subject_der() && one.spki_der() == issuer.spki_der())
    }
}

fn more_telling(best: &mut Option<ChainError>, error: ChainError) {
    if best.as_ref().is_none_or(|best| best.rank() < error.rank()) {
        *best = Some(error);
    }
}
