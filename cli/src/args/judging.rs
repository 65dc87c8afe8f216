//! The options of every command that judges.

use std::path::PathBuf;

use clap::Args;
use sealwright::Verifier;

use super::{Format, FormatArgs};
use crate::exit::Failure;
use crate::streams::Streams;
use crate::trust;

/// Whom to believe, and how to say what came of it.
#[derive(Args, Debug)]
pub(crate) struct JudgingArgs {
    /// Whom to believe; may be given several times [default: what `trust update` fetched, or the embedded roots of the public
    /// Sigstore and of GitHub]
    #[arg(long = "trusted-root", value_name = "FILE")]
    trusted_roots: Vec<PathBuf>,

    #[command(flatten)]
    format: FormatArgs,

    /// After a refusal, say what each failed check means
    #[arg(long)]
    pub(crate) explain: bool,
}

impl JudgingArgs {
    /// Whether an option says whom to believe.
    pub(crate) fn names_root(&self) -> bool {
        !self.trusted_roots.is_empty()
    }

    pub(crate) fn verifier(&self, streams: &mut Streams<'_>) -> Result<Verifier, Failure> {
        Verifier::new(&trust::root(&self.trusted_roots, streams)?).map_err(Failure::undecided)
    }

    pub(crate) fn format(&self) -> Format {
        self.format.format()
    }
}
