// Made by npm run build from the documentation in src; do not edit.

import type { IssuerKind } from './literals';
import type { BrowserOptions, DeviceOptions } from './options';
import type { Http } from './repository';

/** What the person is to be told. Whoever knows it can sign in for this program. */
export declare class DevicePrompt {
  private constructor();
  /** Where to go, with a browser on any device. */
  get address(): string
  /** The same with the code in it. */
  get addressWithCode(): string | null
  /** What to enter there. */
  get code(): string
}

/** Signing in with an OpenID Connect issuer, as a public client that has no secret of its own. */
export declare class Login {
  /**
   * With this issuer, a URL; Sigstore's public one unless given. The client is `sigstore` unless given, and is the tokens'
   * audience too. Waits five minutes for the person unless `wait`, in milliseconds, says otherwise.
   */
  constructor(issuer?: string | null, options?: { client?: string; wait?: number })
  /**
   * By way of a browser on this machine: the authorization code flow with PKCE (RFC 7636), which comes back to a port of
   * 127.0.0.1 that is open for this sign-in alone. Rejects with a `TokenError`.
   */
  inBrowser(options: BrowserOptions): Promise<Token>
  /** By way of a browser on any device: the device flow (RFC 8628), with PKCE. Rejects with a `TokenError`. */
  onDevice(options: DeviceOptions): Promise<Token>
}

/**
 * An OIDC identity token (a JSON Web Token, RFC 7519), read but not verified, which is the authority's business.
 *
 * It is a secret: whoever has it is whom it names, until it expires. Nothing gives its text back: no method, no error, no
 * `JSON.stringify`, and `console.log` shows who issued it. Only `Signer.keyless` sends it, to the certificate authority.
 */
export declare class Token {
  private constructor();
  /** Reads a token, at most 64 KiB. Throws a `TokenError`, which does not repeat it. */
  static parse(text: string): Token
  /**
   * The token that the system offers in which this runs; `null` where none does.
   *
   * In this order: the variables `SIGSTORE_ID_TOKEN` and `SIGSTORE_IDENTITY_TOKEN`; the files that
   * `SIGSTORE_ID_TOKEN_FILE` and `SPIFFE_JWT_SVID_FILE` name; GitHub Actions, GitLab, Buildkite, CircleCI; the file where
   * cosign looks; Google Cloud. Rejects with a `TokenError` that says what to change where a system is recognized and gives
   * this job no token, or one for somebody else.
   */
  static ambient(options?: { http?: Http | null; signal?: AbortSignal }): Promise<Token | null>
  /** The same before it returns. */
  static ambientSync(options?: { http?: Http | null }): Token | null
  /** The same token, for an instance whose Fulcio expects this audience instead of `sigstore`. */
  forAudience(audience: string): Token
  /**
   * Whether its Fulcio could take it: it is for the expected audience, has not expired, and names somebody. Throws a
   * `TokenError` if not.
   */
  check(options?: { now?: Date }): void
  /** Where it was found: `GitHub Actions`, or the name of a variable; `null` if it was given, or somebody signed in. */
  get source(): string | null
  /** Who issued it, a URL (`iss`). */
  get issuer(): string
  /** What kind of issuer that is. */
  get kind(): IssuerKind
  /** Whom it is about, in the issuer's own words (`sub`). */
  get subject(): string
  /** The e-mail address, verified or not. */
  get email(): string | null
  /** For whom it is (`aud`). */
  get audiences(): Array<string>
  /** From when on it is not valid any more (`exp`). */
  get expires(): Date
  /** What the sign-in that made it was begun with. */
  get nonce(): string | null
  /** Whom the public authority will certify; `null` if the token lacks what that is made of. */
  get certifiedIdentity(): string | null
  /** The issuer that the public authority will name in the certificate. */
  get certifiedIssuer(): string
}
