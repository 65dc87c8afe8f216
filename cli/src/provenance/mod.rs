//! `sealwright provenance`: what a build says of itself, as unsigned statements.

pub mod collect;
mod output;

use std::path::Path;

use sealwright::{Ci, Explain, LocalBuild, MakeError, NewProvenance, Subjects, UnixTime};

use crate::args::{AboutArgs, ProvenanceArgs};
use crate::exit::{Exit, Failure};
use crate::input;
use crate::streams::Streams;
use collect::CollectError;
pub(crate) use output::{replace, write};

pub(crate) fn provenance(args: &ProvenanceArgs, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let provenance = build(args)?;
    let subjects = subjects(&args.about, streams)?;
    let statements = provenance.statements(&subjects)?;
    write(&statements, &args.about, streams)?;
    Ok(Exit::Done)
}

fn build(args: &ProvenanceArgs) -> Result<NewProvenance, Failure> {
    let environment = collect::environment()?;
    let ci = match Ci::from_name(&args.ci) {
        Some(ci) => ci,
        None => Ci::detect(&environment).map_err(|error| failure(&error).help("say which one it is with --ci"))?,
    };
    let mut provenance = match ci {
        Ci::Local => local(args)?,
        _ if args.builder_id.is_some() || args.invocation.is_some() => {
            return Err(Failure::usage(format_args!("{ci} says itself who built and how"))
                .help("--builder-id and --invocation are for --ci local"));
        }
        _ => NewProvenance::from_environment(ci, &environment, collect::github_event()?.as_deref())?,
    };
    for byproduct in collect::resources(&args.byproducts)? {
        provenance = provenance.byproduct(&byproduct)?;
    }
    if let Some(started) = time("--started", args.started.as_deref())? {
        provenance = provenance.started(started);
    }
    if let Some(finished) = time("--finished", args.finished.as_deref())? {
        provenance = provenance.finished(finished);
    }
    Ok(match collect::source_date_epoch()? {
        Some(epoch) => provenance.source_date_epoch(epoch),
        None => provenance,
    })
}

fn local(args: &ProvenanceArgs) -> Result<NewProvenance, Failure> {
    let folder = Path::new(".");
    let build = LocalBuild {
        builder_id: args.builder_id.clone().unwrap_or_else(|| LocalBuild::BUILDER.to_owned()),
        source: collect::source(folder)?,
        lockfiles: collect::lockfiles(folder)?,
        command: args.invocation.iter().cloned().collect(),
        ..LocalBuild::default()
    };
    Ok(NewProvenance::local(&build)?)
}

fn time(option: &str, text: Option<&str>) -> Result<Option<UnixTime>, Failure> {
    let parse =
        |text| UnixTime::parse_rfc3339(text).map_err(|error| Failure::usage(format_args!("{option} {text}: {error}")));
    text.map(parse).transpose()
}

/// The artifacts, and then what the list of checksums names.
pub(crate) fn subjects(args: &AboutArgs, streams: &mut Streams<'_>) -> Result<Subjects, Failure> {
    let listed = args.subjects.as_deref().map(|file| {
        let listed = Subjects::from_checksums(&list(file, streams)?);
        listed.map_err(|error| Failure::from_make(&error, Some(file)))
    });
    match (args.artifacts.is_empty(), listed.transpose()?) {
        (true, Some(listed)) => Ok(listed),
        (_, None) => Ok(collect::subjects(&args.artifacts)?),
        (false, Some(listed)) => Ok(collect::subjects(&args.artifacts)?.and(listed)?),
    }
}

/// `-` is standard input: `sha256sum dist/* | sealwright provenance --subjects -`.
fn list(file: &Path, streams: &mut Streams<'_>) -> Result<String, Failure> {
    if file != Path::new("-") {
        return input::read_text(file);
    }
    let bytes = input::read_whole(&mut streams.input, "standard input")?;
    String::from_utf8(bytes).map_err(|_| Failure::usage("standard input is not text"))
}

impl Failure {
    /// Of a file, if it is about one.
    pub(crate) fn from_make(error: &MakeError, file: Option<&Path>) -> Self {
        let message = file.map_or_else(|| error.to_string(), |file| format!("{}: {error}", file.display()));
        let failure = match error {
            // Not there yet: the same call may do in another environment.
            MakeError::MissingVariable { .. } | MakeError::SeveralCis { .. } => Self::undecided(message),
            MakeError::NoSubject => Self::usage(message),
            _ => Self::refused(message),
        };
        match error.hint() {
            Some(hint) => failure.help(hint),
            None => failure,
        }
    }
}

fn failure(error: &MakeError) -> Failure {
    Failure::from_make(error, None)
}

impl From<MakeError> for Failure {
    fn from(error: MakeError) -> Self {
        failure(&error)
    }
}

impl From<CollectError> for Failure {
    fn from(error: CollectError) -> Self {
        let failure = match &error {
            CollectError::Make(error) => return failure(error),
            CollectError::Pattern { .. } | CollectError::Folder { .. } | CollectError::Epoch { .. } => {
                Self::usage(&error)
            }
            _ => Self::undecided(&error),
        };
        match error.hint() {
            Some(hint) => failure.help(hint),
            None => failure,
        }
    }
}
