// Made by npm run build from the documentation in src; do not edit.

import type { Statement } from './bundle';
import type { LocalOptions } from './options';
import type { TreeHead, TrustRoot } from './trust';
import type { Artifact } from './verify';

/** That a log once had so many entries and no others. */
export interface ConsistencyProof {
  /** The tree that is published. */
  head: TreeHead
  /** The hashes of the proof, 32 bytes each (RFC 6962 section 2.1.2). */
  hashes: Array<Buffer>
}

/**
 * A private Sigstore in a folder: a certificate authority, a transparency log, a timestamp authority and the trusted root
 * that names them. It signs with nothing but this machine; any number of threads and processes may sign at once.
 *
 * Errors are `LocalError`s. The identity is this user of this machine unless another is given.
 */
export declare class LocalAuthority {
  private constructor();
  /**
   * The authority in this folder, which is made if there is none; the user's own unless given: `local` in
   * `SEALWRIGHT_HOME`, or where programs of this system keep their users' data.
   */
  static open(folder?: string | URL | null, options?: { signal?: AbortSignal }): Promise<LocalAuthority>
  /** The same before it returns. */
  static openSync(folder?: string | URL | null): LocalAuthority
  /** Signs an artifact, known by its SHA-256: its bundle, as JSON. */
  sign(artifact: Artifact, options?: LocalOptions): Promise<string>
  /** The same before it returns. */
  signSync(artifact: Artifact, options?: { identity?: LocalIdentity | null }): string
  /**
   * Signs many artifacts in one go: 256 under one key, certificate and checkpoint. Bundles come in the order of the
   * artifacts; an error is about all of them.
   */
  signAll(artifacts: ReadonlyArray<Artifact>, options?: LocalOptions): Promise<Array<string>>
  /** The same before it returns. */
  signAllSync(artifacts: ReadonlyArray<Artifact>, options?: { identity?: LocalIdentity | null }): Array<string>
  /** Signs a statement, in an envelope: its bundle, as JSON. Text or bytes are signed as they are, if they are a statement. */
  attest(statement: Statement | Uint8Array | string, options?: LocalOptions): Promise<string>
  /** The same before it returns. */
  attestSync(statement: Statement | Uint8Array | string, options?: { identity?: LocalIdentity | null }): string
  /** The trusted root for every Sigstore client, JSON. */
  get trustedRootJson(): string
  /** The trusted root for a `Verifier`. */
  get trustRoot(): TrustRoot
}

/** For whom a local certificate is made: `NAME@HOST`, or a URI. */
export declare class LocalIdentity {
  /** `NAME@HOST` or a URI, at most 512 ASCII characters without spaces. Throws a `LocalError`. */
  constructor(text: string)
  /** A user of a machine; this one's, as it calls both, unless given. What may not stand in an address is percent-encoded. */
  static ofUser(user?: string | null, host?: string | null): LocalIdentity
  /** The text by which a policy names it. */
  toString(): string
  /** The text by which a policy names it. */
  toJSON(): string
}

/**
 * The log of a local authority, read without its keys, without its lock and without writing anything. Errors are
 * `LocalError`s.
 */
export declare class LocalLog {
  private constructor();
  /** Of the authority in this folder; the user's own unless given. Rejects with a `LocalError` if there is none. */
  static open(folder?: string | URL | null, options?: { signal?: AbortSignal }): Promise<LocalLog>
  /** The same before it returns. */
  static openSync(folder?: string | URL | null): LocalLog
  /** The published checkpoint, a signed note, for `Checkpoint.parse`; its signature is verified. */
  checkpoint(): Promise<string>
  /** The same before it returns. */
  checkpointSync(): string
  /** How many entries the published checkpoint covers, and their root. */
  head(): Promise<TreeHead>
  /** The same before it returns. */
  headSync(): TreeHead
  /** The entry with this index, a canonical body, for `EntryBody.parse` of `hashedrekord/0.0.2`. */
  entry(index: number | bigint): Promise<Buffer>
  /** The same before it returns. */
  entrySync(index: number | bigint): Buffer
  /** Proves that the entry with this index is in the log. */
  inclusionProof(index: number | bigint): Promise<LocalProof>
  /** The same before it returns. */
  inclusionProofSync(index: number | bigint): LocalProof
  /**
   * Proves that the log once had this many entries (at least one) and no others: for `verifyConsistency` from the
   * tree of that many.
   */
  consistencyProof(earlier: number | bigint): Promise<ConsistencyProof>
  /** The same before it returns. */
  consistencyProofSync(earlier: number | bigint): ConsistencyProof
}

/** That an entry is in the log. */
export declare class LocalProof {
  private constructor();
  /** The entry's index. */
  get index(): number
  /** The tree in which it is. */
  get head(): TreeHead
  /** Its siblings, from the leaf upwards, 32 bytes each (RFC 6962 section 2.1.1). */
  get hashes(): Array<Buffer>
  /** The signed checkpoint of that tree, for `Checkpoint.parse`. */
  get checkpoint(): string
  /** Whether it is about this entry. Throws a `LogError` if it is not. */
  verify(entry: Uint8Array): void
}

/** What a local authority publishes of itself, read without its keys. */
export declare class LocalTrust {
  private constructor();
  /** Of the authority in this folder; the user's own unless given. Rejects with a `LocalError` if there is none. */
  static open(folder?: string | URL | null, options?: { signal?: AbortSignal }): Promise<LocalTrust>
  /** The same before it returns. */
  static openSync(folder?: string | URL | null): LocalTrust
  /** The trusted root for every Sigstore client, JSON. */
  get trustedRootJson(): string
  /** The trusted root for a `Verifier`. */
  get trustRoot(): TrustRoot
}
