// Made by npm run build from the documentation in src; do not edit.

import type { PublicKey } from './certificate';
import type { DigestAlgorithm, KeyFormat, KeyKind, Scheme } from './literals';
import type { LoadOptions, LoadSyncOptions } from './options';
import type { Digest } from './verify';

/** A private key in this process. It is shown by its public half alone, and cannot be cloned into another thread. */
export declare class PrivateKey {
  private constructor();
  /** A fresh key, `ECDSA P-256` unless another kind is named; of RSA there are `RSA-2048`, `RSA-3072` and `RSA-4096`. */
  static generate(kind?: KeyKind, options?: { signal?: AbortSignal }): Promise<PrivateKey>
  /** A fresh key, made before it returns. */
  static generateSync(kind?: KeyKind): PrivateKey
  /**
   * Reads PEM, at most 64 KiB: PKCS#8, plain or encrypted (PBES2), cosign's encrypted keys, SEC 1 and PKCS#1.
   *
   * The password is looked at only if the key is encrypted. Rejects with a `PrivateKeyError`; its code is `key.password`
   * if the password is missing or wrong, else `key.malformed`.
   */
  static fromPem(text: string, options?: { password?: string | Uint8Array | null; signal?: AbortSignal }): Promise<PrivateKey>
  /** Reads PEM before it returns. */
  static fromPemSync(text: string, options?: { password?: string | Uint8Array | null }): PrivateKey
  /** Reads a PKCS#8 PrivateKeyInfo (RFC 5958), at most 64 KiB. Throws a `PrivateKeyError`. */
  static fromPkcs8Der(der: Uint8Array): PrivateKey
  /** The key as PEM of PKCS#8; with a password encrypted, by scrypt (N = 2^14, r = 8, p = 5) and AES-256-CBC. */
  toPem(options?: { password?: string | Uint8Array | null; signal?: AbortSignal }): Promise<string>
  /** The same before it returns. */
  toPemSync(options?: { password?: string | Uint8Array | null }): string
  /**
   * The key as cosign writes it: PKCS#8 by scrypt (N = 2^16, r = 8, p = 1) and NaCl's secretbox. The password may be empty,
   * and must be given.
   */
  toCosignPem(password: string | Uint8Array, options?: { signal?: AbortSignal }): Promise<string>
  /** The same before it returns. */
  toCosignPemSync(password: string | Uint8Array): string
  /** The public half. */
  get publicKey(): PublicKey
  /**
   * Signs a message: ECDSA as DER (RFC 3279), RSA and Ed25519 as they are. Rejects with a `PrivateKeyError` if keys of this
   * kind do not sign by this scheme.
   */
  sign(scheme: Scheme, message: Uint8Array, options?: { signal?: AbortSignal }): Promise<Buffer>
  /** Signs a message before it returns. */
  signSync(scheme: Scheme, message: Uint8Array): Buffer
  /** The kind of key and the fingerprint of its public half; nothing of the private one. */
  toString(): string
}

/**
 * Whoever signs with one key: a file, a PKCS#11 token, a command, a KMS or another service of the caller's.
 *
 * What leaves the process is a digest, or a short message where the algorithm signs no digest. What comes back is verified
 * with the public half.
 */
export declare class SigningKey {
  /**
   * A key that a function signs with: a KMS's, a remote service's. It is given the digest and returns the signature, or a
   * promise of it: ECDSA as DER (RFC 3279), RSA by PKCS#1 v1.5, Ed25519 as Ed25519ph of a SHA-512 digest. What it throws
   * is the `cause` of the error.
   *
   * It is called on the thread of this, so that only the methods which give promises work with it. Artifacts can be signed
   * with any such key; statements not with one of Ed25519, which signs them whole, and nothing with one of ML-DSA.
   */
  constructor(publicKey: PublicKey, signDigest: (digest: Digest) => Uint8Array | Promise<Uint8Array>)
  /**
   * The key of that name: a PEM file; `pkcs11:token=…;object=…?module-path=…` (RFC 7512), on a token, whose module is code
   * that runs in this process; `command:PROGRAM?public-key=FILE&arg=…&timeout=SECONDS`, behind a program that is given
   * `sealwright/sign/v1` as JSON.
   *
   * The password is looked at, or the function called, at most once, and only if a password or PIN is needed. Rejects with
   * a `PrivateKeyError`; its code is `key.password` if the password is missing or wrong.
   */
  static load(name: string, options?: LoadOptions): Promise<SigningKey>
  /** The same before it returns; the function gives no promise. */
  static loadSync(name: string, options?: LoadSyncOptions): SigningKey
  /** The public half. */
  get publicKey(): PublicKey
  /** By which algorithm is hashed what the key signs. */
  get digestAlgorithm(): DigestAlgorithm
  /**
   * Signs what has this digest, which is of `digestAlgorithm`. Rejects with a `PrivateKeyError` if whoever has the key does
   * not sign, or gives something that does not verify with its public half.
   */
  signDigest(digest: Digest | string, options?: { signal?: AbortSignal }): Promise<Buffer>
  /** The same before it returns; not for a key that a function signs with. */
  signDigestSync(digest: Digest | string): Buffer
  /** The kind of key and the fingerprint of its public half. */
  toString(): string
}

/** How a private key in PEM is written; `encrypted-pkcs8` and `cosign` need a password. Throws a `PrivateKeyError`. */
export declare function keyFileFormat(text: string): KeyFormat
