//! The file in which builders are written.

use serde::Deserialize;

use super::{BuildType, Builder, BuildersError, Name, PackageIn, Publisher, RefRule, Registry, Signer, Workflow};
use crate::crypto::PublicKey;
use crate::policy::{KeySigns, TrustedKey};
use crate::slsa::facts::{Profile, ProfileWire, Reader};
use crate::time::{UnixTime, Validity};

const MAX_FILE: usize = 1024 * 1024;

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    version: i64,
    #[serde(default)]
    key: Vec<KeyWire>,
    #[serde(default)]
    builder: Vec<BuilderWire>,
    #[serde(default)]
    publisher: Vec<PublisherWire>,
    #[serde(default)]
    build_type: Vec<BuildTypeWire>,
    #[serde(default)]
    profile: Vec<ProfileWire>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct BuilderWire {
    name: String,
    id: Vec<String>,
    #[serde(default)]
    id_refs: Vec<String>,
    signer: SignerWire,
    level: u8,
    #[serde(default)]
    only_named: bool,
    build_types: Vec<String>,
    runner: Option<String>,
    #[serde(default)]
    sources: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct SignerWire {
    issuer: Option<String>,
    workflow: Option<String>,
    #[serde(default)]
    refs: Vec<String>,
    #[serde(default)]
    of_source: bool,
    /// The group of keys.
    keys: Option<String>,
    #[serde(default)]
    policy: bool,
}

/// A public key in PEM; with a name only for signatures that name it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct KeyWire {
    group: String,
    pem: String,
    name: Option<String>,
    #[serde(default)]
    signs: SignsWire,
    /// From when it is trusted, RFC 3339.
    from: Option<String>,
    until: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct PublisherWire {
    name: String,
    predicate_types: Vec<String>,
    signer: SignerWire,
    #[serde(default)]
    package: PackageWire,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum PackageWire {
    #[default]
    Predicate,
    Distribution,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum SignsWire {
    #[default]
    Pae,
    PayloadDangerous,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct BuildTypeWire {
    uri: String,
    profile: String,
    #[serde(default)]
    parameters: Vec<String>,
}

/// Reads one registry out of several files.
pub(super) fn read(texts: &[&str]) -> Result<Registry, BuildersError> {
    let mut file = File::default();
    for text in texts {
        if text.len() > MAX_FILE {
            return Err(BuildersError::TooLarge { limit: MAX_FILE });
        }
        let more: File = toml::from_str(text).map_err(Box::new)?;
        if more.version != 1 {
            return Err(BuildersError::Version { found: more.version });
        }
        file.key.extend(more.key);
        file.builder.extend(more.builder);
        file.publisher.extend(more.publisher);
        file.build_type.extend(more.build_type);
        file.profile.extend(more.profile);
    }
    let mut reader = Reader::default();
    let profiles = file.profile.iter().enumerate();
    let profiles = profiles.map(|(index, wire)| Profile::new(wire, &mut reader, &format!("profile[{index}]")));
    let profiles = profiles.collect::<Result<Vec<_>, _>>()?;
    let build_types = file.build_type.iter().enumerate();
    let build_types = build_types.map(|(index, wire)| build_type(wire, &profiles, &format!("build-type[{index}]")));
    let build_types = build_types.collect::<Result<Vec<_>, _>>()?;
    let keys = file.key.iter().enumerate();
    let keys = keys.map(|(index, wire)| Ok((&*wire.group, key(wire, &format!("key[{index}]"))?)));
    let keys = keys.collect::<Result<Vec<_>, BuildersError>>()?;
    let builders = file.builder.iter().enumerate();
    let builders = builders.map(|(index, wire)| builder(wire, &keys, &format!("builder[{index}]")));
    let builders = builders.collect::<Result<_, _>>()?;
    let publishers = file.publisher.iter().enumerate();
    let publishers = publishers.map(|(index, wire)| publisher(wire, &keys, &format!("publisher[{index}]")));
    Ok(Registry { builders, publishers: publishers.collect::<Result<_, _>>()?, build_types, profiles, reader })
}

fn build_type(wire: &BuildTypeWire, profiles: &[Profile], at: &str) -> Result<BuildType, BuildersError> {
    let profile = profiles.iter().position(|profile| *profile.name == *wire.profile);
    let profile = profile.ok_or_else(|| value(at, "profile", &wire.profile, "there is no profile of that name"))?;
    let parameters = wire.parameters.iter().map(|text| name(at, "parameters", text)).collect::<Result<_, _>>()?;
    Ok(BuildType { uri: name(at, "uri", &wire.uri)?, profile, parameters })
}

/// The keys, each with its group.
type Keys<'a> = [(&'a str, TrustedKey)];

fn builder(wire: &BuilderWire, keys: &Keys<'_>, at: &str) -> Result<Builder, BuildersError> {
    let entry = |why| BuildersError::Entry { at: at.to_owned(), why };
    if wire.id.is_empty() || wire.build_types.is_empty() {
        return Err(entry("a builder has at least one id and one build type"));
    }
    if wire.level > 4 {
        return Err(entry("levels of the build track are 0 to 4"));
    }
    Ok(Builder {
        name: (&*wire.name).into(),
        ids: wire.id.iter().map(|id| name(at, "id", id)).collect::<Result<_, _>>()?,
        id_refs: refs(at, "id-refs", &wire.id_refs)?,
        signer: signer(&wire.signer, wire.runner.is_some(), keys, at)?,
        level: wire.level,
        only_named: wire.only_named,
        build_types: wire.build_types.iter().map(|uri| name(at, "build-types", uri)).collect::<Result<_, _>>()?,
        runner: wire.runner.as_deref().map(Box::from),
        sources: wire.sources.iter().map(|source| crate::slsa::git::repository(source).into()).collect(),
    })
}

fn signer(wire: &SignerWire, has_runner: bool, keys: &Keys<'_>, at: &str) -> Result<Signer, BuildersError> {
    let SignerWire { issuer, workflow, refs: wanted, of_source, keys: group, policy } = wire;
    let at = format!("{at}.signer");
    let entry = |why| BuildersError::Entry { at: at.clone(), why };
    match (issuer, workflow, group, policy) {
        (Some(issuer), Some(workflow), None, false) => {
            let workflow = match &**workflow {
                "builder" => Workflow::Builder,
                "any" if has_runner || *of_source => Workflow::Any,
                "any" => return Err(entry("any workflow may sign only of-source, or on a runner that is named")),
                other => Workflow::Of(name(&at, "workflow", other)?),
            };
            let refs = refs(&at, "refs", wanted)?;
            Ok(Signer::Certificate { issuer: (&**issuer).into(), workflow, refs, of_source: *of_source })
        }
        (None, None, Some(group), false) if wanted.is_empty() && !of_source => {
            Ok(Signer::Keys(group_of(keys, group, &at)?))
        }
        (None, None, None, true) if wanted.is_empty() && !of_source => Ok(Signer::Policy),
        _ => Err(entry("expected issuer and workflow, or keys, or policy = true")),
    }
}

fn publisher(wire: &PublisherWire, keys: &Keys<'_>, at: &str) -> Result<Publisher, BuildersError> {
    let types = wire.predicate_types.iter().map(|uri| name(at, "predicate-types", uri));
    let predicate_types = types.collect::<Result<_, _>>()?;
    let signer = signer(&wire.signer, false, keys, at)?;
    if matches!(signer, Signer::Certificate { workflow: Workflow::Builder, .. }) {
        return Err(BuildersError::Entry { at: format!("{at}.signer"), why: "what is published names no builder" });
    }
    let package = match wire.package {
        PackageWire::Predicate => PackageIn::Predicate,
        PackageWire::Distribution => PackageIn::Distribution,
    };
    Ok(Publisher { name: (&*wire.name).into(), predicate_types, signer, package })
}

fn group_of(keys: &Keys<'_>, group: &str, at: &str) -> Result<Vec<TrustedKey>, BuildersError> {
    let keys: Vec<_> = keys.iter().filter(|(of, _)| *of == group).map(|(_, key)| key.clone()).collect();
    if keys.is_empty() { Err(value(at, "keys", group, "there is no key of that group")) } else { Ok(keys) }
}

fn key(wire: &KeyWire, at: &str) -> Result<TrustedKey, BuildersError> {
    let key = PublicKey::from_pem(&wire.pem).map_err(|_| value(at, "pem", &wire.pem, "no public key in PEM"))?;
    let time =
        |key, text: &String| UnixTime::parse_rfc3339(text).map_err(|_| value(at, key, text, "no time in RFC 3339"));
    let from = wire.from.as_ref().map(|text| time("from", text)).transpose()?;
    let until = wire.until.as_ref().map(|text| time("until", text)).transpose()?;
    let key = match (from, until) {
        (Some(start), end) => TrustedKey::new(key).valid(Validity { start, end }),
        (None, None) => TrustedKey::new(key),
        (None, Some(_)) => return Err(value(at, "until", "", "a window of time has a start")),
    };
    let key = match &wire.name {
        Some(name) => key.only_named(name),
        None => key,
    };
    Ok(key.signs(match wire.signs {
        SignsWire::Pae => KeySigns::Pae,
        SignsWire::PayloadDangerous => KeySigns::PayloadDangerous,
    }))
}

fn refs(at: &str, key: &str, wanted: &[String]) -> Result<Vec<RefRule>, BuildersError> {
    let rule = |text: &String| {
        Ok(match &**text {
            "release" => RefRule::Release,
            "prerelease" => RefRule::Prerelease,
            pattern => RefRule::Matching(name(at, key, pattern)?),
        })
    };
    wanted.iter().map(rule).collect()
}

fn name(at: &str, key: &str, text: &str) -> Result<Name, BuildersError> {
    Name::new(text).map_err(|_| value(at, key, text, "not a pattern"))
}

fn value(at: &str, key: &str, value: &str, why: &'static str) -> BuildersError {
    BuildersError::Value { at: format!("{at}.{key}"), value: value.chars().take(128).collect(), why }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUILDER: &str = r#"
        version = 1
        [[profile]]
        name = "p"
        predicate = "v1"
        values = [{ is = "source", at = "/buildDefinition/resolvedDependencies/0/uri", as = "uri" }]
        [[build-type]]
        uri = "https://example.com/build@v1"
        profile = "p"
        [[builder]]
        name = "ours"
        id = ["https://example.com/builder"]
        level = 2
        build-types = ["https://example.com/build@v1"]
        signer = SIGNER
    "#;

    fn with(signer: &str) -> Result<Registry, BuildersError> {
        read(&[&BUILDER.replace("SIGNER", signer)])
    }

    #[test]
    fn a_builder_of_ones_own_is_an_entry() {
        let read = with(r#"{ issuer = "https://issuer.example", workflow = "builder", refs = ["release"] }"#).unwrap();
        assert_eq!((read.builders.len(), read.build_types.len(), read.profiles.len()), (1, 1, 1));
        assert!(with("{ policy = true }").is_ok());
    }

    #[test]
    fn an_entry_that_would_trust_everybody_or_nobody_is_refused() {
        for signer in [
            "{}",
            "{ policy = false }",
            r#"{ issuer = "https://issuer.example" }"#,
            r#"{ workflow = "builder" }"#,
            r#"{ issuer = "https://issuer.example", workflow = "any" }"#,
            r#"{ issuer = "https://issuer.example", workflow = "builder", policy = true }"#,
            r#"{ policy = true, refs = ["release"] }"#,
            r#"{ keys = "nobody's" }"#,
            r#"{ policy = true, unknown = 1 }"#,
        ] {
            assert!(with(signer).is_err(), "{signer}");
        }
        let policy = BUILDER.replace("SIGNER", "{ policy = true }");
        for (from, to) in [
            ("version = 1", "version = 2"),
            ("level = 2", "level = 5"),
            ("version = 1", "version = 1\n[[key]]\ngroup = \"g\"\npem = \"not a key\""),
            (r#"id = ["https://example.com/builder"]"#, "id = []"),
            (r#"profile = "p""#, r#"profile = "q""#),
            (r#"is = "source""#, r#"is = "colour""#),
            (r#"build-types = ["https://example.com/build@v1"]"#, "build-types = []"),
        ] {
            assert!(policy.contains(from) && read(&[&policy.replace(from, to)]).is_err(), "{to}");
        }
        assert!(matches!(read(&[&" ".repeat(MAX_FILE + 1)]), Err(BuildersError::TooLarge { .. })));
    }
}
