// Texts that stand for the core's enumerations, and a verdict as JSON.

/** The stable code of a check, `room.what`. */
export type Code =
  | 'bundle.limit'
  | 'bundle.version'
  | 'bundle.malformed'
  | 'trust.malformed'
  | 'policy.malformed'
  | 'policy.denied'
  | 'signature.algorithm'
  | 'signature.artifact'
  | 'signature.envelope'
  | 'statement.malformed'
  | 'subject.missing'
  | 'subject.digest'
  | 'key.mismatch'
  | 'cert.chain'
  | 'cert.usage'
  | 'cert.identity'
  | 'cert.validity'
  | 'key.validity'
  | 'sct.signature'
  | 'sct.missing'
  | 'log.entry'
  | 'log.promise'
  | 'log.checkpoint'
  | 'log.inclusion'
  | 'log.missing'
  | 'log.threshold'
  | 'timestamp.signature'
  | 'timestamp.authority'
  | 'timestamp.threshold'
  | 'time.future'
  | 'time.missing'
  | 'identity.san'
  | 'identity.issuer'
  | 'identity.claim'
  | 'predicate.type'
  | 'predicate.malformed'
  | 'slsa.builder'
  | 'slsa.build-type'
  | 'slsa.claim'
  | 'slsa.source'
  | 'slsa.ref'
  | 'slsa.parameter'
  | 'slsa.subject'
  | 'slsa.level'
  | 'slsa.dependency'
  | 'vsa.verifier'
  | 'vsa.resource'
  | 'vsa.result'
  | 'vsa.level'
  | 'vsa.time'
  | 'vsa.policy'
  | 'vsa.input'
  | 'net.failed'
  | 'net.config'
  | 'trust.signature'
  | 'trust.rollback'
  | 'trust.expired'
  | 'trust.mismatch'
  | 'trust.missing'
  | 'key.malformed'
  | 'key.password'
  | 'local.authority'
  | 'sign.config'
  | 'sign.token'
  | 'sign.certificate'
  | 'sign.key'
  | 'sign.timestamp'
  | 'sign.log';

/** How a check ended. */
export type Status = 'pass' | 'fail' | 'skipped';

/** An algorithm of digests. */
export type DigestAlgorithm = 'sha256' | 'sha384' | 'sha512';

/** The version of a bundle's format; `assembled` is no file's: put together of what evidence of another kind holds. */
export type BundleVersion = '0.1' | '0.2' | '0.3' | 'assembled';

/** In what form an attestation was published. */
export type AttestationKind =
  'sigstore-bundle' | 'envelope' | 'cloud-build' | 'npm-registry' | 'pep740' | 'cosign-layer';

/** What runs a build; `local` is somebody's machine. */
export type Ci = 'github' | 'gitlab' | 'buildkite' | 'circleci' | 'jenkins' | 'tekton' | 'azure' | 'gcb' | 'local';

/**
 * What of an envelope a key's signatures are over: what DSSE says, or the payload alone, so that its type is not
 * authenticated.
 */
export type KeySigns = 'pae' | 'payload-dangerous';

/** What becomes of evidence without any log entry or timestamp. */
export type Unlogged = 'refused' | 'accepted-dangerous';

/** The kind of a key; RSA with the number of its bits. */
export type KeyKind =
  'ECDSA P-256' | 'ECDSA P-384' | 'ECDSA P-521' | 'Ed25519' | `RSA-${number}` | 'ML-DSA-44' | 'ML-DSA-65' | 'ML-DSA-87';

/** How a private key in PEM is written. */
export type KeyFormat = 'pkcs8' | 'encrypted-pkcs8' | 'cosign' | 'sec1' | 'pkcs1';

/** Who issued an identity token, as far as it makes a difference. */
export type IssuerKind = 'github' | 'gitlab' | 'buildkite' | 'circleci' | 'google' | 'sigstore' | 'other';

/** The issuer that every certificate of a local authority names. Nothing answers there. */
export declare const LOCAL_ISSUER: 'https://sealwright.local';

/** A scheme of signatures. */
export type Scheme =
  | 'ecdsa-sha256'
  | 'ecdsa-sha384'
  | 'ecdsa-sha512'
  | 'ed25519'
  | 'ed25519ph'
  | 'rsa-pkcs1-sha256'
  | 'rsa-pkcs1-sha384'
  | 'rsa-pkcs1-sha512'
  | 'rsa-pss-sha256'
  | 'rsa-pss-sha384'
  | 'rsa-pss-sha512'
  | 'ml-dsa';

/** The kind of a log entry. */
export type EntryKind = 'hashedrekord/0.0.1' | 'hashedrekord/0.0.2' | 'dsse/0.0.1' | 'intoto/0.0.1' | 'intoto/0.0.2';

/** What a certificate is to be used for. */
export type Purpose = 'code-signing' | 'time-stamping';

/** What may say when a signature was made. */
export type TimeSource = 'either' | 'log' | 'tsa' | 'both';

/** Who said when a signature was made. */
export type TimeSourceKind = 'log' | 'tsa';

/** The version of an in-toto statement. */
export type StatementVersion = 'https://in-toto.io/Statement/v0.1' | 'https://in-toto.io/Statement/v1';

/** The kind of a name in a certificate. */
export type SubjectAltNameKind = 'email' | 'uri' | 'dns' | 'ip' | 'username' | 'directory' | 'other';

/** A verdict as JSON, of the schema `sealwright/verdict/v1`. Fields are only ever added. */
export interface Verdict {
  schema: 'sealwright/verdict/v1';
  verdict: 'verified' | 'refused';
  artifact: { name?: string; digests: Partial<Record<DigestAlgorithm, string>> };
  signer?: { identity?: string; issuer?: string; provider?: string; claims: Record<string, string> } | { key: string };
  time: Array<{ source: TimeSourceKind; at: string; by: string }>;
  log: Array<{ log_id: string; index: number; kind: EntryKind; integrated_time?: string }>;
  statement?: {
    type: StatementVersion;
    predicate_type: string;
    subjects: Array<{ name?: string; digest: Record<string, string> }>;
  };
  checks: Array<{
    code: Code;
    status: Status;
    message?: string;
    expected?: string;
    found?: string;
    at?: string;
    hint?: string;
    spec: string;
  }>;
}
