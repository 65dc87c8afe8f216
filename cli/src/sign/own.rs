//! `sign --local`: by this machine's own authority, all artifacts in one go.

use std::path::Path;

use sealwright::{Artifact, DigestAlgorithms};

use super::{Job, Outcome, artifact, each, progress, save};
use crate::args::SignArgs;
use crate::exit::Failure;
use crate::streams::Streams;
use crate::{input, local};

/// Hashes on several threads; then one write to the log for all that could be read.
pub(super) fn sign(
    jobs: &[Job<'_>],
    args: &SignArgs,
    outcome: &mut Outcome,
    streams: &mut Streams<'_>,
) -> Result<(), Failure> {
    let (authority, identity) = (local::authority()?, local::identity()?);
    let bundles = {
        let progress = progress("hashing", jobs, args, streams);
        let mut hashed: Vec<(usize, &Job<'_>, Artifact)> = Vec::new();
        let numbered: Vec<_> = jobs.iter().enumerate().collect();
        each(
            &numbered,
            usize::from(args.jobs),
            |(_, job)| artifact(Path::new(job.artifact), DigestAlgorithms::SHA256),
            |&(index, job), read| {
                progress.step();
                match read {
                    Ok(artifact) => hashed.push((index, job, artifact)),
                    Err(failure) => progress.above(streams, |streams| outcome.say(job, Err(failure), streams))??,
                }
                Ok(())
            },
        )?;
        // As they were named: that is how they are logged.
        hashed.sort_by_key(|(index, ..)| *index);
        let (jobs, artifacts): (Vec<_>, Vec<_>) = hashed.into_iter().map(|(_, job, artifact)| (job, artifact)).unzip();
        let bundles = authority.sign_all(&artifacts, &identity, input::now()).map_err(local::failed)?;
        jobs.into_iter().zip(bundles)
    };
    bundles.into_iter().try_for_each(|(job, bundle)| outcome.say(job, save(&job.bundle, &bundle), streams))
}
