'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');

const sealwright = require('sealwright');
const { REPOSITORY, each, reference, vectors } = require('./support.js');

const { Artifact, Attestation, Builders, Expectations, Refused, TrustRoot, Verifier } = sealwright;

const TESTING = path.join(REPOSITORY, 'testdata/builders/slsa-verifier-testing.toml');
const verifier = new Verifier(TrustRoot.sigstore().and(TrustRoot.github()));

/** slsa-verifier's flags, as options of the program and of expectations. */
const FLAGS = {
  builder_id: ['--builder-id', 'builder'],
  branch: ['--source-branch', 'branch'],
  tag: ['--source-tag', 'tag'],
  versioned_tag: ['--source-versioned-tag', 'versionedTag'],
  package_name: ['--package-name', 'package'],
  package_version: ['--package-version', 'packageVersion'],
};

/** What the row asks for: of the program, and here. */
function asked({ flags, env }) {
  const [args, options] = [['--source-uri', flags.source_uri], {}];
  for (const [flag, value] of Object.entries(flags).filter(([name]) => name !== 'source_uri')) {
    const [name, option] = FLAGS[flag];
    args.push(name, value);
    options[option] = value;
  }
  if (env?.SLSA_VERIFIER_TESTING === '1') {
    args.push('--builders', TESTING);
    options.builders = Builders.embedded().and(Builders.fromToml(fs.readFileSync(TESTING, 'utf8')));
  }
  return { args, expected: new Expectations(flags.source_uri, options) };
}

/** The verdict, or the refusal. */
async function judge(expected, artifact, attestations) {
  try {
    const { verified, published } = await expected.verify(verifier, artifact, attestations);
    assert.ok(published === null || published.publish.version.length > 0);
    return verified;
  } catch (error) {
    assert.ok(error instanceof Refused, `${error}`);
    return error;
  }
}

test('slsa-verifier’s cases have the verdicts that the program gives them', async (t) => {
  const folder = vectors(t, 'slsa');
  if (folder === undefined) return;
  const lines = fs.readFileSync(path.join(folder, 'cases.jsonl'), 'utf8').trimEnd().split('\n');
  const rows = lines.map((line) => JSON.parse(line));
  const sampled = ['sigstore-bundle', 'npm-bundles'].flatMap((evidence) => {
    const all = rows.filter((row) => row.evidence === evidence);
    const step = Math.ceil(all.length / 25);
    return all.filter((_, index) => index % step === 0);
  });
  const counts = { verified: 0, refused: 0, published: 0 };
  await each(sampled, async (row) => {
    const { args, expected } = asked(row);
    const file = path.join(folder, '..', row.attestations[0]);
    const [{ sha256, sha512 }] = row.artifacts;
    const subject = sha512 !== undefined && row.evidence === 'npm-bundles' ? `sha512:${sha512}` : `sha256:${sha256}`;
    const run = await reference(['slsa', 'verify', subject, '--provenance', file, ...args, '--json']);
    const attestations = Attestation.fromJson(fs.readFileSync(file));
    const ours = await judge(expected, Artifact.fromDigest(subject), attestations);
    assert.deepEqual(ours.toJSON(), JSON.parse(run.out), row.name);
    const passed = !(ours instanceof Refused);
    assert.equal(run.code, passed ? 0 : 1, row.name);
    // Without a builder's name slsa-verifier verifies nothing of npm; here the registry of builders says who needs one.
    if (row.flags.builder_id !== undefined || row.evidence !== 'npm-bundles') {
      assert.equal(passed, row.expected === 'pass', row.name);
    }
    if (passed) assert.ok(ours.provenance.repository.includes(row.flags.source_uri.replace('git+', '')), row.name);
    counts[passed ? 'verified' : 'refused'] += 1;
    counts.published += attestations.length > 1 ? 1 : 0;
  });
  console.log(`slsa-verifier: ${JSON.stringify(counts)}, all as the program’s`);
  assert.ok(counts.verified + counts.refused >= 40);
  assert.ok(Object.values(counts).every((count) => count > 5));
});
