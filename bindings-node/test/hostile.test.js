'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');

const sealwright = require('sealwright');
const { BUNDLES, SLOW, sample } = require('./support.js');

const { Artifact, Bundle, Certificate, Checkpoint, Envelope, Policy, PublicKey, Refused } = sealwright;
const { SealwrightError, Statement, Timestamp, TrustRoot, UnverifiedSct, Verified } = sealwright;

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
