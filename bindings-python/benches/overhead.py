"""What the package costs over the core, and how long its import takes.

    python benches/overhead.py [PROGRAM]

PROGRAM is the built bench `core`; without it only the Python side is measured.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

NAME = Path(__file__).resolve().parents[2] / "testdata" / "bundles" / "cosign-v3-blob"
SIGNER = ("w.vollprecht@gmail.com", "https://github.com/login/oauth")
# Short rounds: on a busy machine too, some of them are not interrupted.
ROUNDS, EACH = 3_000, 1


def package() -> float:
    """Microseconds of one verification, the best of many rounds."""
    from sealwright import Artifact, Identity, Policy, TrustRoot, Verifier

    verify = Verifier(TrustRoot.sigstore()).verify
    policy = Policy.signed_by(Identity.exact(*SIGNER))
    artifact, bundle = Artifact.from_path(f"{NAME}.txt"), Path(f"{NAME}.sigstore.json").read_bytes()
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        for _ in range(EACH):
            verify(artifact, bundle, policy)
        best = min(best, (time.perf_counter() - begun) / EACH)
    return best * 1e6


def threads() -> tuple[float, float]:
    """Verdicts each second of `verify_all` on one thread and on two."""
    from sealwright import Artifact, Identity, Policy, TrustRoot, Verifier

    verifier, policy = Verifier(TrustRoot.sigstore()), Policy.signed_by(Identity.exact(*SIGNER))
    artifact, bundle = Artifact.from_path(f"{NAME}.txt"), Path(f"{NAME}.sigstore.json").read_bytes()
    rates = []
    for count in (1, 2):
        best = 0.0
        for _ in range(5):
            begun = time.perf_counter()
            done = sum(1 for _ in verifier.verify_all([(artifact, bundle, policy)] * 4000, threads=count))
            best = max(best, done / (time.perf_counter() - begun))
        rates.append(best)
    return rates[0], rates[1]


def started(code: str) -> float:
    """Milliseconds of the processor that a Python which runs this takes, the best of many."""
    best = float("inf")
    for _ in range(40):
        before = os.times()
        subprocess.run([sys.executable, "-c", code], check=True)
        after = os.times()
        used = after.children_user + after.children_system - before.children_user - before.children_system
        best = min(best, used)
    return best * 1e3


def main() -> None:
    # In turns: a machine that is busy for a while is busy for both.
    own, core = float("inf"), float("inf")
    for _ in range(3):
        own = min(own, package())
        if len(sys.argv) > 1:
            command = [sys.argv[1], f"{NAME}.txt", f"{NAME}.sigstore.json", *SIGNER]
            core = min(core, int(subprocess.run(command, capture_output=True, check=True).stdout) / 1e3)
    print(f"verify: {own:.1f} us by the package, {core:.1f} us by the core, {own - core:.1f} us between them")
    one, two = threads()
    print(f"verify_all: {one:.0f} each second on one thread, {two:.0f} on two, {two / one:.2f} times")
    print(f"import: {started('import sealwright') - started('pass'):.1f} ms over bare Python")


if __name__ == "__main__":
    main()
