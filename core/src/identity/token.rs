use std::fmt;

use zeroize::Zeroizing;

use super::AUDIENCE;
use super::claims::Claims;
use super::error::TokenError;
use super::kind::IssuerKind;
use crate::encoding::{base64, json};
use crate::time::UnixTime;

/// A token has at most this many bytes; those of CI systems have 2 KiB.
const MAX_TOKEN: usize = 64 * 1_024;

/// An OIDC identity token: a JSON Web Token (RFC 7519) in compact form, read but not verified.
///
/// It is a secret: whoever has it is whom it names, until it expires. Its `Debug` shows the issuer alone.
#[derive(Clone)]
pub struct Token {
    text: Zeroizing<String>,
    claims: Claims,
    expires: UnixTime,
    /// For whom it must be.
    audience: String,
}

impl Token {
    /// Reads a token: what a file, a variable or a command holds, without the space around it. At most 64 KiB.
    pub fn parse(text: &str) -> Result<Self, TokenError> {
        let text = text.trim();
        if text.len() > MAX_TOKEN {
            return Err(TokenError::Malformed("it has more than 64 KiB"));
        }
        let mut parts = text.split('.');
        // RFC 7515 §7.1: header, payload and signature.
        let (Some(header), Some(payload), Some(signature), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(TokenError::Malformed("it does not have three parts with a dot between them"));
        };
        check_header(&decode(header)?)?;
        let claims = Claims::from_json(&decode(payload)?)?;
        if decode(signature)?.is_empty() {
            return Err(TokenError::Malformed("it is not signed"));
        }
        let expires = claims.expires()?;
        Ok(Self { text: Zeroizing::new(text.to_owned()), claims, expires, audience: AUDIENCE.to_owned() })
    }

    /// The same, for an instance whose Fulcio expects this audience instead of `sigstore`.
    #[must_use]
    pub fn for_audience(self, audience: impl Into<String>) -> Self {
        Self { audience: audience.into(), ..self }
    }

    /// Whether Sigstore could take it at this time: it is for the audience `sigstore`, or the one that
    /// [`Self::for_audience`] named, has not expired and names somebody.
    pub fn check(&self, now: UnixTime) -> Result<(), TokenError> {
        if !self.audiences().contains(&self.audience) {
            let (expected, found) = (self.audience.clone(), self.audiences().to_vec());
            return Err(TokenError::Audience { expected, found, kind: self.kind() });
        }
        // RFC 7519 §4.1.4: "on or after which the JWT MUST NOT be accepted".
        if now >= self.expires {
            return Err(TokenError::Expired { at: self.expires, now });
        }
        self.challenge().map(drop)
    }

    /// The token itself, for the one request to Fulcio. It is for no log and no error.
    pub fn expose(&self) -> &str {
        &self.text
    }

    /// Who issued it, a URL (`iss`).
    pub fn issuer(&self) -> &str {
        &self.claims.iss
    }

    /// What kind of issuer that is.
    pub fn kind(&self) -> IssuerKind {
        self.claims.kind()
    }

    /// Whom it is about, in the issuer's own words (`sub`).
    pub fn subject(&self) -> &str {
        &self.claims.sub
    }

    /// The e-mail address, verified or not (`email`).
    pub fn email(&self) -> Option<&str> {
        self.claims.email.as_deref()
    }

    /// For whom it is (`aud`).
    pub fn audiences(&self) -> &[String] {
        self.claims.aud.all()
    }

    /// From when on it is not valid any more (`exp`).
    pub fn expires(&self) -> UnixTime {
        self.expires
    }

    /// What the sign-in that made it was begun with (`nonce`).
    pub fn nonce(&self) -> Option<&str> {
        self.claims.nonce.as_deref()
    }

    /// What the proof of possession for Fulcio is a signature over: the e-mail address of a person, else the subject
    /// (sigstore/fulcio, fulcio.proto, `proof_of_possession`).
    pub fn challenge(&self) -> Result<&str, TokenError> {
        self.claims.challenge()
    }

    /// Whom the public Fulcio will certify: the certificate's subject alternative name. Nothing if the token lacks what it
    /// is made of. Another Fulcio may be configured differently.
    pub fn certified_identity(&self) -> Option<String> {
        self.claims.certified_identity()
    }

    /// The issuer that the public Fulcio will name in the certificate: who vouches for the person behind Sigstore's own
    /// issuer, else the issuer.
    pub fn certified_issuer(&self) -> &str {
        self.claims.certified_issuer()
    }
}

/// Without the token and whom it names.
impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Token({:?}, {:?})", self.kind(), self.claims.iss)
    }
}

fn decode(part: &str) -> Result<Vec<u8>, TokenError> {
    base64::decode_url(part).map_err(|_| TokenError::Malformed("a part of it is not base64url without padding"))
}

/// RFC 7515 §4.1.1: the header names an algorithm; `none` signs nothing.
fn check_header(header: &[u8]) -> Result<(), TokenError> {
    #[derive(serde::Deserialize)]
    struct Header<'a> {
        #[serde(borrow)]
        alg: std::borrow::Cow<'a, str>,
    }
    let malformed = || TokenError::Malformed("its header names no algorithm");
    let text = std::str::from_utf8(header).map_err(|_| malformed())?;
    let header: Header<'_> = json::from_str(text).map_err(|_| malformed())?;
    if header.alg.eq_ignore_ascii_case("none") { Err(TokenError::Malformed("it is not signed")) } else { Ok(()) }
}
