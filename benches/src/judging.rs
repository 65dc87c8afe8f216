//! What judging provenance adds to verifying its signature.

use std::path::Path;

use sealwright::local::{Authority, BASE_TIME, Recipe};
use sealwright::{
    Artifact, Attestations, Content, DigestAlgorithm, Expectations, TrustRoot, UnixTime, Verified, Verifier,
};

use crate::Result;
use crate::ours::now;

/// Provenance whose signature was verified, and what is expected of it.
pub struct Judging {
    /// What it is.
    pub name: String,
    /// The bytes of its predicate.
    pub predicate: usize,
    verified: Verified<Content>,
    expected: Expectations,
}

impl Judging {
    /// Real provenance of four builders, and a statement with as many subjects as there may be.
    pub fn all() -> Result<Vec<Self>> {
        let npm = "https://github.com/actions/runner/github-hosted";
        Ok(vec![
            Self::real(
                "GitHub, v1, 36 subjects",
                "github_build_provenance_jdx_mise.json",
                "github.com/jdx/mise",
                None,
            )?,
            Self::real(
                "npm, v1",
                "sigstore.js@2.0.0-provenance.sigstore.json",
                "github.com/sigstore/sigstore-js",
                Some(npm),
            )?,
            Self::real("generator, v0.2", "sops_v3_9_0.intoto.jsonl", "github.com/getsops/sops", None)?,
            Self::largest()?,
        ])
    }

    fn real(name: &str, file: &str, source: &str, builder: Option<&str>) -> Result<Self> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/bundles").join(file);
        let attestations = Attestations::from_json(&std::fs::read(path)?)?;
        let attestation = attestations.into_iter().next().ok_or("no attestation")??;
        let sealwright::BundleContent::Envelope(envelope) = attestation.bundle().content() else {
            return Err("no envelope".into());
        };
        let statement = sealwright::Statement::from_payload(envelope.payload())?;
        let digest = statement.subjects().find_map(|subject| subject.known_digests().next()).ok_or("no digest")?;
        let expected = Expectations::new(source);
        let expected = builder.into_iter().fold(expected, Expectations::builder);
        let verifier = Verifier::new(&TrustRoot::sigstore()?)?;
        let policy = expected.policy().unlogged_dangerous();
        let verified = verifier.verify(&Artifact::from_digest(digest), attestation.bundle(), &policy, now()?)?;
        Self::new(name, verified, expected)
    }

    /// 1,024 subjects, the artifact the last of them.
    fn largest() -> Result<Self> {
        let repository = "https://github.com/octo/app";
        let workflow = format!("{repository}/.github/workflows/release.yml@refs/tags/v1");
        let digest = |number: u32| DigestAlgorithm::Sha256.digest(number.to_string().as_bytes());
        let subjects = (0..1024).map(|number| (format!("dist/file-{number}"), vec![digest(number)]));
        let predicate = serde_json::json!({
            "buildDefinition": {
                "buildType": "https://actions.github.io/buildtypes/workflow/v1",
                "externalParameters": { "workflow": { "ref": "refs/tags/v1", "repository": repository } },
            },
            "runDetails": { "builder": { "id": workflow } },
        });
        let recipe = Recipe::statement("1023").github("octo/app", "release.yml", "refs/tags/v1");
        let recipe = recipe.predicate("https://slsa.dev/provenance/v1", predicate).subjects(subjects);
        let made = Authority::new()?.make(&recipe)?;
        let verifier = Verifier::new(&TrustRoot::from_json(made.trusted_root().as_bytes())?)?;
        let expected = Expectations::new(repository);
        let now = UnixTime::from_secs(BASE_TIME.secs() + 86_400);
        let artifact = Artifact::from_digest(digest(1023));
        let verified = verifier.verify_json(&artifact, made.json().as_bytes(), &expected.policy(), now)?;
        Self::new("GitHub, v1, 1,024 subjects", verified, expected)
    }

    fn new(name: &str, verified: Verified<Content>, expected: Expectations) -> Result<Self> {
        let Content::Statement(statement) = verified.content() else { return Err("no statement".into()) };
        let predicate = statement.predicate_json().map_or(0, str::len);
        let judging = Self { name: name.to_owned(), predicate, verified, expected };
        judging.judge().map(|()| judging)
    }

    /// Judges it.
    pub fn judge(&self) -> Result<()> {
        match self.expected.check(&self.verified) {
            Ok(verified) => {
                drop(std::hint::black_box(verified));
                Ok(())
            }
            Err(refusal) => Err(format!("refused: {:?}", refusal.failures()).into()),
        }
    }
}
