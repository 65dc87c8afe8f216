"""Servers of the tests: on loopback, each in threads of its own, and with nothing of a real one but its answers."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from sealwright import PrivateKey

Answer = Callable[[str, str, bytes], "tuple[int, bytes]"]


@contextmanager
def serve(answer: Answer) -> Iterator[str]:
    """The URL of a server that answers with what comes of method, path and body: a status and a body."""

    class Handler(BaseHTTPRequestHandler):
        def reply(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            status, content = answer(self.command, self.path, body)
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = reply

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    # Whoever stops waiting hangs up.
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def refused() -> str:
    """A URL where nobody listens."""
    with serve(lambda *_: (200, b"")) as url:
        pass
    return url


def part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def jwt(**claims: object) -> str:
    """An identity token that no issuer signed, for `dev@example.com` and years to come unless told."""
    usual = {
        "iss": "https://issuer.example.com",
        "sub": "subject-of-dev",
        "aud": "sigstore",
        "exp": 4_000_000_000,
        "email": "dev@example.com",
        "email_verified": True,
    }
    return f"{part({'alg': 'RS256', 'typ': 'JWT'})}.{part({**usual, **claims})}.c2VjcmV0LXNpZ25hdHVyZQ"


class TufRepository:
    """A repository of The Update Framework in memory: one key, no delegations."""

    def __init__(self, targets: dict[str, bytes], expires: str = "2100-01-01T00:00:00Z") -> None:
        self.key = PrivateKey.generate("Ed25519")
        self.expires = expires
        public = {
            "keytype": "ed25519",
            "scheme": "ed25519",
            "keyval": {"public": self.key.public_key.spki_der[-32:].hex()},
        }
        self.keyid = hashlib.sha256(canonical(public)).hexdigest()
        roles = {role: {"keyids": [self.keyid], "threshold": 1} for role in ("root", "timestamp", "snapshot", "targets")}
        files = {
            name: {"length": len(content), "hashes": {"sha256": hashlib.sha256(content).hexdigest()}}
            for name, content in targets.items()
        }
        self.root = self.sign("root", {"consistent_snapshot": False, "keys": {self.keyid: public}, "roles": roles})
        self.files = {f"/targets/{name}": content for name, content in targets.items()}
        self.files["/targets.json"] = self.sign("targets", {"targets": files})
        self.files["/snapshot.json"] = self.sign("snapshot", {"meta": {"targets.json": {"version": 1}}})
        self.files["/timestamp.json"] = self.sign("timestamp", {"meta": {"snapshot.json": {"version": 1}}})

    def sign(self, role: str, body: dict[str, Any], version: int = 1) -> bytes:
        signed = {"_type": role, "spec_version": "1.0.31", "version": version, "expires": self.expires, **body}
        signature = self.key.sign("ed25519", canonical(signed)).hex()
        return json.dumps({"signed": signed, "signatures": [{"keyid": self.keyid, "sig": signature}]}).encode()

    def answer(self, _: str, path: str, __: bytes) -> tuple[int, bytes]:
        content = self.files.get(path)
        return (404, b"") if content is None else (200, content)


def canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()
