//! One round trip: what is signed, by whose identity, in which log, and the files of it.

use std::path::{Path, PathBuf};

use sealwright::Sha256;
use serde_json::json;

use super::stack::Stack;

pub(crate) const EMAIL: &str = "dev@example.com";
pub(crate) const WORKFLOW: &str = "https://github.com/octo-org/octo-repo/.github/workflows/release.yml@refs/heads/main";

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum What {
    Blob,
    Attestation,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Who {
    /// By a token that is handed over.
    Email,
    /// By the endpoint that GitHub's runners have.
    GitHub,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Rekor {
    V1,
    V2,
}

/// What is to be signed, by whom and where, in a folder of its own.
pub(crate) struct Scene {
    pub(crate) stack: &'static Stack,
    pub(crate) what: What,
    pub(crate) who: Who,
    pub(crate) rekor: Rekor,
    folder: PathBuf,
}

impl Scene {
    /// In a new folder of that name.
    pub(crate) fn new(stack: &'static Stack, name: &str, what: What, who: Who, rekor: Rekor) -> Self {
        let name = format!("{name}-{what:?}-{who:?}-{rekor:?}").to_lowercase();
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        let scene = Self { stack, what, who, rekor, folder };
        // Nobody else signs the same bytes: a log has an entry once.
        let artifact = format!("an artifact of {}\n", scene.folder.display());
        std::fs::write(scene.artifact(), &artifact).unwrap();
        std::fs::write(scene.changed(), "something else\n").unwrap();
        std::fs::write(scene.predicate(), predicate().to_string()).unwrap();
        std::fs::write(scene.statement(), statement(artifact.as_bytes()).to_string()).unwrap();
        scene
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn artifact(&self) -> PathBuf {
        self.folder.join("artifact.txt")
    }

    /// A file that nobody signed.
    pub(crate) fn changed(&self) -> PathBuf {
        self.folder.join("changed.txt")
    }

    /// SLSA provenance v1, as small as it may be.
    pub(crate) fn predicate(&self) -> PathBuf {
        self.folder.join("predicate.json")
    }

    /// A statement with that predicate about the artifact.
    pub(crate) fn statement(&self) -> PathBuf {
        self.folder.join("statement.json")
    }

    pub(crate) fn bundle(&self) -> PathBuf {
        self.folder.join("artifact.sigstore.json")
    }

    pub(crate) fn signing_config(&self) -> &'static Path {
        match self.rekor {
            Rekor::V1 => &self.stack.signing_config_v1,
            Rekor::V2 => &self.stack.signing_config,
        }
    }

    pub(crate) fn trust_config(&self) -> &'static Path {
        match self.rekor {
            Rekor::V1 => &self.stack.trust_config_v1,
            Rekor::V2 => &self.stack.trust_config,
        }
    }

    /// What the certificate names.
    pub(crate) fn identity(&self) -> &'static str {
        match self.who {
            Who::Email => EMAIL,
            Who::GitHub => WORKFLOW,
        }
    }

    /// Who vouches for it.
    pub(crate) fn issuer(&self) -> &'static str {
        match self.who {
            Who::Email => &self.stack.oidc,
            Who::GitHub => &self.stack.github.issuer,
        }
    }

    /// A token of the identity, for a client that is handed one.
    pub(crate) fn token(&self) -> String {
        match self.who {
            Who::Email => self.stack.email_token(EMAIL),
            Who::GitHub => self.stack.github_token(),
        }
    }
}

fn predicate() -> serde_json::Value {
    json!({
        "buildDefinition": { "buildType": "https://example.com/build/v1", "externalParameters": {} },
        "runDetails": { "builder": { "id": "https://example.com/builder" } },
    })
}

fn statement(artifact: &[u8]) -> serde_json::Value {
    let digest = sealwright::Digest::from(Sha256::of(artifact)).to_hex();
    json!({
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{ "name": "artifact.txt", "digest": { "sha256": digest } }],
        "predicateType": "https://slsa.dev/provenance/v1",
        "predicate": predicate(),
    })
}
