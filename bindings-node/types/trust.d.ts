// Made by npm run build from the documentation in src; do not edit.

import type { Certificate, PublicKey } from './certificate';
import type { Scheme } from './literals';
import type { LogOptions } from './options';
import type { Validity } from './policy';

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

/** The size and root hash of a log at one time. */
export declare class TreeHead {
  /** A tree of that many leaves with this root hash of 32 bytes. */
  constructor(size: number | bigint, root: Uint8Array)
  /** Leaves in the tree. */
  get size(): number
  /** The Merkle tree hash, 32 bytes. */
  get root(): Buffer
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

/** A witness, which signs checkpoints that it has seen: C2SP `tlog-cosignature`. */
export declare class Witness {
  /** A witness of that name; its key is one of Ed25519. */
  constructor(name: string, key: PublicKey)
  /** Its name. */
  get name(): string
}

/** The hash of a leaf: SHA-256 of a zero byte and the entry. */
export declare function leafHash(entry: Uint8Array): Buffer

/** The root that an inclusion proof leads to. Throws a `LogError` if the proof is not one for such a tree. */
export declare function rootFromInclusion(leaf: Uint8Array, index: number | bigint, size: number | bigint, proof: ReadonlyArray<Uint8Array>): Buffer

/** Checks that the later tree has every leaf of the earlier one, in its place. Throws a `LogError` if it has not. */
export declare function verifyConsistency(earlier: TreeHead, later: TreeHead, proof: ReadonlyArray<Uint8Array>): void

/** Checks that a leaf is in the tree of that size and root. Throws a `LogError` if it is not. */
export declare function verifyInclusion(leaf: Uint8Array, index: number | bigint, size: number | bigint, proof: ReadonlyArray<Uint8Array>, root: Uint8Array): void
