//! What provenance says, as people ask: what was built, by whom, from what, how, when and with what.

use sealwright::predicate::{DigestSet, Entries, Json, slsa_v01, slsa_v1, slsa_v02};
use sealwright::{Predicate, ResourceDescriptor};

use super::facts::{Fact, Parts};

/// So many dependencies are shown; the count says how many there are.
const SHOWN: usize = 5;

/// Nothing for predicates that are no provenance.
pub(super) fn facts(predicate: &Predicate) -> Option<Parts> {
    Some(match predicate {
        Predicate::ProvenanceV1(provenance) => v1(provenance),
        Predicate::ProvenanceV0_2(provenance) => v02(provenance),
        Predicate::ProvenanceV0_1(provenance) => v01(provenance),
        _ => return None,
    })
}

fn v1(provenance: &slsa_v1::Provenance) -> Parts {
    let slsa_v1::Provenance { build_definition: definition, run_details: run, .. } = provenance;
    let metadata = run.metadata.as_ref();
    let parameters = &definition.external_parameters;
    // GitHub's build type (actions.github.io/buildtypes/workflow/v1): the workflow, and where it stands.
    let workflow = parameters.get("workflow").and_then(Json::to_entries).unwrap_or_default();
    let of_workflow = |key: &str| workflow.get(key).and_then(Json::to_text);
    // The first dependency is the source by every build type that is in use; slsa-github-generator names it `source`.
    let named = parameters.get("source").and_then(Json::to_text);
    let source = definition.resolved_dependencies.first();
    let uri = of_workflow("repository").or(named).or_else(|| source.and_then(|source| source.uri.clone()));
    let repository = uri.as_deref().map(split_ref);
    Parts::default()
        .text("builder", &run.builder.id)
        .maybe("repository", repository.map(|(repository, _)| repository))
        .maybe("ref", of_workflow("ref").or_else(|| ref_in(source.and_then(|source| source.uri.as_deref()))))
        .maybe("commit", source.and_then(|source| commit(&source.digest)))
        .text("build_type", &definition.build_type)
        .maybe("workflow", of_workflow("path"))
        .put("parameters", entries(parameters))
        .maybe("invocation", metadata.and_then(|metadata| metadata.invocation_id.as_ref()))
        .maybe("started", metadata.and_then(|metadata| metadata.started_on.as_ref()))
        .maybe("finished", metadata.and_then(|metadata| metadata.finished_on.as_ref()))
        .put("dependencies", dependencies(definition.resolved_dependencies.iter().map(descriptor)))
}

fn v02(provenance: &slsa_v02::Provenance) -> Parts {
    let metadata = provenance.metadata.as_ref();
    let invocation = provenance.invocation.as_ref();
    let source = invocation.and_then(|invocation| invocation.config_source.as_ref());
    let uri = source.and_then(|source| source.uri.as_deref());
    Parts::default()
        .text("builder", &provenance.builder.id)
        .maybe("repository", uri.map(split_ref).map(|(repository, _)| repository))
        .maybe("ref", ref_in(uri))
        .maybe("commit", source.and_then(|source| commit(&source.digest)))
        .text("build_type", &provenance.build_type)
        .maybe("workflow", source.and_then(|source| source.entry_point.as_ref()))
        .put("parameters", invocation.map_or(Fact::List(Vec::new()), |invocation| entries(&invocation.parameters)))
        .maybe("invocation", metadata.and_then(|metadata| metadata.build_invocation_id.as_ref()))
        .maybe("started", metadata.and_then(|metadata| metadata.build_started_on.as_ref()))
        .maybe("finished", metadata.and_then(|metadata| metadata.build_finished_on.as_ref()))
        .put("dependencies", dependencies(provenance.materials.iter().map(material)))
}

fn v01(provenance: &slsa_v01::Provenance) -> Parts {
    let metadata = provenance.metadata.as_ref();
    let recipe = provenance.recipe.as_ref();
    // The material that has the recipe, where it is said which; else the first, as builders write it.
    let place = recipe.and_then(|recipe| recipe.defined_in_material).and_then(|at| usize::try_from(at.value()).ok());
    let source = provenance.materials.get(place.unwrap_or(0));
    let uri = source.and_then(|source| source.uri.as_deref());
    Parts::default()
        .text("builder", &provenance.builder.id)
        .maybe("repository", uri.map(split_ref).map(|(repository, _)| repository))
        .maybe("ref", ref_in(uri))
        .maybe("commit", source.and_then(|source| commit(&source.digest)))
        .maybe("build_type", recipe.map(|recipe| &recipe.recipe_type))
        .maybe("workflow", recipe.and_then(|recipe| recipe.entry_point.as_ref()))
        .put("parameters", recipe.map_or(Fact::List(Vec::new()), |recipe| entries(&recipe.arguments)))
        .maybe("invocation", metadata.and_then(|metadata| metadata.build_invocation_id.as_ref()))
        .maybe("started", metadata.and_then(|metadata| metadata.build_started_on.as_ref()))
        .maybe("finished", metadata.and_then(|metadata| metadata.build_finished_on.as_ref()))
        .put("dependencies", dependencies(provenance.materials.iter().map(material)))
}

/// `git+https://host/repository@ref` in its two parts. An `@` before the path is somebody's name, not a ref.
fn split_ref(uri: &str) -> (&str, Option<&str>) {
    // A ref may have an @ of its own.
    match uri.find("@refs/").and_then(|place| uri.split_at_checked(place)) {
        Some((repository, git_ref)) => (repository, git_ref.get(1..)),
        None => (uri, None),
    }
}

fn ref_in(uri: Option<&str>) -> Option<String> {
    uri.and_then(|uri| split_ref(uri).1).map(str::to_owned)
}

/// in-toto digest_set.md: `gitCommit`, and `sha1` from before there was that name.
fn commit(digest: &DigestSet) -> Option<&String> {
    digest.get("gitCommit").or_else(|| digest.get("sha1"))
}

fn entries(entries: &Entries<Json>) -> Fact {
    let one = |(name, value): (&str, &Json)| {
        let value = value.to_text().unwrap_or_else(|| value.as_str().to_owned());
        Fact::Text(format!("{name} = {value}"))
    };
    Fact::List(entries.iter().map(one).collect())
}

fn descriptor(resource: &ResourceDescriptor) -> String {
    named(resource.uri.as_deref().or(resource.name.as_deref()), &resource.digest)
}

fn material(material: &slsa_v02::Material) -> String {
    named(material.uri.as_deref(), &material.digest)
}

fn named(name: Option<&str>, digest: &DigestSet) -> String {
    let digest = digest.iter().next().map(|(algorithm, value)| format!("{algorithm}:{value}"));
    [name.map(str::to_owned), digest].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn dependencies(all: impl ExactSizeIterator<Item = String>) -> Fact {
    let count = u64::try_from(all.len()).unwrap_or(u64::MAX);
    let first = all.take(SHOWN).map(Fact::Text);
    Parts::default().number("count", count).list("first", first).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ref_is_told_from_an_address() {
        let parts = ("git+https://github.com/a/b", Some("refs/tags/v1@2"));
        assert_eq!(split_ref("git+https://github.com/a/b@refs/heads/main").1, Some("refs/heads/main"));
        assert_eq!(split_ref("git+https://github.com/a/b").1, None);
        assert_eq!(split_ref("ssh://git@host/a").1, None);
        assert_eq!(split_ref("git+https://github.com/a/b@refs/tags/v1@2"), parts);
    }
}
