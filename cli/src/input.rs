//! What a command reads: artifacts, bundles, trusted roots, the clock.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use sealwright::{Artifact, Digest, DigestAlgorithm, DigestAlgorithms, TrustRoot, UnixTime};

use crate::exit::Failure;
use crate::streams::Streams;

/// Whatever is read whole is smaller: a bundle may have 16 MiB, and every other kind of file less.
const MAX_FILE: u64 = 16 * 1024 * 1024;

/// The artifact of that name: a digest, `-` for standard input, or a file, hashed once by all these algorithms.
pub(crate) fn artifact(
    name: &str,
    algorithms: DigestAlgorithms,
    streams: &mut Streams<'_>,
) -> Result<Artifact, Failure> {
    if let Some(digest) = digest(name)? {
        return Ok(Artifact::from_digest(digest));
    }
    let read = match name {
        "-" => Artifact::from_reader_with(&mut streams.input, algorithms).map(|artifact| artifact.named("-")),
        path => Artifact::from_path_with(path, algorithms),
    };
    read.map_err(|error| {
        let failure = Failure::undecided(&error);
        if Path::new(name).is_dir() { failure.help("an artifact is a file; archive the folder first") } else { failure }
    })
}

/// A digest, if the text has the form of one and is no file's name.
fn digest(name: &str) -> Result<Option<Digest>, Failure> {
    let named = name.split_once(':').and_then(|(algorithm, _)| DigestAlgorithm::from_name(algorithm));
    if named.is_none() || Path::new(name).exists() {
        return Ok(None);
    }
    let digest = name.parse().map_err(|error| Failure::usage(format_args!("{name}: {error}")))?;
    Ok(Some(digest))
}

/// Where evidence lies beside its artifact, and the option that names it elsewhere.
pub(crate) struct Beside {
    pub(crate) endings: [&'static str; 2],
    pub(crate) option: &'static str,
}

/// The file beside an artifact that has its name and the first of these endings.
pub(crate) fn beside(artifact: &str, beside: &Beside) -> Result<PathBuf, Failure> {
    let Beside { endings, option } = beside;
    if artifact == "-" || digest(artifact)?.is_some() {
        let failure = Failure::nothing_to_verify(format_args!("no bundle for {artifact}: it is not a file"));
        return Err(failure.help(format_args!("name it with {option} FILE")));
    }
    let candidates: Vec<_> = endings.iter().map(|ending| PathBuf::from(format!("{artifact}{ending}"))).collect();
    if let Some(found) = candidates.iter().find(|file| file.is_file()) {
        return Ok(found.clone());
    }
    if !Path::new(artifact).exists() {
        return Err(Failure::undecided(format_args!("cannot read {artifact}: there is no such file")));
    }
    let names: Vec<_> = candidates.iter().map(|file| file.display().to_string()).collect();
    let names = names.join(" nor ");
    let failure = Failure::nothing_to_verify(format_args!("no bundle for {artifact}: neither {names} is there"));
    Err(failure.help(format_args!("fetch it from where the artifact is published, or name it with {option} FILE")))
}

/// Several objects, each in a line of its own; an object over several lines is not.
pub(crate) fn is_json_lines(bytes: &[u8]) -> bool {
    let mut lines = bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    let whole = |line: &[u8]| line.starts_with(b"{") && line.ends_with(b"}");
    lines.next().is_some_and(whole) && lines.next().is_some_and(|line| line.starts_with(b"{"))
}

/// Several trusted roots side by side; `None` without a file.
pub(crate) fn trust(files: &[PathBuf]) -> Result<Option<TrustRoot>, Failure> {
    let roots = files.iter().map(|file| {
        let root = TrustRoot::from_json(&read(file)?);
        root.map_err(|error| Failure::undecided(format_args!("{} is not a trusted root: {error}", file.display())))
    });
    let roots: Vec<TrustRoot> = roots.collect::<Result<_, _>>()?;
    Ok(roots.into_iter().reduce(TrustRoot::and))
}

/// A file as text.
pub(crate) fn read_text(path: &Path) -> Result<String, Failure> {
    String::from_utf8(read(path)?).map_err(|_| Failure::usage(format_args!("{} is not text", path.display())))
}

/// A whole file, at most as large as anything that is read whole may be.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let cannot = |error: std::io::Error| Failure::undecided(format_args!("cannot read {}: {error}", path.display()));
    read_whole(File::open(path).map_err(cannot)?, &path.display().to_string())
}

/// All that there is to read, of that name.
pub(crate) fn read_whole(reader: impl Read, name: &str) -> Result<Vec<u8>, Failure> {
    // Room for most bundles, so that one call reads them.
    let mut bytes = Vec::with_capacity(32 * 1024);
    let read = reader.take(MAX_FILE + 1).read_to_end(&mut bytes);
    let length = read.map_err(|error| Failure::undecided(format_args!("cannot read {name}: {error}")))?;
    if u64::try_from(length).is_ok_and(|length| length > MAX_FILE) {
        return Err(Failure::refused(format_args!("{name} is larger than {MAX_FILE} bytes")));
    }
    Ok(bytes)
}

/// The only place where the clock is read.
pub(crate) fn now() -> UnixTime {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    UnixTime::from_secs(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_lines_are_told_from_an_object_over_several_lines() {
        for (text, lines) in [
            ("{\"a\":1}\n{\"b\":2}\n", true),
            ("{\"a\":1}\n\n{\"b\":\n", true),
            ("{\"a\":1}\n", false),
            ("{\n  \"a\": 1\n}\n", false),
            ("", false),
        ] {
            assert_eq!(is_json_lines(text.as_bytes()), lines, "{text:?}");
        }
    }
}
