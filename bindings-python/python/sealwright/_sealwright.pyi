from _typeshed import SupportsGetItem
from collections.abc import Iterator
from datetime import datetime, timedelta
from os import PathLike
from pathlib import Path
from sealwright.texts import AttestationKind, BinaryFile, BundleVersion, Ci, Code, CountByLevel, DigestAlgorithm, EntryKind, IssuerKind, Jobs, Json, JsonObject, KeyFormat, KeyKind, KeySigns, NamedDigests, NewSubjects, OpenBrowser, Pairs, PasswordSource, Progress, Purpose, ReadAttestation, ResourceDescriptor, Scheme, ShowPrompt, SignDigest, Signers, StatementVersion, Status, TextByName, TextOrBytes, TimeSource, TimeSourceKind, Unlogged, Verdict
from typing import Any, Final, SupportsIndex, final
from typing_extensions import Buffer

__all__ = ["LOCAL_ISSUER", "Artifact", "Attestation", "Builders", "Bundle", "Certificate", "CertificateAuthority", "Check", "Checkpoint", "Claim", "Claims", "CtLog", "DenyRule", "DevicePrompt", "Digest", "EntryBody", "Envelope", "EnvelopeSignature", "Environment", "EstablishedTime", "Evidence", "EvidenceDemand", "Expectations", "Http", "Identity", "InclusionProof", "Instance", "Job", "Judged", "LocalAuthority", "LocalIdentity", "LocalLog", "LocalProof", "LocalSource", "LocalTrust", "Log", "LogEntry", "LogEvidence", "Login", "Material", "MessageSignature", "Metadata", "NewProvenance", "NewResource", "Policy", "PrivateKey", "Provenance", "PublicKey", "Publish", "Publisher", "Repository", "Service", "Services", "Signer", "SigningConfig", "SigningKey", "Statement", "Subject", "SubjectAltName", "Subjects", "Timestamp", "Token", "TreeHead", "TrustConfig", "TrustRoot", "TrustedKey", "UnusableLog", "UnverifiedSct", "Validity", "Verdicts", "Verified", "Verifier", "VsaExpectations", "Witness", "_BundleLines", "_Refusal", "_Stop", "_artifact_from_path", "_run", "_stoppable", "codes", "escape", "explain", "key_file_format", "leaf_hash", "level_satisfies", "read_predicate", "root_from_inclusion", "summary_of", "verify_certificate_path", "verify_consistency", "verify_inclusion"]

LOCAL_ISSUER: Final[str]
"""
The issuer that every certificate of a local authority names. Nothing answers there.
"""

@final
class Artifact:
    """
    A software artifact: a name for people, and the digests by which evidence speaks of it.

    Bytes that are in memory are kept, so any digest can be taken of them when evidence asks for it. A file is streamed
    once and only its digests are kept; `Bundle.digest_algorithms` says which a bundle speaks of.
    """
    def __repr__(self, /) -> str: ...
    @property
    def content(self, /) -> bytes | None:
        """
        The bytes, if they are in memory.
        """
    def digest(self, /, algorithm: DigestAlgorithm) -> Digest | None:
        """
        The digest of that algorithm: known, or taken now if the bytes are in memory; otherwise None.
        """
    @property
    def digests(self, /) -> list[Digest]:
        """
        The digests that are known.
        """
    @property
    def foreign_digest(self, /) -> tuple[str, str] | None:
        """
        Algorithm and value, if that is all that is known: see `from_foreign_digest`.
        """
    @staticmethod
    def from_bytes(data: Buffer) -> Artifact:
        """
        An artifact in memory; its bytes are copied once and kept.
        """
    @staticmethod
    def from_digest(digest: Digest | str) -> Artifact:
        """
        An artifact known by one digest: a `Digest`, or text such as `sha256:HEX`.
        """
    @staticmethod
    def from_digests(digests: SupportsGetItem[int, Digest | str]) -> Artifact:
        """
        An artifact known by several digests of the same bytes; the last of an algorithm counts.
        """
    @staticmethod
    def from_file(file: BinaryFile, algorithms: SupportsGetItem[int, DigestAlgorithm] | None = None) -> Artifact:
        """
        A binary file object, or anything with such a `read(size)`, streamed once to its end from where it stands.

        What its `read` raises is raised here.
        """
    @staticmethod
    def from_foreign_digest(algorithm: str, value: str) -> Artifact:
        """
        An artifact that is known only by a digest which cannot be computed here, for example a `gce_image_id`: it is
        compared with those of a statement's subjects, as text. A DigestError for the algorithms of `Digest`, and if
        either is empty.

        Only a statement can be verified about it, and rules that name a digest do not know it.
        """
    @staticmethod
    def from_path(path: str | PathLike[str], algorithms: SupportsGetItem[int, DigestAlgorithm] | None = None) -> Artifact:
        """
        A file, streamed once; the named digests are taken of it, SHA-256 if none is named.

        Other Python threads run meanwhile, and Ctrl-C interrupts it. A file that cannot be read is an OSError.
        """
    @property
    def name(self, /) -> str | None:
        """
        The name that verdicts show.
        """
    def named(self, /, name: str) -> Artifact:
        """
        The same artifact under a name that verdicts show.
        """

@final
class Attestation:
    """
    An attestation: what kind of file it was in, the bundle that it amounts to, and what stood beside it.

    Whoever holds one knows that it is well-formed and that its wrapper agrees with it; nothing in it is verified.
    """
    def __repr__(self, /) -> str: ...
    @property
    def bundle(self, /) -> Bundle:
        """
        The bundle that it is, or that was put together of it.
        """
    @staticmethod
    def from_json(json: TextOrBytes) -> list[ReadAttestation]:
        """
        Reads whatever holds attestations, at most 16 MiB and 1,024 of them: Sigstore bundles, envelopes, the answers of
        npm, GitHub and Google Cloud Build, PEP 740 objects, and JSON lines of these.

        An envelope of several signatures gives an attestation for each: any one that verifies is enough. A BundleError
        is raised for a file that is nothing of the kind; one unreadable attestation does not hide the others, and stands
        among them as a BundleError.
        """
    @staticmethod
    def from_oci_layout(path: str | PathLike[str], digest: Digest | str) -> list[ReadAttestation]:
        """
        Reads what is attached to the image with this digest in an OCI layout: the layers of cosign's attestation tag,
        and Sigstore bundles that refer to the image. Every blob is checked against its digest and size.

        Other Python threads run meanwhile. A layout without an index that can be read is an OSError.
        """
    @staticmethod
    def images_of_oci_layout(path: str | PathLike[str]) -> list[Digest]:
        """
        The digests of the images in an OCI layout, without what is attached to them.
        """
    @property
    def kind(self, /) -> AttestationKind:
        """
        In what form it was published, for example `pep740`.
        """
    @property
    def outer_predicate_type(self, /) -> str | None:
        """
        The predicate type that npm's registry names beside the bundle: the same as that of the signed statement.
        """
    @property
    def publisher(self, /) -> Publisher | None:
        """
        Who published it, as a PEP 740 provenance object says: unsigned, so nothing to decide by.
        """

@final
class Builders:
    """
    The registry of builders: data, not code. A builder of your own is an entry in a file of your own.

    Anybody can write provenance that claims any builder: it counts only if the signature is that builder's own. An entry
    says how a builder is recognised by what it signs with, which ids and build types are its own, and up to which level
    of SLSA's build track it is trusted; that trust is a decision of whoever writes the entry.
    """
    def __repr__(self, /) -> str: ...
    def and_(self, /, other: Builders) -> Builders:
        """
        The builders of both.
        """
    @staticmethod
    def embedded() -> Builders:
        """
        The builders that are known when Sealwright is built: slsa-github-generator's, GitHub artifact attestations, npm,
        PyPI's trusted publishers, the Bazel Central Registry's, Google Cloud Build, GitLab, Buildkite, Tekton Chains and
        Witness.
        """
    @staticmethod
    def from_toml(text: TextOrBytes) -> Builders:
        """
        A registry of one's own, in TOML, at most 1 MiB. Raises PolicyError.
        """

@final
class Bundle:
    """
    A Sigstore bundle: a signature over an artifact or an attestation, and the evidence for it.

    Whoever holds one knows that it is well-formed and contradicts itself nowhere; nothing in it is verified.
    """
    def __repr__(self, /) -> str: ...
    @property
    def content(self, /) -> MessageSignature | Envelope:
        """
        What is signed: the artifact itself, or an attestation in an envelope.
        """
    @property
    def digest_algorithms(self, /) -> list[DigestAlgorithm]:
        """
        Which digests of an artifact the bundle speaks of, for `Artifact.from_path`; `["sha256"]` if it does not say.
        """
    @staticmethod
    def from_json(json: TextOrBytes) -> Bundle:
        """
        Reads a bundle of version 0.1, 0.2 or 0.3 in JSON (text or bytes), at most 16 MiB. Raises BundleError.
        """
    @staticmethod
    def from_json_lines(lines: TextOrBytes) -> _BundleLines:
        """
        Reads JSON lines, one bundle in each; lines without anything are skipped.

        Lazily: each line is read when the iterator comes to it. A BundleError says in which line it is, and the lines
        after it can still be read.
        """
    @property
    def log_entries(self, /) -> list[LogEntry]:
        """
        The entries of transparency logs, 32 at most.
        """
    @property
    def material(self, /) -> Material:
        """
        Whose key signed.
        """
    @property
    def signature(self, /) -> bytes:
        """
        The one signature.
        """
    @property
    def timestamps(self, /) -> list[Timestamp]:
        """
        The RFC 3161 timestamps over the signature, 32 at most.
        """
    @property
    def version(self, /) -> BundleVersion:
        """
        The version of the format: `0.1`, `0.2` or `0.3`; `assembled`, if it was put together of what was published
        otherwise.
        """

@final
class Certificate:
    """
    An X.509 version 3 certificate, read strictly.

    That it reads says nothing about who made it: see `verify_certificate_path`.
    """
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __repr__(self, /) -> str: ...
    @property
    def claims(self, /) -> Claims:
        """
        What Fulcio says about the signer.
        """
    @property
    def der(self, /) -> bytes:
        """
        The certificate's bytes.
        """
    @property
    def fingerprint(self, /) -> str:
        """
        SHA-256 of the DER, in hexadecimal.
        """
    @staticmethod
    def from_der(der: Buffer) -> Certificate:
        """
        A certificate from its DER, at most 64 KiB. Raises CertificateError.
        """
    @staticmethod
    def from_pem(pem: TextOrBytes) -> Certificate:
        """
        A certificate from PEM (`-----BEGIN CERTIFICATE-----`). Raises CertificateError.
        """
    @property
    def identity(self, /) -> SubjectAltName:
        """
        The one name for which a Fulcio certificate stands: an e-mail address, a URI, or a user name. Raises
        CertificateError if it does not stand for exactly one.
        """
    @property
    def issuer(self, /) -> str:
        """
        The name of the authority that made it, for people.
        """
    @property
    def issuer_claim(self, /) -> str | None:
        """
        The identity provider that vouched for the signer.
        """
    @property
    def public_key(self, /) -> PublicKey:
        """
        The key that it certifies. Raises PublicKeyError if that is of a kind that is not supported.
        """
    @property
    def serial(self, /) -> bytes:
        """
        The serial number, big-endian, without a leading zero; 1 to 20 octets.
        """
    @property
    def subject(self, /) -> str:
        """
        Its own name, for people; empty in Fulcio's leaves.
        """
    @property
    def subject_alt_names(self, /) -> list[SubjectAltName]:
        """
        The names for which it stands.
        """
    @property
    def unverified_scts(self, /) -> list[UnverifiedSct]:
        """
        What its embedded SCTs say, none of them verified; nothing where it has none. Raises CertificateError.
        """
    @property
    def validity(self, /) -> Validity:
        """
        When it is valid, both ends included.
        """

@final
class CertificateAuthority:
    """
    An authority of a trusted root: one that issues signing certificates (Fulcio), or one that signs timestamps.
    """
    def __repr__(self, /) -> str: ...
    @property
    def chain(self, /) -> list[Certificate]:
        """
        Its certificates, the root last. A timestamp authority's signer stands first where the trusted root names it.
        """
    @property
    def operator(self, /) -> str:
        """
        Who runs it; empty if the trusted root does not say.
        """
    @property
    def uri(self, /) -> str:
        """
        Where it is; empty if the trusted root does not say.
        """
    @property
    def validity(self, /) -> Validity:
        """
        When it is trusted, both ends included.
        """

@final
class Check:
    """
    One check of a verification and what came of it.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __repr__(self, /) -> str: ...
    @property
    def at(self, /) -> str | None:
        """
        Where: a field path or an offset.
        """
    @property
    def code(self, /) -> Code:
        """
        Which check, for example `log.inclusion`; stable.
        """
    @property
    def expected(self, /) -> str | None:
        """
        What would have passed.
        """
    @property
    def found(self, /) -> str | None:
        """
        What was there.
        """
    @property
    def hint(self, /) -> str | None:
        """
        What to do about it.
        """
    @property
    def message(self, /) -> str | None:
        """
        In a sentence: what went wrong, or why it was skipped.
        """
    @property
    def spec(self, /) -> str:
        """
        Where the rule is written.
        """
    @property
    def status(self, /) -> Status:
        """
        What came of it: `pass`, `fail` or `skipped`.
        """

@final
class Checkpoint:
    """
    A checkpoint: what a log signed about its tree at one time (C2SP tlog-checkpoint).

    Parsed is not verified: `verify` tells whether a log signed it.
    """
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @property
    def claimed_signers(self, /) -> list[str]:
        """
        The names on the signature lines; nobody has verified them.
        """
    def cosigned_by(self, /, witness: Witness) -> datetime | None:
        """
        When a witness saw this tree as one that grew from all it had seen before; None without its cosignature.

        A cosignature by the witness's key that does not verify is a LogError.
        """
    @property
    def extensions(self, /) -> list[str]:
        """
        The lines between the root hash and the signatures.
        """
    @property
    def head(self, /) -> TreeHead:
        """
        The size and root hash of the tree.
        """
    @property
    def origin(self, /) -> str:
        """
        Which log (and which of its trees) the checkpoint says it is of.
        """
    @staticmethod
    def parse(note: str) -> Checkpoint:
        """
        Reads a checkpoint with its signatures: at most 64 KiB and 64 signature lines, newlines as they are. Raises
        LogError.
        """
    @property
    def text(self, /) -> str:
        """
        The whole text, signatures included.
        """
    def verify(self, /, log: Log) -> None:
        """
        Checks that the checkpoint is one of this log and that the log signed it; raises LogError.

        Signatures by other keys are ignored; one by the log's key that does not verify is an error.
        """

@final
class Claim:
    """
    One claim of a certificate.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __repr__(self, /) -> str: ...
    @property
    def arc(self, /) -> int:
        """
        The last arc of its identifier 1.3.6.1.4.1.57264.1.x.
        """
    @property
    def name(self, /) -> str:
        """
        Its name in verdicts and policies, for example `source_repository_uri`.
        """
    @property
    def value(self, /) -> str:
        """
        What the certificate says.
        """

@final
class Claims:
    """
    What Fulcio says about the signer, from the extensions 1.3.6.1.4.1.57264.1 of the certificate; None where it does not
    say.
    """
    def __iter__(self, /) -> Iterator[Claim]: ...
    def __repr__(self, /) -> str: ...
    @property
    def build_config_digest(self, /) -> str | None:
        """
        The version of those build instructions (1.3.6.1.4.1.57264.1.19).
        """
    @property
    def build_config_uri(self, /) -> str | None:
        """
        The top-level build instructions (1.3.6.1.4.1.57264.1.18).
        """
    @property
    def build_signer_digest(self, /) -> str | None:
        """
        The version of those build instructions (1.3.6.1.4.1.57264.1.10).
        """
    @property
    def build_signer_uri(self, /) -> str | None:
        """
        The build instructions that are responsible for signing (1.3.6.1.4.1.57264.1.9).
        """
    @property
    def build_trigger(self, /) -> str | None:
        """
        The event or action that started the build (1.3.6.1.4.1.57264.1.20).
        """
    @property
    def current_issuer(self, /) -> str | None:
        """
        The identity provider: see `issuer` (1.3.6.1.4.1.57264.1.8).
        """
    @property
    def deployment_environment(self, /) -> str | None:
        """
        The environment that the job deploys to (1.3.6.1.4.1.57264.1.23).
        """
    @property
    def deprecated_issuer(self, /) -> str | None:
        """
        The identity provider, deprecated: see `issuer` (1.3.6.1.4.1.57264.1.1).
        """
    def get(self, /, name: str) -> str | None:
        """
        The claim of that name, for example `source_repository_uri`; None where there is none.
        """
    @property
    def github_workflow_name(self, /) -> str | None:
        """
        The name of the workflow, deprecated (1.3.6.1.4.1.57264.1.4).
        """
    @property
    def github_workflow_ref(self, /) -> str | None:
        """
        The git reference that the workflow ran on, deprecated (1.3.6.1.4.1.57264.1.6).
        """
    @property
    def github_workflow_repository(self, /) -> str | None:
        """
        The repository of the workflow, deprecated (1.3.6.1.4.1.57264.1.5).
        """
    @property
    def github_workflow_sha(self, /) -> str | None:
        """
        The commit that the workflow ran on, deprecated (1.3.6.1.4.1.57264.1.3).
        """
    @property
    def github_workflow_trigger(self, /) -> str | None:
        """
        The event that triggered the workflow, deprecated (1.3.6.1.4.1.57264.1.2).
        """
    @property
    def issuer(self, /) -> str | None:
        """
        The identity provider that vouched for the signer: extension .8, or .1 where that is missing.
        """
    def iter(self, /) -> list[Claim]:
        """
        Every claim that is there, in the order of the identifiers.
        """
    @property
    def run_invocation_uri(self, /) -> str | None:
        """
        The run of the build (1.3.6.1.4.1.57264.1.21).
        """
    @property
    def runner_environment(self, /) -> str | None:
        """
        Whether the build ran on the platform's machines or the customer's (1.3.6.1.4.1.57264.1.11).
        """
    @property
    def source_repository_digest(self, /) -> str | None:
        """
        The version of the source, usually a commit (1.3.6.1.4.1.57264.1.13).
        """
    @property
    def source_repository_identifier(self, /) -> str | None:
        """
        The id of the source repository, which never changes (1.3.6.1.4.1.57264.1.15).
        """
    @property
    def source_repository_owner_identifier(self, /) -> str | None:
        """
        The id of that owner, which never changes (1.3.6.1.4.1.57264.1.17).
        """
    @property
    def source_repository_owner_uri(self, /) -> str | None:
        """
        The owner of the source repository (1.3.6.1.4.1.57264.1.16).
        """
    @property
    def source_repository_ref(self, /) -> str | None:
        """
        The git reference of the source (1.3.6.1.4.1.57264.1.14).
        """
    @property
    def source_repository_uri(self, /) -> str | None:
        """
        The source repository of the build (1.3.6.1.4.1.57264.1.12).
        """
    @property
    def source_repository_visibility_at_signing(self, /) -> str | None:
        """
        Whether the source repository was public when the certificate was made (1.3.6.1.4.1.57264.1.22).
        """
    @property
    def token_subject(self, /) -> str | None:
        """
        The `sub` of the token that was presented for the certificate (1.3.6.1.4.1.57264.1.24).
        """

@final
class CtLog:
    """
    A certificate transparency log that is trusted.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __repr__(self, /) -> str: ...
    @property
    def base_url(self, /) -> str:
        """
        Where it is; people know the log by it.
        """
    @property
    def id(self, /) -> str:
        """
        The id that SCTs name, in base64.
        """
    @property
    def key(self, /) -> PublicKey:
        """
        The key that signs its SCTs.
        """
    @property
    def operator(self, /) -> str:
        """
        Who runs it; empty if the trusted root does not say.
        """
    @property
    def validity(self, /) -> Validity:
        """
        When it may have signed.
        """

@final
class DenyRule:
    """
    Something that is refused however well it is signed, and why.

    Sigstore has no revocation: what was signed with a stolen identity stays signed. These rules are the answer.
    """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def artifact(digest: Digest | str, reason: str) -> DenyRule:
        """
        The artifact with this digest.

        It is compared with the digests of its algorithm that are known or can be taken of the artifact: name the digest
        by the algorithm that verifications use, SHA-256 as a rule.
        """
    @staticmethod
    def certificate(fingerprint: str, reason: str) -> DenyRule:
        """
        The certificate with this SHA-256 of its DER, in hexadecimal.
        """
    @staticmethod
    def certificate_serial(serial: Buffer, reason: str) -> DenyRule:
        """
        The certificate with this serial number (big-endian, leading zeros do not matter).
        """
    @staticmethod
    def identity(glob: str, issuer: str | None, reason: str) -> DenyRule:
        """
        Every identity that matches this glob, from this issuer or, with None, from any. However wide: it only refuses.
        Case does not matter.
        """
    @staticmethod
    def key(fingerprint: str, reason: str) -> DenyRule:
        """
        The key with this SHA-256 of its SubjectPublicKeyInfo in hexadecimal, with a certificate or without.
        """
    @staticmethod
    def log_entries(log_id: str, first: SupportsIndex, last: SupportsIndex, reason: str) -> DenyRule:
        """
        The entries `first` to `last`, both included, of the transparency log with this id (base64).
        """
    @staticmethod
    def older_than(age: timedelta, reason: str) -> DenyRule:
        """
        Every signature with an established time that is longer ago than this, and every signature of which no time is
        established.
        """
    @property
    def reason(self, /) -> str:
        """
        Why.
        """
    @staticmethod
    def run(uri: str, reason: str) -> DenyRule:
        """
        The build run with this invocation URI, all of its attempts and jobs. Case does not matter.
        """
    @staticmethod
    def signed_in(window: Validity, reason: str) -> DenyRule:
        """
        Every signature of which an established time lies in the window, both ends included, and every signature of
        which no time is established.
        """

@final
class DevicePrompt:
    """
    What the person is to be told who signs in on another device. Whoever has it can sign in for this machine.
    """
    def __repr__(self, /) -> str: ...
    @property
    def address(self, /) -> str:
        """
        Where to go, with a browser on any device.
        """
    @property
    def address_with_code(self, /) -> str | None:
        """
        The same with the code in it: to click on, or as a picture to scan.
        """
    @property
    def code(self, /) -> str:
        """
        What to enter there.
        """

@final
class Digest:
    """
    A digest with its algorithm; as text `sha256:HEX`, `sha384:HEX` or `sha512:HEX`.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ge__(self, value: object, /) -> bool: ...
    def __gt__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __le__(self, value: object, /) -> bool: ...
    def __lt__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @property
    def algorithm(self, /) -> DigestAlgorithm:
        """
        `sha256`, `sha384` or `sha512`.
        """
    @property
    def bytes(self, /) -> bytes:
        """
        The bytes, of the algorithm's length.
        """
    @staticmethod
    def from_bytes(algorithm: DigestAlgorithm, digest: Buffer) -> Digest:
        """
        A digest from its bytes. Raises DigestError if they are not of the algorithm's length.
        """
    @property
    def hex(self, /) -> str:
        """
        The bytes in lower-case hexadecimal.
        """
    @staticmethod
    def parse(text: str) -> Digest:
        """
        The digest of the text `ALGORITHM:HEX`, the digits in either case. Raises DigestError.
        """

@final
class EntryBody:
    """
    What a log entry says was signed, by whom, with what signature. What a kind of entry does not say is None.
    """
    def __repr__(self, /) -> str: ...
    @property
    def digest(self, /) -> Digest | None:
        """
        The digest that was signed, of the artifact or of an envelope's PAE (`hashedrekord`).
        """
    @property
    def envelope_hash(self, /) -> Digest | None:
        """
        The digest of the envelope as the log was given it (`dsse`, `intoto`); it binds nothing, and nobody checks it.
        """
    @property
    def kind(self, /) -> EntryKind:
        """
        Which kind it is, such as `hashedrekord/0.0.1`.
        """
    @staticmethod
    def parse(kind: EntryKind, body: Buffer) -> EntryBody:
        """
        Reads the canonicalized body of an entry of that kind; that a log has it is not checked. Raises LogError.
        """
    @property
    def payload_hash(self, /) -> Digest | None:
        """
        The digest of the envelope's payload (`dsse`, `intoto`).
        """
    @property
    def payload_type(self, /) -> str | None:
        """
        What the envelope says that its payload is (`intoto`).
        """
    @property
    def signature(self, /) -> bytes | None:
        """
        The signature that was logged; None for `intoto/0.0.1`, which names it by the digest of its envelope.
        """
    @property
    def verifier(self, /) -> Certificate | PublicKey | None:
        """
        The certificate or key that was logged. Raises CertificateError or PublicKeyError if it is none.
        """

@final
class Envelope:
    """
    A DSSE envelope: well-formed, with a payload type and at least one signature; nobody has verified it.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def from_json(json: TextOrBytes) -> Envelope:
        """
        Reads an envelope in JSON: at most 64 signatures, no duplicate key at any depth, strict base64 in either
        alphabet. Raises BundleError.
        """
    def pae(self, /) -> bytes:
        """
        The bytes that are signed: the pre-authentication encoding of payload type and payload.
        """
    @property
    def payload(self, /) -> bytes:
        """
        The payload.
        """
    @property
    def payload_type(self, /) -> str:
        """
        What the payload is, for example `application/vnd.in-toto+json`.
        """
    @property
    def signatures(self, /) -> list[EnvelopeSignature]:
        """
        The signatures; there is at least one.
        """

@final
class EnvelopeSignature:
    """
    One signature of an envelope, and the unsigned hint about its key.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __repr__(self, /) -> str: ...
    @property
    def key_id(self, /) -> str | None:
        """
        What the signer calls the key; not signed, and so nothing to decide by.
        """
    @property
    def signature(self, /) -> bytes:
        """
        The signature, over the envelope's PAE.
        """

@final
class Environment:
    """
    The variables of a CI system that provenance may speak of; nothing else of an environment is kept.

    `variables` is a mapping, such as `os.environ`, or pairs. Which names are kept is an allow-list, `names()`: everything
    else, every secret with it, is dropped where it comes in, and of a mapping nothing else is looked at. User names,
    passwords and tokens in URLs are cut out of the values that are kept. What somebody wrote out in the command of a
    Buildkite step is kept: it is no secret there, either. A value has at most 64 KiB and no control characters; all of
    them have at most 1 MiB. Raises MakeError.
    """
    def __new__(cls, /, variables: Pairs) -> Environment: ...
    def __repr__(self, /) -> str:
        """
        The names alone: what is logged should say less than what is signed.
        """
    def detect(self, /) -> Ci:
        """
        Whose environment it is; `local` if it is that of no CI system. Raises MakeError if it is that of two.
        """
    @staticmethod
    def names() -> list[str]:
        """
        The allow-list: every name that is kept, of whichever CI system.
        """
    @staticmethod
    def variables(ci: Ci) -> list[str]:
        """
        The variables that are read of the environment of this CI system, and no others.
        """

@final
class EstablishedTime:
    """
    A time that was authenticated: the signature existed then.
    """
    def __repr__(self, /) -> str: ...
    @property
    def at(self, /) -> datetime:
        """
        When, in UTC.
        """
    @property
    def by(self, /) -> str:
        """
        Which log or timestamp authority, as the trusted root names it.
        """
    @property
    def source(self, /) -> TimeSourceKind:
        """
        What kind of witness says so: `log` or `tsa`.
        """

@final
class Evidence:
    """
    What a verification looked at and what it found: the same for a yes and for a no.
    """
    def __repr__(self, /) -> str: ...
    @property
    def artifact(self, /) -> Artifact:
        """
        The artifact, as the caller named it.
        """
    @property
    def checks(self, /) -> list[Check]:
        """
        Every check, in the order in which they were made.
        """
    @property
    def failures(self, /) -> list[Check]:
        """
        The checks that failed, the most telling first.
        """
    @property
    def log(self, /) -> list[LogEvidence]:
        """
        The log entries of the bundle.
        """
    @property
    def signer(self, /) -> Certificate | PublicKey | None:
        """
        Who the bundle says signed: a certificate, a key, or None. Believe it only in a `Verified`.
        """
    @property
    def statement(self, /) -> Statement | None:
        """
        The statement of an attestation, once its envelope's signature was verified.
        """
    @property
    def times(self, /) -> list[EstablishedTime]:
        """
        The times that were authenticated.
        """

@final
class EvidenceDemand:
    """
    What must prove that, and when, the signature was made. The bundle has no say in it.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __repr__(self, /) -> str: ...
    @property
    def log(self, /) -> int | None:
        """
        Entries of so many distinct trusted transparency logs; None is one, if the trusted root has a log.
        """
    @property
    def sct(self, /) -> int | None:
        """
        Certificate timestamps of so many distinct trusted CT logs; None is one, if the trusted root has a CT log.
        """
    @property
    def time(self, /) -> TimeSource:
        """
        What may say when the signature was made.
        """
    @property
    def timestamps(self, /) -> int:
        """
        Timestamps of so many distinct trusted authorities, at least.
        """
    @property
    def unlogged(self, /) -> Unlogged:
        """
        Whether evidence that no witness has seen is accepted: `refused` or `accepted-dangerous`.
        """

@final
class Expectations:
    """
    What is expected of an artifact's provenance: SLSA v1.2, verifying artifacts, steps 1 and 2.

    `source`: the artifact was built from this repository: `https://github.com/octo/app`, `github.com/octo/app` or
    `git+https://github.com/octo/app`. Letter by letter, also in case. There is no default for it: whoever does not say
    from which repository an artifact must come accepts what a stranger built from a stranger's repository, with perfect
    provenance.

    `builders`: trust these and no others; `Builders.embedded()` unless given. `builder`: this one built it: its id, with
    `@VERSION` where the version matters; some builders are trusted only when they are named so. `build_type`: a URI.
    `git_ref`: a full reference, `refs/heads/main`. `branch`: it was built from this branch, or from a tag that was made
    on it. `tag`: from this tag. `versioned_tag`: from a tag of this semantic version: `v1` is any `v1.x.y`, `v1.2` any
    `v1.2.x`. `commit`: from this commit, in full. `workflow`: the path of the top-level build instructions in the
    repository. `repository_id`, `owner_id`: they stay when names change hands. `runner`: `github-hosted` or
    `self-hosted`. `inputs`: whoever started the build gave these. `parameters`: external parameters that the build type
    does not have and that may be there, whatever they say. `level`: the builder is trusted up to this level of SLSA's
    build track at least. `package`, `package_version`: the provenance is about these.

    A mistake in an expectation (a version that is none, a pattern) is a refusal with `policy.malformed`.
    """
    def __new__(cls, /, source: str, *, builders: Builders | None = None, builder: str | None = None, build_type: str | None = None, git_ref: str | None = None, branch: str | None = None, tag: str | None = None, versioned_tag: str | None = None, commit: str | None = None, workflow: str | None = None, repository_id: SupportsIndex | str | None = None, owner_id: SupportsIndex | str | None = None, runner: str | None = None, inputs: Pairs | None = None, parameters: SupportsGetItem[int, str] | None = None, level: SupportsIndex | None = None, package: str | None = None, package_version: str | None = None) -> Expectations: ...
    def __repr__(self, /) -> str: ...
    def check(self, /, verified: Verified) -> Verified:
        """
        Judges provenance whose signature was verified: SLSA v1.2, verifying artifacts. Gives a `Verified` that has
        `provenance`, or raises Refused with all that is wrong.

        The signer must be a builder that the registry trusts, whatever policy it was verified under; what certificate,
        predicate and materials say must agree; and it must be what is expected here. `verified` is what a `Verifier`
        gave.
        """
    def check_dependencies(self, /, verified: Verified, summaries: SupportsGetItem[int, Verified]) -> Verified:
        """
        Judges what the build used, as far as its provenance names it: each dependency must be a subject of one of these
        summaries, each of which was judged by its own `VsaExpectations`. `verified` is what `check` gave.
        """
    def check_publish(self, /, verified: Verified) -> Verified:
        """
        Judges an attestation that the artifact was published in a package registry: signed by a key of the registry (npm),
        or by a workflow of the source repository that publishes there (PyPI), and about the package and version that are
        expected, if they are. Gives a `Verified` that has `publish`, or raises Refused.
        """
    def is_publish(self, /, predicate_type: str) -> bool:
        """
        Whether attestations of this type say that something was published, and not how it was built.
        """
    def policy(self, /) -> Policy:
        """
        A policy under which to verify what is to be judged: signed by a certificate, or by a key of the registry. Who
        signed is decided by `check`.
        """
    def verify(self, /, verifier: Verifier, artifact: Artifact, attestations: SupportsGetItem[int, ReadAttestation], policy: Policy | None = None, *, now: datetime | None = None) -> Judged:
        """
        Verifies and judges everything that is attested of an artifact: what `Attestation.from_json` gives. Gives a
        `Judged`, or raises Refused for what came nearest.

        One provenance that is as expected suffices. What is attested of the publication beside it must hold too: a
        registry's word has no second; and npm's registry, which publishes no provenance without its own word, must have
        given it. `policy` is this object's own, unless one that demands more is given; `now` is the system's clock.
        Other Python threads run meanwhile.
        """

@final
class Http:
    """
    How servers are asked: HTTP/1.1, `https` of anybody and `http` of this machine alone. It keeps connections; share it.

    `proxies`: those that the environment names, unless given: a mapping with `https_proxy`, `http_proxy`, `all_proxy` and
    `no_proxy`, of which an empty one is for none. A proxy is `[http://|https://][USER:PASSWORD@]HOST[:PORT]`; what goes to
    this machine never goes by way of one. `roots_pem`: authorities in PEM, at most 4 MiB, that take the place of this
    machine's. In seconds: `connect` (10) until there is a connection, `exchange` (30) for one request until the last byte of
    its answer, `total` (55) for all attempts together, of which there are `attempts` (4), and `pause` (0.5) before the
    second one, which doubles. `plain_http_dangerous`: `http` of other machines too, where whoever is on the way reads
    tokens. Raises NetworkError, without the value: a proxy's may hold a password.
    """
    def __new__(cls, /, *, proxies: Pairs | None = None, roots_pem: TextOrBytes | None = None, connect: float | None = None, exchange: float | None = None, total: float | None = None, attempts: SupportsIndex | None = None, pause: float | None = None, plain_http_dangerous: bool = False) -> Http: ...
    def __repr__(self, /) -> str: ...

@final
class Identity:
    """
    Whom a certificate must name: an identity, the provider that vouches for it, and what else it must say.

    A mistake in an option (an empty text, a pattern that strangers could satisfy) is a PolicyError of whatever takes
    the identity, such as `Policy.signed_by`. Options of every identity: `tag`, `branch` and `git_ref` (globs of the ref
    that was built, one of the three), `commit`, `environment` (of the deployment), `trigger` (the event), `owner_id`
    and `repository_id` (numbers that survive a rename), `visibility` (of the source repository), `runner`
    (`github-hosted`, `self-hosted`, ...). Options of GitHub and GitLab: `workflow` (its file, or a glob of names),
    `signer_workflow` (a shared workflow of another repository that signs), `server` (`https://HOST`), `issuer`.
    """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def buildkite(pipeline: str, *, tag: str | None = None, branch: str | None = None, git_ref: str | None = None, commit: str | None = None, environment: str | None = None, trigger: str | None = None, owner_id: SupportsIndex | str | None = None, repository_id: SupportsIndex | str | None = None, visibility: str | None = None, runner: str | None = None) -> Identity:
        """
        A Buildkite pipeline, `ORGANIZATION/PIPELINE`, issuer `https://agent.buildkite.com`.
        """
    @staticmethod
    def circleci(organization_id: str, project_id: str, *, tag: str | None = None, branch: str | None = None, git_ref: str | None = None, commit: str | None = None, environment: str | None = None, trigger: str | None = None, owner_id: SupportsIndex | str | None = None, repository_id: SupportsIndex | str | None = None, visibility: str | None = None, runner: str | None = None) -> Identity:
        """
        A CircleCI project by the ids of its organization and itself, issuer `https://oidc.circleci.com/org/ID`.

        Jobs that somebody reran with a shell in them (`ssh-rerun`) are refused.
        """
    @staticmethod
    def exact(san: str, issuer: str, *, tag: str | None = None, branch: str | None = None, git_ref: str | None = None, commit: str | None = None, environment: str | None = None, trigger: str | None = None, owner_id: SupportsIndex | str | None = None, repository_id: SupportsIndex | str | None = None, visibility: str | None = None, runner: str | None = None) -> Identity:
        """
        Exactly this identity (e-mail address, URI or user name), from exactly this issuer.
        """
    @staticmethod
    def exact_without_issuer(san: str, *, tag: str | None = None, branch: str | None = None, git_ref: str | None = None, commit: str | None = None, environment: str | None = None, trigger: str | None = None, owner_id: SupportsIndex | str | None = None, repository_id: SupportsIndex | str | None = None, visibility: str | None = None, runner: str | None = None) -> Identity:
        """
        Exactly this identity, in a certificate that names no issuer: GitHub's own instance certifies releases so,
        for `https://dotcom.releases.github.com`.
        """
    @staticmethod
    def github(repository: str, *, workflow: str | None = None, signer_workflow: str | None = None, tag: str | None = None, branch: str | None = None, git_ref: str | None = None, server: str | None = None, issuer: str | None = None, commit: str | None = None, environment: str | None = None, trigger: str | None = None, owner_id: SupportsIndex | str | None = None, repository_id: SupportsIndex | str | None = None, visibility: str | None = None, runner: str | None = None) -> Identity:
        """
        A GitHub Actions workflow of the repository `OWNER/REPO`.

        The issuer is `https://token.actions.githubusercontent.com`. The certificate's source repository and the
        repository of the workflow that signed must both be this one; allow a shared (reusable) workflow of another
        repository with `signer_workflow`. As on GitHub, case does not matter in `OWNER/REPO`, and only there.
        """
    @staticmethod
    def github_owner(owner: str, *, workflow: str | None = None, signer_workflow: str | None = None, tag: str | None = None, branch: str | None = None, git_ref: str | None = None, server: str | None = None, issuer: str | None = None, commit: str | None = None, environment: str | None = None, trigger: str | None = None, owner_id: SupportsIndex | str | None = None, repository_id: SupportsIndex | str | None = None, visibility: str | None = None, runner: str | None = None) -> Identity:
        """
        A GitHub Actions workflow of any repository of an owner, built from any repository of that owner.
        """
    @staticmethod
    def gitlab(project: str, *, workflow: str | None = None, signer_workflow: str | None = None, tag: str | None = None, branch: str | None = None, git_ref: str | None = None, server: str | None = None, issuer: str | None = None, commit: str | None = None, environment: str | None = None, trigger: str | None = None, owner_id: SupportsIndex | str | None = None, repository_id: SupportsIndex | str | None = None, visibility: str | None = None, runner: str | None = None) -> Identity:
        """
        A GitLab pipeline of the project `GROUP/PROJECT` (or `GROUP/SUBGROUP/PROJECT`), issuer `https://gitlab.com`.
        """
    @staticmethod
    def glob(san: str, issuer: str, *, tag: str | None = None, branch: str | None = None, git_ref: str | None = None, commit: str | None = None, environment: str | None = None, trigger: str | None = None, owner_id: SupportsIndex | str | None = None, repository_id: SupportsIndex | str | None = None, visibility: str | None = None, runner: str | None = None) -> Identity:
        """
        Identities that match a glob, from exactly this issuer.

        The owner must be literal: of a URI the scheme, the host and the first path segment with the `/` after it
        (`https://github.com/octo/**`), of an e-mail address the domain (`*@example.com`).
        """
    @staticmethod
    def glob_dangerous(san: str, issuer: str, *, tag: str | None = None, branch: str | None = None, git_ref: str | None = None, commit: str | None = None, environment: str | None = None, trigger: str | None = None, owner_id: SupportsIndex | str | None = None, repository_id: SupportsIndex | str | None = None, visibility: str | None = None, runner: str | None = None) -> Identity:
        """
        Identities and issuers that match globs, however wide: strangers may satisfy them.
        """
    @staticmethod
    def google(email: str, *, tag: str | None = None, branch: str | None = None, git_ref: str | None = None, commit: str | None = None, environment: str | None = None, trigger: str | None = None, owner_id: SupportsIndex | str | None = None, repository_id: SupportsIndex | str | None = None, visibility: str | None = None, runner: str | None = None) -> Identity:
        """
        A person or service account by its Google address, issuer `https://accounts.google.com`.
        """
    @staticmethod
    def regex(san: str, issuer: str, *, tag: str | None = None, branch: str | None = None, git_ref: str | None = None, commit: str | None = None, environment: str | None = None, trigger: str | None = None, owner_id: SupportsIndex | str | None = None, repository_id: SupportsIndex | str | None = None, visibility: str | None = None, runner: str | None = None) -> Identity:
        """
        Identities that a regular expression matches from end to end, from exactly this issuer.

        It must begin with the literal scheme, host and owner of a URI, or end with the literal domain of an address.
        """
    @staticmethod
    def regex_dangerous(san: str, issuer: str, *, tag: str | None = None, branch: str | None = None, git_ref: str | None = None, commit: str | None = None, environment: str | None = None, trigger: str | None = None, owner_id: SupportsIndex | str | None = None, repository_id: SupportsIndex | str | None = None, visibility: str | None = None, runner: str | None = None) -> Identity:
        """
        Identities and issuers that regular expressions match from end to end, however wide: strangers may satisfy
        them.
        """

@final
class InclusionProof:
    """
    A proof that a leaf is in a tree, and what the log signed about that tree.
    """
    def __repr__(self, /) -> str: ...
    @property
    def checkpoint(self, /) -> Checkpoint | None:
        """
        What the log signed about the tree; a proof without it proves nothing.
        """
    @property
    def hashes(self, /) -> list[bytes]:
        """
        The siblings on the path from the leaf to the root, 32 bytes each.
        """
    @property
    def head(self, /) -> TreeHead:
        """
        The tree that it is in; the checkpoint, if there is one, speaks of the same.
        """
    @property
    def index(self, /) -> int:
        """
        The entry's index in its tree.
        """

@final
class Instance:
    """
    The authorities and logs of one Sigstore instance.
    """
    def __repr__(self, /) -> str: ...
    @property
    def authorities(self, /) -> list[CertificateAuthority]:
        """
        Who issues signing certificates.
        """
    @property
    def ct_logs(self, /) -> list[CtLog]:
        """
        The certificate transparency logs.
        """
    @property
    def logs(self, /) -> list[Log]:
        """
        The transparency logs (Rekor).
        """
    @property
    def name(self, /) -> str:
        """
        A name for people: the host of the first authority or log.
        """
    @property
    def timestamp_authorities(self, /) -> list[CertificateAuthority]:
        """
        Who signs timestamps.
        """
    @property
    def unusable_logs(self, /) -> list[UnusableLog]:
        """
        Logs of either kind whose key is not supported.
        """

@final
class Job:
    """
    One verification of many: the artifact, the bundle, and what is demanded of it.

    The bundle is a `Bundle`, an `Attestation`, or a bundle's JSON as text or bytes, which is read on one of the threads.
    """
    def __new__(cls, /, artifact: Artifact, bundle: Bundle | Attestation | TextOrBytes, policy: Policy) -> Job: ...
    def __repr__(self, /) -> str: ...
    @property
    def artifact(self, /) -> Artifact:
        """
        The artifact.
        """
    @property
    def bundle(self, /) -> Bundle | bytes:
        """
        The bundle: a `Bundle`, or the bytes of its JSON.
        """
    @property
    def policy(self, /) -> Policy:
        """
        What is demanded of it.
        """

@final
class Judged:
    """
    What came of everything that is attested of an artifact: a yes. Only `Expectations.verify` makes one.
    """
    def __repr__(self, /) -> str: ...
    @property
    def index(self, /) -> int:
        """
        Which of the attestations that is, counted from 0.
        """
    @property
    def published(self, /) -> Verified | None:
        """
        What is attested of the publication, if anything is: a `Verified` that has `publish`.
        """
    @property
    def refused(self, /) -> list[tuple[int, Verdict]]:
        """
        What was refused beside it, each with which of the attestations it is: worth a note, no more.
        """
    @property
    def verified(self, /) -> Verified:
        """
        The provenance that is as expected, the first if there are several: a `Verified` that has `provenance`.
        """

@final
class LocalAuthority:
    """
    A private Sigstore in a directory: a certificate authority, a transparency log, a timestamp authority, and the trusted
    root that names them. Any number of threads and processes may sign at once.

    It signs with a fresh P-256 key and a certificate of ten minutes, whose issuer is `LOCAL_ISSUER`. A signature that was
    given out is in the log for good.
    """
    def __repr__(self, /) -> str: ...
    def attest(self, /, statement: Statement | TextOrBytes, identity: LocalIdentity | None = None, *, now: datetime | None = None) -> str:
        """
        Signs a statement, in an envelope: a bundle v0.3, JSON, verified before it is given out. It is a `Statement`, or the
        JSON of one. Raises LocalError, and StatementError for what is no statement.
        """
    @staticmethod
    def open(directory: str | PathLike[str] | None = None, *, now: datetime | None = None) -> LocalAuthority:
        """
        Opens the authority in a directory, or makes one there that lasts twenty years, and the directory (mode 0700) if
        there is none. Without a directory it is this user's own, which the program uses too. Raises LocalError.
        """
    def sign(self, /, artifact: Artifact, identity: LocalIdentity | None = None, *, now: datetime | None = None) -> str:
        """
        Signs an artifact, known by its SHA-256: a bundle v0.3, JSON, verified before it is given out. As this machine's
        user, unless an identity is given. Raises LocalError.
        """
    def sign_all(self, /, artifacts: SupportsGetItem[int, Artifact], identity: LocalIdentity | None = None, *, now: datetime | None = None) -> list[str]:
        """
        Signs many artifacts in one go: 256 under one key, certificate and checkpoint. Bundles come in the order of the
        artifacts; an error is about all of them, though some may be in the log. Raises LocalError.
        """
    @property
    def trust_root(self, /) -> TrustRoot:
        """
        The trusted root for a `Verifier`.
        """
    @property
    def trusted_root_json(self, /) -> str:
        """
        The trusted root for every Sigstore client, JSON.
        """

@final
class LocalIdentity:
    """
    For whom a local certificate is made: `NAME@HOST`, or a URI, in at most 512 ASCII characters. Raises LocalError.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, text: str) -> LocalIdentity: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str:
        """
        The text by which a policy names it.
        """
    @staticmethod
    def of_user(user: str | None = None, host: str | None = None) -> LocalIdentity:
        """
        `USER@HOST`, as this machine calls both unless they are given. Whatever may not stand in an address is
        percent-encoded. Raises LocalError.
        """

@final
class LocalLog:
    """
    The log of a local authority, read without its keys, without its lock and without writing anything.
    """
    def __repr__(self, /) -> str: ...
    def checkpoint(self, /) -> str:
        """
        The published checkpoint, a signed note; its signature is verified. Raises LocalError.
        """
    def consistency_proof(self, /, earlier: SupportsIndex) -> tuple[TreeHead, list[bytes]]:
        """
        Proves that the log once had these entries, one at least, and no others: the published tree and the hashes for
        `verify_consistency`. Raises LocalError.
        """
    def entry(self, /, index: SupportsIndex) -> bytes:
        """
        The entry with this index, from 0 on: a canonical body (`hashedrekord` 0.0.2). Raises LocalError.
        """
    def head(self, /) -> TreeHead:
        """
        How many entries the published checkpoint covers, and their root. Raises LocalError.
        """
    def inclusion_proof(self, /, index: SupportsIndex) -> LocalProof:
        """
        Proves that the entry with this index is in the log, up to the root that the log signed. Raises LocalError.
        """
    @staticmethod
    def open(directory: str | PathLike[str] | None = None) -> LocalLog:
        """
        The log of the authority in a directory, or of this user's own. Raises LocalError if there is none.
        """

@final
class LocalProof:
    """
    That an entry is in the log.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __repr__(self, /) -> str: ...
    @property
    def checkpoint(self, /) -> str:
        """
        The signed checkpoint of that tree (C2SP tlog-checkpoint).
        """
    @property
    def hashes(self, /) -> list[bytes]:
        """
        Its siblings, from the leaf upwards (RFC 6962 section 2.1.1), 32 bytes each.
        """
    @property
    def head(self, /) -> TreeHead:
        """
        The tree in which it is.
        """
    @property
    def index(self, /) -> int:
        """
        The entry's index, from 0 on.
        """
    def verify(self, /, entry: Buffer) -> None:
        """
        Whether it is about this entry; raises LogError if it is not.
        """

@final
class LocalSource:
    """
    The source of a build on somebody's machine, as git knows it.

    `commit`: the commit that is checked out, 40 or 64 hexadecimal digits. `remote`: where the repository is from, as
    `git remote get-url` says; credentials are cut out at once, and what is no URL of a repository is None. `git_ref`: the
    whole reference that is checked out (`refs/heads/main`); None, if a commit is. `dirty`: whether the working tree
    differs from the commit, untracked files with it.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, commit: str, *, remote: str | None = None, git_ref: str | None = None, dirty: bool = False) -> LocalSource: ...
    def __repr__(self, /) -> str: ...
    @property
    def commit(self, /) -> str:
        """
        The commit that is checked out.
        """
    @property
    def dirty(self, /) -> bool:
        """
        Whether the working tree differs from the commit.
        """
    @property
    def git_ref(self, /) -> str | None:
        """
        The whole reference that is checked out.
        """
    @property
    def remote(self, /) -> str | None:
        """
        Where the repository is from, without credentials.
        """

@final
class LocalTrust:
    """
    What a local authority publishes of itself, read without its keys and without writing anything: enough to verify what
    it signed.
    """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def open(directory: str | PathLike[str] | None = None) -> LocalTrust:
        """
        Reads the trusted root of the authority in a directory, or of this user's own. Raises LocalError if there is none.
        """
    @property
    def trust_root(self, /) -> TrustRoot:
        """
        The trusted root for a `Verifier`.
        """
    @property
    def trusted_root_json(self, /) -> str:
        """
        The trusted root for every Sigstore client, JSON.
        """

@final
class Log:
    """
    A transparency log that is trusted: its key, how it signs, when it was in use, where it is.

    `id` is the base64 of 32 bytes, by default that of Rekor v1: SHA-256 of the key. `scheme` is by default that of the
    key's kind.
    """
    def __new__(cls, /, key: PublicKey, base_url: str, validity: Validity, *, id: str | None = None, scheme: Scheme | None = None, operator: str | None = None) -> Log: ...
    def __repr__(self, /) -> str: ...
    @property
    def base_url(self, /) -> str:
        """
        Where it is; people know the log by it.
        """
    @property
    def id(self, /) -> str:
        """
        The id that log entries name, in base64.
        """
    @property
    def key(self, /) -> PublicKey:
        """
        The key that signs checkpoints and promises.
        """
    @property
    def name(self, /) -> str:
        """
        The base URL without its scheme: the name of a log whose checkpoints follow C2SP tlog-checkpoint.
        """
    @property
    def operator(self, /) -> str:
        """
        Who runs it; empty if the trusted root does not say.
        """
    @property
    def scheme(self, /) -> Scheme:
        """
        How it signs.
        """
    @property
    def validity(self, /) -> Validity:
        """
        When it was in use.
        """

@final
class LogEntry:
    """
    One entry of a transparency log as a bundle has it: read and in agreement with itself, not yet verified.
    """
    def __repr__(self, /) -> str: ...
    @property
    def body(self, /) -> EntryBody:
        """
        What the entry is about.
        """
    @property
    def canonical_body(self, /) -> bytes:
        """
        The bytes that the log hashed and signed.
        """
    @property
    def claimed_time(self, /) -> datetime | None:
        """
        When the log says it took the entry, in UTC; no time for any check unless the promise verifies.
        """
    @property
    def index(self, /) -> int:
        """
        The entry's index in the log. For Rekor v1 it counts over all trees of the log and only the promise binds it;
        for Rekor v2 it is the index in the tree.
        """
    @property
    def kind(self, /) -> EntryKind:
        """
        Kind and version, such as `hashedrekord/0.0.1`.
        """
    @property
    def log_id(self, /) -> str:
        """
        Which log the entry says it is in, in base64.
        """
    @property
    def promise(self, /) -> bytes | None:
        """
        The log's promise (signed entry timestamp), as it is in the bundle.
        """
    @property
    def proof(self, /) -> InclusionProof | None:
        """
        The inclusion proof.
        """
    @property
    def signed_digest(self, /) -> Digest | None:
        """
        The digest that was signed, where the entry names one; its algorithm is the one to take of the artifact.
        """

@final
class LogEvidence:
    """
    An entry of a transparency log.
    """
    def __repr__(self, /) -> str: ...
    @property
    def index(self, /) -> int:
        """
        The entry's index in it.
        """
    @property
    def integrated_time(self, /) -> datetime | None:
        """
        The time of the log's promise, in UTC; only if the promise was verified.
        """
    @property
    def kind(self, /) -> EntryKind:
        """
        Kind and version of the entry, such as `hashedrekord/0.0.1`.
        """
    @property
    def log_id(self, /) -> str:
        """
        Which log, in base64.
        """

@final
class Login:
    """
    Signing in with an OpenID Connect issuer, as a public client that has no secret of its own.

    `issuer`: its URL, by default Sigstore's public one, which sends on to others that have people. `client`: as which
    client, `sigstore` unless said otherwise; it is the token's audience too. `wait`: how many seconds a person has, 300
    unless said otherwise.
    """
    def __new__(cls, /, issuer: str | None = None, *, client: str | None = None, wait: float | None = None) -> Login: ...
    def __repr__(self, /) -> str: ...
    def in_browser(self, /, open: OpenBrowser | None = None, *, http: Http | None = None) -> Token:
        """
        By way of a browser on this machine: the authorization code flow with PKCE, state and nonce, which comes back to a
        port of 127.0.0.1.

        `open` shows the person a URL and says whether it could; `webbrowser.open` unless given. It is called in another
        thread, and what it raises is raised here. Ctrl-C stops the waiting. Raises TokenError.
        """
    def on_device(self, /, show: ShowPrompt, *, http: Http | None = None) -> Token:
        """
        By way of a browser on any device: the device flow (RFC 8628), with PKCE.

        `show` tells the person where to go and what to enter there. It is called in another thread, and what it raises is
        raised here. Ctrl-C stops the waiting. Raises TokenError.
        """

@final
class Material:
    """
    Whose key signed: a certificate that carries it, or a hint at a key that the verifier knows from elsewhere.
    """
    def __repr__(self, /) -> str: ...
    @property
    def certificate(self, /) -> Certificate | None:
        """
        The signer's certificate, if that carries the key.
        """
    @property
    def chain(self, /) -> list[Certificate]:
        """
        Certificates that may lead from it to an authority; none of them is trusted, none is a root.
        """
    @property
    def key_hint(self, /) -> str | None:
        """
        Which key it may be, where there is no certificate: unauthenticated.
        """

@final
class MessageSignature:
    """
    A signature over the artifact itself.
    """
    def __repr__(self, /) -> str: ...
    @property
    def digest(self, /) -> Digest | None:
        """
        The artifact's digest as the signer names it: it identifies, it proves nothing.
        """
    @property
    def signature(self, /) -> bytes:
        """
        The signature.
        """

@final
class Metadata:
    """
    Verified metadata of a repository: what `Repository.update` and `Repository.offline` give, and nothing else makes.
    """
    def __repr__(self, /) -> str: ...
    def cached_target(self, /, path: str) -> bytes:
        """
        A target's bytes out of the cache, without a server. Raises TrustError unless it was downloaded before and has not
        changed since (`trust.missing`).
        """
    @property
    def expires(self, /) -> datetime:
        """
        When the first of root, timestamp, snapshot and targets expires.
        """
    def signing_config(self, /, *, http: Http | None = None) -> str:
        """
        What a Sigstore instance publishes for `SigningConfig.from_json`: `signing_config.v0.2.json`. Raises TrustError.
        """
    def target(self, /, path: str, *, http: Http | None = None) -> bytes:
        """
        A target's bytes, at most 64 MiB: out of the cache if they are there, otherwise downloaded and kept. Ctrl-C stops
        the waiting. Raises TrustError.
        """
    def trusted_root(self, /, *, http: Http | None = None) -> str:
        """
        What a Sigstore instance publishes for `TrustRoot.from_json`: `trusted_root.json`. Raises TrustError.
        """
    def version(self, /, role: str) -> int | None:
        """
        The version of a role's metadata: `root`, `timestamp`, `snapshot` or `targets`; None for roles to which targets are
        delegated.
        """

@final
class NewProvenance:
    """
    Provenance v1 (`https://slsa.dev/provenance/v1`) that is being made: how artifacts were built, from what, by whom.

    Immutable: what adds to it gives a new one. The same input gives the same bytes. It never claims a level, and it is
    only as good as the signature that is put under it.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __repr__(self, /) -> str: ...
    def byproduct(self, /, resource: NewResource) -> NewProvenance:
        """
        Something else that came out of it: a log, an SBOM; within the same limits.
        """
    def dependency(self, /, resource: NewResource) -> NewProvenance:
        """
        Something else that went into the build: a lockfile, a base image; within the limits of an `Environment`'s values.
        """
    def finished(self, /, time: datetime) -> NewProvenance:
        """
        When it ended.
        """
    @staticmethod
    def from_environment(ci: Ci, environment: Environment, event: TextOrBytes | None = None) -> NewProvenance:
        """
        What the environment of a CI system says of the build. Raises MakeError, which names a variable that is not set;
        `local` has no environment: see `local`.

        `event` is the content of the file that GitHub's `GITHUB_EVENT_PATH` names; only a workflow that was started by
        hand (`workflow_dispatch`) needs it, for its inputs are parameters of the build.
        """
    @staticmethod
    def local(*, source: LocalSource, builder_id: str | None = None, lockfiles: SupportsGetItem[int, NewResource] | None = None, command: SupportsGetItem[int, str] | None = None, started: datetime | None = None, finished: datetime | None = None, byproducts: SupportsGetItem[int, NewResource] | None = None) -> NewProvenance:
        """
        What is known of a build on somebody's machine. Raises MakeError.

        `builder_id`: the URI of who built it; unless it is given, one that says no more than that somebody did.
        `lockfiles`: the files that fix what was built with. `command`: the command and its arguments; not its
        environment. `started`, `finished`: when it began and ended. `byproducts`: what else came out: logs, SBOMs.
        """
    def predicate_json(self, /) -> str:
        """
        The predicate as compact JSON, in the order of the specification.
        """
    def source_date_epoch(self, /, epoch: datetime) -> NewProvenance:
        """
        Puts the time of `SOURCE_DATE_EPOCH` (reproducible-builds.org) in the place of every time that is there, so that
        building again gives the same bytes.
        """
    def started(self, /, time: datetime) -> NewProvenance:
        """
        When the build began, instead of what the environment says.
        """
    def statements(self, /, subjects: Subjects) -> list[Statement]:
        """
        Statements about all subjects: one for every 1,024 of them, which is as many as a statement may have.
        """

@final
class NewResource:
    """
    Something that went into a build, or came out beside the artifacts.

    `name`: what to call it; left out if empty. `uri`: where it is from; left out if empty. `digests`: by the algorithm's
    in-toto name, in hexadecimal.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, name: str = "", uri: str = "", digests: Pairs | None = None) -> NewResource: ...
    def __repr__(self, /) -> str:
        """
        Without the URI, which may have a password in it until it is written.
        """
    @property
    def digests(self, /) -> TextByName:
        """
        Its digests by the algorithm's in-toto name, in hexadecimal.
        """
    @staticmethod
    def file(name: str, digest: Digest | str) -> NewResource:
        """
        A file of that name and digest.
        """
    @property
    def name(self, /) -> str:
        """
        What to call it.
        """
    @property
    def uri(self, /) -> str:
        """
        Where it is from.
        """

@final
class Policy:
    """
    What a caller demands of an artifact's evidence. There is no default: somebody must be named.

    Immutable: what adds a demand gives a new policy. A policy that pins the repository, the workflow and the ref is the
    one that helps: provenance of a stranger's repository, or of another branch, is just as valid. Valid is not benign.

    Globs are of one dialect, anchored at both ends: `*` any run without `/`, `**` any run, `?` one character other than
    `/`, `[abc]` and `[a-z]` one of these, `[!abc]` one other than these and `/`, `{a,b}` either.
    """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def all_of(signers: SupportsGetItem[int, Signers]) -> Policy:
        """
        One signer that is all of these must have signed. A list among them stands for any one of the list.
        """
    @staticmethod
    def any_of(signers: SupportsGetItem[int, Signers]) -> Policy:
        """
        Any one of these must have signed. A list among them stands for one signer that is all of the list.
        """
    @staticmethod
    def anyone_dangerous() -> Policy:
        """
        Anybody may have signed: a verdict under this policy does not say who made the artifact.
        """
    @property
    def as_of(self, /) -> datetime | None:
        """
        The time as of which to verify; None is now.
        """
    def at(self, /, time: datetime) -> Policy:
        """
        Verify as of this time, not as of now.
        """
    def at_least_serial(self, /, floor: SupportsIndex) -> Policy:
        """
        The policy itself, if its serial is no lower than this; otherwise a PolicyError. Keep the highest that was seen,
        and no old policy can be passed off as the current one.
        """
    def deny(self, /, rule: DenyRule) -> Policy:
        """
        Refuse what this rule names, however well it is signed.
        """
    @property
    def evidence(self, /) -> EvidenceDemand:
        """
        What must prove that, and when, the signature was made.
        """
    @property
    def expires(self, /) -> datetime | None:
        """
        The last moment at which the policy file is to be used.
        """
    @staticmethod
    def from_toml(text: TextOrBytes) -> Policy:
        """
        A policy file, in TOML. Raises PolicyError.
        """
    @staticmethod
    def key(key: TrustedKey | PublicKey) -> Policy:
        """
        This key must have signed: a `TrustedKey` or a `PublicKey`.
        """
    def log(self, /, at_least: SupportsIndex) -> Policy:
        """
        At least so many distinct transparency logs, 1 or more, must have the signature.
        """
    def max_age(self, /, age: timedelta) -> Policy:
        """
        Refuse signatures that are older than this.
        """
    def no_log_dangerous(self, /) -> Policy:
        """
        No transparency log need have the signature: one that nobody else has seen is accepted.
        """
    def no_sct_dangerous(self, /) -> Policy:
        """
        No CT log need have the certificate: one that nobody else has seen is accepted.
        """
    def predicate_type(self, /, predicate_type: str) -> Policy:
        """
        Only attestations of exactly this type are accepted; asked for again, also of that type.
        """
    @property
    def predicate_types(self, /) -> list[str]:
        """
        The accepted types of attestations; empty accepts any, and plain signatures.
        """
    def sct(self, /, at_least: SupportsIndex) -> Policy:
        """
        At least so many distinct CT logs, 1 or more, must have the certificate.
        """
    @property
    def serial(self, /) -> int | None:
        """
        The serial of the policy file.
        """
    @staticmethod
    def signed_by(signer: Identity | TrustedKey | PublicKey) -> Policy:
        """
        This signer must have signed: an `Identity`, a `TrustedKey` or a `PublicKey`. Raises PolicyError for an identity
        with a mistake in it.
        """
    def time(self, /, source: TimeSource) -> Policy:
        """
        What may say when the signature was made: `either`, `log`, `tsa` or `both`.
        """
    def timestamps(self, /, at_least: SupportsIndex) -> Policy:
        """
        How many timestamp authorities must have seen the signature, at least.
        """
    def unlogged_dangerous(self, /) -> Policy:
        """
        Accept evidence that carries neither a log entry nor a timestamp, as old generators of provenance made it.

        Nobody vouches then for when it was signed, so the certificate is checked as of its own first moment. It lifts
        what is demanded by default; a number of logs, of timestamps or a source of time that was asked for still holds,
        and so does every other check. Evidence that carries an entry or a timestamp is judged as always.
        """

@final
class PrivateKey:
    """
    A private key in this process. It shows its public half alone, and cannot be pickled.
    """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def from_pem(text: TextOrBytes, password: TextOrBytes | None = None) -> PrivateKey:
        """
        A key from PEM of at most 64 KiB: PKCS#8, plain or encrypted, cosign's encrypted keys, SEC 1 and PKCS#1. Where no
        password is needed, it is not looked at. Raises PrivateKeyError, with the code `key.password` if it is missing or
        wrong.
        """
    @staticmethod
    def from_pkcs8_der(der: Buffer) -> PrivateKey:
        """
        A key from the DER of its PKCS#8 PrivateKeyInfo, of at most 64 KiB. Raises PrivateKeyError.
        """
    @staticmethod
    def generate(kind: KeyKind = ...) -> PrivateKey:
        """
        A fresh key: `ECDSA P-256` unless said otherwise, `RSA-2048`, `RSA-3072` or `RSA-4096`, and so on. Raises
        PrivateKeyError for other sizes of RSA, and PolicyError for what is no kind of key.
        """
    @property
    def public_key(self, /) -> PublicKey:
        """
        The public half.
        """
    def sign(self, /, scheme: Scheme, message: Buffer) -> bytes:
        """
        Signs a message; ECDSA and ML-DSA signatures differ from call to call. Raises PrivateKeyError if a key of this kind
        does not sign so.
        """
    def to_cosign_pem(self, /, password: TextOrBytes) -> str:
        """
        PEM as cosign writes and reads it, which is always encrypted, if with an empty password.
        """
    def to_pem(self, /, password: TextOrBytes | None = None) -> str:
        """
        PKCS#8 as PEM, encrypted (PBES2, scrypt, AES-256-CBC) if there is a password. It is a secret then, too.
        """

@final
class Provenance:
    """
    Provenance that was judged: how an artifact was built, by whom, from what.
    """
    def __repr__(self, /) -> str: ...
    @property
    def build_type(self, /) -> str:
        """
        The build type: a URI.
        """
    @property
    def builder(self, /) -> str:
        """
        The id of the builder, as the provenance has it.
        """
    @property
    def builder_name(self, /) -> str:
        """
        What the registry of builders calls it.
        """
    @property
    def commit(self, /) -> str | None:
        """
        The commit that was built.
        """
    @property
    def event(self, /) -> str | None:
        """
        The event that started the build, `push`.
        """
    @property
    def finished(self, /) -> str | None:
        """
        When the build ended, as the provenance has it: a text.
        """
    @property
    def git_ref(self, /) -> str | None:
        """
        The git reference that was built, `refs/tags/v1.2.3`.
        """
    @property
    def invocation(self, /) -> str | None:
        """
        The builder's own name for this run.
        """
    @property
    def level(self, /) -> int:
        """
        Up to which level of SLSA's build track the registry trusts the builder.
        """
    @property
    def repository(self, /) -> str | None:
        """
        The repository that was built, `https://github.com/octo/app`.
        """
    @property
    def started(self, /) -> str | None:
        """
        When the build began, as the provenance has it: a text.
        """
    @property
    def statement(self, /) -> Statement:
        """
        The statement, as it was signed.
        """
    @property
    def workflow(self, /) -> str | None:
        """
        The path of the top-level build instructions in the repository.
        """

@final
class PublicKey:
    """
    A public key, parsed and checked: the point lies on its curve, the modulus has an accepted size.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __repr__(self, /) -> str: ...
    @property
    def fingerprint(self, /) -> str:
        """
        SHA-256 of the SubjectPublicKeyInfo in hexadecimal: the id by which logs and verdicts name the key.
        """
    @staticmethod
    def from_pem(pem: TextOrBytes) -> PublicKey:
        """
        A key from PEM (`-----BEGIN PUBLIC KEY-----`). Raises PublicKeyError.
        """
    @staticmethod
    def from_spki_der(spki: Buffer) -> PublicKey:
        """
        A key from the DER of its SubjectPublicKeyInfo. Raises PublicKeyError.
        """
    @property
    def kind(self, /) -> KeyKind:
        """
        What kind of key it is, for example `ECDSA P-256`.
        """
    @property
    def scheme(self, /) -> Scheme:
        """
        The scheme that Sigstore's algorithm registry gives a key of this kind.
        """
    @property
    def spki_der(self, /) -> bytes:
        """
        The DER of its SubjectPublicKeyInfo.
        """
    def to_pem(self, /) -> str:
        """
        The key as PEM (`-----BEGIN PUBLIC KEY-----`).
        """
    def verify(self, /, scheme: Scheme, message: Buffer, signature: Buffer) -> None:
        """
        Verifies a signature over a message; raises SignatureError if it does not verify.

        That a signature verifies says nothing about an artifact's maker: that is what a `Verifier` is for.
        """
    def verify_digest(self, /, scheme: Scheme, digest: Digest | str, signature: Buffer) -> None:
        """
        Verifies a signature over a message of which only the digest is known; raises SignatureError.

        Pure Ed25519 and ML-DSA sign the message itself and cannot be verified so.
        """

@final
class Publish:
    """
    What is attested of a package in its registry: that it was published there.
    """
    def __repr__(self, /) -> str: ...
    @property
    def name(self, /) -> str:
        """
        The package, with its scope.
        """
    @property
    def registry(self, /) -> str | None:
        """
        The registry's own address, if it names itself.
        """
    @property
    def statement(self, /) -> Statement:
        """
        The statement, as it was signed.
        """
    @property
    def version(self, /) -> str:
        """
        Its version.
        """

@final
class Publisher:
    """
    A trusted publisher, as PyPI names it beside its attestations (PEP 740, "Provenance objects").
    """
    def __repr__(self, /) -> str: ...
    def field(self, /, name: str) -> str | None:
        """
        One of its other texts, for example `repository` or `workflow`.
        """
    @property
    def identity(self, /) -> Identity | None:
        """
        Whom the certificate must name if this publisher signed; `None` for a publisher of another kind than GitHub, GitLab
        and Google, or that does not say. It stands unsigned: look whether it is the one that may publish the package, then
        demand its identity.
        """
    @property
    def kind(self, /) -> str:
        """
        What kind of publisher, for example `GitHub`.
        """

@final
class Repository:
    """
    A repository of The Update Framework, which keeps a trusted root up to date, and the folder in which what is verified
    of it is kept. Several processes may share a folder.

    `metadata_url`: where its metadata are. `root_json`: any version of its root that the caller trusts. `targets_url`: where
    targets are, if not at `targets/` below the metadata. `targets_folder`: where they are kept, if not in `targets` in the
    cache folder. Raises TrustError if `root_json` is no root, or its own keys have not signed it.
    """
    def __new__(cls, /, metadata_url: str, root_json: TextOrBytes, cache_folder: str | PathLike[str], *, targets_url: str | None = None, targets_folder: str | PathLike[str] | None = None) -> Repository: ...
    def __repr__(self, /) -> str: ...
    @property
    def cache_folder(self, /) -> Path:
        """
        The folder of the cache.
        """
    def init(self, /) -> None:
        """
        Writes the root from which trust begins into the cache, without asking a server. A newer one that leads on from it
        stays. Raises TrustError.
        """
    @property
    def metadata_url(self, /) -> str:
        """
        Where the metadata are, ending in `/`.
        """
    def offline(self, /, *, now: datetime | None = None) -> Metadata:
        """
        The metadata of the last whole update, verified again, without a server. Raises TrustError if there was no update
        (`trust.missing`), or if one of them has expired by now (`trust.expired`).
        """
    def offline_expired_dangerous(self, /) -> Metadata:
        """
        Like `offline`, but however old they are: whoever withholds updates is not noticed.
        """
    @staticmethod
    def sigstore(cache_folder: str | PathLike[str]) -> Repository:
        """
        The public instance at sigstore.dev, beginning with the root that was its when this version of the library was made.
        """
    @staticmethod
    def trusting_cache(metadata_url: str, cache_folder: str | PathLike[str], *, targets_url: str | None = None, targets_folder: str | PathLike[str] | None = None) -> Repository:
        """
        A repository of which the caller trusts the `root.json` in the cache folder, put there by `init` or by any other
        client.
        """
    def update(self, /, *, http: Http | None = None, now: datetime | None = None) -> Metadata:
        """
        Brings the metadata up to date: the whole update is as of `now`. Ctrl-C stops the waiting. Raises TrustError of the
        first step that fails, with the code `net.failed` if a server was not reached; what was verified before it is kept.
        """

@final
class Service:
    """
    One service of an instance: where it is, and what it speaks.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __repr__(self, /) -> str: ...
    @property
    def operator(self, /) -> str:
        """
        Who runs it. Services of one operator count as one.
        """
    @property
    def url(self, /) -> str:
        """
        Its address.
        """
    @property
    def validity(self, /) -> Validity:
        """
        When it may be used.
        """
    @property
    def version(self, /) -> int:
        """
        The major version of its interface.
        """

@final
class Services:
    """
    The services that take part in a signature.

    `authority`: the URL of a certificate authority, a Fulcio, for keyless signatures. `logs`: URL and major version, 1 or
    2, of transparency logs, Rekors. `timestamp_authorities`: whole URLs. All that are named are used.
    """
    def __new__(cls, /, authority: str | None = None, logs: SupportsGetItem[int, tuple[str, SupportsIndex]] | None = None, timestamp_authorities: SupportsGetItem[int, str] | None = None) -> Services: ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def from_config(config: SigningConfig, *, now: datetime | None = None) -> Services:
        """
        Those of the config that are to be used now, or at another time. Raises SigningError, with the code `sign.config`,
        if there are too few of them.
        """

@final
class Signer:
    """
    Signs artifacts and attests statements, as Sigstore bundles v0.3. Cheap to share between threads; one certificate
    serves for many signatures.

    What was made is verified under the trusted root of `verifier` before it is given out.
    """
    def __repr__(self, /) -> str: ...
    def attest(self, /, statement: Statement | TextOrBytes) -> str:
        """
        Signs a statement, in an envelope: its bundle, as JSON with a newline at its end. It is a `Statement`, or the JSON
        of one. Raises SigningError, and StatementError for what is no statement.
        """
    @property
    def digest_algorithm(self, /) -> DigestAlgorithm:
        """
        By which algorithm an artifact must be hashed to be signed; those in memory are hashed when it is needed.
        """
    @staticmethod
    def key(key: SigningKey | PrivateKey, verifier: Verifier) -> Signer:
        """
        Signs with a key, and asks nobody: a `SigningKey` or a `PrivateKey`.
        """
    @staticmethod
    def keyless(token: Token, services: Services, http: Http | None, verifier: Verifier) -> Signer:
        """
        Signs as whom an identity token names, with keys that live for minutes: by certificates of the services' authority,
        logged and timestamped by the others. The token goes to the authority alone.

        `http`: None asks as the environment says. Raises SigningError if the token cannot be used (`sign.token`) or the
        services have no authority (`sign.config`).
        """
    @staticmethod
    def local(authority: LocalAuthority, identity: LocalIdentity | None = None) -> Signer:
        """
        Signs as somebody of this machine (its user, unless given) by its own authority: with a certificate, logged and
        timestamped, and asks nobody. Raises LocalError for a user that no certificate can name.
        """
    def sign(self, /, artifact: Artifact) -> str:
        """
        Signs an artifact: its bundle, as JSON with a newline at its end. Raises SigningError; nothing is given out then.

        Other Python threads run meanwhile. Ctrl-C stops the waiting for servers, and the request that has begun ends by
        itself.
        """
    def witnessed(self, /, services: Services, http: Http | None = None) -> Signer:
        """
        The same, logged and timestamped by these services; certificates are shared. `http`: None asks as the environment
        says.
        """

@final
class SigningConfig:
    """
    Which services of an instance sign, and how many of them are to be used (protobuf-specs, SigningConfig v0.2).
    """
    def __repr__(self, /) -> str: ...
    def authority(self, /, *, now: datetime | None = None) -> Service:
        """
        The certificate authority to ask now, or at another time. Raises TrustError if there is none.
        """
    @staticmethod
    def from_json(json: TextOrBytes) -> SigningConfig:
        """
        Reads a signing config of version 0.2, at most 1 MiB. Raises TrustError.
        """
    def issuer(self, /, *, now: datetime | None = None) -> Service:
        """
        The issuer of identity tokens to ask now, or at another time. Raises TrustError if there is none.
        """
    def logs(self, /, *, now: datetime | None = None) -> list[Service]:
        """
        The logs to log in now, or at another time: as many as the config says, each of another operator, the newest
        version first. Raises TrustError if there are too few.
        """
    @staticmethod
    def sigstore() -> SigningConfig:
        """
        The services of the public instance at sigstore.dev, as they were when this version of the library was made.
        """
    def timestamp_authorities(self, /, *, now: datetime | None = None) -> list[Service]:
        """
        The timestamp authorities to ask now, or at another time; none if the config names none. Raises TrustError if there
        are too few.
        """

@final
class SigningKey:
    """
    Whoever signs with one key: a key file, a PKCS#11 token, a program, or a function of yours that reaches a KMS or a
    remote service.

    `sign_digest` is called with a `Digest` of `digest_algorithm`, in whichever thread signs, and gives the signature's
    bytes (ECDSA in DER, RSA by PKCS#1 v1.5). What it gives is verified with the public key before it is used; what it
    raises is the cause of the error. A `PrivateKey` will do wherever a SigningKey does.
    """
    def __new__(cls, /, public_key: PublicKey, sign_digest: SignDigest) -> SigningKey: ...
    def __repr__(self, /) -> str: ...
    @property
    def digest_algorithm(self, /) -> DigestAlgorithm:
        """
        The digest that goes with the key: `sha256` for P-256 and RSA, `sha384` for P-384, `sha512` for P-521 and Ed25519.
        """
    @staticmethod
    def load(name: str | PathLike[str], password: PasswordSource | None = None) -> SigningKey:
        """
        The key that a name stands for: `pkcs11:token=…;object=…?module-path=…` on a token (RFC 7512),
        `command:PROGRAM?public-key=FILE&arg=…&timeout=SECONDS` behind a program, anything else a file in PEM.

        `password`: text, bytes, or a function that is called at most once, and only if it is needed: with `key-file` and
        the path, or with `token` and the token's label; None is no password. What it raises is raised here. Raises
        PrivateKeyError, with the code `key.password` if it is missing or wrong.
        """
    @property
    def public_key(self, /) -> PublicKey:
        """
        The public half.
        """
    def sign_digest(self, /, digest: Digest | str) -> bytes:
        """
        Signs what has this digest. Raises PrivateKeyError.
        """

@final
class Statement:
    """
    An in-toto statement: well-formed and within limits; whose it is and whether it is true is not known by reading it.

    The constructor makes a statement v1 in compact JSON: the same input gives the same bytes. `subjects`: names (left out
    if empty) and digests by the algorithm's in-toto name (`sha256`, `gitCommit`), in hexadecimal. `predicate`: one JSON
    object, as a mapping or as text. What is made is read back by `from_payload`, whose errors it raises.
    """
    def __new__(cls, /, subjects: NewSubjects, predicate_type: str, predicate: Json) -> Statement: ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def from_payload(payload: TextOrBytes) -> Statement:
        """
        Reads a statement, v1 or v0.1: no duplicate key at any depth, at most 1,024 subjects of 32 digests, every SHA-2
        digest whole. Fields that in-toto does not know are ignored. Raises StatementError.
        """
    @property
    def json(self, /) -> str:
        """
        The whole statement, as it was signed.
        """
    @property
    def predicate(self, /) -> JsonObject | None:
        """
        The predicate, read strictly by its type: see `read_predicate`. None if there is none. Raises StatementError.
        """
    @property
    def predicate_json(self, /) -> str | None:
        """
        The predicate: one JSON object as it was signed, for `json.loads`. None if there is none.
        """
    @property
    def predicate_type(self, /) -> str:
        """
        What the predicate is; a URI.
        """
    def subject_for(self, /, artifact: Artifact) -> Subject:
        """
        The subject that is this artifact: any of them, by any digest that both have. Raises StatementError if none is,
        and if digests contradict each other.
        """
    @property
    def subjects(self, /) -> list[Subject]:
        """
        What the statement is about; there is at least one subject.
        """
    @property
    def version(self, /) -> StatementVersion:
        """
        The URI of the version of the format.
        """

@final
class Subject:
    """
    Something that a statement is about: digests, and perhaps a name for people.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __repr__(self, /) -> str: ...
    @property
    def digests(self, /) -> list[tuple[str, str]]:
        """
        Every digest as it is written, algorithm and value, also of algorithms that nothing is compared by.
        """
    @property
    def known_digests(self, /) -> list[Digest]:
        """
        The digests that an artifact can be compared by.
        """
    @property
    def name(self, /) -> str | None:
        """
        What the statement calls it.
        """

@final
class SubjectAltName:
    """
    A name for which a certificate stands.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @property
    def kind(self, /) -> str:
        """
        `email`, `uri`, `username`, `dns`, `ip`, `directory` or `other`; Fulcio names signers by the first three.
        """
    @property
    def value(self, /) -> str:
        """
        The name; for kinds that Fulcio does not name signers by, as people read it.
        """

@final
class Subjects:
    """
    What statements are made about: artifacts by name and digest, in the order in which they were given.

    `pairs`: names and digests (a `Digest`, or text such as `sha256:HEX`), at least one. Several digests under one name
    are of one subject; it has one of each algorithm. A subject may have an empty name.

    A statement holds at most 1,024 subjects, and its readers refuse more; so `statements` makes as many statements as are
    needed, each complete in itself. At most 102,400 subjects are taken. Raises MakeError.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, pairs: NamedDigests) -> Subjects: ...
    def __repr__(self, /) -> str: ...
    def and_(self, /, other: Subjects) -> Subjects:
        """
        These, and then the others.
        """
    @staticmethod
    def from_checksums(text: str) -> Subjects:
        """
        The lines that `sha256sum`, `sha384sum`, `sha512sum` and `shasum -a 384` print, also with `--tag`. Raises
        MakeError.

        The algorithm is told by the length of the digest; a name with a backslash before its line has `\\\\`, `\\n` and `\\r`
        in it for what they mean.
        """
    def statements(self, /, predicate_type: str, predicate: Json) -> list[Statement]:
        """
        Statements of this predicate about all subjects: one for every 1,024 of them.

        `predicate` is one JSON object, as a mapping or as text. Raises MakeError.
        """
    @property
    def subjects(self, /) -> list[Subject]:
        """
        The subjects, in order.
        """

@final
class Timestamp:
    """
    A timestamp: the TimeStampResp of RFC 3161 section 2.4.2, granted, with a token by exactly one signer.

    Parsed, not verified: its time is only what the token says.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __repr__(self, /) -> str: ...
    @property
    def der(self, /) -> bytes:
        """
        The DER of the TimeStampResp.
        """
    @property
    def embedded_certificates(self, /) -> list[bytes]:
        """
        The DER of the certificates that the token carries; whether they are to be trusted is decided elsewhere.
        """
    @staticmethod
    def from_der(der: Buffer) -> Timestamp:
        """
        Reads a TimeStampResp from its DER, at most 1 MiB. Raises TimestampError.
        """
    @property
    def imprint(self, /) -> Digest:
        """
        The digest of the bytes that were timestamped, as the token states it.
        """
    @property
    def nonce(self, /) -> bytes | None:
        """
        The nonce of the request, if it had one: the octets of the INTEGER, most significant first.
        """
    @property
    def policy(self, /) -> str:
        """
        The policy under which the token was made, in dotted decimal.
        """
    @property
    def serial(self, /) -> bytes:
        """
        The token's serial number: the octets of the INTEGER, most significant first.
        """
    @property
    def time(self, /) -> datetime:
        """
        The time that the token states (genTime), in UTC.
        """

@final
class Token:
    """
    An OIDC identity token: who signs, until it expires. Read, but not verified, which is Fulcio's business.

    It is a secret. Its text can neither be read back nor printed nor pickled, and goes to nobody but the certificate
    authority that a `Signer` asks.
    """
    def __repr__(self, /) -> str:
        """
        Without whom it names.
        """
    @staticmethod
    def ambient(http: Http | None = None) -> Token | None:
        """
        The first token that this process's surroundings offer, for the audience `sigstore` and not expired; None where
        none is offered.

        In this order: the variables `SIGSTORE_ID_TOKEN` and `SIGSTORE_IDENTITY_TOKEN`; the files that
        `SIGSTORE_ID_TOKEN_FILE` and `SPIFFE_JWT_SVID_FILE` name; GitHub Actions; GitLab; Buildkite; CircleCI; the file
        where cosign looks; Google Cloud. A system that is recognised and gives this job no token, or one for somebody
        else, is a TokenError that says what to change. Ctrl-C stops the waiting.
        """
    @property
    def audiences(self, /) -> list[str]:
        """
        For whom it is (`aud`).
        """
    @property
    def certified_identity(self, /) -> str | None:
        """
        Whom the public Fulcio will certify: the certificate's subject alternative name. None if the token lacks what it is
        made of. Another Fulcio may be configured differently.
        """
    @property
    def certified_issuer(self, /) -> str:
        """
        The issuer that the public Fulcio will name in the certificate.
        """
    def check(self, /, *, now: datetime | None = None) -> None:
        """
        Whether its Fulcio could take it at this time (now, unless given): it is for the expected audience, has not expired
        and names somebody. Raises TokenError.
        """
    @property
    def email(self, /) -> str | None:
        """
        The e-mail address, verified or not (`email`).
        """
    @property
    def expires(self, /) -> datetime:
        """
        From when on it is not valid any more (`exp`).
        """
    def for_audience(self, /, audience: str) -> Token:
        """
        The same token, for an instance whose Fulcio expects this audience instead of `sigstore`.
        """
    @property
    def issuer(self, /) -> str:
        """
        Who issued it, a URL (`iss`).
        """
    @property
    def kind(self, /) -> IssuerKind:
        """
        What kind of issuer that is; `other` is any that makes no difference.
        """
    @property
    def nonce(self, /) -> str | None:
        """
        What the sign-in that made it was begun with (`nonce`).
        """
    @staticmethod
    def parse(text: TextOrBytes) -> Token:
        """
        Reads a token: a JSON Web Token (RFC 7519) in compact form, of at most 64 KiB, without the space around it. Raises
        TokenError.
        """
    @property
    def source(self, /) -> str | None:
        """
        Where it was found: `GitHub Actions`, or the name of a variable. None if it was not `ambient`.
        """
    @property
    def subject(self, /) -> str:
        """
        Whom it is about, in the issuer's own words (`sub`).
        """

@final
class TreeHead:
    """
    The size of a log, in leaves, and its root hash (32 bytes) at one time.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, size: SupportsIndex, root: Buffer) -> TreeHead: ...
    def __repr__(self, /) -> str: ...
    @property
    def root(self, /) -> bytes:
        """
        The Merkle tree hash, RFC 6962 section 2.1.
        """
    @property
    def size(self, /) -> int:
        """
        Leaves in the tree.
        """

@final
class TrustConfig:
    """
    A trusted root and the signing config that goes with it (protobuf-specs, ClientTrustConfig v0.1).
    """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def from_json(json: TextOrBytes) -> TrustConfig:
        """
        Reads a client trust config of version 0.1, at most 6 MiB. Raises TrustError.
        """
    @property
    def root(self, /) -> TrustRoot:
        """
        Whom to believe.
        """
    @property
    def signing(self, /) -> SigningConfig:
        """
        Who signs.
        """

@final
class TrustRoot:
    """
    Whom to trust: the authorities and logs of one Sigstore instance, or of several side by side.

    Several are never mixed: all evidence of a bundle has to come from the one instance that the bundle names.
    """
    def __repr__(self, /) -> str: ...
    def and_(self, /, other: TrustRoot) -> TrustRoot:
        """
        This and another, side by side.
        """
    @staticmethod
    def from_json(json: TextOrBytes) -> TrustRoot:
        """
        Reads a `trusted_root.json` of version 0.1 or 0.2, at most 5,000,000 bytes. Raises TrustError.

        The caller vouches for it: whoever writes this file decides what verifies.
        """
    @staticmethod
    def github() -> TrustRoot:
        """
        GitHub's own instance, for artifact attestations of private repositories and for releases.
        """
    @property
    def instances(self, /) -> list[Instance]:
        """
        The instances, in the order in which they were given; one at least.
        """
    @staticmethod
    def sigstore() -> TrustRoot:
        """
        The public instance at sigstore.dev, as it was when this version of the library was made.
        """

@final
class TrustedKey:
    """
    A key that is trusted, at all times or in a window.

    `validity`: trusted only for signatures of which every established time lies in the window. `hint`: the name by
    which bundles mean this key; it helps to find the key and decides nothing. `only_named`: only for signatures that
    name it so, and for no others; it is the hint then. `signs`: what of an envelope its signatures are over: `pae`, as
    DSSE has it, or `payload-dangerous`, the payload alone, so that its type is not authenticated: only some keys of
    Google Cloud Build, which sign nothing else.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, key: PublicKey, *, validity: Validity | None = None, hint: str | None = None, only_named: str | None = None, signs: KeySigns | None = None) -> TrustedKey: ...
    def __repr__(self, /) -> str: ...
    @property
    def hint(self, /) -> str | None:
        """
        The name by which bundles mean this key.
        """
    @property
    def is_only_named(self, /) -> bool:
        """
        Whether it is only for signatures that name it as `hint` does.
        """
    @property
    def key(self, /) -> PublicKey:
        """
        The key.
        """
    @property
    def signs(self, /) -> KeySigns:
        """
        What of an envelope its signatures are over: `pae` or `payload-dangerous`.
        """
    @property
    def validity(self, /) -> Validity | None:
        """
        When it is trusted; None is always.
        """

@final
class UnusableLog:
    """
    A log that cannot verify anything, because its key is not supported. Evidence that names it is refused.
    """
    def __repr__(self, /) -> str: ...
    @property
    def base_url(self, /) -> str:
        """
        Where it is.
        """
    @property
    def id(self, /) -> str:
        """
        The id that log entries and SCTs name, in base64.
        """
    @property
    def reason(self, /) -> str:
        """
        Why it cannot be used.
        """

@final
class UnverifiedSct:
    """
    What a certificate timestamp (SCT) says of itself; nobody has looked at its signature.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def from_list(list: Buffer) -> list[UnverifiedSct]:
        """
        Reads a list of SCTs, the TLS structure of RFC 6962 section 3.3; those of another version than v1 are passed
        over. Raises CertificateError.
        """
    @property
    def log_id(self, /) -> str:
        """
        Which log, in base64.
        """
    @property
    def time(self, /) -> datetime:
        """
        When it says that the log saw the certificate, in UTC.
        """

@final
class Validity:
    """
    A window of time with both ends in it; no end means that it is still open.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, start: datetime, end: datetime | None = None) -> Validity: ...
    def __repr__(self, /) -> str: ...
    def contains(self, /, time: datetime) -> bool:
        """
        Whether the time lies in the window, both ends included.
        """
    @property
    def end(self, /) -> datetime | None:
        """
        The last moment of the window.
        """
    @property
    def start(self, /) -> datetime:
        """
        The first moment of the window.
        """

@final
class Verdicts:
    """
    The verdicts of `Verifier.verify_all`, an iterator. Close it to stop the work; it closes itself when it is dropped
    or left as a context manager.
    """
    def __enter__(self, /) -> Verdicts: ...
    def __exit__(self, kind: Any | None, value: Any | None, traceback: Any | None, /) -> None:
        """
        Stops the work; whatever was raised goes on.
        """
    def __iter__(self, /) -> Verdicts: ...
    def __next__(self, /) -> Verdict: ...
    def __repr__(self, /) -> str: ...
    def _some(self, /) -> list[Verdict]:
        """
        At least one verdict and all others that are there by now, for `sealwright.aio`; none at the end.
        """
    def close(self, /) -> None:
        """
        Stops the work and ends the iterator; from any thread.
        """

@final
class Verified:
    """
    An artifact that passed every check that the policy asks for. Only a `Verifier` makes one, and `Expectations` and
    `VsaExpectations` go on from it.
    """
    def __repr__(self, /) -> str: ...
    @property
    def checks(self, /) -> list[Check]:
        """
        Every check, in the order in which they were made.
        """
    @property
    def evidence(self, /) -> Evidence:
        """
        Why: the signer, the times, the log entries and every check.
        """
    def human(self, /, *, bundle: str | None = None, colour: bool = False) -> str:
        """
        The verdict for people, in several lines, with ANSI colours if asked for.
        """
    @property
    def provenance(self, /) -> Provenance | None:
        """
        The provenance, if `Expectations.check` judged it.
        """
    @property
    def publish(self, /) -> Publish | None:
        """
        What a package registry attested, if `Expectations.check_publish` judged it.
        """
    @property
    def statement(self, /) -> Statement | None:
        """
        The in-toto statement, if an attestation was verified; None if the artifact itself is what was signed.
        """
    @property
    def summary(self, /) -> JsonObject | None:
        """
        The predicate of a verification summary, if `VsaExpectations.check` judged it.
        """
    def to_json(self, /) -> str:
        """
        The verdict as one JSON object of the schema `sealwright/verdict/v1`, in one line.
        """

@final
class Verifier:
    """
    Verifies bundles against a trusted root. Build it once: it is cheap to share between threads.
    """
    def __new__(cls, /, trust: TrustRoot) -> Verifier: ...
    def __repr__(self, /) -> str: ...
    def verify(self, /, artifact: Artifact, bundle: Bundle | Attestation | TextOrBytes, policy: Policy, *, now: datetime | None = None) -> Verified:
        """
        Verifies that the bundle is evidence about this artifact that the policy accepts, as of `now` (the system's
        clock, unless it is given). Raises Refused, with every check, if it is not.

        The bundle is a `Bundle`, an `Attestation`, or a bundle's JSON as text or bytes; JSON that is no bundle is refused
        with `bundle.*`. Other Python threads run meanwhile.
        """
    def verify_all(self, /, jobs: Jobs, *, threads: SupportsIndex | None = None, now: datetime | None = None, progress: Progress | None = None) -> Verdicts:
        """
        Verifies many, on so many threads (as many as there are processors, unless given), and gives an iterator over
        the verdicts in the order of the jobs: `Verified`, or `Refused` as a value, which is not raised.

        `jobs` is any iterable of `Job`, or of tuples `(artifact, bundle, policy)`. It is taken from as the verdicts are, never far ahead, so memory stays bounded however many there are; what it raises
        is raised after the verdicts of the jobs before. `progress` is called with the number of verdicts handed over.
        Certificates, checkpoints and authorities that were verified once are remembered by their exact bytes.

        Ctrl-C, closing the iterator or dropping it stops the work.
        """

@final
class VsaExpectations:
    """
    What a verification summary must say: a summary by the verifier `verifier_id` about the resource `resource_uri`.

    Whoever signs is trusted for specific verifiers only, so that the policy under which the statement was verified and
    the verifier expected here belong together.

    `levels`: the artifact has reached each, or a higher one of its track; any other word must stand there as it is.
    `dependency_levels`: so has every dependency, and the summary says how many there are. `max_age`: the verification is
    no older than this. `policy`: the URI of the policy. `policy_digests`: it has these digests. `input_attestations`:
    the attestations of these digests are among those that the summary rests on. `subject_digests`: a subject has this
    digest, of any algorithm (`gce_image_id`); demanded besides the artifact that was verified. Raises PolicyError for an
    expectation that is empty, and for a level that is none.
    """
    def __new__(cls, /, verifier_id: str, resource_uri: str, *, levels: SupportsGetItem[int, str] | None = None, dependency_levels: SupportsGetItem[int, str] | None = None, max_age: timedelta | None = None, policy: str | None = None, policy_digests: Pairs | None = None, input_attestations: Pairs | None = None, subject_digests: Pairs | None = None) -> VsaExpectations: ...
    def __repr__(self, /) -> str: ...
    def check(self, /, verified: Verified, now: datetime | None = None) -> Verified:
        """
        Judges a statement that was verified, as of `now` (the system's clock, unless it is given). Gives a `Verified`
        that has `summary`, or raises Refused with all that is wrong. `verified` is what a `Verifier` gave.
        """

@final
class Witness:
    """
    A witness: it cosigns checkpoints of logs that only ever grew under its eyes (C2SP tlog-cosignature). Its key is an
    Ed25519 key; a ValueError otherwise.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, name: str, key: PublicKey) -> Witness: ...
    def __repr__(self, /) -> str: ...
    @property
    def name(self, /) -> str:
        """
        Its name.
        """

@final
class _BundleLines:
    """
    The bundles of JSON lines, read one by one.
    """
    def __iter__(self, /) -> _BundleLines: ...
    def __next__(self, /) -> Bundle: ...

@final
class _Refusal:
    """
    What `sealwright.Refused` holds.
    """
    @property
    def checks(self, /) -> list[Check]:
        """
        Every check, in the order in which they were made.
        """
    @property
    def code(self, /) -> Code:
        """
        The code of the failed check that tells most.
        """
    @property
    def evidence(self, /) -> Evidence:
        """
        What was looked at and found.
        """
    @property
    def failures(self, /) -> list[Check]:
        """
        The checks that failed, the most telling first; never empty.
        """
    def human(self, /, *, bundle: str | None = None, colour: bool = False) -> str:
        """
        The verdict for people, in several lines, with ANSI colours if asked for.
        """
    @property
    def message(self, /) -> str:
        """
        The most telling failure, in a line.
        """
    def to_json(self, /) -> str:
        """
        The verdict as one JSON object of the schema `sealwright/verdict/v1`, in one line.
        """

@final
class _Stop:
    """
    Stops what another thread hashes or waits for.
    """
    def __new__(cls, /) -> _Stop: ...
    def stop(self, /) -> None:
        """
        Gives the signal.
        """

def _artifact_from_path(path: str | PathLike[str], algorithms: SupportsGetItem[int, DigestAlgorithm] | None, stop: _Stop) -> Artifact:
    """
    `Artifact.from_path` for `sealwright.aio`, which can stop it.
    """

def _run(arguments: SupportsGetItem[int, str]) -> int:
    """
    Runs the `sealwright` program on the standard streams, with its name and arguments; gives its exit code.
    """

def _stoppable(stop: _Stop, call: Any, arguments: Any, options: Any) -> Any:
    """
    Calls something that `stop` can stop, for `sealwright.aio`.
    """

def codes() -> list[Code]:
    """
    Every code of a check, the most telling first.
    """

def escape(text: str) -> str:
    """
    The text in one line, with every character that a terminal would obey or that would be invisible written as
    `\\u{...}`, at most 2,000 characters of it. For text that may come from an attacker.
    """

def explain(code: str) -> tuple[str, str]:
    """
    What a failure of this check means, in a sentence, and where the rule is written. A ValueError for what is no code.
    """

def key_file_format(text: TextOrBytes) -> KeyFormat:
    """
    In which format the PEM text of a private key is: `pkcs8`, `encrypted-pkcs8`, `cosign`, `sec1` or `pkcs1`.

    `encrypted-pkcs8` and `cosign` need a password. The key itself is not looked at. Raises PrivateKeyError.
    """

def leaf_hash(entry: Buffer) -> bytes:
    """
    RFC 6962 section 2.1: the hash of a leaf is SHA-256(0x00 || entry).
    """

def level_satisfies(level: str, wanted: str) -> bool:
    """
    Whether something that reached `level` meets a demand for `wanted`: tracks are ladders (`SLSA_BUILD_LEVEL_3`
    satisfies `SLSA_BUILD_LEVEL_2`), all else must be the same. Raises PolicyError for what SLSA does not define.
    """

def read_predicate(predicate_type: str, json: TextOrBytes) -> JsonObject | None:
    """
    A predicate, read strictly by its type, in the order of its specification: no duplicate key at any depth, required
    fields are there, every field is of its kind. None for `null`. Raises StatementError.
    """

def root_from_inclusion(leaf: Buffer, index: SupportsIndex, size: SupportsIndex, proof: SupportsGetItem[int, Buffer]) -> bytes:
    """
    The root that an inclusion proof leads to; the caller compares it with one that a log signed. Raises LogError if the
    proof is not one for that leaf in a tree of that size.

    `proof` lists the siblings from the leaf upwards, 32 bytes each.
    """

def summary_of(verdict: Verdict, *, verifier_id: str, resource_uri: str, policy: ResourceDescriptor, levels: SupportsGetItem[int, str] | None = None, verifier_version: Pairs | None = None, input_attestations: SupportsGetItem[int, ResourceDescriptor] | None = None, dependency_levels: CountByLevel | None = None, now: datetime | None = None) -> Statement:
    """
    Says in a statement, a verification summary v1, what a verdict was: that the artifact passed, or that it `FAILED`.

    `verifier_id`: who verified; a URI. `resource_uri`: as what the artifact was verified; a URI, where consumers expect
    to fetch it. `policy`: a mapping with a `uri`, which should have a `digest` (`{"sha256": ...}`) too. `levels`: those
    that the judgement of its provenance gave; a summary claims none by itself, and a refusal has none. `verifier_version`:
    versions of the verifier's components. `input_attestations`: all attestations that were used, each a mapping with a
    `digest`. `dependency_levels`: how many dependencies have each level, if they were verified too. `now`: the system's
    clock, unless it is given. Raises MakeError.
    """

def verify_certificate_path(leaf: Certificate, *, roots: SupportsGetItem[int, Certificate], purpose: Purpose, time: datetime, intermediates: SupportsGetItem[int, Certificate] = ..., max_intermediates: SupportsIndex | None = None) -> None:
    """
    Checks one certificate's path to one of the `roots`, which are trusted as they stand, and nothing else: a tool for
    certificate authorities and their tests. Raises CertificateError.

    `purpose` is `code-signing` or `time-stamping`; every certificate of the path must have been valid at `time`;
    `max_intermediates` is never more than 8. It says nothing about a signature, an artifact, a log or an identity: that
    is what a `Verifier` is for.
    """

def verify_consistency(earlier: TreeHead, later: TreeHead, proof: SupportsGetItem[int, Buffer]) -> None:
    """
    Checks that the later tree has every leaf of the earlier one, in its place; raises LogError.
    """

def verify_inclusion(leaf: Buffer, index: SupportsIndex, size: SupportsIndex, proof: SupportsGetItem[int, Buffer], root: Buffer) -> None:
    """
    Checks that a leaf is in the tree of that size and root; raises LogError.
    """
