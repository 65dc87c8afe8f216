// Errors, and the checks that they carry.

import type { Code, Status, Verdict } from './literals';
import type { HumanOptions } from './options';
import type { Evidence } from './verify';

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

/** A bundle, an envelope or another attestation is malformed. */
export declare class BundleError extends SealwrightError {}

/** A certificate, its path or its timestamps are wrong. */
export declare class CertificateError extends SealwrightError {}

/** Text that is no digest. */
export declare class DigestError extends SealwrightError {}

/** The authority of this machine cannot be opened, read or used. */
export declare class LocalError extends SealwrightError {}

/** A log entry, a checkpoint or a Merkle proof is wrong. */
export declare class LogError extends SealwrightError {}

/** Provenance, a summary or a statement cannot be made: a fact is missing, or too much. */
export declare class MakeError extends SealwrightError {}

/**
 * The network cannot be used in the way that is asked for: a proxy, certificate authorities. What a server does not answer
 * is the error of whoever asked it: `SigningError`, `TokenError`, `TrustError`.
 */
export declare class NetworkError extends SealwrightError {}

/** A policy, or an option, is malformed or too wide. */
export declare class PolicyError extends SealwrightError {}

/** A private key cannot be read, opened or used; the code is `key.password` if its password is missing or wrong. */
export declare class PrivateKeyError extends SealwrightError {}

/** Bytes that are no public key, or none that is supported. */
export declare class PublicKeyError extends SealwrightError {}

/** A signature does not verify. */
export declare class SignatureError extends SealwrightError {}

/**
 * Something could not be signed, and nothing was given out. `code` says at which stage, `at` which service; `cause` is what
 * a function threw that signs.
 */
export declare class SigningError extends SealwrightError {}

/** An in-toto statement is malformed, or about something else. */
export declare class StatementError extends SealwrightError {}

/** A timestamp of RFC 3161 is malformed. */
export declare class TimestampError extends SealwrightError {}

/** There is no identity token that can be used. No message repeats one. */
export declare class TokenError extends SealwrightError {}

/** A trusted root or a signing config is malformed, or a trust repository is not to be trusted. */
export declare class TrustError extends SealwrightError {}
