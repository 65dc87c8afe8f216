//! What a package registry attests: that it published this package, in this version.

use std::sync::Arc;

use serde::Deserialize;

use super::conclude;
use super::error::{Contradiction, JudgeError};
use crate::check::{Check, Code};
use crate::intoto::Statement;
use crate::slsa::builders::Publisher;
use crate::slsa::expect::Expectations;
use crate::slsa::facts::Fact;
use crate::slsa::package::Package;
use crate::slsa::provenance::Publish;
use crate::verify::{Content, Evidence, Refusal, SignerEvidence, Verified};

/// npm/attestation: specs/publish.md
#[derive(Deserialize)]
struct Predicate {
    name: String,
    version: String,
    registry: Option<String>,
}

impl Expectations {
    /// Judges a registry's attestation that it published the artifact: signed by a key of the registry, and about the
    /// package and version that are expected, if they are.
    pub fn check_publish(&self, verified: &Verified<Content>) -> Result<Verified<Publish>, Refusal> {
        let mut checks = Vec::with_capacity(4);
        let content = match verified.content() {
            Content::Statement(statement) => self.publish(verified.evidence(), statement, &mut checks),
            Content::Artifact => Err(JudgeError::NoPublish { found: None }),
        };
        let content = content.map_err(|error| checks.push(Check::fail(&error))).ok();
        verified.clone().judge(checks, content)
    }

    /// Whether attestations of this type are made by package registries, and not by builders.
    pub fn is_publish(&self, predicate_type: &str) -> bool {
        let Ok(builders) = self.registry() else { return false };
        builders.parts().flat_map(|part| &part.publishers).any(|publisher| publisher.attests(predicate_type))
    }

    fn publish(
        &self,
        evidence: &Evidence,
        statement: &Arc<Statement>,
        checks: &mut Vec<Check>,
    ) -> Result<Publish, JudgeError> {
        let found = statement.predicate_type();
        let builders = self.registry()?;
        let publishers = || builders.parts().flat_map(|part| &part.publishers).filter(|one| one.attests(found));
        if publishers().next().is_none() {
            return Err(JudgeError::NoPublish { found: Some(found.to_owned()) });
        }
        let signed = |publisher: &&Publisher| match &evidence.signer {
            Some(SignerEvidence::Key(key)) => publisher.keys.iter().any(|known| known.key() == key),
            Some(SignerEvidence::Certificate(_)) | None => false,
        };
        let publisher = publishers().find(signed);
        let unsigned = publisher.is_none().then_some(JudgeError::NotTheRegistry);
        let name = publisher.map(|publisher| publisher.name.to_string().into());
        conclude(Code::SlsaBuilder, unsigned, name, checks);
        let json = statement.predicate_json().ok_or(JudgeError::Missing { at: "predicate" })?;
        let Predicate { name, version, registry } = serde_json::from_str(json).map_err(JudgeError::Json)?;
        let package = Package { name, version: Some(version) };
        let subject =
            statement.subject_for(&evidence.artifact).ok().and_then(|subject| Package::parse(subject.name()?));
        let differs = subject.filter(|subject| *subject != package).map(|subject| {
            JudgeError::Claim(Box::new(Contradiction {
                fact: Fact::Package,
                expected: subject.to_string(),
                expected_at: "subject.name".to_owned(),
                found: package.to_string(),
                found_at: "predicate.name and predicate.version".to_owned(),
            }))
        });
        conclude(Code::SlsaClaim, differs, None, checks);
        super::package::compare(self, Some(&package), checks);
        let Package { name, version } = package;
        Ok(Publish { statement: Arc::clone(statement), name, version: version.unwrap_or_default(), registry })
    }
}

impl Publisher {
    fn attests(&self, predicate_type: &str) -> bool {
        self.predicate_types.iter().any(|known| known.matches(predicate_type))
    }
}
