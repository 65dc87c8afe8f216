use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};

use crate::check::{Code, Explain};
use crate::crypto::SignError;
use crate::time::UnixTime;
use crate::trust::TrustError;
use crate::verify::Refusal;

/// Why the local authority cannot be opened, or does not sign.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LocalError {
    /// The system refuses: no permission, a full disk, no such directory.
    #[error("cannot {action} {}: {source}", path.display())]
    Io {
        /// What was tried: `read`, `write`, `lock`.
        action: &'static str,
        /// The file or directory.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// There is no local authority in the directory.
    #[error("there is no local authority in {}: sign something with it first", directory.display())]
    Absent {
        /// Where it was looked for.
        directory: PathBuf,
    },
    /// A file is not as it was written. Nothing is signed any more, because the log could fork.
    #[error(
        "{} is damaged ({what}): restore the directory from a backup, or move it away and begin a new authority",
        path.display()
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: &'static str,
    },
    /// The clock is further back than [`CLOCK_TOLERANCE`](super::CLOCK_TOLERANCE) behind the last signature.
    #[error("the clock says {now}, and the last signature was made at {last}: set the clock right, then sign again")]
    ClockMovedBack {
        /// The time given.
        now: UnixTime,
        /// When the log was last appended to, or made.
        last: UnixTime,
    },
    /// The authority's certificates end before the time given.
    #[error("the local authority ended at {end}: move its directory away and begin a new one")]
    Ended {
        /// When its certificates end.
        end: UnixTime,
    },
    /// Not an identity for a certificate.
    #[error("{text:?} is no identity: use NAME@HOST or a URI, in at most 512 ASCII characters without spaces")]
    Identity {
        /// What was given, cut to 64 characters.
        text: String,
    },
    /// The artifact is known by another digest only.
    #[error("the local authority signs SHA-256 digests: give the artifact, or its SHA-256")]
    NoSha256,
    /// Not an in-toto statement.
    #[error("the payload is no in-toto statement: {0}")]
    Statement(#[from] crate::intoto::StatementError),
    /// The statement names nothing by a digest.
    #[error("the statement has no subject with a digest: name what it is about")]
    NoSubject,
    /// The log has no such entry.
    #[error("the log has {size} entries, numbered from 0, and none has the index {index}")]
    NoEntry {
        /// The index asked for.
        index: u64,
        /// Entries in the log.
        size: u64,
    },
    /// An entry is longer than a log's tile can hold.
    #[error("a log entry of {bytes} bytes is too long: 65535 are allowed")]
    TooLong {
        /// How long it is.
        bytes: usize,
    },
    /// A key failed.
    #[error("the local authority cannot sign: {0}")]
    Sign(#[from] SignError),
    /// The trusted root is not one.
    #[error("the local authority's trusted root cannot be read: {0}")]
    Trust(#[from] TrustError),
    /// No policy can name the identity.
    #[error(transparent)]
    Policy(#[from] crate::policy::PolicyError),
    /// What was made does not verify; it was not handed out.
    #[error("what was signed does not verify and was not handed out: {0}")]
    Refused(Box<Refusal>),
}

impl Explain for LocalError {
    fn code(&self) -> Code {
        match self {
            Self::Refused(refusal) => refusal.code(),
            _ => Code::LocalAuthority,
        }
    }

    fn at(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::Io { path, .. } | Self::Damaged { path, .. } => Some(path.display().to_string().into()),
            Self::Absent { directory } => Some(directory.display().to_string().into()),
            _ => None,
        }
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::Io { .. } | Self::Damaged { .. } => {
                Some("the directory is the authority: it can be moved and copied only as a whole".into())
            }
            _ => None,
        }
    }
}

/// Says which file a system call was about.
pub(super) fn io_error<'p>(action: &'static str, path: &'p Path) -> impl FnOnce(io::Error) -> LocalError + 'p {
    move |source| LocalError::Io { action, path: path.to_owned(), source }
}

pub(super) fn damaged(path: impl Into<PathBuf>, what: &'static str) -> LocalError {
    LocalError::Damaged { path: path.into(), what }
}
