use std::io;
use std::path::PathBuf;

use sealwright::{ArtifactError, MakeError};

/// Why something cannot be collected.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CollectError {
    /// A variable is not text.
    #[error("the variable {name} is not Unicode")]
    NotUnicode {
        /// Which variable.
        name: &'static str,
    },
    /// `SOURCE_DATE_EPOCH` is not a number of seconds.
    #[error("SOURCE_DATE_EPOCH is not a number of seconds: {found}")]
    Epoch {
        /// What it is.
        found: String,
    },
    /// git is not installed, or cannot be run.
    #[error("git cannot be run: {0}")]
    NoGit(io::Error),
    /// git does not know a commit here.
    #[error("git knows no commit in this folder: {said}")]
    NoCommit {
        /// What git said.
        said: String,
    },
    /// git cannot do what it is asked.
    #[error("git {command} failed: {said}")]
    Git {
        /// What it was asked.
        command: &'static str,
        /// What it said.
        said: String,
    },
    /// A pattern is not well-formed.
    #[error("the pattern {pattern} is not one: {why}")]
    Pattern {
        /// The pattern.
        pattern: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// Nothing matches.
    #[error("there is no file {pattern}")]
    NoMatch {
        /// The name or pattern.
        pattern: String,
    },
    /// An artifact is a folder.
    #[error("{} is a folder", path.display())]
    Folder {
        /// Which one.
        path: PathBuf,
    },
    /// A pattern finds a link to a file elsewhere.
    #[error("{} is a link out of the folder that the pattern is about", path.display())]
    LeadsOut {
        /// Which one.
        path: PathBuf,
    },
    /// A file cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// An artifact cannot be read.
    #[error(transparent)]
    Artifact(#[from] ArtifactError),
    /// What was collected makes no subjects.
    #[error(transparent)]
    Make(#[from] MakeError),
}

impl CollectError {
    /// What to do about it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::NoGit(_) => Some("a local build is described by its git commit: install git and put it on the PATH"),
            Self::NoCommit { .. } => Some("run it in the git repository that was built, after the first commit"),
            Self::NoMatch { .. } => Some("name what was built, relative to this folder; ** stands for any folders"),
            Self::Folder { .. } => Some("name the files in it by a pattern, FOLDER/**/*, or archive it first"),
            Self::LeadsOut { .. } => Some("name the file itself if it is an artifact"),
            Self::Epoch { .. } => Some("SOURCE_DATE_EPOCH is seconds since 1970, for example 1795262400"),
            _ => None,
        }
    }
}
