//! What is expected of provenance, as options: slsa-verifier's under their own names, and more.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use sealwright::{Builders, Expectations, Explain};

use super::{JudgingArgs, VerifyVsaArgs};
use crate::exit::Failure;
use crate::input;

const VSA_USAGE: &str = "\
sealwright slsa verify-vsa --attestation <FILE> --subject-digest <ALGORITHM:VALUE>... --verifier-id <URI>
                                  --resource-uri <URI> <WHO MAY HAVE SIGNED> [OPTIONS]";

#[derive(Subcommand, Debug)]
pub(crate) enum SlsaCommand {
    /// Verify how an artifact was built: by a trusted builder, from the expected source
    #[command(override_usage = "sealwright slsa verify <TARGET> --source-uri <URI> [--provenance <FILE>]... [OPTIONS]")]
    Verify(Box<SlsaVerifyArgs>),
    /// Verify what a verifier said of an artifact: a verification summary
    #[command(override_usage = VSA_USAGE)]
    VerifyVsa(Box<VerifyVsaArgs>),
}

#[derive(Args, Debug)]
pub(crate) struct SlsaVerifyArgs {
    /// A file, `-` for standard input, a digest (sha256:HEX), or an image in a local OCI layout: oci-layout:DIR[@DIGEST]
    #[arg(value_name = "TARGET")]
    pub(crate) target: String,

    /// A file with provenance: a bundle, an envelope, an answer of npm, GitHub, PyPI or gcloud, JSON lines
    /// [default: TARGET.intoto.jsonl, then TARGET.sigstore.json; of a layout what is attached to the image]
    #[arg(long, visible_alias = "provenance-path", visible_alias = "attestations-path", value_name = "FILE")]
    pub(crate) provenance: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) expected: ExpectedArgs,

    /// Accept evidence that is in no log: nobody has seen it, and nobody knows when it was signed
    #[arg(long)]
    pub(crate) accept_unlogged: bool,

    #[command(flatten)]
    pub(crate) judging: JudgingArgs,
}

/// What must have been built from what, by whom.
#[derive(Args, Debug)]
pub(crate) struct ExpectedArgs {
    /// The repository that it was built from: github.com/OWNER/REPO
    #[arg(long, value_name = "URI", help_heading = SOURCE)]
    source_uri: String,
    /// The branch that it was built from
    #[arg(long, value_name = "BRANCH", help_heading = SOURCE)]
    source_branch: Option<String>,
    /// The tag that it was built from
    #[arg(long, value_name = "TAG", help_heading = SOURCE)]
    source_tag: Option<String>,
    /// A semantic version that the tag is of: v1 is any v1.x.y
    #[arg(long, value_name = "VERSION", help_heading = SOURCE)]
    source_versioned_tag: Option<String>,
    /// The full git reference that it was built from
    #[arg(long, value_name = "REF", help_heading = SOURCE)]
    source_ref: Option<String>,
    /// The commit that it was built from
    #[arg(long, value_name = "COMMIT", help_heading = SOURCE)]
    source_commit: Option<String>,
    /// The repository's id, which stays when the name changes hands
    #[arg(long, value_name = "ID", help_heading = SOURCE)]
    repository_id: Option<String>,
    /// The id of the repository's owner
    #[arg(long, value_name = "ID", help_heading = SOURCE)]
    owner_id: Option<String>,

    /// The builder's id, with @VERSION if that matters; some builders are trusted only if they are named
    #[arg(long, value_name = "ID", help_heading = BUILD)]
    builder_id: Option<String>,
    /// The level of SLSA's build track that the builder must be trusted up to
    #[arg(long, value_name = "LEVEL", help_heading = BUILD, value_parser = clap::value_parser!(u8).range(0..=4))]
    level: Option<u8>,
    /// The build type
    #[arg(long, value_name = "URI", help_heading = BUILD)]
    build_type: Option<String>,
    /// The path of the workflow in the repository: .github/workflows/release.yml
    #[arg(long, value_name = "PATH", help_heading = BUILD)]
    build_workflow: Option<String>,
    /// An input that was given to the workflow; may be given several times
    #[arg(long = "build-workflow-input", value_name = "NAME=VALUE", help_heading = BUILD)]
    inputs: Vec<String>,
    /// An external parameter that may be there, although the build type does not have it; may be given several times
    #[arg(long = "external-parameter", value_name = "NAME", help_heading = BUILD)]
    parameters: Vec<String>,
    /// Where it was built: github-hosted or self-hosted
    #[arg(long, value_name = "CLASS", help_heading = BUILD)]
    runner: Option<String>,
    /// A file with further builders to trust; may be given several times
    #[arg(long = "builders", value_name = "FILE", help_heading = BUILD)]
    builders: Vec<PathBuf>,

    /// The package's name, as its registry has it
    #[arg(long, value_name = "NAME", help_heading = PACKAGE)]
    package_name: Option<String>,
    /// The package's version
    #[arg(long, value_name = "VERSION", help_heading = PACKAGE)]
    package_version: Option<String>,
}

const SOURCE: &str = "From what it was built";
const BUILD: &str = "How it was built";
const PACKAGE: &str = "What it is";

type With = fn(Expectations, &str) -> Expectations;

impl ExpectedArgs {
    /// The expectations that the options say, or the mistake in them.
    pub(crate) fn build(&self) -> Result<Expectations, Failure> {
        let mut expected = Expectations::new(&self.source_uri);
        let options: [(&Option<String>, With); 13] = [
            (&self.source_branch, Expectations::branch),
            (&self.source_tag, Expectations::tag),
            (&self.source_versioned_tag, Expectations::versioned_tag),
            (&self.source_ref, Expectations::git_ref),
            (&self.source_commit, Expectations::commit),
            (&self.repository_id, Expectations::repository_id),
            (&self.owner_id, Expectations::owner_id),
            (&self.builder_id, Expectations::builder),
            (&self.build_type, Expectations::build_type),
            (&self.build_workflow, Expectations::workflow),
            (&self.runner, Expectations::runner),
            (&self.package_name, Expectations::package),
            (&self.package_version, Expectations::package_version),
        ];
        for (value, with) in options {
            if let Some(value) = value {
                expected = with(expected, value);
            }
        }
        for input in &self.inputs {
            let (name, value) = input.split_once('=').ok_or_else(|| {
                Failure::usage(format_args!("--build-workflow-input {input}: no value"))
                    .help("write NAME=VALUE; an empty value is NAME=")
            })?;
            expected = expected.input(name, value);
        }
        expected = self.parameters.iter().fold(expected, |expected, name| expected.parameter(name));
        if let Some(level) = self.level {
            expected = expected.level(level);
        }
        self.builders(expected)
    }

    /// The builders of the files, beside those that are known.
    fn builders(&self, expected: Expectations) -> Result<Expectations, Failure> {
        if self.builders.is_empty() {
            return Ok(expected);
        }
        let mut builders = Builders::embedded().map_err(Failure::undecided)?;
        for file in &self.builders {
            let own = Builders::from_toml(&input::read_text(file)?).map_err(|error| {
                let failure = Failure::usage(format_args!("{}: {error}", file.display()));
                match error.hint() {
                    Some(hint) => failure.help(hint),
                    None => failure,
                }
            })?;
            builders = builders.and(own);
        }
        Ok(expected.builders(builders))
    }
}
