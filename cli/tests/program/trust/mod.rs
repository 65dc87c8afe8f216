//! `sealwright trust`, and what it means for every other command.

#[allow(dead_code, reason = "not every test needs everything")]
#[path = "../../../../core/tests/tuf/folder.rs"]
mod folder;
pub(crate) mod instance;
#[allow(dead_code, reason = "not every test needs everything")]
#[path = "../../../../core/tests/tuf/repository.rs"]
mod repository;
mod tls;

use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sealwright::UnixTime;
use serde_json::Value;

use crate::{Run, scratch, sealwright_at};
use instance::{Instance, everything};

/// What the repository's own client would take for the time.
const NOW: UnixTime = UnixTime::from_secs(1_795_255_200);

fn json(run: &Run) -> Value {
    assert_eq!(run.code, 0, "{run:?}");
    serde_json::from_str(&run.out).unwrap()
}

#[test]
fn a_repository_that_is_chosen_says_whom_to_believe_until_the_public_one_is_again() {
    let instance = Instance::new("trust-init");
    let stranger = instance.verify();
    assert!(stranger.code == 1 && stranger.out.contains("cert.chain"), "{stranger:?}");

    let init = instance.init();
    assert_eq!(init.code, 0, "{init:?}");
    for words in
        ["believed from now on: http://127.0.0.1", "root", "2, new", "trusted_root.json", "2044-01-01T00:00:00Z"]
    {
        assert!(init.out.contains(words), "{words}: {init:?}");
    }
    let asked = instance.server.seen().len();
    let verified = instance.verify();
    assert_eq!((verified.code, verified.err.as_str()), (0, ""), "{verified:?}");
    assert_eq!(instance.server.seen().len(), asked, "to verify asks no server");

    let back = instance.run(&["trust", "init"]);
    assert!(back.code == 0 && back.out.contains("the public Sigstore"), "{back:?}");
    assert_eq!(instance.verify().code, 1);
}

#[test]
fn an_update_says_what_changed_across_a_rotation_of_keys() {
    let instance = Instance::new("trust-update");
    assert_eq!(instance.init().code, 0);
    let again = instance.run(&["trust", "update"]);
    assert!(again.code == 0 && again.out.starts_with("nothing new: http://127.0.0.1"), "{again:?}");
    {
        let mut repository = instance.repository.lock().unwrap();
        repository.rotate("root");
        repository.rotate("timestamp");
        repository.publish(&["root", "timestamp"]);
    }
    instance.publish_signing_config("http://127.0.0.1:1");
    let update = json(&instance.run(&["trust", "update", "--json"]));
    assert_eq!(
        (update["schema"].as_str(), update["changed"].as_bool()),
        (Some("sealwright/trust-update/v1"), Some(true))
    );
    assert_eq!(update["metadata"][0], serde_json::json!({ "role": "root", "before": 2, "version": 3 }));
    assert_eq!(update["files"][0]["status"], "unchanged");
    assert_eq!(update["files"][1]["status"], "new");
    assert_eq!(instance.verify().code, 0);
}

#[test]
fn what_is_in_force_is_shown_without_a_server() {
    let instance = Instance::new("trust-show");
    let embedded = json(&instance.run(&["trust", "show", "--json"]));
    assert_eq!(
        (embedded["schema"].as_str(), embedded["embedded"].as_bool()),
        (Some("sealwright/trust/v1"), Some(true))
    );
    assert_eq!(embedded["instances"].as_array().unwrap().len(), 2, "the public one's and GitHub's");
    assert_eq!(embedded["signs_with"]["certificate_authority"][0]["url"], "https://fulcio.sigstore.dev");
    let text = instance.run(&["trust", "show"]).out;
    for words in ["the public Sigstore", "`sealwright trust update`", "instance fulcio.sigstore.dev", "signs with"] {
        assert!(text.contains(words), "{words}: {text}");
    }

    instance.publish_signing_config("http://127.0.0.1:1");
    assert_eq!(instance.init().code, 0);
    let asked = instance.server.seen().len();
    let shown = json(&instance.run(&["trust", "show", "--json"]));
    assert_eq!(shown["metadata"], serde_json::json!({ "root": 2, "timestamp": 3, "snapshot": 3, "targets": 3 }));
    assert_eq!(shown["cache"], instance.cache().to_str().unwrap());
    assert_eq!((shown["public"].as_bool(), shown["expired"].as_bool()), (Some(false), Some(false)));
    assert_eq!(shown["instances"].as_array().unwrap().len(), 1);
    assert_eq!(shown["signs_with"]["logs"][0]["url"], "http://127.0.0.1:1");
    assert!(instance.run(&["trust", "show"]).out.contains("good until  2044-01-01T00:00:00Z\n"));
    assert_eq!(instance.server.seen().len(), asked);
}

#[test]
fn whoever_signs_asks_the_services_of_the_repository_that_is_believed() {
    let instance = Instance::new("trust-sign");
    let part = |json: &str| URL_SAFE_NO_PAD.encode(json);
    let claims = part(r#"{"iss":"https://issuer.example","sub":"me","aud":"sigstore","exp":4102444800}"#);
    let token = format!("{}.{claims}.{}", part(r#"{"alg":"ES256"}"#), part("s3cr3t"));
    fs::write(instance.folder.join("predicate.json"), "{}").unwrap();
    let attest = ["attest", "app", "--type", "https://example.com/t/v1", "--predicate", "predicate.json"];
    let commands = [&["sign", "app", "--bundle", "new.json"][..], &attest];
    let run = |command: &[&str]| instance.run(&[command, &["--identity-token", &token]].concat());

    // It says whom to believe, and not who signs.
    assert_eq!(instance.init().code, 0);
    for command in commands {
        let run = run(command);
        assert!(run.code == 5 && run.err.contains("does not say which services sign"), "{run:?}");
        assert!(run.err.contains("--signing-config"), "{run:?}");
    }
    assert!(instance.run(&["trust", "show"]).out.contains("does not say which services sign"));

    instance.publish_signing_config(&instance.server.url("/instance"));
    assert_eq!(instance.run(&["trust", "update"]).code, 0);
    for command in commands {
        let before = instance.server.seen().len();
        let run = run(command);
        let asked: Vec<_> = instance.server.seen()[before..].iter().map(|seen| seen.path().to_owned()).collect();
        assert!(run.code == 5 && run.out.is_empty() && run.err.contains("certificate"), "{run:?}");
        assert_eq!(asked, ["/instance/api/v2/signingCert"]);
        assert!(!run.err.contains(&token) && !instance.folder.join("new.json").exists(), "{run:?}");
    }
}

#[test]
fn every_command_that_judges_believes_it() {
    let instance = Instance::new("trust-judging");
    let slsa = ["slsa", "verify", "app", "--source-uri", "github.com/o/r", "--provenance", "app.sigstore.json"];
    let conformance = ["verify-bundle", "--bundle", "app.sigstore.json", "--certificate-identity", instance::WHO];
    let conformance = [&conformance[..], &["--certificate-oidc-issuer", "https://sealwright.local", "app"]].concat();
    let stranger = instance.run(&slsa);
    assert!(stranger.code == 1 && stranger.out.contains("error[cert.chain]"), "{stranger:?}");
    assert_eq!(instance.run(&conformance).code, 1);
    assert_eq!(instance.init().code, 0);
    let known = instance.run(&slsa);
    assert!(known.code == 1 && !known.out.contains("error[cert.chain]"), "{known:?}");
    assert_eq!(instance.run(&conformance).code, 0);
    // A file that is named comes first.
    let named = instance.run(
        &[&slsa[..], &["--trusted-root", crate::testdata().join("../core/roots/sigstore.json").to_str().unwrap()]]
            .concat(),
    );
    assert!(named.out.contains("error[cert.chain]"), "{named:?}");
}

#[test]
fn an_expired_cache_is_used_with_a_line_of_warning() {
    let instance = Instance::new("trust-expired");
    let soon = UnixTime::from_secs(now().secs() + 4);
    {
        let mut repository = instance.repository.lock().unwrap();
        repository.role("timestamp")["expires"] = soon.to_string().into();
        repository.publish(&["timestamp"]);
    }
    assert_eq!(instance.init().code, 0);
    assert_eq!(instance.verify().err, "");
    while now() <= soon {
        std::thread::sleep(Duration::from_millis(100));
    }
    let verified = instance.verify();
    assert_eq!((verified.code, verified.err.lines().count()), (0, 1), "{verified:?}");
    assert!(
        verified.err.starts_with("warning: ") && verified.err.contains("`sealwright trust update`"),
        "{verified:?}"
    );
    assert!(instance.run(&["trust", "show"]).out.contains("expired, `sealwright trust update`"));
    // Who renews it is told why it cannot be done.
    let update = instance.run(&["trust", "update"]);
    assert!(update.code == 5 && update.err.contains("expired at") && update.err.contains("clock"), "{update:?}");
}

#[test]
fn nothing_takes_the_place_of_a_cache_that_somebody_changed() {
    let instance = Instance::new("trust-tampered");
    assert_eq!(instance.init().code, 0);
    let refused = |what: &str| {
        let run = instance.verify();
        assert!(run.code == 5 && run.out.is_empty(), "{what}: {run:?}");
        assert!(run.err.contains("trust update") && run.err.contains("help: "), "{what}: {run:?}");
        let update = instance.run(&["trust", "update"]);
        assert_eq!((update.code, instance.verify().code), (0, 0), "{what}: {update:?}");
    };
    let trusted_root = || instance.current().join("targets/trusted_root.json");
    let root = trusted_root();
    let other = String::from_utf8(fs::read(&root).unwrap()).unwrap().replace("sealwright.local", "somebody.local");
    fs::write(&root, other).unwrap();
    refused("another trusted root");
    fs::remove_file(trusted_root()).unwrap();
    refused("no trusted root");
    let cache = instance.current();
    for role in ["timestamp", "snapshot", "targets"] {
        fs::write(cache.join(format!("{role}.json")), "{}").unwrap();
        // What belongs together is in one file beside them.
        assert_eq!(instance.verify().code, 0, "{role}");
    }
    fs::write(cache.join("last-update"), "{}").unwrap();
    refused("no metadata");
    fs::write(instance.cache().join("current"), "../../elsewhere").unwrap();
    refused("another folder");
    let file = instance.folder.join("home/trust/repository.json");
    fs::write(&file, "{}").unwrap();
    let run = instance.verify();
    assert!(run.code == 5 && run.err.contains("repository.json") && run.err.contains("trust init"), "{run:?}");
    assert_eq!((instance.init().code, instance.verify().code), (0, 0));
}

#[test]
fn a_server_that_is_down_changes_nothing() {
    let mut instance = Instance::new("trust-down");
    let working = std::mem::replace(&mut instance.server, crate::server::Server::new(|_| crate::server::Reply::Reset));
    let began = Instant::now();
    let run = instance.init();
    assert!(run.code == 5 && run.err.contains("127.0.0.1") && run.err.contains("check the network"), "{run:?}");
    assert!(began.elapsed() < Duration::from_secs(60));
    assert_eq!(everything(&instance.folder.join("home")), []);
    assert_eq!(instance.verify().code, 1, "what was believed before is still");

    instance.server = working;
    assert_eq!(instance.init().code, 0);
    let before = everything(&instance.folder.join("home"));
    instance.repository.lock().unwrap().files.clear();
    let run = instance.run(&["trust", "update"]);
    assert!(run.code == 5 && run.err.contains("timestamp"), "{run:?}");
    assert_eq!(everything(&instance.folder.join("home")), before);
    assert_eq!(instance.verify().code, 0);
}

#[test]
fn an_update_that_is_interrupted_leaves_what_was_fetched_before() {
    let instance = Instance::new("trust-interrupted");
    assert_eq!(instance.init().code, 0);
    let before = json(&instance.run(&["trust", "show", "--json"]));
    {
        let mut repository = instance.repository.lock().unwrap();
        // Other keys, and a trusted root that the server does not give.
        repository.rotate("timestamp");
        repository.add_target("targets", "trusted_root.json", b"{}");
        repository.publish(&["root", "targets", "snapshot", "timestamp"]);
        repository.files.retain(|path, _| !path.starts_with("targets/"));
    }
    let update = instance.run(&["trust", "update"]);
    assert!(update.code == 5 && update.err.contains("trusted_root.json"), "{update:?}");
    assert_eq!(instance.verify().code, 0);
    assert_eq!(json(&instance.run(&["trust", "show", "--json"])), before);
    // What is signed and is no trusted root does not take its place either.
    instance.publish("trusted_root.json", b"{}");
    let update = instance.run(&["trust", "update"]);
    assert!(update.code == 5 && update.err.contains("cannot be used"), "{update:?}");
    assert_eq!(instance.verify().code, 0);
}

#[test]
fn whoever_verifies_while_others_update_always_finds_a_whole_cache() {
    let instance = Instance::new("trust-while");
    assert_eq!(instance.init().code, 0);
    let updating = std::sync::atomic::AtomicBool::new(true);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for _ in 0..5 {
                {
                    let mut repository = instance.repository.lock().unwrap();
                    repository.rotate("timestamp");
                    repository.publish(&["root", "targets", "snapshot", "timestamp"]);
                }
                let update = instance.run(&["trust", "update"]);
                assert_eq!(update.code, 0, "{update:?}");
            }
            updating.store(false, std::sync::atomic::Ordering::SeqCst);
        });
        while updating.load(std::sync::atomic::Ordering::SeqCst) {
            let run = instance.verify();
            assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
        }
    });
    let shown = json(&instance.run(&["trust", "show", "--json"]));
    assert_eq!((&shown["metadata"]["root"], &shown["metadata"]["timestamp"]), (&7.into(), &7.into()));
    let kept = fs::read_dir(instance.cache()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert_eq!(kept.filter(|name| name.starts_with("whole-")).count(), 2, "the current one and the one before");
}

#[test]
fn several_that_update_at_once_all_succeed() {
    let instance = Instance::new("trust-crowd");
    assert_eq!(instance.init().code, 0);
    for round in 0..3 {
        instance.publish("file", format!("{round}").as_bytes());
        let children: Vec<_> = (0..4)
            .map(|_| {
                let mut command = instance.command(&["trust", "update"]);
                command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
            })
            .collect();
        for child in children {
            let run = Run::of(&child.wait_with_output().unwrap());
            assert_eq!(run.code, 0, "{run:?}");
        }
    }
    assert_eq!(instance.verify().code, 0);
}

#[test]
fn the_authorities_of_a_file_vouch_for_a_server_that_no_others_do() {
    let instance = Instance::new("trust-ca-file");
    let url = format!("https://localhost:{}", tls::server());
    let init = ["trust", "init", &url, "--root", "root.json"];
    let stranger = instance.run(&init);
    assert!(
        stranger.code == 5 && stranger.err.contains("certificate") && stranger.err.contains("--ca-file"),
        "{stranger:?}"
    );
    let authorities = tls::file("ca.pem");
    // It is asked, and has no repository.
    let asked = instance.run(&[&init[..], &["--ca-file", authorities.to_str().unwrap()]].concat());
    assert!(asked.code == 5 && asked.err.contains("root metadata"), "{asked:?}");
}

#[test]
fn a_user_without_a_place_for_files_verifies_with_what_came_with_the_program() {
    let bundles = crate::bundles();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_sealwright"));
    command.args(["trust", "show"]).current_dir(bundles);
    for name in ["SEALWRIGHT_HOME", "HOME", "XDG_DATA_HOME", "LOCALAPPDATA"] {
        command.env_remove(name);
    }
    assert_eq!(command.output().unwrap().status.code(), Some(0));
    let update = command.args(["--json"]).output().unwrap();
    assert_eq!(update.status.code(), Some(0));
}

#[test]
fn mistakes_are_told_apart() {
    let folder = scratch("trust-mistakes");
    fs::write(folder.join("text"), "no root").unwrap();
    fs::write(
        folder.join("trusted.json"),
        r#"{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1"}"#,
    )
    .unwrap();
    for (args, code, says) in [
        (&["trust"][..], 2, "Usage"),
        (&["trust", "init", "https://tuf.example"], 2, "--root"),
        (&["trust", "init", "--root", "text"], 2, "<URL>"),
        (&["trust", "init", "--targets-url", "https://tuf.example"], 2, "<URL>"),
        (&["trust", "init", "tuf.example", "--root", "text"], 2, "as in https://tuf.example"),
        (&["trust", "init", "file:///tuf", "--root", "text"], 2, "begins with https://"),
        (&["sign", "text", "--oidc-issuer", "issuer.example"], 2, "as in https://issuer.example"),
        (&["trust", "init", "https://tuf.example", "--root", "missing"], 5, "missing"),
        (&["trust", "init", "https://tuf.example", "--root", "text"], 5, "text: root metadata"),
        (&["trust", "init", "https://tuf.example", "--root", "trusted.json"], 5, "--trusted-root"),
        (&["trust", "update", "--ca-file", "text"], 2, "BEGIN CERTIFICATE"),
    ] {
        let run = sealwright_at(&folder, args);
        assert!(run.code == code && run.err.contains(says), "{args:?}: {run:?}");
    }
    assert!(!folder.join("home/trust/repository.json").exists());
    fs::write(folder.join("home"), "no folder").unwrap();
    let run = sealwright_at(&folder, &["trust", "update"]);
    assert!(run.code == 5 && run.err.contains("SEALWRIGHT_HOME"), "{run:?}");
}

fn now() -> UnixTime {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    UnixTime::from_secs(i64::try_from(since.as_secs()).unwrap())
}
