"""A pytest plugin that turns the signing tests of sigstore-conformance to the running stack: `pytest -p on_loopback`.

The suite fetches a token from a server, and its tests sign with Sigstore's production or staging instance. Here the token is
the stack's, what the suite calls staging's configuration is the stack's, and where a test names no instance the client gets
`--trusted-root` and `--signing-config`, at the place that the protocol gives them. Nothing else is changed.
"""

import json
import os
import sys
import urllib.request
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

STACK: dict[str, Any] = json.loads(Path(os.environ["SEALWRIGHT_E2E"]).read_text())
TRUST = ["--trusted-root", STACK["trusted_root"]]
SERVICES = ["--signing-config", STACK["signing_config"]]


def pytest_collection_modifyitems() -> None:
    """The suite's modules are imported by now, and no fixture has run."""
    fixtures, client = sys.modules["test.conftest"], sys.modules["test.client"]
    replace(fixtures, "request", token)
    replace(fixtures, "_client_config", configuration)
    replace_run(client)


def replace(module: ModuleType, name: str, by: object) -> None:
    assert hasattr(module, name), f"the suite has no {name} any more"
    setattr(module, name, by)


def token(*_: object, **__: object) -> SimpleNamespace:
    with urllib.request.urlopen(f"{STACK['oidc']}/token?email=dev@example.com", timeout=30) as answer:
        return SimpleNamespace(data=answer.read())


def configuration(*_: object, **__: object) -> tuple[Path, Path]:
    return Path(STACK["trusted_root"]), Path(STACK["signing_config"])


def replace_run(module: ModuleType) -> None:
    run = module.SigstoreClient.run

    def on_loopback(self: object, command: str, *args: str) -> None:
        more = [] if "--trusted-root" in args else TRUST + (SERVICES if command == "sign-bundle" else [])
        run(self, command, *args[:-1], *more, args[-1])

    module.SigstoreClient.run = on_loopback
