//! `Artifact`: what is verified, by its digests.

use std::fs::File;
use std::io::{self, Read};

use napi::Result;
use napi::bindgen_prelude::{AsyncTask, Buffer, Uint8Array};
use napi_derive::napi;
use sealwright::{ArtifactError, Check, Code, DigestAlgorithms, Status};
use sealwright_bindings::{Class, Failure, digest_algorithm, digest_algorithms};

use crate::digest::Digest;
use crate::error::{thrown, unreadable};
use crate::task::{Stop, Work, promise};
use crate::value::{self, DigestLike};

type Promised = AsyncTask<Work<sealwright::Artifact, Artifact>>;

/// An artifact: the digests of a file, of bytes or of a stream, or digests that are known already.
#[napi]
pub struct Artifact(pub(crate) sealwright::Artifact);

#[napi]
impl Artifact {
    /// An artifact of which only the digest is known. Throws a `DigestError`.
    #[napi(factory, catch_unwind)]
    pub fn from_digest(#[napi(ts_arg_type = "Digest | string")] digest: DigestLike<'_>) -> Result<Self> {
        value::digest(digest).map(sealwright::Artifact::from_digest).map(Self)
    }

    /// An artifact of which several digests are known, of different algorithms. Throws a `DigestError`.
    #[napi(factory, catch_unwind)]
    pub fn from_digests(
        #[napi(ts_arg_type = "ReadonlyArray<Digest | string>")] digests: Vec<DigestLike<'_>>,
    ) -> Result<Self> {
        let digests: Result<Vec<_>> = digests.into_iter().map(value::digest).collect();
        digests.map(sealwright::Artifact::from_digests).map(Self)
    }

    /// An artifact that is known only by a digest which cannot be computed here, for example a `gce_image_id`: it is
    /// compared with those of a statement's subjects, as text. Throws a `DigestError` for the algorithms of `fromDigest`,
    /// and if either is empty.
    ///
    /// Only a statement can be verified about it, and rules that name a digest do not know it.
    #[napi(factory, catch_unwind)]
    pub fn from_foreign_digest(algorithm: String, value: String) -> Result<Self> {
        let found = sealwright::Artifact::from_foreign_digest(algorithm.as_str(), value).map(Self);
        found.ok_or_else(|| thrown(not_foreign(&algorithm)))
    }

    /// Bytes in memory, hashed on the thread pool. They are copied once, there, because the artifact keeps them: do not
    /// change them before the promise settles. The signal stops the wait, not the hash of bytes that are in memory.
    #[napi(
        catch_unwind,
        ts_args_type = "bytes: Uint8Array, options?: { signal?: AbortSignal }",
        ts_return_type = "Promise<Artifact>"
    )]
    pub fn from_bytes(bytes: Uint8Array) -> Promised {
        promise(move || Ok(sealwright::Artifact::from_bytes(&*bytes)), Self)
    }

    /// Bytes in memory, hashed before it returns.
    #[napi(factory, catch_unwind)]
    pub fn from_bytes_sync(#[napi(ts_arg_type = "Uint8Array")] bytes: &[u8]) -> Self {
        Self(sealwright::Artifact::from_bytes(bytes))
    }

    /// A file, read once on the thread pool, in bounded memory; SHA-256 is taken unless other algorithms are named.
    /// `bundle.digestAlgorithms` says which digests a bundle speaks of.
    ///
    /// Rejects with an `ArtifactError` whose `cause` says why the file cannot be read.
    #[napi(
        catch_unwind,
        ts_args_type = "path: string | URL, options?: { algorithms?: ReadonlyArray<DigestAlgorithm>; signal?: AbortSignal }",
        ts_return_type = "Promise<Artifact>"
    )]
    pub fn from_path(path: String, algorithms: Option<Vec<String>>, stop: Option<&Stop>) -> Result<Promised> {
        let algorithms = algorithms_of(algorithms)?;
        let stop = stop.cloned();
        Ok(promise(move || read(path, algorithms, stop), Self))
    }

    /// A file, read before it returns.
    #[napi(
        factory,
        catch_unwind,
        ts_args_type = "path: string | URL, options?: { algorithms?: ReadonlyArray<DigestAlgorithm> }"
    )]
    pub fn from_path_sync(path: String, algorithms: Option<Vec<String>>) -> Result<Self> {
        read(path, algorithms_of(algorithms)?, None).map(Self)
    }

    /// The same artifact under a name that verdicts show.
    #[napi(catch_unwind)]
    pub fn named(&self, name: String) -> Self {
        Self(self.0.clone().named(name))
    }

    /// The name that verdicts show.
    #[napi(getter, catch_unwind, ts_return_type = "string | null")]
    pub fn name(&self) -> Option<&str> {
        self.0.name()
    }

    /// The digest of that algorithm: known, or taken now if the bytes are in memory.
    #[napi(catch_unwind, ts_return_type = "Digest | null")]
    pub fn digest(&self, #[napi(ts_arg_type = "DigestAlgorithm")] algorithm: String) -> Result<Option<Digest>> {
        let algorithm = digest_algorithm(&algorithm).map_err(thrown)?;
        Ok(self.0.digest(algorithm).map(Digest))
    }

    /// The digests that are known.
    #[napi(getter, catch_unwind)]
    pub fn digests(&self) -> Vec<Digest> {
        self.0.digests().map(Digest).collect()
    }

    /// Algorithm and value, if that is all that is known: see `fromForeignDigest`.
    #[napi(getter, catch_unwind, ts_return_type = "[algorithm: string, value: string] | null")]
    pub fn foreign_digest(&self) -> Option<(String, String)> {
        self.0.foreign_digest().map(|(algorithm, value)| (algorithm.to_owned(), value.to_owned()))
    }

    /// The bytes, if they are in memory.
    #[napi(getter, catch_unwind, ts_return_type = "Buffer | null")]
    pub fn content(&self) -> Option<Buffer> {
        self.0.content().map(value::bytes)
    }
}

/// What is wrong with a foreign digest, under the code that other digests have.
fn not_foreign(algorithm: &str) -> Failure {
    let mut check = Check::skipped(Code::SubjectDigest, "");
    check.status = Status::Fail;
    check.message = Some("not a digest of a foreign algorithm".into());
    check.expected = Some("a value, and an algorithm other than sha256, sha384 and sha512".into());
    check.found = Some(algorithm.chars().take(128).collect::<String>().into());
    Failure { class: Class::Digest, check: Box::new(check) }
}

/// The named algorithms; SHA-256 if none is.
pub(crate) fn algorithms_of(names: Option<Vec<String>>) -> Result<DigestAlgorithms> {
    digest_algorithms(&names.unwrap_or_default()).map_err(thrown)
}

fn read(path: String, algorithms: DigestAlgorithms, stop: Option<Stop>) -> Result<sealwright::Artifact> {
    let failed = |name: String, source| unreadable(ArtifactError { name: Some(name), source });
    let file = match File::open(&path) {
        Ok(file) => file,
        Err(source) => return Err(failed(path, source)),
    };
    match sealwright::Artifact::from_reader_with(Stoppable { file, stop }, algorithms) {
        Ok(artifact) => Ok(artifact.named(path)),
        Err(error) => Err(failed(path, error.source)),
    }
}

/// A reader that ends with an error once it is asked to stop.
struct Stoppable<R> {
    file: R,
    stop: Option<Stop>,
}

impl<R: Read> Read for Stoppable<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.stop.as_ref().is_some_and(Stop::is_asked) {
            return Err(io::Error::other("stopped"));
        }
        self.file.read(buffer)
    }
}
