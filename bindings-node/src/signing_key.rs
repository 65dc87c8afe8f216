//! `SigningKey`: whoever signs, wherever the key is.

use std::sync::Arc;

use napi::bindgen_prelude::{AsyncTask, Buffer, ClassInstance, Either};
use napi::{Env, Error, Result};
use napi_derive::napi;
use sealwright::keys::{self, Ask};

use crate::called::{Called, Caller};
use crate::digest::Digest;
use crate::error::{thrown, wrong_type};
use crate::key::PublicKey;
use crate::private_key::{PasswordLike, PrivateKey, password, shown};
use crate::task::{Eventually, Stop, Work, promise, waiting};
use crate::value::{self, DigestLike, bytes};

/// Whoever signs, as users give it.
pub(crate) type KeyLike<'a> = Either<ClassInstance<'a, SigningKey>, ClassInstance<'a, PrivateKey>>;

type Loading = AsyncTask<Work<SigningKey, SigningKey>>;

/// Whoever signs with one key: a file, a PKCS#11 token, a command, a KMS or another service of the caller's.
///
/// What leaves the process is a digest, or a short message where the algorithm signs no digest. What comes back is verified
/// with the public half.
#[napi]
pub struct SigningKey {
    key: Arc<dyn sealwright::SigningKey>,
    is_called: bool,
}

#[napi]
impl SigningKey {
    /// A key that a function signs with: a KMS's, a remote service's. It is given the digest and returns the signature, or a
    /// promise of it: ECDSA as DER (RFC 3279), RSA by PKCS#1 v1.5, Ed25519 as Ed25519ph of a SHA-512 digest. What it throws
    /// is the `cause` of the error.
    ///
    /// It is called on the thread of this, so that only the methods which give promises work with it. Artifacts can be signed
    /// with any such key; statements not with one of Ed25519, which signs them whole, and nothing with one of ML-DSA.
    #[napi(
        constructor,
        catch_unwind,
        ts_args_type = "publicKey: PublicKey, signDigest: (digest: Digest) => Uint8Array | Promise<Uint8Array>"
    )]
    pub fn new(public_key: &PublicKey, sign_digest: Caller<'_, Digest>) -> Result<Self> {
        let function = Called::new(&sign_digest)?;
        Ok(Self { key: Arc::new(called(public_key.0.clone(), function)), is_called: true })
    }

    /// The key of that name: a PEM file; `pkcs11:token=…;object=…?module-path=…` (RFC 7512), on a token, whose module is code
    /// that runs in this process; `command:PROGRAM?public-key=FILE&arg=…&timeout=SECONDS`, behind a program that is given
    /// `sealwright/sign/v1` as JSON.
    ///
    /// The password is looked at, or the function called, at most once, and only if a password or PIN is needed. Rejects with
    /// a `PrivateKeyError`; its code is `key.password` if the password is missing or wrong.
    #[napi(catch_unwind, ts_args_type = "name: string, options?: LoadOptions", ts_return_type = "Promise<SigningKey>")]
    pub fn load(name: String, given: Option<PasswordLike>, asked: &Asked) -> Loading {
        let asked = asked.clone();
        promise(move || loaded(&name, given, &asked), |key| key)
    }

    /// The same before it returns; the function gives no promise.
    #[napi(factory, catch_unwind, ts_args_type = "name: string, options?: LoadSyncOptions")]
    pub fn load_sync(name: String, given: Option<PasswordLike>, asked: &Asked) -> Result<Self> {
        loaded(&name, given, asked)
    }

    /// The public half.
    #[napi(getter, catch_unwind)]
    pub fn public_key(&self) -> PublicKey {
        PublicKey(self.key.public_key().clone())
    }

    /// By which algorithm is hashed what the key signs.
    #[napi(getter, catch_unwind, ts_return_type = "DigestAlgorithm")]
    pub fn digest_algorithm(&self) -> &'static str {
        self.key.digest_algorithm().name()
    }

    /// Signs what has this digest, which is of `digestAlgorithm`. Rejects with a `PrivateKeyError` if whoever has the key does
    /// not sign, or gives something that does not verify with its public half.
    #[napi(
        catch_unwind,
        ts_args_type = "digest: Digest | string, options?: { signal?: AbortSignal }",
        ts_return_type = "Promise<Buffer>"
    )]
    pub fn sign_digest<'e>(
        &self,
        env: &'e Env,
        digest: DigestLike<'_>,
        stop: Option<&Stop>,
    ) -> Result<Eventually<'e, Vec<u8>, Buffer>> {
        let (key, digest) = (Arc::clone(&self.key), value::digest(digest)?);
        let run = move || key.sign_digest(&digest).map_err(thrown);
        match self.is_called {
            true => waiting(env, stop, run, Buffer::from).map(Either::B),
            false => Ok(Either::A(promise(run, Buffer::from))),
        }
    }

    /// The same before it returns; not for a key that a function signs with.
    #[napi(catch_unwind)]
    pub fn sign_digest_sync(&self, #[napi(ts_arg_type = "Digest | string")] digest: DigestLike<'_>) -> Result<Buffer> {
        if self.is_called {
            return Err(would_wait());
        }
        self.key.sign_digest(&value::digest(digest)?).map(|signature| bytes(&signature)).map_err(thrown)
    }

    /// The kind of key and the fingerprint of its public half.
    #[napi(js_name = "toString", catch_unwind)]
    pub fn text(&self) -> String {
        shown(self.key.public_key())
    }
}

/// For whom a password was asked, if one was: `lib/signing.js` asks, and loads again.
#[napi]
#[derive(Clone, Default)]
pub struct Asked(Arc<std::sync::Mutex<Option<(String, String)>>>);

#[napi]
impl Asked {
    /// Nobody was asked yet.
    #[napi(constructor, catch_unwind, skip_typescript)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// `key-file` and its path, or `token` and its label.
    #[napi(getter, catch_unwind, skip_typescript)]
    pub fn what(&self) -> Option<(String, String)> {
        self.0.lock().ok()?.clone()
    }
}

fn loaded(name: &str, given: Option<PasswordLike>, asked: &Asked) -> Result<SigningKey> {
    let mut given = given.map(password);
    let key = keys::load(name, &mut |ask| {
        let what = match ask {
            Ask::KeyFile(path) => ("key-file".to_owned(), path.display().to_string()),
            Ask::Token(label) => ("token".to_owned(), label.to_owned()),
            _ => ("key".to_owned(), String::new()),
        };
        if let Ok(mut asked) = asked.0.lock() {
            *asked = Some(what);
        }
        given.take()
    });
    Ok(SigningKey { key: key.map_err(thrown)?.into(), is_called: false })
}

/// The key that was given, and whether a function of JavaScript's signs with it.
pub(crate) fn shared(key: KeyLike<'_>) -> (Arc<dyn sealwright::SigningKey>, bool) {
    match key {
        Either::A(key) => (Arc::clone(&key.key), key.is_called),
        Either::B(key) => (key.shared(), false),
    }
}

/// For a method that ends in `Sync`, of a key that a function signs with.
pub(crate) fn would_wait() -> Error {
    wrong_type(
        "the key is one that a function signs with, which has to run meanwhile: use the method that gives a promise",
    )
}

/// A key that a function of JavaScript's signs with.
fn called(public: sealwright::PublicKey, function: Called<Digest>) -> impl sealwright::SigningKey {
    keys::FunctionKey::new("the function signDigest", public, move |digest: &sealwright::Digest| {
        function.ask(Digest(*digest))
    })
}
