//! What is attested in a package registry: that this package was published there, in this version.

use std::sync::Arc;

use serde::Deserialize;

use super::conclude;
use super::error::{Contradiction, JudgeError};
use super::signer::{is_of, who, within};
use crate::check::{Check, Code};
use crate::intoto::Statement;
use crate::slsa::builders::{PackageIn, Publisher, Signer};
use crate::slsa::certificate;
use crate::slsa::expect::Expectations;
use crate::slsa::facts::Fact;
use crate::slsa::git;
use crate::slsa::package::{Package, normalized};
use crate::slsa::provenance::Publish;
use crate::verify::{Content, Evidence, Refusal, SignerEvidence, Verified};
use crate::x509::Certificate;

/// npm/attestation: specs/publish.md
#[derive(Deserialize)]
struct Predicate {
    name: String,
    version: String,
    registry: Option<String>,
}

impl Expectations {
    /// Judges an attestation that the artifact was published in a package registry: signed by a key of the registry (npm),
    /// or by a workflow of the source repository that publishes there (PyPI, PEP 740), and about the package and version
    /// that are expected, if they are.
    pub fn check_publish(&self, verified: &Verified<Content>) -> Result<Verified<Publish>, Refusal> {
        let mut checks = Vec::with_capacity(4);
        let content = match verified.content() {
            Content::Statement(statement) => self.publish(verified.evidence(), statement, &mut checks),
            Content::Artifact => Err(JudgeError::NoPublish { found: None }),
        };
        let content = content.map_err(|error| checks.push(Check::fail(&error))).ok();
        verified.clone().judge(checks, content)
    }

    /// Whether attestations of this type say that something was published, and not how it was built.
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
        let known = publishers().next().ok_or_else(|| JudgeError::NoPublish { found: Some(found.to_owned()) })?;
        let publisher = publishers().find(|publisher| publisher.signed(evidence));
        let unsigned = publisher.is_none().then_some(JudgeError::NotTheRegistry);
        let name = publisher.map(|publisher| publisher.name.to_string().into());
        conclude(Code::SlsaBuilder, unsigned, name, checks);
        if let (Some(Signer::Certificate { of_source: true, .. }), Some(SignerEvidence::Certificate(leaf))) =
            (publisher.map(|publisher| &publisher.signer), &evidence.signer)
        {
            source(self, leaf, checks);
        }
        let subject = statement.subject_for(&evidence.artifact).ok();
        let subject = subject.as_ref().and_then(|subject| subject.name());
        let (package, registry) = match publisher.unwrap_or(known).package {
            PackageIn::Predicate => {
                let (package, registry) = of_predicate(statement)?;
                let differs = subject.and_then(Package::parse).filter(|subject| *subject != package);
                conclude(Code::SlsaClaim, differs.map(|subject| contradiction(&subject, &package)), None, checks);
                super::package::compare(self, Some(&package), str::to_owned, checks);
                (package, registry)
            }
            PackageIn::Distribution => {
                let missing = JudgeError::Missing { at: "distribution's file name in subject.name" };
                let package = subject.and_then(Package::of_distribution).ok_or(missing)?;
                super::package::compare(self, Some(&package), normalized, checks);
                (package, None)
            }
        };
        let Package { name, version } = package;
        Ok(Publish { statement: Arc::clone(statement), name, version: version.unwrap_or_default(), registry })
    }
}

/// Whoever signed must be a workflow of the repository that is expected, built from it.
fn source(expected: &Expectations, leaf: &Certificate, checks: &mut Vec<Check>) {
    let source = git::repository(&expected.source);
    let identity = certificate::identity(leaf).map(|(name, _)| name).unwrap_or_default();
    let built = leaf.claims().source_repository_uri().map(git::repository);
    let stranger = match built {
        Some(built) if built != source => Some(built.into_owned()),
        _ => (!is_of(identity, &source)).then(|| identity.to_owned()),
    };
    let error = stranger.map(|found| JudgeError::Other {
        fact: Fact::SourceRepository,
        expected: source.to_string(),
        found: Some(found),
    });
    conclude(Code::SlsaSource, error, Some(source.to_string().into()), checks);
}

/// The package, and the registry if it names itself.
fn of_predicate(statement: &Statement) -> Result<(Package, Option<String>), JudgeError> {
    let json = statement.predicate_json().ok_or(JudgeError::Missing { at: "predicate" })?;
    let Predicate { name, version, registry } = serde_json::from_str(json).map_err(JudgeError::Json)?;
    Ok((Package { name, version: Some(version) }, registry))
}

fn contradiction(subject: &Package, package: &Package) -> JudgeError {
    JudgeError::Claim(Box::new(Contradiction {
        fact: Fact::Package,
        expected: subject.to_string(),
        expected_at: "subject.name".to_owned(),
        found: package.to_string(),
        found_at: "predicate.name and predicate.version".to_owned(),
    }))
}

impl Publisher {
    fn signed(&self, evidence: &Evidence) -> bool {
        let signed = who(&self.signer, evidence, |_| false);
        signed.is_ok_and(|signed| signed.is_none_or(|signed| within(signed.refs, signed.reference)))
    }

    fn attests(&self, predicate_type: &str) -> bool {
        self.predicate_types.iter().any(|known| known.matches(predicate_type))
    }
}
