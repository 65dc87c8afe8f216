'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { test } = require('node:test');
const { inspect } = require('node:util');
const { Worker } = require('node:worker_threads');

const sealwright = require('sealwright');
const { program, sample } = require('./support.js');
const { artifact, byKey, folder, jwt, quick, serve, verifier } = require('./signing.js');

const { Artifact, Policy, PrivateKey, PublicKey, Services, Signer, SigningConfig, SigningError } = sealwright;
const { SigningKey, Statement, Token } = sealwright;

const PREDICATE = 'https://example.com/predicate/v1';
const DIGEST = artifact('text').digest('sha256');
const statement = () => new Statement([['text', { sha256: DIGEST.hex }]], PREDICATE, { answer: 42 });

/** A key as a KMS has it: it signs digests, in time. */
function kms(key) {
  const place = fs.mkdtempSync(path.join(os.tmpdir(), 'sealwright-test-'));
  const file = path.join(place, 'key.pem');
  fs.writeFileSync(file, key.toPemSync());
  const held = SigningKey.loadSync(file);
  fs.rmSync(place, { recursive: true });
  return held;
}

/** The `SigningKey` of a function that may ask the KMS. */
function called(sign, key = PrivateKey.generateSync()) {
  const held = kms(key);
  return new SigningKey(key.publicKey, (digest) => sign(digest, held));
}

test('what a key of any kind signs verifies, and what was changed does not', async () => {
  for (const kind of ['ECDSA P-256', 'ECDSA P-384', 'ECDSA P-521', 'Ed25519', 'RSA-2048']) {
    const key = await PrivateKey.generate(kind);
    const signer = Signer.key(key, verifier());
    const of = { 'ECDSA P-384': 'sha384', 'ECDSA P-521': 'sha512', Ed25519: 'sha512' }[kind] ?? 'sha256';
    assert.equal(signer.digestAlgorithm, of);
    const good = artifact('text');
    for (const bundle of [await signer.sign(good), signer.signSync(good)]) {
      const verified = await verifier().verify(good, bundle, byKey(key));
      assert.equal(verified.toJSON().signer.key, `sha256:${key.publicKey.fingerprint}`);
      await assert.rejects(verifier().verify(artifact('changed'), bundle, byKey(key)), { code: 'signature.artifact' });
      await assert.rejects(verifier().verify(good, bundle, Policy.key(key.publicKey)), sealwright.Refused);
    }
    const made = statement();
    for (const bundle of [
      await signer.attest(made),
      await signer.attest(made.json),
      await signer.attest(Buffer.from(made.json)),
      signer.attestSync(made),
      signer.attestSync(made.json),
    ]) {
      const verified = await verifier().verify(good, bundle, byKey(key).predicateType(PREDICATE));
      assert.equal(verified.statement.json, made.json);
      await assert.rejects(verifier().verify(artifact('changed'), bundle, byKey(key)), { code: 'subject.digest' });
    }
  }
});

test('what is no statement, and a digest that is not known, cannot be signed', async () => {
  const signer = Signer.key(await PrivateKey.generate('ECDSA P-384'), verifier());
  await assert.rejects(signer.attest('{}'), sealwright.StatementError);
  assert.throws(() => signer.attestSync(Buffer.from('x')), sealwright.StatementError);
  const only = Artifact.fromDigest(DIGEST);
  await assert.rejects(signer.sign(only), { name: 'SigningError', code: 'sign.key', hint: /hash the artifact/ });
  assert.throws(() => signer.signSync(only), SigningError);
  const post = Signer.key(await PrivateKey.generate('ML-DSA-65'), verifier());
  await assert.rejects(post.sign(artifact('text')), { name: 'SigningError', code: 'sign.key' });
});

test('the program verifies what is signed here', async (t) => {
  const place = folder(t);
  const key = await PrivateKey.generate();
  fs.writeFileSync(path.join(place, 'file'), 'text');
  fs.writeFileSync(path.join(place, 'key.pub'), key.publicKey.toPem());
  const file = await Artifact.fromPath(path.join(place, 'file'));
  fs.writeFileSync(path.join(place, 'bundle'), await Signer.key(key, verifier()).sign(file));
  const verify = () => program(['verify', 'file', '--bundle', 'bundle', '--key', 'key.pub', '--accept-unlogged'], { cwd: place });
  const good = await verify();
  assert.equal(good.code, 0, good.err);
  fs.writeFileSync(path.join(place, 'file'), 'changed');
  assert.equal((await verify()).code, 1);
});

test('a function signs, at once or in time, and many times at once', { timeout: 60_000 }, async () => {
  const digests = [];
  for (const key of [
    called((digest, held) => held.signDigest(digest)),
    called(async (digest, held) => {
      digests.push(digest);
      await new Promise((resolve) => setTimeout(resolve, 5));
      return new Uint8Array(await held.signDigest(digest));
    }),
  ]) {
    const signer = Signer.key(key, verifier());
    const bundle = await signer.sign(artifact('text'));
    await verifier().verify(artifact('text'), bundle, byKey(key));
    await verifier().verify(artifact('text'), await signer.attest(statement()), byKey(key));
    key.publicKey.verifyDigest('ecdsa-sha256', DIGEST, await key.signDigest(DIGEST));
    // More than the pool has threads, and each needs the pool for its answer.
    const many = Array.from({ length: 16 }, (_, index) => artifact(`text ${index}`));
    const bundles = await Promise.all(many.map((one) => signer.sign(one)));
    await Promise.all(many.map((one, index) => verifier().verify(one, bundles[index], byKey(key))));
  }
  assert.ok(digests.length === 19 && digests.every((digest) => digest instanceof sealwright.Digest));
});

test('what a function throws is the cause, and what is no signature of the key is refused', async () => {
  const other = await PrivateKey.generate();
  const cause = new RangeError('the service is closed');
  const throwing = [
    () => {
      throw cause;
    },
    async () => {
      throw cause;
    },
  ];
  for (const sign of throwing) {
    const key = called(sign);
    await assert.rejects(Signer.key(key, verifier()).sign(artifact('text')), (error) => {
      assert.ok(error instanceof SigningError);
      assert.equal(error.code, 'sign.key');
      assert.equal(error.cause, cause);
      assert.match(error.message, /signDigest did not sign: the service is closed/);
      return true;
    });
    await assert.rejects(key.signDigest(DIGEST), (error) => error.name === 'PrivateKeyError' && error.cause === cause);
  }
  for (const wrong of [Buffer.from('x'), Buffer.alloc(0), other.signSync('ecdsa-sha256', Buffer.from('text'))]) {
    const key = called(() => wrong);
    const message = new RegExp(`signDigest gave a signature.*sha256:${key.publicKey.fingerprint}`);
    await assert.rejects(Signer.key(key, verifier()).sign(artifact('text')), { code: 'sign.key', message });
  }
  for (const wrong of ['text', undefined, [1, 2]]) {
    await assert.rejects(Signer.key(called(() => wrong), verifier()).sign(artifact('text')), (error) => {
      return error instanceof SigningError && error.cause instanceof TypeError;
    });
  }
  await assert.rejects(Signer.key(called(() => Promise.reject('no error')), verifier()).sign(artifact('text')), {
    code: 'sign.key',
    cause: 'no error',
  });
});

test('a function signs nothing before a call returns, and no statement with Ed25519', async () => {
  const key = called(() => assert.fail('it would wait for itself'));
  const signer = Signer.key(key, verifier());
  const refused = (error) => error instanceof TypeError && /gives a promise/.test(error.message);
  assert.throws(() => signer.signSync(artifact('text')), refused);
  assert.throws(() => signer.attestSync(statement()), refused);
  assert.throws(() => key.signDigestSync(DIGEST), refused);
  assert.throws(() => signer.witnessed(new Services(), quick()).signSync(artifact('text')), refused);
  const held = called((digest, service) => service.signDigest(digest), PrivateKey.generateSync('Ed25519'));
  const artifacts = Signer.key(held, verifier());
  await verifier().verify(artifact('text'), await artifacts.sign(artifact('text')), byKey(held));
  await assert.rejects(artifacts.attest(statement()), { code: 'sign.key', message: /whole/ });
});

test('a signal ends the wait for a function that never answers', { timeout: 10_000 }, async () => {
  const signer = Signer.key(called(() => new Promise(() => {})), verifier());
  const signal = AbortSignal.timeout(50);
  const keep = setInterval(() => {}, 10);
  await assert.rejects(signer.sign(artifact('text'), { signal }), { name: 'AbortError', code: 'ABORT_ERR' });
  await assert.rejects(signer.attest(statement(), { signal: AbortSignal.abort() }), { name: 'AbortError' });
  clearInterval(keep);
});

/** Signs as whom a token names, with services of this process that answer so. */
async function keyless(t, answer, text = jwt({})) {
  const { url, seen } = await serve(t, answer);
  const services = new Services({ authority: url, logs: [{ url, version: 2 }], timestampAuthorities: [`${url}/tsa`] });
  return { signer: Signer.keyless(Token.parse(text), services, quick(), verifier()), seen, url, text };
}

test('a service that fails is named, with the stage, and the token is in no error', async (t) => {
  for (const [status, body] of [
    [500, 'no'],
    [404, ''],
    [403, 'token'],
    [200, 'garbage'],
    [201, '{}'],
  ]) {
    const { signer, seen, url, text } = await keyless(t, () => [status, body]);
    for (const work of [signer.sign(artifact('text')), signer.attest(statement())]) {
      await assert.rejects(work, (error) => {
        assert.ok(error instanceof SigningError, String(error));
        assert.equal(error.code, 'sign.certificate');
        assert.ok(error.at.startsWith(url), error.at);
        assert.ok(error.hint.length > 0);
        assert.equal(error.found, status >= 400 ? String(status) : null);
        const everything = inspect(error, { showHidden: true, depth: 9 }) + JSON.stringify(error);
        for (const part of text.split('.')) assert.ok(!everything.includes(part));
        return true;
      });
    }
    assert.ok(seen.every((request) => request.url.startsWith('/api/v2/signingCert')));
    assert.ok(seen[0].body.includes(text) || seen[0].headers.authorization?.includes(text));
  }
});

test('logs and timestamp authorities that fail have stages of their own', async (t) => {
  const { url } = await serve(t, () => [500, '']);
  const signer = Signer.key(await PrivateKey.generate(), verifier());
  for (const [options, code] of [
    [{ logs: [{ url, version: 1 }] }, 'sign.log'],
    [{ logs: [{ url, version: 2 }] }, 'sign.log'],
    [{ timestampAuthorities: [url] }, 'sign.timestamp'],
  ]) {
    const error = await signer.witnessed(new Services(options), quick()).sign(artifact('text')).catch((one) => one);
    assert.deepEqual([error.name, error.code, error.found], ['SigningError', code, '500']);
    assert.ok(error.at.startsWith(url));
  }
  // Immutable: the signer itself asks nobody.
  assert.equal(typeof (await signer.sign(artifact('text'))), 'string');
});

test('a token that could not be accepted, or services without an authority, sign nothing', () => {
  const services = new Services({ authority: 'https://ca.example' });
  const with_ = (text, of = services) => Signer.keyless(Token.parse(text), of, null, verifier());
  assert.throws(() => with_(jwt({ exp: 1 })), { name: 'SigningError', code: 'sign.token', message: /expired/ });
  assert.throws(() => with_(jwt({ aud: 'somebody' })), { name: 'SigningError', code: 'sign.token' });
  assert.throws(() => with_(jwt({}), new Services()), { name: 'SigningError', code: 'sign.config' });
  assert.ok(with_(jwt({})) instanceof Signer);
  assert.throws(() => new Services({ logs: [{ url: 'https://log.example', version: 3 }] }), { name: 'PolicyError', found: '3' });
  assert.ok(Services.fromConfig(SigningConfig.sigstore()) instanceof Services);
  assert.throws(() => Services.fromConfig(SigningConfig.sigstore(), { now: new Date(0) }), {
    name: 'SigningError',
    code: 'sign.config',
  });
});

test('a worker thread signs, by a key and by a function', { timeout: 60_000 }, async () => {
  const source = `
    const { parentPort, workerData } = require('node:worker_threads');
    const { Artifact, PrivateKey, Signer, SigningKey, TrustRoot, Verifier } = require(workerData.main);
    (async () => {
      const key = PrivateKey.generateSync();
      const verifier = new Verifier(TrustRoot.sigstore());
      const artifact = Artifact.fromDigest(workerData.digest);
      const failing = new SigningKey(key.publicKey, () => { throw new Error('no') });
      const error = await Signer.key(failing, verifier).sign(artifact).catch((caught) => caught);
      parentPort.postMessage([await Signer.key(key, verifier).sign(artifact), key.publicKey.toPem(), error.cause.message]);
    })();`;
  const run = () =>
    new Promise((resolve, reject) => {
      const workerData = { main: require.resolve('sealwright'), digest: String(DIGEST) };
      new Worker(source, { eval: true, workerData }).on('message', resolve).on('error', reject);
    });
  for (const [bundle, pem, cause] of await Promise.all([run(), run(), run()])) {
    const policy = Policy.key(PublicKey.fromPem(pem)).unloggedDangerous();
    await verifier().verify(artifact('text'), bundle, policy);
    assert.equal(cause, 'no');
  }
  // A thread that ends while a function has not answered takes nothing with it.
  const stuck = `
    const { Artifact, PrivateKey, Signer, SigningKey, TrustRoot, Verifier } = require(require('node:worker_threads').workerData.main);
    const key = new SigningKey(PrivateKey.generateSync().publicKey, () => { process.exit(); });
    Signer.key(key, new Verifier(TrustRoot.sigstore())).sign(Artifact.fromDigest('${DIGEST}'));`;
  const worker = new Worker(stuck, { eval: true, workerData: { main: require.resolve('sealwright') } });
  await new Promise((resolve) => worker.on('exit', resolve));
});

test('arguments of signing of the wrong type are TypeErrors', async () => {
  const key = await PrivateKey.generate();
  const signer = Signer.key(key, verifier());
  const calls = [
    () => Signer.key('key', verifier()),
    () => Signer.key(key),
    () => Signer.key(key, sample.policy),
    () => new SigningKey(key.publicKey),
    () => new SigningKey(key.publicKey, 'function'),
    () => new SigningKey('key', () => {}),
    () => new SigningKey(),
    () => Signer.keyless('token', new Services(), null, verifier()),
    () => Signer.keyless(Token.parse(jwt({})), {}, null, verifier()),
    () => Signer.keyless(Token.parse(jwt({})), new Services(), {}, verifier()),
    () => Signer.local(),
    () => signer.witnessed(),
    () => signer.signSync('text'),
    () => signer.attestSync(3),
    () => new Services({ authority: 3 }),
    () => new Services({ logs: 'url' }),
    () => new Services({ logs: [{ url: 'x' }] }),
    () => Services.fromConfig({}),
    () => PrivateKey.generateSync(3),
    () => PrivateKey.fromPemSync(3),
    () => PrivateKey.fromPemSync('x', { password: 3 }),
    () => PrivateKey.fromPemSync('x', 'password'),
    () => key.toCosignPemSync(),
    () => key.toPemSync({ password: 3 }),
    () => key.signSync('ecdsa-sha256', 'text'),
    () => SigningKey.loadSync(3),
    () => SigningKey.loadSync('x', { password: 3 }),
    () => sealwright.keyFileFormat(3),
  ];
  for (const call of calls) assert.throws(call, TypeError, String(call));
  const promises = [
    () => signer.sign('text'),
    () => signer.sign(artifact('text'), { signal: 3 }),
    () => signer.sign(artifact('text'), 3),
    () => signer.attest(3),
    () => signer.attest(),
    () => PrivateKey.generate(3),
    () => PrivateKey.fromPem(3),
    () => PrivateKey.fromPem('x', { password: 3 }),
    () => key.toCosignPem(),
    () => key.sign('ecdsa-sha256', 'text'),
    () => SigningKey.load(3),
    () => SigningKey.load('x', { password: 3 }),
  ];
  for (const call of promises) await assert.rejects(call, TypeError, String(call));
});
