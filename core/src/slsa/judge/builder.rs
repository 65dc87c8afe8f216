//! Step 1: the signer is a builder of the registry, at a version and in a place where it is trusted.

use super::error::{JudgeError, Miss, Unrecognised};
use super::signer::{Certified, is_of, who, within};
use super::{Case, conclude};
use crate::check::{Check, Code, Status, Value};
use crate::slsa::builders::{Builder, Builders, RefRule, Workflow};
use crate::slsa::facts::Fact;
use crate::verify::SignerEvidence;

/// The builder that signed, if it is one of the registry.
pub(super) fn check<'b>(case: &Case<'_>, builders: &'b Builders, checks: &mut Vec<Check>) -> Option<&'b Builder> {
    let entries = || builders.parts().flat_map(|part| &part.builders);
    // One builder may have several entries, each for build types of its own. The others only tell what is wrong.
    let suited = entries().filter(|builder| knows_build_type(case, builder));
    let recognised = suited.chain(entries()).find(|builder| recognise(case, builder).is_ok());
    let mut errors = Vec::new();
    if recognised.is_none() {
        let missed = entries().filter_map(|builder| recognise(case, builder).err());
        // The first of those that came nearest.
        let nearest = missed.reduce(|nearest, missed| if nearest.what < missed.what { missed } else { nearest });
        let nearest = nearest.unwrap_or_else(|| Unrecognised {
            what: Miss::Nobody,
            expected: "a builder of the registry".to_owned(),
            found: signer(case),
        });
        errors.push(JudgeError::Builder(Box::new(nearest)));
    }
    if let Some(expected) = &case.expected.builder
        && !is_named(expected, case.builder_id, recognised)
    {
        errors.push(JudgeError::OtherBuilder { expected: expected.clone(), found: case.builder_id.to_owned() });
    }
    if let Some(expected) = &case.expected.runner {
        let found = case.first(Fact::Runner);
        if found != Some(expected.as_str()) {
            let found = found.map(str::to_owned);
            errors.push(JudgeError::Other { fact: Fact::Runner, expected: expected.clone(), found });
        }
    }
    conclude(Code::SlsaBuilder, errors, Some(case.builder_id.to_owned().into()), checks);
    build_type(case, recognised, checks);
    recognised
}

fn build_type(case: &Case<'_>, builder: Option<&Builder>, checks: &mut Vec<Check>) {
    let found = || case.build_type.to_owned();
    let mut errors = Vec::new();
    if let Some(builder) = builder.filter(|builder| !knows_build_type(case, builder)) {
        let known: Vec<_> = builder.build_types.iter().map(|name| name.as_str()).collect();
        errors.push(JudgeError::BuildType { expected: known.join(" or "), found: found() });
    }
    if let Some(expected) = case.expected.build_type.as_ref().filter(|expected| **expected != *case.build_type) {
        errors.push(JudgeError::BuildType { expected: expected.clone(), found: found() });
    }
    let unknown = checks.iter().any(|check| check.code == Code::SlsaBuildType && check.status == Status::Fail);
    if !unknown {
        conclude(Code::SlsaBuildType, errors, Some(Value::from(found())), checks);
    } else {
        checks.extend(errors.iter().map(|error| Check::fail(error)));
    }
}

fn knows_build_type(case: &Case<'_>, builder: &Builder) -> bool {
    builder.build_types.iter().any(|known| known.matches(case.build_type))
}

fn recognise(case: &Case<'_>, builder: &Builder) -> Result<(), Unrecognised> {
    let id = Id::parse(case.builder_id);
    let miss = |what, expected: String, found: String| Err(Unrecognised { what, expected, found });
    let is_builder = |name: &str| builder.ids.iter().any(|known| known.matches(name));
    let signed = match who(&builder.signer, case.evidence, is_builder) {
        Ok(signed) => signed,
        Err(what) => return miss(what, builder.name.to_string(), signer(case)),
    };
    let mut of_source = None;
    if let Some(Certified { name, reference, workflow, refs, of_source: must }) = signed {
        // The builder that signs is the one that the provenance names, in the version that it names.
        if matches!(workflow, Workflow::Builder) && (id.name, id.version) != (name, reference) {
            return miss(Miss::Id, signer(case), case.builder_id.to_owned());
        }
        if !within(refs, reference) {
            return miss(Miss::Ref, rules(refs), reference.unwrap_or("no version").to_owned());
        }
        of_source = must.then_some(name);
    }
    if !builder.ids.iter().any(|known| known.matches(id.name)) {
        return miss(Miss::Id, names(builder), case.builder_id.to_owned());
    }
    if !within(&builder.id_refs, id.version) {
        return miss(Miss::IdRef, rules(&builder.id_refs), id.version.unwrap_or("no version").to_owned());
    }
    if let Some(runner) = &builder.runner {
        let found = case.first(Fact::Runner).unwrap_or("nothing");
        if *found != **runner {
            return miss(Miss::Runner, runner.to_string(), found.to_owned());
        }
    }
    let source = case.value(&[Fact::SourceRepository, Fact::Repository]).unwrap_or_default();
    if let Some(name) = of_source.filter(|name| source.is_empty() || !is_of(name, &source)) {
        return miss(Miss::OfSource, format!("a workflow of {source}"), name.to_owned());
    }
    if !builder.sources.is_empty() && !builder.sources.contains(&source) {
        return miss(Miss::Source, builder.sources.join(" or "), source.into());
    }
    if builder.only_named && case.expected.builder.is_none() {
        return miss(Miss::Named, format!("--builder-id {}", id.name), "no expected builder".to_owned());
    }
    Ok(())
}

/// Whether the builder is the one that is expected: by its id in the provenance, or by another of its ids.
fn is_named(expected: &str, found: &str, builder: Option<&Builder>) -> bool {
    let (expected, found) = (Id::parse(expected), Id::parse(found));
    let known = |name: &str| builder.is_some_and(|builder| builder.ids.iter().any(|id| id.is_exactly(name)));
    let same_name = expected.name == found.name || (known(expected.name) && known(found.name));
    let same_version = expected.version.is_none_or(|version| {
        found.version.is_some_and(|found| found == version || found.strip_prefix("refs/tags/") == Some(version))
    });
    same_name && same_version
}

/// A builder's id: a name, and a version after `@`.
struct Id<'a> {
    name: &'a str,
    version: Option<&'a str>,
}

impl<'a> Id<'a> {
    fn parse(text: &'a str) -> Self {
        match text.rsplit_once('@') {
            Some((name, version)) if !version.is_empty() => Self { name, version: Some(version) },
            _ => Self { name: text, version: None },
        }
    }
}

fn rules(rules: &[RefRule]) -> String {
    rules.iter().map(RefRule::as_str).collect::<Vec<_>>().join(" or ")
}

fn names(builder: &Builder) -> String {
    builder.ids.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(" or ")
}

fn signer(case: &Case<'_>) -> String {
    match &case.evidence.signer {
        Some(SignerEvidence::Certificate(leaf)) => {
            let san =
                leaf.identity().ok().and_then(|san| san.identity_text()).unwrap_or("a certificate without identity");
            san.to_owned()
        }
        Some(SignerEvidence::Key(key)) => format!("the key sha256:{}", key.fingerprint()),
        None => "nobody".to_owned(),
    }
}
