'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');
const { pathToFileURL } = require('node:url');
const { inspect } = require('node:util');

const sealwright = require('sealwright');
const { NOW, REPOSITORY } = require('./support.js');
const { folder, quick, serve } = require('./signing.js');

const { Http, NetworkError, Repository, Service, SigningConfig, TrustConfig, TrustError } = sealwright;

const ROOTS = path.join(REPOSITORY, 'core/roots');
const root = () => fs.readFileSync(path.join(ROOTS, 'tuf/sigstore.16.root.json'));

test('how servers are asked is checked, and a proxy is not repeated', () => {
  for (const options of [
    undefined,
    null,
    {},
    { proxies: {} },
    { proxies: { https_proxy: 'http://me:s3cret@proxy:3128', no_proxy: '.internal' } },
    { connect: 1, exchange: 1.5, total: 0, attempts: 1, pause: 0, plainHttpDangerous: true },
  ]) {
    const http = new Http(options);
    assert.ok(http instanceof Http && !inspect(http).includes('s3cret'));
  }
  const network = (error) => error instanceof NetworkError && error.code === 'net.config' && !/s3cret/.test(inspect(error));
  assert.throws(() => new Http({ proxies: { https_proxy: 'socks5://me:s3cret@proxy' } }), network);
  for (const rootsPem of ['', 'x', Buffer.from('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n')]) {
    assert.throws(() => new Http({ rootsPem }), network);
  }
  for (const wrong of [
    3,
    { connect: -1 },
    { total: NaN },
    { exchange: Infinity },
    { pause: '1' },
    { attempts: 0 },
    { attempts: 1.5 },
    { proxies: 'http://proxy' },
    { proxies: { https_proxy: 3 } },
    { rootsPem: 3 },
    { plainHttpDangerous: 'yes' },
  ]) {
    assert.throws(() => new Http(wrong), TypeError, inspect(wrong));
  }
});

test('a signing config says whom to ask', () => {
  const config = SigningConfig.sigstore();
  const services = [config.authority(), config.issuer(), ...config.logs(), ...config.timestampAuthorities()];
  for (const service of services) {
    assert.ok(service instanceof Service);
    assert.match(service.url, /^https:/);
    assert.ok(service.version >= 1 && typeof service.operator === 'string');
    assert.ok(service.validity.contains(new Date()));
  }
  assert.ok(config.logs({ now: NOW }).length >= 1);
  assert.throws(() => config.authority({ now: new Date(0) }), TrustError);
  assert.throws(() => config.logs({ now: 3 }), TypeError);
  const bytes = fs.readFileSync(path.join(ROOTS, 'sigstore-signing.json'));
  for (const json of [bytes, bytes.toString()]) {
    assert.equal(SigningConfig.fromJson(json).authority({ now: NOW }).url, config.authority({ now: NOW }).url);
  }
  assert.throws(() => SigningConfig.fromJson('{'), TrustError);
  assert.throws(() => SigningConfig.fromJson(3), TypeError);
});

test('a trust config has a root and the services that go with it', () => {
  const trustedRoot = JSON.parse(fs.readFileSync(path.join(ROOTS, 'sigstore.json'), 'utf8'));
  const signingConfig = JSON.parse(fs.readFileSync(path.join(ROOTS, 'sigstore-signing.json'), 'utf8'));
  const mediaType = 'application/vnd.dev.sigstore.clienttrustconfig.v0.1+json';
  const config = TrustConfig.fromJson(JSON.stringify({ mediaType, trustedRoot, signingConfig }));
  assert.equal(config.root.instances.length, 1);
  assert.ok(new sealwright.Verifier(config.root) instanceof sealwright.Verifier);
  assert.equal(config.signing.authority().url, SigningConfig.sigstore().authority().url);
  assert.throws(() => TrustConfig.fromJson('{}'), TrustError);
  assert.throws(() => TrustConfig.fromJson(Buffer.from(JSON.stringify({ mediaType, trustedRoot: {}, signingConfig }))), TrustError);
});

test('a repository without an update knows nothing, and one that does not answer says so', async (t) => {
  const cache = path.join(folder(t), 'cache');
  const repository = Repository.sigstore(pathToFileURL(cache));
  assert.equal(repository.cacheFolder, cache);
  assert.ok(repository.metadataUrl.endsWith('/'));
  for (const work of [
    () => repository.offline(),
    () => repository.offline({ now: NOW }),
    () => repository.offlineExpiredDangerous(),
  ]) {
    await assert.rejects(work, { name: 'TrustError', code: 'trust.missing', hint: /update once/ });
  }
  assert.throws(() => repository.offlineSync(), { code: 'trust.missing' });
  assert.throws(() => repository.offlineExpiredDangerousSync(), TrustError);
  await repository.init();
  repository.initSync();
  assert.ok(fs.existsSync(path.join(cache, 'root.json')));
  const closed = 'http://127.0.0.1:9/';
  for (const made of [
    new Repository(closed, root(), cache),
    new Repository(closed, root().toString(), cache, { targetsUrl: closed, targetsFolder: path.join(cache, 'targets') }),
    Repository.trustingCache(closed, cache),
    Repository.trustingCache(closed, pathToFileURL(cache), { targetsUrl: closed }),
  ]) {
    await assert.rejects(made.update({ http: quick() }), (error) => {
      assert.ok(error instanceof TrustError);
      assert.deepEqual([error.code, error.at.startsWith(closed)], ['net.failed', true]);
      return true;
    });
    assert.throws(() => made.updateSync({ http: quick() }), { code: 'net.failed' });
  }
  assert.throws(() => new Repository(closed, '{}', cache), TrustError);
});

test('a repository is updated, and verified again offline', async (t) => {
  const { url, seen } = await serve(t, () => [404, '']);
  const repository = new Repository(url, root(), folder(t));
  // The root itself is good until its expiry; what follows is not there.
  await assert.rejects(repository.update({ http: quick(), now: new Date(0) }), { name: 'TrustError', code: 'trust.missing' });
  assert.ok(seen.some((request) => request.url === '/17.root.json'));
  assert.ok(seen.some((request) => request.url === '/timestamp.json'));
  await assert.rejects(repository.update({ http: quick(), now: new Date('2200-01-01') }), { code: 'trust.expired' });
  await assert.rejects(repository.update({ signal: AbortSignal.abort() }), { name: 'AbortError' });
});

test('arguments of repositories of the wrong type are TypeErrors', async (t) => {
  const cache = folder(t);
  const repository = Repository.sigstore(cache);
  const calls = [
    () => Repository.sigstore(),
    () => Repository.sigstore(3),
    () => new Repository('x', root()),
    () => new Repository(3, root(), cache),
    () => new Repository('x', 3, cache),
    () => new Repository('x', root(), cache, 'x'),
    () => new Repository('x', root(), cache, { targetsUrl: 3 }),
    () => new Repository('x', root(), cache, { targetsFolder: 3 }),
    () => Repository.trustingCache('x'),
    () => repository.updateSync({ http: {} }),
    () => repository.offlineSync({ now: 3 }),
  ];
  for (const call of calls) assert.throws(call, TypeError, String(call));
  for (const call of [() => repository.update({ http: 3 }), () => repository.offline({ now: 'now' })]) {
    await assert.rejects(call, TypeError, String(call));
  }
});
