"""One entry that nobody needs, at index 0 of both logs: `seed.py DESCRIPTION`.

cosign leaves `logIndex` and `hashes` out of a bundle where they are 0 and empty, and sigstore-python then refuses it.
"""

import base64
import hashlib
import json
import sys
import urllib.request
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

MESSAGE = b"index 0"


def main(description: Path) -> None:
    stack = json.loads(description.read_text())
    key = ec.generate_private_key(ec.SECP256R1())
    signature = b64(key.sign(MESSAGE, ec.ECDSA(hashes.SHA256())))
    public = {
        form: b64(key.public_key().public_bytes(form, PublicFormat.SubjectPublicKeyInfo))
        for form in (Encoding.DER, Encoding.PEM)
    }
    digest = hashlib.sha256(MESSAGE)
    verifier = {"publicKey": {"rawBytes": public[Encoding.DER]}, "keyDetails": "PKIX_ECDSA_P256_SHA_256"}
    content = {"content": signature, "verifier": verifier}
    two = {"hashedRekordRequestV002": {"digest": b64(digest.digest()), "signature": content}}
    logged = post(f"{stack['rekor_v2']}/api/v2/log/entries", two)
    # Protobuf's JSON has no field for a 0.
    assert int(logged.get("logIndex", 0)) == 0, logged

    spec = {
        "data": {"hash": {"algorithm": "sha256", "value": digest.hexdigest()}},
        "signature": {"content": signature, "publicKey": {"content": public[Encoding.PEM]}},
    }
    one = {"apiVersion": "0.0.1", "kind": "hashedrekord", "spec": spec}
    (entry,) = post(f"{stack['rekor_v1']}/api/v1/log/entries", one).values()
    assert entry["logIndex"] == 0, entry


def post(url: str, entry: dict[str, Any]) -> dict[str, Any]:
    request = urllib.request.Request(url, json.dumps(entry).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        logged = json.load(answer)
    assert isinstance(logged, dict)
    return logged


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
