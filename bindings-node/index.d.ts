// Made by npm run build from types/header.d.ts and src; do not edit.

import type { Readable } from 'node:stream';

/** The stable code of a check, `room.what`. */
export type Code =
  | 'bundle.limit'
  | 'bundle.version'
  | 'bundle.malformed'
  | 'trust.malformed'
  | 'policy.malformed'
  | 'policy.denied'
  | 'signature.algorithm'
  | 'signature.artifact'
  | 'signature.envelope'
  | 'statement.malformed'
  | 'subject.missing'
  | 'subject.digest'
  | 'key.mismatch'
  | 'cert.chain'
  | 'cert.usage'
  | 'cert.identity'
  | 'cert.validity'
  | 'key.validity'
  | 'sct.signature'
  | 'sct.missing'
  | 'log.entry'
  | 'log.promise'
  | 'log.checkpoint'
  | 'log.inclusion'
  | 'log.missing'
  | 'log.threshold'
  | 'timestamp.signature'
  | 'timestamp.authority'
  | 'timestamp.threshold'
  | 'time.future'
  | 'time.missing'
  | 'identity.san'
  | 'identity.issuer'
  | 'identity.claim'
  | 'predicate.type'
  | 'predicate.malformed';

/** How a check ended. */
export type Status = 'pass' | 'fail' | 'skipped';

/** An algorithm of digests. */
export type DigestAlgorithm = 'sha256' | 'sha384' | 'sha512';

/** The version of a bundle's format. */
export type BundleVersion = '0.1' | '0.2' | '0.3';

/** The kind of a key; RSA with the number of its bits. */
export type KeyKind =
  | 'ECDSA P-256'
  | 'ECDSA P-384'
  | 'ECDSA P-521'
  | 'Ed25519'
  | `RSA-${number}`
  | 'ML-DSA-44'
  | 'ML-DSA-65'
  | 'ML-DSA-87';

/** A scheme of signatures. */
export type Scheme =
  | 'ecdsa-sha256'
  | 'ecdsa-sha384'
  | 'ecdsa-sha512'
  | 'ed25519'
  | 'ed25519ph'
  | 'rsa-pkcs1-sha256'
  | 'rsa-pkcs1-sha384'
  | 'rsa-pkcs1-sha512'
  | 'rsa-pss-sha256'
  | 'rsa-pss-sha384'
  | 'rsa-pss-sha512'
  | 'ml-dsa';

/** The kind of a log entry. */
export type EntryKind = 'hashedrekord/0.0.1' | 'hashedrekord/0.0.2' | 'dsse/0.0.1' | 'intoto/0.0.2';

/** What a certificate is to be used for. */
export type Purpose = 'code-signing' | 'time-stamping';

/** What may say when a signature was made. */
export type TimeSource = 'either' | 'log' | 'tsa' | 'both';

/** Who said when a signature was made. */
export type TimeSourceKind = 'log' | 'tsa';

/** The version of an in-toto statement. */
export type StatementVersion = 'https://in-toto.io/Statement/v0.1' | 'https://in-toto.io/Statement/v1';

/** The kind of a name in a certificate. */
export type SubjectAltNameKind = 'email' | 'uri' | 'dns' | 'ip' | 'username' | 'directory' | 'other';

/** One check of a verification. */
export declare class Check {
  private constructor();
  /** Its stable code. */
  readonly code: Code;
  /** How it ended. */
  readonly status: Status;
  /** What failed, or why it was skipped. */
  readonly message: string | null;
  /** What was expected. */
  readonly expected: string | null;
  /** What was found. */
  readonly found: string | null;
  /** Where in the input. */
  readonly at: string | null;
  /** What to do about it. */
  readonly hint: string | null;
  /** The document and clause that ask for the check. */
  readonly spec: string;
}

/** What every error of this package is, but for `TypeError` and `AbortError`. */
export declare class SealwrightError extends Error {
  /** The code of the check that matters most. */
  readonly code: Code;
  /** What was checked; of an error that is no verdict, the one check that failed. */
  readonly checks: Array<Check>;
  /** What was expected. */
  readonly expected: string | null;
  /** What was found. */
  readonly found: string | null;
  /** Where in the input. */
  readonly at: string | null;
  /** What to do about it. */
  readonly hint: string | null;
}

/** A verdict that is a no. */
export declare class Refused extends SealwrightError {
  private constructor();
  /** The checks that failed, the most telling first. */
  readonly failures: Array<Check>;
  /** What was looked at and found. */
  readonly evidence: Evidence;
  /** The verdict, of the schema `sealwright/verdict/v1`. */
  toJSON(): Verdict;
  /** The verdict for people, several lines. */
  human(options?: HumanOptions): string;
}

/** An artifact cannot be read; `cause` is the error of the system. */
export declare class ArtifactError extends SealwrightError {}

/** A bundle or an envelope is malformed. */
export declare class BundleError extends SealwrightError {}

/** A certificate, its path or its timestamps are wrong. */
export declare class CertificateError extends SealwrightError {}

/** Text that is no digest. */
export declare class DigestError extends SealwrightError {}

/** A log entry, a checkpoint or a Merkle proof is wrong. */
export declare class LogError extends SealwrightError {}

/** Something cannot be fetched. Nothing that this release offers needs a network, so nothing throws it yet. */
export declare class NetworkError extends SealwrightError {}

/** A policy, or an option, is malformed or too wide. */
export declare class PolicyError extends SealwrightError {}

/** Bytes that are no public key, or none that is supported. */
export declare class PublicKeyError extends SealwrightError {}

/** A signature does not verify. */
export declare class SignatureError extends SealwrightError {}

/** An in-toto statement is malformed, or about something else. */
export declare class StatementError extends SealwrightError {}

/** A timestamp of RFC 3161 is malformed. */
export declare class TimestampError extends SealwrightError {}

/** A trusted root is malformed. */
export declare class TrustError extends SealwrightError {}

/** A verdict as JSON, of the schema `sealwright/verdict/v1`. Fields are only ever added. */
export interface Verdict {
  schema: 'sealwright/verdict/v1';
  verdict: 'verified' | 'refused';
  artifact: { name?: string; digests: Partial<Record<DigestAlgorithm, string>> };
  signer?:
    | { identity?: string; issuer?: string; provider?: string; claims: Record<string, string> }
    | { key: string };
  time: Array<{ source: TimeSourceKind; at: string; by: string }>;
  log: Array<{ log_id: string; index: number; kind: EntryKind; integrated_time?: string }>;
  statement?: {
    type: StatementVersion;
    predicate_type: string;
    subjects: Array<{ name?: string; digest: Record<string, string> }>;
  };
  checks: Array<{
    code: Code;
    status: Status;
    message?: string;
    expected?: string;
    found?: string;
    at?: string;
    hint?: string;
    spec: string;
  }>;
}

/** How a verdict is shown. */
export interface HumanOptions {
  /** Where the bundle is from: a refusal names the place. */
  bundle?: string;
  /** With colours, for a terminal. */
  colour?: boolean;
}

/** How to verify. */
export interface VerifyOptions {
  /** When it is; the clock's time unless given. */
  now?: Date;
  /** Stops waiting, with an `AbortError`. */
  signal?: AbortSignal;
}

/** One verification of many. */
export interface Job {
  /** What is verified. */
  artifact: Artifact;
  /** The bundle; as JSON, it is read on the threads too, and one that cannot be read is refused. */
  bundle: Bundle | Uint8Array | string;
  /** What is demanded. */
  policy: Policy;
}

/** How to verify many. */
export interface VerifyAllOptions {
  /** How many threads; as many as the machine has unless given. */
  threads?: number;
  /** When it is; the clock's time unless given. */
  now?: Date;
  /** Stops the work, with an `AbortError`. */
  signal?: AbortSignal;
  /** Is told how many verdicts there are, after each. */
  progress?: (done: number) => void;
}

/** A log that is trusted. */
export interface LogOptions {
  /** The key that signs checkpoints and promises. */
  key: PublicKey;
  /** Where it is; its name, which is the origin of its checkpoints, is this without `https://`. */
  baseUrl: string;
  /** Its identifier in base64; the SHA-256 of the key unless given. */
  id?: string;
  /** The scheme that it signs with; the usual one of the key unless given. */
  scheme?: Scheme;
  /** When it may have signed; always unless given. */
  validity?: Validity;
  /** Who runs it. */
  operator?: string;
}

/** What `verifyCertificatePath` is to look at. */
export interface PathOptions {
  /** The authorities that are trusted as they stand. */
  roots: ReadonlyArray<Certificate>;
  /** Certificates that may stand between leaf and root; nothing in them is trusted. */
  intermediates?: ReadonlyArray<Certificate>;
  /** What the leaf is to be used for. */
  purpose: Purpose;
  /** When every certificate of the path must have been valid; the clock's time unless given. */
  time?: Date;
  /** How many intermediates a path may have; never more than 8. */
  maxIntermediates?: number;
}

export declare namespace Artifact {
  /**
   * A stream, an iterable or async iterable of bytes, hashed on the thread pool, in bounded memory; SHA-256 is taken unless
   * other algorithms are named. Do not change a chunk before the next is asked for.
   */
  function fromStream(
    stream: Readable | Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
    options?: { algorithms?: ReadonlyArray<DigestAlgorithm>; signal?: AbortSignal },
  ): Promise<Artifact>;
}

export interface Claims extends Iterable<Claim> {}

/** An artifact: the digests of a file, of bytes or of a stream, or digests that are known already. */
export declare class Artifact {
  private constructor();
  /** An artifact of which only the digest is known. Throws a `DigestError`. */
  static fromDigest(digest: Digest | string): Artifact
  /** An artifact of which several digests are known, of different algorithms. Throws a `DigestError`. */
  static fromDigests(digests: ReadonlyArray<Digest | string>): Artifact
  /**
   * Bytes in memory, hashed on the thread pool. They are copied once, there, because the artifact keeps them: do not
   * change them before the promise settles.
   */
  static fromBytes(bytes: Uint8Array, options?: { signal?: AbortSignal }): Promise<Artifact>
  /** Bytes in memory, hashed before it returns. */
  static fromBytesSync(bytes: Uint8Array): Artifact
  /**
   * A file, read once on the thread pool, in bounded memory; SHA-256 is taken unless other algorithms are named.
   * `bundle.digestAlgorithms` says which digests a bundle speaks of.
   *
   * Rejects with an `ArtifactError` whose `cause` says why the file cannot be read.
   */
  static fromPath(path: string | URL, options?: { algorithms?: ReadonlyArray<DigestAlgorithm>; signal?: AbortSignal }): Promise<Artifact>
  /** A file, read before it returns. */
  static fromPathSync(path: string | URL, options?: { algorithms?: ReadonlyArray<DigestAlgorithm> }): Artifact
  /** The same artifact under a name that verdicts show. */
  named(name: string): Artifact
  /** The name that verdicts show. */
  get name(): string | null
  /** The digest of that algorithm: known, or taken now if the bytes are in memory. */
  digest(algorithm: DigestAlgorithm): Digest | null
  /** The digests that are known. */
  get digests(): Array<Digest>
  /** The bytes, if they are in memory. */
  get content(): Buffer | null
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
  /** The version of its format. */
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

/** A certificate, read; that anybody trusts it is not said. */
export declare class Certificate {
  private constructor();
  /** Reads DER, at most 64 KiB. Throws a `CertificateError`. */
  static fromDer(der: Uint8Array): Certificate
  /** Reads `-----BEGIN CERTIFICATE-----`. Throws a `CertificateError`. */
  static fromPem(text: string): Certificate
  /** The bytes that were read. */
  get der(): Buffer
  /** SHA-256 of the DER, in hexadecimal. */
  get fingerprint(): string
  /** The serial number, big-endian. */
  get serial(): Buffer
  /** When it is valid. */
  get validity(): Validity
  /** Its key. Throws a `PublicKeyError` if that is not supported. */
  get publicKey(): PublicKey
  /** The names for which it stands. */
  get subjectAltNames(): Array<SubjectAltName>
  /** The one name for which it stands. Throws a `CertificateError` if there is none, or more than one. */
  get identity(): SubjectAltName
  /** What Fulcio says about the signer. */
  get claims(): Claims
  /** Who vouched for the signer, by the certificate's claims. */
  get issuerClaim(): string | null
  /** The subject's distinguished name, as text. */
  get subject(): string
  /** The issuer's distinguished name, as text. */
  get issuer(): string
  /** The timestamps of CT logs in it, which nobody has verified. Throws a `CertificateError` if they are malformed. */
  get unverifiedScts(): Array<UnverifiedSct>
}

/** A certificate authority that is trusted, for signing certificates or for timestamps. */
export declare class CertificateAuthority {
  private constructor();
  /** Its certificates, the root last. */
  get chain(): Array<Certificate>
  /** When it may have signed. */
  get validity(): Validity
  /** Where it is. */
  get uri(): string
  /** Who runs it; empty if nobody says. */
  get operator(): string
}

/** A log's signed statement of its size and root hash: C2SP `tlog-checkpoint`. */
export declare class Checkpoint {
  private constructor();
  /** Reads a signed note; its signatures are not verified. Throws a `LogError`. */
  static parse(note: string): Checkpoint
  /** The first line: which log, by its own account. */
  get origin(): string
  /** The size and root hash. */
  get head(): TreeHead
  /** The whole note, signatures included. */
  get text(): string
  /** The lines after the root hash. */
  get extensions(): Array<string>
  /** The names on the signatures, which nobody has verified. */
  get claimedSigners(): Array<string>
  /** Verifies the log's signature. Throws a `LogError`. */
  verify(log: Log): void
  /**
   * When the witness says that it saw the checkpoint; `null` if it has not signed. Throws a `LogError` if a signature
   * under its name is wrong.
   */
  cosignedBy(witness: Witness): Date | null
}

/** One claim of a certificate. */
export declare class Claim {
  private constructor();
  /** Its name in verdicts and policies. */
  get name(): string
  /** The last arc of its identifier 1.3.6.1.4.1.57264.1.x. */
  get arc(): number
  /** What the certificate says. */
  get value(): string
}

/** The claims of a certificate, extensions 1.3.6.1.4.1.57264.1.x; what it does not say is `null`. */
export declare class Claims {
  private constructor();
  /** The identity provider, deprecated: see `issuer` (arc 1). */
  get deprecatedIssuer(): string | null
  /** The event that triggered the workflow, deprecated (arc 2). */
  get githubWorkflowTrigger(): string | null
  /** The commit that the workflow ran on, deprecated (arc 3). */
  get githubWorkflowSha(): string | null
  /** The name of the workflow, deprecated (arc 4). */
  get githubWorkflowName(): string | null
  /** The repository of the workflow, deprecated (arc 5). */
  get githubWorkflowRepository(): string | null
  /** The git reference that the workflow ran on, deprecated (arc 6). */
  get githubWorkflowRef(): string | null
  /** The identity provider: see `issuer` (arc 8). */
  get currentIssuer(): string | null
  /** The build instructions that are responsible for signing (arc 9). */
  get buildSignerUri(): string | null
  /** The version of those build instructions (arc 10). */
  get buildSignerDigest(): string | null
  /** Whether the build ran on the platform's machines or the customer's (arc 11). */
  get runnerEnvironment(): string | null
  /** The source repository of the build (arc 12). */
  get sourceRepositoryUri(): string | null
  /** The version of the source, usually a commit (arc 13). */
  get sourceRepositoryDigest(): string | null
  /** The git reference of the source (arc 14). */
  get sourceRepositoryRef(): string | null
  /** The id of the source repository, which never changes (arc 15). */
  get sourceRepositoryIdentifier(): string | null
  /** The owner of the source repository (arc 16). */
  get sourceRepositoryOwnerUri(): string | null
  /** The id of that owner, which never changes (arc 17). */
  get sourceRepositoryOwnerIdentifier(): string | null
  /** The top-level build instructions (arc 18). */
  get buildConfigUri(): string | null
  /** The version of those build instructions (arc 19). */
  get buildConfigDigest(): string | null
  /** The event or action that started the build (arc 20). */
  get buildTrigger(): string | null
  /** The run of the build (arc 21). */
  get runInvocationUri(): string | null
  /** Whether the source repository was public when the certificate was made (arc 22). */
  get sourceRepositoryVisibilityAtSigning(): string | null
  /** The environment that the job deploys to (arc 23). */
  get deploymentEnvironment(): string | null
  /** The `sub` of the token that was presented for the certificate (arc 24). */
  get tokenSubject(): string | null
  /** The identity provider that vouched for the signer: extension .8, or .1 where that is missing. */
  get issuer(): string | null
  /** The claim of that name as verdicts and policies write it, for example `source_repository_uri`. */
  get(name: string): string | null
  /** Every claim that is there, in the order of the identifiers. */
  iter(): Array<Claim>
}

/** A certificate transparency log that is trusted. */
export declare class CtLog {
  private constructor();
  /** Its identifier, base64 as trusted roots have it. */
  get id(): string
  /** The key that signs its timestamps. */
  get key(): PublicKey
  /** When it may have signed. */
  get validity(): Validity
  /** Where it is. */
  get baseUrl(): string
  /** Who runs it; empty if nobody says. */
  get operator(): string
}

/** What a policy refuses all the same; each rule says why, for whoever meets it. */
export declare class DenyRule {
  private constructor();
  /** The certificate with this serial number, big-endian. */
  static certificateSerial(serial: Uint8Array, reason: string): DenyRule
  /** The certificate with this SHA-256, in hexadecimal. */
  static certificate(fingerprint: string, reason: string): DenyRule
  /** The key with this SHA-256 of its SubjectPublicKeyInfo, in hexadecimal. */
  static key(fingerprint: string, reason: string): DenyRule
  /** Every signer whose name matches the glob, in either case; of one issuer if that is named. Throws a `PolicyError`. */
  static identity(glob: string, issuer: string | undefined | null, reason: string): DenyRule
  /** The build run of this URI, and what lies below it. */
  static run(uri: string, reason: string): DenyRule
  /** The entries of a log from `first` to `last`, both included; the log by its identifier in base64. */
  static logEntries(log: string, first: number | bigint, last: number | bigint, reason: string): DenyRule
  /** Signatures made in this window; also those of which nobody knows when. */
  static signedIn(window: Validity, reason: string): DenyRule
  /** Signatures older than this many seconds; also those of which nobody knows when. */
  static olderThan(seconds: number, reason: string): DenyRule
  /** The artifact with this digest. */
  static artifact(digest: Digest | string, reason: string): DenyRule
  /** Why it is denied. */
  get reason(): string
}

/**
 * A digest with its algorithm; as text `sha256:HEX`, `sha384:HEX` or `sha512:HEX`.
 *
 * Where a digest is asked for, such text may be given instead.
 */
export declare class Digest {
  private constructor();
  /** Reads `sha256:HEX`, `sha384:HEX` or `sha512:HEX`; hexadecimal of either case. Throws a `DigestError`. */
  static parse(text: string): Digest
  /** A digest from its bytes, which must have the algorithm's length. */
  static fromBytes(algorithm: DigestAlgorithm, digest: Uint8Array): Digest
  /** The algorithm. */
  get algorithm(): DigestAlgorithm
  /** The bytes, of the algorithm's length. */
  get bytes(): Buffer
  /** The bytes in lower-case hexadecimal. */
  get hex(): string
  /** Whether both are the same digest of the same algorithm. */
  equals(other: Digest): boolean
  /** `sha256:HEX` and its like. */
  toString(): string
  /** `sha256:HEX` and its like. */
  toJSON(): string
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
  /** The signature. */
  get signature(): Buffer
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

/** A time that somebody trusted has signed. */
export declare class EstablishedTime {
  private constructor();
  /** What kind of witness it is. */
  get source(): TimeSourceKind
  /** The time. */
  get at(): Date
  /** The name of the log or of the timestamp authority. */
  get by(): string
}

/** What a verification looked at and found; the same for a yes and for a no. */
export declare class Evidence {
  private constructor();
  /** What was verified. */
  get artifact(): Artifact
  /** Whose signature verifies; `null` if there is none. That the policy accepts this signer, the checks say. */
  get signer(): Certificate | PublicKey | null
  /** When the signature was made, by everyone who can be trusted to know. */
  get times(): Array<EstablishedTime>
  /** The log entries that verify. */
  get log(): Array<LogEvidence>
  /** The statement that is attested, if it is one. */
  get statement(): Statement | null
  /** Every check that was made, in order. */
  get checks(): Array<Check>
  /** The checks that failed, the most telling first. */
  get failures(): Array<Check>
}

/** What must prove that, and when, a signature was made. */
export declare class EvidenceDemand {
  private constructor();
  /** How many transparency logs must have the signature; `null` is as the trusted root offers, 0 none at all. */
  get log(): number | null
  /** How many CT logs must have the certificate; `null` is as the trusted root offers, 0 none at all. */
  get sct(): number | null
  /** How many timestamp authorities must have seen the signature. */
  get timestamps(): number
  /** What may say when the signature was made. */
  get time(): TimeSource
}

/** An identity, proven by a certificate. Immutable; what is wrong with it is said when a policy takes it. */
export declare class Identity {
  private constructor();
  /** Exactly this name (e-mail address, URI or user name), vouched for by exactly this issuer. */
  static exact(san: string, issuer: string, options?: IdentityOptions | undefined | null): Identity
  /** Exactly this name, in a certificate that names no issuer: authorities of one's own. */
  static exactWithoutIssuer(san: string, options?: IdentityOptions | undefined | null): Identity
  /** A name that matches the glob, whose owner is literal; exactly this issuer. */
  static glob(san: string, issuer: string, options?: IdentityOptions | undefined | null): Identity
  /** A name that matches the regular expression from end to end, whose owner is literal; exactly this issuer. */
  static regex(san: string, issuer: string, options?: IdentityOptions | undefined | null): Identity
  /** Globs of any width over name and issuer: it may accept strangers. */
  static globDangerous(san: string, issuer: string, options?: IdentityOptions | undefined | null): Identity
  /** Regular expressions of any width over name and issuer: it may accept strangers. */
  static regexDangerous(san: string, issuer: string, options?: IdentityOptions | undefined | null): Identity
  /** A workflow of this repository on GitHub, `OWNER/REPO`. */
  static github(repository: string, options?: IdentityOptions | undefined | null): Identity
  /** A workflow of any repository of this owner on GitHub. */
  static githubOwner(owner: string, options?: IdentityOptions | undefined | null): Identity
  /** A pipeline of this project on GitLab, `GROUP/PROJECT`. */
  static gitlab(project: string, options?: IdentityOptions | undefined | null): Identity
  /** This pipeline of Buildkite, `ORGANIZATION/PIPELINE`. */
  static buildkite(pipeline: string, options?: IdentityOptions | undefined | null): Identity
  /** This project of CircleCI, by the identifiers of the organization and of the project. */
  static circleci(organizationId: string, projectId: string, options?: IdentityOptions | undefined | null): Identity
  /** This Google account, a person's or a service's. */
  static google(email: string, options?: IdentityOptions | undefined | null): Identity
}

/** An inclusion proof as a bundle has it; it is not verified. */
export declare class InclusionProof {
  private constructor();
  /** The leaf's index in the tree. */
  get index(): number
  /** The tree that it leads to, by the proof's account. */
  get head(): TreeHead
  /** The hashes, from the leaf upwards, 32 bytes each. */
  get hashes(): Array<Buffer>
  /** The checkpoint that signs the tree, if there is one. */
  get checkpoint(): Checkpoint | null
}

/** The authorities and logs of one Sigstore instance. */
export declare class Instance {
  private constructor();
  /** Who issues signing certificates. */
  get authorities(): Array<CertificateAuthority>
  /** The transparency logs (Rekor). */
  get logs(): Array<Log>
  /** The certificate transparency logs. */
  get ctLogs(): Array<CtLog>
  /** Who signs timestamps. */
  get timestampAuthorities(): Array<CertificateAuthority>
  /** Logs that cannot verify anything, because their key is not supported. Evidence that names one is refused. */
  get unusableLogs(): Array<UnusableLog>
  /** What people call it: the host of its first authority or log. */
  get name(): string
}

/** A transparency log that is trusted. */
export declare class Log {
  /** A log with this key. */
  constructor(options: LogOptions)
  /** Its identifier, base64 as trusted roots have it. */
  get id(): string
  /** The key that signs checkpoints and promises. */
  get key(): PublicKey
  /** The scheme that it signs with. */
  get scheme(): Scheme
  /** When it may have signed. */
  get validity(): Validity
  /** Where it is. */
  get baseUrl(): string
  /** Who runs it; empty if nobody says. */
  get operator(): string
  /** Its name, which is the origin of its checkpoints. */
  get name(): string
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

/** A log entry that verifies. */
export declare class LogEvidence {
  private constructor();
  /** The log, base64 as trusted roots have it. */
  get logId(): string
  /** The entry's index in the log. */
  get index(): number
  /** The kind of entry. */
  get kind(): EntryKind
  /** When the log says that it took the entry, if its promise verifies. */
  get integratedTime(): Date | null
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

/**
 * What a caller demands of an artifact's evidence. There is no default: somebody must be named.
 *
 * Immutable: what changes a policy returns a new one. A policy that pins the repository, the workflow and the ref is
 * the one that helps: provenance of a stranger's repository, or of another branch, is just as valid.
 */
export declare class Policy {
  private constructor();
  /** This signer must have signed. Throws a `PolicyError` if the identity is malformed or too wide. */
  static signedBy(signer: Identity | TrustedKey | PublicKey): Policy
  /** This key must have signed. */
  static key(key: PublicKey | TrustedKey): Policy
  /** Any one of these must have signed. Throws a `PolicyError`, also if there is none. */
  static anyOf(signers: ReadonlyArray<Identity | TrustedKey | PublicKey>): Policy
  /** One signer that is all of these must have signed. Throws a `PolicyError`, also if there is none. */
  static allOf(signers: ReadonlyArray<Identity | TrustedKey | PublicKey>): Policy
  /** Anybody may have signed: a verdict under this policy does not say who made the artifact. */
  static anyoneDangerous(): Policy
  /** Reads a policy file, in TOML. Throws a `PolicyError`. */
  static fromToml(text: string): Policy
  /** Only attestations of exactly this type are accepted; asked for again, also of that type. */
  predicateType(predicateType: string): Policy
  /** At least this many transparency logs must have the signature; 1 to 255. Without it: as the trusted root offers. */
  log(atLeast: number): Policy
  /** No transparency log needs to have the signature: nobody may notice one that was made with a stolen key. */
  noLogDangerous(): Policy
  /** At least this many CT logs must have the certificate; 1 to 255. Without it: as the trusted root offers. */
  sct(atLeast: number): Policy
  /** No CT log needs to have the certificate: nobody may notice one that was issued wrongly. */
  noSctDangerous(): Policy
  /** At least this many timestamp authorities must have seen the signature; 0 to 255. */
  timestamps(atLeast: number): Policy
  /** What may say when the signature was made. */
  time(source: TimeSource): Policy
  /** Verify as of this time, not as of now. */
  at(asOf: Date): Policy
  /** Refuse what this rule names, however well it is signed. */
  deny(rule: DenyRule): Policy
  /** Refuse signatures that are older than this many seconds. */
  maxAge(seconds: number): Policy
  /**
   * The policy itself, if its serial is no lower than this: keep the highest that was seen, and no old policy can be
   * passed off as the current one. Throws a `PolicyError`.
   */
  atLeastSerial(floor: number | bigint): Policy
  /** The serial of the policy file. */
  get serial(): number | null
  /** The last moment at which the policy file is to be used. */
  get expires(): Date | null
  /** The time as of which to verify; `null` is now. */
  get asOf(): Date | null
  /** What must prove that, and when, the signature was made. */
  get evidence(): EvidenceDemand
  /** The accepted types of attestations; empty accepts any, and plain signatures. */
  get predicateTypes(): Array<string>
}

/** A public key, parsed and checked: the point lies on its curve, the modulus has an accepted size. */
export declare class PublicKey {
  private constructor();
  /** Reads a SubjectPublicKeyInfo. Throws a `PublicKeyError`. */
  static fromSpkiDer(der: Uint8Array): PublicKey
  /** Reads `-----BEGIN PUBLIC KEY-----`. Throws a `PublicKeyError`. */
  static fromPem(text: string): PublicKey
  /** The SubjectPublicKeyInfo. */
  get spkiDer(): Buffer
  /** The kind of key. */
  get kind(): KeyKind
  /** SHA-256 of the SubjectPublicKeyInfo, in hexadecimal. */
  get fingerprint(): string
  /** The scheme that keys of this kind sign with unless something else is said. */
  get scheme(): Scheme
  /** Verifies a signature over a message. Throws a `SignatureError` if it is not this key's over these bytes. */
  verify(scheme: Scheme, message: Uint8Array, signature: Uint8Array): void
  /**
   * Verifies a signature over a message of which only the digest is known. Throws a `SignatureError`; also for pure
   * Ed25519 and ML-DSA, which sign the message itself.
   */
  verifyDigest(scheme: Scheme, digest: Digest | string, signature: Uint8Array): void
  /** Whether both are the same key. */
  equals(other: PublicKey): boolean
}

/** An in-toto statement: about which subjects, and what about them. */
export declare class Statement {
  private constructor();
  /** Reads the payload of an envelope. Throws a `StatementError`. */
  static fromPayload(payload: Uint8Array): Statement
  /** The version of the statement, by its URI. */
  get version(): StatementVersion
  /** What kind of thing the predicate says. */
  get predicateType(): string
  /** The predicate as it was signed, for `JSON.parse`; `null` if there is none. */
  get predicateJson(): string | null
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

/** A name for which a certificate stands. */
export declare class SubjectAltName {
  private constructor();
  /** The kind of name. */
  get kind(): SubjectAltNameKind
  /** The text of the kinds by which Fulcio names a signer: `email`, `uri` and `username`; `null` for the others. */
  get value(): string | null
  /** The name as verdicts show it, whatever its kind. */
  toString(): string
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

/** The size and root hash of a log at one time. */
export declare class TreeHead {
  /** A tree of that many leaves with this root hash of 32 bytes. */
  constructor(size: number | bigint, root: Uint8Array)
  /** Leaves in the tree. */
  get size(): number
  /** The Merkle tree hash, 32 bytes. */
  get root(): Buffer
}

/** A key that is trusted, at all times or in a window. */
export declare class TrustedKey {
  /** Trusts this key. */
  constructor(key: PublicKey, options?: { valid?: Validity | null; hint?: string | null })
  /** The key. */
  get key(): PublicKey
  /** When it is trusted; `null` is always. */
  get validity(): Validity | null
  /** The name by which bundles mean this key. */
  get hint(): string | null
}

/** A trusted root: one Sigstore instance, or several side by side. */
export declare class TrustRoot {
  private constructor();
  /** The public Sigstore instance, as it was embedded in this release. */
  static sigstore(): TrustRoot
  /** GitHub's instance for private repositories, as it was embedded in this release. */
  static github(): TrustRoot
  /**
   * Reads a `trusted_root.json` of version 0.1 or 0.2, at most 5,000,000 bytes. Throws a `TrustError`.
   *
   * The caller vouches for it: whoever writes this file decides what verifies.
   */
  static fromJson(json: Uint8Array | string): TrustRoot
  /** Both side by side: a bundle is verified with the instance that issued it. */
  and(other: TrustRoot): TrustRoot
  /** The instances, each of them complete in itself. */
  get instances(): Array<Instance>
}

/** A log of a trusted root whose key is not supported. */
export declare class UnusableLog {
  private constructor();
  /** Its identifier, base64 as trusted roots have it. */
  get id(): string
  /** Where it is. */
  get baseUrl(): string
  /** Why its key cannot be used. */
  get reason(): string
}

/** What a certificate timestamp says of itself; nobody has looked at its signature. */
export declare class UnverifiedSct {
  private constructor();
  /** Reads a `SignedCertificateTimestampList`. Throws a `CertificateError`. */
  static fromList(list: Uint8Array): Array<UnverifiedSct>
  /** The CT log, base64 as trusted roots have it. */
  get logId(): string
  /** When it says that it saw the certificate. */
  get time(): Date
}

/** A window of time with both ends in it; no end means that it is still open. */
export declare class Validity {
  /** A window from `start` to `end`. */
  constructor(start: Date, end?: Date | null)
  /** The first moment of the window. */
  get start(): Date
  /** The last moment of the window; `null` if it is still open. */
  get end(): Date | null
  /** Whether the time lies in the window, both ends included. */
  contains(moment: Date): boolean
  /** Both ends, as verdicts show them. */
  toString(): string
}

/** A yes. Only a verifier makes one. */
export declare class Verified {
  private constructor();
  /** The statement that was attested; `null` if the artifact itself was signed. */
  get statement(): Statement | null
  /** What was looked at and found. */
  get evidence(): Evidence
  /** Every check that was made, in order. */
  get checks(): Array<Check>
  /** The verdict, of the schema `sealwright/verdict/v1`. */
  toJSON(): Verdict
  /** The verdict for people, several lines. */
  human(options?: HumanOptions): string
}

/** Makes every check, offline, and gives a verdict. It may be used for many verifications at once. */
export declare class Verifier {
  /**
   * Verifies many bundles on several threads: gives `Verified` and `Refused`, in the order of the jobs.
   *
   * Jobs are taken from the iterable as they are needed, so that any number of them fits in memory, and no signature of
   * theirs is checked twice. Leaving the loop, or the signal, stops the work; a refusal does not.
   */
  verifyAll(jobs: Iterable<Job> | AsyncIterable<Job>, options?: VerifyAllOptions): AsyncGenerator<Verified | Refused, void, undefined>
  /** A verifier that trusts this root and nobody else. Throws a `TrustError`. */
  constructor(trust: TrustRoot)
  /**
   * Verifies on the thread pool. Rejects with `Refused`, which carries every check that failed.
   *
   * A bundle may be given as its JSON; one that cannot be read is refused. `now` is the clock's time unless it is given,
   * or the policy says as of when.
   */
  verify(artifact: Artifact, bundle: Bundle | Uint8Array | string, policy: Policy, options?: VerifyOptions): Promise<Verified>
  /** Verifies before it returns. Throws `Refused`. */
  verifySync(artifact: Artifact, bundle: Bundle | Uint8Array | string, policy: Policy, options?: { now?: Date }): Verified
}

/** A witness, which signs checkpoints that it has seen: C2SP `tlog-cosignature`. */
export declare class Witness {
  /** A witness of that name; its key is one of Ed25519. */
  constructor(name: string, key: PublicKey)
  /** Its name. */
  get name(): string
}

/** Every code, in the order in which failures are reported. */
export declare function codes(): Array<Code>

/** The text with everything escaped that a terminal would obey rather than show. */
export declare function escape(text: string): string

/** What a code means, and where the rule stands; `null` for text that is no code. */
export declare function explain(code: string): Explanation | null

/** What a code means, and where the rule stands. */
export interface Explanation {
  /** The code. */
  code: Code
  /** What it means when this check fails. */
  meaning: string
  /** The document and clause that ask for the check. */
  spec: string
}

/** What more is asked of a certificate, besides its repository or its name. Texts are literal unless a glob is named. */
export interface IdentityOptions {
  /** The file name of the workflow, for example `release.yml`. */
  workflow?: string
  /** A reusable workflow of another repository, `OWNER/REPO/.github/workflows/FILE`, and `@REF` if that matters. */
  signerWorkflow?: string
  /** A glob over the name of the tag, for example `v*`. */
  tag?: string
  /** A glob over the name of the branch. */
  branch?: string
  /** A glob over the whole ref, for example `refs/heads/main`. */
  gitRef?: string
  /** The server, for example `https://github.example.com`, where it is not the public one. */
  server?: string
  /** The issuer of the identity token, where it is not the usual one of the server. */
  issuer?: string
  /** The commit that was built. */
  commit?: string
  /** The deployment environment. */
  environment?: string
  /** The event that started the build, for example `push`. */
  trigger?: string
  /** The numeric identifier of the repository's owner. */
  ownerId?: string
  /** The numeric identifier of the repository. */
  repositoryId?: string
  /** `public`, `private` or `internal`. */
  visibility?: string
  /** The kind of runner, for example `github-hosted`. */
  runner?: string
}

/** The hash of a leaf: SHA-256 of a zero byte and the entry. */
export declare function leafHash(entry: Uint8Array): Buffer

/** The root that an inclusion proof leads to. Throws a `LogError` if the proof is not one for such a tree. */
export declare function rootFromInclusion(leaf: Uint8Array, index: number | bigint, size: number | bigint, proof: ReadonlyArray<Uint8Array>): Buffer

/**
 * Checks one certificate's path to a root, and nothing else: a tool for certificate authorities and their tests. Throws a
 * `CertificateError`.
 *
 * It says nothing about a signature, an artifact, a log or an identity: that is what a verifier is for.
 */
export declare function verifyCertificatePath(leaf: Certificate, options: PathOptions): void

/** Checks that the later tree has every leaf of the earlier one, in its place. Throws a `LogError` if it has not. */
export declare function verifyConsistency(earlier: TreeHead, later: TreeHead, proof: ReadonlyArray<Uint8Array>): void

/** Checks that a leaf is in the tree of that size and root. Throws a `LogError` if it is not. */
export declare function verifyInclusion(leaf: Uint8Array, index: number | bigint, size: number | bigint, proof: ReadonlyArray<Uint8Array>, root: Uint8Array): void
