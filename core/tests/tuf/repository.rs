//! A repository that publishes anything, right or wrong, and serves it without a server.

use std::collections::BTreeMap;
use std::sync::Mutex;

use sealwright::net::{NetError, NetErrorKind, Request, Response, Transport};
use sealwright::tuf::{Metadata, Repository, TufError};
use sealwright::{DigestAlgorithm, KeyKind, PrivateKey, Scheme};
use serde_json::{Value, json};

use super::NOW;
use super::folder::Folder;

/// A key and the id under which it signs.
#[derive(Clone)]
pub(crate) struct Signer {
    pub(crate) id: String,
    key: PrivateKey,
}

impl Signer {
    pub(crate) fn new(kind: KeyKind) -> Self {
        let key = PrivateKey::generate(kind).unwrap();
        Self { id: key.public_key().fingerprint().to_string(), key }
    }

    /// The same key under another id.
    pub(crate) fn called(&self, id: &str) -> Self {
        Self { id: id.into(), key: self.key.clone() }
    }

    pub(crate) fn json(&self) -> Value {
        let der = self.key.public_key().spki_der();
        let (keytype, scheme, public) = match self.key.public_key().kind() {
            KeyKind::Ed25519 => ("ed25519", "ed25519", hex(&der[12..])),
            KeyKind::Rsa { .. } => ("rsa", "rsassa-pss-sha256", pem(der)),
            _ => ("ecdsa", "ecdsa-sha2-nistp256", pem(der)),
        };
        json!({ "keytype": keytype, "scheme": scheme, "keyval": { "public": public }, "x-owner": "\"\\" })
    }

    fn sign(&self, message: &[u8]) -> String {
        let scheme = match self.key.public_key().kind() {
            KeyKind::Ed25519 => Scheme::Ed25519,
            KeyKind::Rsa { .. } => Scheme::RsaPss(DigestAlgorithm::Sha256),
            _ => Scheme::Ecdsa(DigestAlgorithm::Sha256),
        };
        hex(&self.key.sign(scheme, message).unwrap())
    }
}

/// The next state of every role, and what has been published of the ones before.
pub(crate) struct Server {
    pub(crate) roles: BTreeMap<String, Value>,
    pub(crate) signers: BTreeMap<String, Vec<Signer>>,
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    /// Statuses that are given instead of files.
    pub(crate) statuses: BTreeMap<String, u16>,
    pub(crate) asked: Mutex<Vec<String>>,
    /// The root that clients are given to begin with.
    pub(crate) first_root: Vec<u8>,
}

pub(crate) const TOP_LEVEL: [&str; 4] = ["root", "timestamp", "snapshot", "targets"];

impl Server {
    /// Version 1 of everything, with one key for each role.
    pub(crate) fn new() -> Self {
        let mut server = Self {
            roles: BTreeMap::new(),
            signers: BTreeMap::new(),
            files: BTreeMap::new(),
            statuses: BTreeMap::new(),
            asked: Mutex::default(),
            first_root: Vec::new(),
        };
        let body = |kind: &str| json!({ "_type": kind, "spec_version": "1.0.31", "version": 0, "expires": "2030-01-01T00:00:00Z" });
        let mut root = body("root");
        root["consistent_snapshot"] = true.into();
        root["keys"] = json!({});
        root["roles"] = json!({});
        server.roles.insert("root".into(), root);
        for role in TOP_LEVEL {
            server.root()["roles"][role] = json!({ "keyids": [], "threshold": 1 });
            server.add_key(role, Signer::new(KeyKind::Ed25519));
        }
        for (role, field) in [("timestamp", "meta"), ("snapshot", "meta"), ("targets", "targets")] {
            server.roles.insert(role.into(), body(role));
            server.role(role)[field] = json!({});
        }
        server.publish(&["root", "targets", "snapshot", "timestamp"]);
        server.first_root = server.files["metadata/1.root.json"].clone();
        server
    }

    pub(crate) fn role(&mut self, role: &str) -> &mut Value {
        self.roles.get_mut(role).unwrap()
    }

    pub(crate) fn root(&mut self) -> &mut Value {
        self.role("root")
    }

    pub(crate) fn add_key(&mut self, role: &str, signer: Signer) {
        self.root()["keys"][&signer.id] = signer.json();
        self.root()["roles"][role]["keyids"].as_array_mut().unwrap().push(signer.id.clone().into());
        self.signers.entry(role.into()).or_default().push(signer);
    }

    /// Takes a role's keys away and gives it a new one. A root is signed by the old one as well.
    pub(crate) fn rotate(&mut self, role: &str) {
        self.root()["roles"][role]["keyids"] = json!([]);
        if role != "root" {
            self.signers.remove(role);
        }
        self.add_key(role, Signer::new(KeyKind::Ed25519));
    }

    /// Delegates paths to a role with a key of its own.
    pub(crate) fn delegate(&mut self, by: &str, to: &str, more: Value) {
        let signer = Signer::new(KeyKind::Ed25519);
        let by = self.role(by);
        if by.get("delegations").is_none() {
            by["delegations"] = json!({ "keys": {}, "roles": [] });
        }
        by["delegations"]["keys"][&signer.id] = signer.json();
        let mut role = json!({ "name": to, "keyids": [signer.id], "threshold": 1, "terminating": false });
        role.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        by["delegations"]["roles"].as_array_mut().unwrap().push(role);
        self.signers.entry(to.into()).or_default().push(signer);
        self.roles.entry(to.into()).or_insert_with(|| {
            json!({ "_type": "targets", "spec_version": "1.0.31", "version": 0, "expires": "2030-01-01T00:00:00Z", "targets": {} })
        });
    }

    /// Adds a target, of which the role says so.
    pub(crate) fn add_target(&mut self, role: &str, path: &str, bytes: &[u8]) {
        let sha256 = DigestAlgorithm::Sha256.digest(bytes).to_hex();
        self.role(role)["targets"][path] = json!({ "length": bytes.len(), "hashes": { "sha256": sha256 } });
        let (folder, name) =
            path.rsplit_once('/').map_or(("", path), |(_, name)| (&path[..path.len() - name.len()], name));
        self.files.insert(format!("targets/{folder}{sha256}.{name}"), bytes.to_vec());
        self.files.insert(format!("targets/{path}"), bytes.to_vec());
    }

    /// The next version of these roles, in this order; whoever names a role names its new version.
    pub(crate) fn publish(&mut self, roles: &[&str]) {
        for role in roles {
            let version = self.role(role)["version"].as_u64().unwrap() + 1;
            self.role(role)["version"] = version.into();
            self.name(role, json!({ "version": version }));
            self.put(role);
        }
    }

    /// What the snapshot says about targets metadata, and the timestamp about the snapshot.
    pub(crate) fn name(&mut self, role: &str, meta: Value) {
        match role {
            "root" | "timestamp" => {}
            "snapshot" => self.role("timestamp")["meta"]["snapshot.json"] = meta,
            _ => self.role("snapshot")["meta"][format!("{role}.json")] = meta,
        }
    }

    /// Signs a role as it is and serves it.
    pub(crate) fn put(&mut self, role: &str) {
        let file = self.sign(role);
        self.serve(role, file);
    }

    /// Serves bytes as the current version of a role.
    pub(crate) fn serve(&mut self, role: &str, file: Vec<u8>) {
        let version = &self.roles[role]["version"];
        self.files.insert(format!("metadata/{version}.{role}.json"), file.clone());
        self.files.insert(format!("metadata/{role}.json"), file);
    }

    pub(crate) fn sign(&self, role: &str) -> Vec<u8> {
        let signed = &self.roles[role];
        let message = canonical(signed);
        let signatures: Vec<_> = self.signers[role]
            .iter()
            .map(|signer| json!({ "keyid": signer.id, "sig": signer.sign(message.as_bytes()) }))
            .collect();
        serde_json::to_vec_pretty(&json!({ "signed": signed, "signatures": signatures })).unwrap()
    }

    pub(crate) fn client(&self, folder: &Folder) -> Repository {
        Repository::new("http://repo/metadata", &self.first_root, folder.path())
            .unwrap()
            .targets_url("http://repo/targets/")
    }

    pub(crate) fn update(&self, folder: &Folder) -> Result<Metadata, TufError> {
        self.client(folder).update(self, NOW)
    }

    /// What a client that has never updated says.
    pub(crate) fn refusal(&self) -> TufError {
        self.update(&Folder::new()).unwrap_err()
    }

    pub(crate) fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }
}

impl Transport for Server {
    fn send(&self, request: &Request) -> Result<Response, NetError> {
        let path = request.url().strip_prefix("http://repo/").unwrap().to_owned();
        self.asked.lock().unwrap().push(path.clone());
        let body = self.files.get(&path).cloned();
        let status = self.statuses.get(&path).copied().unwrap_or(if body.is_some() { 200 } else { 404 });
        let body = body.unwrap_or_default();
        if body.len() > request.answer_limit() {
            return Err(NetError::new(request, NetErrorKind::TooLarge { limit: request.answer_limit() }));
        }
        Ok(Response { status, content_type: None, body })
    }
}

/// Canonical JSON of what these tests sign: keys are ASCII, and the only control character is a newline.
fn canonical(value: &Value) -> String {
    value.to_string().replace("\\n", "\n")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn pem(der: &[u8]) -> String {
    use base64::Engine as _;
    let text = base64::engine::general_purpose::STANDARD.encode(der);
    let lines: Vec<_> = text.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
    format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", lines.join("\n"))
}
