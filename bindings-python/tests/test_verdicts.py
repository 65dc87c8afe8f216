"""The verdicts are those of the Rust program, field by field."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import NOW, REPOSITORY, SLOW, Case, both, conformance_cases, data_cases, rows, vectors
from sealwright import Artifact, Attestation, BundleError, Refused, SealwrightError, Verified, Verifier


def program() -> str:
    """The Rust program: SEALWRIGHT_PROGRAM, or what was built last; `cargo xtask test` builds it."""
    named = os.environ.get("SEALWRIGHT_PROGRAM")
    target = Path(os.environ.get("CARGO_TARGET_DIR", REPOSITORY / "target"))
    built = [path for path in (target / "release/sealwright", target / "debug/sealwright") if path.is_file()]
    found = named or (str(max(built, key=lambda path: path.stat().st_mtime)) if built else shutil.which("sealwright-rs"))
    if not found:
        pytest.skip("the Rust program is not built: cargo build -p sealwright-cli, or SEALWRIGHT_PROGRAM")
    return found


def arguments(case: Case) -> list[str]:
    signer = ["--key", case.key] if case.key else ["--certificate-identity", case.identity]
    if not case.key:
        signer += ["--certificate-oidc-issuer", case.issuer] if case.issuer else ["--certificate-without-issuer"]
    return ["--bundle", str(case.bundle), *signer, "--trusted-root", case.root, case.artifact]


def evidence(case: Case) -> bytes | Attestation:
    """A bundle's JSON; the program reads evidence in other forms too."""
    data = case.bundle.read_bytes()
    try:
        found = Attestation.from_json(data)
    except BundleError:
        return data
    other = [one for one in found if isinstance(one, Attestation) and one.kind != "sigstore-bundle"]
    return other[0] if other else data


def verdict(
    case: Case, verifier: Verifier | None = None, bundle: bytes | Attestation | None = None
) -> Verified | SealwrightError:
    try:
        verifier = verifier or Verifier(case.trust())
        return verifier.verify(case.target(), bundle or case.bundle.read_bytes(), case.policy())
    except SealwrightError as error:
        return error


def compare(cases: list[Case]) -> None:
    rust = program()

    def run(case: Case) -> bytes:
        return subprocess.run([rust, "verify", "--json", *arguments(case)], stdout=subprocess.PIPE).stdout

    with ThreadPoolExecutor(2) as pool:
        for case, output in zip(cases, pool.map(run, cases)):
            ours = verdict(case, bundle=evidence(case))
            assert isinstance(ours, Verified) == (case.expected == "pass"), case.name
            if not output:
                # What it is given to verify with cannot be read: there is no verdict then.
                assert isinstance(ours, SealwrightError) and not isinstance(ours, Refused), case.name
                continue
            assert isinstance(ours, (Verified, Refused)), (case.name, ours)
            assert json.loads(ours.to_json()) == json.loads(output), case.name


def verify_bundle(cases: list[Case]) -> None:
    """The public conformance protocol, through `python -m sealwright`."""

    def run(case: Case) -> int:
        command = [sys.executable, "-m", "sealwright", "verify-bundle", *arguments(case)]
        return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode

    with ThreadPoolExecutor(2) as pool:
        codes = list(pool.map(run, cases))
    wrong = [case.name for case, code in zip(cases, codes) if code != int(case.expected != "pass")]
    assert not wrong


def told(case: Case, verifier: Verifier) -> str:
    ours = verdict(case, verifier)
    assert isinstance(ours, (Verified, Refused)), (case.name, ours)
    return ours.to_json()


def cpython_cases() -> list[Case]:
    folder = vectors("conformance")
    root = str(folder / "prod" / "trusted_root.json")
    return [case for row in rows(folder / "cpython-cases.tsv") for case in both(folder, row, row["release"], root)]


def test_verdicts_of_our_own_cases_are_the_programs() -> None:
    cases = data_cases()
    assert len(cases) > 40
    compare(cases)


def test_verdicts_of_the_conformance_cases_are_the_programs() -> None:
    cases = conformance_cases(vectors("conformance"))
    assert len(cases) == 140
    compare(cases)


def test_verdicts_of_the_cpython_releases_are_the_programs() -> None:
    cases = cpython_cases()
    assert len(cases) >= 41
    compare(cases)


def test_verify_bundle_speaks_the_conformance_protocol() -> None:
    verify_bundle(conformance_cases(vectors("conformance")))


def test_verify_bundle_of_our_own_cases() -> None:
    # The protocol has a digest of one algorithm, and no certificate without issuer.
    cases = [case for case in data_cases() if case.artifact.startswith("sha256:") and (case.issuer or case.key)]
    verify_bundle(cases if SLOW else cases[:12])


def test_sixty_four_threads_give_the_verdicts_of_one() -> None:
    cases = data_cases()
    verifiers = {root: Verifier(case.trust()) for root, case in {case.root: case for case in cases}.items()}
    once = [told(case, verifiers[case.root]) for case in cases]

    def all_of_them(shift: int) -> list[str]:
        order = list(range(shift, len(cases))) + list(range(shift))
        found = {i: told(cases[i], verifiers[cases[i].root]) for i in order}
        return [found[i] for i in range(len(cases))]

    with ThreadPoolExecutor(64) as pool:
        for many in pool.map(all_of_them, range(64)):
            assert many == once


def test_verify_all_gives_the_verdicts_of_verify_in_order() -> None:
    by_root: dict[str, list[Case]] = {}
    for case in data_cases():
        by_root.setdefault(case.root, []).append(case)
    for cases in by_root.values():
        verifier = Verifier(cases[0].trust())
        jobs = [(case.target(), case.bundle.read_bytes(), case.policy()) for case in cases]
        for threads in (1, 2, 7):
            together = [verdict.to_json() for verdict in verifier.verify_all(jobs * 3, threads=threads, now=NOW)]
            assert together == [told(case, verifier) for case in cases] * 3


def test_a_bundle_is_the_same_in_every_form_that_it_is_given_in(verifier: Verifier, signed) -> None:
    from sealwright import Bundle

    artifact, bundle, policy = signed
    forms = [bundle, bytearray(bundle), memoryview(bundle), bundle.decode(), Bundle.from_json(bundle)]
    verdicts = {verifier.verify(artifact, form, policy, now=NOW).to_json() for form in forms}
    assert len(verdicts) == 1
    assert verifier.verify(Artifact.from_digest(artifact.digests[0]), bundle, policy).checks
