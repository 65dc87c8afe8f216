'use strict';

// What the tests share: where things are, the sample, the tables of cases, and running the program.

const { execFile } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const sealwright = require('sealwright');

const PACKAGE = path.join(__dirname, '..');

/** The repository: the package stands in it, or in a folder below its target. */
const REPOSITORY = (function find(folder) {
  if (fs.existsSync(path.join(folder, 'bindings/surface.tsv'))) return folder;
  const above = path.dirname(folder);
  if (above === folder) throw new Error('the tests run inside of the repository');
  return find(above);
})(PACKAGE);

const BUNDLES = path.join(REPOSITORY, 'testdata/bundles');
const VECTORS = process.env.SEALWRIGHT_VECTORS ?? path.join(REPOSITORY, '../shared/vectors');

/** After every time in the vectors, and fixed. */
const NOW = new Date(1_795_262_400_000);

const BIN = path.join(PACKAGE, 'bin/sealwright.js');

/** A real bundle with everything that a bundle may have, and the policy that accepts it. */
const sample = {
  path: path.join(BUNDLES, 'cosign-v3-blob.txt'),
  bundlePath: path.join(BUNDLES, 'cosign-v3-blob.sigstore.json'),
  bundle: fs.readFileSync(path.join(BUNDLES, 'cosign-v3-blob.sigstore.json')),
  other: path.join(BUNDLES, 'a.txt'),
  identity: ['w.vollprecht@gmail.com', 'https://github.com/login/oauth'],
  get policy() {
    return sealwright.Policy.signedBy(sealwright.Identity.exact(...this.identity));
  },
  get verifier() {
    return new sealwright.Verifier(sealwright.TrustRoot.sigstore());
  },
};

/** The rows of a table with a line of names. */
function table(file) {
  const [names, ...lines] = fs.readFileSync(file, 'utf8').trimEnd().split('\n');
  const keys = names.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    return Object.fromEntries(keys.map((key, index) => [key, cells[index] ?? '']));
  });
}

/** The folder of that name among the public vectors, or a line that says why its tests are skipped. */
function vectors(t, name) {
  const folder = path.join(VECTORS, name);
  if (fs.existsSync(folder)) return folder;
  t.skip(`no public vectors at ${folder} (set SEALWRIGHT_VECTORS)`);
  return undefined;
}

/** Runs a program: its exit code and what it wrote. */
function execute(file, args, options) {
  return new Promise((resolve) => {
    execFile(file, args, { maxBuffer: 1 << 26, ...options }, (error, out, err) => {
      resolve({ code: error === null ? 0 : error.code, out, err });
    });
  });
}

/** Runs the package's program. */
function program(args, options) {
  return execute(process.execPath, [BIN, ...args], options);
}

/** Runs the Rust program where it was built, or the package's. */
function reference(args, options) {
  const built = process.env.SEALWRIGHT_PROGRAM;
  return built === undefined ? program(args, options) : execute(built, args, options);
}

/** Does it for every item, a few at a time. */
async function each(items, work) {
  const queue = items[Symbol.iterator]();
  const worker = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all([worker(), worker(), worker()]);
}

const SLOW = process.env.SEALWRIGHT_SLOW === '1';

module.exports = { BIN, BUNDLES, NOW, PACKAGE, REPOSITORY, SLOW, each, execute, program, reference, sample, table, vectors };
