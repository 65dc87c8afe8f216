//! How the program ends: the exit codes, and what is said when it cannot go on.

use std::fmt;
use std::io;

use sealwright::escape;

use crate::streams::Streams;

/// The exit codes; scripts rely on them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Exit {
    /// Verified, or done.
    Done,
    /// A definite no.
    Refused,
    /// The command line makes no sense.
    Usage,
    /// No bundle or attestation was found.
    NothingToVerify,
    /// No token, one that is not accepted, or a wrong password or PIN.
    Unauthenticated,
    /// A trusted root, server or file is not available.
    Undecided,
}

impl Exit {
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Refused => 1,
            Self::Usage => 2,
            Self::NothingToVerify => 3,
            Self::Unauthenticated => 4,
            Self::Undecided => 5,
        }
    }
}

/// Why the program could not do what it was asked, and what to do about it.
#[derive(Debug)]
pub(crate) struct Failure {
    exit: Exit,
    message: String,
    help: Option<String>,
}

impl Failure {
    pub(crate) fn usage(message: impl fmt::Display) -> Self {
        Self::new(Exit::Usage, message)
    }

    pub(crate) fn nothing_to_verify(message: impl fmt::Display) -> Self {
        Self::new(Exit::NothingToVerify, message)
    }

    pub(crate) fn unauthenticated(message: impl fmt::Display) -> Self {
        Self::new(Exit::Unauthenticated, message)
    }

    pub(crate) fn undecided(message: impl fmt::Display) -> Self {
        Self::new(Exit::Undecided, message)
    }

    pub(crate) fn refused(message: impl fmt::Display) -> Self {
        Self::new(Exit::Refused, message)
    }

    pub(crate) fn help(self, help: impl fmt::Display) -> Self {
        Self { help: Some(help.to_string()), ..self }
    }

    /// Of this artifact, where there are several.
    pub(crate) fn of(self, artifact: &str) -> Self {
        Self { message: format!("{artifact}: {}", self.message), ..self }
    }

    fn new(exit: Exit, message: impl fmt::Display) -> Self {
        Self { exit, message: message.to_string(), help: None }
    }

    /// Says it on standard error; there is nobody left to tell when that fails.
    pub(crate) fn show(&self, streams: &mut Streams<'_>) -> Exit {
        let _ = writeln!(streams.err, "error: {}", escape(&self.message));
        if let Some(help) = &self.help {
            let _ = writeln!(streams.err, "  = help: {}", escape(help));
        }
        let _ = streams.err.flush();
        self.exit
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::undecided(format_args!("cannot write: {error}"))
    }
}
