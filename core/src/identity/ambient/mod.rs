//! Tokens of the system in which this process runs, without anybody's doing.

mod ci;
mod google;

pub(super) use ci::{ask, parse};

use std::io;
use std::path::Path;

use super::error::TokenError;
use super::kind::IssuerKind;
use super::token::Token;
use crate::net::Transport;
use crate::time::UnixTime;

/// What the process is surrounded by; the caller looks, because this library does not.
pub trait Surroundings {
    /// An environment variable; one that is empty is not set.
    fn variable(&self, name: &str) -> Option<String>;

    /// A file, whole; one with more than 64 KiB may be cut off behind that.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// What the program writes to its standard output if it succeeds. It is a secret.
    fn run(&self, program: &str, arguments: &[&str]) -> io::Result<Vec<u8>>;
}

/// A token, and where it was found.
#[derive(Clone, Debug)]
pub struct Ambient {
    /// The token, which is for Sigstore and has not expired.
    pub token: Token,
    /// Where it was found: `GitHub Actions`, or the name of a variable.
    pub source: &'static str,
}

/// Variables that hold a token: GitLab's by convention, and that of other clients.
const VARIABLES: [&str; 2] = ["SIGSTORE_ID_TOKEN", "SIGSTORE_IDENTITY_TOKEN"];

/// Variables that name a file with a token, such as a SPIFFE helper or Kubernetes keeps fresh.
const FILE_VARIABLES: [&str; 2] = ["SIGSTORE_ID_TOKEN_FILE", "SPIFFE_JWT_SVID_FILE"];

/// Where cosign looks, too (cosign, pkg/providers/filesystem).
const FILE: &str = "/var/run/sigstore/cosign/oidc-token";

/// The first token that is offered, or nothing where none is. In this order: the variables `SIGSTORE_ID_TOKEN` and
/// `SIGSTORE_IDENTITY_TOKEN`; the files that `SIGSTORE_ID_TOKEN_FILE` and `SPIFFE_JWT_SVID_FILE` name; GitHub Actions;
/// GitLab; Buildkite; CircleCI; the file where cosign looks; Google Cloud.
///
/// Where a system is recognised and does not give this job a token, or one for somebody else, that is an error which says
/// what to change; nobody is asked further. On Google Cloud, `GOOGLE_SERVICE_ACCOUNT_NAME` names another account than the
/// machine's own.
pub fn ambient(
    surroundings: &dyn Surroundings,
    transport: &dyn Transport,
    now: UnixTime,
) -> Result<Option<Ambient>, TokenError> {
    let Some((text, source)) = find(surroundings, transport)? else { return Ok(None) };
    let token = Token::parse(&text)?;
    match token.check(now) {
        Ok(()) => Ok(Some(Ambient { token, source })),
        // The issuer of an instance of one's own is not known by its name, but the system is.
        Err(TokenError::Audience { expected, found, kind: IssuerKind::Other }) => {
            let kind = ci::system(surroundings).unwrap_or(IssuerKind::Other);
            Err(TokenError::Audience { expected, found, kind })
        }
        Err(error) => Err(error),
    }
}

fn find(
    surroundings: &dyn Surroundings,
    transport: &dyn Transport,
) -> Result<Option<(String, &'static str)>, TokenError> {
    for name in VARIABLES {
        if let Some(text) = set(surroundings, name) {
            return Ok(Some((text, name)));
        }
    }
    for name in FILE_VARIABLES {
        if let Some(path) = set(surroundings, name) {
            return Ok(Some((read(surroundings, &path)?, name)));
        }
    }
    if let Some(found) = ci::find(surroundings, transport)? {
        return Ok(Some(found));
    }
    if let Ok(bytes) = surroundings.read(Path::new(FILE)) {
        return Ok(Some((text(bytes)?, FILE)));
    }
    google::find(surroundings, transport)
}

fn set(surroundings: &dyn Surroundings, name: &str) -> Option<String> {
    surroundings.variable(name).filter(|value| !value.trim().is_empty())
}

fn read(surroundings: &dyn Surroundings, path: &str) -> Result<String, TokenError> {
    let bytes = surroundings
        .read(Path::new(path))
        .map_err(|error| TokenError::File { path: path.to_owned(), reason: error.to_string() })?;
    text(bytes)
}

fn text(bytes: Vec<u8>) -> Result<String, TokenError> {
    String::from_utf8(bytes).map_err(|_| TokenError::Malformed("it is no text"))
}
