//! The authority of this machine: `LocalAuthority`, `LocalIdentity` and `LocalTrust`.

use std::path::PathBuf;
use std::sync::Arc;

use napi::Result;
use napi::bindgen_prelude::{AsyncTask, ClassInstance, Either};
use napi_derive::napi;
use sealwright::{Check, Code, Status, UnixTime, local};
use sealwright_bindings::{Class, Failure};
use sealwright_cli::user;

use crate::artifact::Artifact;
use crate::error::thrown;
use crate::signer::{StatementLike, Unread, unread};
use crate::task::{Work, promise};
use crate::trust::TrustRoot;
use crate::verifier::moment;

/// The issuer that every certificate of a local authority names. Nothing answers there.
#[napi(skip_typescript, js_name = "LOCAL_ISSUER")]
pub const LOCAL_ISSUER: &str = local::LOCAL_ISSUER;

/// For whom a local certificate is made: `NAME@HOST`, or a URI.
#[napi]
pub struct LocalIdentity(local::LocalIdentity);

#[napi]
impl LocalIdentity {
    /// `NAME@HOST` or a URI, at most 512 ASCII characters without spaces. Throws a `LocalError`.
    #[napi(constructor, catch_unwind)]
    pub fn new(text: String) -> Result<Self> {
        text.parse().map(Self).map_err(|error: local::LocalError| thrown(error))
    }

    /// A user of a machine; this one's, as it calls both, unless given. What may not stand in an address is percent-encoded.
    #[napi(factory, catch_unwind)]
    pub fn of_user(
        #[napi(ts_arg_type = "string | null")] user: Option<String>,
        #[napi(ts_arg_type = "string | null")] host: Option<String>,
    ) -> Result<Self> {
        of_user(user, host).map(Self)
    }

    /// The text by which a policy names it.
    #[napi(js_name = "toString", catch_unwind)]
    pub fn text(&self) -> String {
        self.0.to_string()
    }

    /// The text by which a policy names it.
    #[napi(js_name = "toJSON", catch_unwind)]
    pub fn json(&self) -> String {
        self.0.to_string()
    }
}

type Opening<T, J> = AsyncTask<Work<T, J>>;
type Signing<T> = AsyncTask<Work<T, T>>;

/// A private Sigstore in a folder: a certificate authority, a transparency log, a timestamp authority and the trusted root
/// that names them. It signs with nothing but this machine; any number of threads and processes may sign at once.
///
/// Errors are `LocalError`s. The identity is this user of this machine unless another is given.
#[napi]
pub struct LocalAuthority(pub(crate) Arc<local::LocalAuthority>);

#[napi]
impl LocalAuthority {
    /// The authority in this folder, which is made if there is none; the user's own unless given: `local` in
    /// `SEALWRIGHT_HOME`, or where programs of this system keep their users' data.
    #[napi(
        catch_unwind,
        ts_args_type = "folder?: string | URL | null, options?: { signal?: AbortSignal }",
        ts_return_type = "Promise<LocalAuthority>"
    )]
    pub fn open(folder_: Option<String>) -> Result<Opening<local::LocalAuthority, LocalAuthority>> {
        let (folder, now) = (folder(folder_)?, moment(None)?);
        Ok(promise(move || local::LocalAuthority::open(folder, now).map_err(thrown), Self::of))
    }

    /// The same before it returns.
    #[napi(factory, catch_unwind, ts_args_type = "folder?: string | URL | null")]
    pub fn open_sync(folder_: Option<String>) -> Result<Self> {
        local::LocalAuthority::open(folder(folder_)?, moment(None)?).map(Self::of).map_err(thrown)
    }

    /// Signs an artifact, known by its SHA-256: its bundle, as JSON.
    #[napi(
        catch_unwind,
        ts_args_type = "artifact: Artifact, options?: LocalOptions",
        ts_return_type = "Promise<string>"
    )]
    pub fn sign(
        &self,
        artifact: &Artifact,
        given: Option<ClassInstance<'_, LocalIdentity>>,
    ) -> Result<Signing<String>> {
        let (job, artifact) = (self.job(given)?, artifact.0.clone());
        Ok(promise(move || job.sign(&artifact), |bundle| bundle))
    }

    /// The same before it returns.
    #[napi(catch_unwind, ts_args_type = "artifact: Artifact, options?: { identity?: LocalIdentity | null }")]
    pub fn sign_sync(&self, artifact: &Artifact, given: Option<ClassInstance<'_, LocalIdentity>>) -> Result<String> {
        self.job(given)?.sign(&artifact.0)
    }

    /// Signs many artifacts in one go: 256 under one key, certificate and checkpoint. Bundles come in the order of the
    /// artifacts; an error is about all of them.
    #[napi(
        catch_unwind,
        ts_args_type = "artifacts: ReadonlyArray<Artifact>, options?: LocalOptions",
        ts_return_type = "Promise<Array<string>>"
    )]
    pub fn sign_all(
        &self,
        artifacts: Vec<ClassInstance<'_, Artifact>>,
        given: Option<ClassInstance<'_, LocalIdentity>>,
    ) -> Result<Signing<Vec<String>>> {
        let (job, artifacts) = (self.job(given)?, owned(&artifacts));
        Ok(promise(move || job.sign_all(&artifacts), |bundles| bundles))
    }

    /// The same before it returns.
    #[napi(
        catch_unwind,
        ts_args_type = "artifacts: ReadonlyArray<Artifact>, options?: { identity?: LocalIdentity | null }"
    )]
    pub fn sign_all_sync(
        &self,
        artifacts: Vec<ClassInstance<'_, Artifact>>,
        given: Option<ClassInstance<'_, LocalIdentity>>,
    ) -> Result<Vec<String>> {
        self.job(given)?.sign_all(&owned(&artifacts))
    }

    /// Signs a statement, in an envelope: its bundle, as JSON. Text or bytes are signed as they are, if they are a statement.
    #[napi(
        catch_unwind,
        ts_args_type = "statement: Statement | Uint8Array | string, options?: LocalOptions",
        ts_return_type = "Promise<string>"
    )]
    pub fn attest(
        &self,
        statement: StatementLike<'_>,
        given: Option<ClassInstance<'_, LocalIdentity>>,
    ) -> Result<Signing<String>> {
        let (job, statement) = (self.job(given)?, unread(statement));
        Ok(promise(move || job.attest(&statement), |bundle| bundle))
    }

    /// The same before it returns.
    #[napi(
        catch_unwind,
        ts_args_type = "statement: Statement | Uint8Array | string, options?: { identity?: LocalIdentity | null }"
    )]
    pub fn attest_sync(
        &self,
        statement: StatementLike<'_>,
        given: Option<ClassInstance<'_, LocalIdentity>>,
    ) -> Result<String> {
        self.job(given)?.attest(&unread(statement))
    }

    /// The trusted root for every Sigstore client, JSON.
    #[napi(getter, catch_unwind)]
    pub fn trusted_root_json(&self) -> &str {
        self.0.trusted_root_json()
    }

    /// The trusted root for a `Verifier`.
    #[napi(getter, catch_unwind)]
    pub fn trust_root(&self) -> TrustRoot {
        TrustRoot(self.0.trust_root().clone())
    }
}

impl LocalAuthority {
    fn of(authority: local::LocalAuthority) -> Self {
        Self(Arc::new(authority))
    }

    fn job(&self, given: Option<ClassInstance<'_, LocalIdentity>>) -> Result<Job> {
        Ok(Job { authority: Arc::clone(&self.0), identity: identity(given)?, now: moment(None)? })
    }
}

/// Who signs, as whom and when.
struct Job {
    authority: Arc<local::LocalAuthority>,
    identity: local::LocalIdentity,
    now: UnixTime,
}

impl Job {
    fn sign(&self, artifact: &sealwright::Artifact) -> Result<String> {
        self.authority.sign(artifact, &self.identity, self.now).map_err(thrown)
    }

    fn sign_all(&self, artifacts: &[sealwright::Artifact]) -> Result<Vec<String>> {
        self.authority.sign_all(artifacts, &self.identity, self.now).map_err(thrown)
    }

    fn attest(&self, statement: &Unread) -> Result<String> {
        let bytes = match statement {
            Either::A(statement) => statement.json().as_bytes(),
            Either::B(bytes) => bytes,
        };
        self.authority.attest(bytes, &self.identity, self.now).map_err(thrown)
    }
}

/// What a local authority publishes of itself, read without its keys.
#[napi]
pub struct LocalTrust(local::LocalTrust);

#[napi]
impl LocalTrust {
    /// Of the authority in this folder; the user's own unless given. Rejects with a `LocalError` if there is none.
    #[napi(
        catch_unwind,
        ts_args_type = "folder?: string | URL | null, options?: { signal?: AbortSignal }",
        ts_return_type = "Promise<LocalTrust>"
    )]
    pub fn open(folder_: Option<String>) -> Result<Opening<local::LocalTrust, LocalTrust>> {
        let folder = folder(folder_)?;
        Ok(promise(move || local::LocalTrust::open(folder).map_err(thrown), Self))
    }

    /// The same before it returns.
    #[napi(factory, catch_unwind, ts_args_type = "folder?: string | URL | null")]
    pub fn open_sync(folder_: Option<String>) -> Result<Self> {
        local::LocalTrust::open(folder(folder_)?).map(Self).map_err(thrown)
    }

    /// The trusted root for every Sigstore client, JSON.
    #[napi(getter, catch_unwind)]
    pub fn trusted_root_json(&self) -> &str {
        self.0.trusted_root_json()
    }

    /// The trusted root for a `Verifier`.
    #[napi(getter, catch_unwind)]
    pub fn trust_root(&self) -> TrustRoot {
        TrustRoot(self.0.trust_root().clone())
    }
}

/// The identity that was given, or this user of this machine.
pub(crate) fn identity(given: Option<ClassInstance<'_, LocalIdentity>>) -> Result<local::LocalIdentity> {
    given.map_or_else(|| of_user(None, None), |identity| Ok(identity.0.clone()))
}

/// The folder that was given, or that of the user's own authority.
pub(crate) fn folder(given: Option<String>) -> Result<PathBuf> {
    given.map(PathBuf::from).or_else(user::local_authority).ok_or_else(|| {
        let mut check = Check::skipped(Code::LocalAuthority, "");
        check.status = Status::Fail;
        check.message = Some("there is no place for the local authority: nothing says where your files are".into());
        check.hint = Some("give a folder, or name one with SEALWRIGHT_HOME".into());
        thrown(Failure { class: Class::Local, check: Box::new(check) })
    })
}

fn of_user(user: Option<String>, host: Option<String>) -> Result<local::LocalIdentity> {
    let (user, host) = (user.unwrap_or_else(user::name), host.unwrap_or_else(user::host));
    local::LocalIdentity::of_user(&user, &host).map_err(thrown)
}

fn owned(artifacts: &[ClassInstance<'_, Artifact>]) -> Vec<sealwright::Artifact> {
    artifacts.iter().map(|artifact| artifact.0.clone()).collect()
}
