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

// Those that sign, and what they need: whoever only verifies does not wait for them.
const SIGNING = [
  'DevicePrompt',
  'Http',
  'LocalAuthority',
  'LocalIdentity',
  'LocalLog',
  'LocalProof',
  'LocalTrust',
  'Login',
  'Metadata',
  'PrivateKey',
  'Repository',
  'Service',
  'Services',
  'Signer',
  'SigningConfig',
  'SigningKey',
  'Token',
  'TrustConfig',
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

/** The class as users see it. */
function exposed(name, prepared, statics) {
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
  return constructible(name, type, prepared[name], statics[name]);
}

const own = (value) => ({ value, configurable: true, enumerable: true, writable: true });

/** When the first of them is asked for, all are there. */
function sign() {
  const signing = require('./lib/signing.js');
  const statics = signing.extend(native);
  for (const name of SIGNING) Object.defineProperty(exports, name, own(exposed(name, signing.prepare, statics)));
}

const statics = extend(native);
for (const name of CLASSES) exports[name] = exposed(name, prepare, statics);
for (const name of SIGNING) {
  const get = () => {
    sign();
    return exports[name];
  };
  Object.defineProperty(exports, name, { get, configurable: true, enumerable: true });
}
for (const name of FUNCTIONS) exports[name] = wrapped(name, native[name]);
Object.assign(exports, { Check, LOCAL_ISSUER: native.LOCAL_ISSUER }, classes);
