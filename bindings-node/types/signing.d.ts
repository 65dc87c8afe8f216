// Made by npm run build from the documentation in src; do not edit.

import type { Statement } from './bundle';
import type { Token } from './identity';
import type { PrivateKey, SigningKey } from './keys';
import type { DigestAlgorithm } from './literals';
import type { LocalAuthority, LocalIdentity } from './local';
import type { Validity } from './policy';
import type { Http } from './repository';
import type { TrustRoot } from './trust';
import type { Artifact, Verifier } from './verify';

/** A log, a Rekor, that takes part in a signature. */
export interface LogService {
  /** Its address. */
  url: string
  /** The major version of its interface, 1 or 2. */
  version: number
}

/** One service: where it is, and what it speaks. */
export declare class Service {
  private constructor();
  /** Its address. */
  get url(): string
  /** The major version of its interface. */
  get version(): number
  /** Who runs it. Services of one operator count as one. */
  get operator(): string
  /** When it may be used. */
  get validity(): Validity
}

/** The services that take part in a signature: who certifies, who logs, who says when. */
export declare class Services {
  /** These services and no others. */
  constructor(options?: ServicesOptions | undefined | null)
  /**
   * Those of the config that are to be used; `now` is the clock's time unless it is given. Throws a `SigningError` with the
   * code `sign.config` if there are too few.
   */
  static fromConfig(config: SigningConfig, options?: { now?: Date }): Services
}

/** The services that take part in a signature. */
export interface ServicesOptions {
  /** The address of the certificate authority, a Fulcio; only `Signer.keyless` needs one. */
  authority?: string
  /** The logs; each takes an entry. */
  logs?: ReadonlyArray<LogService>
  /** The whole addresses of the timestamp authorities (RFC 3161); each gives a timestamp. */
  timestampAuthorities?: ReadonlyArray<string>
}

/**
 * Signs artifacts and attests statements: bundles v0.3 that every Sigstore client accepts. Immutable, and made for many
 * signatures, any number of them at once: one certificate serves for all of them until it ends.
 *
 * Nothing is given out before this library's own verifier has accepted it. What fails is a `SigningError`, whose code says
 * at which stage: `sign.config`, `sign.token`, `sign.certificate`, `sign.key`, `sign.timestamp`, `sign.log`, or that of the
 * check that refuses what was made; `at` is the service's address. `signal` stops the wait, not a service that has been
 * asked.
 */
export declare class Signer {
  private constructor();
  /** Signs with a key, and asks nobody. */
  static key(key: SigningKey | PrivateKey, verifier: Verifier): Signer
  /**
   * Signs as whom the token names, by keys that live for minutes: with certificates of the services' authority, logged and
   * timestamped by the others. `http` may be `null` for the usual one. The verifier trusts the services' own root.
   *
   * Throws a `SigningError` with the code `sign.token` if the token could not be accepted, before it is sent anywhere.
   */
  static keyless(token: Token, services: Services, http: Http | null, verifier: Verifier): Signer
  /** Signs by the authority of this machine, as this user of it unless another identity is given. Asks nobody. */
  static local(authority: LocalAuthority, options?: { identity?: LocalIdentity | null }): Signer
  /** The same signer, and these services log and timestamp what it signs. */
  witnessed(services: Services, http?: Http | null): Signer
  /** By which algorithm an artifact must be hashed to be signed: `Artifact.fromPath(path, { algorithms: [this] })`. */
  get digestAlgorithm(): DigestAlgorithm
  /** Signs an artifact: its bundle, as JSON. */
  sign(artifact: Artifact, options?: { signal?: AbortSignal }): Promise<string>
  /** The same before it returns; not with a key that a function signs with. */
  signSync(artifact: Artifact): string
  /** Signs a statement, in an envelope: its bundle, as JSON. Text or bytes are signed as they are, if they are a statement. */
  attest(statement: Statement | Uint8Array | string, options?: { signal?: AbortSignal }): Promise<string>
  /** The same before it returns; not with a key that a function signs with. */
  attestSync(statement: Statement | Uint8Array | string): string
}

/**
 * Which services of an instance sign, and how many of them are to be used (protobuf-specs, SigningConfig v0.2).
 *
 * `now` is the clock's time unless it is given. What finds no service throws a `TrustError`.
 */
export declare class SigningConfig {
  private constructor();
  /** The services of the public instance, as they were embedded in this release. */
  static sigstore(): SigningConfig
  /** Reads a signing config of version 0.2, at most 1 MiB. Throws a `TrustError`. */
  static fromJson(json: Uint8Array | string): SigningConfig
  /** The certificate authority to ask. */
  authority(options?: { now?: Date }): Service
  /** The issuer of identity tokens to ask. */
  issuer(options?: { now?: Date }): Service
  /** The logs to log in: as many as the config says, each of another operator, the newest version first. */
  logs(options?: { now?: Date }): Array<Service>
  /** The timestamp authorities to ask; none if the config names none. */
  timestampAuthorities(options?: { now?: Date }): Array<Service>
}

/** A trusted root and the signing config that goes with it (protobuf-specs, ClientTrustConfig v0.1). */
export declare class TrustConfig {
  private constructor();
  /** Reads a client trust config of version 0.1, at most 6 MiB. Throws a `TrustError`. */
  static fromJson(json: Uint8Array | string): TrustConfig
  /** Whom to believe. */
  get root(): TrustRoot
  /** Who signs. */
  get signing(): SigningConfig
}
