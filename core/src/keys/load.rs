use std::path::Path;
use std::time::Duration;

use super::command::CommandKey;
use super::error::LoadError;
use super::file;
#[cfg(not(feature = "pkcs11"))]
use super::no_token as token;
use super::percent;
use super::pkcs11_uri::Pkcs11Uri;
#[cfg(feature = "pkcs11")]
use super::token;
use crate::crypto::{KeyFile, Password, PublicKey, SigningKey};

/// What a password is wanted for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Ask<'a> {
    /// The password of an encrypted key file.
    KeyFile(&'a Path),
    /// The PIN of the token with this label.
    Token(&'a str),
}

/// Whoever knows passwords; `None` if there is none.
pub(super) type Asked<'a> = dyn FnMut(Ask<'_>) -> Option<Password> + 'a;

/// The key that a text names:
///
/// - `pkcs11:token=…;object=…?module-path=/usr/lib/…so`: on a token (RFC 7512), with the feature `pkcs11`;
/// - `command:PROGRAM?public-key=FILE&arg=…&arg=…&timeout=SECONDS`: behind a program ([`CommandKey`]); values are
///   percent-encoded where they contain `%`, `&`, `?` or `#`;
/// - anything else: a file with a private key in PEM ([`KeyFile`]); `./` in front of a name that begins as one above.
///
/// `ask` is called at most once, and only if a password or PIN is needed.
pub fn load(key: &str, ask: &mut dyn FnMut(Ask<'_>) -> Option<Password>) -> Result<Box<dyn SigningKey>, LoadError> {
    if key.starts_with("pkcs11:") {
        return token::load(&key.parse::<Pkcs11Uri>()?, ask);
    }
    match key.strip_prefix("command:") {
        Some(command) => Ok(Box::new(load_command(command)?)),
        None => load_file(Path::new(key), ask),
    }
}

fn load_file(path: &Path, ask: &mut Asked<'_>) -> Result<Box<dyn SigningKey>, LoadError> {
    let wrong = |error| LoadError::PrivateKey { file: path.display().to_string(), error };
    let file = KeyFile::from_pem(&file::read(path)?).map_err(wrong)?;
    let password = if file.format().is_encrypted() { ask(Ask::KeyFile(path)) } else { None };
    Ok(Box::new(file.open(password.as_ref()).map_err(wrong)?))
}

fn load_command(text: &str) -> Result<CommandKey, LoadError> {
    let wrong = |reason: &str| LoadError::CommandUri(reason.to_owned());
    let decode = |value: &str| percent::text(value).ok_or_else(|| wrong("a value is not percent-encoded UTF-8"));
    let (program, query) = text.split_once('?').ok_or_else(|| wrong("public-key is missing"))?;
    let (mut public, mut arguments, mut timeout) = (None, Vec::new(), None);
    for part in query.split('&') {
        let (name, value) = part.split_once('=').ok_or_else(|| wrong("an option has no value"))?;
        let value = decode(value)?;
        match name {
            "public-key" if public.is_none() => public = Some(value),
            "arg" => arguments.push(value),
            "timeout" if timeout.is_none() => {
                let seconds = value.parse().ok().filter(|seconds| (1..=3600).contains(seconds));
                timeout = Some(seconds.ok_or_else(|| wrong("timeout is from 1 to 3600 seconds"))?);
            }
            "public-key" | "timeout" => return Err(wrong("an option is given twice")),
            _ => return Err(wrong("an option is not known")),
        }
    }
    let program = decode(program)?;
    if program.is_empty() {
        return Err(wrong("the program is missing"));
    }
    let file = public.ok_or_else(|| wrong("public-key is missing"))?;
    let pem = file::read(Path::new(&file))?;
    let public = PublicKey::from_pem(&pem).map_err(|error| LoadError::PublicKey { file, error })?;
    let key = CommandKey::new(program, arguments, public);
    Ok(match timeout {
        Some(seconds) => key.timeout(Duration::from_secs(seconds)),
        None => key,
    })
}
