use super::kind::IssuerKind;
use crate::check::{Code, Explain};
use crate::time::UnixTime;

/// Why there is no token that can be used. No message repeats a token, a code or what a server said in its own words.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TokenError {
    /// The text is no token.
    #[error("this is no identity token (a JWT): {0}")]
    Malformed(&'static str),
    /// The token is for somebody else.
    #[error("the identity token is for {}, not for {expected}: {}", list(.found), .kind.remedy())]
    Audience {
        /// For whom it should be.
        expected: String,
        /// For whom it is.
        found: Vec<String>,
        /// Who issued it.
        kind: IssuerKind,
    },
    /// The token is not valid any more.
    #[error("the identity token expired at {at}, and it is {now}: get a new one right before signing")]
    Expired {
        /// Until when it was valid.
        at: UnixTime,
        /// The time given.
        now: UnixTime,
    },
    /// The issuer has not verified that the address belongs to whom the token is for.
    #[error(
        "the issuer of the identity token has not verified the e-mail address: verify it there, and get a new token"
    )]
    EmailUnverified,
    /// The token names nobody.
    #[error("the identity token names nobody: it has neither sub nor email")]
    Nobody,
    /// The system in which the job runs offers tokens, but not to this job.
    #[error("{kind} gives this job no identity token: {}", .kind.remedy())]
    Permission {
        /// The system.
        kind: IssuerKind,
    },
    /// A command that makes tokens did not.
    #[error("`{command}` gave no identity token: run it in this job to see why")]
    Command {
        /// The command, without the token.
        command: &'static str,
    },
    /// A file with a token cannot be read.
    #[error("the identity token's file cannot be read: {path}: {reason}")]
    File {
        /// The file.
        path: String,
        /// Why, as the system says it.
        reason: String,
    },
    /// A variable holds what cannot be used.
    #[error("{name} is not as expected: {reason}")]
    Variable {
        /// The variable.
        name: &'static str,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// A server was asked and did not help.
    #[cfg(feature = "net")]
    #[error("while asking {whom}: {error}")]
    Net {
        /// Who was asked.
        whom: &'static str,
        /// What came of it.
        error: crate::net::NetError,
    },
    /// A server answered, but not what it should.
    #[error("{whom} answered something unexpected: {what}")]
    Answer {
        /// Who was asked.
        whom: &'static str,
        /// What is wrong with the answer.
        what: &'static str,
    },
    /// The issuer, the person, or both do not agree to it: an error code of RFC 6749, RFC 8628 or OpenID Connect.
    #[error("{whom} refuses: {code}")]
    Refused {
        /// Who refuses.
        whom: &'static str,
        /// The code, with nothing but lower-case letters, digits and `_` in it.
        code: String,
    },
    /// What came back belongs to another sign-in.
    #[error("what came back to this machine is not from the sign-in that was begun (wrong {0}): begin again")]
    Mismatch(&'static str),
    /// The issuer says that it is another one.
    #[error("the issuer says that it is another one: {found} instead of {expected}")]
    Issuer {
        /// Who was asked.
        expected: String,
        /// Who answered.
        found: String,
    },
    /// Nobody signed in.
    #[error("nobody signed in in time: begin again, or give a token")]
    Timeout,
    /// No browser can be brought to this machine.
    #[error("no browser can be opened here: use the device flow, or give a token")]
    Browser,
    /// The crypto library failed.
    #[error("the crypto library failed")]
    Crypto,
}

fn list(found: &[String]) -> String {
    if found.is_empty() { "nobody".into() } else { found.join(", ") }
}

/// What to do is in the message already.
impl Explain for TokenError {
    fn code(&self) -> Code {
        Code::SignToken
    }
}
