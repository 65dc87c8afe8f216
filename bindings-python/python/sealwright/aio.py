"""The slow parts for asyncio: each runs in a thread of its own, without the GIL, and the event loop goes on.

Cancelling what awaits them stops the work: a hash within a moment, `verify_all` before its next bundle, waiting for
servers and people at once. A request that was sent by then ends by itself, and what comes of it is dropped: a log may
have got a signature that nobody has. Functions that are handed in are called in other threads than the event loop's.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime
from os import PathLike
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import sealwright

from ._sealwright import _artifact_from_path, _Stop, _stoppable

if TYPE_CHECKING:
    from .texts import (
        DigestAlgorithm,
        Jobs,
        KeyKind,
        OpenBrowser,
        PasswordSource,
        Progress,
        ReadAttestation,
        ShowPrompt,
        TextOrBytes,
    )

__all__ = [
    "Artifact",
    "Attestation",
    "LocalAuthority",
    "LocalLog",
    "Login",
    "Metadata",
    "PrivateKey",
    "Repository",
    "SigningKey",
    "Token",
    "attest",
    "judge",
    "sign",
    "verify",
    "verify_all",
]

_P = ParamSpec("_P")
_T = TypeVar("_T")


async def _stopped_with_its_task(call: Callable[_P, _T], *arguments: _P.args, **options: _P.kwargs) -> _T:
    """In a thread, which stops waiting when nobody awaits it any more."""
    stop = _Stop()
    try:
        result: _T = await asyncio.to_thread(_stoppable, stop, call, arguments, options)
        return result
    finally:
        stop.stop()


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


async def sign(signer: sealwright.Signer, artifact: sealwright.Artifact) -> str:
    """`Signer.sign`: the bundle as JSON, or `SigningError` is raised."""
    return await _stopped_with_its_task(signer.sign, artifact)


async def attest(signer: sealwright.Signer, statement: sealwright.Statement | TextOrBytes) -> str:
    """`Signer.attest`: the bundle as JSON, or `SigningError` is raised."""
    return await _stopped_with_its_task(signer.attest, statement)


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


class PrivateKey:
    """`sealwright.PrivateKey`: large RSA keys and passwords take a while, and are not interrupted."""

    @staticmethod
    async def generate(kind: KeyKind = "ECDSA P-256") -> sealwright.PrivateKey:
        """`sealwright.PrivateKey.generate`."""
        return await asyncio.to_thread(sealwright.PrivateKey.generate, kind)

    @staticmethod
    async def from_pem(text: TextOrBytes, password: TextOrBytes | None = None) -> sealwright.PrivateKey:
        """`sealwright.PrivateKey.from_pem`."""
        return await asyncio.to_thread(sealwright.PrivateKey.from_pem, text, password)

    @staticmethod
    async def to_pem(key: sealwright.PrivateKey, password: TextOrBytes | None = None) -> str:
        """`sealwright.PrivateKey.to_pem` of the key."""
        return await asyncio.to_thread(key.to_pem, password)

    @staticmethod
    async def to_cosign_pem(key: sealwright.PrivateKey, password: TextOrBytes) -> str:
        """`sealwright.PrivateKey.to_cosign_pem` of the key."""
        return await asyncio.to_thread(key.to_cosign_pem, password)


class SigningKey:
    """`sealwright.SigningKey`, for those that are elsewhere."""

    @staticmethod
    async def load(name: str | PathLike[str], password: PasswordSource | None = None) -> sealwright.SigningKey:
        """`sealwright.SigningKey.load`."""
        return await _stopped_with_its_task(sealwright.SigningKey.load, name, password)

    @staticmethod
    async def sign_digest(key: sealwright.SigningKey, digest: sealwright.Digest | str) -> bytes:
        """`sealwright.SigningKey.sign_digest` of the key."""
        return await _stopped_with_its_task(key.sign_digest, digest)


class Token:
    """`sealwright.Token`, found."""

    @staticmethod
    async def ambient(http: sealwright.Http | None = None) -> sealwright.Token | None:
        """`sealwright.Token.ambient`."""
        return await _stopped_with_its_task(sealwright.Token.ambient, http)


class Login:
    """`sealwright.Login`: waiting for somebody who signs in."""

    @staticmethod
    async def in_browser(
        login: sealwright.Login, open: OpenBrowser | None = None, *, http: sealwright.Http | None = None
    ) -> sealwright.Token:
        """`sealwright.Login.in_browser` of the login."""
        return await _stopped_with_its_task(login.in_browser, open, http=http)

    @staticmethod
    async def on_device(
        login: sealwright.Login, show: ShowPrompt, *, http: sealwright.Http | None = None
    ) -> sealwright.Token:
        """`sealwright.Login.on_device` of the login."""
        return await _stopped_with_its_task(login.on_device, show, http=http)


class LocalAuthority:
    """`sealwright.LocalAuthority`: each call takes some milliseconds, and is not interrupted."""

    @staticmethod
    async def open(directory: str | PathLike[str] | None = None, *, now: datetime | None = None) -> sealwright.LocalAuthority:
        """`sealwright.LocalAuthority.open`."""
        return await asyncio.to_thread(sealwright.LocalAuthority.open, directory, now=now)

    @staticmethod
    async def sign(
        authority: sealwright.LocalAuthority,
        artifact: sealwright.Artifact,
        identity: sealwright.LocalIdentity | None = None,
        *,
        now: datetime | None = None,
    ) -> str:
        """`sealwright.LocalAuthority.sign` of the authority."""
        return await asyncio.to_thread(authority.sign, artifact, identity, now=now)

    @staticmethod
    async def sign_all(
        authority: sealwright.LocalAuthority,
        artifacts: Sequence[sealwright.Artifact],
        identity: sealwright.LocalIdentity | None = None,
        *,
        now: datetime | None = None,
    ) -> list[str]:
        """`sealwright.LocalAuthority.sign_all` of the authority."""
        return await asyncio.to_thread(authority.sign_all, artifacts, identity, now=now)

    @staticmethod
    async def attest(
        authority: sealwright.LocalAuthority,
        statement: sealwright.Statement | TextOrBytes,
        identity: sealwright.LocalIdentity | None = None,
        *,
        now: datetime | None = None,
    ) -> str:
        """`sealwright.LocalAuthority.attest` of the authority."""
        return await asyncio.to_thread(authority.attest, statement, identity, now=now)


class LocalLog:
    """`sealwright.LocalLog`, whose proofs read a few files."""

    @staticmethod
    async def open(directory: str | PathLike[str] | None = None) -> sealwright.LocalLog:
        """`sealwright.LocalLog.open`."""
        return await asyncio.to_thread(sealwright.LocalLog.open, directory)

    @staticmethod
    async def inclusion_proof(log: sealwright.LocalLog, index: int) -> sealwright.LocalProof:
        """`sealwright.LocalLog.inclusion_proof` of the log."""
        return await asyncio.to_thread(log.inclusion_proof, index)

    @staticmethod
    async def consistency_proof(log: sealwright.LocalLog, earlier: int) -> tuple[sealwright.TreeHead, list[bytes]]:
        """`sealwright.LocalLog.consistency_proof` of the log."""
        return await asyncio.to_thread(log.consistency_proof, earlier)


class Repository:
    """`sealwright.Repository`, brought up to date."""

    @staticmethod
    async def update(
        repository: sealwright.Repository, *, http: sealwright.Http | None = None, now: datetime | None = None
    ) -> sealwright.Metadata:
        """`sealwright.Repository.update` of the repository."""
        return await _stopped_with_its_task(repository.update, http=http, now=now)


class Metadata:
    """`sealwright.Metadata`, whose targets are downloaded."""

    @staticmethod
    async def target(metadata: sealwright.Metadata, path: str, *, http: sealwright.Http | None = None) -> bytes:
        """`sealwright.Metadata.target` of the metadata."""
        return await _stopped_with_its_task(metadata.target, path, http=http)

    @staticmethod
    async def trusted_root(metadata: sealwright.Metadata, *, http: sealwright.Http | None = None) -> str:
        """`sealwright.Metadata.trusted_root` of the metadata."""
        return await _stopped_with_its_task(metadata.trusted_root, http=http)

    @staticmethod
    async def signing_config(metadata: sealwright.Metadata, *, http: sealwright.Http | None = None) -> str:
        """`sealwright.Metadata.signing_config` of the metadata."""
        return await _stopped_with_its_task(metadata.signing_config, http=http)
