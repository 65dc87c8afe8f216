//! `Repository`: a trusted root that is kept up to date, by The Update Framework; and its `Metadata`.

use std::sync::Arc;

use napi::bindgen_prelude::{AsyncTask, Buffer, ClassInstance, Uint8Array};
use napi::{Env, JsDate, Result};
use napi_derive::napi;
use sealwright::net;
use sealwright::tuf::{self, Role};

use crate::error::thrown;
use crate::http::{Http, transport};
use crate::task::{Work, promise};
use crate::value::{date, number};
use crate::verifier::moment;

type Updating = AsyncTask<Work<tuf::Metadata, Metadata>>;
type Loading = AsyncTask<Work<Vec<u8>, Buffer>>;
type Reading = AsyncTask<Work<Vec<u8>, String>>;

/// A repository of The Update Framework, from which trust is kept up to date, and the folder in which what is verified of it
/// is kept; several processes may share one.
///
/// Errors are `TrustError`s: `trust.signature`, `trust.rollback`, `trust.expired`, `trust.mismatch`, `trust.missing`, and
/// `net.failed` if the server does not answer.
#[napi]
pub struct Repository(Arc<tuf::Repository>);

#[napi]
impl Repository {
    /// A repository whose metadata are at this address, of which the caller trusts this `root.json`, any version of it.
    /// Targets are at `targets/` below the metadata unless `targetsUrl` says otherwise, and kept in `targets` in the cache
    /// folder unless `targetsFolder` does. Throws a `TrustError`.
    #[napi(
        constructor,
        catch_unwind,
        ts_args_type = "metadataUrl: string, rootJson: Uint8Array | string, cacheFolder: string | URL, options?: RepositoryOptions"
    )]
    pub fn new(
        metadata_url: String,
        root_json: Uint8Array,
        cache_folder: String,
        targets_url: Option<String>,
        targets_folder: Option<String>,
    ) -> Result<Self> {
        let repository = tuf::Repository::new(&metadata_url, &root_json, cache_folder).map_err(thrown)?;
        Ok(Self::of(repository, targets_url, targets_folder))
    }

    /// The public instance of Sigstore, beginning with the root that was its when this release was made.
    #[napi(factory, catch_unwind, ts_args_type = "cacheFolder: string | URL")]
    pub fn sigstore(cache_folder: String) -> Result<Self> {
        tuf::Repository::sigstore(cache_folder).map(Arc::new).map(Self).map_err(thrown)
    }

    /// A repository of which the caller trusts the `root.json` in the cache folder, put there by `init` or another client.
    #[napi(
        factory,
        catch_unwind,
        ts_args_type = "metadataUrl: string, cacheFolder: string | URL, options?: RepositoryOptions"
    )]
    pub fn trusting_cache(
        metadata_url: String,
        cache_folder: String,
        targets_url: Option<String>,
        targets_folder: Option<String>,
    ) -> Self {
        Self::of(tuf::Repository::trusting_cache(&metadata_url, cache_folder), targets_url, targets_folder)
    }

    /// Where the metadata are, ending in `/`.
    #[napi(getter, catch_unwind)]
    pub fn metadata_url(&self) -> &str {
        self.0.metadata_url()
    }

    /// The folder of the cache.
    #[napi(getter, catch_unwind)]
    pub fn cache_folder(&self) -> String {
        self.0.cache_folder().display().to_string()
    }

    /// Writes the root from which trust begins into the cache, without asking a server.
    #[napi(catch_unwind, ts_return_type = "Promise<void>")]
    pub fn init(&self) -> AsyncTask<Work<(), ()>> {
        let repository = Arc::clone(&self.0);
        promise(move || repository.init().map_err(thrown), |()| ())
    }

    /// The same before it returns.
    #[napi(catch_unwind)]
    pub fn init_sync(&self) -> Result<()> {
        self.0.init().map_err(thrown)
    }

    /// Brings the metadata up to date (TUF specification 5.2 to 5.6.6). Rejects with the first thing that is wrong; what was
    /// verified before it is kept.
    #[napi(
        catch_unwind,
        ts_args_type = "options?: { http?: Http | null; now?: Date; signal?: AbortSignal }",
        ts_return_type = "Promise<Metadata>"
    )]
    pub fn update(&self, http: Option<ClassInstance<'_, Http>>, now: Option<f64>) -> Result<Updating> {
        let (repository, http, now) = (Arc::clone(&self.0), transport(http)?, moment(now)?);
        Ok(promise(move || repository.update(&*http, now).map_err(thrown), Metadata::of))
    }

    /// The same before it returns.
    #[napi(catch_unwind, ts_args_type = "options?: { http?: Http | null; now?: Date }")]
    pub fn update_sync(&self, http: Option<ClassInstance<'_, Http>>, now: Option<f64>) -> Result<Metadata> {
        self.0.update(&*transport(http)?, moment(now)?).map(Metadata::of).map_err(thrown)
    }

    /// The metadata of the last whole update, verified again, without a server.
    #[napi(
        catch_unwind,
        ts_args_type = "options?: { now?: Date; signal?: AbortSignal }",
        ts_return_type = "Promise<Metadata>"
    )]
    pub fn offline(&self, now: Option<f64>) -> Result<Updating> {
        let (repository, now) = (Arc::clone(&self.0), moment(now)?);
        Ok(promise(move || repository.offline(now).map_err(thrown), Metadata::of))
    }

    /// The same before it returns.
    #[napi(catch_unwind, ts_args_type = "options?: { now?: Date }")]
    pub fn offline_sync(&self, now: Option<f64>) -> Result<Metadata> {
        self.0.offline(moment(now)?).map(Metadata::of).map_err(thrown)
    }

    /// Like `offline`, but however old they are: whoever withholds updates is not noticed.
    #[napi(catch_unwind, ts_return_type = "Promise<Metadata>")]
    pub fn offline_expired_dangerous(&self) -> Updating {
        let repository = Arc::clone(&self.0);
        promise(move || repository.offline_expired_dangerous().map_err(thrown), Metadata::of)
    }

    /// The same before it returns.
    #[napi(catch_unwind)]
    pub fn offline_expired_dangerous_sync(&self) -> Result<Metadata> {
        self.0.offline_expired_dangerous().map(Metadata::of).map_err(thrown)
    }
}

impl Repository {
    fn of(repository: tuf::Repository, targets_url: Option<String>, targets_folder: Option<String>) -> Self {
        let repository = match targets_url {
            Some(url) => repository.targets_url(&url),
            None => repository,
        };
        Self(Arc::new(match targets_folder {
            Some(folder) => repository.targets_folder(folder),
            None => repository,
        }))
    }
}

/// Verified metadata of a repository, and the targets that they speak of.
#[napi]
pub struct Metadata(Arc<tuf::Metadata>);

#[napi]
impl Metadata {
    /// The version of the metadata of `root`, `timestamp`, `snapshot` or `targets`; `null` for other roles.
    #[napi(catch_unwind, ts_return_type = "number | null")]
    pub fn version(&self, role: String) -> Option<f64> {
        let role = match role.as_str() {
            "root" => Role::Root,
            "timestamp" => Role::Timestamp,
            "snapshot" => Role::Snapshot,
            "targets" => Role::Targets,
            _ => Role::Delegated(role),
        };
        self.0.version(&role).map(number)
    }

    /// When the first of them expires.
    #[napi(getter, catch_unwind, ts_return_type = "Date")]
    pub fn expires<'e>(&self, env: &'e Env) -> Result<JsDate<'e>> {
        date(env, self.0.expires())
    }

    /// A target's bytes, at most 64 MiB: out of the cache if they are there, otherwise downloaded, verified and kept.
    #[napi(
        catch_unwind,
        ts_args_type = "path: string, options?: { http?: Http | null; signal?: AbortSignal }",
        ts_return_type = "Promise<Buffer>"
    )]
    pub fn target(&self, path: String, http: Option<ClassInstance<'_, Http>>) -> Result<Loading> {
        let (metadata, http) = (Arc::clone(&self.0), transport(http)?);
        Ok(promise(move || metadata.target(&path, &*http).map_err(thrown), Buffer::from))
    }

    /// The same before it returns.
    #[napi(catch_unwind, ts_args_type = "path: string, options?: { http?: Http | null }")]
    pub fn target_sync(&self, path: String, http: Option<ClassInstance<'_, Http>>) -> Result<Buffer> {
        self.0.target(&path, &*transport(http)?).map(Buffer::from).map_err(thrown)
    }

    /// A target's bytes out of the cache, without a server.
    #[napi(catch_unwind, ts_return_type = "Promise<Buffer>")]
    pub fn cached_target(&self, path: String) -> Loading {
        let metadata = Arc::clone(&self.0);
        promise(move || metadata.cached_target(&path).map_err(thrown), Buffer::from)
    }

    /// The same before it returns.
    #[napi(catch_unwind)]
    pub fn cached_target_sync(&self, path: String) -> Result<Buffer> {
        self.0.cached_target(&path).map(Buffer::from).map_err(thrown)
    }

    /// A Sigstore instance's `trusted_root.json`, for `TrustRoot.fromJson`.
    #[napi(
        catch_unwind,
        ts_args_type = "options?: { http?: Http | null; signal?: AbortSignal }",
        ts_return_type = "Promise<string>"
    )]
    pub fn trusted_root(&self, http: Option<ClassInstance<'_, Http>>) -> Result<Reading> {
        self.read(http, tuf::Metadata::trusted_root)
    }

    /// The same before it returns.
    #[napi(catch_unwind, ts_args_type = "options?: { http?: Http | null }")]
    pub fn trusted_root_sync(&self, http: Option<ClassInstance<'_, Http>>) -> Result<String> {
        self.0.trusted_root(&*transport(http)?).map(text).map_err(thrown)
    }

    /// Its `signing_config.v0.2.json`, for `SigningConfig.fromJson`.
    #[napi(
        catch_unwind,
        ts_args_type = "options?: { http?: Http | null; signal?: AbortSignal }",
        ts_return_type = "Promise<string>"
    )]
    pub fn signing_config(&self, http: Option<ClassInstance<'_, Http>>) -> Result<Reading> {
        self.read(http, tuf::Metadata::signing_config)
    }

    /// The same before it returns.
    #[napi(catch_unwind, ts_args_type = "options?: { http?: Http | null }")]
    pub fn signing_config_sync(&self, http: Option<ClassInstance<'_, Http>>) -> Result<String> {
        self.0.signing_config(&*transport(http)?).map(text).map_err(thrown)
    }
}

type Read = fn(&tuf::Metadata, &dyn net::Transport) -> std::result::Result<Vec<u8>, tuf::TufError>;

impl Metadata {
    fn of(metadata: tuf::Metadata) -> Self {
        Self(Arc::new(metadata))
    }

    fn read(&self, http: Option<ClassInstance<'_, Http>>, read: Read) -> Result<Reading> {
        let (metadata, http) = (Arc::clone(&self.0), transport(http)?);
        Ok(promise(move || read(&metadata, &*http).map_err(thrown), text))
    }
}

/// JSON as text: whoever reads it says so if it is none.
fn text(json: Vec<u8>) -> String {
    String::from_utf8_lossy(&json).into_owned()
}
