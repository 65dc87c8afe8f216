use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::percent;
use crate::check::{Code, Explain};
use crate::crypto::Password;

/// Longer than any that names a key.
const MAX_URI: usize = 4096;

/// Which key on which token: a PKCS #11 URI, RFC 7512.
///
/// `pkcs11:token=Release;object=signing?module-path=/usr/lib/softhsm/libsofthsm2.so`. Of the path, `token`,
/// `manufacturer`, `model`, `serial`, `slot-id`, `object`, `id` and `type=private` are understood; of the query,
/// `module-path`, `pin-source` (`file:/…` or a path) and `pin-value`. What is not understood is refused, since it could
/// only make another key the right one.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Pkcs11Uri {
    pub(super) token: Option<String>,
    pub(super) manufacturer: Option<String>,
    pub(super) model: Option<String>,
    pub(super) serial: Option<String>,
    pub(super) slot_id: Option<u64>,
    pub(super) object: Option<String>,
    pub(super) id: Option<Vec<u8>>,
    pub(super) module_path: PathBuf,
    pub(super) pin: Pin,
}

/// Where the PIN is.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) enum Pin {
    /// It must be asked for.
    #[default]
    Ask,
    Source(PathBuf),
    Value(Password),
}

/// Why a text is not the URI of a key on a token. The text itself is not repeated: it may hold a PIN.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Pkcs11UriError {
    /// Longer than 4,096 bytes, or without `pkcs11:`.
    #[error("not a PKCS #11 URI of at most {MAX_URI} bytes: it begins with pkcs11: (RFC 7512)")]
    Form,
    /// A part without `=`, with a wrong percent-encoding, or with a value that cannot be.
    #[error("the attribute {0} of the PKCS #11 URI has no valid value")]
    Value(&'static str),
    /// Stands there twice; RFC 7512 section 2.3.
    #[error("the attribute {0} stands twice in the PKCS #11 URI")]
    Twice(&'static str),
    /// An attribute that is not understood.
    #[error("an attribute of the PKCS #11 URI is not understood: {0:?}")]
    Unknown(String),
    /// Both pin-source and pin-value; RFC 7512 section 2.4.
    #[error("the PKCS #11 URI has both pin-source and pin-value")]
    TwoPins,
    /// No module.
    #[error("the PKCS #11 URI has no module-path: append ?module-path=/path/to/the/token's/library.so")]
    NoModule,
}

impl Explain for Pkcs11UriError {
    fn code(&self) -> Code {
        Code::KeyMalformed
    }
}

/// Every attribute that is understood, in path and query.
const PATH: [&str; 8] = ["token", "manufacturer", "model", "serial", "slot-id", "object", "id", "type"];
const QUERY: [&str; 3] = ["module-path", "pin-source", "pin-value"];

impl Pkcs11Uri {
    /// The library that talks to the token.
    pub fn module_path(&self) -> &Path {
        &self.module_path
    }

    /// The token, as far as it is named.
    pub fn token_name(&self) -> String {
        let named = self.token.clone().or_else(|| self.serial.as_ref().map(|serial| format!("serial {serial}")));
        named.or_else(|| self.slot_id.map(|id| format!("slot {id}"))).unwrap_or_else(|| "any".to_owned())
    }

    fn set(&mut self, name: &'static str, value: &str) -> Result<(), Pkcs11UriError> {
        let wrong = Pkcs11UriError::Value(name);
        let text = || percent::text(value).filter(|text| !text.is_empty()).ok_or(wrong.clone());
        match name {
            "token" => self.token = Some(text()?),
            "manufacturer" => self.manufacturer = Some(text()?),
            "model" => self.model = Some(text()?),
            "serial" => self.serial = Some(text()?),
            "slot-id" => self.slot_id = Some(text()?.parse().map_err(|_| wrong)?),
            "object" => self.object = Some(text()?),
            "id" => self.id = Some(percent::octets(value).filter(|id| !id.is_empty()).ok_or(wrong)?),
            "type" if value == "private" => {}
            "module-path" => self.module_path = text()?.into(),
            "pin-source" => {
                let source = text()?;
                let path = source.strip_prefix("file:").map_or(source.as_str(), |rest| {
                    // RFC 8089: file:/path and file:///path are the same.
                    rest.strip_prefix("//").unwrap_or(rest)
                });
                // RFC 7512 §2.4 also has `|program`, which is not run.
                if !Path::new(path).is_absolute() {
                    return Err(wrong);
                }
                self.pin = Pin::Source(path.into());
            }
            "pin-value" => self.pin = Pin::Value(Password::new(percent::octets(value).ok_or(wrong)?)),
            _ => return Err(wrong),
        }
        Ok(())
    }

    /// All attributes of the path, or of the query.
    fn set_all(
        &mut self,
        part: &str,
        separator: char,
        known: &[&'static str],
    ) -> Result<Vec<&'static str>, Pkcs11UriError> {
        let mut seen = Vec::new();
        for attribute in part.split(separator).filter(|attribute| !attribute.is_empty()) {
            let (name, value) = attribute.split_once('=').unwrap_or((attribute, ""));
            let Some(name) = known.iter().copied().find(|one| *one == name) else {
                return Err(Pkcs11UriError::Unknown(name.chars().take(64).collect()));
            };
            if seen.contains(&name) {
                return Err(Pkcs11UriError::Twice(name));
            }
            seen.push(name);
            self.set(name, value)?;
        }
        Ok(seen)
    }
}

impl FromStr for Pkcs11Uri {
    type Err = Pkcs11UriError;

    fn from_str(text: &str) -> Result<Self, Pkcs11UriError> {
        let rest = text.strip_prefix("pkcs11:").filter(|_| text.len() <= MAX_URI).ok_or(Pkcs11UriError::Form)?;
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let mut uri = Self::default();
        uri.set_all(path, ';', &PATH)?;
        let queried = uri.set_all(query, '&', &QUERY)?;
        if queried.contains(&"pin-source") && queried.contains(&"pin-value") {
            return Err(Pkcs11UriError::TwoPins);
        }
        if !queried.contains(&"module-path") {
            return Err(Pkcs11UriError::NoModule);
        }
        Ok(uri)
    }
}

impl fmt::Debug for Pkcs11Uri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pkcs11Uri")
            .field("token", &self.token_name())
            .field("object", &self.object)
            .field("module_path", &self.module_path)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Pkcs11Uri, Pkcs11UriError> {
        text.parse()
    }

    #[test]
    fn every_attribute_is_read() {
        let uri = parse(
            "pkcs11:token=The%20Software%20PKCS%2311;manufacturer=Snake%20Oil;model=1.0;serial=4a;slot-id=7;\
             object=my-key;type=private;id=%69%95%00?module-path=/usr/lib/p11.so&pin-value=12%3634",
        )
        .unwrap();
        assert_eq!(uri.token.as_deref(), Some("The Software PKCS#11"));
        assert_eq!(uri.manufacturer.as_deref(), Some("Snake Oil"));
        assert_eq!((uri.model.as_deref(), uri.serial.as_deref()), (Some("1.0"), Some("4a")));
        assert_eq!((uri.slot_id, uri.object.as_deref()), (Some(7), Some("my-key")));
        assert_eq!(uri.id.as_deref(), Some(&[0x69, 0x95, 0][..]));
        assert_eq!(uri.module_path(), Path::new("/usr/lib/p11.so"));
        assert!(uri.pin == Pin::Value(Password::new("12634")));
        assert!(!format!("{uri:?}").contains("12634"));
        for source in ["/run/pin", "file:/run/pin", "file:///run/pin"] {
            let uri = parse(&format!("pkcs11:?module-path=/m.so&pin-source={source}")).unwrap();
            assert!(uri.pin == Pin::Source("/run/pin".into()), "{source}");
        }
    }

    #[test]
    fn what_is_wrong_or_not_understood_is_refused() {
        use Pkcs11UriError as E;
        let long = format!("pkcs11:token={}?module-path=/m.so", "a".repeat(MAX_URI));
        for (text, error) in [
            ("pkcs12:token=a?module-path=/m.so", E::Form),
            (&long, E::Form),
            ("pkcs11:token=a", E::NoModule),
            ("pkcs11:token=a;token=b?module-path=/m.so", E::Twice("token")),
            ("pkcs11:token?module-path=/m.so", E::Value("token")),
            ("pkcs11:token=%f?module-path=/m.so", E::Value("token")),
            ("pkcs11:slot-id=x?module-path=/m.so", E::Value("slot-id")),
            ("pkcs11:type=cert?module-path=/m.so", E::Value("type")),
            ("pkcs11:id=?module-path=/m.so", E::Value("id")),
            ("pkcs11:library-version=3?module-path=/m.so", E::Unknown("library-version".into())),
            ("pkcs11:?module-path=/m.so&module-name=p11", E::Unknown("module-name".into())),
            ("pkcs11:pin-value=1?module-path=/m.so", E::Unknown("pin-value".into())),
            ("pkcs11:?module-path=/m.so&pin-value=1&pin-source=/run/pin", E::TwoPins),
            ("pkcs11:?module-path=/m.so&pin-source=|cat%20pin", E::Value("pin-source")),
            ("pkcs11:?module-path=/m.so&pin-source=pin", E::Value("pin-source")),
        ] {
            assert_eq!(parse(text).unwrap_err(), error, "{text}");
        }
    }
}
