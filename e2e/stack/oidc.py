"""Two OIDC issuers: `oidc.py PORT PROXY_PORT PKI REQUEST_TOKEN`.

On PORT, as http://127.0.0.1:PORT, an issuer of email addresses, and the endpoint that GitHub's runners have:

    GET /token?email=a@example.com&audience=sigstore&ttl=600        the token, as text
    GET /github/token?audience=sigstore                             {"value": token}, to who brings REQUEST_TOKEN as bearer
                                                                    (ACTIONS_ID_TOKEN_REQUEST_URL and _TOKEN)

Claims of GitHub's token may be changed in the query: `&ref=refs/tags/v1`.

On PROXY_PORT an HTTP proxy, which connects whoever asks for GitHub's issuer by its true name with one of this file's: so
Fulcio finds it, and a certificate names the issuer that clients expect.
"""

import json
import ssl
import sys
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

GITHUB = "https://token.actions.githubusercontent.com"
WORKFLOW = "octo-org/octo-repo/.github/workflows/release.yml@refs/heads/main"
COMMIT = "a" * 40
CLAIMS = {
    "sub": "repo:octo-org/octo-repo:ref:refs/heads/main",
    "actor": "octocat",
    "event_name": "push",
    "job_workflow_ref": WORKFLOW,
    "job_workflow_sha": COMMIT,
    "ref": "refs/heads/main",
    "ref_type": "branch",
    "repository": "octo-org/octo-repo",
    "repository_id": "74",
    "repository_owner": "octo-org",
    "repository_owner_id": "65",
    "repository_visibility": "public",
    "run_attempt": "1",
    "run_id": "1234567890",
    "run_number": "10",
    "runner_environment": "github-hosted",
    "sha": COMMIT,
    "workflow": "release",
    "workflow_ref": WORKFLOW,
    "workflow_sha": COMMIT,
}


def main(port: int, proxy: int, pki: Path, request_token: str) -> None:
    key = load_pem_private_key((pki / "oidc.key").read_bytes(), None)
    assert isinstance(key, RSAPrivateKey)
    Email.key, Email.issuer, Email.request_token = key, f"http://127.0.0.1:{port}", request_token
    GitHub.key = key
    Proxy.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    Proxy.tls.load_cert_chain(pki / "github.pem", pki / "github.key")
    proxies = ThreadingHTTPServer(("127.0.0.1", proxy), Proxy)
    threading.Thread(target=proxies.serve_forever, daemon=True).start()
    ThreadingHTTPServer(("127.0.0.1", port), Email).serve_forever()


class Issuer(BaseHTTPRequestHandler):
    """What every issuer has: its configuration and its keys."""

    issuer: ClassVar[str]
    key: ClassVar[RSAPrivateKey]

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        self.get(url.path, dict(parse_qsl(url.query)))

    def get(self, path: str, query: dict[str, str]) -> None:
        if path == "/.well-known/openid-configuration":
            self.answer(
                {
                    "issuer": self.issuer,
                    "jwks_uri": f"{self.issuer}/keys",
                    "authorization_endpoint": f"{self.issuer}/authorize",
                    "token_endpoint": f"{self.issuer}/exchange",
                    "response_types_supported": ["id_token"],
                    "subject_types_supported": ["public"],
                    "id_token_signing_alg_values_supported": ["RS256"],
                }
            )
        elif path == "/keys":
            public = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
            self.answer({"keys": [{**public, "use": "sig", "alg": "RS256", "kid": "1"}]})
        else:
            self.answer({"message": "not found"}, 404)

    def token(self, issuer: str, audience: str, ttl: int, claims: dict[str, Any]) -> str:
        now = int(time.time())
        standard = {"iss": issuer, "aud": audience, "iat": now, "nbf": now - 5, "exp": now + ttl, "jti": str(uuid.uuid4())}
        return jwt.encode({**standard, **claims}, self.key, "RS256", {"kid": "1"})

    def answer(self, body: object, code: int = 200) -> None:
        text, kind = (body, "text/plain") if isinstance(body, str) else (json.dumps(body), "application/json")
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())


class Email(Issuer):
    """The issuer of email addresses; also gives out GitHub's tokens."""

    request_token: ClassVar[str]

    def get(self, path: str, query: dict[str, str]) -> None:
        audience = query.get("audience", "sigstore")
        if path == "/token":
            email = query.get("email", "dev@example.com")
            claims = {"sub": query.get("sub", email), "email": email, "email_verified": True}
            self.answer(self.token(self.issuer, audience, int(query.get("ttl", "600")), claims))
        elif path == "/github/token" and self.headers.get("Authorization", "").lower() != f"bearer {self.request_token}":
            self.answer({"message": "Unauthorized"}, 401)
        elif path == "/github/token":
            claims = {**CLAIMS, **{name: text for name, text in query.items() if name in CLAIMS}}
            self.answer({"value": self.token(GITHUB, audience, 600, claims), "count": 1})
        else:
            super().get(path, query)


class GitHub(Issuer):
    """GitHub's issuer, for those who come through the proxy."""

    issuer = GITHUB


class Proxy(BaseHTTPRequestHandler):
    """Whoever wants to connect with GitHub's issuer gets it, whoever wants anything else gets nothing."""

    tls: ClassVar[ssl.SSLContext]

    def do_CONNECT(self) -> None:
        if self.path != urlsplit(GITHUB).netloc + ":443":
            self.send_error(403, "this proxy knows one host")
            return
        self.send_response_only(200, "Connection established")
        self.end_headers()
        self.close_connection = True
        with self.tls.wrap_socket(self.connection, server_side=True) as inside:
            GitHub(inside, self.client_address, self.server)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), sys.argv[4])
