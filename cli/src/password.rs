//! Passwords and PINs: from the environment, or from whoever sits at the terminal.

use std::env;
use std::io::{self, IsTerminal};

use sealwright::Password;
use sealwright::keys::Ask;

use crate::exit::Failure;

/// The second is cosign's.
const PASSWORDS: [&str; 2] = ["SEALWRIGHT_PASSWORD", "COSIGN_PASSWORD"];
const PINS: [&str; 2] = ["SEALWRIGHT_PIN", "COSIGN_PKCS11_PIN"];

/// For a key that is there; `None` where the environment has none and nobody can be asked.
pub(crate) fn existing(ask: Ask<'_>) -> Option<Password> {
    let (variables, prompt) = match ask {
        Ask::Token(token) => (PINS, format!("PIN of the token {}: ", sealwright::escape(token))),
        Ask::KeyFile(file) => (PASSWORDS, format!("Password of {}: ", sealwright::escape(&file.to_string_lossy()))),
        _ => (PASSWORDS, "Password: ".to_owned()),
    };
    from_environment(variables).or_else(|| prompted(&prompt)?.ok())
}

/// For a key that is made; asked for twice at the terminal.
pub(crate) fn fresh() -> Result<Password, Failure> {
    let none = |message: &str| Failure::unauthenticated(message).help(HOW);
    let password = match from_environment(PASSWORDS) {
        Some(password) => password,
        None => {
            let cannot = |error: io::Error| none(&format!("cannot ask for a password: {error}"));
            let ask = |prompt| prompted(prompt).ok_or_else(|| none("a password is needed"))?.map_err(cannot);
            let password = ask("Password for the new key: ")?;
            if ask("The same again: ")? != password {
                return Err(none("the two passwords differ"));
            }
            password
        }
    };
    if password.is_empty() { Err(none("the password is empty")) } else { Ok(password) }
}

/// What to do about a password or PIN that is missing or wrong.
pub(crate) const HOW: &str = "give the password in SEALWRIGHT_PASSWORD or COSIGN_PASSWORD, or at a terminal (a token's \
                              PIN in SEALWRIGHT_PIN); key new makes a key without one with --no-password-dangerous";

/// One that is set counts, also when it is empty: some keys are encrypted so.
fn from_environment(variables: [&str; 2]) -> Option<Password> {
    variables.into_iter().find_map(env::var_os).map(|text| Password::new(text.into_encoded_bytes()))
}

/// Asks without echo; `None` if nobody sits there.
fn prompted(prompt: &str) -> Option<io::Result<Password>> {
    // A script's standard input is not a password.
    io::stdin().is_terminal().then(|| rpassword::prompt_password(prompt).map(Password::new))
}
