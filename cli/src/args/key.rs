//! The options of `sealwright key`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use sealwright::KeyKind;

use super::FormatArgs;

#[derive(Subcommand, Debug)]
pub(crate) enum KeyCommand {
    /// Make a key: the private half in a file of its own, encrypted, and the public half beside it
    New(KeyNewArgs),
    /// Say what kind of key it is, how it is kept, and by which fingerprint others know it
    Show(KeyArgs),
    /// Print the public half as PEM
    Public(KeyArgs),
}

#[derive(Args, Debug)]
pub(crate) struct KeyNewArgs {
    /// What kind of key
    #[arg(long = "type", value_enum, default_value = "ecdsa-p256", value_name = "TYPE")]
    pub(crate) kind: Kind,

    /// Where the private key is written; a file that is there is never overwritten. The public key goes beside it,
    /// ending in .pub
    #[arg(long, default_value = "sealwright.key", value_name = "FILE")]
    pub(crate) out: PathBuf,

    /// How the private key is written
    #[arg(long, value_enum, default_value = "pkcs8", value_name = "FORMAT")]
    pub(crate) format: Form,

    /// Encrypt with no password: whoever can read the file can sign with it
    #[arg(long)]
    pub(crate) no_password_dangerous: bool,

    /// Say what was made as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args, Debug)]
pub(crate) struct KeyArgs {
    /// A file with a private key, a key on a token (pkcs11:token=…;object=…?module-path=…), or a key behind a program
    /// (command:PROGRAM?public-key=FILE)
    #[arg(value_name = "KEY")]
    pub(crate) key: String,

    #[command(flatten)]
    pub(crate) format: FormatArgs,
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    EcdsaP256,
    EcdsaP384,
    EcdsaP521,
    Ed25519,
    #[value(name = "rsa-3072")]
    Rsa3072,
    #[value(name = "rsa-4096")]
    Rsa4096,
}

impl From<Kind> for KeyKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::EcdsaP256 => Self::EcdsaP256,
            Kind::EcdsaP384 => Self::EcdsaP384,
            Kind::EcdsaP521 => Self::EcdsaP521,
            Kind::Ed25519 => Self::Ed25519,
            Kind::Rsa3072 => Self::Rsa { bits: 3072 },
            Kind::Rsa4096 => Self::Rsa { bits: 4096 },
        }
    }
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Form {
    /// What OpenSSL and most programs read
    Pkcs8,
    /// What cosign reads; always encrypted, if with an empty password
    Cosign,
}
