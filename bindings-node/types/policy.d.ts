// Made by npm run build from the documentation in src; do not edit.

import type { PublicKey } from './certificate';
import type { KeySigns, TimeSource, Unlogged } from './literals';
import type { Digest } from './verify';

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
  /** Whether evidence that no witness has seen is accepted. */
  get unlogged(): Unlogged
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
  /**
   * Accept evidence that carries neither a log entry nor a timestamp, as old generators of provenance made it.
   *
   * Nobody vouches then for when it was signed, so the certificate is checked as of its own first moment. It lifts
   * what is demanded by default; a number of logs, of timestamps or a source of time that was asked for still holds,
   * and so does every other check. Evidence that carries an entry or a timestamp is judged as always.
   */
  unloggedDangerous(): Policy
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

/** A key that is trusted, at all times or in a window. */
export declare class TrustedKey {
  /**
   * Trusts this key; with `onlyNamed`, only for signatures that name it so. What of an envelope its signatures are over is
   * `pae` unless `signs` says something else. Throws a `PolicyError`.
   */
  constructor(key: PublicKey, options?: { valid?: Validity | null; hint?: string | null; onlyNamed?: string | null; signs?: KeySigns })
  /** The key. */
  get key(): PublicKey
  /** When it is trusted; `null` is always. */
  get validity(): Validity | null
  /** The name by which bundles mean this key. */
  get hint(): string | null
  /** Whether it is only for signatures that name it as `hint` does. */
  get isOnlyNamed(): boolean
  /** What of an envelope its signatures are over. */
  get signs(): KeySigns
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
