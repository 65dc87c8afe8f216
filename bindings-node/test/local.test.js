'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');
const { pathToFileURL } = require('node:url');

const sealwright = require('sealwright');
const { program } = require('./support.js');
const { artifact, folder } = require('./signing.js');

const { Artifact, Bundle, Checkpoint, EntryBody, Identity, LOCAL_ISSUER, LocalAuthority, LocalError } = sealwright;
const { LocalIdentity, LocalLog, LocalProof, LocalTrust, Policy, Signer, SigningError, Statement, Verifier } = sealwright;

const ME = 'me@machine';
const policy = (identity = ME) => Policy.signedBy(Identity.exact(identity, LOCAL_ISSUER));
const statement = (hex) => new Statement([['text', { sha256: hex }]], 'https://example.com/predicate/v1', {});

test('the authority of a machine signs, attests, and is verified by its trusted root', async (t) => {
  const place = path.join(folder(t), 'local');
  await assert.rejects(LocalTrust.open(place), { name: 'LocalError', code: 'local.authority', at: place });
  assert.throws(() => LocalLog.openSync(place), LocalError);
  const authority = await LocalAuthority.open(pathToFileURL(place));
  assert.ok(authority instanceof LocalAuthority);
  const identity = new LocalIdentity(ME);
  const good = artifact('text');
  const { hex } = good.digest('sha256');
  const root = sealwright.TrustRoot.fromJson(authority.trustedRootJson);
  const verifiers = [new Verifier(authority.trustRoot), new Verifier(root)];
  verifiers.push(new Verifier((await LocalTrust.open(place)).trustRoot));
  assert.equal(LocalTrust.openSync(place).trustedRootJson, authority.trustedRootJson);
  const same = LocalAuthority.openSync(place);
  const signer = Signer.local(authority, { identity });
  assert.equal(signer.digestAlgorithm, 'sha256');
  const bundles = [
    await authority.sign(good, { identity }),
    same.signSync(good, { identity }),
    await authority.attest(statement(hex), { identity }),
    same.attestSync(statement(hex).json, { identity }),
    await authority.attest(Buffer.from(statement(hex).json), { identity }),
    await signer.sign(good),
    signer.signSync(good),
    await signer.attest(statement(hex)),
  ];
  for (const bundle of bundles) {
    for (const verifier of verifiers) {
      const verified = await verifier.verify(good, bundle, policy());
      assert.equal(verified.toJSON().signer.identity, ME);
      assert.equal(verified.evidence.log.length, 1);
      await assert.rejects(verifier.verify(artifact('changed'), bundle, policy()), sealwright.Refused);
      await assert.rejects(verifier.verify(good, bundle, policy('you@machine')), { code: 'identity.san' });
    }
  }
  await assert.rejects(authority.sign(Artifact.fromDigest(good.digest('sha512'))), { name: 'LocalError' });
  await assert.rejects(authority.attest('{}'), LocalError);
  await assert.rejects(signer.sign(Artifact.fromDigest(good.digest('sha512'))), SigningError);
  assert.throws(() => authority.attestSync('x'), LocalError);
});

test('many are signed in one go, in order, and many at once', { timeout: 120_000 }, async (t) => {
  const authority = await LocalAuthority.open(folder(t));
  const verifier = new Verifier(authority.trustRoot);
  const many = Array.from({ length: 300 }, (_, index) => artifact(`text ${index}`));
  const identity = new LocalIdentity(ME);
  const bundles = await authority.signAll(many, { identity });
  assert.equal(bundles.length, 300);
  for (const index of [0, 1, 255, 256, 299]) await verifier.verify(many[index], bundles[index], policy());
  assert.equal(authority.signAllSync(many.slice(0, 2), { identity }).length, 2);
  assert.deepEqual(await authority.signAll([]), []);
  const once = many.slice(0, 24);
  const each = await Promise.all(once.map((one) => authority.sign(one, { identity })));
  await Promise.all(once.map((one, index) => verifier.verify(one, each[index], policy())));
});

test('the log proves what is in it', async (t) => {
  const place = folder(t);
  const authority = await LocalAuthority.open(place);
  const bundles = await authority.signAll(['a', 'b', 'c', 'd', 'e'].map(artifact));
  const log = await LocalLog.open(place);
  const head = await log.head();
  assert.deepEqual([head.size, log.headSync().size], [5, 5]);
  const checkpoint = Checkpoint.parse(await log.checkpoint());
  assert.equal(log.checkpointSync(), checkpoint.text);
  checkpoint.verify(authority.trustRoot.instances[0].logs[0]);
  assert.deepEqual(checkpoint.head.root, head.root);
  for (const index of [0, 4, 2n]) {
    const entry = await log.entry(index);
    assert.deepEqual(log.entrySync(index), entry);
    assert.ok(EntryBody.parse('hashedrekord/0.0.2', entry) instanceof EntryBody);
    const proof = await log.inclusionProof(index);
    assert.ok(proof instanceof LocalProof);
    assert.deepEqual([proof.index, proof.head.size, proof.checkpoint], [Number(index), 5, checkpoint.text]);
    assert.ok(proof.hashes.every((hash) => hash.length === 32));
    proof.verify(entry);
    assert.throws(() => proof.verify(Buffer.concat([entry, Buffer.from(' ')])), sealwright.LogError);
    assert.deepEqual(log.inclusionProofSync(index).hashes, proof.hashes);
    sealwright.verifyInclusion(sealwright.leafHash(entry), proof.index, 5, proof.hashes, proof.head.root);
  }
  assert.equal(Bundle.fromJson(bundles[4]).logEntries[0].index, 4);
  await authority.sign(artifact('f'));
  for (const proof of [await log.consistencyProof(5), log.consistencyProofSync(5n)]) {
    assert.equal(proof.head.size, 6);
    sealwright.verifyConsistency(head, proof.head, proof.hashes);
    assert.throws(() => sealwright.verifyConsistency(proof.head, head, proof.hashes), sealwright.LogError);
  }
  await assert.rejects(log.entry(6), { name: 'LocalError', message: /6 entries/ });
  assert.throws(() => log.inclusionProofSync(6), LocalError);
  assert.throws(() => log.entrySync(-1), TypeError);
  assert.throws(() => log.entrySync('0'), TypeError);
});

test('an identity is an address or a URI, and this user unless given', () => {
  assert.equal(String(new LocalIdentity('https://example.com/me')), 'https://example.com/me');
  assert.equal(JSON.stringify(new LocalIdentity(ME)), `"${ME}"`);
  assert.equal(String(LocalIdentity.ofUser('Jörg M', 'box.lan')), 'J%C3%B6rg%20M@box.lan');
  assert.match(String(LocalIdentity.ofUser()), /^[^@]+@[^@]+$/);
  assert.equal(String(LocalIdentity.ofUser('me', null)).split('@')[0], 'me');
  for (const text of ['', 'me', 'a@b@c', 'me @box']) assert.throws(() => new LocalIdentity(text), LocalError);
  assert.equal(LOCAL_ISSUER, 'https://sealwright.local');
});

test("the user's own authority is where the program has it", async (t) => {
  const home = folder(t);
  const file = path.join(home, 'file');
  fs.writeFileSync(file, 'text');
  const source = `
    const { Artifact, LocalAuthority } = require(${JSON.stringify(require.resolve('sealwright'))});
    (async () => {
      const bundle = await (await LocalAuthority.open()).sign(await Artifact.fromPath('file'));
      require('node:fs').writeFileSync('bundle', bundle);
    })();`;
  const env = { ...process.env, SEALWRIGHT_HOME: home };
  const { execute } = require('./support.js');
  const signed = await execute(process.execPath, ['-e', source], { cwd: home, env });
  assert.equal(signed.code, 0, signed.err);
  const verify = () => program(['verify', 'file', '--bundle', 'bundle', '--local'], { cwd: home, env });
  const good = await verify();
  assert.equal(good.code, 0, good.err);
  fs.writeFileSync(file, 'changed');
  assert.equal((await verify()).code, 1);
});

test('arguments of the local authority of the wrong type are TypeErrors', async (t) => {
  const authority = await LocalAuthority.open(folder(t));
  const good = artifact('text');
  const calls = [
    () => LocalAuthority.openSync(3),
    () => LocalTrust.openSync(3),
    () => LocalLog.openSync({}),
    () => new LocalIdentity(),
    () => LocalIdentity.ofUser(3),
    () => authority.signSync('text'),
    () => authority.signSync(good, { identity: ME }),
    () => authority.signSync(good, ME),
    () => authority.signAllSync(good),
    () => authority.signAllSync(['text']),
    () => authority.attestSync(3),
    () => Signer.local(authority, { identity: 3 }),
  ];
  for (const call of calls) assert.throws(call, TypeError, String(call));
  const promises = [
    () => LocalAuthority.open(3),
    () => LocalAuthority.open(null, { signal: 3 }),
    () => authority.sign('text'),
    () => authority.sign(good, { identity: ME }),
    () => authority.signAll([good, 3]),
    () => authority.attest(3),
  ];
  for (const call of promises) await assert.rejects(call, TypeError, String(call));
  await assert.rejects(authority.sign(good, { signal: AbortSignal.abort() }), { name: 'AbortError' });
});
