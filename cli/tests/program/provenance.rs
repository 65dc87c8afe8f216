//! `provenance` and `attest`: what is collected where the program runs, and the statements made of it.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use super::{Run, scratch, sealwright_with};

const CI: [(&str, &str); 12] = [
    ("GITHUB_ACTIONS", "true"),
    ("GITHUB_EVENT_NAME", "push"),
    ("GITHUB_REF", "refs/tags/v1.2.3"),
    ("GITHUB_REPOSITORY", "octo/app"),
    ("GITHUB_REPOSITORY_ID", "74"),
    ("GITHUB_REPOSITORY_OWNER_ID", "65"),
    ("GITHUB_RUN_ATTEMPT", "1"),
    ("GITHUB_RUN_ID", "1658821493"),
    ("GITHUB_SERVER_URL", "https://github.example.com"),
    ("GITHUB_SHA", "2b4ba8fe79386d40ce27dc5f6cc4161a0f598cc2"),
    ("GITHUB_WORKFLOW_REF", "octo/app/.github/workflows/release.yml@refs/tags/v1.2.3"),
    ("GITHUB_TOKEN", "s3cr3t"),
];

/// SHA-256 of `a`.
const A: &str = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";

/// Runs the program in a folder, with these variables and no others but what a process needs.
fn run(folder: &Path, variables: &[(&str, &str)], args: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sealwright"));
    command.args(args).current_dir(folder).env_clear().stdin(Stdio::null());
    for kept in ["PATH", "SYSTEMROOT", "TEMP", "TMP"] {
        command.envs(std::env::var_os(kept).map(|value| (kept, value)));
    }
    let output = command.envs(variables.iter().copied()).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

#[track_caller]
fn statement(run: &Run) -> Value {
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    assert_eq!(run.out.lines().count(), 1, "{}", run.out);
    serde_json::from_str(&run.out).unwrap()
}

#[track_caller]
fn mistake(run: &Run, code: i32, words: &[&str]) {
    assert_eq!((run.code, run.out.as_str()), (code, ""), "{run:?}");
    for word in words {
        assert!(run.err.contains(word), "{word:?} is not in\n{}", run.err);
    }
}

fn names(statement: &Value) -> Vec<&str> {
    statement["subject"].as_array().unwrap().iter().map(|subject| subject["name"].as_str().unwrap_or("")).collect()
}

/// A folder with artifacts in it.
fn artifacts(name: &str) -> PathBuf {
    let folder = scratch(name);
    std::fs::create_dir_all(folder.join("dist/deep")).unwrap();
    for file in ["dist/b.whl", "dist/a.whl", "dist/deep/c.whl", "dist/.hidden.whl", "dist/odd[1].txt"] {
        std::fs::write(folder.join(file), "a").unwrap();
    }
    folder
}

/// A git repository with one commit, or a line that says that git is not there.
fn repository(name: &str) -> Option<PathBuf> {
    let folder = artifacts(name);
    std::fs::write(folder.join(".gitignore"), "dist\n").unwrap();
    std::fs::write(folder.join("Cargo.lock"), "version = 4\n").unwrap();
    std::fs::write(folder.join("requirements.txt"), "a==1\n").unwrap();
    let steps: [&[&str]; 4] = [
        &["init", "--quiet", "--initial-branch=main"],
        &["remote", "add", "origin", "https://octocat:s3cr3t@git.example.com/octo/app.git"],
        &["add", "."],
        &["-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "--no-gpg-sign", "-m", "a"],
    ];
    for step in steps {
        let Ok(status) = git(&folder).args(step).status() else {
            eprintln!("skipped: git cannot be run");
            return None;
        };
        assert!(status.success(), "{step:?}");
    }
    Some(folder)
}

fn git(folder: &Path) -> Command {
    let mut git = Command::new("git");
    git.current_dir(folder).env("GIT_CONFIG_GLOBAL", OsStr::new("")).env("GIT_CONFIG_NOSYSTEM", "1");
    git
}

#[test]
fn a_ci_system_is_told_by_its_environment_and_secrets_stay_there() {
    let folder = artifacts("provenance-github");
    let made = run(&folder, &CI, &["provenance", "dist/a.whl"]);
    let json = statement(&made);
    assert_eq!(
        json["predicate"]["runDetails"]["builder"]["id"],
        "https://github.example.com/octo/app/.github/workflows/release.yml@refs/tags/v1.2.3"
    );
    assert_eq!(json["subject"][0]["digest"]["sha256"], A);
    assert!(!made.out.contains("s3cr3t"));
    assert_eq!(run(&folder, &CI, &["provenance", "dist/a.whl", "--ci=github"]).out, made.out);
}

#[test]
fn a_variable_that_is_not_set_is_named() {
    let folder = artifacts("provenance-missing");
    let rest: Vec<_> = CI.into_iter().filter(|(name, _)| *name != "GITHUB_SHA").collect();
    mistake(
        &run(&folder, &rest, &["provenance", "dist/a.whl"]),
        5,
        &["GitHub Actions did not set GITHUB_SHA", "help: "],
    );
    mistake(&run(&folder, &[], &["provenance", "dist/a.whl", "--ci=tekton"]), 5, &["Tekton", "$(context.taskRun.uid)"]);
    let mut two = CI.to_vec();
    two.push(("GITLAB_CI", "true"));
    mistake(&run(&folder, &two, &["provenance", "dist/a.whl"]), 5, &["GitHub Actions and of GitLab", "--ci"]);
}

#[test]
fn the_inputs_of_a_workflow_are_read_of_its_event() {
    let folder = artifacts("provenance-event");
    std::fs::write(folder.join("event.json"), r#"{"inputs":{"release":"yes"}}"#).unwrap();
    let mut variables: Vec<_> = CI.into_iter().filter(|(name, _)| *name != "GITHUB_EVENT_NAME").collect();
    variables.push(("GITHUB_EVENT_NAME", "workflow_dispatch"));
    mistake(&run(&folder, &variables, &["provenance", "dist/a.whl"]), 5, &["GITHUB_EVENT_PATH"]);
    variables.push(("GITHUB_EVENT_PATH", "event.json"));
    let json = statement(&run(&folder, &variables, &["provenance", "dist/a.whl"]));
    assert_eq!(json["predicate"]["buildDefinition"]["externalParameters"]["inputs"]["release"], "yes");
}

#[test]
fn artifacts_are_files_patterns_and_digests_in_their_order_and_each_once() {
    let folder = artifacts("provenance-artifacts");
    let subjects = |args: &[&str]| {
        let mut all = vec!["provenance", "--ci=github"];
        all.extend(args);
        let json = statement(&run(&folder, &CI, &all));
        names(&json).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(subjects(&["dist/*.whl"]), ["dist/a.whl", "dist/b.whl"]);
    assert_eq!(subjects(&["dist/b.whl", "dist/**/*.whl"]), ["dist/b.whl", "dist/a.whl", "dist/deep/c.whl"]);
    assert_eq!(subjects(&["dist/odd[1].txt", &format!("sha256:{A}")]), ["dist/odd[1].txt", ""]);
    let absolute = folder.join("dist/a.whl");
    assert_eq!(subjects(&[absolute.to_str().unwrap()]), ["dist/a.whl"]);
}

#[cfg(unix)]
#[test]
fn ghsa_v6px_jqx8_8xwj_a_link_out_of_the_folder_is_no_artifact_of_a_pattern() {
    use std::os::unix::fs::symlink;
    let outside = scratch("links-outside");
    std::fs::write(outside.join("secret"), "s").unwrap();
    for (name, target) in [
        ("relative", PathBuf::from("../../links-outside/secret")),
        ("absolute", outside.join("secret")),
        ("a-folder", outside.clone()),
    ] {
        let folder = scratch(&format!("links-{name}"));
        std::fs::create_dir(folder.join("dist")).unwrap();
        std::fs::write(folder.join("dist/a"), "a").unwrap();
        // A link that stays within is a file like any other; one to itself is none.
        symlink("a", folder.join("dist/b")).unwrap();
        symlink("loop", folder.join("dist/loop")).unwrap();
        let good = run(&folder, &CI, &["provenance", "dist/*"]);
        assert_eq!(names(&statement(&good)), ["dist/a", "dist/b"], "{good:?}");
        symlink(target, folder.join("dist/link")).unwrap();
        let pattern = if name == "a-folder" { "dist/link/*" } else { "dist/*" };
        let through = if name == "a-folder" { "dist/*/secret" } else { pattern };
        mistake(&run(&folder, &CI, &["provenance", through]), 5, &["link out of the folder"]);
    }
}

#[test]
fn artifacts_that_are_not_there_are_named() {
    let folder = artifacts("provenance-no-artifacts");
    let with = |artifact: &str| run(&folder, &CI, &["provenance", artifact]);
    mistake(&with("dist/none.whl"), 5, &["there is no file dist/none.whl"]);
    mistake(&with("dist/*.none"), 5, &["there is no file dist/*.none"]);
    mistake(&with("dist"), 2, &["dist is a folder", "FOLDER/**/*"]);
    mistake(&with("dist/***"), 2, &["dist/***"]);
    mistake(&run(&folder, &CI, &["provenance"]), 2, &["ARTIFACT"]);
}

#[test]
fn a_list_of_checksums_names_subjects_that_are_not_read() {
    let folder = artifacts("provenance-checksums");
    std::fs::write(folder.join("SHA256SUMS"), format!("{A}  app.tar.gz\n{A} *app.zip\n")).unwrap();
    let json = statement(&run(&folder, &CI, &["provenance", "--subjects=SHA256SUMS"]));
    assert_eq!(names(&json), ["app.tar.gz", "app.zip"]);
    let json = statement(&run(&folder, &CI, &["provenance", "dist/a.whl", "--subjects=SHA256SUMS"]));
    assert_eq!(names(&json), ["dist/a.whl", "app.tar.gz", "app.zip"]);
    std::fs::write(folder.join("SHA256SUMS"), format!("{A}  app.tar.gz\nnonsense\n")).unwrap();
    mistake(&run(&folder, &CI, &["provenance", "--subjects=SHA256SUMS"]), 1, &["SHA256SUMS: line 2", "sha256sum"]);
}

#[test]
fn a_list_of_checksums_may_come_by_standard_input() {
    let list = format!("SHA256 (app.tar.gz) = {A}\n");
    let predicate = scratch("attest-input").join("p.json");
    std::fs::write(&predicate, "{}").unwrap();
    let predicate = predicate.to_str().unwrap();
    let made = sealwright_with(&["attest", "--subjects=-", "--type=spdx", "--predicate", predicate], list.as_bytes());
    assert_eq!(names(&statement(&made)), ["app.tar.gz"]);
}

#[test]
fn more_than_1024_subjects_are_in_several_statements() {
    let folder = artifacts("provenance-many");
    let lines: String = (0..2_050).map(|index| format!("{A}  file-{index}\n")).collect();
    std::fs::write(folder.join("SHA256SUMS"), lines).unwrap();
    let made = run(&folder, &CI, &["provenance", "--subjects=SHA256SUMS"]);
    let counts: Vec<_> = made.out.lines().map(|line| names(&serde_json::from_str(line).unwrap()).len()).collect();
    assert_eq!(counts, [1_024, 1_024, 2]);
}

#[test]
fn a_file_is_written_whole_and_takes_the_place_of_the_old_one() {
    let folder = artifacts("provenance-output");
    std::fs::write(folder.join("out.jsonl"), "old").unwrap();
    let printed = run(&folder, &CI, &["provenance", "dist/a.whl"]);
    let written = run(&folder, &CI, &["provenance", "dist/a.whl", "--output=out.jsonl"]);
    assert_eq!((written.code, written.out.as_str()), (0, ""));
    assert_eq!(std::fs::read_to_string(folder.join("out.jsonl")).unwrap(), printed.out);
    let left = std::fs::read_dir(&folder).unwrap().count();
    assert_eq!(left, 2, "something was left beside dist and out.jsonl");
    mistake(
        &run(&folder, &CI, &["provenance", "dist/a.whl", "--output=no/such/folder"]),
        5,
        &["cannot write no/such/folder"],
    );
}

#[test]
fn a_local_build_is_described_by_git_and_its_lockfiles() {
    let Some(folder) = repository("provenance-local") else { return };
    let made = run(&folder, &[], &["provenance", "dist/a.whl"]);
    let json = statement(&made);
    assert!(!made.out.contains("s3cr3t") && !made.out.contains("octocat"), "{}", made.out);
    let definition = &json["predicate"]["buildDefinition"];
    assert_eq!(definition["buildType"], "https://sealwright.dev/buildtypes/local/v1");
    assert_eq!(definition["internalParameters"]["dirty"], false);
    let dependencies = definition["resolvedDependencies"].as_array().unwrap();
    assert_eq!(dependencies.len(), 2, "requirements.txt has no hashes: {dependencies:?}");
    assert_eq!(dependencies[0]["uri"], "git+https://git.example.com/octo/app@refs/heads/main");
    let head = git(&folder).args(["rev-parse", "HEAD"]).output().unwrap().stdout;
    assert_eq!(dependencies[0]["digest"]["gitCommit"], String::from_utf8(head).unwrap().trim());
    assert_eq!(dependencies[1]["name"], "Cargo.lock");
    assert_eq!(json["predicate"]["runDetails"]["builder"]["id"], "https://sealwright.dev/builders/local/v1");
    assert_eq!(json["predicate"]["runDetails"].get("metadata"), None, "no time was said");
    assert_eq!(run(&folder, &[], &["provenance", "dist/a.whl"]).out, made.out);
}

#[test]
fn what_is_said_of_a_local_build_stands_in_its_provenance() {
    let Some(folder) = repository("provenance-said") else { return };
    std::fs::write(folder.join("requirements.txt"), "a==1 --hash=sha256:00\n").unwrap();
    assert!(git(&folder).args(["checkout", "--quiet", "--detach"]).status().unwrap().success());
    let args = [
        "provenance",
        "dist/a.whl",
        "--builder-id=https://example.com/builders/me",
        "--invocation=make dist",
        "--started=2026-11-21T10:00:00Z",
        "--finished=2026-11-21T10:01:00Z",
        "--byproduct=dist/deep/c.whl",
    ];
    let json = statement(&run(&folder, &[], &args));
    let (definition, details) = (&json["predicate"]["buildDefinition"], &json["predicate"]["runDetails"]);
    assert_eq!(definition["internalParameters"]["dirty"], true);
    assert_eq!(definition["externalParameters"]["command"], serde_json::json!(["make dist"]));
    assert_eq!(definition["externalParameters"].get("ref"), None, "a commit is checked out");
    assert_eq!(definition["resolvedDependencies"][2]["name"], "requirements.txt");
    assert_eq!(details["builder"]["id"], "https://example.com/builders/me");
    assert_eq!(details["metadata"]["startedOn"], "2026-11-21T10:00:00Z");
    assert_eq!(details["byproducts"][0]["name"], "dist/deep/c.whl");
    let json = statement(&run(&folder, &[("SOURCE_DATE_EPOCH", "1")], &args));
    assert_eq!(json["predicate"]["runDetails"]["metadata"]["startedOn"], "1970-01-01T00:00:01Z");
    mistake(&run(&folder, &[("SOURCE_DATE_EPOCH", "-1")], &args), 2, &["SOURCE_DATE_EPOCH"]);
    mistake(&run(&folder, &CI, &args), 2, &["--ci local"]);
}

#[test]
fn a_local_build_without_git_or_commit_says_so() {
    let folder = artifacts("provenance-no-git");
    let empty = folder.join("empty");
    std::fs::create_dir_all(&empty).unwrap();
    let without = run(&folder, &[("PATH", empty.to_str().unwrap())], &["provenance", "dist/a.whl"]);
    mistake(&without, 5, &["git cannot be run", "install git"]);
    // The folder of the tests lies in some repository: git must not look above this one.
    let above = folder.parent().unwrap().to_str().unwrap();
    let outside = run(&folder, &[("GIT_CEILING_DIRECTORIES", above)], &["provenance", "dist/a.whl"]);
    if !outside.err.contains("git cannot be run") {
        mistake(&outside, 5, &["git knows no commit in this folder", "first commit"]);
    }
}

#[test]
fn any_predicate_is_put_into_a_statement() {
    let folder = artifacts("attest");
    std::fs::write(folder.join("sbom.json"), "{\n \"spdxVersion\": \"SPDX-2.3\"\n}\n").unwrap();
    let with = |kind: &str| run(&folder, &[], &["attest", "dist/a.whl", "--type", kind, "--predicate=sbom.json"]);
    for (kind, uri) in [
        ("spdx", "https://spdx.dev/Document"),
        ("cyclonedx", "https://cyclonedx.org/bom"),
        ("slsaprovenance1", "https://slsa.dev/provenance/v1"),
        ("vsa", "https://slsa.dev/verification_summary/v1"),
        ("https://example.com/t", "https://example.com/t"),
    ] {
        assert_eq!(statement(&with(kind))["predicateType"], uri);
    }
    mistake(&with("sbom"), 2, &["there is no type sbom", "cyclonedx"]);
}

#[test]
fn a_predicate_that_is_not_one_object_is_refused() {
    let folder = artifacts("attest-wrong");
    for wrong in ["[]", "1", "", "{} {}", r#"{"a":1,"a":2}"#, r#"{"a":{"b":1,"b":2}}"#] {
        std::fs::write(folder.join("p.json"), wrong).unwrap();
        let run = run(&folder, &[], &["attest", "dist/a.whl", "--type=spdx", "--predicate=p.json"]);
        mistake(&run, 1, &["p.json", "one JSON object without duplicate keys"]);
    }
    let run = run(&folder, &[], &["attest", "dist/a.whl", "--type=spdx", "--predicate=none.json"]);
    mistake(&run, 5, &["cannot read none.json"]);
}
