"""The slow parts for asyncio: each runs in a thread of its own, without the GIL, and the event loop goes on.

Cancelling what awaits them stops the work: a hash within a moment, `verify_all` before its next bundle.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from os import PathLike
from typing import TYPE_CHECKING

import sealwright

from ._sealwright import _artifact_from_path, _Stop

if TYPE_CHECKING:
    from .texts import DigestAlgorithm, Jobs, Progress, ReadAttestation, TextOrBytes

__all__ = ["Artifact", "Attestation", "judge", "verify", "verify_all"]


async def verify(
    verifier: sealwright.Verifier,
    artifact: sealwright.Artifact,
    bundle: sealwright.Bundle | sealwright.Attestation | TextOrBytes,
    policy: sealwright.Policy,
    *,
    now: datetime | None = None,
) -> sealwright.Verified:
    """`Verifier.verify`: the verdict, or `Refused` is raised. It takes less than a millisecond, as a rule, and is not
    interrupted."""
    return await asyncio.to_thread(verifier.verify, artifact, bundle, policy, now=now)


async def judge(
    expectations: sealwright.Expectations,
    verifier: sealwright.Verifier,
    artifact: sealwright.Artifact,
    attestations: Sequence[ReadAttestation],
    policy: sealwright.Policy | None = None,
    *,
    now: datetime | None = None,
) -> sealwright.Judged:
    """`Expectations.verify`: everything that is attested of an artifact, or `Refused` is raised. It takes about a
    millisecond for each attestation and is not interrupted."""
    return await asyncio.to_thread(expectations.verify, verifier, artifact, attestations, policy, now=now)


async def verify_all(
    verifier: sealwright.Verifier,
    jobs: Jobs,
    *,
    threads: int | None = None,
    now: datetime | None = None,
    progress: Progress | None = None,
) -> AsyncIterator[sealwright.Verified | sealwright.Refused]:
    """`Verifier.verify_all` as an asynchronous iterator: a verdict for each job, in order.

    `jobs` and `progress` are called in another thread than the event loop's. `progress` is called less often than
    there are verdicts. Leaving the loop early, `aclose` and cancelling stop the work.
    """
    verdicts = verifier.verify_all(jobs, threads=threads, now=now, progress=progress)
    try:
        while some := await asyncio.to_thread(verdicts._some):
            for verdict in some:
                yield verdict
    finally:
        verdicts.close()


class Artifact:
    """`sealwright.Artifact`, for files that are large."""

    @staticmethod
    async def from_path(
        path: str | PathLike[str], algorithms: Sequence[DigestAlgorithm] | None = None
    ) -> sealwright.Artifact:
        """`sealwright.Artifact.from_path`."""
        stop = _Stop()
        try:
            return await asyncio.to_thread(_artifact_from_path, path, algorithms, stop)
        finally:
            stop.stop()


class Attestation:
    """`sealwright.Attestation`, for OCI layouts. Their parts are small: a read that has begun is not interrupted."""

    @staticmethod
    async def from_oci_layout(path: str | PathLike[str], digest: sealwright.Digest | str) -> list[ReadAttestation]:
        """`sealwright.Attestation.from_oci_layout`."""
        return await asyncio.to_thread(sealwright.Attestation.from_oci_layout, path, digest)

    @staticmethod
    async def images_of_oci_layout(path: str | PathLike[str]) -> list[sealwright.Digest]:
        """`sealwright.Attestation.images_of_oci_layout`."""
        return await asyncio.to_thread(sealwright.Attestation.images_of_oci_layout, path)
