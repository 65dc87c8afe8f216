'use strict';

const assert = require('node:assert/strict');
const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');
const { inspect } = require('node:util');

const sealwright = require('sealwright');
const { folder } = require('./signing.js');

const { Digest, PrivateKey, PrivateKeyError, PublicKey, SigningKey } = sealwright;

const MESSAGE = Buffer.from('a message');
const SHA256 = `sha256:${crypto.createHash('sha256').update(MESSAGE).digest('hex')}`;

/** Keys of every kind, with every scheme that they sign by. */
const KINDS = {
  'ECDSA P-256': ['ecdsa-sha256'],
  'ECDSA P-384': ['ecdsa-sha384'],
  'ECDSA P-521': ['ecdsa-sha512'],
  Ed25519: ['ed25519', 'ed25519ph'],
  'RSA-2048': ['rsa-pkcs1-sha256', 'rsa-pss-sha512'],
  'ML-DSA-44': ['ml-dsa'],
  'ML-DSA-65': ['ml-dsa'],
  'ML-DSA-87': ['ml-dsa'],
};

const password = (error) => error instanceof PrivateKeyError && error.code === 'key.password';
const malformed = (error) => error instanceof PrivateKeyError && error.code === 'key.malformed';

test('keys of every kind are made, written, read, and sign what their public halves verify', async () => {
  for (const [kind, schemes] of Object.entries(KINDS)) {
    const key = await PrivateKey.generate(kind);
    assert.equal(key.publicKey.kind, kind);
    for (const scheme of schemes) {
      const signatures = [await key.sign(scheme, MESSAGE), key.signSync(scheme, MESSAGE)];
      for (const signature of signatures) key.publicKey.verify(scheme, MESSAGE, signature);
    }
    const other = kind.startsWith('ML') ? 'ed25519' : 'ml-dsa';
    await assert.rejects(key.sign(other, MESSAGE), { name: 'PrivateKeyError', code: 'sign.key' });
    for (const text of [await key.toPem(), key.toPemSync()]) {
      assert.equal(sealwright.keyFileFormat(text), 'pkcs8');
      assert.ok((await PrivateKey.fromPem(text)).publicKey.equals(key.publicKey));
      assert.ok(PrivateKey.fromPemSync(text, { password: 'not needed' }).publicKey.equals(key.publicKey));
      const der = Buffer.from(text.split('\n').slice(1, -2).join(''), 'base64');
      assert.ok(PrivateKey.fromPkcs8Der(der).publicKey.equals(key.publicKey));
    }
  }
  assert.equal((await PrivateKey.generate()).publicKey.kind, 'ECDSA P-256');
  assert.equal(PrivateKey.generateSync('Ed25519').publicKey.kind, 'Ed25519');
  for (const kind of ['RSA', 'ecdsa', '']) {
    await assert.rejects(PrivateKey.generate(kind), { name: 'PolicyError', found: kind });
    assert.throws(() => PrivateKey.generateSync(kind), { name: 'PolicyError' });
  }
});

test('a password opens a key, in both forms, and another one does not', async () => {
  const key = await PrivateKey.generate();
  const forms = {
    'encrypted-pkcs8': [await key.toPem({ password: 'pw' }), key.toPemSync({ password: Buffer.from('pw') })],
    cosign: [await key.toCosignPem('pw'), key.toCosignPemSync(Buffer.from('pw'))],
  };
  for (const [format, texts] of Object.entries(forms)) {
    for (const text of texts) {
      assert.equal(sealwright.keyFileFormat(text), format);
      for (const given of ['pw', Buffer.from('pw')]) {
        assert.ok((await PrivateKey.fromPem(text, { password: given })).publicKey.equals(key.publicKey));
      }
      assert.ok(PrivateKey.fromPemSync(text, { password: 'pw' }).publicKey.equals(key.publicKey));
      for (const wrong of [undefined, {}, { password: null }, { password: 'other' }, { password: '' }]) {
        await assert.rejects(PrivateKey.fromPem(text, wrong), password);
        assert.throws(() => PrivateKey.fromPemSync(text, wrong), password);
      }
    }
  }
  assert.match(forms.cosign[0], /^-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----/);
  const empty = await key.toCosignPem('');
  assert.ok((await PrivateKey.fromPem(empty, { password: '' })).publicKey.equals(key.publicKey));
  const opened = crypto.createPrivateKey({ key: forms['encrypted-pkcs8'][0], passphrase: 'pw' });
  assert.deepEqual(crypto.createPublicKey(opened).export({ format: 'der', type: 'spki' }), key.publicKey.spkiDer);
});

test("the keys of node:crypto are read, and what is none is refused", async () => {
  const { privateKey } = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const rsa = crypto.generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const sec1 = privateKey.export({ format: 'pem', type: 'sec1' });
  const pkcs1 = rsa.export({ format: 'pem', type: 'pkcs1' });
  for (const [text, format] of [
    [sec1, 'sec1'],
    [pkcs1, 'pkcs1'],
  ]) {
    assert.equal(sealwright.keyFileFormat(text), format);
    assert.ok((await PrivateKey.fromPem(text)) instanceof PrivateKey);
  }
  for (const text of ['x', sec1.slice(0, 100), '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n']) {
    await assert.rejects(PrivateKey.fromPem(text), malformed);
    assert.throws(() => sealwright.keyFileFormat(text), malformed);
  }
  assert.throws(() => PrivateKey.fromPkcs8Der(Buffer.from('x')), malformed);
});

test('a private key is shown by its public half alone', async () => {
  const key = await PrivateKey.generate();
  const secret = (await key.toPem()).split('\n')[2];
  const shown = `ECDSA P-256 sha256:${key.publicKey.fingerprint}`;
  assert.equal(String(key), shown);
  assert.equal(inspect(key), `PrivateKey <${shown}>`);
  assert.equal(JSON.stringify({ key }), '{"key":{}}');
  assert.ok(![inspect(key, { showHidden: true, depth: 9 }), String(structuredClone({ ...key }))].join().includes(secret));
});

test('a key is loaded by its name, and the password is asked for at most once', async (t) => {
  const place = folder(t);
  const key = await PrivateKey.generate();
  const [plain, sealed] = ['plain.pem', 'sealed.pem'].map((name) => path.join(place, name));
  fs.writeFileSync(plain, await key.toPem());
  fs.writeFileSync(sealed, await key.toCosignPem('pw'));
  const asked = [];
  const knows = (given) => (what, name) => {
    asked.push([what, name]);
    return given;
  };
  const never = { password: () => assert.fail('nobody needs a password') };
  for (const loaded of [
    await SigningKey.load(plain, never),
    SigningKey.loadSync(plain, never),
    await SigningKey.load(sealed, { password: 'pw' }),
    SigningKey.loadSync(sealed, { password: Buffer.from('pw') }),
    await SigningKey.load(sealed, { password: knows('pw') }),
    await SigningKey.load(sealed, { password: knows(Promise.resolve(Buffer.from('pw'))) }),
    SigningKey.loadSync(sealed, { password: knows('pw') }),
  ]) {
    assert.ok(loaded instanceof SigningKey);
    assert.ok(loaded.publicKey.equals(key.publicKey));
    assert.equal(loaded.digestAlgorithm, 'sha256');
    for (const signature of [await loaded.signDigest(SHA256), loaded.signDigestSync(Digest.parse(SHA256))]) {
      key.publicKey.verify('ecdsa-sha256', MESSAGE, signature);
    }
    assert.equal(inspect(loaded), `SigningKey <ECDSA P-256 sha256:${key.publicKey.fingerprint}>`);
  }
  assert.deepEqual(asked, [1, 2, 3].map(() => ['key-file', sealed]));
  asked.length = 0;
  for (const wrong of ['other', undefined, null]) {
    await assert.rejects(SigningKey.load(sealed, { password: knows(wrong) }), password);
    assert.throws(() => SigningKey.loadSync(sealed, { password: knows(wrong) }), password);
  }
  assert.equal(asked.length, 6);
  await assert.rejects(SigningKey.load(sealed), password);
  const cause = new RangeError('no');
  const throws = () => {
    throw cause;
  };
  await assert.rejects(SigningKey.load(sealed, { password: throws }), (error) => error === cause);
  assert.throws(() => SigningKey.loadSync(sealed, { password: throws }), (error) => error === cause);
  assert.throws(() => SigningKey.loadSync(sealed, { password: knows(Promise.resolve('pw')) }), TypeError);
  await assert.rejects(SigningKey.load(path.join(place, 'none')), { name: 'PrivateKeyError', code: 'key.malformed' });
  for (const name of ['pkcs11:', 'pkcs11:token=x?module-path=/no/such/module.so', 'command:', 'command:x?arg=y']) {
    await assert.rejects(SigningKey.load(name), PrivateKeyError, name);
  }
});

test('a key behind a command signs', { skip: process.platform === 'win32' }, async (t) => {
  const place = folder(t);
  const { privateKey, publicKey } = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const [pem, file] = ['key.pub', 'key.pem'].map((name) => path.join(place, name));
  fs.writeFileSync(pem, publicKey.export({ format: 'pem', type: 'spki' }));
  fs.writeFileSync(file, privateKey.export({ format: 'pem', type: 'pkcs8' }));
  const program = path.join(place, 'signs.js');
  fs.writeFileSync(
    program,
    `const { PrivateKey, SigningKey } = require(${JSON.stringify(require.resolve('sealwright'))});
     const { digest } = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
     const key = SigningKey.loadSync(${JSON.stringify(file)});
     const signature = key.signDigestSync('sha256:' + digest.sha256).toString('base64');
     if (process.argv[2] === 'no') { console.error('the service is closed'); process.exit(3); }
     console.log(JSON.stringify({ signature }));`,
  );
  const name = (arg) => `command:${process.execPath}?public-key=${pem}&arg=${program}&arg=${arg}`;
  const key = await SigningKey.load(name('yes'));
  PublicKey.fromPem(fs.readFileSync(pem, 'utf8')).verify('ecdsa-sha256', MESSAGE, await key.signDigest(SHA256));
  const closed = await SigningKey.load(name('no'));
  await assert.rejects(closed.signDigest(SHA256), { name: 'PrivateKeyError', code: 'sign.key', message: /is closed/ });
});
