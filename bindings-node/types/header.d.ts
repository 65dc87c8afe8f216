// What npm run build puts before the classes of the native module: errors, literal types and options.

import type { Readable } from 'node:stream';

/** The stable code of a check, `room.what`. */
export type Code =
@CODES@;

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

@ERRORS@
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

