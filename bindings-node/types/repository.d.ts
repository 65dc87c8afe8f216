// Made by npm run build from the documentation in src; do not edit.

import type { RepositoryOptions } from './options';

/**
 * How servers are asked: HTTP/1.1 and TLS, `https` of anybody and `http` of this machine alone. It keeps connections, and
 * may be used for many requests at once.
 *
 * It trusts whom this machine trusts, and goes by way of the proxies that the environment names. A request that fails in
 * passing is sent again.
 */
export declare class Http {
  /** Opens nothing yet. Throws a `NetworkError` with the code `net.config`, which does not repeat a proxy's password. */
  constructor(options?: HttpOptions | undefined | null)
}

/** How servers are asked. Times are in milliseconds. */
export interface HttpOptions {
  /**
   * By way of these proxies, under the names of the environment's variables: `{ https_proxy: 'http://proxy:3128', no_proxy:
   * '.internal' }`; none if it is empty. Without this, those that the environment names.
   */
  proxies?: Readonly<Record<string, string>>
  /** Trusts the certificate authorities of this PEM, at most 4 MiB, and none of this machine's. */
  rootsPem?: Uint8Array | string
  /** Until there is a connection: 10,000 unless given. */
  connect?: number
  /** One request, until the last byte of the answer: 30,000 unless given. */
  exchange?: number
  /** All attempts together: 55,000 unless given. */
  total?: number
  /** How many attempts there are, the first included: 4 unless given. */
  attempts?: number
  /** The pause before the second attempt, which doubles with each further one: 500 unless given. */
  pause?: number
  /** Asks `http` of other machines too. Whoever is on the way there reads everything, tokens included, and may change it. */
  plainHttpDangerous?: boolean
}

/** Verified metadata of a repository, and the targets that they speak of. */
export declare class Metadata {
  private constructor();
  /** The version of the metadata of `root`, `timestamp`, `snapshot` or `targets`; `null` for other roles. */
  version(role: string): number | null
  /** When the first of them expires. */
  get expires(): Date
  /** A target's bytes, at most 64 MiB: out of the cache if they are there, otherwise downloaded, verified and kept. */
  target(path: string, options?: { http?: Http | null; signal?: AbortSignal }): Promise<Buffer>
  /** The same before it returns. */
  targetSync(path: string, options?: { http?: Http | null }): Buffer
  /** A target's bytes out of the cache, without a server. */
  cachedTarget(path: string): Promise<Buffer>
  /** The same before it returns. */
  cachedTargetSync(path: string): Buffer
  /** A Sigstore instance's `trusted_root.json`, for `TrustRoot.fromJson`. */
  trustedRoot(options?: { http?: Http | null; signal?: AbortSignal }): Promise<string>
  /** The same before it returns. */
  trustedRootSync(options?: { http?: Http | null }): string
  /** Its `signing_config.v0.2.json`, for `SigningConfig.fromJson`. */
  signingConfig(options?: { http?: Http | null; signal?: AbortSignal }): Promise<string>
  /** The same before it returns. */
  signingConfigSync(options?: { http?: Http | null }): string
}

/**
 * A repository of The Update Framework, from which trust is kept up to date, and the folder in which what is verified of it
 * is kept; several processes may share one.
 *
 * Errors are `TrustError`s: `trust.signature`, `trust.rollback`, `trust.expired`, `trust.mismatch`, `trust.missing`, and
 * `net.failed` if the server does not answer.
 */
export declare class Repository {
  /**
   * A repository whose metadata are at this address, of which the caller trusts this `root.json`, any version of it.
   * Targets are at `targets/` below the metadata unless `targetsUrl` says otherwise, and kept in `targets` in the cache
   * folder unless `targetsFolder` does. Throws a `TrustError`.
   */
  constructor(metadataUrl: string, rootJson: Uint8Array | string, cacheFolder: string | URL, options?: RepositoryOptions)
  /** The public instance of Sigstore, beginning with the root that was its when this release was made. */
  static sigstore(cacheFolder: string | URL): Repository
  /** A repository of which the caller trusts the `root.json` in the cache folder, put there by `init` or another client. */
  static trustingCache(metadataUrl: string, cacheFolder: string | URL, options?: RepositoryOptions): Repository
  /** Where the metadata are, ending in `/`. */
  get metadataUrl(): string
  /** The folder of the cache. */
  get cacheFolder(): string
  /** Writes the root from which trust begins into the cache, without asking a server. */
  init(): Promise<void>
  /** The same before it returns. */
  initSync(): void
  /**
   * Brings the metadata up to date (TUF specification 5.2 to 5.6.6). Rejects with the first thing that is wrong; what was
   * verified before it is kept.
   */
  update(options?: { http?: Http | null; now?: Date; signal?: AbortSignal }): Promise<Metadata>
  /** The same before it returns. */
  updateSync(options?: { http?: Http | null; now?: Date }): Metadata
  /** The metadata of the last whole update, verified again, without a server. */
  offline(options?: { now?: Date; signal?: AbortSignal }): Promise<Metadata>
  /** The same before it returns. */
  offlineSync(options?: { now?: Date }): Metadata
  /** Like `offline`, but however old they are: whoever withholds updates is not noticed. */
  offlineExpiredDangerous(): Promise<Metadata>
  /** The same before it returns. */
  offlineExpiredDangerousSync(): Metadata
}
