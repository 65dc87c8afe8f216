use super::sealwright;

#[test]
fn the_demonstration_shows_a_yes_and_two_explained_refusals() {
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
    assert_eq!(words, ["verified", "refused", "refused"]);
    let verified = &verdicts[0];
    assert_eq!(verified["schema"], "sealwright/verdict/v1");
    assert_eq!(verified["signer"]["issuer"], "https://github.com/login/oauth");
    assert_eq!(verified["log"][0]["kind"], "hashedrekord/0.0.1");
    assert!(verified["time"].as_array().unwrap().iter().any(|time| time["source"] == "tsa"));
    assert!(verified["checks"].as_array().unwrap().iter().all(|check| check["status"] != "fail"));
}
