"""Every class of error, each with a code, a message and its checks."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest
import sealwright
from conftest import BUNDLES, NOW, trust


@pytest.mark.parametrize(
    ("error", "code", "raise_it"),
    [
        (sealwright.BundleError, "bundle.malformed", lambda: sealwright.Bundle.from_json("{}")),
        (sealwright.BundleError, "bundle.malformed", lambda: sealwright.Envelope.from_json(b"{}")),
        (sealwright.BundleError, "bundle.malformed", lambda: sealwright.Attestation.from_json(b"{}")),
        (sealwright.CertificateError, "cert.chain", lambda: sealwright.Certificate.from_der(b"0")),
        (sealwright.CertificateError, "cert.chain", lambda: sealwright.Certificate.from_pem("no PEM")),
        (sealwright.CertificateError, "sct.signature", lambda: sealwright.UnverifiedSct.from_list(b"\xff")),
        (sealwright.DigestError, "subject.digest", lambda: sealwright.Digest.parse("sha256:00")),
        (sealwright.DigestError, "subject.digest", lambda: sealwright.Digest.from_bytes("sha384", b"short")),
        (sealwright.DigestError, "subject.digest", lambda: sealwright.Artifact.from_digest("md5:00")),
        (sealwright.LogError, "log.checkpoint", lambda: sealwright.Checkpoint.parse("no note")),
        (sealwright.LogError, "log.entry", lambda: sealwright.EntryBody.parse("dsse/0.0.1", b"{}")),
        (sealwright.LogError, "log.inclusion", lambda: sealwright.verify_inclusion(b"a" * 32, 2, 1, [], b"b" * 32)),
        (sealwright.MakeError, "predicate.malformed", lambda: sealwright.Environment({"GITHUB_REF": "\0"})),
        (sealwright.MakeError, "statement.malformed", lambda: sealwright.Subjects.from_checksums("x")),
        (sealwright.PolicyError, "policy.malformed", lambda: sealwright.Builders.from_toml("builder = 1")),
        (sealwright.PolicyError, "policy.malformed", lambda: sealwright.VsaExpectations("", "pkg:a")),
        (sealwright.PolicyError, "policy.malformed", lambda: sealwright.level_satisfies("", "x")),
        (sealwright.PolicyError, "policy.malformed", lambda: sealwright.Policy.from_toml("signer = 1")),
        (sealwright.PolicyError, "policy.malformed", lambda: sealwright.Policy.any_of([])),
        (
            sealwright.PolicyError,
            "policy.malformed",
            lambda: sealwright.Policy.signed_by(sealwright.Identity.glob("**", "https://example.com")),
        ),
        (sealwright.PolicyError, "policy.malformed", lambda: sealwright.Policy.anyone_dangerous().log(0)),
        (sealwright.PublicKeyError, "signature.algorithm", lambda: sealwright.PublicKey.from_pem("no PEM")),
        (sealwright.PublicKeyError, "signature.algorithm", lambda: sealwright.PublicKey.from_spki_der(b"")),
        (sealwright.StatementError, "statement.malformed", lambda: sealwright.Statement.from_payload("{}")),
        (sealwright.StatementError, "statement.malformed", lambda: sealwright.Statement([("a", {"sha256": "0"})], "t", "{}")),
        (sealwright.StatementError, "predicate.malformed", lambda: sealwright.read_predicate("t", "[]")),
        (sealwright.TimestampError, "bundle.malformed", lambda: sealwright.Timestamp.from_der(b"0")),
        (sealwright.TrustError, "trust.malformed", lambda: sealwright.TrustRoot.from_json("[]")),
        (sealwright.TrustError, "sign.config", lambda: sealwright.SigningConfig.from_json("[]")),
        (sealwright.TrustError, "trust.missing", lambda: sealwright.Repository.sigstore("absent").offline()),
        (sealwright.PrivateKeyError, "key.malformed", lambda: sealwright.PrivateKey.from_pem("no PEM")),
        (sealwright.PrivateKeyError, "sign.key", lambda: sealwright.PrivateKey.generate("RSA-1")),
        (sealwright.TokenError, "sign.token", lambda: sealwright.Token.parse("no token")),
        (sealwright.LocalError, "local.authority", lambda: sealwright.LocalTrust.open("absent")),
        (sealwright.NetworkError, "net.config", lambda: sealwright.Http(roots_pem="no PEM")),
    ],
)
def test_an_error_is_of_its_class_and_explains_itself(error, code, raise_it) -> None:
    with pytest.raises(error) as caught:
        raise_it()
    raised = caught.value
    assert type(raised) is error and isinstance(raised, sealwright.SealwrightError)
    assert raised.code.split(".")[0] == code.split(".")[0] and raised.code in sealwright.codes()
    assert str(raised)
    (check,) = raised.checks
    assert raised.failures == [check] and check.status == "fail"
    assert (raised.hint, raised.expected, raised.found, raised.at) == (
        check.hint,
        check.expected,
        check.found,
        check.at,
    )


def test_a_signature_that_does_not_verify_is_a_signature_error() -> None:
    key = sealwright.PublicKey.from_pem((BUNDLES / "managed-key.pub").read_text())
    bundle = sealwright.Bundle.from_json((BUNDLES / "managed-key.sigstore.json").read_bytes())
    assert key.verify(key.scheme, (BUNDLES / "a.txt").read_bytes(), bundle.signature) is None
    with pytest.raises(sealwright.SignatureError):
        key.verify(key.scheme, b"something else", bundle.signature)
    with pytest.raises(sealwright.PolicyError, match="scheme"):
        key.verify("ecdsa", b"", b"")  # type: ignore[arg-type]


def test_a_refusal_says_all_that_is_wrong(verifier, signed) -> None:
    artifact, bundle, _ = signed
    stranger = sealwright.Policy.signed_by(sealwright.Identity.github("octo/app", workflow="release.yml"))
    with pytest.raises(sealwright.Refused) as caught:
        verifier.verify(artifact, bundle, stranger, now=NOW)
    refused = caught.value
    verdict = json.loads(refused.to_json())
    assert refused.code == "identity.san" == refused.failures[0].code
    assert refused.hint and refused.expected and refused.found
    assert [check.code for check in refused.checks] == [check["code"] for check in verdict["checks"]]
    for check, told in zip(refused.checks, verdict["checks"]):
        for field in ("status", "message", "expected", "found", "at", "hint", "spec"):
            assert getattr(check, field) == told.get(field)
    assert str(refused).startswith("identity.san: ") and repr(refused).startswith("Refused(")
    assert "error[identity.san]" in refused.human(bundle="app.json")
    assert "app.json" in refused.human(bundle="app.json") and "\x1b[" in refused.human(colour=True)
    assert refused.evidence.failures == refused.failures


@pytest.mark.parametrize("bundle", ["", "{", "null", b"\xff\xfe", b"[]", "{}", (BUNDLES / "a.txt").read_bytes()])
def test_what_is_no_bundle_is_refused_by_verify_and_a_bundle_error_by_itself(verifier, signed, bundle) -> None:
    artifact, _, policy = signed
    with pytest.raises(sealwright.Refused) as refused:
        verifier.verify(artifact, bundle, policy)
    with pytest.raises(sealwright.BundleError) as error:
        sealwright.Bundle.from_json(bundle)
    assert refused.value.code == error.value.code and refused.value.code.startswith("bundle.")


def test_wrong_types_are_type_errors(verifier, signed) -> None:
    artifact, bundle, policy = signed
    for arguments in [(None, bundle, policy), (artifact, 1, policy), (artifact, bundle, None), (artifact, [1], policy)]:
        with pytest.raises(TypeError):
            verifier.verify(*arguments)
    with pytest.raises(TypeError):
        sealwright.Artifact.from_bytes("text")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        sealwright.Policy.signed_by("somebody")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="SealwrightError|cannot create"):
        sealwright.Verified()
    with pytest.raises(TypeError):
        sealwright.Policy.anyone_dangerous().at(1)  # type: ignore[arg-type]


def test_a_time_without_a_zone_and_a_negative_age_are_value_errors(verifier, signed) -> None:
    with pytest.raises(ValueError, match="aware"):
        verifier.verify(*signed, now=datetime(2026, 1, 1))
    with pytest.raises(ValueError, match="negative"):
        sealwright.Policy.anyone_dangerous().max_age(timedelta(seconds=-1))


def test_files_that_cannot_be_read_are_os_errors(tmp_path) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        sealwright.Artifact.from_path(tmp_path / "absent")
    assert caught.value.filename == str(tmp_path / "absent") and caught.value.strerror
    with pytest.raises(IsADirectoryError):
        sealwright.Artifact.from_path(tmp_path)


def test_a_line_that_is_no_bundle_says_which_and_does_not_end_the_lines() -> None:
    good = json.dumps(json.loads((BUNDLES / "happy-path.json").read_text()))
    lines = sealwright.Bundle.from_json_lines(f"{good}\n\n  \n{{}}\n{good}")
    assert next(lines).version == "0.3"
    with pytest.raises(sealwright.BundleError, match="4"):
        next(lines)
    assert next(lines).version == "0.3"
    assert list(lines) == []


def test_a_trusted_root_that_is_somebody_elses_refuses(signed) -> None:
    with pytest.raises(sealwright.Refused):
        sealwright.Verifier(trust("github")).verify(*signed, now=NOW)
