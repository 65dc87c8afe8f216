"""Mutated, truncated and random input is a typed error each time, and nothing leaks."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Callable

import pytest
import sealwright
from conftest import BUNDLES, NOW, SLOW
from sealwright import SealwrightError
from test_making import GITHUB

INPUTS = 10_000
PARTS = sealwright.Verifier(sealwright.TrustRoot.sigstore())

BY_HAND = sealwright.Environment({**GITHUB, "GITHUB_EVENT_NAME": "workflow_dispatch"})

READERS: list[Callable[[bytes], object]] = [
    sealwright.Bundle.from_json,
    lambda data: list(sealwright.Bundle.from_json_lines(data)),
    sealwright.Envelope.from_json,
    sealwright.Statement.from_payload,
    sealwright.TrustRoot.from_json,
    sealwright.Policy.from_toml,
    sealwright.PublicKey.from_pem,
    sealwright.PublicKey.from_spki_der,
    sealwright.Certificate.from_pem,
    sealwright.Certificate.from_der,
    sealwright.Timestamp.from_der,
    sealwright.UnverifiedSct.from_list,
    lambda data: sealwright.EntryBody.parse("dsse/0.0.1", data),
    lambda data: sealwright.EntryBody.parse("intoto/0.0.2", data),
    lambda data: sealwright.EntryBody.parse("hashedrekord/0.0.2", data),
    lambda data: sealwright.Checkpoint.parse(data.decode("latin-1")),
    lambda data: sealwright.Digest.parse(data.decode("latin-1")),
    sealwright.Attestation.from_json,
    sealwright.Builders.from_toml,
    lambda data: sealwright.Subjects.from_checksums(data.decode("latin-1")),
    lambda data: sealwright.read_predicate("https://slsa.dev/provenance/v1", data),
    lambda data: sealwright.read_predicate("https://slsa.dev/verification_summary/v1", data),
    lambda data: sealwright.read_predicate("https://in-toto.io/attestation/link/v0.3", data),
    lambda data: sealwright.Statement([("a", {"sha256": "00" * 32})], "https://example.com/t", data.decode("latin-1")),
    lambda data: sealwright.Environment({"GITHUB_REF": data.decode("latin-1")}).detect(),
    lambda data: sealwright.NewProvenance.from_environment("github", BY_HAND, data),
]


def seeds() -> list[bytes]:
    bundles = [path for path in BUNDLES.iterdir() if path.suffix in (".json", ".sigstore", ".jsonl", ".pub")]
    found = [path.read_bytes() for path in sorted(bundles)]
    bundle = sealwright.Bundle.from_json((BUNDLES / "cosign-v3-blob.sigstore.json").read_bytes())
    entry = bundle.log_entries[0]
    found += [bundle.material.certificate.der, bundle.timestamps[0].der, entry.canonical_body]
    return [*found, entry.proof.checkpoint.text.encode(), entry.body.verifier.public_key.spki_der]


def mutants(count: int) -> list[bytes]:
    rng, sources = random.Random(20261121), seeds()
    made = []
    for _ in range(count):
        data = bytearray(rng.choice(sources))
        kind = rng.randrange(5)
        if kind == 0:
            data = data[: rng.randrange(len(data))]
        elif kind == 1:
            data = bytearray(rng.randbytes(rng.randrange(300)))
        elif kind == 2:
            at = rng.randrange(len(data))
            data[at:at] = rng.randbytes(rng.randrange(1, 9))
        else:
            for _ in range(rng.randrange(1, 6)):
                data[rng.randrange(len(data))] = rng.randrange(256)
        made.append(bytes(data))
    return made


def test_hostile_input_is_a_typed_error_each_time(verifier, signed) -> None:
    artifact, _, policy = signed
    verdicts = {"verified": 0, "refused": 0, "read": 0, "error": 0}
    for number, data in enumerate(mutants(INPUTS)):
        try:
            assert verifier.verify(artifact, data, policy, now=NOW).checks
            verdicts["verified"] += 1
        except sealwright.Refused as refused:
            assert refused.failures and refused.to_json() and refused.human()
            verdicts["refused"] += 1
        try:
            READERS[number % len(READERS)](data)
            verdicts["read"] += 1
        except SealwrightError as error:
            assert error.code and str(error) and not isinstance(error, sealwright.Refused)
            verdicts["error"] += 1
    print(f"{INPUTS} inputs: {verdicts}")
    assert verdicts["refused"] > INPUTS * 0.95 and verdicts["error"] > INPUTS * 0.8


def test_hostile_jobs_are_refused_one_by_one(verifier, signed) -> None:
    artifact, bundle, policy = signed
    jobs = [(artifact, data, policy) for data in mutants(500)]
    verdicts = list(verifier.verify_all([*jobs, signed], threads=2, now=NOW))
    assert len(verdicts) == 501 and isinstance(verdicts[-1], sealwright.Verified)


def resident() -> int:
    """Kilobytes of memory."""
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))


def parts(number: int) -> None:
    """Everything that is read or made once for each of many artifacts, in one of ten rounds."""
    if number % 10:
        return
    provenance = (BUNDLES / "github_build_provenance_jdx_mise.json").read_bytes()
    (attestation,) = sealwright.Attestation.from_json(provenance)
    statement = sealwright.Statement.from_payload(attestation.bundle.content.payload)
    assert statement.predicate
    expected = sealwright.Expectations("github.com/jdx/mise")
    artifact = sealwright.Artifact.from_digests(statement.subjects[3].known_digests)
    verified = PARTS.verify(artifact, attestation, expected.policy(), now=NOW)
    assert expected.check(verified).provenance
    try:
        sealwright.Expectations("github.com/octo/app").check(verified)
    except sealwright.Refused as refused:
        options = {"verifier_id": "https://a", "resource_uri": "pkg:a", "policy": {"uri": "https://b"}}
        assert sealwright.summary_of(refused, **options).predicate
    made = sealwright.NewProvenance.local(source=sealwright.LocalSource("0" * 40))
    assert made.statements(sealwright.Subjects([("a", "sha256:" + "0" * 64)]))
    for wrong in (b"{}", provenance[:-9]):
        try:
            sealwright.Attestation.from_json(wrong)
        except SealwrightError as error:
            assert error.code


def growth(count: int) -> int:
    """How many kilobytes more the process has after so many verifications than after a tenth of them."""
    from conftest import DATA  # noqa: F401

    verifier = sealwright.Verifier(sealwright.TrustRoot.sigstore())
    policy = sealwright.Policy.signed_by(
        sealwright.Identity.exact("w.vollprecht@gmail.com", "https://github.com/login/oauth")
    )
    artifact = sealwright.Artifact.from_path(BUNDLES / "cosign-v3-blob.txt")
    good = (BUNDLES / "cosign-v3-blob.sigstore.json").read_bytes()
    bad = good.replace(b'"signature"', b'"signatur3"')
    before = 0
    for number in range(count):
        if number == count // 10:
            before = resident()
        bundle = (good, bad, good.decode(), bytearray(good))[number % 4]
        try:
            verified = verifier.verify(artifact, bundle, policy, now=NOW)
            assert verified.to_json() and verified.evidence.signer and verified.checks
        except sealwright.Refused as refused:
            assert refused.failures
        parts(number)
        if number % 50 == 0:
            assert len(list(verifier.verify_all([(artifact, good, policy)] * 2, threads=2, now=NOW))) == 2
            with verifier.verify_all([(artifact, good, policy)] * 9) as verdicts:
                next(verdicts)
    return resident() - before


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_memory_stays_flat_over_many_verifications() -> None:
    count = 100_000 if SLOW else 4_000
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    code = f"import test_hostile; print(test_hostile.growth({count}))"
    grown = int(subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True).stdout)
    print(f"{count} verifications: {grown} kB more than after a tenth of them")
    assert grown < 3_000
