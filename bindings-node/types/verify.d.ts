// Made by npm run build from the documentation in src; do not edit.

import type { Readable } from 'node:stream';

import type { Attestation, Bundle, Statement } from './bundle';
import type { Certificate, PublicKey } from './certificate';
import type { Check, Refused } from './errors';
import type { Code, DigestAlgorithm, EntryKind, TimeSourceKind, Verdict } from './literals';
import type { HumanOptions, Job, VerifyAllOptions, VerifyOptions } from './options';
import type { Policy } from './policy';
import type { Provenance, Publish } from './provenance';
import type { TrustRoot } from './trust';

/** An artifact: the digests of a file, of bytes or of a stream, or digests that are known already. */
export declare class Artifact {
  private constructor();
  /** An artifact of which only the digest is known. Throws a `DigestError`. */
  static fromDigest(digest: Digest | string): Artifact
  /** An artifact of which several digests are known, of different algorithms. Throws a `DigestError`. */
  static fromDigests(digests: ReadonlyArray<Digest | string>): Artifact
  /**
   * An artifact that is known only by a digest which cannot be computed here, for example a `gce_image_id`: it is
   * compared with those of a statement's subjects, as text. Throws a `DigestError` for the algorithms of `fromDigest`,
   * and if either is empty.
   *
   * Only a statement can be verified about it, and rules that name a digest do not know it.
   */
  static fromForeignDigest(algorithm: string, value: string): Artifact
  /**
   * Bytes in memory, hashed on the thread pool. They are copied once, there, because the artifact keeps them: do not
   * change them before the promise settles. The signal stops the wait, not the hash of bytes that are in memory.
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
  /** Algorithm and value, if that is all that is known: see `fromForeignDigest`. */
  get foreignDigest(): [algorithm: string, value: string] | null
  /** The bytes, if they are in memory. */
  get content(): Buffer | null
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

/** What a code means, and where the rule stands. */
export interface Explanation {
  /** The code. */
  code: Code
  /** What it means when this check fails. */
  meaning: string
  /** The document and clause that ask for the check. */
  spec: string
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

/** A yes. Only a verifier makes one; expectations make of it one that says more. */
export declare class Verified {
  private constructor();
  /** The statement that was attested; `null` if the artifact itself was signed. */
  get statement(): Statement | null
  /** The provenance, if `Expectations.check` judged it. */
  get provenance(): Provenance | null
  /** What a registry attested, if `Expectations.checkPublish` judged it. */
  get publish(): Publish | null
  /** The verification summary's predicate, if `VsaExpectations.check` judged it. */
  get summary(): Record<string, unknown> | null
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
  verify(artifact: Artifact, bundle: Bundle | Attestation | Uint8Array | string, policy: Policy, options?: VerifyOptions): Promise<Verified>
  /** Verifies before it returns. Throws `Refused`. */
  verifySync(artifact: Artifact, bundle: Bundle | Attestation | Uint8Array | string, policy: Policy, options?: { now?: Date }): Verified
}

/** Every code, in the order in which failures are reported. */
export declare function codes(): Array<Code>

/** The text with everything escaped that a terminal would obey rather than show. */
export declare function escape(text: string): string

/** What a code means, and where the rule stands; `null` for text that is no code. */
export declare function explain(code: string): Explanation | null
