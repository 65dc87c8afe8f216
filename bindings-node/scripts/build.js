'use strict';

// npm run build: the native module by cargo, and the declarations of its classes, in types, from what its sources say.

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

/** What is declared where. */
const FILES = {
  bundle: [
    ...['Attestation', 'Bundle', 'EntryBody', 'Envelope', 'EnvelopeSignature', 'LogEntry', 'Material'],
    ...['MessageSignature', 'Publisher', 'Statement', 'Subject', 'Timestamp', 'readPredicate'],
  ],
  certificate: [
    ...['Certificate', 'Claim', 'Claims', 'PublicKey', 'SubjectAltName', 'UnverifiedSct', 'verifyCertificatePath'],
  ],
  identity: ['DevicePrompt', 'Login', 'Token'],
  keys: ['PrivateKey', 'SigningKey', 'keyFileFormat'],
  local: ['ConsistencyProof', 'LocalAuthority', 'LocalIdentity', 'LocalLog', 'LocalProof', 'LocalTrust'],
  policy: ['DenyRule', 'EvidenceDemand', 'Identity', 'IdentityOptions', 'Policy', 'TrustedKey', 'Validity'],
  provenance: [
    ...['Builders', 'Environment', 'Expectations', 'ExpectationsOptions', 'Judged', 'LocalBuildOptions', 'LocalSource'],
    ...['NewProvenance', 'NewResource', 'Provenance', 'Publish', 'Subjects', 'VsaExpectations'],
    ...['VsaExpectationsOptions', 'levelSatisfies', 'summaryOf'],
  ],
  repository: ['Http', 'HttpOptions', 'Metadata', 'Repository'],
  signing: [
    ...['LogService', 'Service', 'Services', 'ServicesOptions', 'Signer', 'SigningConfig', 'TrustConfig'],
  ],
  trust: [
    ...['CertificateAuthority', 'Checkpoint', 'CtLog', 'InclusionProof', 'Instance', 'Log', 'TreeHead', 'TrustRoot'],
    ...['UnusableLog', 'Witness', 'leafHash', 'rootFromInclusion', 'verifyConsistency', 'verifyInclusion'],
  ],
  verify: [
    ...['Artifact', 'Digest', 'EstablishedTime', 'Evidence', 'Explanation', 'LogEvidence', 'Verified', 'Verifier'],
    ...['codes', 'escape', 'explain'],
  ],
};

// Of the native module alone: no user sees them.
const INTERNAL = ['Answer', 'Asked', 'Refusal', 'Stop', 'StreamHash'];

/** What lib adds to a class. */
const ADDED = {
  Artifact: `export declare namespace Artifact {
  /**
   * A stream, an iterable or async iterable of bytes, hashed on the thread pool, in bounded memory; SHA-256 is taken unless
   * other algorithms are named. Do not change a chunk before the next is asked for.
   */
  function fromStream(
    stream: Readable | Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
    options?: { algorithms?: ReadonlyArray<DigestAlgorithm>; signal?: AbortSignal },
  ): Promise<Artifact>;
}`,
  Claims: 'export interface Claims extends Iterable<Claim> {}',
};

const root = path.join(__dirname, '..');
const generated = fs.mkdtempSync(path.join(os.tmpdir(), 'sealwright-'));
try {
  build();
  for (const file of fs.readdirSync(generated).filter((name) => name.endsWith('.node'))) {
    // A module that is loaded is not written over.
    fs.rmSync(path.join(root, file), { force: true });
    fs.copyFileSync(path.join(generated, file), path.join(root, file));
  }
  declare(fs.readFileSync(path.join(generated, 'index.d.ts'), 'utf8'));
} finally {
  fs.rmSync(generated, { recursive: true, force: true });
}

function build() {
  const manifest = require.resolve('@napi-rs/cli/package.json');
  const cli = path.join(path.dirname(manifest), require(manifest).bin.napi);
  const crate = process.env.SEALWRIGHT_MANIFEST ?? path.join(root, 'Cargo.toml');
  const args = ['build', '--platform', '--release', '--no-js', '--no-const-enum', '--no-dts-cache'];
  const places = [
    '--manifest-path',
    crate,
    '--package-json-path',
    path.join(root, 'package.json'),
    '--output-dir',
    generated,
  ];
  const { status } = spawnSync(process.execPath, [cli, ...args, ...places], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error('napi build failed');
}

/** Writes the declarations that napi made into the files of types. */
function declare(native) {
  const declarations = new Map();
  const each =
    /((?:\/\*\*(?:(?!\*\/)[^])*\*\/\n)?)export (?:declare (?:class|function)|interface) (\w+)(?:[^{\n]*\{\}|[^{\n]*\{\n[^]*?\n\}|[^\n]*)\n/g;
  for (const [text, , name] of native.matchAll(each)) {
    if (!INTERNAL.includes(name)) declarations.set(name, sealed(text).trimEnd());
  }
  const homes = new Map(Object.entries(FILES).flatMap(([file, names]) => names.map((name) => [name, file])));
  for (const file of ['errors', 'literals', 'options']) {
    const text = fs.readFileSync(path.join(root, 'types', `${file}.d.ts`), 'utf8');
    for (const [, name] of text.matchAll(/^export (?:declare class|interface|type) (\w+)/gm)) homes.set(name, file);
  }
  const homeless = [...declarations.keys()].filter((name) => !homes.has(name));
  if (homeless.length > 0) throw new Error(`no file of types is for ${homeless.join(', ')}`);
  for (const [file, names] of Object.entries(FILES)) {
    const parts = names.flatMap((name) => [declarations.get(name), ADDED[name]]).filter((text) => text !== undefined);
    const text = parts.join('\n\n');
    const made = '// Made by npm run build from the documentation in src; do not edit.';
    fs.writeFileSync(
      path.join(root, 'types', `${file}.d.ts`),
      `${[made, ...imports(file, text, homes), text].join('\n\n')}\n`,
    );
  }
}

/** Classes whose instances come from methods alone have no constructor for users. */
function sealed(text) {
  if (!text.includes('export declare class') || /^  constructor\(/m.test(text)) return text;
  return text.replace('{\n', '{\n  private constructor();\n');
}

function imports(file, text, homes) {
  const code = text.replace(/\/\*\*[^]*?\*\//g, '').replace(/'[^'\n]*'/g, '');
  const used = new Set(code.match(/\b[A-Z]\w*\b/g));
  const lines = used.has('Readable') ? ["import type { Readable } from 'node:stream';\n"] : [];
  for (const home of [...new Set(homes.values())].sort()) {
    const names = [...used].filter((name) => homes.get(name) === home && home !== file).sort();
    if (names.length > 0) lines.push(`import type { ${names.join(', ')} } from './${home}';`);
  }
  return lines.length > 0 ? [lines.join('\n')] : [];
}
