"""Private keys: made, written, read, and signed with; in this process and elsewhere."""

from __future__ import annotations

import base64
import copy
import pickle
import shutil
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest
import sealwright
from sealwright import Artifact, Policy, PrivateKey, PrivateKeyError, Signer, SigningError, SigningKey, Verifier

KINDS = [kind for kind in get_args(get_args(sealwright.KeyKind)[0]) if kind != "RSA-4096"]
ECDSA = ["ECDSA P-256", "ECDSA P-384", "ECDSA P-521"]


@pytest.fixture(scope="module")
def keys() -> dict[str, PrivateKey]:
    return {kind: PrivateKey.generate(kind) for kind in KINDS}


def public_pem(key: PrivateKey) -> str:
    text = base64.b64encode(key.public_key.spki_der).decode()
    assert sealwright.PublicKey.from_pem(key.public_key.to_pem()) == key.public_key
    lines = "\n".join(text[at : at + 64] for at in range(0, len(text), 64))
    return f"-----BEGIN PUBLIC KEY-----\n{lines}\n-----END PUBLIC KEY-----\n"


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_of_every_kind_signs_and_is_the_same_after_writing_and_reading(keys, kind) -> None:
    key = keys[kind]
    assert key.public_key.kind == kind
    scheme = key.public_key.scheme
    assert key.public_key.verify(scheme, b"message", key.sign(scheme, b"message")) is None
    text = key.to_pem()
    assert sealwright.key_file_format(text) == "pkcs8"
    der = base64.b64decode("".join(text.splitlines()[1:-1]))
    for again in (PrivateKey.from_pem(text), PrivateKey.from_pem(text.encode()), PrivateKey.from_pkcs8_der(der)):
        assert again.public_key == key.public_key


@pytest.mark.parametrize("password", ["hunter2", b"\x00\xff", ""])
def test_encrypted_keys_are_opened_with_their_password_alone(keys, password) -> None:
    key = keys["ECDSA P-256"]
    for text, form in ((key.to_pem(password), "encrypted-pkcs8"), (key.to_cosign_pem(password), "cosign")):
        assert sealwright.key_file_format(text) == form and form in get_args(sealwright.KeyFormat)
        assert PrivateKey.from_pem(text, password).public_key == key.public_key
        for wrong in ("wrong", None):
            with pytest.raises(PrivateKeyError) as caught:
                PrivateKey.from_pem(text, wrong)
            assert caught.value.code == "key.password" and "hunter2" not in str(caught.value)


def test_what_is_no_key_is_an_error_without_a_byte_of_it(keys) -> None:
    text = keys["Ed25519"].to_pem()
    broken = text.replace(text.splitlines()[1][:20], "A" * 20)
    for wrong in ("", "no PEM", broken, public_pem(keys["Ed25519"])):
        with pytest.raises(PrivateKeyError) as caught:
            PrivateKey.from_pem(wrong)
        assert caught.value.code == "key.malformed" and text.splitlines()[1][20:] not in str(caught.value)
    with pytest.raises(PrivateKeyError):
        PrivateKey.from_pkcs8_der(b"0")
    with pytest.raises(PrivateKeyError, match="2048, 3072 or 4096"):
        PrivateKey.generate("RSA-1024")
    with pytest.raises(sealwright.PolicyError, match="kind of key"):
        PrivateKey.generate("DSA")
    with pytest.raises(PrivateKeyError):
        keys["Ed25519"].sign("ml-dsa", b"")


def test_a_private_key_is_never_shown_and_never_pickled(keys) -> None:
    key = keys["ECDSA P-256"]
    secret = key.to_pem().splitlines()[1]
    assert repr(key) == str(key) == f"<PrivateKey ECDSA P-256 sha256:{key.public_key.fingerprint}>"
    assert secret not in repr(vars(type(key)))
    for give in (pickle.dumps, copy.copy, copy.deepcopy):
        for secretive in (key, SigningKey(key.public_key, lambda digest: b"")):
            with pytest.raises(TypeError):
                give(secretive)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.startswith("ML-DSA")])
def test_what_a_key_signed_is_verified_with_its_public_half(verifier, keys, kind) -> None:
    key = keys[kind]
    signer = Signer.key(key, verifier)
    policy = Policy.key(key.public_key).unlogged_dangerous()
    artifact = Artifact.from_bytes(b"an artifact")
    assert key.public_key.kind in repr(signer) or key.public_key.fingerprint in repr(signer)
    bundle = signer.sign(artifact)
    assert bundle.endswith("}\n") and verifier.verify(artifact, bundle, policy)
    statement = sealwright.Statement(
        [("a", {"sha256": artifact.digest("sha256").hex})], "https://example.com/t", {"a": 1}
    )
    for given in (statement, statement.json, statement.json.encode()):
        verified = verifier.verify(artifact, signer.attest(given), policy)
        assert verified.statement and verified.statement.predicate == {"a": 1}
    with pytest.raises(sealwright.Refused):
        verifier.verify(Artifact.from_bytes(b"another"), bundle, policy)
    with pytest.raises(sealwright.Refused):
        verifier.verify(artifact, bundle, Policy.key(PrivateKey.generate().public_key).unlogged_dangerous())


def test_an_artifact_without_the_keys_digest_is_told_which(verifier, keys) -> None:
    signer = Signer.key(keys["ECDSA P-384"], verifier)
    assert signer.digest_algorithm == "sha384"
    with pytest.raises(SigningError, match="sha384") as caught:
        signer.sign(Artifact.from_digest("sha256:" + "00" * 32))
    assert caught.value.hint == "hash the artifact by this algorithm"
    with pytest.raises(sealwright.StatementError):
        signer.attest("{}")


def test_the_program_verifies_what_a_key_signed_and_the_other_way_round(tmp_path, verifier, keys, run) -> None:
    key = keys["ECDSA P-256"]
    (tmp_path / "app").write_bytes(b"app")
    (tmp_path / "app.pub").write_text(public_pem(key))
    (tmp_path / "app.key").write_text(key.to_pem("hunter2"))
    artifact = Artifact.from_path(tmp_path / "app")
    (tmp_path / "app.sigstore.json").write_text(Signer.key(key, verifier).sign(artifact))
    verify = ["-m", "sealwright", "verify", "app", "--key", "app.pub", "--accept-unlogged"]
    assert run(tmp_path, *verify).returncode == 0
    (tmp_path / "app.sigstore.json").unlink()
    signed = run(tmp_path, "-m", "sealwright", "sign", "app", "--key", "app.key", SEALWRIGHT_PASSWORD="hunter2")
    assert signed.returncode == 0, signed.stderr
    policy = Policy.key(key.public_key).unlogged_dangerous()
    assert verifier.verify(artifact, (tmp_path / "app.sigstore.json").read_bytes(), policy)


def test_a_key_file_is_loaded_and_its_password_asked_for_once_and_only_if_it_is_needed(tmp_path, keys) -> None:
    key = keys["ECDSA P-256"]
    plain, cosign = tmp_path / "plain.key", tmp_path / "cosign.key"
    plain.write_text(key.to_pem())
    cosign.write_text(key.to_cosign_pem("hunter2"))
    asked = []

    def ask(what: str, name: str) -> bytes:
        asked.append((what, name))
        return b"hunter2"

    assert SigningKey.load(plain, ask).public_key == key.public_key and not asked
    loaded = SigningKey.load(str(cosign), ask)
    assert loaded.public_key == key.public_key and asked == [("key-file", str(cosign))]
    assert (loaded.digest_algorithm, repr(loaded)) == ("sha256", repr(loaded)) and "P-256" in repr(loaded)
    digest = sealwright.Digest.parse("sha256:" + "01" * 32)
    for given in (digest, str(digest)):
        assert key.public_key.verify_digest("ecdsa-sha256", digest, loaded.sign_digest(given)) is None
    for password in ("wrong", None, lambda what, name: None, lambda what, name: "wrong"):
        with pytest.raises(PrivateKeyError) as caught:
            SigningKey.load(cosign, password)
        assert caught.value.code == "key.password" and caught.value.at == str(cosign)
    with pytest.raises(ZeroDivisionError):
        SigningKey.load(cosign, lambda what, name: 1 // 0)
    with pytest.raises(TypeError):
        SigningKey.load(cosign, lambda what, name: 1)
    with pytest.raises(PrivateKeyError) as caught:
        SigningKey.load(tmp_path / "absent")
    assert caught.value.at == str(tmp_path / "absent")
    for name in ("pkcs11:token", "command:x", "command:x?public-key=absent"):
        with pytest.raises(PrivateKeyError):
            SigningKey.load(name)


COMMAND = """
import base64, json, sys
import sealwright
request = json.loads(sys.stdin.readline())
key = sealwright.SigningKey.load(sys.argv[1])
(algorithm, value), = request["digest"].items()
signature = key.sign_digest(f"{algorithm}:{value}")
print(json.dumps({"signature": base64.b64encode(signature).decode()}))
"""


def test_a_program_signs(tmp_path, verifier, keys) -> None:
    key = keys["ECDSA P-384"]
    (tmp_path / "kms.py").write_text(COMMAND)
    (tmp_path / "kms.key").write_text(key.to_pem())
    (tmp_path / "kms.pub").write_text(public_pem(key))
    paths = [str(tmp_path / name) for name in ("kms.py", "kms.key", "kms.pub")]
    load = "command:{}?public-key={}&arg={}&arg={}".format
    signer = Signer.key(SigningKey.load(load(sys.executable, paths[2], paths[0], paths[1])), verifier)
    artifact = Artifact.from_bytes(b"app")
    assert verifier.verify(artifact, signer.sign(artifact), Policy.key(key.public_key).unlogged_dangerous())
    failing = Signer.key(SigningKey.load(load(sys.executable, paths[2], paths[0], "absent")), verifier)
    with pytest.raises(SigningError, match="signing command") as caught:
        failing.sign(artifact)
    assert caught.value.code == "sign.key"


TOKEN = """
import sys
from sealwright import *
asked = []
def ask(what, name):
    asked.append((what, name))
    return "1234"
key = SigningKey.load(sys.argv[1], ask)
assert asked == [("token", "release")], asked
verifier, artifact = Verifier(TrustRoot.sigstore()), Artifact.from_bytes(b"app")
bundle = Signer.key(key, verifier).sign(artifact)
print(verifier.verify(artifact, bundle, Policy.key(key.public_key).unlogged_dangerous()).human())
try:
    SigningKey.load(sys.argv[1], "0000")
except PrivateKeyError as error:
    assert error.code == "key.password", error.code
"""


def test_a_pkcs11_token_signs(tmp_path, keys, run) -> None:
    modules = [*Path("/usr/lib/softhsm").glob("libsofthsm2.so"), *Path("/usr/lib").glob("*/softhsm/libsofthsm2.so")]
    if not shutil.which("softhsm2-util") or not modules:
        pytest.skip("SoftHSM is not installed")
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm2.conf").write_text(f"directories.tokendir = {tmp_path / 'tokens'}\n")
    (tmp_path / "key").write_text(keys["ECDSA P-256"].to_pem())
    environment = {"SOFTHSM2_CONF": str(tmp_path / "softhsm2.conf")}
    pins = ["--label", "release", "--so-pin", "5678", "--pin", "1234"]
    where = ["--token", "release", "--pin", "1234", "--label", "signing", "--id", "01"]
    for command in (["--init-token", "--free", *pins], ["--import", str(tmp_path / "key"), *where]):
        subprocess.run(["softhsm2-util", *command], env=environment, check=True, stdout=subprocess.DEVNULL)
    name = f"pkcs11:token=release;object=signing?module-path={modules[0]}"
    ran = run(tmp_path, "-c", TOKEN, name, **environment)
    assert ran.returncode == 0 and ran.stdout.startswith("verified"), ran.stderr


@pytest.mark.parametrize("kind", [*ECDSA, "RSA-2048"])
def test_a_function_of_the_callers_signs(tmp_path, verifier, keys, kind) -> None:
    (tmp_path / "key").write_text(keys[kind].to_pem())
    held = SigningKey.load(tmp_path / "key")
    seen = []

    def kms(digest: sealwright.Digest) -> memoryview:
        seen.append(digest.algorithm)
        return memoryview(held.sign_digest(digest))

    key = SigningKey(held.public_key, kms)
    policy = Policy.key(key.public_key).unlogged_dangerous()
    artifact = Artifact.from_bytes(b"app")
    assert verifier.verify(artifact, Signer.key(key, verifier).sign(artifact), policy)
    statement = sealwright.Statement([("a", {"sha256": artifact.digest("sha256").hex})], "t", {})
    assert verifier.verify(artifact, Signer.key(key, verifier).attest(statement), policy)
    assert set(seen) == {key.digest_algorithm}


def test_a_function_that_does_not_sign_is_the_cause_of_the_error(verifier, keys) -> None:
    public, other = keys["ECDSA P-256"].public_key, keys["ECDSA P-384"]
    artifact = Artifact.from_bytes(b"app")

    def failing(digest: sealwright.Digest) -> bytes:
        raise ConnectionResetError("the service went away")

    with pytest.raises(SigningError, match="sign_digest") as caught:
        Signer.key(SigningKey(public, failing), verifier).sign(artifact)
    assert caught.value.code == "sign.key" and isinstance(caught.value.__cause__, ConnectionResetError)
    with pytest.raises(PrivateKeyError) as direct:
        SigningKey(public, failing).sign_digest(artifact.digests[0])
    assert isinstance(direct.value.__cause__, ConnectionResetError)
    wrong = SigningKey(public, lambda digest: other.sign("ecdsa-sha384", b"something else"))
    with pytest.raises(SigningError, match=f"does not verify with its public key sha256:{public.fingerprint}") as caught:
        Signer.key(wrong, verifier).sign(artifact)
    assert caught.value.code == "sign.key" and caught.value.__cause__ is None
    with pytest.raises(SigningError) as caught:
        Signer.key(SigningKey(public, lambda digest: "text"), verifier).sign(artifact)
    assert isinstance(caught.value.__cause__, TypeError)

    def interrupted(digest: sealwright.Digest) -> bytes:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Signer.key(SigningKey(public, interrupted), verifier).sign(artifact)


def test_ed25519_behind_a_function_signs_artifacts_and_says_why_no_envelope(verifier, tmp_path, keys) -> None:
    (tmp_path / "key").write_text(keys["Ed25519"].to_pem())
    held = SigningKey.load(tmp_path / "key")
    signer = Signer.key(SigningKey(held.public_key, held.sign_digest), verifier)
    artifact = Artifact.from_bytes(b"app")
    assert verifier.verify(artifact, signer.sign(artifact), Policy.key(held.public_key).unlogged_dangerous())
    with pytest.raises(SigningError, match="Ed25519 signs envelopes whole"):
        signer.attest(sealwright.Statement([("a", {"sha256": "00" * 32})], "t", {}))


def test_wrong_types_are_type_errors(verifier, keys, tmp_path) -> None:
    key = keys["ECDSA P-256"]
    calls = [
        lambda: PrivateKey.generate(256),
        lambda: PrivateKey.from_pem(1),
        lambda: PrivateKey.from_pem(key.to_pem(), 1),
        lambda: PrivateKey.from_pkcs8_der("text"),
        lambda: key.to_pem(1),
        lambda: key.to_cosign_pem(None),
        lambda: key.sign("ecdsa-sha256", "text"),
        lambda: SigningKey.load(1),
        lambda: SigningKey.load(tmp_path, 1),
        lambda: SigningKey(key, lambda digest: b""),
        lambda: SigningKey(key.public_key, b"signature"),
        lambda: Signer.key(key.public_key, verifier),
        lambda: Signer.key(key, None),
        lambda: Signer.key(key, verifier).sign(b"bytes"),
        lambda: Signer.key(key, verifier).attest(1),
        lambda: sealwright.key_file_format(None),
    ]
    for call in calls:
        with pytest.raises(TypeError):
            call()
