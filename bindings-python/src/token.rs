use pyo3::prelude::*;
use sealwright::identity::ambient;
use sealwright_cli::user::Here;

use crate::errors::Raise;
use crate::http::Http;
use crate::input::Text;
use crate::time::{Time, clock};
use crate::waiting;
use crate::word::IssuerKindWord;

/// An OIDC identity token: who signs, until it expires. Read, but not verified, which is Fulcio's business.
///
/// It is a secret. Its text can neither be read back nor printed nor pickled, and goes to nobody but the certificate
/// authority that a `Signer` asks.
#[pyclass(frozen, from_py_object, module = "sealwright")]
#[derive(Clone)]
pub(crate) struct Token {
    pub(crate) token: sealwright::identity::Token,
    source: Option<&'static str>,
}

impl From<sealwright::identity::Token> for Token {
    fn from(token: sealwright::identity::Token) -> Self {
        Self { token, source: None }
    }
}

#[pymethods]
impl Token {
    /// Reads a token: a JSON Web Token (RFC 7519) in compact form, of at most 64 KiB, without the space around it. Raises
    /// TokenError.
    #[staticmethod]
    fn parse(py: Python<'_>, text: Text) -> PyResult<Self> {
        sealwright::identity::Token::parse(&text.to_str()).map(Self::from).raise(py)
    }

    /// The first token that this process's surroundings offer, for the audience `sigstore` and not expired; None where
    /// none is offered.
    ///
    /// In this order: the variables `SIGSTORE_ID_TOKEN` and `SIGSTORE_IDENTITY_TOKEN`; the files that
    /// `SIGSTORE_ID_TOKEN_FILE` and `SPIFFE_JWT_SVID_FILE` name; GitHub Actions; GitLab; Buildkite; CircleCI; the file
    /// where cosign looks; Google Cloud. A system that is recognised and gives this job no token, or one for somebody
    /// else, is a TokenError that says what to change. Ctrl-C stops the waiting.
    #[staticmethod]
    #[pyo3(signature = (http=None))]
    fn ambient(py: Python<'_>, http: Option<Http>) -> PyResult<Option<Self>> {
        let transport = Http::transport(py, http)?;
        let found = waiting::wait(py, move |_| ambient(&Here, &*transport, clock()))?;
        Ok(found.raise(py)?.map(|found| Self { token: found.token, source: Some(found.source) }))
    }

    /// Where it was found: `GitHub Actions`, or the name of a variable. None if it was not `ambient`.
    #[getter]
    fn source(&self) -> Option<&'static str> {
        self.source
    }

    /// The same token, for an instance whose Fulcio expects this audience instead of `sigstore`.
    fn for_audience(&self, audience: &str) -> Self {
        Self { token: self.token.clone().for_audience(audience), source: self.source }
    }

    /// Whether its Fulcio could take it at this time (now, unless given): it is for the expected audience, has not expired
    /// and names somebody. Raises TokenError.
    #[pyo3(signature = (*, now=None))]
    fn check(&self, py: Python<'_>, now: Option<Time>) -> PyResult<()> {
        self.token.check(Time::or_now(now)).raise(py)
    }

    /// Who issued it, a URL (`iss`).
    #[getter]
    fn issuer(&self) -> &str {
        self.token.issuer()
    }

    /// What kind of issuer that is; `other` is any that makes no difference.
    #[getter]
    fn kind(&self) -> IssuerKindWord {
        self.token.kind().into()
    }

    /// Whom it is about, in the issuer's own words (`sub`).
    #[getter]
    fn subject(&self) -> &str {
        self.token.subject()
    }

    /// The e-mail address, verified or not (`email`).
    #[getter]
    fn email(&self) -> Option<&str> {
        self.token.email()
    }

    /// For whom it is (`aud`).
    #[getter]
    fn audiences(&self) -> Vec<&str> {
        self.token.audiences().iter().map(String::as_str).collect()
    }

    /// From when on it is not valid any more (`exp`).
    #[getter]
    fn expires(&self) -> Time {
        Time(self.token.expires())
    }

    /// What the sign-in that made it was begun with (`nonce`).
    #[getter]
    fn nonce(&self) -> Option<&str> {
        self.token.nonce()
    }

    /// Whom the public Fulcio will certify: the certificate's subject alternative name. None if the token lacks what it is
    /// made of. Another Fulcio may be configured differently.
    #[getter]
    fn certified_identity(&self) -> Option<String> {
        self.token.certified_identity()
    }

    /// The issuer that the public Fulcio will name in the certificate.
    #[getter]
    fn certified_issuer(&self) -> &str {
        self.token.certified_issuer()
    }

    /// Without whom it names.
    fn __repr__(&self) -> String {
        format!("<Token of {}>", sealwright::escape(self.token.issuer()))
    }
}
