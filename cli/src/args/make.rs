//! The options of what makes statements.

use std::path::PathBuf;

use clap::Args;

use super::SigningArgs;

#[derive(Args, Debug)]
pub(crate) struct ProvenanceArgs {
    #[command(flatten)]
    pub(crate) about: AboutArgs,

    /// What runs the build; `auto` looks at the environment, and takes it for a local build where it finds no CI system
    #[arg(long, value_name = "CI", default_value = "auto", value_parser = CIS)]
    pub(crate) ci: String,

    /// When the build began: 2026-11-21T10:00:00Z; SOURCE_DATE_EPOCH takes its place
    #[arg(long, value_name = "TIME")]
    pub(crate) started: Option<String>,
    /// When the build ended; SOURCE_DATE_EPOCH takes its place
    #[arg(long, value_name = "TIME")]
    pub(crate) finished: Option<String>,
    /// What else came out of the build: a log, an SBOM; may be given several times
    #[arg(long = "byproduct", value_name = "FILE")]
    pub(crate) byproducts: Vec<String>,

    /// Of a local build: the URI of who built it [default: https://sealwright.dev/builders/local/v1]
    #[arg(long, value_name = "URI")]
    pub(crate) builder_id: Option<String>,
    /// Of a local build: the command that built it
    #[arg(long, value_name = "COMMAND")]
    pub(crate) invocation: Option<String>,
}

const CIS: [&str; 10] =
    ["auto", "github", "gitlab", "buildkite", "circleci", "jenkins", "tekton", "azure", "gcb", "local"];

#[derive(Args, Debug)]
pub(crate) struct AttestArgs {
    #[command(flatten)]
    pub(crate) about: AboutArgs,

    /// What the predicate is: slsaprovenance1, slsaprovenance02, spdx, cyclonedx, vsa, link, openvex, vuln, vulns, scai,
    /// test-result, release, runtime-trace, reference, svr, or a URI
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) predicate_type: String,

    /// The predicate: a file with one JSON object
    #[arg(long, value_name = "FILE")]
    pub(crate) predicate: PathBuf,
}

/// What a statement is about, and where it goes.
#[derive(Args, Debug)]
pub(crate) struct AboutArgs {
    /// Files, patterns (`dist/*.whl`, quoted or not) or digests (sha256:HEX)
    #[arg(value_name = "ARTIFACT", required_unless_present = "subjects")]
    pub(crate) artifacts: Vec<String>,

    /// A list of checksums as sha256sum prints it, `-` for standard input; what it names is not read again
    #[arg(long, value_name = "CHECKSUMS_FILE")]
    pub(crate) subjects: Option<PathBuf>,

    /// Write to this file, whole or not at all, instead of standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Sign what is stated, and write the bundle instead of the bare statement; --local, --key, --login
    /// and --identity-token say so too
    #[arg(long)]
    pub(crate) sign: bool,

    #[command(flatten)]
    pub(crate) signing: SigningArgs,
}

impl AboutArgs {
    /// Whether to sign: nobody's identity is used who did not ask for it.
    pub(crate) fn is_signed(&self) -> bool {
        self.sign || self.signing.names_signer()
    }
}
