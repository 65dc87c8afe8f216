use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use super::value::Hasher;
use super::{Digest, DigestAlgorithm, DigestAlgorithms};

/// Read at a time while hashing: large enough that the system call costs nothing beside SHA-256.
const CHUNK: usize = 256 * 1024;

/// A software artifact: a name for people, and the digests by which evidence speaks of it.
///
/// Bytes that are in memory are kept (shared, not copied again), so any digest can be taken of them when
/// evidence asks for it. A file or reader is streamed once and only its digests are kept.
#[derive(Clone)]
pub struct Artifact {
    name: Option<String>,
    digests: [Option<Digest>; 3],
    content: Option<Arc<[u8]>>,
    foreign: Option<Box<Foreign>>,
}

/// A digest, or whatever stands in the place of one, of an algorithm that nothing here computes.
#[derive(Clone)]
struct Foreign {
    algorithm: String,
    value: String,
}

/// Why an artifact cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("cannot read {}: {source}", name.as_deref().unwrap_or("the artifact"))]
pub struct ArtifactError {
    /// The file's name, where there is one.
    pub name: Option<String>,
    /// What the system said.
    pub source: io::Error,
}

impl Artifact {
    /// An artifact known by one digest.
    pub fn from_digest(digest: Digest) -> Self {
        Self::from_digests([digest])
    }

    /// An artifact known by several digests of the same bytes; the last of an algorithm counts.
    pub fn from_digests(digests: impl IntoIterator<Item = Digest>) -> Self {
        let mut artifact = Self { name: None, digests: [None; 3], content: None, foreign: None };
        for digest in digests {
            artifact.put(digest);
        }
        artifact
    }

    /// An artifact that is known only by a digest which cannot be computed here, for example a `gce_image_id`: it is
    /// compared with those of a statement's subjects, as text. `None` for the algorithms of [`DigestAlgorithm`], and if
    /// either is empty.
    ///
    /// Only a statement can be verified about it, and rules that name a digest do not know it.
    pub fn from_foreign_digest(algorithm: impl Into<String>, value: impl Into<String>) -> Option<Self> {
        let foreign = Foreign { algorithm: algorithm.into(), value: value.into() };
        if foreign.algorithm.is_empty() || foreign.value.is_empty() {
            return None;
        }
        if DigestAlgorithm::from_name(&foreign.algorithm).is_some() {
            return None;
        }
        let name = format!("{}:{}", foreign.algorithm, foreign.value);
        Some(Self { foreign: Some(Box::new(foreign)), ..Self::from_digests([]).named(name) })
    }

    /// An artifact in memory.
    pub fn from_bytes(bytes: impl Into<Arc<[u8]>>) -> Self {
        let content: Arc<[u8]> = bytes.into();
        let mut artifact = Self::from_digest(DigestAlgorithm::Sha256.digest(&content));
        artifact.content = Some(content);
        artifact
    }

    /// A file, streamed; its SHA-256 is taken.
    pub fn from_path(path: impl AsRef<Path>) -> Result<Self, ArtifactError> {
        Self::from_path_with(path, DigestAlgorithms::SHA256)
    }

    /// A file, streamed once; the named digests are taken in that one pass, in bounded memory.
    ///
    /// `Bundle::digest_algorithms` says which digests a bundle speaks of.
    pub fn from_path_with(path: impl AsRef<Path>, algorithms: DigestAlgorithms) -> Result<Self, ArtifactError> {
        let path = path.as_ref();
        let name = path.display().to_string();
        let read = File::open(path).and_then(|file| stream(file, algorithms));
        let artifact = read.map_err(|source| ArtifactError { name: Some(name.clone()), source })?;
        Ok(artifact.named(name))
    }

    /// A reader, streamed to its end; its SHA-256 is taken.
    pub fn from_reader(reader: impl Read) -> Result<Self, ArtifactError> {
        Self::from_reader_with(reader, DigestAlgorithms::SHA256)
    }

    /// A reader, streamed once to its end; the named digests are taken in that one pass.
    pub fn from_reader_with(reader: impl Read, algorithms: DigestAlgorithms) -> Result<Self, ArtifactError> {
        stream(reader, algorithms).map_err(|source| ArtifactError { name: None, source })
    }

    /// The same artifact under a name that verdicts show.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The name that verdicts show.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The digest of that algorithm: known, or taken now if the bytes are in memory.
    pub fn digest(&self, algorithm: DigestAlgorithm) -> Option<Digest> {
        let known = self.digests().find(|d| d.algorithm() == algorithm);
        known.or_else(|| self.content.as_deref().map(|bytes| algorithm.digest(bytes)))
    }

    /// The digests that are known.
    pub fn digests(&self) -> impl Iterator<Item = Digest> {
        self.digests.iter().flatten().copied()
    }

    /// Algorithm and value, if that is all that is known: see [`Self::from_foreign_digest`].
    pub fn foreign_digest(&self) -> Option<(&str, &str)> {
        self.foreign.as_ref().map(|foreign| (foreign.algorithm.as_str(), foreign.value.as_str()))
    }

    /// The bytes, if they are in memory.
    pub fn content(&self) -> Option<&[u8]> {
        self.content.as_deref()
    }

    fn put(&mut self, digest: Digest) {
        let slots = self.digests.iter_mut().zip(DigestAlgorithm::ALL);
        for (slot, algorithm) in slots {
            if algorithm == digest.algorithm() {
                *slot = Some(digest);
            }
        }
    }
}

impl std::fmt::Debug for Artifact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let digests: Vec<_> = self.digests().collect();
        f.debug_struct("Artifact").field("name", &self.name).field("digests", &digests).finish()
    }
}

fn stream(mut reader: impl Read, algorithms: DigestAlgorithms) -> io::Result<Artifact> {
    let mut hashers: Vec<Hasher> = algorithms.iter().map(Hasher::new).collect();
    let mut buffer = vec![0; CHUNK];
    loop {
        let read = match reader.read(&mut buffer) {
            Ok(0) => break,
            Ok(n) => n,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            Err(e) => return Err(e),
        };
        let chunk = buffer.get(..read).unwrap_or_default();
        for hasher in &mut hashers {
            hasher.update(chunk);
        }
    }
    Ok(Artifact::from_digests(hashers.into_iter().map(Hasher::finish)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_name_the_same_bytes_gives_the_same_digest() {
        let all = DigestAlgorithm::ALL.into_iter().fold(DigestAlgorithms::default(), DigestAlgorithms::with);
        let streamed = Artifact::from_reader_with(&b"abc"[..], all).unwrap();
        let held = Artifact::from_bytes(&b"abc"[..]);
        for algorithm in DigestAlgorithm::ALL {
            assert_eq!(streamed.digest(algorithm), Some(algorithm.digest(b"abc")));
            assert_eq!(held.digest(algorithm), streamed.digest(algorithm));
        }
    }

    #[test]
    fn a_digest_that_was_not_taken_is_not_guessed() {
        let artifact = Artifact::from_reader(&b"abc"[..]).unwrap();
        assert_eq!(artifact.digest(DigestAlgorithm::Sha512), None);
    }

    #[test]
    fn a_digest_that_can_be_computed_is_not_foreign() {
        let artifact = Artifact::from_foreign_digest("gce_image_id", "897").unwrap();
        assert_eq!(artifact.foreign_digest(), Some(("gce_image_id", "897")));
        assert_eq!((artifact.name(), artifact.digests().count()), (Some("gce_image_id:897"), 0));
        assert!(Artifact::from_foreign_digest("sha256", "ab".repeat(32)).is_none());
        assert!(Artifact::from_foreign_digest("x", "").is_none() && Artifact::from_foreign_digest("", "x").is_none());
    }

    #[test]
    fn a_file_that_is_not_there_is_named_in_the_error() {
        let error = Artifact::from_path("no/such/file").unwrap_err();
        assert!(error.to_string().starts_with("cannot read no/such/file: "));
    }
}
