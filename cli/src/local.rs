//! The authority of this machine's user: where it lives, and whom it certifies.

use std::path::PathBuf;

use sealwright::local::{LocalAuthority, LocalError, LocalIdentity, LocalTrust};

use crate::exit::Failure;
use crate::{input, user};

/// The authority, made when it is first used.
pub(crate) fn authority() -> Result<LocalAuthority, Failure> {
    LocalAuthority::open(directory()?, input::now()).map_err(failed)
}

/// What it publishes, without its keys.
pub(crate) fn trust() -> Result<LocalTrust, Failure> {
    LocalTrust::open(directory()?).map_err(|error| match error {
        LocalError::Absent { .. } => {
            Failure::undecided(error).help("sign something with it first: sealwright sign FILE --local")
        }
        error => failed(error),
    })
}

/// `USER@HOST`, as this machine calls both.
pub(crate) fn identity() -> Result<LocalIdentity, Failure> {
    LocalIdentity::of_user(&user::name(), &user::host()).map_err(failed)
}

fn directory() -> Result<PathBuf, Failure> {
    user::local_authority().ok_or_else(|| {
        Failure::undecided("there is no place for the local authority: nothing says where your files are")
            .help("name one with SEALWRIGHT_HOME")
    })
}

pub(crate) fn failed(error: LocalError) -> Failure {
    Failure::undecided(error)
}
