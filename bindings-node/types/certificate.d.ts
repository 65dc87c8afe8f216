// Made by npm run build from the documentation in src; do not edit.

import type { KeyKind, Scheme, SubjectAltNameKind } from './literals';
import type { PathOptions } from './options';
import type { Validity } from './policy';
import type { Digest } from './verify';

/** A certificate, read; that anybody trusts it is not said. */
export declare class Certificate {
  private constructor();
  /** Reads DER, at most 64 KiB. Throws a `CertificateError`. */
  static fromDer(der: Uint8Array): Certificate
  /** Reads `-----BEGIN CERTIFICATE-----`. Throws a `CertificateError`. */
  static fromPem(text: string): Certificate
  /** The bytes that were read. */
  get der(): Buffer
  /** SHA-256 of the DER, in hexadecimal. */
  get fingerprint(): string
  /** The serial number, big-endian. */
  get serial(): Buffer
  /** When it is valid. */
  get validity(): Validity
  /** Its key. Throws a `PublicKeyError` if that is not supported. */
  get publicKey(): PublicKey
  /** The names for which it stands. */
  get subjectAltNames(): Array<SubjectAltName>
  /** The one name for which it stands. Throws a `CertificateError` if there is none, or more than one. */
  get identity(): SubjectAltName
  /** What Fulcio says about the signer. */
  get claims(): Claims
  /** Who vouched for the signer, by the certificate's claims. */
  get issuerClaim(): string | null
  /** The subject's distinguished name, as text. */
  get subject(): string
  /** The issuer's distinguished name, as text. */
  get issuer(): string
  /** The timestamps of CT logs in it, which nobody has verified. Throws a `CertificateError` if they are malformed. */
  get unverifiedScts(): Array<UnverifiedSct>
}

/** One claim of a certificate. */
export declare class Claim {
  private constructor();
  /** Its name in verdicts and policies. */
  get name(): string
  /** The last arc of its identifier 1.3.6.1.4.1.57264.1.x. */
  get arc(): number
  /** What the certificate says. */
  get value(): string
}

/** The claims of a certificate, extensions 1.3.6.1.4.1.57264.1.x; what it does not say is `null`. */
export declare class Claims {
  private constructor();
  /** The identity provider, deprecated: see `issuer` (arc 1). */
  get deprecatedIssuer(): string | null
  /** The event that triggered the workflow, deprecated (arc 2). */
  get githubWorkflowTrigger(): string | null
  /** The commit that the workflow ran on, deprecated (arc 3). */
  get githubWorkflowSha(): string | null
  /** The name of the workflow, deprecated (arc 4). */
  get githubWorkflowName(): string | null
  /** The repository of the workflow, deprecated (arc 5). */
  get githubWorkflowRepository(): string | null
  /** The git reference that the workflow ran on, deprecated (arc 6). */
  get githubWorkflowRef(): string | null
  /** The identity provider: see `issuer` (arc 8). */
  get currentIssuer(): string | null
  /** The build instructions that are responsible for signing (arc 9). */
  get buildSignerUri(): string | null
  /** The version of those build instructions (arc 10). */
  get buildSignerDigest(): string | null
  /** Whether the build ran on the platform's machines or the customer's (arc 11). */
  get runnerEnvironment(): string | null
  /** The source repository of the build (arc 12). */
  get sourceRepositoryUri(): string | null
  /** The version of the source, usually a commit (arc 13). */
  get sourceRepositoryDigest(): string | null
  /** The git reference of the source (arc 14). */
  get sourceRepositoryRef(): string | null
  /** The id of the source repository, which never changes (arc 15). */
  get sourceRepositoryIdentifier(): string | null
  /** The owner of the source repository (arc 16). */
  get sourceRepositoryOwnerUri(): string | null
  /** The id of that owner, which never changes (arc 17). */
  get sourceRepositoryOwnerIdentifier(): string | null
  /** The top-level build instructions (arc 18). */
  get buildConfigUri(): string | null
  /** The version of those build instructions (arc 19). */
  get buildConfigDigest(): string | null
  /** The event or action that started the build (arc 20). */
  get buildTrigger(): string | null
  /** The run of the build (arc 21). */
  get runInvocationUri(): string | null
  /** Whether the source repository was public when the certificate was made (arc 22). */
  get sourceRepositoryVisibilityAtSigning(): string | null
  /** The environment that the job deploys to (arc 23). */
  get deploymentEnvironment(): string | null
  /** The `sub` of the token that was presented for the certificate (arc 24). */
  get tokenSubject(): string | null
  /** The identity provider that vouched for the signer: extension .8, or .1 where that is missing. */
  get issuer(): string | null
  /** The claim of that name as verdicts and policies write it, for example `source_repository_uri`. */
  get(name: string): string | null
  /** Every claim that is there, in the order of the identifiers. */
  iter(): Array<Claim>
}

export interface Claims extends Iterable<Claim> {}

/** A public key, parsed and checked: the point lies on its curve, the modulus has an accepted size. */
export declare class PublicKey {
  private constructor();
  /** Reads a SubjectPublicKeyInfo. Throws a `PublicKeyError`. */
  static fromSpkiDer(der: Uint8Array): PublicKey
  /** Reads `-----BEGIN PUBLIC KEY-----`. Throws a `PublicKeyError`. */
  static fromPem(text: string): PublicKey
  /** The SubjectPublicKeyInfo. */
  get spkiDer(): Buffer
  /** The SubjectPublicKeyInfo as PEM, `-----BEGIN PUBLIC KEY-----`. */
  toPem(): string
  /** The kind of key. */
  get kind(): KeyKind
  /** SHA-256 of the SubjectPublicKeyInfo, in hexadecimal. */
  get fingerprint(): string
  /** The scheme that keys of this kind sign with unless something else is said. */
  get scheme(): Scheme
  /** Verifies a signature over a message. Throws a `SignatureError` if it is not this key's over these bytes. */
  verify(scheme: Scheme, message: Uint8Array, signature: Uint8Array): void
  /**
   * Verifies a signature over a message of which only the digest is known. Throws a `SignatureError`; also for pure
   * Ed25519 and ML-DSA, which sign the message itself.
   */
  verifyDigest(scheme: Scheme, digest: Digest | string, signature: Uint8Array): void
  /** Whether both are the same key. */
  equals(other: PublicKey): boolean
}

/** A name for which a certificate stands. */
export declare class SubjectAltName {
  private constructor();
  /** The kind of name. */
  get kind(): SubjectAltNameKind
  /** The text of the kinds by which Fulcio names a signer: `email`, `uri` and `username`; `null` for the others. */
  get value(): string | null
  /** The name as verdicts show it, whatever its kind. */
  toString(): string
}

/** What a certificate timestamp says of itself; nobody has looked at its signature. */
export declare class UnverifiedSct {
  private constructor();
  /** Reads a `SignedCertificateTimestampList`. Throws a `CertificateError`. */
  static fromList(list: Uint8Array): Array<UnverifiedSct>
  /** The CT log, base64 as trusted roots have it. */
  get logId(): string
  /** When it says that it saw the certificate. */
  get time(): Date
}

/**
 * Checks one certificate's path to a root, and nothing else: a tool for certificate authorities and their tests. Throws a
 * `CertificateError`.
 *
 * It says nothing about a signature, an artifact, a log or an identity: that is what a verifier is for.
 */
export declare function verifyCertificatePath(leaf: Certificate, options: PathOptions): void
