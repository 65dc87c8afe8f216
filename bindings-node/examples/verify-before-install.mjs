// A tool that verifies before it installs:
// node verify-before-install.mjs FILE BUNDLE OWNER/REPOSITORY WORKFLOW FOLDER
//
// FILE is installed into FOLDER only if BUNDLE proves that the workflow of the repository on GitHub made exactly these bytes.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { argv } from 'node:process';

import { Artifact, Identity, Policy, Refused, SealwrightError, TrustRoot, Verifier } from 'sealwright';

const [file, bundle, repository, workflow, folder] = argv.slice(2);

async function install() {
  // Read once: what is installed is what was verified, whoever changes the file meanwhile.
  const bytes = await readFile(file);
  const artifact = (await Artifact.fromBytes(bytes)).named(basename(file));
  const policy = Policy.signedBy(Identity.github(repository, { workflow }));
  const verified = await new Verifier(TrustRoot.sigstore()).verify(artifact, await readFile(bundle), policy);
  console.log(verified.human());
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, basename(file)), bytes);
  console.log(`installed ${basename(file)} into ${folder}`);
}

if (folder === undefined) {
  console.error('usage: verify-before-install.mjs FILE BUNDLE OWNER/REPOSITORY WORKFLOW FOLDER');
  process.exitCode = 2;
} else {
  try {
    await install();
  } catch (error) {
    if (!(error instanceof SealwrightError)) throw error;
    console.error(error instanceof Refused ? error.human({ bundle }) : `${error.code}: ${error.message}`);
    console.error(`${file} was not installed`);
    process.exitCode = 1;
  }
}
