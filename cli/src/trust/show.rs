//! `trust show`: whom this machine believes, and which services would sign.

use std::io::{self, Write};
use std::path::Path;

use sealwright::{Service, SigningConfig, SigningConfigError, TrustRoot, escape};

use super::choice::{InForce, look};
use super::repository;
use super::update::ROLES;
use crate::args::TrustShowArgs;
use crate::exit::{Exit, Failure};
use crate::input;
use crate::inspect::{Fact, Parts, instance_facts};
use crate::streams::Streams;

pub(super) fn show(args: &TrustShowArgs, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let in_force = look()?;
    let (roots, signing) = (in_force.roots()?, in_force.signing()?);
    let services = signing.as_ref().map(Services::of);
    let public = repository::Chosen::public(Path::new(""))?.repository.metadata_url().to_owned();
    if args.json {
        let json =
            serde_json::to_string(&facts(&in_force, &public, &roots, services.as_ref())).map_err(io::Error::from)?;
        writeln!(streams.out, "{json}")?;
        return Ok(Exit::Done);
    }
    origin(&in_force, &public, &mut streams.out)?;
    for instance in roots.instances() {
        let logs = instance.logs().iter().map(|log| (log.base_url(), log.validity().to_string()));
        let ct_logs = instance.ct_logs().iter().map(|log| (log.base_url.as_ref(), log.validity.to_string()));
        let authorities = instance.authorities().iter().map(|one| (one.uri(), one.validity().to_string()));
        let stampers = instance.timestamp_authorities().iter().map(|one| (one.uri(), one.validity().to_string()));
        let unusable = instance.unusable_logs().iter().map(|log| (log.base_url(), log.reason().to_string()));
        let kinds: [(&str, Vec<(&str, String)>); 5] = [
            ("certificate authorities", authorities.collect()),
            ("logs", logs.collect()),
            ("certificate transparency logs", ct_logs.collect()),
            ("timestamp authorities", stampers.collect()),
            ("logs that cannot be used", unusable.collect()),
        ];
        writeln!(streams.out, "\ninstance {}", escape(instance.name()))?;
        table(&kinds, &mut streams.out)?;
    }
    match &services {
        Some(services) => services.write(&mut streams.out)?,
        None => writeln!(streams.out, "\nsigns with  nothing: the repository does not say which services sign")?,
    }
    Ok(Exit::Done)
}

/// Where it is from, and how good it is.
fn origin(in_force: &InForce, public: &str, out: &mut dyn Write) -> io::Result<()> {
    let InForce::Fetched(fetched) = in_force else {
        writeln!(out, "repository  {public}  (the public Sigstore)")?;
        writeln!(
            out,
            "cache       none: this is what came with the program; `sealwright trust update` fetches the newest"
        )?;
        return Ok(());
    };
    let (repository, metadata) = (&fetched.chosen.repository, &fetched.whole.metadata);
    let what = if fetched.chosen.is_public() { "  (the public Sigstore)" } else { "" };
    writeln!(out, "repository  {}{what}", escape(repository.metadata_url()))?;
    writeln!(out, "cache       {}", escape(&repository.cache_folder().display().to_string()))?;
    let versions = ROLES.map(|(name, role)| format!("{name} {}", metadata.version(&role).unwrap_or_default()));
    writeln!(out, "metadata    {}", versions.join(", "))?;
    match fetched.whole.is_expired {
        true => writeln!(out, "good until  {}: expired, `sealwright trust update` renews it", metadata.expires()),
        false => writeln!(out, "good until  {}", metadata.expires()),
    }
}

fn table(kinds: &[(&str, Vec<(&str, String)>)], out: &mut dyn Write) -> io::Result<()> {
    let width = kinds.iter().flat_map(|(_, rows)| rows).map(|(url, _)| escape(url).to_string().chars().count()).max();
    let width = width.unwrap_or_default();
    for (kind, rows) in kinds.iter().filter(|(_, rows)| !rows.is_empty()) {
        writeln!(out, "  {kind}")?;
        for (url, note) in rows {
            let url = escape(url).to_string();
            writeln!(out, "    {url:width$}  {}", escape(note))?;
        }
    }
    Ok(())
}

/// The services that sign now, by their kind for programs and for people; or why none can.
struct Services<'s>([(&'static str, &'static str, Chosen<'s>); 4]);

type Chosen<'s> = Result<Vec<&'s Service>, SigningConfigError>;

impl<'s> Services<'s> {
    fn of(config: &'s SigningConfig) -> Self {
        let now = input::now();
        Self([
            ("certificate_authority", "certificate authority", config.authority(now).map(|one| vec![one])),
            ("logs", "logs", config.logs(now)),
            ("timestamp_authorities", "timestamp authorities", config.timestamp_authorities(now)),
            ("issuer", "sign-in", config.issuer(now).map(|one| vec![one])),
        ])
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "\nsigns with")?;
        for (_, kind, services) in &self.0 {
            match services {
                Ok(services) if services.is_empty() => writeln!(out, "  {kind:21}  none")?,
                Ok(services) => {
                    for (index, service) in services.iter().enumerate() {
                        let kind = if index == 0 { kind } else { "" };
                        writeln!(out, "  {kind:21}  {}  v{}", escape(&service.url), service.version)?;
                    }
                }
                Err(_) => writeln!(out, "  {kind:21}  none that can be used now")?,
            }
        }
        Ok(())
    }

    fn facts(&self) -> Parts {
        self.0.iter().fold(Parts::default(), |parts, (name, _, services)| {
            let services = services.iter().flatten().map(|service| {
                let facts = Parts::default().text("url", &service.url).number("version", service.version.into());
                facts.text("operator", &service.operator).text("valid", service.validity).into()
            });
            parts.list(name, services)
        })
    }
}

/// The same for programs.
fn facts(in_force: &InForce, public: &str, roots: &TrustRoot, services: Option<&Services<'_>>) -> Parts {
    let parts = Parts::default().text("schema", "sealwright/trust/v1");
    let parts = match in_force {
        InForce::Embedded => parts.text("repository", public).flag("public", true).flag("embedded", true),
        InForce::Fetched(fetched) => {
            let versions = ROLES.iter().fold(Parts::default(), |parts, (name, role)| {
                parts.number(name, fetched.whole.metadata.version(role).unwrap_or_default())
            });
            parts
                .text("repository", fetched.chosen.repository.metadata_url())
                .flag("public", fetched.chosen.is_public())
                .flag("embedded", false)
                .text("cache", fetched.chosen.repository.cache_folder().display())
                .parts("metadata", versions)
                .text("expires", fetched.whole.metadata.expires())
                .flag("expired", fetched.whole.is_expired)
        }
    };
    let instances = roots.instances().iter().map(|instance| Fact::from(instance_facts(instance)));
    let parts = parts.list("instances", instances);
    match services {
        Some(services) => parts.parts("signs_with", services.facts()),
        None => parts,
    }
}
