//! What is to be verified, and the evidence for it: a file, a digest, or an image in a local OCI layout.

use std::path::{Path, PathBuf};

use sealwright::{Artifact, Attestation, AttestationError, Attestations, Digest, DigestAlgorithms};

use crate::exit::Failure;
use crate::input::{self, Beside};
use crate::streams::Streams;

/// An attestation, or why there is none.
pub(crate) type Read = Result<Attestation, AttestationError>;

/// An artifact and what is attested of it, each with the name of where it is from.
pub(crate) struct Target {
    pub(crate) artifact: Artifact,
    pub(crate) attestations: Vec<(String, Read)>,
}

const LAYOUT: &str = "oci-layout:";

impl Target {
    /// Reads `oci-layout:DIR[@DIGEST]`, or an artifact as every command does.
    ///
    /// Without a file the evidence lies beside the artifact, with one of these endings, or in the layout.
    pub(crate) fn read(
        target: &str,
        files: &[PathBuf],
        beside: &Beside,
        streams: &mut Streams<'_>,
    ) -> Result<Self, Failure> {
        if let Some(layout) = target.strip_prefix(LAYOUT) {
            return Self::image(layout, files);
        }
        let attestations = match files {
            [] => of_files(&[input::beside(target, beside)?])?,
            files => of_files(files)?,
        };
        let readable = attestations.iter().filter_map(|(_, read)| read.as_ref().ok());
        let digests = readable.map(|found| found.bundle().digest_algorithms()).reduce(DigestAlgorithms::union);
        let artifact = input::artifact(target, digests.unwrap_or(DigestAlgorithms::SHA256), streams)?;
        Ok(Self { artifact, attestations })
    }

    fn image(layout: &str, files: &[PathBuf]) -> Result<Self, Failure> {
        let (folder, digest) = match layout.rsplit_once('@') {
            Some((folder, digest)) if !Path::new(layout).is_dir() => (folder, Some(digest)),
            _ => (layout, None),
        };
        let digest = match digest {
            Some(digest) => {
                digest.parse::<Digest>().map_err(|error| Failure::usage(format_args!("{digest}: {error}")))?
            }
            None => only_image(folder)?,
        };
        let attestations = match files {
            [] => {
                let attached = Attestations::from_oci_layout(folder, &digest).map_err(Failure::undecided)?;
                let named = |(index, read)| (format!("{folder}, attestation {index}"), read);
                (1..).zip(attached).map(named).collect()
            }
            files => of_files(files)?,
        };
        if attestations.is_empty() {
            let failure = Failure::nothing_to_verify(format_args!("nothing is attached to {digest} in {folder}"));
            return Err(
                failure.help("save the image with its attestations (cosign save), or name a file with --provenance")
            );
        }
        Ok(Self { artifact: Artifact::from_digest(digest).named(format!("{LAYOUT}{folder}")), attestations })
    }
}

fn only_image(folder: &str) -> Result<Digest, Failure> {
    let images = Attestations::images_of_oci_layout(folder).map_err(Failure::undecided)?;
    match images.as_slice() {
        [one] => Ok(*one),
        [] => Err(Failure::nothing_to_verify(format_args!("there is no image in {folder}"))),
        several => {
            let names: Vec<_> = several.iter().map(ToString::to_string).collect();
            let failure = Failure::usage(format_args!("there are {} images in {folder}", several.len()));
            Err(failure.help(format_args!("say which: {LAYOUT}{folder}@DIGEST, one of {}", names.join(", "))))
        }
    }
}

/// Whatever these files attest.
pub(crate) fn of_files(files: &[PathBuf]) -> Result<Vec<(String, Read)>, Failure> {
    let mut attestations = Vec::new();
    for file in files {
        let name = file.display().to_string();
        let bytes = input::read(file)?;
        if bytes.trim_ascii().is_empty() {
            continue;
        }
        match Attestations::from_json(&bytes) {
            Ok(found) => attestations.extend(found.into_iter().map(|read| (name.clone(), read))),
            Err(error) => attestations.push((name, Err(error))),
        }
    }
    if attestations.is_empty() {
        let names: Vec<_> = files.iter().map(|file| file.display().to_string()).collect();
        return Err(Failure::nothing_to_verify(format_args!("there is no attestation in {}", names.join(", ")))
            .help("fetch it again from where the artifact is published"));
    }
    Ok(attestations)
}
