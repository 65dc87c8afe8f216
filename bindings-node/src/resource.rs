//! What provenance that is being made speaks of: `NewResource` and `LocalSource`.

use napi::Result;
use napi_derive::napi;

use crate::value::{self, DigestLike, Pairs};

/// Something that went into a build, or came out beside the artifacts (in-toto attestation spec v1, ResourceDescriptor).
#[napi]
pub struct NewResource(pub(crate) sealwright::NewResource);

#[napi]
impl NewResource {
    /// What to call it, where it is from, and its digests by the algorithm's in-toto name, in hexadecimal; each is left out
    /// if it is empty.
    #[napi(
        constructor,
        catch_unwind,
        ts_args_type = "options?: { name?: string; uri?: string; digests?: Readonly<Record<string, string>> }"
    )]
    pub fn new(name: String, uri: String, digests: Pairs) -> Self {
        Self(sealwright::NewResource { name, uri, digests })
    }

    /// A file of that name and digest. Throws a `DigestError`.
    #[napi(factory, catch_unwind)]
    pub fn file(name: String, #[napi(ts_arg_type = "Digest | string")] digest: DigestLike<'_>) -> Result<Self> {
        Ok(Self(sealwright::NewResource::file(name, value::digest(digest)?)))
    }

    /// What to call it; empty if it has no name.
    #[napi(getter, catch_unwind)]
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// Where it is from; empty if nobody says.
    #[napi(getter, catch_unwind)]
    pub fn uri(&self) -> &str {
        &self.0.uri
    }

    /// Its digests by the algorithm's in-toto name, in hexadecimal.
    #[napi(getter, catch_unwind, ts_return_type = "Record<string, string>")]
    pub fn digests(&self) -> Pairs {
        self.0.digests.clone()
    }
}

/// The source of a build on somebody's machine, as git knows it.
#[napi]
pub struct LocalSource(pub(crate) sealwright::LocalSource);

#[napi]
impl LocalSource {
    /// The commit that is checked out, 40 or 64 hexadecimal digits; where the repository is from, as `git remote get-url`
    /// says, without its credentials; the whole reference that is checked out (`refs/heads/main`); and whether the working
    /// tree differs from the commit, untracked files with it.
    #[napi(
        constructor,
        catch_unwind,
        ts_args_type = "commit: string, options?: { remote?: string | null; gitRef?: string | null; dirty?: boolean }"
    )]
    pub fn new(commit: String, remote: Option<String>, git_ref: Option<String>, dirty: bool) -> Self {
        let source = sealwright::LocalSource { remote: None, git_ref, commit, dirty };
        Self(match remote {
            Some(remote) => source.with_remote(&remote),
            None => source,
        })
    }

    /// The commit that is checked out.
    #[napi(getter, catch_unwind)]
    pub fn commit(&self) -> &str {
        &self.0.commit
    }

    /// Where the repository is from, without credentials; `null` if it is from nowhere.
    #[napi(getter, catch_unwind, ts_return_type = "string | null")]
    pub fn remote(&self) -> Option<&str> {
        self.0.remote.as_deref()
    }

    /// The whole reference that is checked out; `null` if a commit is.
    #[napi(getter, catch_unwind, ts_return_type = "string | null")]
    pub fn git_ref(&self) -> Option<&str> {
        self.0.git_ref.as_deref()
    }

    /// Whether the working tree differs from the commit.
    #[napi(getter, catch_unwind)]
    pub fn dirty(&self) -> bool {
        self.0.dirty
    }
}
