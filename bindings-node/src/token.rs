//! `Token`: who signs.

use napi::bindgen_prelude::{AsyncTask, ClassInstance};
use napi::{Env, JsDate, Result};
use napi_derive::napi;
use sealwright::UnixTime;
use sealwright::identity::{self, Ambient};
use sealwright::net;
use sealwright_bindings::issuer_kind_text;
use sealwright_cli::user::Here;

use crate::error::thrown;
use crate::http::{Http, transport};
use crate::task::{Work, promise};
use crate::value::date;
use crate::verifier::moment;

/// An OIDC identity token (a JSON Web Token, RFC 7519), read but not verified, which is the authority's business.
///
/// It is a secret: whoever has it is whom it names, until it expires. Nothing gives its text back: no method, no error, no
/// `JSON.stringify`, and `console.log` shows who issued it. Only `Signer.keyless` sends it, to the certificate authority.
#[napi]
pub struct Token {
    pub(crate) token: identity::Token,
    source: Option<&'static str>,
}

type Found = AsyncTask<Work<Option<Ambient>, Option<Token>>>;

#[napi]
impl Token {
    /// Reads a token, at most 64 KiB. Throws a `TokenError`, which does not repeat it.
    #[napi(factory, catch_unwind)]
    pub fn parse(text: String) -> Result<Self> {
        identity::Token::parse(&text).map(Self::of).map_err(thrown)
    }

    /// The token that the system offers in which this runs; `null` where none does.
    ///
    /// In this order: the variables `SIGSTORE_ID_TOKEN` and `SIGSTORE_IDENTITY_TOKEN`; the files that
    /// `SIGSTORE_ID_TOKEN_FILE` and `SPIFFE_JWT_SVID_FILE` name; GitHub Actions, GitLab, Buildkite, CircleCI; the file where
    /// cosign looks; Google Cloud. Rejects with a `TokenError` that says what to change where a system is recognized and gives
    /// this job no token, or one for somebody else.
    #[napi(
        catch_unwind,
        ts_args_type = "options?: { http?: Http | null; signal?: AbortSignal }",
        ts_return_type = "Promise<Token | null>"
    )]
    pub fn ambient(http: Option<ClassInstance<'_, Http>>) -> Result<Found> {
        let (http, now) = (transport(http)?, moment(None)?);
        Ok(promise(move || found(&http, now), |found| found.map(Self::found)))
    }

    /// The same before it returns.
    #[napi(catch_unwind, ts_args_type = "options?: { http?: Http | null }", ts_return_type = "Token | null")]
    pub fn ambient_sync(http: Option<ClassInstance<'_, Http>>) -> Result<Option<Token>> {
        Ok(found(&*transport(http)?, moment(None)?)?.map(Self::found))
    }

    /// The same token, for an instance whose Fulcio expects this audience instead of `sigstore`.
    #[napi(catch_unwind)]
    pub fn for_audience(&self, audience: String) -> Token {
        Self { token: self.token.clone().for_audience(audience), source: self.source }
    }

    /// Whether its Fulcio could take it: it is for the expected audience, has not expired, and names somebody. Throws a
    /// `TokenError` if not.
    #[napi(catch_unwind, ts_args_type = "options?: { now?: Date }")]
    pub fn check(&self, now: Option<f64>) -> Result<()> {
        self.token.check(moment(now)?).map_err(thrown)
    }

    /// Where it was found: `GitHub Actions`, or the name of a variable; `null` if it was given, or somebody signed in.
    #[napi(getter, catch_unwind, ts_return_type = "string | null")]
    pub fn source(&self) -> Option<&'static str> {
        self.source
    }

    /// Who issued it, a URL (`iss`).
    #[napi(getter, catch_unwind)]
    pub fn issuer(&self) -> &str {
        self.token.issuer()
    }

    /// What kind of issuer that is.
    #[napi(getter, catch_unwind, ts_return_type = "IssuerKind")]
    pub fn kind(&self) -> &'static str {
        issuer_kind_text(self.token.kind())
    }

    /// Whom it is about, in the issuer's own words (`sub`).
    #[napi(getter, catch_unwind)]
    pub fn subject(&self) -> &str {
        self.token.subject()
    }

    /// The e-mail address, verified or not.
    #[napi(getter, catch_unwind, ts_return_type = "string | null")]
    pub fn email(&self) -> Option<&str> {
        self.token.email()
    }

    /// For whom it is (`aud`).
    #[napi(getter, catch_unwind)]
    pub fn audiences(&self) -> Vec<&str> {
        self.token.audiences().iter().map(String::as_str).collect()
    }

    /// From when on it is not valid any more (`exp`).
    #[napi(getter, catch_unwind, ts_return_type = "Date")]
    pub fn expires<'e>(&self, env: &'e Env) -> Result<JsDate<'e>> {
        date(env, self.token.expires())
    }

    /// What the sign-in that made it was begun with.
    #[napi(getter, catch_unwind, ts_return_type = "string | null")]
    pub fn nonce(&self) -> Option<&str> {
        self.token.nonce()
    }

    /// Whom the public authority will certify; `null` if the token lacks what that is made of.
    #[napi(getter, catch_unwind, ts_return_type = "string | null")]
    pub fn certified_identity(&self) -> Option<String> {
        self.token.certified_identity()
    }

    /// The issuer that the public authority will name in the certificate.
    #[napi(getter, catch_unwind)]
    pub fn certified_issuer(&self) -> &str {
        self.token.certified_issuer()
    }
}

impl Token {
    pub(crate) fn of(token: identity::Token) -> Self {
        Self { token, source: None }
    }

    fn found(ambient: Ambient) -> Self {
        Self { token: ambient.token, source: Some(ambient.source) }
    }
}

fn found(http: &net::Http, now: UnixTime) -> Result<Option<Ambient>> {
    identity::ambient(&Here, http, now).map_err(thrown)
}
