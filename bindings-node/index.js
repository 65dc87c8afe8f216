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
  'Digest',
  'EntryBody',
  'Envelope',
  'EnvelopeSignature',
  'Environment',
  'EstablishedTime',
  'Evidence',
  'EvidenceDemand',
  'Expectations',
  'Identity',
  'InclusionProof',
  'Instance',
  'Judged',
  'LocalSource',
  'Log',
  'LogEntry',
  'LogEvidence',
  'Material',
  'MessageSignature',
  'NewProvenance',
  'NewResource',
  'Policy',
  'Provenance',
  'PublicKey',
  'Publish',
  'Publisher',
  'Statement',
  'Subject',
  'SubjectAltName',
  'Subjects',
  'Timestamp',
  'TreeHead',
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
  inspected(name, prototype);
  exports[name] = constructible(name, type, prepare[name], statics[name]);
}
for (const name of FUNCTIONS) exports[name] = wrapped(name, native[name]);
Object.assign(exports, { Check }, classes);
