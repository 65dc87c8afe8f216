#!/usr/bin/env python3
"""Makes the tokens and chains of this folder, and cases.tsv. The same octets every time.

Needs python3 and its package `cryptography` (45 or later); `--check` also asks the openssl command line what it
thinks of every token that is expected to verify. Keys come from fixed seeds and protect nothing.
"""

import datetime, hashlib, pathlib, subprocess, sys, tempfile

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID as EKU, NameOID

HERE = pathlib.Path(__file__).parent
MESSAGE = b"the bytes that were timestamped\n"
UTC = datetime.timezone.utc
START, END = datetime.datetime(2025, 1, 1, tzinfo=UTC), datetime.datetime(2035, 1, 1, tzinfo=UTC)
TIME, AT = "20260102030405Z", datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


# DER

def tlv(tag, *parts):
    body = b"".join(parts)
    size = len(body)
    if size < 128:
        return bytes([tag, size]) + body
    octets = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(octets)]) + octets + body

def seq(*parts): return tlv(0x30, *parts)
def set_of(*parts): return tlv(0x31, *sorted(parts))
def octets(body): return tlv(4, body)
NULL = b"\x05\x00"

def integer(n):
    return tlv(2, n.to_bytes(n.bit_length() // 8 + 1, "big", signed=True))

def oid(text):
    first, second, *rest = (int(arc) for arc in text.split("."))
    out = b""
    for arc in [first * 40 + second, *rest]:
        groups = [arc & 0x7F]
        while arc := arc >> 7:
            groups.append(arc & 0x7F | 0x80)
        out += bytes(reversed(groups))
    return tlv(6, out)

def time(text): return tlv(0x18, text.encode())

SHA = {256: "2.16.840.1.101.3.4.2.1", 384: "2.16.840.1.101.3.4.2.2", 512: "2.16.840.1.101.3.4.2.3"}
TST_INFO, SIGNED_DATA = "1.2.840.113549.1.9.16.1.4", "1.2.840.113549.1.7.2"
DATA = "1.2.840.113549.1.7.1"
RSA = "1.2.840.113549.1.1."

def digest(bits, data): return hashlib.new(f"sha{bits}", data).digest()
def digest_id(bits, *parameters): return seq(oid(SHA[bits]), *parameters)


# Keys and certificates

def stream(seed, size): return hashlib.shake_256(seed.encode()).digest(size)

def ec_key(seed, curve=ec.SECP256R1()):
    return ec.derive_private_key(int.from_bytes(stream(seed, 31), "big"), curve)

def prime(seed):
    n = int.from_bytes(stream(seed, 128), "big") | (3 << 1022) | 1
    def passes(n):
        d, r = n - 1, 0
        while d % 2 == 0:
            d, r = d // 2, r + 1
        for base in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
            x = pow(base, d, n)
            if x not in (1, n - 1) and not any((x := x * x % n) == n - 1 for _ in range(r - 1)):
                return False
        return True
    while n % 65537 == 1 or not passes(n):
        n += 2
    return n

def rsa_key(seed):
    p, q = prime(seed + " p"), prime(seed + " q")
    d = pow(65537, -1, (p - 1) * (q - 1))
    public = rsa.RSAPublicNumbers(65537, p * q)
    return rsa.RSAPrivateNumbers(p, q, d, d % (p - 1), d % (q - 1), pow(q, -1, p), public).private_key()

def name(common): return x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "sealwright.test"),
                                    x509.NameAttribute(NameOID.COMMON_NAME, common)])

def usage(**given):
    fields = ["digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
              "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"]
    return x509.KeyUsage(**{field: given.get(field, False) for field in fields})

def certificate(subject, key, issuer, issuer_key, serial, *, ca=False, eku=None, critical=True, start=START, end=END):
    b = (x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
         .serial_number(serial).not_valid_before(start).not_valid_after(end))
    b = b.add_extension(usage(key_cert_sign=ca, crl_sign=ca, digital_signature=not ca), True)
    if ca:
        b = b.add_extension(x509.BasicConstraints(True, None), True)
    b = b.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
    if subject != issuer:
        b = b.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), False)
    if eku:
        b = b.add_extension(x509.ExtendedKeyUsage(eku), critical)
    return b.sign(issuer_key, hashes.SHA256(), ecdsa_deterministic=True)

def der(c): return c.public_bytes(serialization.Encoding.DER)

class Authority:
    """Root, intermediate, and leaves by name; `world` changes every key and no name."""

    def __init__(self, world):
        self.world = world
        self.root_key, self.middle_key = ec_key(world + " root"), ec_key(world + " intermediate")
        self.root = certificate(name("TSA Root"), self.root_key, name("TSA Root"), self.root_key, 1, ca=True)
        self.middle = certificate(name("TSA Intermediate"), self.middle_key, name("TSA Root"), self.root_key, 2,
                                  ca=True, eku=[EKU.TIME_STAMPING], critical=False)
        self.leaves, self.keys = {}, {}

    def leaf(self, label, key=None, serial=None, **options):
        key = key or ec_key(f"{self.world} {label}")
        options.setdefault("eku", [EKU.TIME_STAMPING])
        self.keys[label] = key
        self.leaves[label] = certificate(name("TSA"), key, name("TSA Intermediate"), self.middle_key,
                                         serial or 0x8000 + len(self.leaves), **options)
        return self.leaves[label]

    def chain(self, label): return [self.leaves[label], self.middle, self.root]


# Signing

def pss(key, message, bits):
    """EMSA-PSS (RFC 8017 section 9.1) with a salt from the message, so that the signature is always the same."""
    numbers = key.private_numbers()
    n, size = numbers.public_numbers.n, bits // 8
    hashed, salt = digest(bits, message), stream("salt", size)
    h = digest(bits, bytes(8) + hashed + salt)
    length = (n.bit_length() + 6) // 8
    block = bytes(length - 2 * size - 2) + b"\x01" + salt
    mask = b"".join(digest(bits, h + i.to_bytes(4, "big")) for i in range(len(block) // size + 1))
    masked = bytearray(a ^ b for a, b in zip(block, mask))
    masked[0] &= 0xFF >> (8 * length - (n.bit_length() - 1))
    return pow(int.from_bytes(bytes(masked) + h + b"\xbc", "big"), numbers.d, n).to_bytes((n.bit_length() + 7) // 8, "big")

def pss_id(bits, salt=None):
    return seq(oid(RSA + "10"), seq(tlv(0xA0, digest_id(bits)), tlv(0xA1, seq(oid(RSA + "8"), digest_id(bits))),
                                    tlv(0xA2, integer(bits // 8 if salt is None else salt))))

def sign(key, message, bits, how):
    """The signatureAlgorithm and the signature."""
    algorithm = {256: hashes.SHA256, 384: hashes.SHA384, 512: hashes.SHA512}[bits]()
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return seq(oid("1.3.101.112")), key.sign(message)
    if isinstance(key, ec.EllipticCurvePrivateKey):
        arc = {256: 2, 384: 3, 512: 4}[bits]
        return seq(oid(f"1.2.840.10045.4.3.{arc}")), key.sign(message, ec.ECDSA(algorithm, deterministic_signing=True))
    if how == "pss":
        return pss_id(bits), pss(key, message, bits)
    arc = {"rsaEncryption": 1, "withRSA": {256: 11, 384: 12, 512: 13}[bits]}[how]
    return seq(oid(f"{RSA}{arc}"), NULL), key.sign(message, padding.PKCS1v15(), algorithm)


# Tokens

def issuer_serial(c):
    return seq(seq(tlv(0xA4, c.issuer.public_bytes())), integer(c.serial_number))

def attribute(arc, *values): return seq(oid("1.2.840.113549.1.9." + arc), set_of(*values))

def tst_info(message=MESSAGE, *, bits=256, version=1, policy=oid("1.3.6.1.4.1.57264.2"), imprint=None, serial=4711,
             at=TIME, parameters=(NULL,), rest=b""):
    imprint = digest(bits, message) if imprint is None else imprint
    return seq(integer(version), policy, seq(digest_id(bits, *parameters), octets(imprint)), integer(serial), time(at), rest)

def signer_info(leaf, key, info, *, bits=256, how="rsaEncryption", ski=False, version=None, digest_parameters=(),
                content_type=TST_INFO, content_types=1, message_digest=None, message_digests=1, ess=None, more=(),
                attributes=True, order=True, unsigned=b"", signature=None, algorithm=None, sid=None):
    ess = [attribute("16.2.47", seq(seq(seq(octets(digest(256, der(leaf))), issuer_serial(leaf)))))] if ess is None else ess
    parts = [attribute("3", oid(content_type)) for _ in range(content_types)]
    parts += [attribute("4", octets(message_digest or digest(bits, info))) for _ in range(message_digests)]
    parts += [attribute("5", tlv(0x17, b"260102030405Z")), *ess, *more]
    body = b"".join(sorted(parts) if order else reversed(sorted(parts)))
    signed = tlv(0x31, body) if attributes else info
    made_algorithm, made = sign(key, signed, bits, how)
    if sid is None:
        sid = tlv(0x80, x509.SubjectKeyIdentifier.from_public_key(leaf.public_key()).digest) if ski else \
            seq(leaf.issuer.public_bytes(), integer(leaf.serial_number))
    version = version or (3 if ski else 1)
    return seq(integer(version), sid, digest_id(bits, *digest_parameters), tlv(0xA0, body) if attributes else b"",
               algorithm or made_algorithm, octets(made if signature is None else signature), unsigned)

def response(info, *signers, bits=256, digest_parameters=(), certificates=None, status=seq(integer(0)), data_version=3,
             e_content_type=TST_INFO, outer_type=SIGNED_DATA, crls=b"", digests=None, rest=b""):
    embedded = b"" if certificates is None else tlv(0xA0, *[c if isinstance(c, bytes) else der(c) for c in certificates])
    data = seq(integer(data_version), tlv(0x31, digest_id(bits, *digest_parameters)) if digests is None else digests,
               seq(oid(e_content_type), tlv(0xA0, octets(info))), embedded, crls, tlv(0x31, *signers))
    return seq(status, seq(oid(outer_type), tlv(0xA0, data)), rest)


A, B = Authority("trusted"), Authority("untrusted")
CASES, SEEN = [], set()

def case(label, chain, expected, why, made, window=("2025-01-01T00:00:00Z", "")):
    assert label not in SEEN
    SEEN.add(label)
    (HERE / "tokens" / f"{label}.tsr").write_bytes(made)
    CASES.append((label, chain, *window, expected, why))

OF_RESPONSE = {"certificates", "status", "data_version", "e_content_type", "outer_type", "crls", "digests", "rest"}

def plain(label="tsa", authority=A, info=None, bits=256, **options):
    """A token, wrong only where the options say so; those that are response()'s go there."""
    info = tst_info() if info is None else info
    outer = {k: options.pop(k) for k in OF_RESPONSE & options.keys()}
    parameters = options.get("digest_parameters", ())
    one = signer_info(authority.leaves[label], authority.keys[label], info, bits=bits, **options)
    return response(info, one, bits=bits, digest_parameters=parameters, **outer)

def leaves():
    for world in (A, B):
        world.leaf("tsa")
    A.leaf("p384", ec_key("p384", ec.SECP384R1()))
    A.leaf("p521", ec_key("p521", ec.SECP521R1()))
    A.leaf("rsa", rsa_key("rsa"))
    A.leaf("ed25519", ed25519.Ed25519PrivateKey.from_private_bytes(stream("ed25519", 32)))
    A.leaf("other")
    A.leaf("no-eku", eku=[])
    A.leaf("eku-not-critical", critical=False)
    A.leaf("eku-and-code-signing", eku=[EKU.TIME_STAMPING, EKU.CODE_SIGNING])
    A.leaf("eku-any", eku=[EKU.ANY_EXTENDED_KEY_USAGE])
    A.leaf("eku-code-signing", eku=[EKU.CODE_SIGNING])
    A.leaf("expired", end=datetime.datetime(2026, 1, 2, 3, 4, 4, tzinfo=UTC))
    A.leaf("not-yet", start=datetime.datetime(2026, 1, 2, 3, 4, 6, tzinfo=UTC))
    A.leaf("second", start=datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), end=datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))

def good():
    tsa, middle, root = A.chain("tsa")
    case("good", "tsa", "ok", "no certificates", plain())
    case("good-empty-certificates", "tsa", "ok", "certificates there and empty, as sigstore's authority sends them", plain(certificates=[]))
    case("good-signer-embedded", "tsa", "ok", "the signer's certificate", plain(certificates=[tsa]))
    case("good-signer-embedded-authorities-trusted", "authorities", "ok", "the root names no signer", plain(certificates=[tsa]))
    case("good-path-embedded-root-trusted", "root", "ok", "the root is all that is trusted", plain(certificates=[tsa, middle]))
    case("good-all-embedded", "tsa", "ok", "the whole path", plain(certificates=[root, tsa, middle]))
    for label, bits in (("p384", 384), ("p384", 256), ("p521", 512)):
        case(f"good-{label}-sha{bits}", label, "ok", "ECDSA", plain(label, bits=bits))
    case("good-rsa-encryption", "rsa", "ok", "rsaEncryption; the digest is digestAlgorithm's", plain("rsa", digest_parameters=(NULL,)))
    case("good-rsa-sha512", "rsa", "ok", "sha512WithRSAEncryption", plain("rsa", bits=512, how="withRSA"))
    case("good-rsa-pss", "rsa", "ok", "RSASSA-PSS", plain("rsa", how="pss"))
    case("good-ed25519", "ed25519", "ok", "RFC 8419", plain("ed25519", bits=512))
    case("good-key-identifier", "tsa", "ok", "the signer named by its key identifier", plain(ski=True))
    case("good-key-identifier-embedded", "authorities", "ok", "the same, embedded", plain(ski=True, certificates=[tsa]))
    for bits in (384, 512):
        case(f"good-imprint-sha{bits}", "tsa", "ok", "imprint without parameters", plain(info=tst_info(bits=bits, parameters=())))
    v1 = seq(seq(seq(octets(hashlib.sha1(der(tsa)).digest()), issuer_serial(tsa))))
    case("good-signing-certificate-v1", "tsa", "ok", "RFC 2634, SHA-1", plain(ess=[attribute("16.2.12", v1)]))
    v1 = seq(seq(seq(octets(hashlib.sha1(der(tsa)).digest()))))
    case("good-signing-certificate-v1-hash-only", "tsa", "ok", "the same without issuer and serial number", plain(ess=[attribute("16.2.12", v1)]))
    v2 = seq(seq(seq(digest_id(512), octets(digest(512, der(tsa))))))
    case("good-signing-certificate-sha512", "tsa", "ok", "RFC 5035, SHA-512", plain(ess=[attribute("16.2.47", v2)]))
    everything = (seq(integer(1), tlv(0x80, b"\x01"), tlv(0x81, b"\x03\xe7")) + b"\x01\x01\xff" + integer(1 << 63)
                  + tlv(0xA0, tlv(0xA4, tsa.subject.public_bytes())) + tlv(0xA1, seq(oid("1.2.3"), octets(b""))))
    case("good-every-field", "tsa", "ok", "accuracy, ordering, nonce, tsa, an extension", plain(info=tst_info(rest=everything)))
    case("good-fraction", "tsa", "ok", "genTime with a fraction", plain(info=tst_info(at="20260102030405.25Z")))
    case("good-with-modifications", "tsa", "ok", "status 1 with words", plain(status=seq(integer(1), seq(tlv(0x0C, "précision réduite".encode())))))
    case("good-unknown-attribute", "tsa", "ok", "signed, and not known", plain(more=[attribute("99", NULL)]))
    case("good-one-second-certificate", "second", "ok", "both ends of the certificate's validity", plain("second"))
    case("good-policy-of-64-octets", "tsa", "ok", "the longest policy", plain(info=tst_info(policy=tlv(6, b"\x2a" + b"\x01" * 63))))

def bad_response():
    case("status-rejection", "tsa", "Status", "a token beside a refusal", plain(status=seq(integer(2))))
    case("status-with-modifications-unsaid", "tsa", "Status", "status 1 without words", plain(status=seq(integer(1))))
    case("status-fail-info", "tsa", "Der", "failInfo beside a token", plain(status=seq(integer(0), tlv(3, b"\x07\x80"))))
    case("no-token", "tsa", "Der", "nothing but a refusal's status", seq(seq(integer(0))))
    case("trailing-data", "tsa", "Der", "an octet after the response", plain() + b"\x00")
    case("trailing-field", "tsa", "Der", "a value after the token", plain(rest=NULL))
    case("bare-token", "tsa", "Der", "a TimeStampToken without its response", plain()[9:])
    case("content-info-data", "tsa", "ContentType", "ContentInfo of id-data", plain(outer_type=DATA))
    case("signed-data-version-1", "tsa", "Der", "SignedData version", plain(data_version=1))
    case("content-data", "tsa", "ContentType", "eContentType id-data", plain(e_content_type=DATA))
    case("digests-empty", "tsa", "Der", "digestAlgorithms empty", plain(digests=tlv(0x31)))
    case("digests-other", "tsa", "Der", "digestAlgorithms of another digest", plain(digests=tlv(0x31, digest_id(512))))
    case("digests-parameters", "tsa", "Der", "digestAlgorithms written in another way", plain(digests=tlv(0x31, digest_id(256, NULL))))
    case("crls", "tsa", "Unsigned", "revocation lists", plain(crls=tlv(0xA1)))
    case("certificates-attribute", "tsa", "Der", "an attribute certificate", plain(certificates=[tlv(0xA2, NULL)]))
    case("certificates-eleven", "tsa", "Der", "more than ten certificates", plain(certificates=[A.leaves["tsa"]] * 11))

def bad_signer():
    info, tsa, key = tst_info(), A.leaves["tsa"], A.keys["tsa"]
    one = signer_info(tsa, key, info)
    case("signers-none", "tsa", "SignerCount", "no signer", response(info))
    case("signers-two", "tsa", "SignerCount", "the same signer twice", response(info, one, one))
    two = signer_info(A.leaves["other"], A.keys["other"], info, signature=b"")
    case("signers-one-bad", "tsa", "SignerCount", "a second signer whose signature is empty", response(info, one, two))
    case("signer-version-3", "tsa", "Der", "version 3 with issuer and serial number", plain(version=3))
    case("signer-version-1-key-identifier", "tsa", "Der", "version 1 with a key identifier", plain(ski=True, version=1))
    case("unsigned-attributes", "tsa", "Unsigned", "unsignedAttrs", plain(unsigned=tlv(0xA1, attribute("99", NULL))))
    case("no-signed-attributes", "tsa", "NoSignedAttributes", "a signature over the content itself", plain(attributes=False))
    case("signature-empty", "tsa", "Signature", "no octet of signature", plain(signature=b""))
    case("signature-of-other-key", "tsa", "Signature", "another authority's key", response(info, signer_info(tsa, A.keys["other"], info)))
    case("signature-algorithm-unknown", "tsa", "Algorithm", "ecdsa-with-SHA1", plain(algorithm=seq(oid("1.2.840.10045.4.1"))))
    case("signature-algorithm-other-digest", "tsa", "MixedDigests", "ecdsa-with-SHA512 over SHA-256", plain(algorithm=seq(oid("1.2.840.10045.4.3.4"))))
    case("signature-algorithm-parameters", "tsa", "Der", "ECDSA with parameters", plain(algorithm=seq(oid("1.2.840.10045.4.3.2"), NULL)))
    case("signature-algorithm-of-other-key", "tsa", "Signature", "RSA by an EC key", plain(algorithm=seq(oid(RSA + "11"), NULL)))
    case("ed25519-sha256", "ed25519", "MixedDigests", "Ed25519 with SHA-256 attributes", plain("ed25519"))
    case("rsa-pss-short-salt", "rsa", "Der", "RSASSA-PSS with a salt of 20", plain("rsa", how="pss", algorithm=pss_id(256, 20)))
    case("serial-negative", "tsa", "Der", "a negative serial number of the signer's certificate",
         plain(sid=seq(tsa.issuer.public_bytes(), integer(-5))))

def bad_attributes():
    tsa, other = A.leaves["tsa"], A.leaves["other"]
    case("attributes-unordered", "tsa", "Der", "not in DER order", plain(order=False))
    case("content-type-missing", "tsa", "MissingAttribute", "contentType", plain(content_types=0))
    case("content-type-twice", "tsa", "RepeatedAttribute", "contentType", plain(content_types=2))
    case("content-type-data", "tsa", "ContentType", "contentType id-data", plain(content_type=DATA))
    case("message-digest-missing", "tsa", "MissingAttribute", "messageDigest", plain(message_digests=0))
    case("message-digest-twice", "tsa", "RepeatedAttribute", "messageDigest", plain(message_digests=2))
    case("message-digest-two-values", "tsa", "RepeatedAttribute", "one messageDigest of two values",
         plain(message_digests=0, more=[attribute("4", octets(bytes(32)), octets(digest(256, tst_info())))]))
    case("message-digest-no-value", "tsa", "MissingAttribute", "messageDigest of no value", plain(message_digests=0, more=[attribute("4")]))
    case("message-digest-wrong", "tsa", "MessageDigest", "the digest of other content", plain(message_digest=bytes(32)))
    case("message-digest-short", "tsa", "Der", "a digest of 31 octets", plain(message_digest=bytes(31)))
    case("signing-certificate-missing", "tsa", "MissingAttribute", "neither version of signingCertificate", plain(ess=[]))
    v2 = attribute("16.2.47", seq(seq(seq(octets(digest(256, der(tsa)))))))
    case("signing-certificate-twice", "tsa", "RepeatedAttribute", "signingCertificateV2", plain(ess=[v2, v2]))
    wrong = attribute("16.2.47", seq(seq(seq(octets(digest(256, der(other))), issuer_serial(tsa)))))
    case("signing-certificate-other-hash", "tsa", "SigningCertificate", "the digest of another certificate", plain(ess=[wrong]))
    wrong = attribute("16.2.47", seq(seq(seq(octets(digest(256, der(tsa))), issuer_serial(other)))))
    case("signing-certificate-other-serial", "tsa", "SigningCertificate", "the serial number of another certificate", plain(ess=[wrong]))
    wrong = attribute("16.2.12", seq(seq(seq(octets(hashlib.sha1(der(other)).digest()), issuer_serial(other)))))
    case("signing-certificate-v1-other", "tsa", "SigningCertificate", "version 1 of another certificate beside a right version 2", plain(ess=[v2, wrong]))
    none = attribute("16.2.47", seq(seq()))
    case("signing-certificate-none", "tsa", "Der", "no certificate", plain(ess=[none]))

def bad_info():
    i = lambda **options: plain(info=tst_info(**options))
    tsa = A.leaves["tsa"]
    case("info-version-2", "tsa", "Der", "TSTInfo version", i(version=2))
    case("policy-65-octets", "tsa", "Der", "a policy of 65 octets", i(policy=tlv(6, b"\x2a" + b"\x01" * 64)))
    case("policy-64-kib", "tsa", "Der", "a policy of 64 KiB", i(policy=tlv(6, b"\x2a" + b"\x01" * 65535)))
    case("imprint-wrong", "tsa", "Imprint", "other bytes", i(message=b"other bytes"))
    case("imprint-short", "tsa", "Der", "31 octets of SHA-256", i(imprint=bytes(31)))
    case("imprint-sha1", "tsa", "Algorithm", "SHA-1",
         plain(info=seq(integer(1), oid("1.2.3"), seq(seq(oid("1.3.14.3.2.26"), NULL), octets(bytes(20))), integer(1), time(TIME))))
    case("serial-long", "tsa", "Der", "a serial number of 41 octets", i(serial=1 << 327))
    for label, at in (("no-seconds", "202601020304Z"), ("local", "20260102030405"), ("offset", "20260102030405+0100"),
                      ("fraction-zero", "20260102030405.50Z"), ("fraction-empty", "20260102030405.Z"), ("leap", "20261231235960Z"),
                      ("february-30", "20260230000000Z")):
        case(f"time-{label}", "tsa", "Der", at, i(at=at))
    case("accuracy-millis-1000", "tsa", "Der", "1000 milliseconds", i(rest=seq(tlv(0x80, b"\x03\xe8"))))
    case("ordering-false", "tsa", "Der", "a default that is written", i(rest=b"\x01\x01\x00"))
    case("extension-critical", "tsa", "CriticalExtension", "not known", i(rest=tlv(0xA1, seq(oid("1.2.3"), b"\x01\x01\xff", octets(b"")))))
    case("extensions-empty", "tsa", "Der", "no extension in the list", i(rest=tlv(0xA1)))
    case("info-trailing", "tsa", "Der", "a field after the last", i(rest=NULL))
    case("info-trailing-outside", "tsa", "Der", "an octet after TSTInfo", plain(info=tst_info() + b"\x00"))
    case("tsa-other", "tsa", "AuthorityName", "the name of somebody else", i(rest=tlv(0xA0, tlv(0xA4, name("Somebody").public_bytes()))))
    case("tsa-not-a-name", "tsa", "Der", "no GeneralName", i(rest=tlv(0xA0, NULL)))

def bad_authority():
    tsa, middle, root = A.chain("tsa")
    for label in ("no-eku", "eku-not-critical", "eku-and-code-signing", "eku-any", "eku-code-signing"):
        case(f"{label}", label, "Path", "RFC 3161 section 2.3", plain(label))
        case(f"{label}-embedded", "authorities", "Path", "the same, embedded", plain(label, certificates=[A.leaves[label]]))
    case("certificate-expired", "expired", "Path", "expired one second before", plain("expired"))
    case("certificate-not-yet", "not-yet", "Path", "valid one second later", plain("not-yet"))
    case("untrusted", "tsa", "SigningCertificate", "every name and number of the trusted authority, other keys", plain(authority=B))
    case("untrusted-embedded", "tsa", "SigningCertificate", "the same, embedded", plain(authority=B, certificates=B.chain("tsa")))
    case("untrusted-authorities-trusted", "authorities", "Path", "the same where the root names no signer", plain(authority=B, certificates=[B.leaves["tsa"]]))
    B.leaf("stranger", serial=0x9999)
    case("stranger", "tsa", "UnknownAuthority", "a signer with a number of its own", plain("stranger", authority=B))
    stranger = B.leaves["stranger"]
    case("injected-prepended", "tsa", "UnknownAuthority", "the trusted signer's certificate before that of a stranger", plain("stranger", authority=B, certificates=[tsa, stranger]))
    case("injected-appended", "tsa", "UnknownAuthority", "the same behind", plain("stranger", authority=B, certificates=[stranger, tsa]))
    case("injected-prepended-authorities-trusted", "authorities", "Path", "the same where the root names no signer", plain("stranger", authority=B, certificates=[tsa, stranger]))
    case("injected-appended-authorities-trusted", "authorities", "Path", "the same behind", plain("stranger", authority=B, certificates=[stranger, tsa]))
    case("added-stranger", "tsa", "UnusedCertificate", "a certificate of no use before the signer's", plain(certificates=[stranger, tsa]))
    case("added-stranger-authorities-trusted", "authorities", "UnusedCertificate", "the same where the root names no signer", plain(certificates=[tsa, stranger]))
    case("added-twice", "tsa", "UnusedCertificate", "the signer's certificate twice", plain(certificates=[tsa, tsa]))
    case("added-garbage", "tsa", "UnusedCertificate", "no certificate at all", plain(certificates=[tsa, seq(NULL)]))
    case("not-embedded-authorities-trusted", "authorities", "UnknownAuthority", "nobody has the signer's certificate", plain())
    case("other-signer-same-root", "tsa", "UnknownAuthority", "a signer below the same root that the trusted root does not name", plain("other", certificates=[A.leaves["other"]]))
    case("authority-signs", "authorities", "Path", "the intermediate authority itself", middle_signs())
    case("window-over", "tsa", "Window", "one second too late", plain(), ("2025-01-01T00:00:00Z", "2026-01-02T03:04:04Z"))
    case("window-later", "tsa", "Window", "one second too early", plain(), ("2026-01-02T03:04:06Z", ""))
    case("window-first-second", "tsa", "ok", "the first moment", plain(), ("2026-01-02T03:04:05Z", ""))
    case("window-last-second", "tsa", "ok", "the last moment", plain(), ("2025-01-01T00:00:00Z", "2026-01-02T03:04:05Z"))
    case("window-fraction-over", "tsa", "Window", "a quarter of a second too late", plain(info=tst_info(at="20260102030405.25Z")), ("2025-01-01T00:00:00Z", "2026-01-02T03:04:05Z"))

def middle_signs():
    info = tst_info()
    return response(info, signer_info(A.middle, A.middle_key, info))

def chains():
    pem = lambda certs: b"".join(c.public_bytes(serialization.Encoding.PEM) for c in certs)
    for label in A.leaves:
        (HERE / "chains" / f"{label}.pem").write_bytes(pem(A.chain(label)))
    (HERE / "chains" / "authorities.pem").write_bytes(pem([A.middle, A.root]))
    (HERE / "chains" / "root.pem").write_bytes(pem([A.root]))
    (HERE / "chains" / "untrusted.pem").write_bytes(pem(B.chain("tsa")))

def openssl(token, chain):
    """Whether openssl takes the token: `ts -verify`, and `cms -verify` for what the former cannot read (PSS, Ed25519, key
    identifiers). The chain's root is its anchor, the rest is untrusted."""
    pems = (HERE / "chains" / f"{chain}.pem").read_bytes().split(b"-----BEGIN")[1:]
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "message").write_bytes(MESSAGE)
        (folder / "root").write_bytes(b"-----BEGIN" + pems[-1])
        (folder / "rest").write_bytes(b"".join(b"-----BEGIN" + pem for pem in pems[:-1] or pems))
        (folder / "all").write_bytes(b"".join(b"-----BEGIN" + pem for pem in pems))
        at = ["-attime", str(int(AT.timestamp()))]
        made = HERE / "tokens" / f"{token}.tsr"
        ts = ["openssl", "ts", "-verify", "-data", folder / "message", "-in", made, *at,
              "-CAfile", folder / "root", "-untrusted", folder / "rest"]
        if "OK" in subprocess.run(ts, capture_output=True, text=True).stdout:
            return "ts"
        (folder / "token").write_bytes(made.read_bytes()[9:])
        cms = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", folder / "token", *at,
               "-CAfile", folder / "all", "-certfile", folder / "rest", "-purpose", "timestampsign", "-out", folder / "content"]
        return "cms" if subprocess.run(cms, capture_output=True).returncode == 0 else None

if __name__ == "__main__":
    for folder in ("tokens", "chains"):
        (HERE / folder).mkdir(exist_ok=True)
    for step in (leaves, good, bad_response, bad_signer, bad_attributes, bad_info, bad_authority, chains):
        step()
    header = "token\tchain\tstart\tend\texpected\twhat\n"
    (HERE / "cases.tsv").write_text(header + "".join("\t".join(row) + "\n" for row in CASES))
    if "--check" in sys.argv:
        for label, chain, _, _, expected, _ in CASES:
            verdict = openssl(label, chain)
            if (expected == "ok" and not verdict) or (expected != "ok" and verdict == "ts"):
                print(f"{label}: expected {expected}, openssl: {verdict or 'refused'}")
