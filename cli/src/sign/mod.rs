//! `sealwright sign`: a bundle beside each artifact.

mod browser;
mod conformance;
mod each;
mod login;
mod own;
mod signing;
mod token;

use std::fs::File;
use std::path::{Path, PathBuf};

use sealwright::sign::Signer;
use sealwright::{Artifact, DigestAlgorithms, escape};
use serde_json::json;

use crate::args::SignArgs;
use crate::exit::{Exit, Failure};
use crate::progress::Progress;
use crate::provenance::replace;
use crate::streams::Streams;
pub(crate) use conformance::sign_bundle;
use each::each;
pub(crate) use signing::{failed, signer};

/// An artifact, and the file that gets its bundle.
struct Job<'a> {
    artifact: &'a str,
    bundle: PathBuf,
}

pub(crate) fn sign(args: &SignArgs, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let jobs = jobs(args)?;
    let mut outcome = Outcome { json: args.json, done: 0, failed: None };
    if jobs.iter().all(|job| !is_file(job.artifact)) {
        // Before anybody signs in, or an authority is made.
        for job in &jobs {
            let none = artifact(Path::new(job.artifact), DigestAlgorithms::SHA256).map(drop);
            outcome.say(job, none, streams)?;
        }
    } else if args.signing.local {
        own::sign(&jobs, args, &mut outcome, streams)?;
    } else {
        let signer = signer(&args.signing, streams)?;
        let progress = progress("signing", &jobs, args, streams);
        each(
            &jobs,
            usize::from(args.jobs),
            |job| one(&signer, job),
            |job, signed| {
                progress.step();
                progress.above(streams, |streams| outcome.say(job, signed, streams))?
            },
        )?;
    }
    if outcome.failed.is_some() && jobs.len() > 1 {
        streams.out.flush()?;
        writeln!(streams.err, "{} of {} artifacts are signed", outcome.done, jobs.len())?;
    }
    Ok(outcome.failed.unwrap_or(Exit::Done))
}

fn jobs(args: &SignArgs) -> Result<Vec<Job<'_>>, Failure> {
    if let (Some(bundle), [artifact]) = (&args.bundle, args.artifacts.as_slice()) {
        return Ok(vec![Job { artifact, bundle: bundle.clone() }]);
    }
    if args.bundle.is_some() {
        return Err(
            Failure::usage("--bundle is for one artifact").help("of several, each bundle lies beside its artifact")
        );
    }
    let beside = |artifact: &String| PathBuf::from(format!("{artifact}.sigstore.json"));
    Ok(args.artifacts.iter().map(|artifact| Job { artifact, bundle: beside(artifact) }).collect())
}

fn is_file(artifact: &str) -> bool {
    File::open(artifact).and_then(|file| file.metadata()).is_ok_and(|metadata| !metadata.is_dir())
}

fn progress(what: &'static str, jobs: &[Job<'_>], args: &SignArgs, streams: &Streams<'_>) -> Progress {
    if args.json { Progress::none() } else { Progress::new(what, jobs.len(), streams) }
}

fn one(signer: &Signer, job: &Job<'_>) -> Result<(), Failure> {
    let algorithms = DigestAlgorithms::default().with(signer.digest_algorithm());
    let bundle = signer.sign(&artifact(Path::new(job.artifact), algorithms)?).map_err(|error| failed(&error))?;
    save(&job.bundle, &bundle)
}

/// The artifact, hashed as the signer needs it.
fn artifact(path: &Path, algorithms: DigestAlgorithms) -> Result<Artifact, Failure> {
    Artifact::from_path_with(path, algorithms).map_err(|error| {
        let failure = Failure::undecided(&error);
        if path.is_dir() { failure.help("sign the files of a release: archive a folder first") } else { failure }
    })
}

/// The bundle is there whole or not at all.
pub(crate) fn save(file: &Path, bundle: &str) -> Result<(), Failure> {
    let cannot = |error| Failure::undecided(format_args!("cannot write {}: {error}", file.display()));
    replace(file, |out| out.write_all(bundle.as_bytes())).map_err(cannot)
}

/// What came of all of them so far.
struct Outcome {
    json: bool,
    done: usize,
    /// The first failure's.
    failed: Option<Exit>,
}

impl Outcome {
    /// What fails for one artifact keeps no other from being signed.
    fn say(&mut self, job: &Job<'_>, signed: Result<(), Failure>, streams: &mut Streams<'_>) -> Result<(), Failure> {
        let bundle = job.bundle.display().to_string();
        match signed {
            Err(failure) => {
                let exit = failure.of(job.artifact).show(streams);
                self.failed.get_or_insert(exit);
                return Ok(());
            }
            Ok(()) if self.json => {
                let line = json!({ "schema": "sealwright/signed/v1", "artifact": job.artifact, "bundle": bundle });
                writeln!(streams.out, "{line}")?;
            }
            Ok(()) => writeln!(streams.out, "signed {}: {}", escape(job.artifact), escape(&bundle))?,
        }
        self.done += 1;
        Ok(())
    }
}
