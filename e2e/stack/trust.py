"""What clients are given: `trust.py DESCRIPTION` writes the trusted root, the signing configs and the client trust configs
to where the description of the stack says. One signing config chooses Rekor v2, the other Rekor v1."""

import base64
import hashlib
import json
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

ALWAYS = {"start": "2024-01-01T00:00:00Z"}
OPERATOR = "sealwright e2e"


def main(description: Path) -> None:
    stack = json.loads(description.read_text())
    trusted = trusted_root(stack, Path(stack["pki"]))
    write(stack["trusted_root"], trusted)
    for version, suffix in ((2, ""), (1, "_v1")):
        config = signing_config(stack, stack[f"rekor_v{version}"], version)
        write(stack[f"signing_config{suffix}"], config)
        kind = "application/vnd.dev.sigstore.clienttrustconfig.v0.1+json"
        both = {"mediaType": kind, "trustedRoot": trusted, "signingConfig": config}
        write(stack[f"trust_config{suffix}"], both)


def trusted_root(stack: dict[str, str], pki: Path) -> dict[str, Any]:
    # The origin of Rekor v2's checkpoints, which is part of its log id: the host name of its address, without the port.
    origin = urlsplit(stack["rekor_v2"]).hostname
    return {
        "mediaType": "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
        "tlogs": [
            log(stack["rekor_v2"], pki / "rekor2.pub", "PKIX_ED25519", origin),
            log(stack["rekor_v1"], pki / "rekor1.pub", "PKIX_ECDSA_P256_SHA_256"),
        ],
        "certificateAuthorities": [authority(stack["fulcio"], pki / "fulcio.pem")],
        "ctlogs": [log(stack["ctlog"], pki / "ctlog.pub", "PKIX_ECDSA_P256_SHA_256")],
        "timestampAuthorities": [authority(stack["tsa"], pki / "tsa.pem")],
    }


def log(url: str, public: Path, details: str, origin: str | None = None) -> dict[str, Any]:
    key = load_pem_public_key(public.read_bytes())
    der = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    named = der
    if origin is not None:
        # C2SP signed-note: SHA-256(name || 0x0A || 0x01 || key) for Ed25519.
        named = f"{origin}\n\x01".encode() + key.public_bytes(Encoding.Raw, PublicFormat.Raw)
    return {
        "baseUrl": url,
        "hashAlgorithm": "SHA2_256",
        "publicKey": {"rawBytes": b64(der), "keyDetails": details, "validFor": ALWAYS},
        "logId": {"keyId": b64(hashlib.sha256(named).digest())},
    }


def authority(url: str, chain: Path) -> dict[str, Any]:
    certificates = x509.load_pem_x509_certificates(chain.read_bytes())
    return {
        "subject": {"organization": OPERATOR, "commonName": chain.stem},
        "uri": url,
        "certChain": {"certificates": [{"rawBytes": b64(one.public_bytes(Encoding.DER))} for one in certificates]},
        "validFor": ALWAYS,
    }


def signing_config(stack: dict[str, str], rekor: str, version: int) -> dict[str, Any]:
    return {
        "mediaType": "application/vnd.dev.sigstore.signingconfig.v0.2+json",
        "caUrls": service(stack["fulcio"], 1),
        "oidcUrls": service(stack["oidc"], 1),
        "rekorTlogUrls": service(rekor, version),
        "rekorTlogConfig": {"selector": "ANY"},
        "tsaUrls": service(stack["tsa"], 1),
        "tsaConfig": {"selector": "ANY"},
    }


def service(url: str, version: int) -> list[dict[str, Any]]:
    return [{"url": url, "majorApiVersion": version, "validFor": ALWAYS, "operator": OPERATOR}]


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def write(file: str, content: dict[str, Any]) -> None:
    Path(file).write_text(json.dumps(content, indent=2) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
