use std::path::Path;
use std::process::{Command, Output};

use sealwright::LocalSource;

use super::CollectError;

/// What git says of the repository that the folder is in: commit, branch, where `origin` is, and whether the working tree
/// differs. User names, passwords and tokens in the remote's URL are cut out.
pub fn source(folder: &Path) -> Result<LocalSource, CollectError> {
    let commit = answer(&git(folder, &["rev-parse", "--verify", "HEAD^{commit}"])?);
    let commit = commit.map_err(|said| CollectError::NoCommit { said })?;
    let status = answer(&git(folder, &["status", "--porcelain"])?);
    let status = status.map_err(|said| CollectError::Git { command: "status", said })?;
    // Neither needs to be there: HEAD may be a commit, and the repository from nowhere.
    let git_ref = answer(&git(folder, &["symbolic-ref", "--quiet", "HEAD"])?).ok();
    let remote = answer(&git(folder, &["remote", "get-url", "origin"])?).ok();
    let source = LocalSource { commit, git_ref, dirty: !status.is_empty(), remote: None };
    Ok(match remote {
        Some(remote) => source.with_remote(&remote),
        None => source,
    })
}

fn git(folder: &Path, args: &[&str]) -> Result<Output, CollectError> {
    let mut git = Command::new("git");
    // No locks and no program that the repository's configuration names: it is looked at, and nothing else.
    git.args(["--no-optional-locks", "-c", "core.fsmonitor=false"]).args(args).current_dir(folder);
    git.env("LC_ALL", "C").env("GIT_TERMINAL_PROMPT", "0");
    git.output().map_err(CollectError::NoGit)
}

/// What it printed, or the first line of why it did not.
fn answer(output: &Output) -> Result<String, String> {
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(said.lines().next().unwrap_or("it said nothing").chars().take(256).collect())
}
