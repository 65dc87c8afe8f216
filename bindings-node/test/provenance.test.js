'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');
const { inspect } = require('node:util');

const sealwright = require('sealwright');
const { BUNDLES, NOW, REPOSITORY, sample } = require('./support.js');

const { Artifact, Attestation, Builders, Bundle, Expectations, Policy, PolicyError, PublicKey, Refused } = sealwright;
const { Statement, StatementError, TrustRoot, TrustedKey, Verified, Verifier, VsaExpectations } = sealwright;

const SOURCE = 'github.com/jdx/mise';
const verifier = new Verifier(TrustRoot.sigstore());

/** A file of attestations, and the artifact that it is about. */
function read(name) {
  const [attestation] = Attestation.fromJson(fs.readFileSync(path.join(BUNDLES, name)));
  const statement = Statement.fromPayload(attestation.bundle.content.payload);
  return { attestation, artifact: Artifact.fromDigest(statement.subjects[0].knownDigests[0]) };
}

/** Provenance as GitHub made it, verified. */
function given() {
  const { attestation, artifact } = read('github_build_provenance_jdx_mise.json');
  return verifier.verifySync(artifact, attestation, new Expectations(SOURCE).policy(), { now: NOW });
}

const failed = (call) => {
  try {
    call();
  } catch (error) {
    assert.ok(error instanceof Refused, inspect(error));
    return error.failures.map((check) => check.code);
  }
  return [];
};

test('provenance is judged by what is expected of it', () => {
  const options = {
    builder: 'https://github.com/jdx/mise/.github/workflows/release.yml@v2026.9.12',
    buildType: 'https://actions.github.io/buildtypes/workflow/v1',
    tag: 'v2026.9.12',
    versionedTag: 'v2026.9',
    gitRef: 'refs/tags/v2026.9.12',
    commit: '1698dd8ff8308b6e39fee8ce1537ddf93f246a2a',
    workflow: '.github/workflows/release.yml',
    repositoryId: '586920414',
    ownerId: '216188',
    runner: 'github-hosted',
    level: 2,
    inputs: {},
    parameters: ['other'],
    branch: undefined,
  };
  const before = given();
  assert.deepEqual([before.provenance, before.publish, before.summary], [null, null, null]);
  const verified = new Expectations(SOURCE, options).check(before);
  assert.ok(verified instanceof Verified);
  assert.ok(verified.checks.length > before.checks.length);
  const { provenance } = verified;
  assert.equal(provenance.builder, options.builder.replace('@', '@refs/tags/'));
  assert.equal(provenance.repository, `https://${SOURCE}`);
  assert.deepEqual([provenance.gitRef, provenance.commit], [options.gitRef, options.commit]);
  assert.deepEqual([provenance.workflow, provenance.event], [options.workflow, 'push']);
  assert.match(provenance.invocation, /actions\/runs\/35503794962/);
  assert.equal(provenance.buildType, options.buildType);
  assert.deepEqual([provenance.level, provenance.builderName], [2, 'GitHub Actions']);
  assert.deepEqual([provenance.started, provenance.finished], [null, null]);
  assert.equal(provenance.statement.json, verified.statement.json);
  assert.deepEqual([verified.publish, verified.summary], [null, null]);
  assert.equal(verified.toJSON().verdict, 'verified');
  assert.match(inspect(verified, { depth: 2 }), /Provenance \{/);
  for (const [wrong, code] of [
    [{ builder: 'https://example.com/builder' }, 'slsa.builder'],
    [{ buildType: 'https://example.com/type' }, 'slsa.build-type'],
    [{ branch: 'other' }, 'slsa.ref'],
    [{ tag: 'v2026.9.13' }, 'slsa.ref'],
    [{ versionedTag: 'v2025' }, 'slsa.ref'],
    [{ gitRef: 'refs/heads/other' }, 'slsa.ref'],
    [{ commit: '0'.repeat(40) }, 'slsa.ref'],
    [{ workflow: '.github/workflows/other.yml' }, 'slsa.parameter'],
    [{ repositoryId: '1' }, 'slsa.source'],
    [{ ownerId: '1' }, 'slsa.source'],
    [{ runner: 'self-hosted' }, 'slsa.builder'],
    [{ inputs: { a: 'b' } }, 'slsa.parameter'],
    [{ level: 3 }, 'slsa.level'],
    [{ package: 'other' }, 'slsa.subject'],
    [{ packageVersion: '2.0.1' }, 'slsa.subject'],
    [{ versionedTag: 'no version' }, 'policy.malformed'],
  ]) {
    const codes = failed(() => new Expectations(SOURCE, wrong).check(before));
    assert.ok(codes.includes(code), `${inspect(wrong)}: ${codes}`);
  }
  assert.deepEqual(failed(() => new Expectations('github.com/octo/app').check(before))[0], 'slsa.source');
});

test('all that is attested is judged in one call', async () => {
  const { artifact } = read('github_build_provenance_jdx_mise.json');
  const text = fs.readFileSync(path.join(BUNDLES, 'github_build_provenance_jdx_mise.json'), 'utf8');
  const unreadable = '{"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json"}';
  const found = Attestation.fromJson(`${unreadable}\n${JSON.stringify(JSON.parse(text))}`);
  const expected = new Expectations(SOURCE);
  for (const judged of [
    await expected.verify(verifier, artifact, found, { now: NOW }),
    expected.verifySync(verifier, artifact, found, { now: NOW, policy: expected.policy() }),
  ]) {
    assert.deepEqual([judged.index, judged.published], [1, null]);
    assert.ok(judged.verified.provenance.repository.endsWith(SOURCE));
    const [[index, refused]] = judged.refused;
    assert.ok(refused instanceof Refused);
    assert.deepEqual([index, refused.code, refused.at], [0, 'bundle.malformed', found[0].at]);
  }
  const of = (attestations, options) => () => {
    return expected.verifySync(verifier, artifact, attestations, { now: NOW, ...options });
  };
  assert.deepEqual(failed(of([])), ['predicate.type']);
  assert.deepEqual(failed(of([found[0]])), ['bundle.malformed']);
  const policy = Policy.signedBy(sealwright.Identity.github('octo/app'));
  assert.ok(failed(of(found, { policy })).includes('bundle.malformed'));
  const elsewhere = new Expectations('github.com/octo/app');
  await assert.rejects(elsewhere.verify(verifier, artifact, found.slice(1), { now: NOW }), { code: 'slsa.source' });
  for (const mistake of [undefined, 'text', [text], [new Error('x')]]) assert.throws(of(mistake), TypeError);
  await assert.rejects(expected.verify(verifier, artifact, found, { signal: AbortSignal.abort() }), { code: 'ABORT_ERR' });
});

test('evidence that nobody has seen is refused unless the policy says otherwise', () => {
  const { attestation, artifact } = read('sops_v3_9_0.intoto.jsonl');
  const expected = new Expectations('github.com/getsops/sops', { tag: 'v3.9.0' });
  assert.equal(attestation.kind, 'envelope');
  const verify = (policy) => expected.check(verifier.verifySync(artifact, attestation, policy, { now: NOW }));
  assert.deepEqual(failed(() => verify(expected.policy()))[0], 'log.missing');
  assert.equal(verify(expected.policy().unloggedDangerous()).provenance.gitRef, 'refs/tags/v3.9.0');
});

test('what was judged is not judged again, and what is no provenance is refused', () => {
  const expected = new Expectations(SOURCE);
  const once = expected.check(given());
  const vsa = new VsaExpectations('https://example.com/v', 'pkg:x/y');
  for (const call of [() => expected.check(once), () => expected.checkPublish(once), () => vsa.check(once)]) {
    assert.throws(call, TypeError);
  }
  const blob = sample.verifier.verifySync(Artifact.fromPathSync(sample.path), sample.bundle, sample.policy);
  assert.ok(failed(() => expected.check(blob)).length > 0);
  assert.ok(failed(() => expected.checkPublish(given())).length > 0);
  assert.ok(failed(() => vsa.check(given())).includes('predicate.type'));
  assert.equal(expected.isPublish('https://slsa.dev/provenance/v1'), false);
  assert.equal(expected.isPublish('https://github.com/npm/attestation/tree/main/specs/publish/v0.1'), true);
});

test('builders of one’s own are trusted beside those that are known, or instead of them', () => {
  const own = Builders.fromToml(fs.readFileSync(path.join(REPOSITORY, 'testdata/builders/example.toml'), 'utf8'));
  const alone = new Expectations(SOURCE, { builders: own });
  assert.ok(failed(() => alone.check(given())).length > 0);
  const both = new Expectations(SOURCE, { builders: Builders.embedded().and(own) });
  assert.ok(both.check(given()).provenance.level > 0);
  assert.throws(() => Builders.fromToml('version = 2'), PolicyError);
});

/** The summary of testdata, verified. */
function summarized() {
  const read = (name) => fs.readFileSync(path.join(REPOSITORY, 'testdata/vsa', name));
  const [attestation] = Attestation.fromJson(read('summary.dsse.json'));
  const key = PublicKey.fromPem(read('verifier.pub').toString());
  const policy = Policy.key(new TrustedKey(key, { onlyNamed: 'verifier-2026' })).unloggedDangerous();
  const artifact = Artifact.fromBytesSync(Buffer.from('hello\n'));
  return verifier.verifySync(artifact, attestation, policy, { now: NOW });
}

test('a verification summary is judged by what it must say', () => {
  const [id, resource] = ['https://verifier.example.com/v1', 'pkg:generic/hello@1.0.0'];
  const options = {
    levels: ['SLSA_BUILD_LEVEL_2'],
    dependencyLevels: ['SLSA_BUILD_LEVEL_1'],
    maxAge: 400 * 86_400,
    policy: 'https://verifier.example.com/policy',
    subjectDigests: [['image_id', '4711']],
    inputAttestations: undefined,
  };
  const before = summarized();
  const verified = new VsaExpectations(id, resource, options).check(before, { now: NOW });
  assert.equal(verified.summary.verificationResult, 'PASSED');
  assert.deepEqual(verified.summary.dependencyLevels, { SLSA_BUILD_LEVEL_2: 2 });
  assert.equal(verified.summary.verifier.id, id);
  assert.deepEqual([verified.provenance, verified.publish], [null, null]);
  assert.equal(verified.statement.predicateType, 'https://slsa.dev/verification_summary/v1');
  for (const [wrong, code] of [
    [{ levels: ['SLSA_BUILD_LEVEL_4'] }, 'vsa.level'],
    [{ dependencyLevels: ['SLSA_BUILD_LEVEL_3'] }, 'vsa.level'],
    [{ maxAge: 60 }, 'vsa.time'],
    [{ policy: 'https://example.com/other' }, 'vsa.policy'],
    [{ policyDigests: { sha256: 'aa' } }, 'vsa.policy'],
    [{ inputAttestations: [['sha256', 'aa']] }, 'vsa.input'],
    [{ subjectDigests: [['image_id', '1']] }, 'subject.digest'],
  ]) {
    const codes = failed(() => new VsaExpectations(id, resource, wrong).check(before, { now: NOW }));
    assert.deepEqual(codes, [code], inspect(wrong));
  }
  assert.deepEqual(
    failed(() => new VsaExpectations(id, resource).check(before, { now: new Date(0) })),
    ['vsa.time'],
  );
  assert.deepEqual(
    failed(() => new VsaExpectations('https://example.com/v', 'pkg:x/y').check(before)),
    ['vsa.verifier', 'vsa.resource'],
  );
  for (const call of [
    () => new VsaExpectations('', resource),
    () => new VsaExpectations(id, resource, { levels: ['SLSA_MINE'] }),
    () => new VsaExpectations(id, resource, { policyDigests: { sha256: '' } }),
  ]) {
    assert.throws(call, PolicyError);
  }
});

test('what a build used is vouched for, or it is refused', () => {
  const expected = new Expectations(SOURCE);
  const provenance = expected.check(given());
  const summary = new VsaExpectations('https://verifier.example.com/v1', 'pkg:generic/hello@1.0.0');
  const other = summary.check(summarized(), { now: NOW });
  for (const summaries of [[], [other]]) {
    assert.deepEqual(failed(() => expected.checkDependencies(provenance, summaries)), ['slsa.dependency']);
  }
  assert.throws(() => expected.checkDependencies(given(), [other]), TypeError);
  assert.throws(() => expected.checkDependencies(provenance, [provenance]), TypeError);
});

test('a key is for its name alone where the policy says so', () => {
  const key = PublicKey.fromPem(fs.readFileSync(path.join(REPOSITORY, 'testdata/vsa/verifier.pub'), 'utf8'));
  const named = new TrustedKey(key, { onlyNamed: 'k', signs: 'payload-dangerous' });
  assert.deepEqual([named.hint, named.isOnlyNamed, named.signs], ['k', true, 'payload-dangerous']);
  const plain = new TrustedKey(key, { hint: 'k' });
  assert.deepEqual([plain.hint, plain.isOnlyNamed, plain.signs], ['k', false, 'pae']);
  assert.throws(() => new TrustedKey(key, { signs: 'nothing' }), PolicyError);
  const policy = Policy.key(plain);
  assert.deepEqual([policy.evidence.unlogged, policy.unloggedDangerous().evidence.unlogged], [
    'refused',
    'accepted-dangerous',
  ]);
});

test('a summary of a verdict says what came of it', () => {
  const options = {
    verifierId: 'https://example.com/verifier',
    verifierVersion: { sealwright: '0.1.0' },
    resourceUri: 'pkg:npm/sigstore@2.0.0',
    policy: { uri: 'https://example.com/policy', digest: { sha256: 'ab'.repeat(32) } },
    levels: ['SLSA_BUILD_LEVEL_2'],
    inputAttestations: [{ digest: { sha256: 'cd'.repeat(32) } }],
    dependencyLevels: { SLSA_BUILD_LEVEL_1: 2 },
    now: NOW,
  };
  const passed = sealwright.summaryOf(new Expectations(SOURCE).check(given()), options);
  assert.deepEqual(passed.predicate, {
    verifier: { id: options.verifierId, version: options.verifierVersion },
    timeVerified: '2026-11-21T12:00:00Z',
    resourceUri: options.resourceUri,
    policy: options.policy,
    inputAttestations: options.inputAttestations,
    verificationResult: 'PASSED',
    verifiedLevels: options.levels,
    dependencyLevels: options.dependencyLevels,
    slsaVersion: '1.2',
  });
  assert.equal(passed.json, sealwright.summaryOf(given(), options).json);
  const refused = (() => {
    try {
      return new Expectations('github.com/octo/app').check(given());
    } catch (error) {
      return error;
    }
  })();
  const small = { verifierId: 'v:1', resourceUri: 'r:1', policy: 'p:1' };
  const { predicate } = sealwright.summaryOf(refused, small);
  assert.deepEqual([predicate.verificationResult, predicate.verifiedLevels], ['FAILED', ['FAILED']]);
  assert.deepEqual(predicate.policy, { uri: 'p:1' });
  for (const [wrong, name] of [
    [{ verifierId: '' }, 'MakeError'],
    [{ policy: {} }, 'MakeError'],
    [{ policy: { uri: 3 } }, 'MakeError'],
    [{ inputAttestations: [{ uri: 'a:b' }] }, 'MakeError'],
    [{ levels: ['SLSA_BUILD_LEVEL_1', 'SLSA_BUILD_LEVEL_2'] }, 'MakeError'],
    [{ levels: ['SLSA_MINE'] }, 'PolicyError'],
    [{ verifierId: 3 }, 'TypeError'],
    [{ now: 3 }, 'TypeError'],
  ]) {
    assert.throws(() => sealwright.summaryOf(given(), { ...small, ...wrong }), { name }, inspect(wrong));
  }
  assert.throws(() => sealwright.summaryOf({}, small), TypeError);
});

test('levels are ladders, each of its track', () => {
  const { levelSatisfies } = sealwright;
  assert.ok(levelSatisfies('SLSA_BUILD_LEVEL_3', 'SLSA_BUILD_LEVEL_2'));
  assert.ok(!levelSatisfies('SLSA_SOURCE_LEVEL_3', 'SLSA_BUILD_LEVEL_2'));
  assert.throws(() => levelSatisfies('SLSA_MINE', 'SLSA_BUILD_LEVEL_2'), PolicyError);
});

test('statements are made, and predicates are read by their types', () => {
  const digests = { sha256: 'ab'.repeat(32), gitCommit: 'cd'.repeat(20) };
  const predicate = { b: 1, a: [true, 'é'] };
  const made = new Statement([['a.txt', digests]], 'https://example.com/t', predicate);
  assert.equal(
    made.json,
    '{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"a.txt","digest":' +
      `${JSON.stringify(digests)}}],"predicateType":"https://example.com/t","predicate":${JSON.stringify(predicate)}}`,
  );
  assert.deepEqual([made.predicate, made.subjects[0].digests], [predicate, digests]);
  const text = new Statement(new Map([['', digests]]), 'https://example.com/t', '{"a": 1}');
  assert.deepEqual([text.predicate, text.subjects[0].name], [{ a: 1 }, null]);
  const [attestation] = Attestation.fromJson(fs.readFileSync(path.join(BUNDLES, 'conda-attestation.sigstore.json')));
  const bare = Statement.fromPayload(attestation.bundle.content.payload);
  assert.deepEqual(bare.predicate, JSON.parse(bare.predicateJson));
  const wrong = new Statement([['a', digests]], 'https://slsa.dev/provenance/v1', {});
  assert.throws(() => wrong.predicate, { name: 'StatementError', code: 'predicate.malformed' });
  assert.match(inspect(wrong), /StatementError/);
  assert.throws(() => sealwright.readPredicate('https://slsa.dev/provenance/v1', '{}'), StatementError);
  assert.throws(() => sealwright.readPredicate('https://example.com/t', '{"a":1,"a":2}'), StatementError);
  const odd = sealwright.readPredicate('https://example.com/t', '{"__proto__": {"a": 1}}');
  assert.ok(Object.hasOwn(odd, '__proto__') && odd.a === undefined);
  assert.equal(sealwright.readPredicate('https://example.com/t', 'null'), null);
  for (const call of [
    () => new Statement([], 't', {}),
    () => new Statement([['a', { sha256: 'ab' }]], 't', {}),
    () => new Statement([['a', {}]], 't', {}),
    () => new Statement([['a', digests]], '', {}),
    () => new Statement([['a', digests]], 't', '[]'),
    () => new Statement([['a', digests]], 't', '{"a":1,"a":2}'),
  ]) {
    assert.throws(call, StatementError);
  }
  assert.ok(Bundle.fromJson(sample.bundle).version !== 'assembled');
});
