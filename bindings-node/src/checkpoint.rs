//! `Checkpoint`, and those who sign one: `Log` and `Witness`.

use napi::bindgen_prelude::ClassInstance;
use napi::{Env, JsDate, Result};
use napi_derive::napi;
use sealwright::{LogId, Scheme, UnixTime};
use sealwright_bindings::{scheme, scheme_text};

use crate::error::{thrown, wrong_type};
use crate::key::PublicKey;
use crate::merkle::TreeHead;
use crate::time::Validity;
use crate::value::{log_id, maybe_date};

/// A log's signed statement of its size and root hash: C2SP `tlog-checkpoint`.
#[napi]
pub struct Checkpoint(pub(crate) sealwright::Checkpoint);

#[napi]
impl Checkpoint {
    /// Reads a signed note; its signatures are not verified. Throws a `LogError`.
    #[napi(factory, catch_unwind)]
    pub fn parse(note: String) -> Result<Self> {
        sealwright::Checkpoint::parse(&note).map(Self).map_err(thrown)
    }

    /// The first line: which log, by its own account.
    #[napi(getter)]
    pub fn origin(&self) -> &str {
        self.0.origin()
    }

    /// The size and root hash.
    #[napi(getter)]
    pub fn head(&self) -> TreeHead {
        TreeHead(self.0.head())
    }

    /// The whole note, signatures included.
    #[napi(getter)]
    pub fn text(&self) -> &str {
        self.0.as_str()
    }

    /// The lines after the root hash.
    #[napi(getter)]
    pub fn extensions(&self) -> Vec<&str> {
        self.0.extensions().collect()
    }

    /// The names on the signatures, which nobody has verified.
    #[napi(getter)]
    pub fn claimed_signers(&self) -> Vec<&str> {
        self.0.claimed_signers().collect()
    }

    /// Verifies the log's signature. Throws a `LogError`.
    #[napi(catch_unwind)]
    pub fn verify(&self, log: &Log) -> Result<()> {
        self.0.verify(&log.0).map_err(thrown)
    }

    /// When the witness says that it saw the checkpoint; `null` if it has not signed. Throws a `LogError` if a signature
    /// under its name is wrong.
    #[napi(catch_unwind, ts_return_type = "Date | null")]
    pub fn cosigned_by<'e>(&self, env: &'e Env, witness: &Witness) -> Result<Option<JsDate<'e>>> {
        maybe_date(env, self.0.cosigned_by(&witness.0).map_err(thrown)?)
    }
}

/// A transparency log that is trusted.
#[napi]
pub struct Log(pub(crate) sealwright::Log);

#[napi]
impl Log {
    /// A log with this key.
    #[napi(constructor, catch_unwind, ts_args_type = "options: LogOptions")]
    pub fn new(
        key: &PublicKey,
        base_url: String,
        id: Option<String>,
        scheme_: Option<String>,
        validity: Option<ClassInstance<'_, Validity>>,
        operator: Option<String>,
    ) -> Result<Self> {
        let id = id.map_or_else(|| Ok(LogId::of_key(&key.0)), |id| log_id(&id))?;
        let scheme = scheme_.map_or_else(|| Ok(Scheme::of(key.0.kind())), |name| scheme(&name)).map_err(thrown)?;
        let always = sealwright::Validity { start: UnixTime::from_secs(0), end: None };
        let validity = validity.map_or(always, |window| window.0);
        let log = sealwright::Log::new(id, key.0.clone(), scheme, validity, base_url);
        Ok(Self(match operator {
            Some(operator) => log.operated_by(operator),
            None => log,
        }))
    }

    /// Its identifier, base64 as trusted roots have it.
    #[napi(getter)]
    pub fn id(&self) -> String {
        self.0.id().to_string()
    }

    /// The key that signs checkpoints and promises.
    #[napi(getter)]
    pub fn key(&self) -> PublicKey {
        PublicKey(self.0.key().clone())
    }

    /// The scheme that it signs with.
    #[napi(getter, ts_return_type = "Scheme")]
    pub fn scheme(&self) -> &'static str {
        scheme_text(self.0.scheme())
    }

    /// When it may have signed.
    #[napi(getter)]
    pub fn validity(&self) -> Validity {
        Validity(self.0.validity())
    }

    /// Where it is.
    #[napi(getter)]
    pub fn base_url(&self) -> &str {
        self.0.base_url()
    }

    /// Who runs it; empty if nobody says.
    #[napi(getter)]
    pub fn operator(&self) -> &str {
        self.0.operator()
    }

    /// Its name, which is the origin of its checkpoints.
    #[napi(getter)]
    pub fn name(&self) -> &str {
        self.0.name()
    }
}

/// A witness, which signs checkpoints that it has seen: C2SP `tlog-cosignature`.
#[napi]
pub struct Witness(sealwright::Witness);

#[napi]
impl Witness {
    /// A witness of that name; its key is one of Ed25519.
    #[napi(constructor, catch_unwind)]
    pub fn new(name: String, key: &PublicKey) -> Result<Self> {
        let witness = sealwright::Witness::new(name, key.0.clone()).map(Self);
        witness.ok_or_else(|| wrong_type("a witness has a name and a key of Ed25519"))
    }

    /// Its name.
    #[napi(getter)]
    pub fn name(&self) -> &str {
        self.0.name()
    }
}
