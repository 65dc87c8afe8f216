'use strict';

// What the package costs over the core, in turns: a machine that is busy for a while is busy for both.
//
//     node benches/overhead.cjs [PROGRAM]
//
// PROGRAM is the built bench `core` of bindings-python; without it only the Node side is measured.

const { execFileSync } = require('node:child_process');
const { readFileSync } = require('node:fs');
const path = require('node:path');
const { Artifact, Identity, Policy, TrustRoot, Verifier } = require('..');

const NAME = path.resolve(__dirname, '../../testdata/bundles/cosign-v3-blob');
const SIGNER = ['w.vollprecht@gmail.com', 'https://github.com/login/oauth'];
const ROUNDS = 3000;

const verifier = new Verifier(TrustRoot.sigstore());
const policy = Policy.signedBy(Identity.exact(...SIGNER));
const artifact = Artifact.fromPathSync(`${NAME}.txt`);
const bundle = readFileSync(`${NAME}.sigstore.json`);

const micros = (begun) => Number(process.hrtime.bigint() - begun) / 1e3;

function sync() {
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round += 1) {
    const begun = process.hrtime.bigint();
    verifier.verifySync(artifact, bundle, policy);
    best = Math.min(best, micros(begun));
  }
  return best;
}

async function awaited() {
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round += 1) {
    const begun = process.hrtime.bigint();
    await verifier.verify(artifact, bundle, policy);
    best = Math.min(best, micros(begun));
  }
  return best;
}

function core(program) {
  const printed = execFileSync(program, [`${NAME}.txt`, `${NAME}.sigstore.json`, ...SIGNER]);
  return Number(printed) / 1e3;
}

async function main() {
  const best = { sync: Infinity, awaited: Infinity, core: Infinity };
  for (let turn = 0; turn < 3; turn += 1) {
    best.sync = Math.min(best.sync, sync());
    best.awaited = Math.min(best.awaited, await awaited());
    if (process.argv[2]) best.core = Math.min(best.core, core(process.argv[2]));
  }
  const over = (own) => `${own.toFixed(1)} us, ${(own - best.core).toFixed(1)} over the core's ${best.core.toFixed(1)}`;
  console.log(`verifySync: ${over(best.sync)}`);
  console.log(`verify: ${over(best.awaited)}`);
}

main();
