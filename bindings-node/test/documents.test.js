'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { test } = require('node:test');

const { BUNDLES, PACKAGE, execute } = require('./support.js');

/** An empty folder with this package in its node_modules. */
function empty(t) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sealwright-test-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  fs.mkdirSync(path.join(folder, 'node_modules'));
  fs.symlinkSync(PACKAGE, path.join(folder, 'node_modules/sealwright'), 'junction');
  return folder;
}

/** The blocks of JavaScript in the README that are whole programs. */
function programs() {
  const readme = fs.readFileSync(path.join(PACKAGE, 'README.md'), 'utf8');
  const blocks = [...readme.matchAll(/^```js\n([^]*?)^```$/gm)].map((match) => match[1]);
  return blocks.filter((block) => /\brequire\(|^import /m.test(block));
}

test('the quick starts of the README run as they stand, in both module systems', async (t) => {
  const [common, module, ...more] = programs();
  assert.equal(more.length, 0);
  for (const [name, source] of [['quick.cjs', common], ['quick.mjs', module]]) {
    assert.ok(source.trimEnd().split('\n').length <= 10 + 1, `${name} has too many lines`);
    const folder = empty(t);
    for (const file of ['cosign-v3-blob.txt', 'cosign-v3-blob.sigstore.json']) {
      fs.copyFileSync(path.join(BUNDLES, file), path.join(folder, file));
    }
    fs.writeFileSync(path.join(folder, name), source);
    const run = await execute(process.execPath, [name], { cwd: folder });
    assert.deepEqual([run.code, run.err], [0, ''], run.err);
    assert.match(run.out, /^verified: cosign-v3-blob\.txt/);
  }
});

test('the example installs what verifies and nothing else', async (t) => {
  const folder = empty(t);
  const example = path.join(folder, 'example.mjs');
  fs.copyFileSync(path.join(PACKAGE, 'examples/verify-before-install.mjs'), example);
  const file = path.join(BUNDLES, 'signed-package-2.1.0-hb0f4dca_0.conda');
  const bundle = path.join(BUNDLES, 'conda-attestation.sigstore.json');
  const run = (...args) => execute(process.execPath, [example, ...args, 'action.yaml', path.join(folder, 'installed')]);
  const bad = path.join(folder, path.basename(file));
  fs.writeFileSync(bad, Buffer.concat([fs.readFileSync(file), Buffer.from('x')]));
  for (const args of [[bad, bundle, 'prefix-dev/sigstore-example'], [file, bundle, 'prefix-dev/other'], [file, file, 'prefix-dev/sigstore-example']]) {
    const refused = await run(...args);
    assert.equal(refused.code, 1, refused.err);
    assert.match(refused.err, /was not installed/);
    assert.ok(!fs.existsSync(path.join(folder, 'installed')));
  }
  const installed = await run(file, bundle, 'prefix-dev/sigstore-example');
  assert.equal(installed.code, 0, installed.err);
  assert.deepEqual(fs.readFileSync(path.join(folder, 'installed', path.basename(file))), fs.readFileSync(file));
});

test('the declarations and an example that uses them pass tsc --strict', async () => {
  const tsc = require.resolve('typescript/bin/tsc');
  const args = ['--strict', '--noEmit', '--exactOptionalPropertyTypes', 'false', '--target', 'es2022', '--types', 'node'];
  for (const module of ['node16', 'preserve']) {
    const resolution = module === 'preserve' ? ['--moduleResolution', 'bundler'] : [];
    const files = ['index.d.ts', 'examples/types.ts'];
    const run = await execute(process.execPath, [tsc, ...args, '--module', module, ...resolution, ...files], { cwd: PACKAGE });
    assert.equal(run.code, 0, run.out);
  }
});

test('the package is required within 15 ms', async () => {
  // By the clock or by the process's own time, whichever is less: what the machine does besides is not counted.
  const source = `const cpu = process.cpuUsage(), began = performance.now();
    require('sealwright');
    const wall = performance.now() - began, { user, system } = process.cpuUsage(cpu);
    console.log(Math.min(wall, (user + system) / 1000));`;
  const times = [];
  for (let run = 0; run < 15; run++) times.push(Number((await execute(process.execPath, ['-e', source], { cwd: PACKAGE })).out));
  times.sort((a, b) => a - b);
  console.log(`require: ${times[0].toFixed(1)} ms at best, ${times[7].toFixed(1)} ms in the middle`);
  assert.ok(times[0] <= 15, `${times[0]} ms`);
});

test('nothing is needed when it runs', () => {
  const manifest = require('../package.json');
  assert.equal(manifest.dependencies, undefined);
  for (const [name, version] of Object.entries(manifest.optionalDependencies)) {
    const platform = JSON.parse(fs.readFileSync(path.join(PACKAGE, 'npm', name.replace('sealwright-', ''), 'package.json')));
    assert.deepEqual([platform.name, platform.version, version], [name, manifest.version, manifest.version]);
  }
  const lock = fs.readFileSync(path.join(PACKAGE, 'package-lock.json'), 'utf8');
  assert.ok(!lock.includes('"resolved"'));
});
