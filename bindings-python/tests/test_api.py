"""The nouns, one by one."""

from __future__ import annotations

import hashlib
import io
import json
import mmap
from datetime import datetime, timedelta, timezone

import pytest
import sealwright
from conftest import BUNDLES, DATA, NOW
from sealwright import Artifact, Bundle, DenyRule, Digest, Identity, Policy, PublicKey, Refused, TrustedKey, TrustRoot

IDENTITY = "w.vollprecht@gmail.com"
ISSUER = "https://github.com/login/oauth"


def test_an_artifact_is_the_same_from_every_source(tmp_path) -> None:
    data = b"abc" * 100_000
    (tmp_path / "app").write_bytes(data)
    every = ["sha256", "sha384", "sha512"]
    from_path = Artifact.from_path(tmp_path / "app", every)
    with (tmp_path / "app").open("rb") as file:
        from_file = Artifact.from_file(file, every)
        file.seek(0)
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
            from_map = Artifact.from_bytes(mapped)
    assert [digest.algorithm for digest in from_path.digests] == every
    for artifact in (from_file, Artifact.from_file(io.BytesIO(data), every), from_map):
        for name in every:
            expected = hashlib.new(name, data).hexdigest()
            assert artifact.digest(name).hex == from_path.digest(name).hex == expected
    for form in (data, bytearray(data), memoryview(data), memoryview(data)[::1]):
        assert Artifact.from_bytes(form).content == data
    assert from_path.name == str(tmp_path / "app") and from_path.content is None
    assert from_path.named("app").name == "app" and "app" in repr(from_path.named("app"))
    assert Artifact.from_path(str(tmp_path / "app")).digest("sha512") is None
    assert Artifact.from_digests(from_path.digests).digests == from_path.digests


def test_a_file_object_that_misbehaves_is_told_so() -> None:
    class Broken:
        def __init__(self, answer):
            self.answer = answer

        def read(self, size):
            if isinstance(self.answer, Exception):
                raise self.answer
            return self.answer

    with pytest.raises(ZeroDivisionError):
        Artifact.from_file(Broken(ZeroDivisionError()))
    with pytest.raises(TypeError, match="binary file"):
        Artifact.from_file(io.StringIO("text"))
    with pytest.raises(sealwright.ArtifactError, match="more than size"):
        Artifact.from_file(Broken(b"x" * 10_000_000))
    with pytest.raises(TypeError, match="binary file"):
        Artifact.from_file(b"bytes")


def test_digests_are_values() -> None:
    text = "sha256:" + "0a" * 32
    digest = Digest.parse(text.upper().replace("SHA256", "sha256"))
    assert str(digest) == text and digest.hex == "0a" * 32 and digest.bytes == b"\x0a" * 32
    assert digest == Digest.from_bytes("sha256", b"\x0a" * 32) and len({digest, Digest.parse(text)}) == 1
    assert eval(repr(digest), {"Digest": Digest}) == digest
    assert digest < Digest.parse("sha256:" + "0b" * 32) and digest != text


def test_policies_are_immutable_and_say_how_they_were_made(verifier, signed) -> None:
    artifact, bundle, _ = signed
    policy = Policy.signed_by(Identity.exact(IDENTITY, ISSUER))
    strict = policy.log(1).sct(1).timestamps(1).time("both").max_age(timedelta(days=10_000))
    assert policy is not strict and policy.evidence.log is None and strict.evidence.log == 1
    assert (strict.evidence.sct, strict.evidence.timestamps, strict.evidence.time) == (1, 1, "both")
    assert verifier.verify(artifact, bundle, strict, now=NOW)
    assert repr(policy) == f"Policy.signed_by(Identity.exact('{IDENTITY}', '{ISSUER}'))"
    assert repr(strict).startswith(repr(policy) + ".log(1).sct(1).timestamps(1).time('both')")
    open_policy = Policy.anyone_dangerous().no_log_dangerous().no_sct_dangerous()
    assert (open_policy.evidence.log, open_policy.evidence.sct) == (0, 0)
    assert Policy.anyone_dangerous().predicate_type("a").predicate_type("b").predicate_types == ["a", "b"]
    assert Policy.anyone_dangerous().at(NOW).as_of == NOW
    eastern = timezone(timedelta(hours=-5))
    assert Policy.anyone_dangerous().at(NOW.astimezone(eastern)).as_of == NOW


def test_a_policy_file_is_read() -> None:
    policy = Policy.from_toml((DATA / "policy" / "example.toml").read_text())
    assert policy.at_least_serial(policy.serial or 0).serial == policy.serial
    with pytest.raises(sealwright.PolicyError):
        policy.at_least_serial((policy.serial or 0) + 1)
    assert policy.expires is None or policy.expires.tzinfo is timezone.utc
    with pytest.raises(sealwright.PolicyError):
        Policy.anyone_dangerous().at_least_serial(0)


def test_any_of_and_all_of_alternate_inward(verifier, signed) -> None:
    artifact, bundle, _ = signed
    me, other = Identity.exact(IDENTITY, ISSUER), Identity.google("somebody@example.com")
    key = PublicKey.from_pem((BUNDLES / "managed-key.pub").read_text())
    accepts = [Policy.any_of([other, me]), Policy.any_of([other, [me, me]]), Policy.all_of([me, [other, me]])]
    refuses = [Policy.any_of([other, key]), Policy.any_of([other, [me, other]]), Policy.all_of([me, [other, key]])]
    for policy in accepts:
        assert verifier.verify(artifact, bundle, policy, now=NOW)
    for policy in refuses:
        with pytest.raises(Refused):
            verifier.verify(artifact, bundle, policy, now=NOW)
    nested: list = [me]
    for _ in range(100):
        nested = [nested]
    with pytest.raises(ValueError):
        Policy.any_of(nested)


def test_every_deny_rule_denies(verifier, signed) -> None:
    artifact, bundle, policy = signed
    verified = verifier.verify(artifact, bundle, policy, now=NOW)
    leaf, entry, time = verified.evidence.signer, verified.evidence.log[0], verified.evidence.times[0].at
    window = sealwright.Validity(time - timedelta(days=1), time + timedelta(days=1))
    rules = [
        DenyRule.certificate_serial(leaf.serial, "r"),
        DenyRule.certificate(leaf.fingerprint, "r"),
        DenyRule.key(leaf.public_key.fingerprint, "r"),
        DenyRule.identity("*@gmail.com", None, "r"),
        DenyRule.identity("*@gmail.com", ISSUER, "r"),
        DenyRule.log_entries(entry.log_id, entry.index, entry.index, "r"),
        DenyRule.signed_in(window, "r"),
        DenyRule.older_than(timedelta(seconds=1), "r"),
        DenyRule.artifact(artifact.digests[0], "r"),
    ]
    for rule in rules:
        assert rule.reason == "r" and repr(rule).startswith("DenyRule.")
        with pytest.raises(Refused) as refused:
            verifier.verify(artifact, bundle, policy.deny(rule), now=NOW)
        assert refused.value.code == "policy.denied"
    harmless = DenyRule.run("https://github.com/octo/app/actions/runs/1", "r")
    assert verifier.verify(artifact, bundle, policy.deny(harmless), now=NOW)
    for wrong in (lambda: DenyRule.certificate("00", "r"), lambda: DenyRule.log_entries("AA==", 0, 1, "r")):
        with pytest.raises(ValueError):
            wrong()
    with pytest.raises(ValueError):
        DenyRule.log_entries(entry.log_id, 2, 1, "r")


def test_identities_say_what_they_are() -> None:
    identity = Identity.github("octo/app", workflow="release.yml", tag="v*", owner_id=1, repository_id="2")
    expected = "Identity.github('octo/app', workflow='release.yml', tag='v*', owner_id='1', repository_id='2')"
    assert repr(identity) == expected
    every = [
        Identity.exact_without_issuer("https://dotcom.releases.github.com"),
        Identity.glob("https://github.com/octo/**", "https://example.com"),
        Identity.regex("https://github.com/octo/.*", "https://example.com", runner="github-hosted"),
        Identity.glob_dangerous("**", "**"),
        Identity.regex_dangerous(".*", ".*"),
        Identity.github_owner("octo", branch="main", visibility="public"),
        Identity.gitlab("group/project", server="https://gitlab.example.com", git_ref="refs/tags/v1"),
        Identity.buildkite("org/pipeline", commit="0" * 40),
        Identity.circleci("a-b", "c-d", trigger="push"),
        Identity.google("a@example.com", environment="release"),
    ]
    for identity in every:
        assert "Identity." in repr(Policy.signed_by(identity))
    with pytest.raises(sealwright.PolicyError):
        Policy.signed_by(Identity.github("octo/app", tag="v*", branch="main"))


def test_evidence_is_what_the_verdict_says(verifier, signed) -> None:
    artifact, bundle, policy = signed
    verified = verifier.verify(artifact, bundle, policy, now=NOW)
    told, evidence = json.loads(verified.to_json()), verified.evidence
    assert told["verdict"] == "verified" and verified.statement is None and evidence.statement is None
    assert evidence.signer.identity.value == IDENTITY == told["signer"]["identity"]
    assert evidence.signer.identity.kind == "email" and evidence.signer.issuer_claim == ISSUER
    assert [log.index for log in evidence.log] == [log["index"] for log in told["log"]]
    assert [log.log_id for log in evidence.log] == [log["log_id"] for log in told["log"]]
    assert [(t.source, t.by) for t in evidence.times] == [(t["source"], t["by"]) for t in told["time"]]
    for time, said in zip(evidence.times, told["time"]):
        assert time.at == datetime.fromisoformat(said["at"].replace("Z", "+00:00")) and time.at.tzinfo is timezone.utc
    assert verified.checks == evidence.checks and not evidence.failures
    assert verified.human().startswith("verified") and "Verified" in repr(verified)


def test_a_bundle_is_read_down_to_its_log_entries() -> None:
    bundle = Bundle.from_json((BUNDLES / "cosign-v3-blob.sigstore.json").read_bytes())
    assert (bundle.version, bundle.digest_algorithms) == ("0.3", ["sha256"])
    assert bundle.material.certificate and bundle.material.chain == [] and bundle.material.key_hint is None
    assert bundle.content.signature == bundle.signature
    (entry,), (timestamp,) = bundle.log_entries, bundle.timestamps
    assert entry.body.digest == bundle.content.digest == entry.signed_digest
    assert entry.body.kind == entry.kind == "hashedrekord/0.0.1" and entry.body.payload_hash is None
    assert entry.body.verifier == bundle.material.certificate and entry.body.signature == bundle.signature
    assert sealwright.EntryBody.parse(entry.kind, entry.canonical_body).digest == entry.body.digest
    assert entry.promise and entry.claimed_time and entry.claimed_time.tzinfo is timezone.utc
    proof, leaf = entry.proof, sealwright.leaf_hash(entry.canonical_body)
    assert sealwright.root_from_inclusion(leaf, proof.index, proof.head.size, proof.hashes) == proof.head.root
    sealwright.verify_inclusion(leaf, proof.index, proof.head.size, proof.hashes, proof.head.root)
    sealwright.verify_consistency(proof.head, proof.head, [])
    assert proof.checkpoint.head == proof.head == sealwright.TreeHead(proof.head.size, proof.head.root)
    log = TrustRoot.sigstore().instances[0].logs[0]
    assert proof.checkpoint.verify(log) is None and proof.checkpoint.claimed_signers
    assert sealwright.Checkpoint.parse(proof.checkpoint.text).origin == proof.checkpoint.origin
    rebuilt = sealwright.Log(log.key, log.base_url, log.validity, operator="me")
    assert (rebuilt.id, rebuilt.scheme, rebuilt.operator, rebuilt.name) == (log.id, log.scheme, "me", log.name)
    assert proof.checkpoint.verify(rebuilt) is None
    with pytest.raises(sealwright.LogError):
        other = PublicKey.from_pem((BUNDLES / "managed-key.pub").read_bytes())
        proof.checkpoint.verify(sealwright.Log(other, log.base_url, log.validity))
    with pytest.raises(ValueError, match="Ed25519"):
        sealwright.Witness("witness", log.key)
    assert timestamp.imprint == Artifact.from_bytes(bundle.signature).digest(timestamp.imprint.algorithm)
    assert sealwright.Timestamp.from_der(timestamp.der) == timestamp and timestamp.serial and timestamp.policy


def test_an_attestation_is_read_down_to_its_predicate() -> None:
    bundle = Bundle.from_json((BUNDLES / "github_build_provenance_jdx_mise.json").read_bytes())
    envelope = bundle.content
    assert envelope.payload_type == "application/vnd.in-toto+json" and envelope.pae().startswith(b"DSSEv1 28 ")
    (signature,) = envelope.signatures
    assert signature.signature == bundle.signature
    statement = sealwright.Statement.from_payload(envelope.payload)
    assert statement.version == "https://in-toto.io/Statement/v1" and len(statement.subjects) == 36
    assert statement.predicate_type.startswith("https://slsa.dev/provenance/")
    assert json.loads(statement.predicate_json) == json.loads(statement.json)["predicate"]
    subject = statement.subjects[3]
    assert statement.subject_for(Artifact.from_digests(subject.known_digests)) == subject and subject.name
    assert subject.digests == [(d.algorithm, d.hex) for d in subject.known_digests]
    with pytest.raises(sealwright.StatementError):
        statement.subject_for(Artifact.from_bytes(b""))
    claims = bundle.material.certificate.claims
    assert claims.source_repository_uri == "https://github.com/jdx/mise" == claims.get("source_repository_uri")
    assert [claim.name for claim in claims] == [claim.name for claim in claims.iter()] and claims.get("x") is None


def test_a_trusted_root_is_read_down_to_its_keys(signed) -> None:
    both = TrustRoot.sigstore().and_(TrustRoot.github())
    public, github = both.instances
    assert public.name in repr(both) and github.timestamp_authorities and public.ct_logs and not public.unusable_logs
    assert all(log.key.kind and log.id and log.scheme for log in public.logs)
    authority = public.authorities[-1]
    assert authority.chain[-1].subject == authority.chain[-1].issuer and authority.uri and authority.validity.start
    leaf = Bundle.from_json(signed[1]).material.certificate
    (sct,) = leaf.unverified_scts
    assert sct.log_id in [log.id for log in public.ct_logs]
    roots, between = authority.chain[-1:], authority.chain[:-1]
    time = leaf.validity.start
    check = sealwright.verify_certificate_path
    assert check(leaf, roots=roots, intermediates=between, purpose="code-signing", time=time) is None
    with pytest.raises(sealwright.CertificateError):
        check(leaf, roots=roots, intermediates=between, purpose="code-signing", time=NOW)


def test_keys_may_have_windows_and_names() -> None:
    key = PublicKey.from_pem((BUNDLES / "managed-key.pub").read_bytes())
    window = sealwright.Validity(NOW, NOW + timedelta(days=1))
    trusted = TrustedKey(key, validity=window, hint="release")
    assert (trusted.key, trusted.validity, trusted.hint) == (key, window, "release")
    assert PublicKey.from_spki_der(key.spki_der) == key and hash(PublicKey.from_spki_der(key.spki_der)) == hash(key)
    assert key.kind == "ECDSA P-256" and key.fingerprint == hashlib.sha256(key.spki_der).hexdigest()
    assert window.contains(NOW) and not window.contains(NOW - timedelta(microseconds=1))
    assert sealwright.Validity(NOW).end is None
    assert "release" not in repr(Policy.key(key)) and key.fingerprint in repr(Policy.key(trusted))


def test_every_code_is_explained() -> None:
    assert len(sealwright.codes()) == len(set(sealwright.codes())) > 30
    for code in sealwright.codes():
        meaning, spec = sealwright.explain(code)
        assert meaning.endswith(".") and spec
    with pytest.raises(ValueError):
        sealwright.explain("no.code")
    assert sealwright.escape("a\x1b[31m\u202e") == "a\\u{1b}[31m\\u{202e}"


def test_the_literal_types_are_those_of_the_core() -> None:
    from typing import get_args

    assert list(get_args(sealwright.Code)) == sealwright.codes()
    assert get_args(sealwright.Status) == ("pass", "fail", "skipped")
    for kind in get_args(sealwright.EntryKind):
        with pytest.raises(sealwright.LogError):
            sealwright.EntryBody.parse(kind, b"")
    for scheme in get_args(sealwright.Scheme):
        with pytest.raises(sealwright.SignatureError):
            PublicKey.from_pem((BUNDLES / "managed-key.pub").read_bytes()).verify(scheme, b"", b"")
    for signs in get_args(sealwright.KeySigns):
        key = PublicKey.from_pem((BUNDLES / "managed-key.pub").read_bytes())
        assert TrustedKey(key, signs=signs).signs == signs
    for source in get_args(sealwright.TimeSource):
        assert Policy.anyone_dangerous().time(source).evidence.time == source
    with pytest.raises(AttributeError):
        sealwright.nothing
