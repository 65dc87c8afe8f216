// Made by npm run build from the documentation in src; do not edit.

import type { Certificate, PublicKey } from './certificate';
import type { BundleError } from './errors';
import type { AttestationKind, BundleVersion, DigestAlgorithm, EntryKind, StatementVersion } from './literals';
import type { Identity } from './policy';
import type { InclusionProof } from './trust';
import type { Artifact, Digest } from './verify';

/**
 * An attestation: what kind of file it was in, the bundle that it amounts to, and what stood beside it.
 *
 * It is well-formed and its wrapper agrees with it; nothing in it is verified.
 */
export declare class Attestation {
  private constructor();
  /**
   * Reads whatever holds attestations, at most 16 MiB and 1,024 of them: Sigstore bundles, envelopes, the answers of
   * npm, GitHub and Google Cloud Build, PEP 740 objects, and JSON lines of these.
   *
   * An envelope of several signatures gives an attestation for each: any one that verifies is enough. An attestation
   * that cannot be read does not hide the others: a `BundleError` stands in its place. Throws a `BundleError` if the
   * file is nothing of the kind.
   */
  static fromJson(json: Uint8Array | string): Array<Attestation | BundleError>
  /**
   * Reads, on the thread pool, what is attached to the image with this digest in an OCI layout: the layers of cosign's
   * attestation tag, and Sigstore bundles that refer to the image. Every blob is checked against its digest and size.
   *
   * Rejects with a `BundleError`, whose `cause` says why a file cannot be read. The signal stops the wait.
   */
  static fromOciLayout(layout: string | URL, image: Digest | string, options?: { signal?: AbortSignal }): Promise<Array<Attestation | BundleError>>
  /** Reads what is attached to an image before it returns. */
  static fromOciLayoutSync(layout: string | URL, image: Digest | string): Array<Attestation | BundleError>
  /**
   * Reads, on the thread pool, the digests of the images in an OCI layout, without what is attached to them. The
   * signal stops the wait.
   */
  static imagesOfOciLayout(layout: string | URL, options?: { signal?: AbortSignal }): Promise<Array<Digest>>
  /** Reads the digests of the images before it returns. */
  static imagesOfOciLayoutSync(layout: string | URL): Array<Digest>
  /** In what form it was published. */
  get kind(): AttestationKind
  /** The bundle that it is, or that was put together of it. */
  get bundle(): Bundle
  /** Who published it, as a PEP 740 provenance object says: unsigned, so nothing to decide by. */
  get publisher(): Publisher | null
  /** The predicate type that npm's registry names beside the bundle: the same as that of the signed statement. */
  get outerPredicateType(): string | null
}

/** The evidence, checked for shape, limits and contradictions; nothing in it is believed yet. */
export declare class Bundle {
  private constructor();
  /** Reads a Sigstore bundle of version 0.1, 0.2 or 0.3, at most 16 MiB. Throws a `BundleError`. */
  static fromJson(json: Uint8Array | string): Bundle
  /**
   * Reads a file of JSON lines, each of them a bundle; empty lines are skipped. Throws a `BundleError` that names the
   * first line that is none.
   */
  static fromJsonLines(lines: Uint8Array | string): Array<Bundle>
  /** The version of its format; `assembled` is never a bundle file: put together of what evidence of another kind holds. */
  get version(): BundleVersion
  /** Who signed, by their own account. */
  get material(): Material
  /** What was signed: an artifact itself, or an envelope. */
  get content(): MessageSignature | Envelope
  /** The entries of transparency logs. */
  get logEntries(): Array<LogEntry>
  /** The timestamps of RFC 3161. */
  get timestamps(): Array<Timestamp>
  /** The signature, of the message or of the envelope. */
  get signature(): Buffer
  /** The digests that the bundle speaks of, so that a large artifact is read once. */
  get digestAlgorithms(): Array<DigestAlgorithm>
}

/** What a log entry says: `hashedrekord`, `dsse` or `intoto`. What its kind does not have is `null`. */
export declare class EntryBody {
  private constructor();
  /** Reads the body of an entry of this kind. Throws a `LogError`. */
  static parse(kind: EntryKind, body: Uint8Array | string): EntryBody
  /** The kind of entry. */
  get kind(): EntryKind
  /** The digest of what was signed; of `hashedrekord`. */
  get digest(): Digest | null
  /** The digest of the payload; of `dsse` and `intoto`. */
  get payloadHash(): Digest | null
  /** The digest of the envelope; of `dsse` and `intoto`. */
  get envelopeHash(): Digest | null
  /** The media type of the payload; of `intoto`. */
  get payloadType(): string | null
  /** The signature; null for `intoto/0.0.1`, which names it by the digest of its envelope. */
  get signature(): Buffer | null
  /** Whom the log had verify the signature. Throws a `CertificateError` or a `PublicKeyError` if it is neither. */
  get verifier(): Certificate | PublicKey
}

/** A DSSE envelope; its signatures are not verified. */
export declare class Envelope {
  private constructor();
  /** Reads an envelope. Throws a `BundleError`. */
  static fromJson(json: Uint8Array | string): Envelope
  /** The media type of the payload. */
  get payloadType(): string
  /** The payload, decoded. */
  get payload(): Buffer
  /** The signatures. */
  get signatures(): Array<EnvelopeSignature>
  /** The bytes that are signed: DSSE's pre-authentication encoding. */
  pae(): Buffer
}

/** One signature of an envelope. */
export declare class EnvelopeSignature {
  private constructor();
  /** The name of its key, if it has one. It helps to find the key and decides nothing. */
  get keyId(): string | null
  /** The signature. */
  get signature(): Buffer
}

/** An entry of a transparency log as a bundle has it; nothing in it is verified. */
export declare class LogEntry {
  private constructor();
  /** The entry's index in the log. */
  get index(): number
  /** The log, base64 as trusted roots have it. */
  get logId(): string
  /** The kind of entry. */
  get kind(): EntryKind
  /** What the entry says. */
  get body(): EntryBody
  /** The entry as the log has it: what its leaf hash is taken of. */
  get canonicalBody(): Buffer
  /** When the log took the entry, by the bundle's account. */
  get claimedTime(): Date | null
  /** The log's promise (SET), if there is one. */
  get promise(): Buffer | null
  /** The inclusion proof, if there is one. */
  get proof(): InclusionProof | null
  /** The digest of what was signed, if the entry has it. */
  get signedDigest(): Digest | null
}

/** Who signed a bundle, by their own account. */
export declare class Material {
  private constructor();
  /** The signing certificate; `null` if a key without one signed. */
  get certificate(): Certificate | null
  /** The certificates that came with it; nothing in them is trusted. */
  get chain(): Array<Certificate>
  /** The name of the key that signed, if it has one. */
  get keyHint(): string | null
}

/** A signature over an artifact itself. */
export declare class MessageSignature {
  private constructor();
  /** The artifact's digest as the bundle has it: a hint, which the verifier compares. */
  get digest(): Digest | null
  /** The signature. */
  get signature(): Buffer
}

/** A trusted publisher, as PyPI names it beside its attestations (PEP 740, "Provenance objects"). */
export declare class Publisher {
  private constructor();
  /** What kind of publisher, for example `GitHub`. */
  get kind(): string
  /** One of its other texts, for example `repository` or `workflow`. */
  field(name: string): string | null
  /**
   * Whom the certificate must name if this publisher signed; `null` for a publisher of another kind than GitHub, GitLab
   * and Google, or that does not say. It stands unsigned: look whether it is the one that may publish the package, then
   * demand its identity.
   */
  get identity(): Identity | null
}

/** An in-toto statement: about which subjects, and what about them. */
export declare class Statement {
  /**
   * Makes a statement v1 in compact JSON: the same input gives the same bytes. Throws a `StatementError`.
   *
   * Each subject is a name, which is left out if it is empty, and digests in hexadecimal by the algorithm's in-toto name
   * (`sha256`, `gitCommit`). A predicate that is given as text is one JSON object. What is made is read back: no statement
   * can be made that `fromPayload` would refuse.
   */
  constructor(subjects: Iterable<readonly [name: string, digests: Readonly<Record<string, string>>]>, predicateType: string, predicate: object | string)
  /** Reads the payload of an envelope. Throws a `StatementError`. */
  static fromPayload(payload: Uint8Array): Statement
  /** The version of the statement, by its URI. */
  get version(): StatementVersion
  /** What kind of thing the predicate says. */
  get predicateType(): string
  /** The predicate as it was signed, for `JSON.parse`; `null` if there is none. */
  get predicateJson(): string | null
  /**
   * The predicate, read by its type: required fields are there, and every field is what the type's specification says.
   * `null` if there is none. Throws a `StatementError`; of a type that is not known, any object is a predicate.
   */
  get predicate(): Record<string, unknown> | null
  /** The whole statement as it was signed. */
  get json(): string
  /** What the statement is about. */
  get subjects(): Array<Subject>
  /** The subject that is this artifact. Throws a `StatementError` if none is. */
  subjectFor(artifact: Artifact): Subject
}

/** One subject of a statement. */
export declare class Subject {
  private constructor();
  /** Its name, as the statement has it. */
  get name(): string | null
  /** The digests by which an artifact can be compared. */
  get knownDigests(): Array<Digest>
  /** Every digest that the statement has, hexadecimal by the name of its algorithm. */
  get digests(): Record<string, string>
}

/** A timestamp of RFC 3161, read; its signature is not verified. */
export declare class Timestamp {
  private constructor();
  /** Reads a timestamp response or token. Throws a `TimestampError`. */
  static fromDer(der: Uint8Array): Timestamp
  /** The bytes that were read. */
  get der(): Buffer
  /** When it says that it saw the message. */
  get time(): Date
  /** The digest of what was stamped. */
  get imprint(): Digest
  /** The authority's policy, as a dotted object identifier. */
  get policy(): string
  /** The serial number, big-endian. */
  get serial(): Buffer
  /** The nonce of the request, if it had one. */
  get nonce(): Buffer | null
  /** The certificates that came with it, in DER; nothing in them is trusted. */
  get embeddedCertificates(): Array<Buffer>
}

/**
 * Reads a predicate by its type, as `Statement.predicate` does: one JSON object without duplicate keys. Throws a
 * `StatementError`.
 */
export declare function readPredicate(predicateType: string, json: string): Record<string, unknown> | null
