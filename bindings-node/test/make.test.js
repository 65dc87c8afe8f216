'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { inspect } = require('node:util');

const sealwright = require('sealwright');
const { NOW } = require('./support.js');

const { Digest, DigestError, Environment, LocalSource, MakeError, NewProvenance, NewResource, Subjects } = sealwright;

const HEX = 'ab'.repeat(32);
const COMMIT = 'cd'.repeat(20);

const GITHUB = {
  GITHUB_ACTIONS: 'true',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_REF: 'refs/tags/v1.2.3',
  GITHUB_REPOSITORY: 'octo/app',
  GITHUB_REPOSITORY_ID: '74',
  GITHUB_REPOSITORY_OWNER_ID: '65',
  GITHUB_RUN_ATTEMPT: '2',
  GITHUB_RUN_ID: '1658821493',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_SHA: COMMIT,
  GITHUB_WORKFLOW_REF: 'octo/app/.github/workflows/release.yml@refs/tags/v1.2.3',
  RUNNER_ENVIRONMENT: 'github-hosted',
};

test('an environment keeps the variables of the allow-list and reads no others', () => {
  const seen = [];
  const variables = new Proxy(
    { ...GITHUB, GITHUB_TOKEN: 'secret', AWS_SECRET_ACCESS_KEY: 'secret', UNSET: undefined },
    {
      get: (all, name, receiver) => {
        seen.push(name);
        return Reflect.get(all, name, receiver);
      },
    },
  );
  const environment = new Environment(variables);
  assert.equal(environment.detect(), 'github');
  const names = Environment.names();
  assert.deepEqual(seen.filter((name) => typeof name === 'string' && !names.includes(name)), []);
  assert.ok(names.includes('GITHUB_SHA') && !names.includes('GITHUB_TOKEN'));
  const own = Environment.variables('github');
  assert.ok(own.includes('GITHUB_SHA') && own.every((name) => names.includes(name)));
  assert.equal(new Environment(Object.entries(GITHUB)).detect(), 'github');
  assert.equal(new Environment(process.env) instanceof Environment, true);
  assert.equal(new Environment({}).detect(), 'local');
  assert.ok(!inspect(environment).includes('secret') && !inspect(environment).includes(COMMIT));
  assert.throws(() => new Environment({ ...GITHUB, GITLAB_CI: 'true' }).detect(), MakeError);
  assert.throws(() => new Environment({ GITHUB_SHA: 'a\u0007' }), { name: 'MakeError', at: 'GITHUB_SHA' });
  assert.throws(() => new Environment({ GITHUB_SHA: 'a'.repeat(2 ** 16 + 1) }), { code: 'bundle.limit' });
  assert.throws(() => Environment.variables('nothing'), sealwright.PolicyError);
});

test('provenance is made of what a CI system says, and the same input gives the same bytes', () => {
  const make = () => NewProvenance.fromEnvironment('github', new Environment(GITHUB));
  const json = make().predicateJson();
  assert.equal(json, make().predicateJson());
  const predicate = sealwright.readPredicate('https://slsa.dev/provenance/v1', json);
  assert.equal(predicate.buildDefinition.buildType, 'https://actions.github.io/buildtypes/workflow/v1');
  assert.equal(predicate.buildDefinition.resolvedDependencies[0].digest.gitCommit, COMMIT);
  const { GITHUB_SHA: _, ...less } = GITHUB;
  assert.throws(() => NewProvenance.fromEnvironment('github', new Environment(less)), {
    name: 'MakeError',
    at: 'GITHUB_SHA',
  });
  const manual = new Environment({ ...GITHUB, GITHUB_EVENT_NAME: 'workflow_dispatch' });
  assert.throws(() => NewProvenance.fromEnvironment('github', manual), { at: 'GITHUB_EVENT_PATH' });
  assert.throws(() => NewProvenance.fromEnvironment('github', manual, Buffer.from('[')), MakeError);
  const event = Buffer.from(JSON.stringify({ inputs: { version: '1.2.3' } }));
  const started = NewProvenance.fromEnvironment('github', manual, event);
  assert.deepEqual(JSON.parse(started.predicateJson()).buildDefinition.externalParameters.inputs, { version: '1.2.3' });
  assert.throws(() => NewProvenance.fromEnvironment('local', new Environment({})), MakeError);
});

test('provenance of a local build has what it was given, and no credentials', () => {
  const source = new LocalSource(COMMIT, {
    remote: 'https://me:secret@git.example.com/octo/app.git',
    gitRef: 'refs/heads/main',
    dirty: true,
  });
  assert.deepEqual([source.commit, source.gitRef, source.dirty], [COMMIT, 'refs/heads/main', true]);
  assert.ok(source.remote.startsWith('https://git.example.com/'));
  const lockfile = NewResource.file('Cargo.lock', `sha256:${HEX}`);
  assert.deepEqual([lockfile.name, lockfile.uri, lockfile.digests], ['Cargo.lock', '', { sha256: HEX }]);
  const log = new NewResource({ name: 'log', uri: 'https://me:secret@example.com/log', digests: { gitBlob: 'ab' } });
  const bare = NewProvenance.local({ source: new LocalSource(COMMIT) });
  const made = bare
    .started(NOW)
    .finished(NOW)
    .dependency(lockfile)
    .byproduct(log)
    .sourceDateEpoch(new Date(0));
  assert.notEqual(bare.predicateJson(), made.predicateJson());
  const { buildDefinition, runDetails } = JSON.parse(made.predicateJson());
  assert.deepEqual(runDetails.metadata, { startedOn: '1970-01-01T00:00:00Z', finishedOn: '1970-01-01T00:00:00Z' });
  assert.equal(buildDefinition.resolvedDependencies[1].name, 'Cargo.lock');
  assert.equal(runDetails.byproducts[0].uri, 'https://example.com/log');
  assert.equal(runDetails.builder.id, 'https://sealwright.dev/builders/local/v1');
  const whole = NewProvenance.local({
    source,
    builderId: 'https://example.com/me',
    lockfiles: [lockfile],
    command: ['make', 'all'],
    started: NOW,
    finished: NOW,
    byproducts: [log],
  });
  const json = whole.predicateJson();
  assert.ok(!json.includes('secret'), json);
  assert.deepEqual(JSON.parse(json).buildDefinition.externalParameters.command, ['make', 'all']);
  assert.equal(JSON.parse(json).buildDefinition.internalParameters.dirty, true);
  assert.equal(JSON.parse(json).runDetails.metadata.startedOn, '2026-11-21T12:00:00Z');
  assert.throws(() => NewProvenance.local({ source: new LocalSource('main') }), { name: 'MakeError', found: 'main' });
  const long = new NewResource({ name: 'a'.repeat(2 ** 16 + 1) });
  assert.throws(() => bare.dependency(long), { code: 'bundle.limit' });
  const [statement] = whole.statements(new Subjects([['app', `sha256:${HEX}`]]));
  assert.equal(statement.predicateJson, json);
});

test('subjects keep their order, and fill as many statements as they need', () => {
  const digest = Digest.parse(`sha512:${HEX}${HEX}`);
  const subjects = new Subjects([
    ['b', `sha256:${HEX}`],
    ['a', digest],
    ['b', digest],
  ]);
  assert.deepEqual(subjects.subjects, [
    ['b', { sha256: HEX, sha512: digest.hex }],
    ['a', { sha512: digest.hex }],
  ]);
  const listed = Subjects.fromChecksums(`${HEX}  c\nSHA256 (d) = ${HEX}\n`);
  assert.deepEqual(listed.and(subjects).subjects.map(([name]) => name), ['c', 'd', 'b', 'a']);
  const pairs = function* () {
    for (let index = 0; index < 1025; index++) yield [`file-${index}`, digest];
  };
  const statements = new Subjects(pairs()).statements('https://example.com/t', { a: 1 });
  assert.deepEqual(statements.map((one) => one.subjects.length), [1024, 1]);
  assert.deepEqual(statements[1].predicate, { a: 1 });
  for (const call of [
    () => new Subjects([]),
    () => Subjects.fromChecksums('nonsense'),
    () => new Subjects([['a', digest]]).and(new Subjects([['a', `sha512:${'0'.repeat(128)}`]])),
    () => new Subjects(Array(102_401).fill(['', digest])),
    () => subjects.statements('t', '[]'),
  ]) {
    assert.throws(call, MakeError);
  }
  assert.throws(() => new Subjects([['a', 'sha256:00']]), DigestError);
});
