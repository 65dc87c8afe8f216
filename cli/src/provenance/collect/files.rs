use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read};
use std::num::NonZeroUsize;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use glob::MatchOptions;
use sealwright::{Artifact, Digest, DigestAlgorithm, MakeError, NewResource, Subjects};

use super::CollectError;

/// What is smaller is read at once; each thread has one such buffer.
const SMALL: usize = 256 * 1_024;

/// As a shell matches: `*` passes over no separator and finds no hidden file.
const AS_A_SHELL: MatchOptions =
    MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: true };

/// The subjects of these artifacts: files, patterns of files, digests. In their order; what a pattern finds, by name.
///
/// Files are hashed with SHA-256 on all cores. A subject is called by its path under the working directory, with `/`;
/// what lies elsewhere, by its name alone.
pub fn subjects(artifacts: &[String]) -> Result<Subjects, CollectError> {
    let mut found = Vec::new();
    for artifact in artifacts {
        find(artifact, &mut found)?;
    }
    let mut seen = HashSet::new();
    found.retain(|found| match found {
        Found::File(path) => seen.insert(path.clone()),
        Found::Digest(_) => true,
    });
    let files: Vec<&Path> = found.iter().filter_map(Found::file).collect();
    let mut digests = hash(&files)?.into_iter();
    let pairs = found.iter().filter_map(|found| match found {
        Found::File(path) => Some((name(path), digests.next()?)),
        Found::Digest(digest) => Some((String::new(), *digest)),
    });
    Ok(Subjects::new(pairs)?)
}

/// Files that are something else than artifacts, with their digests.
pub fn resources(files: &[String]) -> Result<Vec<NewResource>, CollectError> {
    let mut found = Vec::new();
    for file in files {
        find(file, &mut found)?;
    }
    let files: Vec<&Path> = found.iter().filter_map(Found::file).collect();
    let digests = hash(&files)?;
    Ok(files.into_iter().zip(digests).map(|(path, digest)| NewResource::file(name(path), digest)).collect())
}

/// What makes a name a pattern.
const WILD: [char; 3] = ['*', '?', '['];

enum Found {
    File(PathBuf),
    Digest(Digest),
}

impl Found {
    fn file(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Digest(_) => None,
        }
    }
}

/// A file of that very name comes first: names may have brackets.
fn find(artifact: &str, found: &mut Vec<Found>) -> Result<(), CollectError> {
    let path = PathBuf::from(artifact);
    if path.is_dir() {
        return Err(CollectError::Folder { path });
    }
    if path.exists() {
        return add(Found::File(path), found);
    }
    if let Ok(digest) = artifact.parse() {
        return add(Found::Digest(digest), found);
    }
    let before = found.len();
    let paths = glob::glob_with(artifact, AS_A_SHELL)
        .map_err(|error| CollectError::Pattern { pattern: artifact.to_owned(), why: error.msg })?;
    for path in paths {
        let path = path.map_err(|error| {
            let path = error.path().to_owned();
            CollectError::Read { path, source: error.into() }
        })?;
        if path.is_file() {
            stays_within(artifact, &path)?;
            add(Found::File(path), found)?;
        }
    }
    if found.len() == before {
        return Err(CollectError::NoMatch { pattern: artifact.to_owned() });
    }
    Ok(())
}

/// What a pattern finds lies under the folder that the pattern begins with; a link that leads out of it would put
/// somebody else's file among the artifacts.
fn stays_within(pattern: &str, found: &Path) -> Result<(), CollectError> {
    let fixed = Path::new(pattern).components().take_while(|part| !part.as_os_str().to_string_lossy().contains(WILD));
    let fixed: PathBuf = fixed.collect();
    let folder = if fixed.as_os_str().is_empty() { Path::new(".") } else { &fixed };
    let real = |path: &Path| path.canonicalize().map_err(|source| CollectError::Read { path: path.to_owned(), source });
    if real(found)?.starts_with(real(folder)?) {
        return Ok(());
    }
    Err(CollectError::LeadsOut { path: found.to_owned() })
}

/// Before anything is hashed in vain.
fn add(one: Found, found: &mut Vec<Found>) -> Result<(), CollectError> {
    if found.len() == Subjects::MAX {
        return Err(MakeError::TooManySubjects.into());
    }
    found.push(one);
    Ok(())
}

/// The digests, in the order of the files.
fn hash(files: &[&Path]) -> Result<Vec<Digest>, CollectError> {
    let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let next = AtomicUsize::new(0);
    let work = || {
        let mut buffer = Vec::new();
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(file) = files.get(index) else { return done };
            done.push((index, digest(file, &mut buffer)));
        }
    };
    let mut all = thread::scope(|scope| {
        let others: Vec<_> = (1..cores.min(files.len())).map(|_| scope.spawn(work)).collect();
        let mut all = work();
        for other in others {
            match other.join() {
                Ok(done) => all.extend(done),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        all
    });
    all.sort_unstable_by_key(|(index, _)| *index);
    let one = |(index, digest): (usize, io::Result<Digest>)| {
        let path = files.get(index).map_or_else(PathBuf::new, |path| path.to_path_buf());
        digest.map_err(|source| CollectError::Read { path, source })
    };
    all.into_iter().map(one).collect()
}

fn digest(path: &Path, buffer: &mut Vec<u8>) -> io::Result<Digest> {
    let mut file = File::open(path)?;
    buffer.clear();
    let limit = u64::try_from(SMALL).unwrap_or(u64::MAX);
    if file.by_ref().take(limit).read_to_end(buffer)? < SMALL {
        return Ok(DigestAlgorithm::Sha256.digest(buffer));
    }
    let artifact = Artifact::from_reader(buffer.as_slice().chain(file)).map_err(|error| error.source)?;
    artifact.digest(DigestAlgorithm::Sha256).ok_or_else(|| io::Error::other("its digest was not taken"))
}

/// No path of this machine gets into a statement.
fn name(path: &Path) -> String {
    let here = std::env::current_dir().ok();
    let inside = here.and_then(|here| path.strip_prefix(here).ok()).unwrap_or(path);
    let mut parts = Vec::new();
    for part in inside.components() {
        match part {
            Component::Normal(part) => parts.push(part.to_string_lossy()),
            Component::CurDir => {}
            // It leads out of the working directory.
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => {
                return path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            }
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_called_by_its_path_under_the_working_directory() {
        let here = std::env::current_dir().unwrap();
        for (path, expected) in [
            (PathBuf::from("dist/a.whl"), "dist/a.whl"),
            (PathBuf::from("./a.whl"), "a.whl"),
            (here.join("dist").join("a.whl"), "dist/a.whl"),
            (PathBuf::from("../elsewhere/a.whl"), "a.whl"),
            (PathBuf::from("/opt/a.whl"), "a.whl"),
        ] {
            assert_eq!(name(&path), expected);
        }
    }

    #[test]
    fn small_and_large_files_have_the_digest_of_all_their_bytes_in_their_order() {
        let folder = std::env::temp_dir().join(format!("sealwright-files-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let lengths = [0, 1, SMALL - 1, SMALL, SMALL + 1, 3 * SMALL + 7];
        let files: Vec<_> = lengths.iter().map(|length| folder.join(length.to_string())).collect();
        for (file, length) in files.iter().zip(lengths) {
            std::fs::write(file, vec![7; length]).unwrap();
        }
        let digests = hash(&files.iter().map(PathBuf::as_path).collect::<Vec<_>>());
        std::fs::remove_dir_all(&folder).unwrap();
        let expected = lengths.map(|length| DigestAlgorithm::Sha256.digest(&vec![7; length]));
        assert_eq!(digests.unwrap(), expected);
    }
}
