use std::fs;
use std::process::Command;

use super::{Run, scratch, sealwright, sealwright_at};

#[test]
fn the_demonstration_shows_a_yes_two_explained_refusals_and_a_signature_of_its_own() {
    let run = sealwright(&["demo"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    for expected in [
        "verified: cosign-v3-blob.txt",
        "✔ signature.artifact",
        "✔ log.inclusion",
        "✔ log.promise",
        "✔ cert.chain",
        "✔ identity.san",
        "error[signature.artifact]: ",
        "error[identity.san]: ",
        "expected  somebody.else@example.org",
        "= help: ",
        "refused: cosign-v3-blob.txt: ",
        "verified: hello.txt",
        "https://sealwright.local",
        "sealwright demo FILE",
    ] {
        assert!(run.out.contains(expected), "{expected}\n{}", run.out);
    }
    assert!(!run.out.contains('\x1b'), "colours without a terminal");
}

#[test]
fn the_demonstration_speaks_json_in_lines() {
    let run = sealwright(&["demo", "--json"]);
    let verdicts: Vec<serde_json::Value> = run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let words: Vec<_> = verdicts.iter().map(|verdict| verdict["verdict"].as_str().unwrap()).collect();
    assert_eq!(words, ["verified", "refused", "refused", "verified"]);
    let verified = &verdicts[0];
    assert_eq!(verified["schema"], "sealwright/verdict/v1");
    assert_eq!(verified["signer"]["issuer"], "https://github.com/login/oauth");
    assert_eq!(verified["log"][0]["kind"], "hashedrekord/0.0.1");
    assert!(verified["time"].as_array().unwrap().iter().any(|time| time["source"] == "tsa"));
    assert!(verified["checks"].as_array().unwrap().iter().all(|check| check["status"] != "fail"));
}

/// Runs the demonstration with a folder for what is temporary.
fn demo_in(folder: &std::path::Path, args: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sealwright"));
    command.arg("demo").args(args).current_dir(folder).env("SEALWRIGHT_HOME", folder.join("home"));
    Run::of(&command.env("TMPDIR", folder.join("tmp")).env("TMP", folder.join("tmp")).output().unwrap())
}

#[test]
fn the_demonstration_leaves_nothing_behind() {
    let folder = scratch("demo-nothing");
    fs::create_dir(folder.join("tmp")).unwrap();
    for args in [&[][..], &["--json"]] {
        let run = demo_in(&folder, args);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
        assert_eq!(fs::read_dir(folder.join("tmp")).unwrap().count(), 0);
        assert!(!folder.join("home").exists());
    }
    fs::remove_dir(folder.join("tmp")).unwrap();
    let run = demo_in(&folder, &[]);
    assert!(run.code == 5 && run.err.contains("cannot make a folder"), "{run:?}");
}

#[test]
fn a_file_of_the_users_is_signed_and_its_bundle_stays() {
    let folder = scratch("demo-file");
    fs::write(folder.join("app"), "an artifact").unwrap();
    let run = sealwright_at(&folder, &["demo", "app"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    for words in ["app, signed as me@here", "verified: app\n", "app.sigstore.json\n", "sealwright verify app --local"] {
        assert!(run.out.contains(words), "{words}: {}", run.out);
    }
    let bundle = fs::read(folder.join("app.sigstore.json")).unwrap();
    assert_eq!(sealwright_at(&folder, &["verify", "app", "--local"]).code, 0);

    let again = sealwright_at(&folder, &["demo", "app"]);
    assert!(
        again.code == 2 && again.out.is_empty() && again.err.contains("app.sigstore.json is there already"),
        "{again:?}"
    );
    assert_eq!(fs::read(folder.join("app.sigstore.json")).unwrap(), bundle);

    fs::remove_file(folder.join("app.sigstore.json")).unwrap();
    let run = sealwright_at(&folder, &["demo", "app", "--json"]);
    let lines: Vec<serde_json::Value> = run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((lines.len(), &lines[3]["verdict"]), (5, &"verified".into()));
    assert_eq!(
        (&lines[4]["schema"], &lines[4]["bundle"]),
        (&"sealwright/signed/v1".into(), &"app.sigstore.json".into())
    );
}

#[test]
fn a_file_that_cannot_be_signed_is_said_before_anything_is_shown() {
    let folder = scratch("demo-mistakes");
    for (file, code, says) in [("missing", 5, "missing"), (".", 2, "is a folder")] {
        let run = sealwright_at(&folder, &["demo", file]);
        assert!(run.code == code && run.out.is_empty() && run.err.contains(says), "{run:?}");
    }
    assert!(!folder.join("home").exists());
}
