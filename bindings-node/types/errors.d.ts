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

/** A log entry, a checkpoint or a Merkle proof is wrong. */
export declare class LogError extends SealwrightError {}

/** Provenance, a summary or a statement cannot be made: a fact is missing, or too much. */
export declare class MakeError extends SealwrightError {}

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
