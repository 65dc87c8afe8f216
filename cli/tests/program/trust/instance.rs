//! An instance on loopback: an authority that signs, and a repository that publishes whom to believe.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex};

use sealwright::local::{LOCAL_ISSUER, LocalAuthority, LocalIdentity};
use sealwright::{Artifact, UnixTime};

use super::repository::Server as Repository;
use crate::server::{Reply, Server};
use crate::{Run, scratch};

pub(crate) const WHO: &str = "me@here";

/// After every test, and before the authority's end.
const LATER: &str = "2044-01-01T00:00:00Z";

pub(crate) struct Instance {
    pub(crate) folder: PathBuf,
    pub(crate) repository: Arc<Mutex<Repository>>,
    pub(crate) server: Server,
}

impl Instance {
    /// With a folder of its own, in which are `app`, its bundle, `root.json`, and `home` once the program makes it.
    pub(crate) fn new(name: &str) -> Self {
        let folder = scratch(name);
        let now = UnixTime::from_secs(1_795_255_200);
        let authority = LocalAuthority::open(folder.join("authority"), now).unwrap();
        let artifact = Artifact::from_bytes(*b"an artifact");
        let bundle = authority.sign(&artifact, &LocalIdentity::of_user("me", "here").unwrap(), now).unwrap();
        std::fs::write(folder.join("app"), "an artifact").unwrap();
        std::fs::write(folder.join("app.sigstore.json"), bundle).unwrap();
        let mut repository = Repository::new();
        for role in ["root", "timestamp", "snapshot", "targets"] {
            repository.role(role)["expires"] = LATER.into();
        }
        repository.add_target("targets", "trusted_root.json", authority.trusted_root_json().as_bytes());
        repository.publish(&["root", "targets", "snapshot", "timestamp"]);
        std::fs::write(folder.join("root.json"), &repository.first_root).unwrap();
        let repository = Arc::new(Mutex::new(repository));
        let shared = Arc::clone(&repository);
        let server = Server::new(move |seen| {
            let file = shared.lock().unwrap().files.get(seen.path().trim_start_matches('/')).cloned();
            file.map_or(Reply::status(404, ""), Reply::ok)
        });
        Self { folder, repository, server }
    }

    /// Publishes a signing config whose services all have this address.
    pub(crate) fn publish_signing_config(&self, url: &str) {
        let service = serde_json::json!([{ "url": url, "majorApiVersion": 1, "operator": "me" }]);
        let config = serde_json::json!({
            "mediaType": "application/vnd.dev.sigstore.signingconfig.v0.2+json",
            "caUrls": service, "oidcUrls": service, "rekorTlogUrls": service, "rekorTlogConfig": { "selector": "ANY" },
        });
        self.publish("signing_config.v0.2.json", config.to_string().as_bytes());
    }

    pub(crate) fn publish(&self, target: &str, bytes: &[u8]) {
        let mut repository = self.repository.lock().unwrap();
        repository.add_target("targets", target, bytes);
        repository.publish(&["targets", "snapshot", "timestamp"]);
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sealwright"));
        command.args(args).current_dir(&self.folder).env("SEALWRIGHT_HOME", self.folder.join("home"));
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Run {
        Run::of(&self.command(args).output().unwrap())
    }

    pub(crate) fn init(&self) -> Run {
        let (url, targets) = (self.server.url("/metadata"), self.server.url("/targets"));
        self.run(&["trust", "init", &url, "--root", "root.json", "--targets-url", &targets])
    }

    pub(crate) fn verify(&self) -> Run {
        self.run(&["verify", "app", "--certificate-identity", WHO, "--certificate-oidc-issuer", LOCAL_ISSUER])
    }

    /// What is read of the one cache under the user's folder `trust`.
    pub(crate) fn current(&self) -> PathBuf {
        let cache = self.cache();
        cache.join(std::fs::read_to_string(cache.join("current")).unwrap())
    }

    /// The one cache under the user's folder `trust`.
    pub(crate) fn cache(&self) -> PathBuf {
        let folders = std::fs::read_dir(self.folder.join("home/trust")).unwrap().map(|entry| entry.unwrap().path());
        let caches: Vec<_> = folders.filter(|path| path.is_dir()).collect();
        let [cache] = &caches[..] else { panic!("{caches:?}") };
        cache.clone()
    }
}

/// Every file under the folder, with what is in it.
pub(crate) fn everything(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(everything(&path));
        } else {
            found.push((path.clone(), std::fs::read(&path).unwrap()));
        }
    }
    found.sort();
    found
}
