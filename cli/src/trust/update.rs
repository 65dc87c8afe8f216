//! `trust init` and `trust update`: what a repository publishes is fetched, verified and kept.

use sealwright::net::Transport;
use sealwright::tuf::{Metadata, Role, TufError};
use sealwright::{SigningConfig, TrustRoot, UnixTime, escape};
use serde::Serialize;

use super::choice::unusable;
use super::repository::{self, Chosen, SIGNING_CONFIG, TRUSTED_ROOT, failed};
use super::whole::Whole;
use crate::args::{TrustInitArgs, TrustUpdateArgs};
use crate::exit::{Exit, Failure};
use crate::streams::Streams;
use crate::{input, net};

pub(super) const ROLES: [(&str, Role); 4] =
    [("root", Role::Root), ("timestamp", Role::Timestamp), ("snapshot", Role::Snapshot), ("targets", Role::Targets)];

pub(super) fn init(args: &TrustInitArgs, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let (Some(url), Some(root)) = (&args.url, &args.root) else {
        repository::forget()?;
        let chosen = Chosen::public(&repository::place()?)?;
        let url = chosen.url();
        if args.update.json {
            writeln!(streams.out, "{}", serde_json::json!({ "schema": SCHEMA, "repository": url }))?;
        } else {
            writeln!(streams.out, "believed from now on: the public Sigstore, {url}")?;
            writeln!(streams.out, "`sealwright trust update` fetches the newest that it publishes")?;
        }
        return Ok(Exit::Done);
    };
    let transport = net::transport(args.update.ca_file.as_deref())?;
    let chosen = Chosen::beginning(url, args.targets_url.as_deref(), input::read_text(root)?)
        .map_err(|failure| failure.of(&root.display().to_string()))?;
    let cache = chosen.repository.cache_folder();
    let is_new = !cache.exists();
    let update = fetch(&chosen, &*transport).inspect_err(|_| {
        if is_new {
            // Of what is not believed nothing need be kept.
            let _ = std::fs::remove_dir_all(cache);
        }
    })?;
    // Only what works takes the place of what was believed before.
    chosen.choose()?;
    if !args.update.json {
        writeln!(streams.out, "believed from now on: {}", escape(&update.repository))?;
        writeln!(streams.out, "and nobody else; `sealwright trust init` goes back to the public Sigstore\n")?;
    }
    say(&update, args.update.json, streams)
}

pub(super) fn update(args: &TrustUpdateArgs, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let chosen = match Chosen::load()? {
        Some(chosen) => chosen,
        None => Chosen::public(&repository::place()?)?,
    };
    let update = fetch(&chosen, &*net::transport(args.ca_file.as_deref())?)?;
    say(&update, args.json, streams)
}

const SCHEMA: &str = "sealwright/trust-update/v1";

/// What an update came to.
#[derive(Serialize)]
struct Update {
    schema: &'static str,
    repository: String,
    cache: String,
    changed: bool,
    metadata: Vec<Version>,
    files: Vec<File>,
    /// When the next update is due at the latest.
    expires: String,
}

#[derive(Serialize)]
struct Version {
    role: &'static str,
    before: Option<u64>,
    version: Option<u64>,
}

#[derive(Serialize)]
struct File {
    name: &'static str,
    status: Status,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Status {
    New,
    Changed,
    Unchanged,
    /// The repository has none.
    Absent,
}

fn fetch(chosen: &Chosen, transport: &dyn Transport) -> Result<Update, Failure> {
    let repository = &chosen.repository;
    // What cannot be verified any more is as good as absent: an update takes its place.
    let before = Whole::current(chosen).ok().flatten();
    let now: UnixTime = input::now();
    let metadata = repository.update(transport, now).map_err(|error| failed(&error))?;
    let version = |metadata: Option<&Metadata>, role: &Role| metadata.and_then(|metadata| metadata.version(role));
    let versions = ROLES.map(|(name, role)| Version {
        role: name,
        before: version(before.as_ref().map(|whole| &whole.metadata), &role),
        version: version(Some(&metadata), &role),
    });
    let config = match metadata.signing_config(transport) {
        Err(TufError::NoSuchTarget { .. }) => None,
        config => Some(config.map_err(|error| failed(&error))?),
    };
    let root = metadata.trusted_root(transport).map_err(|error| failed(&error))?;
    TrustRoot::from_json(&root).map_err(|error| unusable(TRUSTED_ROOT, chosen.url(), &error))?;
    if let Some(config) = &config {
        SigningConfig::from_json(config).map_err(|error| unusable(SIGNING_CONFIG, chosen.url(), &error))?;
    }
    Whole::take_over(chosen)?;
    let root_before = before.as_ref().map(|whole| whole.trusted_root.as_slice());
    let config_before = before.as_ref().and_then(|whole| whole.signing_config.as_deref());
    let files = vec![
        File { name: TRUSTED_ROOT, status: status(root_before, Some(&root)) },
        File { name: SIGNING_CONFIG, status: status(config_before, config.as_deref()) },
    ];
    Ok(Update {
        schema: SCHEMA,
        repository: chosen.url().to_owned(),
        cache: repository.cache_folder().display().to_string(),
        changed: versions.iter().any(|version| version.before != version.version)
            || files.iter().any(|file| matches!(file.status, Status::New | Status::Changed)),
        metadata: versions.into(),
        files,
        expires: metadata.expires().to_string(),
    })
}

fn status(before: Option<&[u8]>, now: Option<&[u8]>) -> Status {
    match (before, now) {
        (_, None) => Status::Absent,
        (None, Some(_)) => Status::New,
        (Some(before), Some(now)) if before == now => Status::Unchanged,
        _ => Status::Changed,
    }
}

fn say(update: &Update, json: bool, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let out = &mut streams.out;
    if json {
        writeln!(out, "{}", serde_json::to_string(update).map_err(std::io::Error::from)?)?;
        return Ok(Exit::Done);
    }
    let word = if update.changed { "updated" } else { "nothing new" };
    writeln!(out, "{word}: {}\n", escape(&update.repository))?;
    for Version { role, before, version } in &update.metadata {
        let version = version.unwrap_or_default();
        match before {
            Some(before) if *before == version => writeln!(out, "  {role:WIDTH$}  {version}")?,
            Some(before) => writeln!(out, "  {role:WIDTH$}  {before} → {version}")?,
            None => writeln!(out, "  {role:WIDTH$}  {version}, new")?,
        }
    }
    for File { name, status } in &update.files {
        let status = match status {
            Status::New => "new",
            Status::Changed => "changed",
            Status::Unchanged => "unchanged",
            Status::Absent => "the repository has none",
        };
        writeln!(out, "  {name:WIDTH$}  {status}")?;
    }
    writeln!(out, "  {:WIDTH$}  {}", "good until", update.expires)?;
    Ok(Exit::Done)
}

/// The longest name in the first column.
const WIDTH: usize = SIGNING_CONFIG.len();
