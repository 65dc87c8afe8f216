'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { inspect } = require('node:util');

const sealwright = require('sealwright');
const { NOW, sample } = require('./support.js');

const { Artifact, Bundle, Certificate, Checkpoint, Digest, EntryBody, Envelope, Identity, Policy } = sealwright;
const { PublicKey, SealwrightError, Statement, Timestamp, TreeHead, TrustRoot, UnverifiedSct, Verifier } = sealwright;

const ZERO = Buffer.alloc(32);
const key = () => Bundle.fromJson(sample.bundle).material.certificate.publicKey;

/** What throws an error of each class. */
const THROWS = {
  ArtifactError: [() => Artifact.fromPathSync('/no/such/file')],
  BundleError: [() => Bundle.fromJson('{}'), () => Bundle.fromJsonLines('{}\n'), () => Envelope.fromJson(Buffer.from('['))],
  CertificateError: [
    () => Certificate.fromDer(Buffer.from('x')),
    () => Certificate.fromPem('x'),
    () => UnverifiedSct.fromList(Buffer.from('x')),
  ],
  DigestError: [() => Digest.parse('sha256:00'), () => Artifact.fromDigest('x'), () => Artifact.fromDigests(['x'])],
  LogError: [
    () => Checkpoint.parse('x'),
    () => EntryBody.parse('hashedrekord/0.0.1', '{}'),
    () => sealwright.rootFromInclusion(ZERO, 1, 1, []),
    () => sealwright.verifyInclusion(ZERO, 0, 1, [], Buffer.alloc(32, 1)),
    () => sealwright.verifyConsistency(new TreeHead(2, ZERO), new TreeHead(1, ZERO), []),
  ],
  PolicyError: [
    () => Policy.fromToml('='),
    () => Policy.signedBy(Identity.github('x')),
    () => Policy.signedBy(Identity.exact('a', 'b', { workflow: 'x' })),
    () => Policy.anyOf([]),
    () => Policy.key(key()).log(0),
    () => Policy.key(key()).time('never'),
    () => Policy.key(key()).atLeastSerial(1n),
    () => key().verify('none', ZERO, ZERO),
    () => Digest.fromBytes('md5', ZERO),
    () => Artifact.fromPathSync(sample.path, { algorithms: ['md5'] }),
  ],
  PublicKeyError: [() => PublicKey.fromPem('x'), () => PublicKey.fromSpkiDer(ZERO)],
  SignatureError: [
    () => key().verify('ecdsa-sha256', ZERO, ZERO),
    () => key().verifyDigest('ecdsa-sha256', `sha256:${'0'.repeat(64)}`, ZERO),
  ],
  StatementError: [() => Statement.fromPayload(Buffer.from('{}'))],
  TimestampError: [() => Timestamp.fromDer(ZERO)],
  TrustError: [() => TrustRoot.fromJson('{}')],
  Refused: [() => sample.verifier.verifySync(Artifact.fromPathSync(sample.other), sample.bundle, sample.policy)],
};

/** What rejects with an error of each class. */
const REJECTS = {
  ArtifactError: [() => Artifact.fromPath('/no/such/file')],
  PolicyError: [() => Artifact.fromPath(sample.path, { algorithms: ['md5'] })],
  Refused: [
    async () => sample.verifier.verify(await Artifact.fromPath(sample.other), sample.bundle, sample.policy),
    async () => sample.verifier.verify(await Artifact.fromPath(sample.other), '{}', sample.policy),
  ],
};

function looksRight(error, name) {
  const type = sealwright[name];
  assert.ok(error instanceof type, `${name}: ${inspect(error)}`);
  assert.ok(error instanceof SealwrightError && error instanceof Error);
  assert.equal(error.name, name);
  assert.ok(sealwright.codes().includes(error.code), error.code);
  assert.ok(error.message.length > 0);
  assert.ok(error.checks.length > 0 && error.checks.every((check) => check instanceof sealwright.Check));
  for (const key of ['hint', 'expected', 'found', 'at']) {
    assert.ok(error[key] === null || typeof error[key] === 'string', `${name}.${key}`);
  }
  assert.ok(error.stack.includes(name));
  assert.match(inspect(error), new RegExp(`${name}: [^]*code: '`));
  return true;
}

test('each class of error is thrown as what it is', () => {
  for (const [name, all] of Object.entries(THROWS)) {
    for (const call of all) assert.throws(call, (error) => looksRight(error, name), `${name}: ${call}`);
  }
  const never = Object.keys(sealwright).filter((name) => name.endsWith('Error') && !(name in THROWS));
  assert.deepEqual(never.sort(), ['NetworkError', 'SealwrightError']);
  assert.equal(new sealwright.NetworkError('x').name, 'NetworkError');
});

test('each class of error is rejected with as what it is', async () => {
  for (const [name, all] of Object.entries(REJECTS)) {
    for (const call of all) await assert.rejects(call, (error) => looksRight(error, name));
  }
});

test('a refusal carries everything that was found', async () => {
  const artifact = await Artifact.fromPath(sample.other);
  const refused = await sample.verifier.verify(artifact, sample.bundle, sample.policy, { now: NOW }).catch((error) => error);
  assert.equal(refused.code, 'signature.artifact');
  assert.equal(refused.failures[0].code, refused.code);
  assert.equal(refused.expected, refused.failures[0].expected);
  assert.equal(refused.hint, refused.failures[0].hint);
  assert.ok(refused.failures.length < refused.checks.length);
  assert.ok(refused.failures.every((check) => check.status === 'fail'));
  assert.deepEqual(refused.evidence.failures, refused.failures);
  assert.equal(refused.toJSON().verdict, 'refused');
  assert.deepEqual(JSON.parse(JSON.stringify(refused)), refused.toJSON());
  assert.match(refused.human({ bundle: 'the.bundle' }), /the\.bundle/);
  assert.throws(() => new sealwright.Refused({}), TypeError);
});

test('a file that cannot be read says why the system refused', async () => {
  const error = await Artifact.fromPath('/no/such/file').catch((caught) => caught);
  assert.equal(error.cause.code, 'ENOENT');
  assert.match(error.message, /\/no\/such\/file/);
});

test('a malformed bundle is refused by the verifier, and an error where it is read', async () => {
  const artifact = await Artifact.fromPath(sample.path);
  assert.throws(() => sample.verifier.verifySync(artifact, '{', sample.policy), { name: 'Refused', code: 'bundle.malformed' });
  assert.throws(() => Bundle.fromJson('{'), { name: 'BundleError', code: 'bundle.malformed' });
});

test('arguments of the wrong type are TypeErrors', async () => {
  const { verifier, policy, bundle } = sample;
  const artifact = Artifact.fromPathSync(sample.path);
  const calls = [
    () => Bundle.fromJson(3),
    () => Bundle.fromJson(),
    () => new Verifier('root'),
    () => new Verifier(),
    () => verifier.verifySync('a', bundle, policy),
    () => verifier.verifySync(artifact, 3, policy),
    () => verifier.verifySync(artifact, bundle, {}),
    () => verifier.verifySync(artifact, bundle, policy, { now: 3 }),
    () => verifier.verifySync(artifact, bundle, policy, { now: new Date(NaN) }),
    () => verifier.verifySync(artifact, bundle, policy, 'now'),
    () => verifier.verifyAll(3),
    () => verifier.verifyAll([], { threads: 0 }),
    () => verifier.verifyAll([], { progress: 3 }),
    () => verifier.verifyAll([], { signal: 3 }),
    () => Artifact.fromPathSync(3),
    () => Artifact.fromBytesSync('text'),
    () => Artifact.fromDigest(3),
    () => Policy.signedBy('me'),
    () => Policy.key(key()).log(1.5),
    () => Policy.key(key()).log(256),
    () => Policy.key(key()).timestamps(-1),
    () => Policy.key(key()).maxAge(-1),
    () => Policy.key(key()).at(3),
    () => Identity.github(3),
    () => Identity.github('a/b', { tag: 3 }),
    () => new TreeHead(-1, ZERO),
    () => new TreeHead(2 ** 53, ZERO),
    () => new TreeHead(2n ** 64n, ZERO),
    () => new TreeHead(1, Buffer.alloc(31)),
    () => new sealwright.Log(),
    () => new sealwright.Witness('w', key()),
    () => sealwright.leafHash('text'),
    () => sealwright.explain(3),
    () => Verifier(TrustRoot.sigstore()),
  ];
  for (const call of calls) assert.throws(call, TypeError, String(call));
  const promises = [
    () => verifier.verify('a', bundle, policy),
    () => verifier.verify(artifact, bundle, policy, { signal: 3 }),
    () => Artifact.fromPath(3),
    () => Artifact.fromBytes('text'),
    () => Artifact.fromStream('text'),
    () => Artifact.fromStream([3]),
    () => verifier.verifyAll([3]).next(),
    () => verifier.verifyAll([{ artifact, bundle: 3, policy }]).next(),
  ];
  for (const call of promises) await assert.rejects(call, TypeError, String(call));
});
