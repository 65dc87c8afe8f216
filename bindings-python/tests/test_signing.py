"""Signing for an identity token: what goes wrong with servers is an error that names the stage, and no secret gets out."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
import threading
import time
import traceback
from datetime import timedelta

import pytest
import sealwright
from conftest import NOW
from loopback import jwt, refused, serve
from sealwright import Artifact, Http, NetworkError, PrivateKey, Services, Signer, SigningConfig, SigningError, Token, aio
from test_batch import interruptible

ARTIFACT = Artifact.from_bytes(b"app")
# One attempt: what fails here fails at once.
HTTP = Http(proxies={}, attempts=1, pause=0.01)


def shown(error: BaseException) -> str:
    """All that somebody may see of an error."""
    told = [str(error), repr(error), *traceback.format_exception(type(error), error, error.__traceback__)]
    for check in getattr(error, "checks", ()):
        told += [repr(check), str(check.found), str(check.expected), str(check.hint), str(check.at), str(check.message)]
    return "\n".join(told)


@pytest.mark.parametrize(
    ("status", "body"),
    [(500, b"{}"), (404, b""), (403, b'{"message":"TOKEN"}'), (200, b"TOKEN"), (200, b"{}"), (200, b"\xff\xfe"), (302, b"")],
)
def test_a_certificate_authority_that_fails_is_named_and_the_token_is_not_shown(verifier, status, body) -> None:
    text = jwt()
    with serve(lambda *_: (status, body.replace(b"TOKEN", text.encode()))) as url:
        signer = Signer.keyless(Token.parse(text), Services(url), HTTP, verifier)
        with pytest.raises(SigningError) as caught:
            signer.sign(ARTIFACT)
    error = caught.value
    assert type(error) is SigningError and error.code == "sign.certificate" and error.hint
    assert error.at and error.at.startswith(url)
    if status in (403, 404, 500):
        assert error.found == str(status)
    secret = text.split(".")
    assert not any(part in shown(error) + repr(signer) for part in secret[1:])


def test_a_server_that_is_not_there_and_one_that_says_nothing_are_told_apart_from_a_bug(verifier) -> None:
    token, url = Token.parse(jwt()), refused()
    with pytest.raises(SigningError) as caught:
        Signer.keyless(token, Services(url), HTTP, verifier).attest(
            sealwright.Statement([("a", {"sha256": "00" * 32})], "t", {})
        )
    assert caught.value.code == "sign.certificate" and caught.value.at.startswith(url)
    with serve(lambda *_: (time.sleep(5), (200, b""))[1]) as url:
        impatient = Http(proxies={}, attempts=1, exchange=0.3, total=0.5)
        begun = time.monotonic()
        with pytest.raises(SigningError, match="in time"):
            Signer.keyless(token, Services(url), impatient, verifier).sign(ARTIFACT)
        assert time.monotonic() - begun < 3


@pytest.mark.parametrize(("place", "code"), [("logs", "sign.log"), ("timestamp_authorities", "sign.timestamp")])
def test_a_log_and_a_timestamp_authority_that_fail_are_named(verifier, place, code) -> None:
    key = PrivateKey.generate()
    asked = []

    def answer(method: str, path: str, body: bytes) -> tuple[int, bytes]:
        asked.append(path)
        return 500, b""

    with serve(answer) as url:
        for version in (1, 2):
            where = (url, version) if place == "logs" else url
            signer = Signer.key(key, verifier).witnessed(Services(**{place: [where]}), HTTP)
            with pytest.raises(SigningError) as caught:
                signer.sign(ARTIFACT)
            assert caught.value.code == code and caught.value.at.startswith(url)
    assert len(asked) == 2


def test_what_was_made_is_refused_if_it_does_not_verify(verifier) -> None:
    # Not this key's log entry.
    entry = {"inclusionProof": {}, "canonicalizedBody": ""}
    with serve(lambda *_: (201, json.dumps(entry).encode())) as url:
        signer = Signer.key(PrivateKey.generate(), verifier).witnessed(Services(logs=[(url, 2)]), HTTP)
        with pytest.raises(SigningError) as caught:
            signer.sign(ARTIFACT)
    assert caught.value.code.startswith("bundle.")


def test_witnessed_gives_another_signer(verifier) -> None:
    plain = Signer.key(PrivateKey.generate(), verifier)
    with serve(lambda *_: (500, b"")) as url:
        witnessed = plain.witnessed(Services(timestamp_authorities=[url]), HTTP)
        assert plain.sign(ARTIFACT)
        with pytest.raises(SigningError):
            witnessed.sign(ARTIFACT)


def test_a_token_that_cannot_be_used_is_refused_before_anything_is_sent(verifier) -> None:
    asked = []
    with serve(lambda *request: (asked.append(request), (500, b""))[1]) as url:
        for claims in ({"exp": 1}, {"aud": "somebody-else"}, {"email_verified": False}):
            text = jwt(**claims)
            with pytest.raises(SigningError) as caught:
                Signer.keyless(Token.parse(text), Services(url), HTTP, verifier)
            assert caught.value.code == "sign.token" and text.split(".")[1] not in shown(caught.value)
        with pytest.raises(SigningError) as caught:
            Signer.keyless(Token.parse(jwt()), Services(logs=[(url, 2)]), HTTP, verifier)
        assert caught.value.code == "sign.config"
    assert not asked


def test_services_are_named_or_chosen_out_of_a_config() -> None:
    config = SigningConfig.sigstore()
    for service in (config.authority(now=NOW), config.issuer(now=NOW), *config.logs(now=NOW), *config.timestamp_authorities()):
        assert service.url.startswith("https://") and service.version in (1, 2) and service.operator
        assert service.validity.contains(NOW) and service.url in repr(service)
    assert "1 logs" in repr(Services.from_config(config, now=NOW))
    past = NOW - timedelta(days=10_000)
    with pytest.raises(sealwright.TrustError):
        config.authority(now=past)
    with pytest.raises(SigningError) as caught:
        Services.from_config(config, now=past)
    assert caught.value.code == "sign.config"
    media = "application/vnd.dev.sigstore.{}+json"
    signing = {
        "mediaType": media.format("signingconfig.v0.2"),
        "caUrls": [{"url": "https://ca.example/", "majorApiVersion": 1, "operator": "me"}],
        "rekorTlogUrls": [{"url": "https://log.example", "majorApiVersion": version} for version in (1, 2)],
    }
    root = {"mediaType": media.format("trustedroot") + ";version=0.1", "tlogs": [], "certificateAuthorities": []}
    both = {"mediaType": media.format("clienttrustconfig.v0.1"), "trustedRoot": root, "signingConfig": signing}
    read = SigningConfig.from_json(json.dumps(signing))
    assert read.authority().url == "https://ca.example" and read.timestamp_authorities() == []
    assert [log.version for log in read.logs()] == [2] and read.authority() == read.authority()
    with pytest.raises(sealwright.TrustError):
        read.issuer()
    try:
        assert sealwright.TrustConfig.from_json(json.dumps(both)).signing.logs() == read.logs()
    except sealwright.TrustError as error:
        # A root without any authority is none.
        assert "root" in str(error)
    for wrong in ("", "{}", json.dumps(both), b"\xff"):
        with pytest.raises(sealwright.TrustError):
            SigningConfig.from_json(wrong)
    with pytest.raises(sealwright.TrustError):
        sealwright.TrustConfig.from_json("{}")


def test_an_embedded_root_and_config_make_a_trust_config() -> None:
    from conftest import REPOSITORY

    roots = REPOSITORY / "core" / "roots"
    both = {
        "mediaType": "application/vnd.dev.sigstore.clienttrustconfig.v0.1+json",
        "trustedRoot": json.loads((roots / "sigstore.json").read_text()),
        "signingConfig": json.loads((roots / "sigstore-signing.json").read_text()),
    }
    config = sealwright.TrustConfig.from_json(json.dumps(both).encode())
    assert sealwright.Verifier(config.root) and config.signing.authority(now=NOW).url


def test_http_is_told_how_to_ask() -> None:
    root = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
    for options in ({"roots_pem": root}, {"roots_pem": b"nothing"}, {"proxies": {"https_proxy": "socks5://me:s3cret@a"}}):
        with pytest.raises(NetworkError) as caught:
            Http(**options)
        assert caught.value.code == "net.config" and "s3cret" not in shown(caught.value)
    for options in ({"connect": -1}, {"total": float("nan")}, {"attempts": 0}, {"exchange": float("inf")}):
        with pytest.raises(ValueError):
            Http(**options)
    for options in ({"connect": "1"}, {"attempts": 1.5}, {"proxies": 1}, {"roots_pem": 1}, {"plain_http_dangerous": "no"}):
        with pytest.raises(TypeError):
            Http(**options)
    assert repr(Http(connect=1, exchange=2.5, total=3, attempts=2, pause=0)) == "<Http>"


def test_proxies_are_those_that_are_given_or_those_of_the_environment(monkeypatch, verifier) -> None:
    token = Token.parse(jwt())
    services = Services("http://a.invalid")
    seen = []

    def answer(method: str, path: str, body: bytes) -> tuple[int, bytes]:
        seen.append(path)
        return 403, b""

    plain = {"attempts": 1, "connect": 2, "plain_http_dangerous": True}
    with serve(answer) as url:
        monkeypatch.setenv("http_proxy", "socks5://me:s3cret@a")
        monkeypatch.setenv("https_proxy", "socks5://me:s3cret@a")
        with pytest.raises(NetworkError):
            Http()
        with pytest.raises(NetworkError):
            Signer.keyless(token, services, None, verifier)
        with pytest.raises(SigningError):
            Signer.keyless(token, services, Http(proxies={}, **plain), verifier).sign(ARTIFACT)
        assert not seen
        with pytest.raises(SigningError):
            Signer.keyless(token, services, Http(proxies={"http_proxy": url}, **plain), verifier).sign(ARTIFACT)


def test_other_threads_run_while_a_server_is_waited_for_and_one_certificate_is_asked_for_at_a_time(verifier) -> None:
    asked = []

    def answer(method: str, path: str, body: bytes) -> tuple[int, bytes]:
        asked.append(path)
        time.sleep(0.3)
        return 500, b""

    outcomes = []
    with serve(answer) as url:
        signer = Signer.keyless(Token.parse(jwt()), Services(url), HTTP, verifier)

        def sign() -> None:
            try:
                signer.sign(ARTIFACT)
            except SigningError as error:
                outcomes.append(error.code)

        threads = [threading.Thread(target=sign) for _ in range(3)]
        for thread in threads:
            thread.start()
        ticks = 0
        while any(thread.is_alive() for thread in threads):
            time.sleep(0.005)
            ticks += 1
    assert outcomes == ["sign.certificate"] * 3 and len(asked) == 3 and ticks > 20


def test_a_task_that_is_cancelled_stops_waiting_and_the_loop_goes_on(verifier) -> None:
    async def scene(url: str) -> None:
        signer = Signer.keyless(Token.parse(jwt()), Services(url), HTTP, verifier)
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(aio.sign(signer, ARTIFACT), 0.2)
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(aio.attest(signer, sealwright.Statement([("a", {"sha256": "00" * 32})], "t", {})), 0.2)

    with serve(lambda *_: (time.sleep(6), (500, b""))[1]) as url:
        begun = time.monotonic()
        # The loop waits for its threads at its end.
        asyncio.run(scene(url))
        assert time.monotonic() - begun < 3


def test_aio_signs_and_attests(verifier) -> None:
    key = PrivateKey.generate()
    policy = sealwright.Policy.key(key.public_key).unlogged_dangerous()
    statement = sealwright.Statement([("a", {"sha256": ARTIFACT.digest("sha256").hex})], "t", {})

    async def scene() -> list[str]:
        signer = Signer.key(key, verifier)
        return [await aio.sign(signer, ARTIFACT), await aio.attest(signer, statement)]

    for bundle in asyncio.run(scene()):
        assert verifier.verify(ARTIFACT, bundle, policy)
    with serve(lambda *_: (404, b"")) as url, pytest.raises(SigningError):
        asyncio.run(aio.sign(Signer.keyless(Token.parse(jwt()), Services(url), HTTP, verifier), ARTIFACT))


INTERRUPTED = """
import sys
from sealwright import *
verifier = Verifier(TrustRoot.sigstore())
signer = Signer.keyless(Token.parse({token!r}), Services({url!r}), Http(proxies={{}}), verifier)
print("begun", flush=True)
try:
    signer.sign(Artifact.from_bytes(b"app"))
except KeyboardInterrupt:
    print("interrupted", flush=True)
    sys.exit(7)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_interrupts_the_waiting_for_a_server() -> None:
    import subprocess

    with serve(lambda *_: (time.sleep(20), (500, b""))[1]) as url:
        code = INTERRUPTED.format(token=jwt(), url=url)
        with interruptible([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout.readline() == "begun\n"
            time.sleep(0.5)
            assert process.poll() is None
            begun = time.monotonic()
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=10) == 7
            assert time.monotonic() - begun < 3


def test_wrong_types_are_type_errors(verifier) -> None:
    token = Token.parse(jwt())
    calls = [
        lambda: Services(1),
        lambda: Services("https://a", "https://b"),
        lambda: Services("https://a", [("https://b", "2")]),
        lambda: Services("https://a", timestamp_authorities=[1]),
        lambda: Services.from_config("{}"),
        lambda: Signer.keyless(jwt(), Services(), HTTP, verifier),
        lambda: Signer.keyless(token, "https://a", HTTP, verifier),
        lambda: Signer.keyless(token, Services(), {}, verifier),
        lambda: Signer.keyless(token, Services(), HTTP, sealwright.TrustRoot.sigstore()),
        lambda: Signer.key(PrivateKey.generate(), verifier).witnessed(None),
        lambda: Signer(),
        lambda: SigningConfig.from_json(1),
        lambda: sealwright.TrustConfig.from_json(None),
    ]
    for call in calls:
        with pytest.raises(TypeError):
            call()
    with pytest.raises(ValueError, match="1 or 2"):
        Services("https://a", [("https://b", 3)])
