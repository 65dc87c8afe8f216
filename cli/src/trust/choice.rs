//! Whom one believes, and who signs, where no option says so. Never asks a server.

use std::path::PathBuf;

use sealwright::tuf::{Metadata, TufError};
use sealwright::{SigningConfig, TrustError, TrustRoot};

use super::repository::{Chosen, SIGNING_CONFIG, TRUSTED_ROOT};
use crate::exit::Failure;
use crate::input;
use crate::streams::Streams;

/// What is in force.
pub(crate) enum InForce {
    /// What came with the program: nothing has been fetched yet.
    Embedded,
    /// What was fetched last, verified again.
    Cached(Box<Cached>),
}

/// The verified cache of the user's repository.
pub(crate) struct Cached {
    pub(super) chosen: Chosen,
    pub(super) metadata: Metadata,
    pub(super) is_expired: bool,
}

/// The trusted roots of these files side by side; without one, that which is in force, and GitHub's beside the public one.
pub(crate) fn root(files: &[PathBuf], streams: &mut Streams<'_>) -> Result<TrustRoot, Failure> {
    match input::trust(files)? {
        Some(root) => Ok(root),
        None => in_force(streams)?.roots(),
    }
}

/// What every command uses that is not told anything else; one line of warning if it has expired.
pub(crate) fn in_force(streams: &mut Streams<'_>) -> Result<InForce, Failure> {
    let found = look()?;
    if let InForce::Cached(cached) = &found
        && cached.is_expired
    {
        let (url, expired) = (cached.chosen.repository.metadata_url(), cached.metadata.expires());
        let url = sealwright::escape(url);
        writeln!(
            streams.err,
            "warning: what {url} published was good until {expired}: `sealwright trust update` renews it"
        )?;
    }
    Ok(found)
}

/// The same without a warning.
pub(super) fn look() -> Result<InForce, Failure> {
    let Some(chosen) = Chosen::load()? else { return Ok(InForce::Embedded) };
    if !chosen.has_cache()? {
        // Nothing else stands in for a repository that somebody chose.
        return match chosen.is_public {
            true => Ok(InForce::Embedded),
            false => Err(Failure::undecided(format_args!(
                "nothing is in the cache of {}, which is to be believed",
                chosen.repository.metadata_url()
            ))
            .help(RENEW)),
        };
    }
    let (metadata, is_expired) = match chosen.repository.offline(input::now()) {
        Err(TufError::Expired { .. }) => (chosen.repository.offline_expired_dangerous(), true),
        other => (other, false),
    };
    let metadata = metadata.map_err(|error| broken(&chosen, &error))?;
    let cached = Cached { chosen, metadata, is_expired };
    // Whatever else is asked of it: this is what makes it a cache.
    cached.bytes(TRUSTED_ROOT)?;
    Ok(InForce::Cached(Box::new(cached)))
}

impl InForce {
    /// Whom to believe: the instance alone whose services sign.
    pub(crate) fn root(&self) -> Result<TrustRoot, Failure> {
        match self {
            Self::Embedded => TrustRoot::sigstore().map_err(Failure::undecided),
            Self::Cached(cached) => TrustRoot::from_json(&cached.bytes(TRUSTED_ROOT)?)
                .map_err(|error| cached.unusable(TRUSTED_ROOT, &error)),
        }
    }

    /// Whom to believe: GitHub's instance too, unless another one was chosen.
    pub(super) fn roots(&self) -> Result<TrustRoot, Failure> {
        let root = self.root()?;
        match self {
            Self::Cached(cached) if !cached.chosen.is_public => Ok(root),
            _ => Ok(root.and(TrustRoot::github().map_err(|error: TrustError| Failure::undecided(error))?)),
        }
    }

    /// Which services sign; `None` if the repository does not say.
    pub(crate) fn signing(&self) -> Result<Option<SigningConfig>, Failure> {
        let Self::Cached(cached) = self else {
            return SigningConfig::sigstore().map(Some).map_err(Failure::undecided);
        };
        let bytes = match cached.metadata.cached_target(SIGNING_CONFIG) {
            Err(TufError::NoSuchTarget { .. }) => return Ok(None),
            bytes => bytes.map_err(|error| broken(&cached.chosen, &error))?,
        };
        SigningConfig::from_json(&bytes).map(Some).map_err(|error| cached.unusable(SIGNING_CONFIG, &error))
    }
}

impl Cached {
    fn bytes(&self, target: &str) -> Result<Vec<u8>, Failure> {
        self.metadata.cached_target(target).map_err(|error| broken(&self.chosen, &error))
    }

    fn unusable(&self, target: &str, error: &dyn std::fmt::Display) -> Failure {
        let url = self.chosen.repository.metadata_url();
        Failure::undecided(format_args!("{target} of {url} cannot be used: {error}"))
            .help("tell the operator of the repository, or try a newer version of this program")
    }
}

const RENEW: &str = "fetch it with `sealwright trust update`, or name a --trusted-root FILE";

/// Whoever changed the cache shall not decide what takes its place.
fn broken(chosen: &Chosen, error: &TufError) -> Failure {
    let folder = chosen.repository.cache_folder().display();
    Failure::undecided(format_args!("the cache {folder} cannot be verified: {error}")).help(RENEW)
}
