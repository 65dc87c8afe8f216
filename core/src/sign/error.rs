use std::borrow::Cow;
use std::fmt;

use crate::check::{Code, Explain, Value};
use crate::crypto::SignError;
use crate::digest::DigestAlgorithm;
use crate::identity::TokenError;
use crate::local::LocalError;
#[cfg(feature = "net")]
use crate::net::{NetError, NetErrorKind};
use crate::trust::SigningConfigError;
use crate::verify::Refusal;

/// Why nothing was signed: at which stage, and what went wrong. Nothing was given out.
#[derive(Debug, thiserror::Error)]
#[error("{stage}: {problem}")]
pub struct SigningError {
    stage: Stage,
    problem: Box<SigningProblem>,
}

/// Where on its way a signature was.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum Stage {
    /// Which services to use.
    Config,
    /// Whom the token names, before it is sent.
    Token,
    /// A certificate for an identity.
    Certificate,
    /// The signature itself.
    Sign,
    /// A timestamp.
    Timestamp,
    /// An entry in a log.
    Log,
    /// The bundle, before it is given out.
    Verify,
}

/// What went wrong.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SigningProblem {
    /// The server did not answer, or said no.
    #[cfg(feature = "net")]
    #[error(transparent)]
    Net(#[from] NetError),
    /// The server's answer is not what was asked for.
    #[error("{url} answers with something else: {rule}")]
    Answer {
        /// Whose answer.
        url: String,
        /// What it is not.
        rule: &'static str,
    },
    /// The identity token cannot be used.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// No service can be used.
    #[error(transparent)]
    Config(#[from] SigningConfigError),
    /// The key does not sign.
    #[error(transparent)]
    Key(#[from] SignError),
    /// The authority of this machine does not sign.
    #[error(transparent)]
    Local(#[from] LocalError),
    /// The artifact's digest by this algorithm is not known.
    #[error("the key signs {wanted} digests, and the artifact's is not known")]
    Digest {
        /// The algorithm.
        wanted: DigestAlgorithm,
    },
    /// This log has no form for it.
    #[error("a log of version {version} cannot take {what}")]
    Unsupported {
        /// The version of the log's interface.
        version: u32,
        /// What it cannot take.
        what: &'static str,
    },
    /// What was made does not verify.
    #[error("what was made is refused: {0}")]
    Refused(Box<Refusal>),
}

impl SigningError {
    pub(super) fn at(stage: Stage, problem: SigningProblem) -> Self {
        Self { stage, problem: Box::new(problem) }
    }

    /// At which stage.
    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// What went wrong.
    pub fn problem(&self) -> &SigningProblem {
        &self.problem
    }

    /// Whether a server does not accept who asks: an identity token that is not good.
    pub fn is_unauthenticated(&self) -> bool {
        self.stage == Stage::Token || self.stage == Stage::Certificate && matches!(self.status(), Some(400 | 401 | 403))
    }

    fn status(&self) -> Option<u16> {
        match &*self.problem {
            #[cfg(feature = "net")]
            SigningProblem::Net(error) => match error.kind() {
                NetErrorKind::Status { status, .. } => Some(*status),
                _ => None,
            },
            _ => None,
        }
    }
}

impl Explain for SigningError {
    fn code(&self) -> Code {
        match (&*self.problem, self.stage) {
            (SigningProblem::Refused(refusal), _) => refusal.code(),
            (SigningProblem::Local(error), _) => error.code(),
            (SigningProblem::Key(error), _) => error.code(),
            (_, Stage::Config) => Code::SignConfig,
            (_, Stage::Token) => Code::SignToken,
            (_, Stage::Certificate) => Code::SignCertificate,
            (_, Stage::Sign | Stage::Verify) => Code::SignKey,
            (_, Stage::Timestamp) => Code::SignTimestamp,
            (_, Stage::Log) => Code::SignLog,
        }
    }

    fn found(&self) -> Option<Value> {
        self.status().map(|status| Value::Number(status.into()))
    }

    fn at(&self) -> Option<Cow<'static, str>> {
        match &*self.problem {
            #[cfg(feature = "net")]
            SigningProblem::Net(error) => error.at(),
            SigningProblem::Answer { url, .. } => Some(url.clone().into()),
            SigningProblem::Local(error) => error.at(),
            _ => None,
        }
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        Some(Cow::Borrowed(match (&*self.problem, self.stage, self.status()) {
            (_, Stage::Certificate, Some(400 | 401 | 403)) => {
                "the identity token is expired, for another audience than sigstore, or of an issuer that this authority does not know: get a new one"
            }
            (_, _, Some(409)) => "the log has this signature already: sign again",
            #[cfg(feature = "net")]
            (SigningProblem::Net(error), ..) => return error.hint(),
            (SigningProblem::Answer { .. }, ..) => "check that the address is that of such a service",
            (SigningProblem::Token(_), ..) => "get a new token right before signing",
            (SigningProblem::Config(error), ..) => return error.hint(),
            (SigningProblem::Key(_), ..) => "use a key that signs",
            (SigningProblem::Local(error), ..) => return error.hint(),
            (SigningProblem::Digest { .. }, ..) => "hash the artifact by this algorithm",
            (SigningProblem::Unsupported { .. }, ..) => "use another key or another log",
            (SigningProblem::Refused(_), ..) => {
                "the services and the trusted root are not of one instance, or the root is old: use those that belong together"
            }
        }))
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Config => "signing config",
            Self::Token => "identity token",
            Self::Certificate => "certificate",
            Self::Sign => "signature",
            Self::Timestamp => "timestamp",
            Self::Log => "log entry",
            Self::Verify => "verification",
        })
    }
}
