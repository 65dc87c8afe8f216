"""The authority of this machine: signing with nothing but a folder."""

from __future__ import annotations

import asyncio
import json
import threading
from datetime import timedelta

import pytest
import sealwright
from conftest import NOW
from sealwright import (
    LOCAL_ISSUER,
    Artifact,
    Identity,
    LocalAuthority,
    LocalError,
    LocalIdentity,
    LocalLog,
    LocalTrust,
    Policy,
    Signer,
    Verifier,
    aio,
)

ME = LocalIdentity("me@box")
POLICY = Policy.signed_by(Identity.exact("me@box", LOCAL_ISSUER))


@pytest.fixture
def authority(tmp_path) -> LocalAuthority:
    return LocalAuthority.open(tmp_path / "authority")


def numbered(count: int) -> list[Artifact]:
    return [Artifact.from_bytes(str(number).encode()) for number in range(count)]


def test_what_it_signed_verifies_under_its_trusted_root_alone(tmp_path, authority, verifier, run) -> None:
    (tmp_path / "app").write_bytes(b"app")
    artifact = Artifact.from_path(tmp_path / "app")
    bundle = authority.sign(artifact, ME)
    own = Verifier(authority.trust_root)
    verified = own.verify(artifact, bundle, POLICY)
    assert verified.evidence.signer.identity.value == "me@box" and verified.evidence.log and verified.evidence.times
    for judge, what, policy in (
        (own, Artifact.from_bytes(b"another"), POLICY),
        (own, artifact, Policy.signed_by(Identity.exact("eve@box", LOCAL_ISSUER))),
        (verifier, artifact, POLICY),
    ):
        with pytest.raises(sealwright.Refused):
            judge.verify(what, bundle, policy)
    (tmp_path / "app.sigstore.json").write_text(bundle)
    (tmp_path / "root.json").write_text(authority.trusted_root_json)
    identity = ["--certificate-identity", "me@box", "--certificate-oidc-issuer", LOCAL_ISSUER]
    verify = ["-m", "sealwright", "verify", "app", "--trusted-root", "root.json", *identity]
    assert run(tmp_path, *verify).returncode == 0
    (tmp_path / "app").write_bytes(b"changed")
    assert run(tmp_path, *verify).returncode == 1


def test_many_are_signed_in_one_go_and_statements_too(authority) -> None:
    verifier = Verifier(authority.trust_root)
    artifacts = numbered(300)
    bundles = authority.sign_all(artifacts, ME)
    assert len(bundles) == 300 and authority.sign_all([]) == []
    for artifact, bundle in list(zip(artifacts, bundles))[::50]:
        assert verifier.verify(artifact, bundle, POLICY)
    statement = sealwright.Statement([("app", {"sha256": artifacts[0].digests[0].hex})], "https://example.com/t", {"a": 1})
    for given in (statement, statement.json, statement.json.encode()):
        verified = verifier.verify(artifacts[0], authority.attest(given, ME), POLICY.predicate_type("https://example.com/t"))
        assert verified.statement.predicate == {"a": 1}
    with pytest.raises(sealwright.StatementError):
        authority.attest("{}")


def test_a_signer_signs_with_it(authority) -> None:
    signer = Signer.local(authority, ME)
    artifact = Artifact.from_bytes(b"app")
    assert signer.digest_algorithm == "sha256" and "me@box" in repr(signer)
    verifier = Verifier(authority.trust_root)
    assert verifier.verify(artifact, signer.sign(artifact), POLICY)
    user = LocalIdentity.of_user()
    mine = Policy.signed_by(Identity.exact(str(user), LOCAL_ISSUER))
    for bundle in (Signer.local(authority).sign(artifact), authority.sign(artifact)):
        assert verifier.verify(artifact, bundle, mine)


def test_threads_share_it_and_no_index_is_given_twice(authority, tmp_path) -> None:
    signer = Signer.local(authority, ME)
    bundles: list[str] = []

    def sign(name: str) -> None:
        for number in range(5):
            bundles.append(signer.sign(Artifact.from_bytes(f"{name}{number}".encode())))

    threads = [threading.Thread(target=sign, args=(name,)) for name in "abcdefgh"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    indices = [int(sealwright.Bundle.from_json(bundle).log_entries[0].index) for bundle in bundles]
    assert sorted(indices) == list(range(40))
    assert LocalLog.open(tmp_path / "authority").head().size == 40


def test_the_log_proves_what_is_in_it_and_that_it_only_grew(authority, tmp_path) -> None:
    authority.sign_all(numbered(5), ME)
    log = LocalLog.open(tmp_path / "authority")
    before = log.head()
    authority.sign_all(numbered(3), ME)
    head = log.head()
    assert (before.size, head.size) == (5, 8)
    checkpoint = sealwright.Checkpoint.parse(log.checkpoint())
    assert checkpoint.head == head
    assert checkpoint.verify(authority.trust_root.instances[0].logs[0]) is None
    for index in range(8):
        proof = log.inclusion_proof(index)
        entry = log.entry(index)
        assert proof.verify(entry) is None and json.loads(entry)["kind"] == "hashedrekord"
        assert (proof.index, proof.head, proof.checkpoint) == (index, head, log.checkpoint())
        assert sealwright.root_from_inclusion(sealwright.leaf_hash(entry), index, 8, proof.hashes) == head.root
        assert proof == log.inclusion_proof(index) and str(index) in repr(proof)
        with pytest.raises(sealwright.LogError):
            proof.verify(entry + b" ")
    later, hashes = log.consistency_proof(before.size)
    assert later == head and sealwright.verify_consistency(before, later, hashes) is None
    with pytest.raises(LocalError, match="8 entries"):
        log.inclusion_proof(8)
    for call in (log.entry, log.inclusion_proof, log.consistency_proof):
        with pytest.raises((OverflowError, TypeError)):
            call(-1)
        with pytest.raises(TypeError):
            call("0")


def test_what_it_publishes_is_read_without_its_keys(authority, tmp_path) -> None:
    trust = LocalTrust.open(tmp_path / "authority")
    assert trust.trusted_root_json == authority.trusted_root_json and Verifier(trust.trust_root)
    assert LocalAuthority.open(tmp_path / "authority").trusted_root_json == trust.trusted_root_json
    for absent in (LocalTrust.open, LocalLog.open):
        with pytest.raises(LocalError, match="no local authority") as caught:
            absent(tmp_path / "absent")
        assert caught.value.code == "local.authority" and caught.value.at == str(tmp_path / "absent")
    (tmp_path / "file").write_text("")
    with pytest.raises(LocalError):
        LocalAuthority.open(tmp_path / "file")


def test_this_users_own_is_where_the_environment_says(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("SEALWRIGHT_HOME", str(tmp_path / "home"))
    LocalAuthority.open().sign(Artifact.from_bytes(b"app"))
    assert LocalTrust.open().trusted_root_json and LocalLog.open().head().size == 1
    assert (tmp_path / "home" / "local" / "trusted_root.json").is_file()
    for name in ("SEALWRIGHT_HOME", "HOME", "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(LocalError, match="no place") as caught:
        LocalAuthority.open()
    assert "SEALWRIGHT_HOME" in caught.value.hint


def test_identities_are_addresses_or_uris() -> None:
    assert str(ME) == "me@box" and repr(ME) == "LocalIdentity('me@box')" and ME == LocalIdentity("me@box")
    assert len({ME, LocalIdentity("me@box"), LocalIdentity("https://a/b")}) == 2
    assert str(LocalIdentity.of_user("J\u00f6rg M", "box")) == "J%C3%B6rg%20M@box"
    for wrong in ("", "me", "@box", "a b@c", "me@" + "x" * 600):
        with pytest.raises(LocalError, match="identity"):
            LocalIdentity(wrong)


def test_a_clock_that_went_back_and_an_unknown_digest_are_refused(authority) -> None:
    authority.sign(Artifact.from_bytes(b"app"), ME)
    with pytest.raises(LocalError, match="clock"):
        authority.sign(Artifact.from_bytes(b"app"), ME, now=NOW - timedelta(days=1000))
    with pytest.raises(LocalError, match="SHA-256"):
        authority.sign(Artifact.from_digest("sha512:" + "00" * 64), ME)


def test_aio_has_it_too(tmp_path) -> None:
    artifacts = numbered(3)
    statement = sealwright.Statement([("app", {"sha256": artifacts[0].digests[0].hex})], "t", {})

    async def scene() -> None:
        authority = await aio.LocalAuthority.open(tmp_path / "authority")
        verifier = Verifier(authority.trust_root)
        one = await aio.LocalAuthority.sign(authority, artifacts[0], ME)
        many = await aio.LocalAuthority.sign_all(authority, artifacts, ME)
        attested = await aio.LocalAuthority.attest(authority, statement, ME)
        signed = await aio.sign(Signer.local(authority, ME), artifacts[0])
        for bundle in (one, many[0], attested, signed):
            assert await aio.verify(verifier, artifacts[0], bundle, POLICY)
        log = await aio.LocalLog.open(tmp_path / "authority")
        assert (await aio.LocalLog.inclusion_proof(log, 2)).verify(log.entry(2)) is None
        assert (await aio.LocalLog.consistency_proof(log, 2))[0] == log.head()

    asyncio.run(scene())


def test_wrong_types_are_type_errors(authority) -> None:
    calls = [
        lambda: LocalAuthority.open(1),
        lambda: authority.sign(b"bytes"),
        lambda: authority.sign(Artifact.from_bytes(b""), "me@box"),
        lambda: authority.sign_all(Artifact.from_bytes(b"")),
        lambda: authority.sign_all([b"bytes"]),
        lambda: authority.attest(1),
        lambda: LocalIdentity(1),
        lambda: LocalIdentity.of_user(1),
        lambda: LocalTrust.open(1),
        lambda: LocalLog.open(1),
        lambda: Signer.local(None),
        lambda: Signer.local(authority, "me@box"),
    ]
    for call in calls:
        with pytest.raises(TypeError):
            call()
