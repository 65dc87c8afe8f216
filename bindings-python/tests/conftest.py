"""What the tests share: data of the repository, and the public vectors where they are."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path
from typing import Callable, Iterator, NamedTuple

import pytest
from sealwright import Artifact, Bundle, BundleError, Identity, Policy, PublicKey, TrustRoot, Verifier

PACKAGE = Path(__file__).resolve().parent.parent
REPOSITORY = PACKAGE.parent
DATA = REPOSITORY / "testdata"
BUNDLES = DATA / "bundles"
VECTORS = Path(os.environ.get("SEALWRIGHT_VECTORS", REPOSITORY.parent / "shared" / "vectors"))

# After every time in the data, and fixed: no test reads a clock.
NOW = datetime(2026, 11, 21, 12, tzinfo=timezone.utc)

# The whole of what takes long, instead of a part.
SLOW = bool(os.environ.get("SEALWRIGHT_SLOW"))


class Case(NamedTuple):
    """One row of a table of cases: what a client is given, and what must come of it."""

    name: str
    root: str
    key: str
    identity: str
    issuer: str
    bundle: Path
    artifact: str
    expected: str

    def trust(self) -> TrustRoot:
        return trust(self.root)

    def policy(self) -> Policy:
        if self.key:
            return Policy.key(PublicKey.from_pem(Path(self.key).read_bytes()))
        if self.issuer:
            return Policy.signed_by(Identity.exact(self.identity, self.issuer))
        return Policy.signed_by(Identity.exact_without_issuer(self.identity))

    def target(self) -> Artifact:
        """The artifact as the program reads it: by its digest, or with the digests that the bundle speaks of."""
        if self.artifact.startswith("sha"):
            return Artifact.from_digest(self.artifact)
        try:
            algorithms = Bundle.from_json(self.bundle.read_bytes()).digest_algorithms
        except BundleError:
            algorithms = ["sha256"]
        return Artifact.from_path(self.artifact, algorithms)


def trust(root: str) -> TrustRoot:
    if root in ("sigstore", "github"):
        return getattr(TrustRoot, root)()
    return TrustRoot.from_json(Path(root).read_bytes())


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def both(folder: Path, row: dict[str, str], name: str, root: str) -> Iterator[Case]:
    """The case by the artifact's path, where there is one, and by its digest."""
    key = str(folder / row["key"]) if row.get("key") else ""
    rest = (root, key, row["identity"], row["issuer"], folder / row["bundle"])
    if row.get("artifact"):
        yield Case(f"{name}, path", *rest, str(folder / row["artifact"]), row["expected"])
    yield Case(f"{name}, digest", *rest, row["digest"], row["expected"])


def root_of(text: str) -> str:
    if text in ("sigstore", "github"):
        return str(REPOSITORY / "core" / "roots" / f"{text}.json")
    return str(BUNDLES / text if text.startswith("..") else DATA / "roots" / f"{text}.json")


def data_cases() -> list[Case]:
    cases = []
    for number, row in enumerate(rows(BUNDLES / "cases.tsv")):
        # A row without signer is about what is not even a bundle.
        if row["identity"] or row["key"]:
            cases += both(BUNDLES, row, f"{number} {row['bundle']}", root_of(row["root"]))
    return cases


def vectors(folder: str) -> Path:
    """A folder of the public vectors; without them the test is skipped."""
    path = VECTORS / folder
    if not path.is_dir():
        pytest.skip(f"no public vectors in {path}: see SEALWRIGHT_VECTORS")
    return path


def conformance_cases(folder: Path) -> list[Case]:
    cases = []
    for row in rows(folder / "cases.tsv"):
        cases += both(folder, row, row["case"], str(folder / row["trusted_root"]))
    return cases


@pytest.fixture(scope="session")
def verifier() -> Verifier:
    return Verifier(TrustRoot.sigstore())


@pytest.fixture(scope="session")
def signed() -> tuple[Artifact, bytes, Policy]:
    """An artifact, its bundle and a policy that accepts it."""
    name = "cosign-v3-blob"
    policy = Policy.signed_by(Identity.exact("w.vollprecht@gmail.com", "https://github.com/login/oauth"))
    return Artifact.from_path(BUNDLES / f"{name}.txt"), (BUNDLES / f"{name}.sigstore.json").read_bytes(), policy


@pytest.fixture
def run(tmp_path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Python in a folder, with nothing of the caller's environment that says who signs, and a home of its own."""

    def run(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("SIGSTORE_", "GITHUB_", "ACTIONS_"))}
        home = {"HOME": str(tmp_path / "home"), "SEALWRIGHT_HOME": str(tmp_path / "home" / "sealwright")}
        command = [sys.executable, *arguments]
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, env={**kept, **home, **variables})

    return run
