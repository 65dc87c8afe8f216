'use strict';

const assert = require('node:assert/strict');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { test } = require('node:test');
const { pathToFileURL } = require('node:url');
const { inspect } = require('node:util');

const sealwright = require('sealwright');
const { BUNDLES, NOW, sample } = require('./support.js');

const { Artifact, Attestation, BundleError, Digest, Policy, Statement, TrustRoot, Verified, Verifier } = sealwright;

const attested = JSON.parse(fs.readFileSync(path.join(BUNDLES, 'conda-attestation.sigstore.json')));
const npm = JSON.parse(fs.readFileSync(path.join(BUNDLES, 'sigstore.js@2.0.0-provenance.sigstore.json')));
const predicateType = 'https://slsa.dev/provenance/v1';

/** The same evidence as PyPI publishes it. */
function pypi(workflow = 'action.yaml') {
  const { verificationMaterial, dsseEnvelope } = attested;
  const attestation = {
    version: 1,
    verification_material: {
      certificate: verificationMaterial.certificate.rawBytes,
      transparency_entries: verificationMaterial.tlogEntries,
    },
    envelope: { statement: dsseEnvelope.payload, signature: dsseEnvelope.signatures[0].sig },
  };
  const publisher = { kind: 'GitHub', repository: 'prefix-dev/sigstore-example', workflow };
  return { version: 1, attestation_bundles: [{ publisher, attestations: [attestation] }] };
}

test('attestations are read from whatever holds them', async () => {
  const [bundle] = Attestation.fromJson(sample.bundle);
  assert.deepEqual([bundle.kind, bundle.publisher, bundle.outerPredicateType], ['sigstore-bundle', null, null]);
  assert.equal(bundle.bundle.version, '0.3');

  const [published] = Attestation.fromJson(JSON.stringify(pypi()));
  assert.deepEqual([published.kind, published.bundle.version], ['pep740', 'assembled']);
  assert.equal(published.publisher.kind, 'GitHub');
  assert.equal(published.publisher.field('repository'), 'prefix-dev/sigstore-example');
  assert.equal(published.publisher.field('nothing'), null);

  const [answered] = Attestation.fromJson(JSON.stringify({ attestations: [{ predicateType, bundle: npm }] }));
  assert.deepEqual([answered.kind, answered.outerPredicateType], ['npm-registry', predicateType]);
  const [envelope] = Attestation.fromJson(JSON.stringify(attested.dsseEnvelope));
  assert.equal(envelope.kind, 'envelope');
  assert.match(inspect(published, { depth: 2 }), /^Attestation \{[^]*kind: 'pep740'[^]*Publisher \{/);
});

test('an attestation is verified as its bundle is', async () => {
  const { verifier, policy } = sample;
  const artifact = Artifact.fromPathSync(sample.path);
  const [attestation] = Attestation.fromJson(sample.bundle);
  const verified = await verifier.verify(artifact, attestation, policy, { now: NOW });
  const bundle = verifier.verifySync(artifact, sample.bundle, policy, { now: NOW }).toJSON();
  assert.deepEqual(verified.toJSON(), bundle);
  assert.deepEqual(verifier.verifySync(artifact, attestation, policy, { now: NOW }).toJSON(), bundle);
  for await (const one of verifier.verifyAll([{ artifact, bundle: attestation, policy }], { now: NOW })) {
    assert.deepEqual(one.toJSON(), bundle);
  }
});

test('one attestation that cannot be read does not hide the others', () => {
  const good = JSON.stringify(JSON.parse(sample.bundle));
  const found = Attestation.fromJson(`${good}\n{"mediaType": "x"}\n${good}\n`);
  assert.deepEqual(
    found.map((one) => one instanceof Attestation),
    [true, false, true],
  );
  const [, error] = found;
  assert.ok(error instanceof BundleError && error instanceof Error);
  assert.match(error.at, /^line 2/);
  assert.ok(sealwright.codes().includes(error.code) && error.hint.length > 0);
  const wrong = { attestations: [{ predicateType: 'https://example.com/other', bundle: npm }] };
  const [contradiction] = Attestation.fromJson(JSON.stringify(wrong));
  assert.equal(contradiction.found, 'https://example.com/other');
  assert.equal(contradiction.expected, predicateType);
  for (const none of ['', '[', '{}', '{"a": 1}', Buffer.from([0xff]), Buffer.alloc(16 * 2 ** 20 + 1, ' ')]) {
    assert.throws(() => Attestation.fromJson(none), BundleError);
  }
});

/** A layout with an image, and a bundle that refers to it. */
function layout(t) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sealwright-test-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  fs.mkdirSync(path.join(folder, 'blobs/sha256'), { recursive: true });
  const blob = (mediaType, bytes) => {
    const hex = createHash('sha256').update(bytes).digest('hex');
    fs.writeFileSync(path.join(folder, 'blobs/sha256', hex), bytes);
    return { mediaType, digest: `sha256:${hex}`, size: bytes.length };
  };
  const manifest = (fields) => blob('application/vnd.oci.image.manifest.v1+json', Buffer.from(JSON.stringify(fields)));
  const image = manifest({ schemaVersion: 2 });
  const layer = blob('application/vnd.dev.sigstore.bundle.v0.3+json', sample.bundle);
  const attached = manifest({ layers: [layer], subject: image });
  const tag = `host/image:${image.digest.replace(':', '-')}.att`;
  const named = { ...attached, annotations: { 'org.opencontainers.image.ref.name': tag } };
  const index = { schemaVersion: 2, manifests: [image, named] };
  fs.writeFileSync(path.join(folder, 'index.json'), JSON.stringify(index));
  return { folder, image: image.digest, layer: path.join(folder, 'blobs/sha256', layer.digest.slice(7)) };
}

test('a publisher is whom the certificate must name', () => {
  const statement = Statement.fromPayload(Buffer.from(attested.dsseEnvelope.payload, 'base64'));
  const artifact = Artifact.fromDigest(statement.subjects[0].knownDigests[0]);
  const verify = (workflow) => {
    const [published] = Attestation.fromJson(JSON.stringify(pypi(workflow)));
    const policy = Policy.signedBy(published.publisher.identity);
    return new Verifier(TrustRoot.sigstore()).verifySync(artifact, published, policy, { now: NOW });
  };
  assert.ok(verify('action.yaml') instanceof Verified);
  for (const other of ['release.yml', '*.yaml']) assert.throws(() => verify(other), { code: 'identity.san' });
  const [unknown] = Attestation.fromJson(JSON.stringify(pypi(null)));
  assert.equal(unknown.publisher.identity, null);
});

test('what is attached to an image of a layout is read, by a promise and before it returns', async (t) => {
  const { folder, image, layer } = layout(t);
  const images = await Attestation.imagesOfOciLayout(folder);
  assert.deepEqual(images.map(String), [image]);
  assert.deepEqual(Attestation.imagesOfOciLayoutSync(pathToFileURL(folder)).map(String), [image]);
  for (const found of [
    await Attestation.fromOciLayout(folder, image),
    await Attestation.fromOciLayout(pathToFileURL(folder), Digest.parse(image), { signal: undefined }),
    Attestation.fromOciLayoutSync(folder, images[0]),
  ]) {
    assert.deepEqual(
      found.map((one) => one.kind),
      ['sigstore-bundle'],
    );
    assert.ok(
      sample.verifier.verifySync(Artifact.fromPathSync(sample.path), found[0], sample.policy) instanceof Verified,
    );
  }
  const signal = AbortSignal.abort();
  await assert.rejects(Attestation.fromOciLayout(folder, image, { signal }), { name: 'AbortError' });
  await assert.rejects(Attestation.imagesOfOciLayout(folder, { signal }), { name: 'AbortError' });
  fs.appendFileSync(layer, ' ');
  const [damaged] = await Attestation.fromOciLayout(folder, image).catch((error) => [error]);
  assert.ok(damaged instanceof BundleError, inspect(damaged));
});

test('a layout that is not there says why the system refused', async () => {
  const calls = [
    () => Attestation.fromOciLayout('/no/such/folder', `sha256:${'0'.repeat(64)}`),
    () => Attestation.imagesOfOciLayout('/no/such/folder'),
    async () => Attestation.imagesOfOciLayoutSync('/no/such/folder'),
  ];
  for (const call of calls) {
    await assert.rejects(call, (error) => error instanceof BundleError && error.cause.code === 'ENOENT');
  }
  await assert.rejects(Attestation.fromOciLayout('/no/such/folder', 'sha256:00'), sealwright.DigestError);
});

test('an artifact may be known by a digest of any algorithm', () => {
  const artifact = Artifact.fromForeignDigest('gce_image_id', '897');
  assert.deepEqual([artifact.foreignDigest, artifact.name], [['gce_image_id', '897'], 'gce_image_id:897']);
  assert.equal(Artifact.fromPathSync(sample.path).foreignDigest, null);
  const bundle = JSON.stringify(attested);
  assert.throws(() => sample.verifier.verifySync(artifact, bundle, Policy.anyoneDangerous()), { code: 'subject.missing' });
});
