"""Keys and certificates of a stack: `keys.py FOLDER`. Everything is new at every start."""

import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

GITHUB = "token.actions.githubusercontent.com"
NOW = datetime.now(timezone.utc).replace(microsecond=0)
Key = ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey | rsa.RSAPrivateKey


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    root, between, tsa_root, tsa, ctlog, rekor1, github = (ec.generate_private_key(ec.SECP256R1()) for _ in range(7))
    rekor2 = ed25519.Ed25519PrivateKey.generate()

    fulcio_root = certificate(name("fulcio root"), root, None, depth=1)
    fulcio = certificate(name("fulcio"), between, (fulcio_root, root), depth=0, usage=ExtendedKeyUsageOID.CODE_SIGNING)
    chain(folder / "fulcio.pem", fulcio, fulcio_root)
    chain(folder / "fulcio-root.pem", fulcio_root)
    tsa_anchor = certificate(name("tsa root"), tsa_root, None, depth=0)
    stamping = ExtendedKeyUsageOID.TIME_STAMPING
    chain(folder / "tsa.pem", certificate(name("tsa"), tsa, (tsa_anchor, tsa_root), usage=stamping), tsa_anchor)
    chain(folder / "github.pem", certificate(name(GITHUB), github, None, host=GITHUB))

    private(folder / "fulcio.key", between)
    private(folder / "tsa.key", tsa)
    private(folder / "github.key", github)
    private(folder / "oidc.key", rsa.generate_private_key(public_exponent=65537, key_size=2048))
    # certificate-transparency-go reads no PKCS #8.
    private(folder / "ctlog.key", ctlog, PrivateFormat.TraditionalOpenSSL)
    private(folder / "rekor1.key", rekor1)
    private(folder / "rekor2.key", rekor2)
    for file, key in (("ctlog", ctlog), ("rekor1", rekor1), ("rekor2", rekor2)):
        pem = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        (folder / f"{file}.pub").write_bytes(pem)


def name(common: str) -> x509.Name:
    parts = ((NameOID.ORGANIZATION_NAME, "sealwright e2e"), (NameOID.COMMON_NAME, common))
    return x509.Name([x509.NameAttribute(oid, text) for oid, text in parts])


def certificate(
    subject: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    issuer: tuple[x509.Certificate, ec.EllipticCurvePrivateKey] | None,
    *,
    depth: int | None = None,
    usage: ObjectIdentifier | None = None,
    host: str | None = None,
) -> x509.Certificate:
    """A certificate signed by the issuer, or by itself; that of an authority if it has a depth."""
    above, signer = (issuer[0].subject, issuer[1]) if issuer else (subject, key)
    authority = depth is not None
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(above).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(NOW - timedelta(hours=1)).not_valid_after(NOW + timedelta(days=1))
    builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
    builder = builder.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), False)
    builder = builder.add_extension(x509.BasicConstraints(authority, depth), True)
    builder = builder.add_extension(key_usage(authority), True)
    if usage:
        # RFC 3161 §2.3: critical for a timestamp authority.
        builder = builder.add_extension(x509.ExtendedKeyUsage([usage]), not authority)
    if host:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), False)
    return builder.sign(signer, hashes.SHA256())


def key_usage(authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        key_cert_sign=authority,
        crl_sign=authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def chain(file: Path, *certificates: x509.Certificate) -> None:
    file.write_bytes(b"".join(one.public_bytes(Encoding.PEM) for one in certificates))


def private(file: Path, key: Key, form: PrivateFormat = PrivateFormat.PKCS8) -> None:
    file.touch(mode=0o600)
    file.write_bytes(key.private_bytes(Encoding.PEM, form, NoEncryption()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
