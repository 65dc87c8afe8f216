//! One predicate of each type, with all of its fields in the order in which they are written.

use super::Form;

#[rustfmt::skip]
pub(super) const FORMS: &[Form] = &[
    Form {
        uri: "https://slsa.dev/provenance/v1",
        full: r#"{"buildDefinition":{"buildType":"https://example.com/t","externalParameters":{"ref":"refs/heads/main","n":[1.0,{ "a" : null }]},"internalParameters":{"x":{}},"resolvedDependencies":[{"name":"src","uri":"git+https://example.com/r","digest":{"gitCommit":"aa","sha256":"bb"},"content":"AA==","downloadLocation":"https://example.com/d","mediaType":"text/plain","annotations":{"a":1}}]},"runDetails":{"builder":{"id":"https://example.com/b","builderDependencies":[{"uri":"u"}],"version":{"b":"1"}},"metadata":{"invocationId":"1","startedOn":"2026-01-02T03:04:05.60Z","finishedOn":"2026-01-02T04:04:05+01:00"},"byproducts":[{"name":"log","content":"-_8="}]}}"#,
        required: &["buildDefinition", "runDetails", "buildDefinition/buildType", "buildDefinition/externalParameters", "runDetails/builder", "runDetails/builder/id"],
    },
    Form {
        uri: "https://slsa.dev/provenance/v0.2",
        full: r#"{"builder":{"id":"b"},"buildType":"t","invocation":{"configSource":{"uri":"u","digest":{"sha1":"aa"},"entryPoint":"e"},"parameters":{"p":1},"environment":{"e":"v"}},"buildConfig":{"steps":[]},"metadata":{"buildInvocationId":"1","buildStartedOn":"2026-01-02T03:04:05Z","buildFinishedOn":"2026-01-02T03:04:06Z","completeness":{"parameters":true,"environment":false,"materials":false},"reproducible":false},"materials":[{"uri":"u","digest":{"sha1":"aa"}}]}"#,
        required: &["builder", "builder/id", "buildType"],
    },
    Form {
        uri: "https://slsa.dev/provenance/v0.1",
        full: r#"{"builder":{"id":"b"},"recipe":{"type":"t","definedInMaterial":"-1","entryPoint":"e","arguments":{"a":1},"environment":{"e":"v"}},"metadata":{"buildInvocationId":"1","buildStartedOn":"2026-01-02T03:04:05Z","buildFinishedOn":"2026-01-02T03:04:06Z","completeness":{"arguments":true,"environment":false,"materials":false},"reproducible":false},"materials":[{"uri":"u","digest":{"sha1":"aa"}}]}"#,
        required: &["builder", "builder/id", "recipe/type"],
    },
    Form {
        uri: "https://slsa.dev/verification_summary/v1",
        full: r#"{"verifier":{"id":"v","version":{"tool":"1"}},"timeVerified":"1985-04-12T23:20:50.52Z","resourceUri":"https://example.com/r","policy":{"uri":"p","digest":{"sha256":"aa"}},"inputAttestations":[{"uri":"a","digest":{"sha256":"bb"}}],"verificationResult":"PASSED","verifiedLevels":["SLSA_BUILD_LEVEL_3"],"dependencyLevels":{"SLSA_BUILD_LEVEL_3":5,"SLSA_BUILD_LEVEL_1":0},"slsaVersion":"1.2"}"#,
        required: &["verifier", "verifier/id", "resourceUri", "policy", "verificationResult", "verifiedLevels"],
    },
    Form {
        uri: "https://slsa.dev/verification_summary/v0.2",
        full: r#"{"verifier":{"id":"v"},"time_verified":"1985-04-12T23:20:50.52Z","resource_uri":"r","policy":{"uri":"p","digest":{"sha256":"aa"}},"input_attestations":[{"uri":"a","digest":{"sha256":"bb"}}],"verification_result":"FAILED","policy_level":"SLSA_LEVEL_3","dependency_levels":{"SLSA_LEVEL_4":1}}"#,
        required: &["verifier", "verifier/id", "time_verified", "resource_uri", "policy", "policy/uri", "input_attestations/0/uri", "input_attestations/0/digest", "verification_result", "policy_level", "dependency_levels"],
    },
    Form {
        uri: "https://in-toto.io/attestation/link/v0.3",
        full: r#"{"name":"clone","command":["git","clone"],"materials":[{"name":"a","digest":{"sha256":"aa"}}],"byproducts":{"return-value":0},"environment":{"PATH":"/bin"}}"#,
        required: &["name"],
    },
    Form {
        uri: "https://in-toto.io/attestation/scai/v0.3",
        full: r#"{"attributes":[{"attribute":"HasStackProtector","target":{"uri":"u"},"conditions":{"flags":"-f"},"evidence":{"uri":"e"}}],"producer":{"uri":"p"}}"#,
        required: &["attributes", "attributes/0/attribute"],
    },
    Form {
        uri: "https://in-toto.io/attestation/scai/attribute-report/v0.2",
        full: r#"{"attributes":[{"attribute":"HasStackProtector"}],"producer":{"uri":"p"}}"#,
        required: &["attributes", "attributes/0/attribute"],
    },
    Form {
        uri: "https://in-toto.io/attestation/test-result/v0.1",
        full: r#"{"result":"WARNED","configuration":[{"uri":"c"}],"url":"https://example.com/run","passedTests":["a"],"warnedTests":["b"],"failedTests":["c"]}"#,
        required: &["result", "configuration"],
    },
    Form {
        uri: "https://in-toto.io/attestation/release/v0.2",
        full: r#"{"purl":"pkg:npm/a@1","packageId":"1"}"#,
        required: &["purl"],
    },
    Form {
        uri: "https://in-toto.io/attestation/runtime-trace/v0.1",
        full: r#"{"monitor":{"type":"t","configSource":{"uri":"u"},"tracePolicy":{"p":1}},"monitoredProcess":{"hostID":"h","type":"t","event":"e"},"monitorLog":{"process":[{"pid":1}],"network":[{"to":"x"}],"fileAccess":[{"name":"f","digest":{"sha256":"aa"}}]},"metadata":{"buildStartedOn":"2026-01-02T03:04:05Z","buildFinishedOn":"2026-01-02T03:04:06Z"}}"#,
        required: &["monitor", "monitor/type", "monitoredProcess", "monitoredProcess/hostID", "monitoredProcess/type", "monitoredProcess/event", "monitorLog"],
    },
    Form {
        uri: "https://in-toto.io/attestation/reference/v0.1",
        full: r#"{"attester":{"id":"a"},"references":[{"digest":{"sha256":"aa"},"downloadLocation":"d","mediaType":"text/plain"}]}"#,
        required: &["attester", "attester/id", "references"],
    },
    Form {
        uri: "https://in-toto.io/attestation/vulns/v0.2",
        full: r#"{"scanner":{"uri":"s","version":"1","db":{"uri":"d","version":"2","lastUpdate":"2021-08-06T17:45:50.52Z"},"result":[{"id":"CVE-1","severity":[{"method":"nvd","score":"medium"}],"annotations":[{"a":1}]}]},"metadata":{"scanStartedOn":"2021-08-06T17:45:50.52Z","scanFinishedOn":"2021-08-06T17:50:50.52Z"}}"#,
        required: &["scanner", "scanner/uri", "scanner/db/lastUpdate", "scanner/result", "scanner/result/0/id", "scanner/result/0/severity", "scanner/result/0/severity/0/method", "scanner/result/0/severity/0/score", "metadata", "metadata/scanStartedOn", "metadata/scanFinishedOn"],
    },
    Form {
        uri: "https://in-toto.io/attestation/vulns/v0.1",
        full: r#"{"scanner":{"uri":"s","version":"1","db":{"lastUpdate":"2021-08-06T17:45:50.52Z"},"result":[{"vulnerability":{"id":"CVE-1","severity":[]}},{"id":"CVE-2","severity":[{"method":"nvd","score":"low"}]}]},"metadata":{"scanStartedOn":"2021-08-06T17:45:50.52Z","scanFinishedOn":"2021-08-06T17:50:50.52Z"}}"#,
        required: &["scanner", "scanner/uri", "scanner/db/lastUpdate", "scanner/result", "scanner/result/0/vulnerability/id", "metadata", "metadata/scanStartedOn", "metadata/scanFinishedOn"],
    },
    Form {
        uri: "https://cosign.sigstore.dev/attestation/vuln/v1",
        full: r#"{"invocation":{"parameters":["--all"],"uri":"u","event_id":"1","builder.id":"b"},"scanner":{"uri":"s","version":"1","db":{"uri":"d","version":"2","lastUpdate":"2021-08-06T17:45:50.52Z"},"result":{"SchemaVersion":2}},"metadata":{"scanStartedOn":"2021-08-06T17:45:50.52Z","scanFinishedOn":"2021-08-06T17:50:50.52Z"}}"#,
        required: &["invocation", "scanner", "scanner/uri", "metadata", "metadata/scanStartedOn", "metadata/scanFinishedOn"],
    },
    Form {
        uri: "https://in-toto.io/attestation/svr/v0.2",
        full: r#"{"verifier":{"id":"v","policies":[]},"timeCreated":"2026-01-02T03:04:05Z","properties":["AMPEL_X"]}"#,
        required: &["verifier", "verifier/id", "verifier/policies", "timeCreated", "properties"],
    },
    Form {
        uri: "https://in-toto.io/attestation/svr/v0.1",
        full: r#"{"verifier":{"id":"v"},"timeCreated":"2026-01-02T03:04:05Z","properties":[]}"#,
        required: &["verifier", "verifier/id", "timeCreated", "properties"],
    },
    Form {
        uri: "https://openvex.dev/ns",
        full: r#"{"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://example.com/vex","author":"A","role":"Vendor","timestamp":"2023-01-08T18:02:03.647787998-06:00","last_updated":"2023-01-09T00:00:00Z","version":1,"tooling":"t","statements":[{"@id":"i","version":0,"vulnerability":{"@id":"v","name":"CVE-1","description":"d","aliases":["GHSA-1"]},"timestamp":"2023-01-09T00:00:00Z","last_updated":"2023-01-09T00:00:00Z","products":[{"@id":"pkg:a/b","identifiers":{"purl":"pkg:a/b"},"hashes":{"sha-256":"aa"},"subcomponents":[{"@id":"pkg:a/c","identifiers":{"cpe23":"c"},"hashes":{"md5":"bb"}}]}],"status":"not_affected","supplier":"S","status_notes":"n","justification":"component_not_present","impact_statement":"i","action_statement":"a","action_statement_timestamp":"2023-01-09T00:00:00Z"}]}"#,
        required: &["@context", "@id", "author", "timestamp", "version", "statements", "statements/0/vulnerability", "statements/0/vulnerability/name", "statements/0/status"],
    },
    Form {
        uri: "https://github.com/npm/attestation/tree/main/specs/publish/v0.1",
        full: r#"{"name":"@scope/a","version":"1.4.3","registry":"https://registry.npmjs.org"}"#,
        required: &["name", "version", "registry"],
    },
    Form {
        uri: "https://in-toto.io/attestation/release/v0.1",
        full: r#"{"purl":"pkg:npm/a@1","releaseId":"1"}"#,
        required: &["purl"],
    },
];
