//! Step by step: is the signer a trusted builder, is this what it was expected to build, and does everything agree.

mod agree;
mod builder;
mod dependencies;
mod error;
mod package;
mod parameters;
mod publish;
mod signer;
mod source;
mod together;

use std::sync::Arc;

use super::builders::{BuildType, Builders, Registry};
use super::certificate;
use super::expect::Expectations;
use super::facts::{Fact, Format, Profile, Said};
use super::pick::Picked;
use super::provenance::Provenance;
use crate::check::{Check, Code, Status, Value};
use crate::intoto::Statement;
use crate::policy::Policy;
use crate::verify::{Content, Evidence, Refusal, SignerEvidence, Verified};
use error::JudgeError;

/// SLSA provenance by its predicate type; what the specification or real builders write.
const PREDICATE_TYPES: &[(&str, Format)] = &[
    ("https://slsa.dev/provenance/v1", Format::V1),
    // Written by some early builders of v1, and never by us.
    ("https://slsa.dev/provenance/v1.0", Format::V1),
    ("https://slsa.dev/provenance/v0.2", Format::V0_2),
    ("https://slsa.dev/provenance/v0.1", Format::V0_1),
];

/// One provenance and what is known about it.
struct Case<'a> {
    expected: &'a Expectations,
    evidence: &'a Evidence,
    format: Format,
    builder_id: &'a str,
    build_type: &'a str,
    said: Vec<Said<'a>>,
}

/// Where the profile of the build type stands, and what it finds there.
struct Reading<'a> {
    build_type: &'a BuildType,
    profile: &'a Profile,
    picked: &'a Picked<'a>,
}

impl Expectations {
    /// Judges provenance whose signature was verified: SLSA v1.2, verifying artifacts.
    ///
    /// The signer must be a builder that the registry trusts, whatever policy it was verified under; what certificate,
    /// predicate and materials say must agree; and it must be what is expected here. All that is wrong is in the refusal.
    pub fn check(&self, verified: &Verified<Content>) -> Result<Verified<Provenance>, Refusal> {
        let mut checks = Vec::with_capacity(10);
        let content = match verified.content() {
            Content::Statement(statement) => self.judge(verified.evidence(), statement, &mut checks),
            Content::Artifact => Err(JudgeError::Type { found: None }),
        };
        let content = content.map_err(|error| checks.push(Check::fail(&error))).ok();
        verified.clone().judge(checks, content)
    }

    /// A policy under which to verify what is to be judged: signed by a certificate, or by a key of the registry. Who
    /// signed is decided by [`Self::check`].
    pub fn policy(&self) -> Policy {
        // A registry that cannot be read is refused when it is asked to judge.
        let builders = self.registry().ok();
        Policy::judged(builders.iter().flat_map(Builders::keys).cloned())
    }

    fn judge(
        &self,
        evidence: &Evidence,
        statement: &Arc<Statement>,
        checks: &mut Vec<Check>,
    ) -> Result<Provenance, JudgeError> {
        let predicate_type = statement.predicate_type();
        let format = PREDICATE_TYPES.iter().find(|(known, _)| *known == predicate_type).map(|(_, format)| *format);
        let format = format.ok_or_else(|| JudgeError::Type { found: Some(predicate_type.to_owned()) })?;
        let builders = self.registry()?;
        let predicate = statement.predicate_json().ok_or(JudgeError::Missing { at: "predicate" })?;
        let mut picked = Vec::new();
        for part in builders.parts() {
            if let Some((plan, head)) = part.reader.of(format) {
                picked.push((part, head, plan.pick(predicate).map_err(JudgeError::Json)?));
            }
        }
        let (_, head, first) = picked.first().ok_or(JudgeError::Missing { at: "predicate" })?;
        let builder_id = first.text(head.builder).ok_or(JudgeError::Missing { at: "builder.id" })?;
        let build_type = first.text(head.build_type).ok_or(JudgeError::Missing { at: "buildType" })?;
        let mut case = Case {
            expected: self,
            evidence,
            format,
            builder_id: &builder_id,
            build_type: &build_type,
            said: Vec::new(),
        };
        if let Some(SignerEvidence::Certificate(leaf)) = &evidence.signer {
            certificate::read(leaf, &mut case.said);
        }
        let reading = picked.iter().find_map(|(part, _, picked)| reading(&case, part, picked));
        match &reading {
            Some(reading) => reading.profile.read(reading.picked, &mut case.said),
            None => checks.push(Check::fail(&JudgeError::UnknownBuildType { found: build_type.to_string() })),
        }
        let builder = builder::check(&case, &builders, checks);
        agree::check(&case, reading.as_ref(), checks);
        source::check(&case, reading.as_ref(), checks);
        parameters::check(&case, reading.as_ref(), checks);
        package::check(&case, statement, checks);
        let level = builder.map_or(0, |builder| builder.level);
        level_check(self.level, level, checks);
        let time = |slot| first.text(slot).map(|text| Box::from(&*text));
        Ok(Provenance {
            statement: Arc::clone(statement),
            builder: builder_id.as_ref().into(),
            builder_name: builder.map_or("", |builder| &builder.name).into(),
            level,
            build_type: build_type.as_ref().into(),
            repository: case.value(&[Fact::SourceRepository, Fact::Repository]),
            git_ref: source::reference(&case).map(Box::from),
            commit: case.value(&[Fact::SourceCommit, Fact::Commit]),
            workflow: case.value(&[Fact::Workflow]),
            event: case.value(&[Fact::Event]),
            invocation: time(head.invocation),
            started: time(head.started),
            finished: time(head.finished),
        })
    }

    fn registry(&self) -> Result<Builders, JudgeError> {
        match &self.builders {
            Some(builders) => Ok(builders.clone()),
            None => Builders::embedded().map_err(|error| JudgeError::Expectation {
                option: "builders",
                value: error.to_string(),
                why: "the embedded registry cannot be read",
            }),
        }
    }
}

/// The profile for the build type, if this part knows it: of any part, so that a builder of one's own may use a build
/// type that is known.
fn reading<'a>(case: &Case<'_>, part: &'a Registry, picked: &'a Picked<'a>) -> Option<Reading<'a>> {
    part.build_types.iter().find_map(|build_type| {
        let profile = part.profiles.get(build_type.profile)?;
        let fits = profile.format == case.format && build_type.uri.matches(case.build_type);
        fits.then_some(Reading { build_type, profile, picked })
    })
}

fn level_check(expected: Option<u8>, found: u8, checks: &mut Vec<Check>) {
    checks.push(match expected {
        Some(expected) if found < expected => Check::fail(&JudgeError::Level { expected, found }),
        _ => Check::pass(Code::SlsaLevel, Some(Value::Number(u64::from(found)))),
    });
}

impl<'a> Case<'a> {
    fn all(&self, fact: Fact) -> impl Iterator<Item = &Said<'a>> {
        self.said.iter().filter(move |said| said.fact == fact)
    }

    fn first(&self, fact: Fact) -> Option<&str> {
        self.all(fact).next().map(|said| &*said.value)
    }

    /// The first of these facts that is said.
    fn value(&self, facts: &[Fact]) -> Option<Box<str>> {
        facts.iter().find_map(|fact| self.first(*fact)).map(Box::from)
    }
}

/// Adds the failures, or that the check holds.
fn conclude(code: Code, errors: impl IntoIterator<Item = JudgeError>, found: Option<Value>, checks: &mut Vec<Check>) {
    let before = checks.len();
    checks.extend(errors.into_iter().map(|error| Check::fail(&error)));
    let failed = checks.iter().skip(before).any(|check| check.code == code && check.status == Status::Fail);
    if !failed {
        checks.push(Check::pass(code, found));
    }
}
