"""What attestations come in, and what is read of it."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
from pathlib import Path

import pytest
import sealwright
from conftest import BUNDLES, DATA, NOW, vectors
from sealwright import Artifact, Attestation, Bundle, BundleError, Policy, PublicKey, TrustedKey, aio

ENVELOPE = (DATA / "vsa" / "summary.dsse.json").read_bytes()
JDX = (BUNDLES / "github_build_provenance_jdx_mise.json").read_bytes()
IMAGE = "sha256:" + hashlib.sha256(b"an image").hexdigest()


def line(data: bytes) -> str:
    return json.dumps(json.loads(data))


def test_every_kind_is_told_by_its_content() -> None:
    (bundle,) = Attestation.from_json(JDX)
    (envelope,) = Attestation.from_json(ENVELOPE.decode())
    answer = json.dumps({"attestations": [{"bundle": json.loads(JDX)}]})
    (github,) = Attestation.from_json(bytearray(answer.encode()))
    assert [found.kind for found in (bundle, envelope, github)] == ["sigstore-bundle", "envelope", "sigstore-bundle"]
    assert bundle.publisher is None and bundle.outer_predicate_type is None and "sigstore-bundle" in repr(bundle)
    assert bundle.bundle.version == "0.3" and envelope.bundle.version == "assembled"
    assert bundle.bundle.signature == Bundle.from_json(JDX).signature


def test_npm_and_pypi_say_more_beside_the_bundle() -> None:
    statement = sealwright.Statement.from_payload(Bundle.from_json(JDX).content.payload)
    said = {"predicateType": statement.predicate_type, "bundle": json.loads(JDX)}
    (npm,) = Attestation.from_json(json.dumps({"attestations": [said]}))
    assert (npm.kind, npm.outer_predicate_type) == ("npm-registry", statement.predicate_type)
    said["predicateType"] = "https://example.com/other"
    (error,) = Attestation.from_json(json.dumps({"attestations": [said]}))
    assert isinstance(error, BundleError) and error.expected == statement.predicate_type and "predicateType" in error.at

    wire = json.loads(JDX)
    entries = wire["verificationMaterial"]["tlogEntries"]
    attestation = {
        "version": 1,
        "verification_material": {
            "certificate": wire["verificationMaterial"]["certificate"]["rawBytes"],
            "transparency_entries": entries,
        },
        "envelope": {
            "statement": wire["dsseEnvelope"]["payload"],
            "signature": wire["dsseEnvelope"]["signatures"][0]["sig"],
        },
    }
    publisher = {"kind": "GitHub", "repository": "jdx/mise", "workflow": "release.yml", "claims": None}
    group = {"publisher": publisher, "attestations": [attestation, {"version": 2}, attestation]}
    first, error, second = Attestation.from_json(json.dumps({"version": 1, "attestation_bundles": [group]}))
    assert (first.kind, first.publisher.kind, first.publisher.field("repository")) == ("pep740", "GitHub", "jdx/mise")
    assert first.publisher.field("claims") is None and "GitHub" in repr(first.publisher)
    assert isinstance(error, BundleError) and error.at.startswith("attestation_bundles[0].attestations[1]")
    assert "GitHub" in repr(first.publisher.identity)
    artifact = Artifact.from_digest(statement.subjects[0].known_digests[0])
    verifier = sealwright.Verifier(sealwright.TrustRoot.sigstore())
    verified = verifier.verify(artifact, first, Policy.signed_by(first.publisher.identity), now=NOW)
    assert "mise" in verified.evidence.signer.identity.value
    group["publisher"]["workflow"] = "*.yml"
    other, *_ = Attestation.from_json(json.dumps({"version": 1, "attestation_bundles": [group]}))
    with pytest.raises(sealwright.Refused) as refused:
        verifier.verify(artifact, other, Policy.signed_by(other.publisher.identity), now=NOW)
    assert refused.value.code == "identity.san"
    group["publisher"]["kind"] = "CircleCI"
    other, *_ = Attestation.from_json(json.dumps({"version": 1, "attestation_bundles": [group]}))
    assert other.publisher.identity is None
    assert second.bundle.content.payload == first.bundle.content.payload


def test_one_unreadable_attestation_does_not_hide_the_others() -> None:
    good, bad, again = Attestation.from_json(f'{line(JDX)}\n{{"attestations": 1}}\n\n{line(ENVELOPE)}')
    assert isinstance(good, Attestation) and again.kind == "envelope"
    assert isinstance(bad, BundleError) and bad.at.startswith("line 2") and bad.hint
    for nothing in ("", "{}", "[]", b"\xff", "{", '{"sbom": 1}'):
        with pytest.raises(BundleError):
            Attestation.from_json(nothing)


def test_an_attestation_is_verified_as_its_bundle_is(verifier) -> None:
    policy = Policy.signed_by(sealwright.Identity.github("jdx/mise", workflow="release.yml"))
    artifact = Artifact.from_digest("sha256:f344c6961190ed2f68e595ed7cb4f03c36c17812bd608886bec799a3082180ff")
    (attestation,) = Attestation.from_json(JDX)
    forms = [JDX, Bundle.from_json(JDX), attestation, attestation.bundle]
    assert len({verifier.verify(artifact, form, policy, now=NOW).to_json() for form in forms}) == 1
    assert asyncio.run(aio.verify(verifier, artifact, attestation, policy, now=NOW)).provenance is None
    bundle = attestation.bundle
    del attestation
    assert bundle.log_entries and verifier.verify(artifact, bundle, policy, now=NOW)


def test_a_key_may_be_only_for_its_name_and_evidence_in_no_log(verifier) -> None:
    key = PublicKey.from_pem((DATA / "vsa" / "verifier.pub").read_text())
    (attestation,) = Attestation.from_json(ENVELOPE)
    artifact = Artifact.from_bytes(b"hello\n")
    named, other = TrustedKey(key, only_named="verifier-2026"), TrustedKey(key, hint="x", only_named="other")
    assert named.is_only_named and named.hint == "verifier-2026" and other.hint == "other" and named != TrustedKey(key)
    assert (named.signs, TrustedKey(key, signs="payload-dangerous").signs) == ("pae", "payload-dangerous")
    policy = Policy.key(named).unlogged_dangerous()
    assert (policy.evidence.unlogged, Policy.key(key).evidence.unlogged) == ("accepted-dangerous", "refused")
    assert repr(policy).endswith(".unlogged_dangerous()") and "accepted-dangerous" in repr(policy.evidence)
    assert verifier.verify(artifact, attestation, policy, now=NOW).statement
    refusals = [
        ("log.missing", Policy.key(named)),
        ("key.mismatch", Policy.key(other).unlogged_dangerous()),
        ("key.mismatch", Policy.key(TrustedKey(key, signs="payload-dangerous")).unlogged_dangerous()),
    ]
    for code, refusing in refusals:
        with pytest.raises(sealwright.Refused) as refused:
            verifier.verify(artifact, attestation, refusing, now=NOW)
        assert code in {check.code for check in refused.value.failures}, refused.value
    with pytest.raises(sealwright.PolicyError):
        TrustedKey(key, signs="everything")  # type: ignore[arg-type]


def blob(layout: Path, data: bytes) -> dict[str, object]:
    digest = hashlib.sha256(data).hexdigest()
    (layout / "blobs" / "sha256").mkdir(parents=True, exist_ok=True)
    (layout / "blobs" / "sha256" / digest).write_bytes(data)
    return {"digest": f"sha256:{digest}", "size": len(data)}


@pytest.fixture
def layout(tmp_path) -> Path:
    """A layout of our own: an image, and what cosign attached to it."""
    layers = [
        {"mediaType": "application/vnd.dsse.envelope.v1+json", **blob(tmp_path, ENVELOPE)},
        {"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json", **blob(tmp_path, JDX)},
        {"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json", **blob(tmp_path, b"{}")},
    ]
    tag = {"org.opencontainers.image.ref.name": f"{IMAGE.replace(':', '-')}.att"}
    manifest = blob(tmp_path, json.dumps({"layers": layers}).encode())
    index = [{"digest": IMAGE, "size": 8}, {**manifest, "annotations": tag}]
    (tmp_path / "index.json").write_text(json.dumps({"manifests": index}))
    return tmp_path


def test_an_oci_layout_gives_what_is_attached_to_an_image(layout) -> None:
    assert [str(digest) for digest in Attestation.images_of_oci_layout(layout)] == [IMAGE]
    cosign, bundle, error = Attestation.from_oci_layout(str(layout), IMAGE)
    assert (cosign.kind, bundle.kind) == ("cosign-layer", "sigstore-bundle") and isinstance(error, BundleError)

    async def later() -> tuple[int, int]:
        images = await aio.Attestation.images_of_oci_layout(layout)
        return len(images), len(await aio.Attestation.from_oci_layout(layout, images[0]))

    assert asyncio.run(later()) == (1, 3)


def test_a_layout_that_is_not_there_is_an_os_error_and_a_broken_one_a_bundle_error(layout) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        Attestation.from_oci_layout(layout / "absent", IMAGE)
    assert caught.value.filename == str(layout / "absent" / "index.json")
    for file in (layout / "blobs" / "sha256").iterdir():
        file.write_bytes(b"something else")
    assert [type(read) for read in Attestation.from_oci_layout(layout, IMAGE)] == [BundleError]
    (layout / "index.json").write_text('{"manifests": [], "manifests": []}')
    for read in (lambda: Attestation.from_oci_layout(layout, IMAGE), lambda: Attestation.images_of_oci_layout(layout)):
        with pytest.raises(BundleError):
            read()


def test_pypis_attestations_are_read_and_verified_as_bundles_are(verifier) -> None:
    seen = 0
    for path in (vectors("real") / "bundles").rglob("*.publish.attestation"):
        try:
            (found,) = Attestation.from_json(path.read_bytes())
        except BundleError:
            continue
        assert isinstance(found, Attestation) and found.kind == "pep740" and found.publisher is None
        statement = sealwright.Statement.from_payload(found.bundle.content.payload)
        artifact = Artifact.from_digests(statement.subjects[0].known_digests)
        try:
            assert verifier.verify(artifact, found, Policy.anyone_dangerous(), now=NOW).statement.json == statement.json
            seen += 1
        except sealwright.Refused as refused:
            assert refused.failures
    assert seen


def test_a_foreign_digest_is_compared_as_text() -> None:
    artifact = Artifact.from_foreign_digest("gce_image_id", "897")
    assert (artifact.foreign_digest, artifact.digests) == (("gce_image_id", "897"), [])
    assert artifact.name == "gce_image_id:897" and "gce_image_id" in repr(artifact)
    assert Artifact.from_bytes(b"").foreign_digest is None
    statement = sealwright.Statement([("image", {"gce_image_id": "897"})], "https://example.com/t", {})
    assert statement.subjects[0].digests == [("gce_image_id", "897")] and statement.subjects[0].known_digests == []
    for algorithm, value in (("sha256", "00"), ("", "x"), ("x", "")):
        with pytest.raises(sealwright.DigestError) as caught:
            Artifact.from_foreign_digest(algorithm, value)
        assert caught.value.code == "subject.digest"


def test_base64_of_the_envelope_is_what_was_signed() -> None:
    (found,) = Attestation.from_json(ENVELOPE)
    assert found.bundle.content.payload == base64.b64decode(json.loads(ENVELOPE)["payload"])
