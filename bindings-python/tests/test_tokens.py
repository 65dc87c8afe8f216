"""Identity tokens: read, found in the surroundings, and got by signing in. None is ever shown."""

from __future__ import annotations

import asyncio
import copy
import json
import pickle
import threading
import time
import urllib.parse
import urllib.request
from datetime import datetime, timedelta, timezone
from typing import Any, get_args

import pytest
import sealwright
from loopback import jwt, serve
from sealwright import Http, Login, Token, TokenError, aio
from test_signing import shown

HTTP = Http(proxies={}, attempts=1)


def test_a_token_is_read_but_its_text_is_not_given_back() -> None:
    text = jwt(nonce="n", aud=["sigstore", "other"])
    token = Token.parse(f" {text}\n")
    assert (token.issuer, token.kind, token.subject) == ("https://issuer.example.com", "other", "subject-of-dev")
    assert (token.email, token.audiences, token.nonce) == ("dev@example.com", ["sigstore", "other"], "n")
    assert token.expires == datetime.fromtimestamp(4_000_000_000, timezone.utc) and token.source is None
    assert (token.certified_identity, token.certified_issuer) == ("dev@example.com", token.issuer)
    assert token.check() is None and token.for_audience("other").check() is None
    assert repr(token) == str(token) == "<Token of https://issuer.example.com>"
    for give in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError) as caught:
            give(token)
        assert text.split(".")[1] not in shown(caught.value)
    for name in dir(token):
        assert text.split(".")[1] not in repr(getattr(token, name))


@pytest.mark.parametrize(
    ("issuer", "claims", "kind", "identity"),
    [
        (
            "https://token.actions.githubusercontent.com",
            {"job_workflow_ref": "o/r/.github/workflows/w.yml@refs/heads/main"},
            "github",
            "https://github.com/o/r/.github/workflows/w.yml@refs/heads/main",
        ),
        ("https://gitlab.com", {"ci_config_ref_uri": "gitlab.com/a/b//c.yml@d"}, "gitlab", "https://gitlab.com/a/b//c.yml@d"),
        ("https://agent.buildkite.com", {}, "buildkite", None),
        ("https://oidc.circleci.com/org/x", {}, "circleci", None),
        ("https://accounts.google.com", {}, "google", "dev@example.com"),
        ("https://oauth2.sigstore.dev/auth", {"federated_claims": {"connector_id": "https://a"}}, "sigstore", "dev@example.com"),
    ],
)
def test_a_token_says_whom_fulcio_will_certify(issuer, claims, kind, identity) -> None:
    token = Token.parse(jwt(iss=issuer, **claims))
    assert token.kind == kind and kind in get_args(sealwright.IssuerKind) and token.certified_identity == identity
    assert token.certified_issuer == ("https://a" if kind == "sigstore" else issuer)


def test_a_token_that_cannot_be_used_is_explained_and_not_shown() -> None:
    text = jwt()
    now = datetime.now(timezone.utc)
    cases = [
        (lambda: Token.parse("no token"), "no identity token"),
        (lambda: Token.parse(text.rsplit(".", 1)[0]), "three parts"),
        (lambda: Token.parse(text.rsplit(".", 1)[0] + "."), "not signed"),
        (lambda: Token.parse(jwt(sub="", email=None)), "names nobody"),
        (lambda: Token.parse(jwt(exp=1)).check(), "expired"),
        (lambda: Token.parse(text).check(now=now + timedelta(days=36_500)), "expired"),
        (lambda: Token.parse(jwt(aud="a")).check(), "is for a, not for sigstore"),
        (lambda: Token.parse(text).for_audience("elsewhere").check(), "for elsewhere"),
        (lambda: Token.parse(jwt(email_verified=False)).check(), "not verified the e-mail"),
        (lambda: Token.parse(jwt(aud="a", iss="https://token.actions.githubusercontent.com")).check(), "id-token: write"),
    ]
    for call, says in cases:
        with pytest.raises(TokenError, match=says) as caught:
            call()
        assert caught.value.code == "sign.token" and "c2VjcmV0" not in shown(caught.value)
    for wrong in (1, None):
        with pytest.raises(TypeError):
            Token.parse(wrong)


@pytest.fixture
def nowhere(monkeypatch) -> None:
    """An environment in which nobody offers a token."""
    import os

    for name in list(os.environ):
        if name.startswith(("SIGSTORE_", "SPIFFE_", "GITHUB_", "ACTIONS_", "GITLAB_", "CI", "BUILDKITE", "CIRCLE", "GOOGLE_")):
            monkeypatch.delenv(name)


def test_a_token_of_the_environment_is_found(nowhere, monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("SIGSTORE_ID_TOKEN", jwt(sub="variable"))
    found = Token.ambient(HTTP)
    assert (found.source, found.subject) == ("SIGSTORE_ID_TOKEN", "variable")
    assert asyncio.run(aio.Token.ambient()).subject == "variable"
    monkeypatch.setenv("SIGSTORE_ID_TOKEN", jwt(aud="a"))
    with pytest.raises(TokenError, match="not for sigstore"):
        Token.ambient()
    monkeypatch.delenv("SIGSTORE_ID_TOKEN")
    (tmp_path / "token").write_text(jwt(sub="file"))
    monkeypatch.setenv("SIGSTORE_ID_TOKEN_FILE", str(tmp_path / "token"))
    assert Token.ambient().subject == "file"
    monkeypatch.setenv("SIGSTORE_ID_TOKEN_FILE", str(tmp_path / "absent"))
    with pytest.raises(TokenError, match="absent"):
        Token.ambient()


def test_a_job_on_github_asks_its_endpoint_or_is_told_which_lines_to_add(nowhere, monkeypatch) -> None:
    issuer = "https://token.actions.githubusercontent.com"
    text = jwt(iss=issuer, email=None, job_workflow_ref="o/r/.github/workflows/w.yml@refs/heads/main")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    with pytest.raises(TokenError, match="id-token: write"):
        Token.ambient(HTTP)
    with serve(lambda *_: (200, json.dumps({"value": text}).encode())) as url:
        monkeypatch.setenv("ACTIONS_ID_TOKEN_REQUEST_URL", f"{url}/token?x=1")
        monkeypatch.setenv("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "request-secret")
        found = Token.ambient(HTTP)
    assert (found.source, found.kind) == ("GitHub Actions", "github")
    with pytest.raises(TokenError) as caught:
        Token.ambient(HTTP)
    assert "request-secret" not in shown(caught.value)


class Issuer:
    """An OpenID Connect issuer that signs in whoever comes, by a browser or a device."""

    def __init__(self) -> None:
        self.url = ""
        self.nonce = ""
        self.polls = 0
        self.claims: dict[str, Any] = {}

    def answer(self, method: str, path: str, body: bytes) -> tuple[int, bytes]:
        form = dict(urllib.parse.parse_qsl(body.decode()))
        if path.endswith("/.well-known/openid-configuration"):
            return 200, self.json(
                issuer=self.url,
                authorization_endpoint=f"{self.url}/authorize",
                token_endpoint=f"{self.url}/token",
                device_authorization_endpoint=f"{self.url}/device",
            )
        if path == "/device":
            return 200, self.json(
                device_code="device-secret",
                user_code="ABCD",
                verification_uri=f"{self.url}/here",
                verification_uri_complete=f"{self.url}/here?code=ABCD",
                expires_in=300,
                interval=1,
            )
        if form.get("grant_type", "").endswith("device_code"):
            self.polls += 1
            if self.polls == 1:
                return 400, self.json(error="authorization_pending")
        elif form.get("code") != "authorization-secret":
            return 400, self.json(error="invalid_grant")
        return 200, self.json(id_token=jwt(**{"iss": self.url, "nonce": self.nonce, **self.claims}))

    @staticmethod
    def json(**fields: object) -> bytes:
        return json.dumps(fields).encode()

    def browser(self, url: str) -> bool:
        """Comes back at once, from another thread as a browser does."""
        asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(url).query))
        self.nonce = asked["nonce"]
        back = urllib.parse.urlencode({"code": "authorization-secret", "state": asked["state"]})
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        threading.Thread(target=opener.open, args=(f"{asked['redirect_uri']}?{back}",), daemon=True).start()
        return True


@pytest.fixture
def issuer():
    issuer = Issuer()
    with serve(issuer.answer) as url:
        issuer.url = url
        yield issuer


def test_somebody_signs_in_with_a_browser(issuer) -> None:
    login = Login(issuer.url, wait=10)
    assert issuer.url in repr(login)
    token = login.in_browser(issuer.browser, http=HTTP)
    assert token.issuer == issuer.url and token.email == "dev@example.com" and token.source is None
    assert asyncio.run(aio.Login.in_browser(login, issuer.browser, http=HTTP)).nonce == issuer.nonce
    issuer.claims = {"nonce": "of-another-sign-in"}
    with pytest.raises(TokenError, match="wrong nonce"):
        login.in_browser(issuer.browser, http=HTTP)
    issuer.claims = {"aud": "somebody-else"}
    with pytest.raises(TokenError):
        login.in_browser(issuer.browser, http=HTTP)
    issuer.claims = {"aud": "my-client"}
    assert Login(issuer.url, client="my-client", wait=10).in_browser(issuer.browser, http=HTTP)


def test_a_browser_that_does_not_open_or_raises_or_never_comes_back(issuer, monkeypatch) -> None:
    login = Login(issuer.url, wait=0.2)
    with pytest.raises(TokenError, match="no browser"):
        login.in_browser(lambda url: False, http=HTTP)
    with pytest.raises(ZeroDivisionError):
        login.in_browser(lambda url: 1 / 0, http=HTTP)
    with pytest.raises(TokenError, match="in time"):
        login.in_browser(lambda url: True, http=HTTP)
    import webbrowser

    monkeypatch.setattr(webbrowser, "open", issuer.browser)
    assert Login(issuer.url, wait=10).in_browser(http=HTTP).issuer == issuer.url
    for wrong in (lambda: login.in_browser(1), lambda: login.on_device(None), lambda: Login(1), lambda: Login(wait="1")):
        with pytest.raises(TypeError):
            wrong()


def test_somebody_signs_in_on_another_device(issuer) -> None:
    seen: list[sealwright.DevicePrompt] = []
    login = Login(issuer.url)
    assert login.on_device(seen.append, http=HTTP).email == "dev@example.com" and issuer.polls == 2
    (prompt,) = seen
    assert (prompt.address, prompt.code) == (f"{issuer.url}/here", "ABCD")
    assert prompt.address_with_code == f"{issuer.url}/here?code=ABCD" and prompt.code not in repr(prompt)
    with pytest.raises(ZeroDivisionError):
        login.on_device(lambda prompt: 1 / 0, http=HTTP)


def test_a_sign_in_that_nobody_awaits_any_more_is_stopped(issuer) -> None:
    issuer.polls = -1_000

    async def scene() -> None:
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(aio.Login.on_device(Login(issuer.url), lambda prompt: None, http=HTTP), 0.3)
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(aio.Login.in_browser(Login(issuer.url), lambda url: True, http=HTTP), 0.3)

    begun = time.monotonic()
    asyncio.run(scene())
    assert time.monotonic() - begun < 3


def test_an_issuer_that_is_none_is_named(issuer) -> None:
    with pytest.raises(TokenError, match="another one"):
        Login(f"{issuer.url}/elsewhere").in_browser(issuer.browser, http=HTTP)
    with serve(lambda *_: (500, b"")) as url, pytest.raises(TokenError) as caught:
        Login(url).on_device(lambda prompt: None, http=HTTP)
    assert caught.value.code == "sign.token" and url in str(caught.value)
