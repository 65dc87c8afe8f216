"""What is an enum in other languages is a text here: these are the lists of them, as literal types."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias, Union

if TYPE_CHECKING:
    from typing_extensions import Buffer

    from ._sealwright import (
        Artifact,
        Attestation,
        Bundle,
        DevicePrompt,
        Digest,
        Identity,
        Job,
        Policy,
        PublicKey,
        Subject,
        TrustedKey,
        Verified,
    )
    from .errors import BundleError, Refused

AttestationKind: TypeAlias = Literal[
    "sigstore-bundle",
    "envelope",
    "cloud-build",
    "npm-registry",
    "pep740",
    "cosign-layer",
]
"""In what form an attestation was published."""

BundleVersion: TypeAlias = Literal[
    "0.1",
    "0.2",
    "0.3",
    "assembled",
]
"""The version of the bundle format; assembled is one that was put together of what was published otherwise."""

Ci: TypeAlias = Literal[
    "github",
    "gitlab",
    "buildkite",
    "circleci",
    "jenkins",
    "tekton",
    "azure",
    "gcb",
    "local",
]
"""What runs a build; `local` is somebody's machine."""

Code: TypeAlias = Literal[
    "bundle.limit",
    "bundle.version",
    "bundle.malformed",
    "trust.malformed",
    "policy.malformed",
    "policy.denied",
    "signature.algorithm",
    "signature.artifact",
    "signature.envelope",
    "statement.malformed",
    "subject.missing",
    "subject.digest",
    "key.mismatch",
    "cert.chain",
    "cert.usage",
    "cert.identity",
    "cert.validity",
    "key.validity",
    "sct.signature",
    "sct.missing",
    "log.entry",
    "log.promise",
    "log.checkpoint",
    "log.inclusion",
    "log.missing",
    "log.threshold",
    "timestamp.signature",
    "timestamp.authority",
    "timestamp.threshold",
    "time.future",
    "time.missing",
    "identity.san",
    "identity.issuer",
    "identity.claim",
    "predicate.type",
    "predicate.malformed",
    "slsa.builder",
    "slsa.build-type",
    "slsa.claim",
    "slsa.source",
    "slsa.ref",
    "slsa.parameter",
    "slsa.subject",
    "slsa.level",
    "slsa.dependency",
    "vsa.verifier",
    "vsa.resource",
    "vsa.result",
    "vsa.level",
    "vsa.time",
    "vsa.policy",
    "vsa.input",
    "net.failed",
    "net.config",
    "trust.signature",
    "trust.rollback",
    "trust.expired",
    "trust.mismatch",
    "trust.missing",
    "key.malformed",
    "key.password",
    "local.authority",
    "sign.config",
    "sign.token",
    "sign.certificate",
    "sign.key",
    "sign.timestamp",
    "sign.log",
]
"""Which check: stable, `room.what`. `codes()` gives them, the most telling first; `explain` what each means."""

Status: TypeAlias = Literal[
    "pass",
    "fail",
    "skipped",
]
"""What came of a check. Skipped is not made: nobody asked for it, or there was nothing to look at."""

DigestAlgorithm: TypeAlias = Literal[
    "sha256",
    "sha384",
    "sha512",
]
"""The digest algorithms of Sigstore's algorithm registry."""

IssuerKind: TypeAlias = Literal[
    "github",
    "gitlab",
    "buildkite",
    "circleci",
    "google",
    "sigstore",
    "other",
]
"""Who issued a token, as far as it makes a difference; `sigstore` is Sigstore's own issuer, for people."""

KeyFormat: TypeAlias = Literal[
    "pkcs8",
    "encrypted-pkcs8",
    "cosign",
    "sec1",
    "pkcs1",
]
"""How a private key is written in PEM. `encrypted-pkcs8` and `cosign` have passwords."""

KeyKind: TypeAlias = Union[
    Literal[
        "ECDSA P-256",
        "ECDSA P-384",
        "ECDSA P-521",
        "Ed25519",
        "RSA-2048",
        "RSA-3072",
        "RSA-4096",
        "ML-DSA-44",
        "ML-DSA-65",
        "ML-DSA-87",
    ],
    str,
]
"""What kind of key; `RSA-` is followed by the number of bits, from 2048 to 4096."""

KeySigns: TypeAlias = Literal[
    "pae",
    "payload-dangerous",
]
"""What of an envelope a key's signatures are over: as DSSE has it, or the payload alone, without its type."""

Scheme: TypeAlias = Literal[
    "ecdsa-sha256",
    "ecdsa-sha384",
    "ecdsa-sha512",
    "ed25519",
    "ed25519ph",
    "rsa-pkcs1-sha256",
    "rsa-pkcs1-sha384",
    "rsa-pkcs1-sha512",
    "rsa-pss-sha256",
    "rsa-pss-sha384",
    "rsa-pss-sha512",
    "ml-dsa",
]
"""How a key signs."""

EntryKind: TypeAlias = Literal[
    "hashedrekord/0.0.1",
    "hashedrekord/0.0.2",
    "dsse/0.0.1",
    "intoto/0.0.1",
    "intoto/0.0.2",
]
"""The kinds of log entry that a bundle can have."""

Purpose: TypeAlias = Literal[
    "code-signing",
    "time-stamping",
]
"""What a certificate is to be used for."""

TimeSource: TypeAlias = Literal[
    "either",
    "log",
    "tsa",
    "both",
]
"""What may say when a signature was made: a log's promise, a timestamp authority, either, or both of them."""

TimeSourceKind: TypeAlias = Literal[
    "log",
    "tsa",
]
"""What kind of witness established a time."""

Unlogged: TypeAlias = Literal[
    "refused",
    "accepted-dangerous",
]
"""What becomes of evidence without any log entry or timestamp."""

StatementVersion: TypeAlias = Literal[
    "https://in-toto.io/Statement/v0.1",
    "https://in-toto.io/Statement/v1",
]
"""The URI of a version of the in-toto statement."""

Signers: TypeAlias = "Union[Identity, TrustedKey, PublicKey, list[Signers]]"
"""What `Policy.any_of` and `Policy.all_of` take lists of: lists inside of lists are of the other kind."""

TextOrBytes: TypeAlias = "Union[str, Buffer]"
"""JSON, PEM and their like: text, or its bytes in UTF-8 (`bytes`, `bytearray`, `memoryview`, ...)."""

PasswordSource: TypeAlias = "Union[str, Buffer, Callable[[str, str], Union[str, Buffer, None]]]"
"""A password, or a function that is asked for it: with `key-file` and the path, or with `token` and the token's label."""

SignDigest: TypeAlias = "Callable[[Digest], Buffer]"
"""Gives the signature, in bytes, of whatever has the digest."""

OpenBrowser: TypeAlias = Callable[[str], object]
"""Shows somebody a URL in a browser, and says whether it could."""

ShowPrompt: TypeAlias = "Callable[[DevicePrompt], object]"
"""Tells somebody where to sign in, and what to enter there."""

Verdict: TypeAlias = "Union[Verified, Refused]"
"""What `Verifier.verify_all` gives for each job."""

ReadAttestation: TypeAlias = "Union[Attestation, BundleError]"
"""An attestation, or why it cannot be read, as a value."""

JsonObject: TypeAlias = "dict[str, Any]"
"""A predicate, as `json.loads` gives it."""

Json: TypeAlias = "Union[Mapping[str, object], str]"
"""A predicate on its way in: a mapping, or the text of a JSON object."""

ResourceDescriptor: TypeAlias = "Mapping[str, object]"
"""A resource descriptor of in-toto: `uri`, `digest`, `name`, `mediaType` and so on; a uri or a digest at least."""

CountByLevel: TypeAlias = "Mapping[str, int]"
"""How many dependencies have reached a level."""

TextByName: TypeAlias = "dict[str, str]"
"""Texts by names, for example digests by algorithm."""

Pairs: TypeAlias = "Union[Mapping[str, str], Iterable[tuple[str, str]]]"
"""Texts by names: a mapping, or pairs where a name may come again."""

NamedDigests: TypeAlias = "Iterable[tuple[str, Union[Digest, str]]]"
"""What `Subjects` are made of: names and digests."""

NewSubjects: TypeAlias = "Iterable[Union[Subject, tuple[Union[str, None], Pairs]]]"
"""What a `Statement` is about: subjects, or names and digests by algorithm, in hexadecimal."""

Jobs: TypeAlias = "Iterable[Union[Job, tuple[Artifact, Union[Bundle, Attestation, TextOrBytes], Policy]]]"
"""What `Verifier.verify_all` takes: any iterable of jobs."""

Progress: TypeAlias = Callable[[int], object]
"""Called with the number of verdicts that were handed over."""


class BinaryFile(Protocol):
    """What `Artifact.from_file` takes: anything with a `read` that gives bytes, and none at the end."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes."""
