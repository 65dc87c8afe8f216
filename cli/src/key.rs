//! `sealwright key`: keys to sign with are made and shown.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sealwright::keys::{self, LoadError};
use sealwright::{KeyFile, Password, PrivateKey, PrivateKeyError, PublicKey, SigningKey, escape};
use serde::Serialize;

use crate::args::{Form, Format, KeyArgs, KeyCommand, KeyNewArgs};
use crate::exit::{Exit, Failure};
use crate::input;
use crate::password;
use crate::streams::Streams;

/// What is said of a key, as JSON.
#[derive(Serialize)]
struct Shown {
    schema: &'static str,
    kind: String,
    fingerprint: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    encrypted: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    files: Option<Files>,
    /// PEM.
    public_key: String,
}

#[derive(Serialize)]
struct Files {
    private: String,
    public: String,
}

pub(crate) fn key(command: &KeyCommand, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    match command {
        KeyCommand::New(args) => new(args, streams),
        KeyCommand::Show(args) => show(args, streams),
        KeyCommand::Public(args) => public(args, streams),
    }
}

/// The key that `--key` names: a file, `pkcs11:…` or `command:…`.
pub(crate) fn load(key: &str) -> Result<Box<dyn SigningKey>, Failure> {
    keys::load(key, &mut |ask| password::existing(ask)).map_err(|error| failure(&error))
}

fn new(args: &KeyNewArgs, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let beside = public_path(&args.out)?;
    for file in [&args.out, &beside] {
        // Before anybody is asked for a password; whoever writes looks again.
        if file.symlink_metadata().is_ok() {
            return Err(in_the_way(file));
        }
    }
    let password = if args.no_password_dangerous { None } else { Some(password::fresh()?) };
    let key = PrivateKey::generate(args.kind.into()).map_err(Failure::undecided)?;
    let pem = match args.format {
        Form::Pkcs8 => key.to_pem(password.as_ref()),
        Form::Cosign => key.to_cosign_pem(&password.clone().unwrap_or_else(|| Password::new(""))),
    };
    let pem = pem.map_err(Failure::undecided)?;
    write_both((&args.out, pem.as_bytes()), (&beside, key.public_key().to_pem().as_bytes()))?;

    let (private, public) = (args.out.display().to_string(), beside.display().to_string());
    let format = KeyFile::from_pem(&pem).map_err(Failure::undecided)?.format();
    let shown = Shown {
        format: Some(format.to_string()),
        encrypted: Some(password.is_some()),
        files: Some(Files { private: private.clone(), public: public.clone() }),
        ..shown(key.public_key())
    };
    if args.json {
        return json(&shown, streams);
    }
    let (private, public) = (escape(&private), escape(&public));
    let out = &mut streams.out;
    writeln!(out, "private key  {private}  ({}, {format})", shown.kind)?;
    writeln!(out, "public key   {public}  {}", shown.fingerprint)?;
    writeln!(out)?;
    writeln!(out, "Sign:    sealwright sign FILE --key {private}")?;
    writeln!(out, "Verify:  sealwright verify FILE --key {public}")?;
    writeln!(out, "Give {public} to those who verify; keep {private} to yourself.")?;
    if password.is_some() {
        writeln!(out, "Nobody can open it without the password: keep that too.")?;
    } else {
        writeln!(streams.err, "warning: {private} has no password: whoever can read the file can sign with it")?;
    }
    Ok(Exit::Done)
}

fn show(args: &KeyArgs, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let key = load(&args.key)?;
    let mut shown = shown(key.public_key());
    // How it is kept: of a file only, of which a token and a program have none.
    if !args.key.starts_with("pkcs11:") && !args.key.starts_with("command:") {
        let format = KeyFile::from_pem(&input::read_text(Path::new(&args.key))?).map_err(Failure::undecided)?.format();
        (shown.format, shown.encrypted) = (Some(format.to_string()), Some(format.is_encrypted()));
    }
    if args.format.format() == Format::Json {
        return json(&shown, streams);
    }
    writeln!(streams.out, "kind         {}", shown.kind)?;
    if let Some(format) = &shown.format {
        writeln!(streams.out, "format       {format}")?;
    }
    writeln!(streams.out, "fingerprint  {}", shown.fingerprint)?;
    Ok(Exit::Done)
}

fn public(args: &KeyArgs, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let key = load(&args.key)?;
    if args.format.format() == Format::Json {
        return json(&shown(key.public_key()), streams);
    }
    write!(streams.out, "{}", key.public_key().to_pem())?;
    Ok(Exit::Done)
}

fn shown(key: &PublicKey) -> Shown {
    Shown {
        schema: "sealwright/key/v1",
        kind: key.kind().to_string(),
        fingerprint: format!("sha256:{}", key.fingerprint()),
        format: None,
        encrypted: None,
        files: None,
        public_key: key.to_pem(),
    }
}

fn json(shown: &Shown, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let text = serde_json::to_string(shown).map_err(Failure::undecided)?;
    writeln!(streams.out, "{text}")?;
    Ok(Exit::Done)
}

/// `x.key` and `x.pem` have `x.pub` beside them; every other name gets `.pub` at its end.
fn public_path(private: &Path) -> Result<PathBuf, Failure> {
    let no_name = || Failure::usage(format_args!("{} is not the name of a file", private.display()));
    let name = private.file_name().ok_or_else(no_name)?;
    Ok(match private.extension().and_then(|ending| ending.to_str()) {
        Some("key" | "pem") => private.with_extension("pub"),
        _ => {
            let mut name = name.to_owned();
            name.push(".pub");
            private.with_file_name(name)
        }
    })
}

/// Both files or none, and neither over one that is there.
fn write_both(private: (&Path, &[u8]), public: (&Path, &[u8])) -> Result<(), Failure> {
    create(private.0, private.1, &mut private_file())?;
    create(public.0, public.1, OpenOptions::new().write(true).create_new(true)).inspect_err(|_| {
        let _ = fs::remove_file(private.0);
    })
}

fn create(file: &Path, content: &[u8], options: &mut OpenOptions) -> Result<(), Failure> {
    let cannot = |error: io::Error| match error.kind() {
        io::ErrorKind::AlreadyExists => in_the_way(file),
        _ => Failure::undecided(format_args!("cannot write {}: {error}", file.display())),
    };
    let mut out = options.open(file).map_err(cannot)?;
    let written = out.write_all(content).and_then(|()| File::sync_all(&out));
    written.map_err(cannot).inspect_err(|_| {
        let _ = fs::remove_file(file);
    })
}

fn in_the_way(file: &Path) -> Failure {
    let failure = Failure::undecided(format_args!("{} is there already, and no key is overwritten", file.display()));
    failure.help("name another file with --out, or move that one away")
}

/// Nobody else may read it, not even between its making and its writing.
#[cfg(unix)]
fn private_file() -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true).mode(0o600);
    options
}

/// The folder's rights are the file's.
#[cfg(not(unix))]
fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    options
}

fn failure(error: &LoadError) -> Failure {
    match error {
        _ if error.is_authentication() => Failure::unauthenticated(error).help(password::HOW),
        LoadError::PrivateKey { error: PrivateKeyError::Label(label), .. } if label == "PUBLIC KEY" => {
            Failure::usage(error)
                .help("a public key does not sign: name the private key; `sealwright inspect` shows both")
        }
        LoadError::Uri(_) | LoadError::CommandUri(_) => Failure::usage(error),
        LoadError::PrivateKey { .. } | LoadError::PublicKey { .. } => {
            Failure::usage(error).help("`sealwright key new` makes a key, and so does `openssl genpkey`")
        }
        _ => Failure::undecided(error),
    }
}
