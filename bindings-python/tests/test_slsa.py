"""Provenance and summaries: judged as the Rust program judges them."""

from __future__ import annotations

import asyncio
import json
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
import sealwright
from conftest import BUNDLES, DATA, NOW, SLOW, vectors
from sealwright import Artifact, Attestation, Builders, Expectations, Policy, Refused, Statement, TrustRoot, Verified
from sealwright import Verifier, VsaExpectations, aio
from test_verdicts import program

TESTING = DATA / "builders" / "slsa-verifier-testing.toml"
MISE = "sha256:f344c6961190ed2f68e595ed7cb4f03c36c17812bd608886bec799a3082180ff"
VERIFIER = "https://verifier.example.com/"


def mise(verifier: Verifier) -> Verified:
    bundle = (BUNDLES / "github_build_provenance_jdx_mise.json").read_bytes()
    policy = Expectations("github.com/jdx/mise").policy()
    return verifier.verify(Artifact.from_digest(MISE).named("mise"), bundle, policy, now=NOW)


def test_provenance_that_is_as_expected_says_how_it_was_built(verifier) -> None:
    verified = mise(verifier)
    assert verified.provenance is None and verified.publish is None and verified.summary is None
    expected = Expectations(
        "https://github.com/jdx/mise",
        tag="v2026.9.12",
        versioned_tag="v2026",
        workflow=".github/workflows/release.yml",
        runner="github-hosted",
        level=2,
        builders=Builders.embedded(),
        parameters=["anything"],
        inputs={},
    )
    judged = expected.check(verified)
    found = judged.provenance
    assert found and judged.publish is None and len(judged.checks) > len(verified.checks)
    assert (found.repository, found.git_ref) == ("https://github.com/jdx/mise", "refs/tags/v2026.9.12")
    assert found.workflow == ".github/workflows/release.yml" and found.level >= 2
    assert found.builder and found.builder_name
    assert found.build_type.startswith("https://") and found.commit and found.event and found.invocation
    assert found.statement.json == judged.statement.json == verified.statement.json
    assert repr(expected.policy()) == "Expectations('https://github.com/jdx/mise', ...).policy()"
    assert "jdx/mise" in repr(found) and "jdx/mise" in repr(expected) and json.loads(judged.to_json())["verdict"]
    assert judged.evidence.signer == verified.evidence.signer and judged.human().startswith("verified")


@pytest.mark.parametrize(
    ("code", "options"),
    [
        ("slsa.ref", {"tag": "v1"}),
        ("slsa.ref", {"branch": "main"}),
        ("slsa.ref", {"git_ref": "refs/heads/main"}),
        ("slsa.builder", {"builder": "https://example.com/builder"}),
        ("slsa.build-type", {"build_type": "https://example.com/type"}),
        ("slsa.ref", {"commit": "0" * 40}),
        ("slsa.source", {"repository_id": 1}),
        ("slsa.source", {"owner_id": "1"}),
        ("slsa.parameter", {"inputs": [("a", "b")]}),
        ("slsa.level", {"level": 4}),
        ("slsa.subject", {"package": "mise"}),
        ("policy.malformed", {"versioned_tag": "latest"}),
    ],
)
def test_provenance_that_is_otherwise_is_refused(verifier, code, options) -> None:
    with pytest.raises(Refused) as refused:
        Expectations("github.com/jdx/mise", **options).check(mise(verifier))
    assert code in {check.code for check in refused.value.failures}, refused.value
    assert refused.value.hint and refused.value.evidence.statement


def test_another_source_and_another_registry_of_builders_are_refused(verifier) -> None:
    verified = mise(verifier)
    with pytest.raises(Refused) as refused:
        Expectations("github.com/octo/app").check(verified)
    assert refused.value.code == "slsa.source"
    own = Builders.from_toml((DATA / "builders" / "example.toml").read_bytes())
    with pytest.raises(Refused) as refused:
        Expectations("github.com/jdx/mise", builders=own).check(verified)
    assert refused.value.code.startswith("slsa.")
    assert Expectations("github.com/jdx/mise", builders=own.and_(Builders.embedded())).check(verified).provenance
    with pytest.raises(Refused):
        Expectations("github.com/jdx/mise").check_publish(verified)
    for text in ("builder = 1", "x", "[[builder]]\nname = 1"):
        with pytest.raises(sealwright.PolicyError):
            Builders.from_toml(text)


def test_all_that_is_attested_is_judged_in_one_call(verifier) -> None:
    text = (BUNDLES / "github_build_provenance_jdx_mise.json").read_text()
    expected, artifact = Expectations("github.com/jdx/mise"), Artifact.from_digest(MISE)
    unreadable = '{"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json"}'
    read = Attestation.from_json(unreadable + "\n" + json.dumps(json.loads(text)))
    judged = expected.verify(verifier, artifact, read, now=NOW)
    assert judged.index == 1 and judged.published is None and "1 refused beside it" in repr(judged)
    assert judged.verified.provenance and judged.verified.provenance.commit
    ((index, refused),) = judged.refused
    assert index == 0 and refused.code == "bundle.malformed" and refused.at == str(read[0].at)
    assert asyncio.run(aio.judge(expected, verifier, artifact, read, now=NOW)).index == 1
    with pytest.raises(Refused) as error:
        Expectations("github.com/octo/app").verify(verifier, artifact, read[1:], now=NOW)
    assert error.value.code == "slsa.source"
    for nothing in ([], read[:1]):
        with pytest.raises(Refused) as error:
            expected.verify(verifier, artifact, nothing, now=NOW)
        assert error.value.code == ("bundle.malformed" if nothing else "predicate.type")
    with pytest.raises(Refused):
        expected.verify(verifier, artifact, read, Policy.signed_by(sealwright.Identity.github("octo/app")), now=NOW)
    for mistake in (None, [text], [ValueError("x")], [sealwright.BundleError("made up")]):
        with pytest.raises((TypeError, IndexError)):
            expected.verify(verifier, artifact, mistake, now=NOW)  # type: ignore[arg-type]


def test_what_was_judged_is_not_judged_again(verifier, signed) -> None:
    expected = Expectations("github.com/jdx/mise")
    judged = expected.check(mise(verifier))
    summary = VsaExpectations(VERIFIER, "pkg:a")
    for again in (expected.check, expected.check_publish, summary.check):
        with pytest.raises(TypeError, match="judged already"):
            again(judged)
    plain = verifier.verify(*signed, now=NOW)
    for again in (expected.check, expected.check_publish, summary.check):
        with pytest.raises(Refused):
            again(plain)
        with pytest.raises(TypeError):
            again(b"")
    with pytest.raises(TypeError):
        Expectations("github.com/octo/app", parameters="abc")  # type: ignore[arg-type]


def summary(verifier: Verifier) -> Verified:
    key = sealwright.PublicKey.from_pem((DATA / "vsa" / "verifier.pub").read_bytes())
    (attestation,) = Attestation.from_json((DATA / "vsa" / "summary.dsse.json").read_bytes())
    policy = Policy.key(key).unlogged_dangerous()
    return verifier.verify(Artifact.from_bytes(b"hello\n"), attestation, policy, now=NOW)


def test_a_summary_says_what_is_expected_of_it(verifier) -> None:
    verified = summary(verifier)
    said = verified.statement.predicate
    verifier_id, resource = said["verifier"]["id"], said["resourceUri"]
    (subject,) = verified.statement.subjects
    expected = VsaExpectations(
        verifier_id,
        resource,
        levels=[level for level in said["verifiedLevels"]],
        policy=said["policy"]["uri"],
        policy_digests=said["policy"].get("digest", {}),
        subject_digests=subject.digests,
    )
    judged = expected.check(verified, NOW)
    assert judged.summary == said and judged.provenance is None and verifier_id in repr(expected)
    refusals = [
        ("vsa.verifier", VsaExpectations("https://example.com/", resource)),
        ("vsa.resource", VsaExpectations(verifier_id, "pkg:other")),
        ("vsa.level", VsaExpectations(verifier_id, resource, levels=["SLSA_BUILD_LEVEL_9"])),
        ("vsa.level", VsaExpectations(verifier_id, resource, dependency_levels=["SLSA_BUILD_LEVEL_9"])),
        ("vsa.policy", VsaExpectations(verifier_id, resource, policy="https://example.com/policy")),
        ("vsa.input", VsaExpectations(verifier_id, resource, input_attestations=[("sha256", "00" * 32)])),
        ("vsa.time", VsaExpectations(verifier_id, resource, max_age=timedelta(seconds=1))),
        ("subject.missing", VsaExpectations(verifier_id, resource, subject_digests={"gce_image_id": "1"})),
    ]
    for code, other in refusals:
        with pytest.raises(Refused) as refused:
            other.check(verified, now=NOW)
        assert code in {check.code for check in refused.value.failures}
    for wrong in ({"levels": ["SLSA_LEVEL"]}, {"policy": ""}, {"subject_digests": [("", "")]}):
        with pytest.raises(sealwright.PolicyError):
            VsaExpectations(verifier_id, resource, **wrong)


def test_what_a_build_used_is_vouched_for_or_refused(verifier) -> None:
    expected = Expectations("github.com/jdx/mise")
    provenance, signed = expected.check(mise(verifier)), summary(verifier)
    said = signed.statement.predicate
    summed = VsaExpectations(said["verifier"]["id"], said["resourceUri"]).check(signed, NOW)
    for summaries in ([], [summed]):
        with pytest.raises(Refused) as refused:
            expected.check_dependencies(provenance, summaries)
        assert refused.value.code == "slsa.dependency"
        assert refused.value.failures[0].found.startswith("git+https://github.com/jdx/mise")
    for wrong in ((mise(verifier), [summed]), (provenance, [provenance])):
        with pytest.raises(TypeError):
            expected.check_dependencies(*wrong)


def test_levels_are_ladders() -> None:
    assert sealwright.level_satisfies("SLSA_BUILD_LEVEL_3", "SLSA_BUILD_LEVEL_2")
    assert not sealwright.level_satisfies("SLSA_BUILD_LEVEL_1", "SLSA_BUILD_LEVEL_2")
    assert not sealwright.level_satisfies("SLSA_SOURCE_LEVEL_3", "SLSA_BUILD_LEVEL_2")
    with pytest.raises(sealwright.PolicyError):
        sealwright.level_satisfies("SLSA_BUILD", "x")


def test_a_verdict_is_summed_up_in_a_statement(verifier) -> None:
    verified = mise(verifier)
    judged = Expectations("github.com/jdx/mise").check(verified)
    policy = {"uri": "https://example.com/policy", "digest": {"sha256": "ab" * 32}}
    options = {"verifier_id": VERIFIER, "resource_uri": "pkg:generic/mise", "policy": policy, "now": NOW}
    plain = sealwright.summary_of(verified, **options)
    assert isinstance(plain, Statement) and plain.predicate["verificationResult"] == "PASSED"
    full = sealwright.summary_of(
        judged,
        levels=["SLSA_BUILD_LEVEL_3"],
        verifier_version={"sealwright": "1"},
        input_attestations=[{"uri": "https://example.com/a", "digest": {"sha256": "00" * 32}}],
        dependency_levels={"SLSA_BUILD_LEVEL_1": 2},
        **options,
    )
    said = full.predicate
    assert full.predicate_type == "https://slsa.dev/verification_summary/v1" and said["policy"] == policy
    assert said["verifiedLevels"] == ["SLSA_BUILD_LEVEL_3"] and said["dependencyLevels"] == {"SLSA_BUILD_LEVEL_1": 2}
    assert said["verifier"] == {"id": VERIFIER, "version": {"sealwright": "1"}}
    assert said["timeVerified"].startswith("2026-11-21T12")
    assert said["inputAttestations"][0]["digest"] == {"sha256": "00" * 32}
    assert [(s.name, [str(d) for d in s.known_digests]) for s in full.subjects] == [("mise", [MISE])]
    assert sealwright.summary_of(verified, dependency_levels={}, **options).predicate["dependencyLevels"] == {}
    assert "dependencyLevels" not in plain.predicate
    try:
        Expectations("github.com/octo/app").check(verified)
    except Refused as refused:
        failed = sealwright.summary_of(refused, levels=["SLSA_BUILD_LEVEL_3"], **options)
    assert failed.predicate["verificationResult"] == "FAILED" == failed.predicate["verifiedLevels"][0]


@pytest.mark.parametrize(
    ("error", "change"),
    [
        (sealwright.MakeError, {"verifier_id": ""}),
        (sealwright.MakeError, {"policy": {}}),
        (sealwright.MakeError, {"policy": {"uri": 1}}),
        (sealwright.MakeError, {"policy": {"digest": {"sha256": "00"}}}),
        (sealwright.MakeError, {"input_attestations": [{"uri": "a"}]}),
        (sealwright.MakeError, {"dependency_levels": {"a": "b"}}),
        (sealwright.MakeError, {"levels": ["FAILED"]}),
        (sealwright.MakeError, {"levels": ["SLSA_BUILD_LEVEL_1", "SLSA_BUILD_LEVEL_2"]}),
        (sealwright.PolicyError, {"levels": ["SLSA_BUILD"]}),
        (TypeError, {"policy": "https://example.com"}),
        (TypeError, {"policy": None}),
        (TypeError, {"verdict": b"{}"}),
    ],
)
def test_a_summary_that_would_be_refused_cannot_be_made(verifier, signed, error, change) -> None:
    verdict = change.pop("verdict", None) or verifier.verify(*signed, now=NOW)
    options = {"verifier_id": VERIFIER, "resource_uri": "pkg:a", "policy": {"uri": "https://example.com/"}, **change}
    with pytest.raises(error):
        sealwright.summary_of(verdict, **options)


def test_slsa_verifiers_cases_of_summaries_have_their_results() -> None:
    folder = vectors("slsa")
    lines = map(json.loads, (folder / "cases.jsonl").read_text(encoding="utf-8").splitlines())
    cases = [case for case in lines if case["evidence"] == "vsa-key"]
    verifier = Verifier(TrustRoot.sigstore())
    # Those that fail say only in what they differ from the one that passes.
    whole = next(case["flags"] for case in cases if case["expected"] == "pass")
    for case in cases:
        flags = {**whole, **case["flags"]}
        digests = [tuple(text.split(":", 1)) for text in flags["subject_digests"]]
        key = sealwright.PublicKey.from_pem((folder.parent / case["public_key"]).read_bytes())
        trusted = sealwright.TrustedKey(key, only_named=flags["public_key_id"])
        expected = VsaExpectations(
            flags["verifier_id"], flags["resource_uri"], levels=flags["verified_levels"], subject_digests=digests
        )
        (attestation,) = Attestation.from_json((folder.parent / case["attestations"][0]).read_bytes())
        artifact = Artifact.from_foreign_digest(*digests[0])
        try:
            verified = verifier.verify(artifact, attestation, Policy.key(trusted).unlogged_dangerous())
            result = expected.check(verified).summary["verificationResult"]
        except Refused as refused:
            result = refused.code
        assert (result == "PASSED") == (case["expected"] == "pass"), (case["name"], result)
    assert len(cases) == 3


def sampled() -> list[dict]:
    """Forty of slsa-verifier's cases, spread over all of those with Sigstore bundles and of npm's."""
    lines = (vectors("slsa") / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    every = [json.loads(line) for line in lines]
    bundles = [case for case in every if case["evidence"] == "sigstore-bundle"]
    npm = [case for case in every if case["evidence"] == "npm-bundles"]
    if SLOW:
        return bundles + npm
    return bundles[:: len(bundles) // 24][:24] + npm[:: len(npm) // 16][:16]


def expectations(case: dict) -> Expectations:
    flags = case["flags"]
    testing = case.get("env", {}).get("SLSA_VERIFIER_TESTING") == "1"
    return Expectations(
        flags["source_uri"],
        builders=Builders.embedded().and_(Builders.from_toml(TESTING.read_text())) if testing else None,
        builder=flags.get("builder_id"),
        branch=flags.get("branch"),
        tag=flags.get("tag"),
        versioned_tag=flags.get("versioned_tag"),
        inputs=flags.get("workflow_inputs"),
        package=flags.get("package_name"),
        package_version=flags.get("package_version"),
    )


def arguments(case: dict, provenance: Path, digest: str) -> list[str]:
    flags = case["flags"]
    command = ["slsa", "verify", "--json", "--provenance", str(provenance), "--source-uri", flags["source_uri"]]
    names = {
        "builder_id": "--builder-id",
        "branch": "--source-branch",
        "tag": "--source-tag",
        "versioned_tag": "--source-versioned-tag",
        "package_name": "--package-name",
        "package_version": "--package-version",
    }
    for name, option in names.items():
        command += [option, flags[name]] if flags.get(name) is not None else []
    for name, value in flags.get("workflow_inputs", {}).items():
        command += ["--build-workflow-input", f"{name}={value}"]
    if case.get("env", {}).get("SLSA_VERIFIER_TESTING") == "1":
        command += ["--builders", str(TESTING)]
    return [*command, digest]


def judge(verifier: Verifier, expected: Expectations, artifact: Artifact, provenance: bytes) -> Verified | Refused:
    try:
        judged = expected.verify(verifier, artifact, Attestation.from_json(provenance))
    except Refused as error:
        return error
    assert judged.published is None or (judged.published.publish and judged.published.publish.name)
    return judged.verified


def test_slsa_verifiers_cases_have_the_verdicts_of_the_program() -> None:
    folder, rust, cases = vectors("slsa").parent, program(), sampled()
    verifier = Verifier(TrustRoot.sigstore().and_(TrustRoot.github()))
    jobs = []
    for case in cases:
        about = case["artifacts"][0]
        digest = f"sha512:{about['sha512']}" if "sha512" in about else f"sha256:{about['sha256']}"
        jobs.append((case, folder / case["attestations"][0], digest))

    def run(job: tuple[dict, Path, str]) -> bytes:
        return subprocess.run([rust, *arguments(*job)], stdout=subprocess.PIPE).stdout

    passed = 0
    with ThreadPoolExecutor(2) as pool:
        for (case, provenance, digest), output in zip(jobs, pool.map(run, jobs)):
            ours = judge(verifier, expectations(case), Artifact.from_digest(digest), provenance.read_bytes())
            assert json.loads(ours.to_json()) == json.loads(output), case["name"]
            if case["evidence"] == "sigstore-bundle":
                assert isinstance(ours, Verified) == (case["expected"] == "pass"), (case["name"], ours)
            assert isinstance(ours, Refused) or ours.provenance
            passed += isinstance(ours, Verified)
    print(f"{len(cases)} cases, {passed} of them verified")
    assert len(cases) >= 40 and 5 < passed < len(cases)
