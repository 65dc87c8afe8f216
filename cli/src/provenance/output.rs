//! Statements, bare or signed, on standard output, or in a file that is there whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sealwright::Statement;

use crate::args::AboutArgs;
use crate::exit::Failure;
use crate::sign::{failed, signer};
use crate::streams::Streams;

/// One line of JSON for each statement: itself, or the bundle in which it is signed.
pub(crate) fn write(statements: &[Statement], args: &AboutArgs, streams: &mut Streams<'_>) -> Result<(), Failure> {
    let signed = match args.is_signed() {
        true => {
            let signer = signer(&args.signing, streams)?;
            let sign = |statement| signer.attest(statement).map_err(|error| failed(&error));
            statements.iter().map(sign).collect::<Result<String, Failure>>()?
        }
        false => statements.iter().map(|statement| format!("{}\n", statement.json())).collect(),
    };
    let Some(file) = &args.output else {
        streams.out.write_all(signed.as_bytes())?;
        return Ok(());
    };
    let cannot = |error| Failure::undecided(format_args!("cannot write {}: {error}", file.display()));
    replace(file, |out| out.write_all(signed.as_bytes())).map_err(cannot)
}

/// Writes beside the file, flushes to the disk, and only then takes its name: no reader sees half of it.
pub(crate) fn replace(file: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let beside = beside(file)?;
    let written = (|| {
        let mut out = io::BufWriter::new(File::create_new(&beside)?);
        write(&mut out)?;
        out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        fs::rename(&beside, file)
    })();
    if written.is_err() {
        // It may never have been there.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// A name in the same folder, so that renaming moves no bytes.
fn beside(file: &Path) -> io::Result<PathBuf> {
    let name = file.file_name().ok_or_else(|| io::Error::other("it is not the name of a file"))?;
    let mut hidden = std::ffi::OsString::from(".");
    hidden.push(name);
    hidden.push(format!(".{}.part", std::process::id()));
    Ok(file.with_file_name(hidden))
}
