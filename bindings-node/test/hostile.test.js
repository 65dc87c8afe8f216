'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');

const sealwright = require('sealwright');
const { BUNDLES, SLOW, sample } = require('./support.js');

const { Artifact, Attestation, Builders, Bundle, Certificate, Checkpoint, Digest, Envelope, Environment } = sealwright;
const { Expectations, NewProvenance, Policy, PublicKey, Refused, SealwrightError, Statement, Subjects } = sealwright;
const { Timestamp, TrustRoot, UnverifiedSct, Verified, VsaExpectations } = sealwright;

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Numbers that look random and are the same in every run: xorshift. */
function* numbers(state) {
  for (;;) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    yield state >>> 0;
  }
}

function* hostile(count) {
  const names = fs.readdirSync(BUNDLES).filter((name) => /\.(json|sigstore)$/.test(name));
  const originals = names.map((name) => fs.readFileSync(path.join(BUNDLES, name)));
  const random = numbers(0x5ea1);
  const below = (limit) => random.next().value % limit;
  for (let index = 0; index < count; index++) {
    const original = originals[below(originals.length)];
    if (index % 4 === 0) yield original.subarray(0, below(original.length));
    else if (index % 4 === 1) yield Buffer.from(Array.from({ length: below(512) }, () => below(256)));
    else {
      const changed = Buffer.from(original);
      for (let times = 1 + below(4); times > 0; times--) changed[below(changed.length)] = below(256);
      yield changed;
    }
  }
}

test('10,000 mutated, truncated and random inputs each give a typed error or a verdict', async () => {
  const { verifier } = sample;
  const artifact = Artifact.fromPathSync(sample.path);
  const policy = Policy.anyoneDangerous();
  const readers = [
    Bundle.fromJson,
    Bundle.fromJsonLines,
    Envelope.fromJson,
    TrustRoot.fromJson,
    Statement.fromPayload,
    Certificate.fromDer,
    Timestamp.fromDer,
    UnverifiedSct.fromList,
    PublicKey.fromSpkiDer,
    (bytes) => Checkpoint.parse(bytes.toString('latin1')),
    (bytes) => Policy.fromToml(bytes.toString('latin1')),
  ];
  let [inputs, errors] = [0, 0];
  for (const bytes of hostile(10_000)) {
    for (const read of [readers[inputs % readers.length], Bundle.fromJson]) {
      try {
        read(bytes);
      } catch (error) {
        assert.ok(error instanceof SealwrightError, `${error}`);
        errors += 1;
      }
    }
    if (inputs % 2 === 0) {
      const verdict = await verifier.verify(artifact, bytes, policy).catch((error) => error);
      assert.ok(verdict instanceof Refused || verdict instanceof Verified, `${verdict}`);
    } else {
      try {
        assert.ok(verifier.verifySync(artifact, bytes, policy) instanceof Verified);
      } catch (error) {
        assert.ok(error instanceof Refused, `${error}`);
      }
    }
    inputs += 1;
  }
  console.log(`hostile: ${inputs} inputs, ${errors} errors, each of its class`);
  assert.ok(inputs === 10_000 && errors > 5_000);
});

/** What else reads: each gives a typed error, or something that can be looked at. */
test('10,000 hostile inputs to what reads attestations, predicates and environments each give a typed error', () => {
  const github = { GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'workflow_dispatch', GITHUB_REF: 'refs/heads/main' };
  const digest = Digest.parse(`sha256:${'ab'.repeat(32)}`);
  const types = ['provenance/v1', 'verification_summary/v1', 'other'].map((name) => `https://slsa.dev/${name}`);
  const readers = [
    (bytes) => Attestation.fromJson(bytes),
    (bytes) => Attestation.fromJson(`{"attestations": [{"bundle": ${bytes.toString()}}]}`),
    (bytes) => Attestation.fromJson(`${bytes.toString().replaceAll('\n', ' ')}\n`.repeat(2)),
    (bytes) => Builders.fromToml(bytes.toString('latin1')),
    (bytes) => Subjects.fromChecksums(bytes.toString('latin1')),
    (bytes) => sealwright.readPredicate(types[bytes.length % types.length], bytes.toString()),
    (bytes) => new Statement([['a', { sha256: digest.hex }]], 'https://example.com/t', bytes.toString()).predicate,
    (bytes) => new Subjects([[bytes.toString(), digest]]).statements(bytes.toString('latin1'), '{}'),
    (bytes) => new Environment(Environment.names().map((name) => [name, bytes.toString().slice(0, 512)])).detect(),
    (bytes) => NewProvenance.fromEnvironment('github', new Environment(github), bytes),
    (bytes) => new VsaExpectations(bytes.toString(), 'r', { levels: [bytes.toString()] }),
    (bytes) => sealwright.levelSatisfies(bytes.toString(), `SLSA_${bytes.toString()}`),
    (bytes) => Artifact.fromForeignDigest(bytes.toString(), bytes.toString()),
    (bytes) => new Expectations(bytes.toString(), { versionedTag: bytes.toString() }).policy(),
  ];
  let [inputs, errors] = [0, 0];
  for (const bytes of hostile(10_000)) {
    try {
      const found = readers[inputs % readers.length](bytes);
      if (Array.isArray(found)) {
        for (const one of found) {
          assert.ok(one instanceof Attestation || one instanceof SealwrightError || one instanceof Statement, `${one}`);
        }
      }
    } catch (error) {
      assert.ok(error instanceof SealwrightError, `${error}`);
      errors += 1;
    }
    inputs += 1;
  }
  console.log(`hostile: ${inputs} inputs to the other readers, ${errors} errors, each of its class`);
  assert.ok(inputs === 10_000 && errors > 3_000);
});

test('memory stays flat, however many attestations are read, judged, summarized and made', async () => {
  const attested = fs.readFileSync(path.join(BUNDLES, 'github_build_provenance_jdx_mise.json'));
  const count = SLOW ? 20_000 : 2_000;
  const sizes = [];
  const [right, wrong] = ['jdx/mise', 'octo/app'].map((name) => new Expectations(`github.com/${name}`));
  const options = { verifierId: 'v:1', resourceUri: 'r:1', policy: 'p:1' };
  const policy = right.policy();
  const { verifier } = sample;
  for (let index = 1; index <= count; index++) {
    const [attestation] = Attestation.fromJson(attested);
    const statement = Statement.fromPayload(attestation.bundle.content.payload);
    const artifact = Artifact.fromDigest(statement.subjects[0].knownDigests[0]);
    const verified = right.check(verifier.verifySync(artifact, attestation, policy));
    assert.equal(sealwright.summaryOf(verified, options).predicate.verificationResult, 'PASSED');
    assert.throws(() => wrong.check(verifier.verifySync(artifact, attestation, policy)), Refused);
    const subjects = new Subjects([['a', artifact.digest('sha256')]]);
    assert.equal(subjects.statements('https://example.com/t', statement.predicate).length, 1);
    // Native objects are freed where the event loop has its turn.
    if (index % 100 === 0) await turn();
    if (index % (count / 10) === 0) {
      for (let times = 0; times < 4; times++) {
        globalThis.gc?.();
        await turn();
      }
      sizes.push(process.memoryUsage().rss / 2 ** 20);
    }
  }
  const growth = sizes.at(-1) - sizes[1];
  console.log(`memory over ${count} judgements, in MiB: ${sizes.map((size) => size.toFixed(0)).join(' ')}`);
  assert.ok(growth < 16, `grew by ${growth} MiB`);
});

test('memory stays flat, however many verifications there are', { timeout: 900_000 }, async () => {
  const { verifier, policy } = sample;
  const count = SLOW ? 100_000 : 4_000;
  const [good, bad] = [Artifact.fromPathSync(sample.path), Artifact.fromPathSync(sample.other)];
  const sizes = [];
  const measure = async () => {
    for (let times = 0; times < 4; times++) {
      globalThis.gc?.();
      await turn();
    }
    sizes.push(process.memoryUsage().rss / 2 ** 20);
  };
  for (let index = 1; index <= count; index++) {
    const artifact = index % 5 === 0 ? bad : good;
    // One in twenty waits for the thread pool; the path through it is the same for all.
    if (index % 20 === 0) await verifier.verify(artifact, sample.bundle, policy).catch((error) => error.failures);
    else {
      try {
        assert.ok(verifier.verifySync(artifact, sample.bundle, policy).checks.length > 10);
      } catch (error) {
        assert.ok(error instanceof Refused);
      }
    }
    if (index % 500 === 0) await turn();
    if (index % (count / 10) === 0) await measure();
  }
  const growth = sizes.at(-1) - sizes[1];
  console.log(`memory over ${count} verifications, in MiB: ${sizes.map((size) => size.toFixed(0)).join(' ')}`);
  assert.ok(growth < 16, `grew by ${growth} MiB`);
});
