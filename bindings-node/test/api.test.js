'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { Readable } = require('node:stream');
const { test } = require('node:test');
const { pathToFileURL } = require('node:url');
const { inspect } = require('node:util');

const sealwright = require('sealwright');
const { BUNDLES, NOW, REPOSITORY, sample } = require('./support.js');

const { Artifact, Bundle, Certificate, Digest, Identity, Policy, PublicKey, TrustRoot, Verifier } = sealwright;
const ABC = 'sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

test('every way to name the same bytes gives the same digest', async () => {
  const file = path.join(BUNDLES, 'a.txt');
  const bytes = fs.readFileSync(file);
  const artifacts = [
    await Artifact.fromPath(file),
    Artifact.fromPathSync(pathToFileURL(file)),
    await Artifact.fromBytes(bytes),
    Artifact.fromBytesSync(new Uint8Array(bytes)),
    await Artifact.fromStream(fs.createReadStream(file, { highWaterMark: 1 })),
    await Artifact.fromStream(Readable.from([bytes])),
    await Artifact.fromStream([bytes.subarray(0, 1), new Uint8Array(0), bytes.subarray(1)]),
  ];
  const digest = artifacts[0].digest('sha256');
  for (const artifact of artifacts) assert.ok(artifact.digest('sha256').equals(digest));
  assert.equal(artifacts[0].name, file);
  assert.equal(artifacts[2].name, null);
  assert.deepEqual(artifacts[2].content, bytes);
  assert.equal(artifacts[2].digest('sha512').algorithm, 'sha512');
  assert.equal(artifacts[0].digest('sha512'), null);
  const both = await Artifact.fromPath(file, { algorithms: ['sha256', 'sha512'] });
  assert.deepEqual(both.digests.map((one) => one.algorithm), ['sha256', 'sha512']);
  assert.equal(Artifact.fromDigests([digest, ABC]).named('x').name, 'x');
});

test('a digest is read as it is written', () => {
  const digest = Digest.parse(ABC.toUpperCase().replace('SHA', 'sha'));
  assert.equal(String(digest), ABC);
  assert.equal(JSON.stringify(digest), JSON.stringify(ABC));
  assert.ok(Digest.fromBytes('sha256', digest.bytes).equals(digest));
  assert.equal(digest.hex.length, 64);
});

test('a bundle shows what is in it', () => {
  const bundle = Bundle.fromJson(sample.bundle);
  assert.equal(bundle.version, '0.3');
  assert.deepEqual(bundle.digestAlgorithms, ['sha256']);
  assert.ok(bundle.content instanceof sealwright.MessageSignature);
  assert.deepEqual(bundle.content.signature, bundle.signature);
  const { certificate, chain, keyHint } = bundle.material;
  assert.deepEqual([chain, keyHint], [[], null]);
  assert.equal(certificate.identity.value, sample.identity[0]);
  assert.equal(certificate.identity.kind, 'email');
  assert.equal(certificate.claims.issuer, sample.identity[1]);
  assert.equal(certificate.claims.get('issuer'), sample.identity[1]);
  assert.ok([...certificate.claims].every((claim) => claim.value === certificate.claims.get(claim.name)));
  assert.ok(certificate.validity.contains(certificate.validity.start));
  assert.equal(certificate.publicKey.kind, 'ECDSA P-256');
  assert.equal(certificate.unverifiedScts.length, 1);
  assert.equal(Certificate.fromDer(certificate.der).fingerprint, certificate.fingerprint);
  const [entry] = bundle.logEntries;
  assert.equal(entry.kind, 'hashedrekord/0.0.1');
  assert.equal(entry.body.verifier.fingerprint, certificate.fingerprint);
  assert.ok(entry.body.digest.equals(entry.signedDigest));
  assert.ok(entry.claimedTime instanceof Date);
  const { proof } = entry;
  const leaf = sealwright.leafHash(entry.canonicalBody);
  sealwright.verifyInclusion(leaf, proof.index, proof.head.size, proof.hashes, proof.head.root);
  const root = sealwright.rootFromInclusion(leaf, BigInt(proof.index), proof.head.size, proof.hashes);
  assert.deepEqual(root, proof.head.root);
  const [instance] = TrustRoot.sigstore().instances;
  const log = instance.logs.find((one) => one.id === entry.logId);
  proof.checkpoint.verify(log);
  const same = new sealwright.Log({ key: log.key, baseUrl: log.baseUrl, scheme: log.scheme, validity: log.validity });
  proof.checkpoint.verify(same);
  assert.equal(same.id, log.id);
  assert.equal(bundle.timestamps[0].time.getUTCFullYear(), 2025);
});

test('a statement and its envelope are read', () => {
  const bundle = Bundle.fromJson(fs.readFileSync(path.join(BUNDLES, 'conda-attestation.sigstore.json')));
  const envelope = bundle.content;
  assert.ok(envelope instanceof sealwright.Envelope);
  const statement = sealwright.Statement.fromPayload(envelope.payload);
  assert.equal(statement.version, 'https://in-toto.io/Statement/v1');
  const [subject] = statement.subjects;
  assert.equal(subject.knownDigests[0].hex, subject.digests.sha256);
  const artifact = Artifact.fromDigest(subject.knownDigests[0]);
  assert.equal(statement.subjectFor(artifact).name, subject.name);
  assert.ok(envelope.pae().toString().startsWith('DSSEv1 '));
  assert.equal(typeof envelope.signatures[0].signature.length, 'number');
});

test('policies are immutable, and say what they demand', () => {
  const policy = Policy.key(PublicKey.fromPem(fs.readFileSync(path.join(BUNDLES, 'managed-key.pub'), 'utf8')));
  const strict = policy.log(2).noSctDangerous().timestamps(1).time('both').at(NOW).predicateType('x').maxAge(60);
  assert.deepEqual([strict.evidence.log, strict.evidence.sct, strict.evidence.timestamps], [2, 0, 1]);
  assert.equal(strict.evidence.time, 'both');
  assert.deepEqual(strict.asOf, NOW);
  assert.deepEqual(strict.predicateTypes, ['x']);
  assert.deepEqual([policy.evidence.log, policy.asOf, policy.predicateTypes], [null, null, []]);
  const file = Policy.fromToml(fs.readFileSync(path.join(REPOSITORY, 'testdata/policy/example.toml'), 'utf8'));
  assert.ok(file instanceof Policy);
  const window = new sealwright.Validity(NOW, null);
  const trusted = new sealwright.TrustedKey(PublicKey.fromSpkiDer(trustedDer()), { valid: window, hint: 'k' });
  assert.deepEqual([trusted.hint, trusted.validity.start, trusted.validity.end], ['k', NOW, null]);
  assert.ok(Policy.anyOf([trusted, Identity.github('octo/app', { workflow: 'release.yml', tag: 'v*' })]) instanceof Policy);
});

function trustedDer() {
  return Bundle.fromJson(sample.bundle).material.certificate.publicKey.spkiDer;
}

test('deny rules refuse what is signed well', () => {
  const { verifier, policy, bundle } = sample;
  const artifact = Artifact.fromPathSync(sample.path);
  const { certificate } = Bundle.fromJson(bundle).material;
  const { DenyRule } = sealwright;
  const [entry] = Bundle.fromJson(bundle).logEntries;
  const window = new sealwright.Validity(new Date(0), NOW);
  const rules = [
    DenyRule.certificateSerial(certificate.serial, 'why'),
    DenyRule.certificate(certificate.fingerprint, 'why'),
    DenyRule.key(certificate.publicKey.fingerprint, 'why'),
    DenyRule.identity('*@gmail.com', null, 'why'),
    DenyRule.logEntries(entry.logId, entry.index, BigInt(entry.index), 'why'),
    DenyRule.signedIn(window, 'why'),
    DenyRule.olderThan(1, 'why'),
    DenyRule.artifact(artifact.digest('sha256'), 'why'),
  ];
  for (const rule of rules) {
    assert.equal(rule.reason, 'why');
    assert.throws(() => verifier.verifySync(artifact, bundle, policy.deny(rule), { now: NOW }), { code: 'policy.denied' });
  }
  const harmless = policy.deny(DenyRule.run('https://example.com', 'why'));
  assert.ok(verifier.verifySync(artifact, bundle, harmless, { now: NOW }));
});

test('a yes says what was verified', async () => {
  const { verifier, policy } = sample;
  const artifact = await Artifact.fromPath(sample.path);
  for (const bundle of [sample.bundle, sample.bundle.toString(), Bundle.fromJson(sample.bundle)]) {
    const verified = await verifier.verify(artifact, bundle, policy, { now: NOW });
    assert.ok(verified instanceof sealwright.Verified);
    assert.equal(verified.statement, null);
    assert.ok(verified.checks.every((check) => check instanceof sealwright.Check && check.status === 'pass'));
    const { evidence } = verified;
    assert.ok(evidence.signer instanceof Certificate);
    assert.deepEqual(evidence.failures, []);
    assert.deepEqual(evidence.times.map((time) => time.source).sort(), ['log', 'tsa']);
    assert.equal(evidence.log[0].index, verified.toJSON().log[0].index);
    assert.equal(verified.toJSON().verdict, 'verified');
    assert.deepEqual(JSON.parse(JSON.stringify(verified)), verified.toJSON());
    assert.match(verified.human({ colour: true }), /\u001b\[/);
    assert.deepEqual(verifier.verifySync(artifact, bundle, policy, { now: NOW }).toJSON(), verified.toJSON());
  }
});

test('verifyAll gives verdicts in order, and takes jobs as it needs them', async () => {
  const { verifier, policy } = sample;
  const [good, bad] = [Artifact.fromPathSync(sample.path), Artifact.fromPathSync(sample.other)];
  const bundles = [sample.bundle, sample.bundle.toString(), Bundle.fromJson(sample.bundle)];
  let taken = 0;
  function* jobs() {
    for (; taken < 200; taken++) yield { artifact: taken % 7 === 3 ? bad : good, bundle: bundles[taken % 3], policy };
  }
  async function* slowly() {
    for (const job of jobs()) {
      if (taken % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      yield job;
    }
  }
  for (const source of [jobs, slowly]) {
    taken = 0;
    let [index, told] = [0, 0];
    for await (const verdict of verifier.verifyAll(source(), { threads: 2, now: NOW, progress: (done) => (told = done) })) {
      assert.equal(verdict instanceof sealwright.Refused, index % 7 === 3);
      assert.ok(taken <= index + 1 + 3 * 32, `${taken} taken at ${index}`);
      index += 1;
      assert.equal(told, index);
    }
    assert.equal(index, 200);
  }
  taken = 0;
  let closed = false;
  const source = {
    [Symbol.iterator]: () => ({ next: jobs().next.bind(jobs()), return: () => ((closed = true), { done: true }) }),
  };
  for await (const verdict of verifier.verifyAll(source, { threads: 1 })) {
    assert.ok(verdict);
    break;
  }
  assert.ok(closed && taken < 100);
  assert.deepEqual(await Array.fromAsync?.(verifier.verifyAll([])) ?? [], []);
});

test('every class shows itself in the console', () => {
  const seen = inspect(Bundle.fromJson(sample.bundle), { depth: 3 });
  for (const text of ['Bundle {', "version: '0.3'", 'Certificate {', 'LogEntry {']) assert.ok(seen.includes(text), seen);
  assert.match(inspect(TrustRoot.github()), /^TrustRoot \{/);
  assert.match(inspect(sample.verifier), /^Verifier \{/);
  assert.ok(inspect(sealwright.Artifact.fromDigest(ABC), { depth: 2 }).includes('ba7816bf'));
});

test('codes are explained', () => {
  const codes = sealwright.codes();
  assert.ok(codes.includes('log.inclusion'));
  for (const code of codes) assert.equal(sealwright.explain(code).code, code);
  assert.equal(sealwright.explain('none'), null);
  assert.equal(sealwright.escape('a\u001b'), 'a\\u{1b}');
});

test('a certificate path is checked by itself', () => {
  const [instance] = TrustRoot.sigstore().instances;
  const { certificate } = Bundle.fromJson(sample.bundle).material;
  const authority = instance.authorities.find((one) => one.chain.length > 1 && one.validity.contains(certificate.validity.start));
  const options = {
    roots: [authority.chain.at(-1)],
    intermediates: authority.chain.slice(0, -1),
    purpose: 'code-signing',
    time: certificate.validity.start,
  };
  sealwright.verifyCertificatePath(certificate, options);
  assert.throws(() => sealwright.verifyCertificatePath(certificate, { ...options, time: NOW }), sealwright.CertificateError);
  assert.throws(() => new Verifier(3), TypeError);
});
