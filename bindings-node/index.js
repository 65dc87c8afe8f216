'use strict';

const native = require('./lib/native.js');
const { Check, classes } = require('./lib/errors.js');
const { constructible, define, getter, inspected, wrapped } = require('./lib/wrap.js');
const { prepare, extend } = require('./lib/extend.js');

// Named one by one, so that tools which read without running find them.
const CLASSES = [
  'Artifact',
  'Attestation',
  'Builders',
  'Bundle',
  'Certificate',
  'CertificateAuthority',
  'Checkpoint',
  'Claim',
  'Claims',
  'CtLog',
  'DenyRule',
  'DevicePrompt',
  'Digest',
  'EntryBody',
  'Envelope',
  'EnvelopeSignature',
  'Environment',
  'EstablishedTime',
  'Evidence',
  'EvidenceDemand',
  'Expectations',
  'Http',
  'Identity',
  'InclusionProof',
  'Instance',
  'Judged',
  'LocalAuthority',
  'LocalIdentity',
  'LocalLog',
  'LocalProof',
  'LocalSource',
  'LocalTrust',
  'Log',
  'LogEntry',
  'LogEvidence',
  'Login',
  'Material',
  'MessageSignature',
  'Metadata',
  'NewProvenance',
  'NewResource',
  'Policy',
  'PrivateKey',
  'Provenance',
  'PublicKey',
  'Publish',
  'Publisher',
  'Repository',
  'Service',
  'Services',
  'Signer',
  'SigningConfig',
  'SigningKey',
  'Statement',
  'Subject',
  'SubjectAltName',
  'Subjects',
  'Timestamp',
  'Token',
  'TreeHead',
  'TrustConfig',
  'TrustRoot',
  'TrustedKey',
  'UnusableLog',
  'UnverifiedSct',
  'Validity',
  'Verified',
  'Verifier',
  'VsaExpectations',
  'Witness',
];

const FUNCTIONS = [
  'codes',
  'escape',
  'explain',
  'keyFileFormat',
  'leafHash',
  'levelSatisfies',
  'readPredicate',
  'rootFromInclusion',
  'summaryOf',
  'verifyCertificatePath',
  'verifyConsistency',
  'verifyInclusion',
];

// The getters that may throw; all others hand out what is there.
const GETTERS = { Certificate: ['identity', 'publicKey', 'unverifiedScts'], EntryBody: ['verifier'], Statement: ['predicate'] };

// Of which console.log shows less than can be read.
const SHOWN = { Token: ['issuer', 'kind'] };

const statics = extend(native);
for (const name of CLASSES) {
  const type = native[name];
  const { prototype } = type;
  for (const key of Object.getOwnPropertyNames(prototype)) {
    if (key === 'constructor') continue;
    const { value } = Object.getOwnPropertyDescriptor(prototype, key);
    if (typeof value === 'function') define(prototype, key, wrapped(key, value));
  }
  for (const key of GETTERS[name] ?? []) {
    getter(prototype, key, wrapped(key, Object.getOwnPropertyDescriptor(prototype, key).get));
  }
  inspected(name, prototype, SHOWN[name]);
  exports[name] = constructible(name, type, prepare[name], statics[name]);
}
for (const name of FUNCTIONS) exports[name] = wrapped(name, native[name]);
Object.assign(exports, { Check, LOCAL_ISSUER: native.LOCAL_ISSUER }, classes);
