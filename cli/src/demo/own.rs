//! The last act: a file is signed by an authority of this machine, and verified.

use std::fs::{self, DirBuilder};
use std::io;
use std::path::{Path, PathBuf};

use sealwright::local::{LOCAL_ISSUER, LocalAuthority, LocalIdentity};
use sealwright::{Artifact, Bundle, Content, Identity, Policy, Refusal, Verified, Verifier, escape};

use crate::exit::Failure;
use crate::local;
use crate::sign::save;
use crate::{args::Format, input, streams::Streams};

/// A file of the user's, or one for the demonstration.
pub(super) enum Own<'a> {
    File { file: &'a Path, artifact: Box<Artifact>, bundle: PathBuf },
    Made,
}

/// What was signed by whom, and what came of its verification.
pub(super) struct Signed {
    pub(super) heading: String,
    pub(super) bundle: String,
    pub(super) outcome: Result<Verified<Content>, Refusal>,
}

impl<'a> Own<'a> {
    /// The file is read before anything is shown; nothing is overwritten.
    pub(super) fn read(file: Option<&'a Path>) -> Result<Self, Failure> {
        let Some(file) = file else { return Ok(Self::Made) };
        if file.is_dir() {
            return Err(Failure::usage(format_args!("{} is a folder", file.display())).help("name a file in it"));
        }
        let artifact = Artifact::from_path(file).map_err(Failure::undecided)?;
        let bundle = PathBuf::from(format!("{}.sigstore.json", file.display()));
        if bundle.symlink_metadata().is_ok() {
            let message =
                format_args!("{} is there already, and the demonstration overwrites nothing", bundle.display());
            return Err(Failure::usage(message).help(format_args!(
                "name another file, move that one away, or sign anew: sealwright sign {} --local",
                file.display()
            )));
        }
        Ok(Self::File { file, artifact: Box::new(artifact), bundle })
    }

    pub(super) fn sign(&self) -> Result<Signed, Failure> {
        let identity = local::identity()?;
        match self {
            Self::File { file, artifact, bundle } => {
                let json = signed(&local::authority()?, artifact, &identity)?;
                save(bundle, &json)?;
                let outcome = verified(local::trust()?.trust_root(), artifact, &json, &identity)?;
                let heading =
                    format!("{}, signed as {} by the authority of this machine.", file.display(), identity.as_str());
                Ok(Signed { heading, bundle: bundle.display().to_string(), outcome })
            }
            Self::Made => {
                let folder = Temporary::new().map_err(|error| {
                    Failure::undecided(format_args!("cannot make a folder for the demonstration: {error}"))
                })?;
                let authority =
                    LocalAuthority::open(folder.0.join("authority"), input::now()).map_err(local::failed)?;
                let artifact = Artifact::from_bytes(*b"Signed with nothing but this machine.\n").named("hello.txt");
                let json = signed(&authority, &artifact, &identity)?;
                let outcome = verified(authority.trust_root(), &artifact, &json, &identity)?;
                let heading =
                    format!("A file signed as {}, without a server, by an authority made just now.", identity.as_str());
                Ok(Signed { heading, bundle: "hello.txt.sigstore.json".to_owned(), outcome })
            }
        }
    }

    /// What is there now, and what to do with it.
    pub(super) fn close(&self, format: Format, streams: &mut Streams<'_>) -> io::Result<()> {
        let out = &mut streams.out;
        match self {
            Self::File { file, bundle, .. } if format == Format::Json => {
                let (file, bundle) = (file.display().to_string(), bundle.display().to_string());
                let line = serde_json::json!({ "schema": "sealwright/signed/v1", "artifact": file, "bundle": bundle });
                writeln!(out, "{line}")
            }
            Self::Made if format == Format::Json => Ok(()),
            Self::File { file, bundle, .. } => {
                let (file, bundle) = (file.display().to_string(), bundle.display().to_string());
                writeln!(out, "Written:           {}", escape(&bundle))?;
                writeln!(out, "Verify it again:   sealwright verify {} --local", escape(&file))?;
                writeln!(out, "Let others do so:  sealwright trust export --output trusted_root.json")
            }
            Self::Made => {
                writeln!(out, "Of that file and its authority nothing is left.")?;
                writeln!(out, "Sign one of yours:  sealwright demo FILE")
            }
        }
    }
}

fn signed(authority: &LocalAuthority, artifact: &Artifact, identity: &LocalIdentity) -> Result<String, Failure> {
    authority.sign(artifact, identity, input::now()).map_err(local::failed)
}

fn verified(
    root: &sealwright::TrustRoot,
    artifact: &Artifact,
    json: &str,
    identity: &LocalIdentity,
) -> Result<Result<Verified<Content>, Refusal>, Failure> {
    let verifier = Verifier::new(root).map_err(Failure::undecided)?;
    let bundle = Bundle::from_json(json.as_bytes()).map_err(Failure::undecided)?;
    let policy = Policy::signed_by(Identity::exact(identity.as_str(), LOCAL_ISSUER)).map_err(Failure::undecided)?;
    Ok(verifier.verify(artifact, &bundle, &policy, input::now()))
}

/// A folder that nobody else may read, and that goes with everything in it.
struct Temporary(PathBuf);

impl Temporary {
    fn new() -> io::Result<Self> {
        let mut last = io::Error::other("every name is taken");
        for attempt in 0..16 {
            let folder = std::env::temp_dir().join(format!("sealwright-demo-{}-{attempt}", std::process::id()));
            match private().create(&folder) {
                Ok(()) => return Ok(Self(folder)),
                Err(error) => last = error,
            }
        }
        Err(last)
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // What the system's own cleaning finds harms nobody.
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[cfg(unix)]
fn private() -> DirBuilder {
    use std::os::unix::fs::DirBuilderExt as _;
    let mut builder = DirBuilder::new();
    builder.mode(0o700);
    builder
}

#[cfg(not(unix))]
fn private() -> DirBuilder {
    DirBuilder::new()
}
