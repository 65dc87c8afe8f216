'use strict';

// npm run build: the native module by cargo, and index.d.ts from what its sources and types/header.d.ts say.

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const ERRORS = {
  ArtifactError: 'An artifact cannot be read; `cause` is the error of the system.',
  BundleError: 'A bundle or an envelope is malformed.',
  CertificateError: 'A certificate, its path or its timestamps are wrong.',
  DigestError: 'Text that is no digest.',
  LogError: 'A log entry, a checkpoint or a Merkle proof is wrong.',
  NetworkError: 'Something cannot be fetched. Nothing that this release offers needs a network, so nothing throws it yet.',
  PolicyError: 'A policy, or an option, is malformed or too wide.',
  PublicKeyError: 'Bytes that are no public key, or none that is supported.',
  SignatureError: 'A signature does not verify.',
  StatementError: 'An in-toto statement is malformed, or about something else.',
  TimestampError: 'A timestamp of RFC 3161 is malformed.',
  TrustError: 'A trusted root is malformed.',
};

// Of the native module alone: no user sees them.
const INTERNAL = ['Refusal', 'Stop', 'StreamHash'];

const root = path.join(__dirname, '..');
const generated = fs.mkdtempSync(path.join(os.tmpdir(), 'sealwright-'));
try {
  const napi = require.resolve('@napi-rs/cli/package.json');
  const cli = path.join(path.dirname(napi), require(napi).bin.napi);
  const args = ['build', '--platform', '--release', '--no-js', '--no-const-enum', '--no-dts-cache'];
  const manifest = process.env.SEALWRIGHT_MANIFEST ?? path.join(root, 'Cargo.toml');
  const build = [cli, ...args, '--manifest-path', manifest, '--package-json-path', path.join(root, 'package.json')];
  const { status } = spawnSync(process.execPath, [...build, '--output-dir', generated, ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
  for (const file of fs.readdirSync(generated).filter((name) => name.endsWith('.node'))) {
    fs.rmSync(path.join(root, file), { force: true });
    fs.copyFileSync(path.join(generated, file), path.join(root, file));
  }
  fs.writeFileSync(path.join(root, 'index.d.ts'), declarations());
} finally {
  fs.rmSync(generated, { recursive: true, force: true });
}

function declarations() {
  const { codes } = require('../index.js');
  const header = fs.readFileSync(path.join(root, 'types/header.d.ts'), 'utf8');
  const errors = Object.entries(ERRORS).map(
    ([name, doc]) => `/** ${doc} */\nexport declare class ${name} extends SealwrightError {}\n\n`,
  );
  let native = fs.readFileSync(path.join(generated, 'index.d.ts'), 'utf8');
  native = native.replace(/^\/\* (auto-generated|eslint).*\n/gm, '').trimStart();
  for (const name of INTERNAL) {
    native = native.replace(new RegExp(`(/\\*\\*(?:(?!\\*/)[^])*\\*/\\n)?export declare class ${name} \\{(?:\\}|[^]*?\\n\\})\\n+`), '');
  }
  // Classes whose instances come from methods alone.
  native = native.replace(/export declare class \w+ \{\n[^]*?\n\}\n/g, (one) =>
    /^  constructor\(/m.test(one) ? one : one.replace('{\n', '{\n  private constructor();\n'),
  );
  const filled = header
    .replace(/^\/\/.*\n/, '// Made by npm run build from types/header.d.ts and src; do not edit.\n')
    .replace('@CODES@', codes().map((code) => `  | '${code}'`).join('\n'))
    .replace('@ERRORS@\n', errors.join(''));
  return `${filled}${native.trimEnd()}\n`;
}
