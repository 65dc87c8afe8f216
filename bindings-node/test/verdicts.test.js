'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');

const sealwright = require('sealwright');
const { BUNDLES, REPOSITORY, each, program, reference, table, vectors } = require('./support.js');

const { Artifact, Attestation, Bundle, Identity, Policy, PublicKey, Refused, TrustRoot, Verifier } = sealwright;

/** The verdict of the package, as JSON. */
async function verdict({ root, bundle, artifact, policy }) {
  const verifier = new Verifier(TrustRoot.fromJson(fs.readFileSync(root)));
  try {
    return (await verifier.verify(artifact, bundle, policy)).toJSON();
  } catch (error) {
    if (error instanceof Refused) return error.toJSON();
    throw error;
  }
}

/** What is in a file: the program takes evidence of every kind, a verifier takes the bytes of a bundle only. */
function evidence(file) {
  const bytes = fs.readFileSync(file);
  try {
    const [one, ...more] = Attestation.fromJson(bytes);
    return one instanceof Attestation && one.kind !== 'sigstore-bundle' && more.length === 0 ? one : bytes;
  } catch {
    return bytes;
  }
}

/** The artifact by its path, with the digests that the bundle speaks of. */
async function byPath(file, bundle) {
  let algorithms = [];
  try {
    algorithms = (bundle instanceof Attestation ? bundle.bundle : Bundle.fromJson(bundle)).digestAlgorithms;
  } catch {
    // A malformed bundle speaks of nothing.
  }
  return Artifact.fromPath(file, { algorithms });
}

/** Compares the package's verdict with the program's, for the artifact by its path and by its digest. */
async function compare(folder, row, root, flags, policy) {
  let runs = 0;
  const bundle = evidence(path.join(folder, row.bundle));
  for (const subject of [row.artifact, row.digest].filter((one) => one !== '')) {
    const args = ['verify', subject, '--bundle', row.bundle, '--trusted-root', root, ...flags, '--json'];
    const run = await reference(args, { cwd: folder });
    const artifact =
      subject === row.digest ? Artifact.fromDigest(subject) : await byPath(path.join(folder, subject), bundle);
    const ours = await verdict({
      root,
      bundle,
      artifact: subject === row.digest ? artifact : artifact.named(subject),
      policy,
    });
    const theirs = JSON.parse(run.out);
    assert.deepEqual(ours, theirs, `${row.case ?? row.bundle} by ${subject}`);
    assert.equal(ours.verdict === 'verified', row.expected === 'pass', `${row.case ?? row.bundle} by ${subject}`);
    assert.equal(run.code, row.expected === 'pass' ? 0 : 1);
    runs += 1;
  }
  return runs;
}

/** The options of the program, and the policy, for the signer of a row. */
function signer(folder, { key, identity, issuer }) {
  if (key !== '') {
    const pem = fs.readFileSync(path.join(folder, key), 'utf8');
    return [['--key', key], Policy.key(PublicKey.fromPem(pem))];
  }
  if (issuer === '') {
    const policy = Policy.signedBy(Identity.exactWithoutIssuer(identity));
    return [['--certificate-identity', identity, '--certificate-without-issuer'], policy];
  }
  const flags = ['--certificate-identity', identity, '--certificate-oidc-issuer', issuer];
  return [flags, Policy.signedBy(Identity.exact(identity, issuer))];
}

test('every bundle of testdata has the verdict that the program gives it', async () => {
  const roots = {
    sigstore: path.join(REPOSITORY, 'core/roots/sigstore.json'),
    github: path.join(REPOSITORY, 'core/roots/github.json'),
    staging: path.join(REPOSITORY, 'testdata/roots/staging.json'),
  };
  let runs = 0;
  await each(table(path.join(BUNDLES, 'cases.tsv')), async (row) => {
    if (row.key === '' && row.identity === '') return;
    const root = roots[row.root] ?? path.join(BUNDLES, row.root);
    const compared = await compare(BUNDLES, row, root, ...signer(BUNDLES, row));
    runs += compared;
  });
  console.log(`testdata: ${runs} verdicts, all as the program's`);
  assert.ok(runs > 40);
});

test('every conformance case has the verdict that the program gives it', async (t) => {
  const folder = vectors(t, 'conformance');
  if (folder === undefined) return;
  let runs = 0;
  await each(table(path.join(folder, 'cases.tsv')), async (row) => {
    let compared = 0;
    try {
      compared = await compare(folder, row, path.join(folder, row.trusted_root), ...signer(folder, row));
    } catch (error) {
      if (!(error instanceof sealwright.SealwrightError)) throw error;
      // No policy or no root, no verdict: the key or the root is none, and the program says so too.
      for (const subject of [row.artifact, row.digest]) {
        const who =
          row.key === ''
            ? ['--certificate-identity', row.identity, '--certificate-oidc-issuer', row.issuer]
            : ['--key', row.key];
        const args = ['verify', subject, '--bundle', row.bundle, '--trusted-root', row.trusted_root, ...who];
        const { code, out } = await reference([...args, '--json'], { cwd: folder });
        assert.ok(code !== 0 && out === '' && row.expected === 'fail', row.case);
        compared += 1;
      }
    }
    runs += compared;
  });
  console.log(`conformance: ${runs} verdicts, all as the program's`);
  assert.ok(runs >= 140);
});

test('every conformance case comes out as stated through verify-bundle', async (t) => {
  const folder = vectors(t, 'conformance');
  if (folder === undefined) return;
  let runs = 0;
  await each(table(path.join(folder, 'cases.tsv')), async (row) => {
    const who =
      row.key === ''
        ? ['--certificate-identity', row.identity, '--certificate-oidc-issuer', row.issuer]
        : ['--key', row.key];
    for (const subject of [row.artifact, row.digest]) {
      const args = ['verify-bundle', '--bundle', row.bundle, ...who, '--trusted-root', row.trusted_root, subject];
      const { code, err } = await program(args, { cwd: folder });
      assert.equal(code, row.expected === 'pass' ? 0 : 1, `${row.case} by ${subject}: ${err}`);
      runs += 1;
    }
  });
  console.log(`conformance: ${runs} runs of verify-bundle, all as stated`);
  assert.ok(runs >= 140);
});

test('every CPython release is verified', async (t) => {
  const folder = vectors(t, 'conformance');
  if (folder === undefined) return;
  const verifier = new Verifier(TrustRoot.sigstore());
  const rows = table(path.join(folder, 'cpython-cases.tsv'));
  const jobs = rows.map((row) => ({
    artifact: Artifact.fromDigest(row.digest),
    bundle: fs.readFileSync(path.join(folder, row.bundle)),
    policy: Policy.signedBy(Identity.exact(row.identity, row.issuer)),
  }));
  let index = 0;
  for await (const one of verifier.verifyAll(jobs)) {
    assert.ok(one instanceof sealwright.Verified, `${rows[index].release}: ${one.message}`);
    index += 1;
  }
  // The program starts once for each, so that a few stand for all.
  await each(rows.slice(0, 20), async (row) => {
    const [flags, policy] = signer(folder, { ...row, key: '' });
    const root = path.join(REPOSITORY, 'core/roots/sigstore.json');
    assert.equal(await compare(folder, { ...row, artifact: '' }, root, flags, policy), 1);
  });
  assert.equal(index, rows.length);
  console.log(`CPython: ${index} releases verified`);
});

test('the program runs by its own name, with its exit code and on the standard streams', async () => {
  const help = await program(['--help']);
  assert.equal(help.code, 0);
  assert.match(help.out, /sealwright/);
  assert.equal((await program(['verify', 'a.txt', '--github', 'octo/app'], { cwd: BUNDLES })).code, 3);
  assert.equal((await program(['verify', 'no-such-file', '--github', 'octo/app'], { cwd: BUNDLES })).code, 5);
  const usage = await program(['nonsense']);
  assert.equal(usage.code, 2);
  assert.notEqual(usage.err, '');
});
