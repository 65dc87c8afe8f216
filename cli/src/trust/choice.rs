//! Whom one believes, and who signs, where no option says so. Never asks a server.

use std::path::PathBuf;

use sealwright::{SigningConfig, TrustError, TrustRoot, escape};

use super::repository::{Chosen, SIGNING_CONFIG, TRUSTED_ROOT};
use super::whole::{RENEW, Whole};
use crate::exit::Failure;
use crate::input;
use crate::streams::Streams;

/// What is in force.
pub(crate) enum InForce {
    /// What came with the program: nothing has been fetched yet.
    Embedded,
    /// What was fetched last, verified again.
    Fetched(Box<Fetched>),
}

/// Of the user's repository.
pub(crate) struct Fetched {
    pub(super) chosen: Chosen,
    pub(super) whole: Whole,
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
    if let InForce::Fetched(fetched) = &found
        && fetched.whole.is_expired
    {
        let (url, expired) = (escape(fetched.chosen.url()), fetched.whole.metadata.expires());
        let renew = "`sealwright trust update` renews it";
        writeln!(streams.err, "warning: what {url} published was good until {expired}: {renew}")?;
    }
    Ok(found)
}

/// The same without a warning.
pub(super) fn look() -> Result<InForce, Failure> {
    let Some(chosen) = Chosen::load()? else { return Ok(InForce::Embedded) };
    match Whole::current(&chosen)? {
        Some(whole) => Ok(InForce::Fetched(Box::new(Fetched { chosen, whole }))),
        None if chosen.is_public() => Ok(InForce::Embedded),
        // Nothing else stands in for a repository that somebody chose.
        None => {
            let url = chosen.url();
            Err(Failure::undecided(format_args!("nothing is in the cache of {url}, which is to be believed"))
                .help(RENEW))
        }
    }
}

impl InForce {
    /// Whom to believe: the instance alone whose services sign.
    pub(crate) fn root(&self) -> Result<TrustRoot, Failure> {
        match self {
            Self::Embedded => TrustRoot::sigstore().map_err(Failure::undecided),
            Self::Fetched(fetched) => TrustRoot::from_json(&fetched.whole.trusted_root)
                .map_err(|error| unusable(TRUSTED_ROOT, fetched.chosen.url(), &error)),
        }
    }

    /// Whom to believe: GitHub's instance too, unless another one was chosen.
    pub(super) fn roots(&self) -> Result<TrustRoot, Failure> {
        let root = self.root()?;
        match self {
            Self::Fetched(fetched) if !fetched.chosen.is_public() => Ok(root),
            _ => Ok(root.and(TrustRoot::github().map_err(|error: TrustError| Failure::undecided(error))?)),
        }
    }

    /// Which services sign; `None` if the repository does not say.
    pub(crate) fn signing(&self) -> Result<Option<SigningConfig>, Failure> {
        let Self::Fetched(fetched) = self else {
            return SigningConfig::sigstore().map(Some).map_err(Failure::undecided);
        };
        let config = fetched.whole.signing_config.as_deref().map(SigningConfig::from_json).transpose();
        config.map_err(|error| unusable(SIGNING_CONFIG, fetched.chosen.url(), &error))
    }
}

/// Signed, and not what it should be.
pub(super) fn unusable(target: &str, url: &str, error: &dyn std::fmt::Display) -> Failure {
    Failure::undecided(format_args!("{target} of {url} cannot be used: {error}"))
        .help("tell the operator of the repository, or try a newer version of this program")
}
