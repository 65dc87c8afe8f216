'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { inspect } = require('node:util');

const sealwright = require('sealwright');
const { NOW, sample } = require('./support.js');
const { jwt } = require('./signing.js');

const { Artifact, Attestation, Builders, Bundle, Certificate, Checkpoint, Digest, EntryBody, Envelope } = sealwright;
const { Environment, Expectations, Identity, LocalSource, NewProvenance, NewResource, Policy, PublicKey } = sealwright;
const { SealwrightError, Statement, Subjects, Timestamp, TreeHead, TrustRoot, TrustedKey, UnverifiedSct } = sealwright;
const { Http, LocalIdentity, LocalTrust, PrivateKey, Repository, Services, Signer, SigningConfig } = sealwright;
const { SigningKey, Token, TrustConfig, Verifier, VsaExpectations } = sealwright;

const ZERO = Buffer.alloc(32);
const key = () => Bundle.fromJson(sample.bundle).material.certificate.publicKey;

/** What throws an error of each class. */
const THROWS = {
  ArtifactError: [() => Artifact.fromPathSync('/no/such/file')],
  BundleError: [
    () => Bundle.fromJson('{}'),
    () => Bundle.fromJsonLines('{}\n'),
    () => Envelope.fromJson(Buffer.from('[')),
    () => Attestation.fromJson('{}'),
    () => Attestation.fromOciLayoutSync('/no/such/folder', `sha256:${'0'.repeat(64)}`),
    () => Attestation.imagesOfOciLayoutSync('/no/such/folder'),
  ],
  CertificateError: [
    () => Certificate.fromDer(Buffer.from('x')),
    () => Certificate.fromPem('x'),
    () => UnverifiedSct.fromList(Buffer.from('x')),
  ],
  DigestError: [
    () => Digest.parse('sha256:00'),
    () => Artifact.fromDigest('x'),
    () => Artifact.fromDigests(['x']),
    () => Artifact.fromForeignDigest('sha256', 'x'),
    () => Artifact.fromForeignDigest('', 'x'),
    () => NewResource.file('a', 'x'),
    () => new Subjects([['a', 'x']]),
  ],
  LocalError: [() => new LocalIdentity('me'), () => LocalTrust.openSync('/no/such/folder')],
  LogError: [
    () => Checkpoint.parse('x'),
    () => EntryBody.parse('hashedrekord/0.0.1', '{}'),
    () => sealwright.rootFromInclusion(ZERO, 1, 1, []),
    () => sealwright.verifyInclusion(ZERO, 0, 1, [], Buffer.alloc(32, 1)),
    () => sealwright.verifyConsistency(new TreeHead(2, ZERO), new TreeHead(1, ZERO), []),
  ],
  MakeError: [
    () => new Subjects([]),
    () => Subjects.fromChecksums('x'),
    () => new Environment({ GITHUB_SHA: '\n' }),
    () => new Environment({ GITLAB_CI: '1', BUILDKITE: '1' }).detect(),
    () => NewProvenance.fromEnvironment('github', new Environment({})),
    () => NewProvenance.local({ source: new LocalSource('x') }),
    () => new Subjects([['a', `sha256:${'0'.repeat(64)}`]]).statements('', {}),
  ],
  NetworkError: [() => new Http({ rootsPem: 'x' }), () => new Http({ proxies: { all_proxy: 'socks5://x' } })],
  PolicyError: [
    () => PrivateKey.generateSync('none'),
    () => new Services({ logs: [{ url: 'x', version: 3 }] }),
    () => Policy.fromToml('='),
    () => Builders.fromToml('='),
    () => Environment.variables('none'),
    () => NewProvenance.fromEnvironment('none', new Environment({})),
    () => new VsaExpectations('', 'r'),
    () => new VsaExpectations('v', 'r', { dependencyLevels: ['SLSA_X'] }),
    () => sealwright.levelSatisfies('SLSA_X', 'SLSA_X'),
    () => new TrustedKey(key(), { signs: 'none' }),
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
  PrivateKeyError: [
    () => PrivateKey.fromPemSync('x'),
    () => PrivateKey.fromPkcs8Der(ZERO),
    () => PrivateKey.generateSync().signSync('ed25519', ZERO),
    () => SigningKey.loadSync('/no/such/file'),
    () => sealwright.keyFileFormat('x'),
  ],
  PublicKeyError: [() => PublicKey.fromPem('x'), () => PublicKey.fromSpkiDer(ZERO)],
  SignatureError: [
    () => key().verify('ecdsa-sha256', ZERO, ZERO),
    () => key().verifyDigest('ecdsa-sha256', `sha256:${'0'.repeat(64)}`, ZERO),
  ],
  SigningError: [
    () => Services.fromConfig(SigningConfig.sigstore(), { now: new Date(0) }),
    () => Signer.keyless(Token.parse(jwt({ exp: 1 })), new Services({ authority: 'x' }), null, sample.verifier),
    () => Signer.key(PrivateKey.generateSync(), sample.verifier).signSync(Artifact.fromDigest(`sha512:${'0'.repeat(128)}`)),
  ],
  StatementError: [
    () => Statement.fromPayload(Buffer.from('{}')),
    () => new Statement([], 't', {}),
    () => sealwright.readPredicate('https://slsa.dev/provenance/v1', '{}'),
  ],
  TimestampError: [() => Timestamp.fromDer(ZERO)],
  TokenError: [() => Token.parse('x'), () => Token.parse(jwt({ aud: 'other' })).check()],
  TrustError: [
    () => TrustRoot.fromJson('{}'),
    () => SigningConfig.fromJson('{}'),
    () => SigningConfig.sigstore().issuer({ now: new Date(0) }),
    () => TrustConfig.fromJson('{}'),
    () => new Repository('x', '{}', 'x'),
    () => Repository.trustingCache('x', '/no/such/folder').offlineSync(),
  ],
  Refused: [() => sample.verifier.verifySync(Artifact.fromPathSync(sample.other), sample.bundle, sample.policy)],
};

/** What rejects with an error of each class. */
const REJECTS = {
  ArtifactError: [() => Artifact.fromPath('/no/such/file')],
  BundleError: [
    () => Attestation.fromOciLayout('/no/such/folder', `sha256:${'0'.repeat(64)}`),
    () => Attestation.imagesOfOciLayout('/no/such/folder'),
  ],
  DigestError: [() => Attestation.fromOciLayout('/no/such/folder', 'x')],
  LocalError: [() => LocalTrust.open('/no/such/folder')],
  PolicyError: [() => Artifact.fromPath(sample.path, { algorithms: ['md5'] }), () => PrivateKey.generate('none')],
  PrivateKeyError: [
    () => PrivateKey.fromPem('x'),
    () => SigningKey.load('/no/such/file'),
    async () => (await PrivateKey.generate()).sign('ed25519', ZERO),
  ],
  SigningError: [
    async () => {
      const signer = Signer.key(await PrivateKey.generate(), sample.verifier);
      return signer.sign(Artifact.fromDigest(`sha512:${'0'.repeat(128)}`));
    },
  ],
  StatementError: [async () => Signer.key(await PrivateKey.generate(), sample.verifier).attest('{}')],
  TrustError: [() => Repository.trustingCache('x', '/no/such/folder').offline()],
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
  assert.deepEqual(never, ['SealwrightError']);
});

test('each class of error is rejected with as what it is', async () => {
  for (const [name, all] of Object.entries(REJECTS)) {
    for (const call of all) await assert.rejects(call, (error) => looksRight(error, name));
  }
});

test('a refusal carries everything that was found', async () => {
  const artifact = await Artifact.fromPath(sample.other);
  const refused = await sample.verifier
    .verify(artifact, sample.bundle, sample.policy, { now: NOW })
    .catch((error) => error);
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
  assert.throws(() => sample.verifier.verifySync(artifact, '{', sample.policy), {
    name: 'Refused',
    code: 'bundle.malformed',
  });
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
    () => Attestation.fromJson(3),
    () => Attestation.fromOciLayoutSync(3, 'x'),
    () => Artifact.fromForeignDigest('a', 3),
    () => Builders.fromToml(Buffer.from('')),
    () => Builders.embedded().and('x'),
    () => new Expectations(),
    () => new Expectations('s', 3),
    () => new Expectations('s', { tag: 3 }),
    () => new Expectations('s', { tag: null }),
    () => new Expectations('s', { inputs: null }),
    () => new Expectations('s', { level: 1.5 }),
    () => new Expectations('s', { level: 256 }),
    () => new Expectations('s', { builders: 'all' }),
    () => new Expectations('s', { inputs: [] }),
    () => new Expectations('s', { inputs: { a: 3 } }),
    () => new Expectations('s', { parameters: 'a' }),
    () => new Expectations('s').check('yes'),
    () => new Expectations('s').check(),
    () => new Expectations('s').isPublish(),
    () => new VsaExpectations('v'),
    () => new VsaExpectations('v', 'r', { levels: 'x' }),
    () => new VsaExpectations('v', 'r', { maxAge: -1 }),
    () => new VsaExpectations('v', 'r', { policyDigests: 'x' }),
    () => new VsaExpectations('v', 'r', { subjectDigests: [['a']] }),
    () => new VsaExpectations('v', 'r', { subjectDigests: [3] }),
    () => sealwright.levelSatisfies('x'),
    () => sealwright.readPredicate('x'),
    () => sealwright.summaryOf(),
    () => sealwright.summaryOf(3, { verifierId: 'v', resourceUri: 'r', policy: 'p' }),
    () => new Statement(),
    () => new Statement('x', 't', {}),
    () => new Statement([3], 't', {}),
    () => new Statement([['a']], 't', {}),
    () => new Statement([['a', { sha256: 3 }]], 't', {}),
    () => new Statement([], 't'),
    () => new Statement([], 't', 3),
    () => new Statement([], 't', { a: 1n }),
    () => new Subjects(),
    () => new Subjects(['ab']),
    () => new Subjects([['a', 3]]),
    () => new Environment(),
    () => new Environment('PATH=x'),
    () => new Environment({ GITHUB_SHA: 3 }),
    () => new Environment([['GITHUB_SHA']]),
    () => NewProvenance.local(),
    () => NewProvenance.local({}),
    () => NewProvenance.local({ source: 'x' }),
    () => NewProvenance.local({ source: new LocalSource('x'), lockfiles: ['x'] }),
    () => NewProvenance.local({ source: new LocalSource('x'), started: 3 }),
    () => NewProvenance.fromEnvironment('github', {}),
    () => NewProvenance.fromEnvironment('github', new Environment({}), 'x'),
    () => new LocalSource(),
    () => new LocalSource('x', { remote: 3 }),
    () => new LocalSource('x', { dirty: 'no' }),
    () => new NewResource({ name: 3 }),
    () => new NewResource({ digests: [] }),
    () => NewResource.file('x'),
    () => new TrustedKey(key(), { onlyNamed: 3 }),
  ];
  for (const call of calls) assert.throws(call, TypeError, String(call));
  const promises = [
    () => verifier.verify('a', bundle, policy),
    () => verifier.verify(artifact, bundle, policy, { signal: 3 }),
    () => Artifact.fromPath(3),
    () => Attestation.fromOciLayout(3, 'x'),
    () => Attestation.fromOciLayout('x', 3),
    () => Attestation.imagesOfOciLayout(3),
    () => Artifact.fromBytes('text'),
    () => Artifact.fromStream('text'),
    () => Artifact.fromStream([3]),
    () => verifier.verifyAll([3]).next(),
    () => verifier.verifyAll([{ artifact, bundle: 3, policy }]).next(),
  ];
  for (const call of promises) await assert.rejects(call, TypeError, String(call));
});
