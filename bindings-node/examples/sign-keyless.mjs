// A tool that signs a release as the workflow that builds it, without any key:
// node sign-keyless.mjs FILE
//
// It runs where the system offers an identity token: GitHub Actions with `permissions: { id-token: write }`, GitLab,
// Buildkite, CircleCI, Google Cloud, or SIGSTORE_ID_TOKEN. The signature is logged in public, and names the workflow.
// FILE.sigstore.json is the bundle.

import { writeFile } from 'node:fs/promises';
import { argv } from 'node:process';

import { Artifact, SealwrightError, Services, Signer, SigningConfig, Token, TrustRoot, Verifier } from 'sealwright';

const [file] = argv.slice(2);

async function sign() {
  const token = await Token.ambient();
  if (token === null) {
    console.error('nothing here says who signs: no system offers an identity token, and SIGSTORE_ID_TOKEN is not set');
    console.error(`${file} was not signed`);
    process.exitCode = 1;
    return;
  }
  const services = Services.fromConfig(SigningConfig.sigstore());
  const signer = Signer.keyless(token, services, null, new Verifier(TrustRoot.sigstore()));
  await writeFile(`${file}.sigstore.json`, await signer.sign(await Artifact.fromPath(file)));
  console.log(`signed ${file} as ${token.certifiedIdentity}, of ${token.certifiedIssuer}`);
}

if (file === undefined) {
  console.error('usage: sign-keyless.mjs FILE');
  process.exitCode = 2;
} else {
  try {
    await sign();
  } catch (error) {
    if (!(error instanceof SealwrightError)) throw error;
    console.error(`${error.code}: ${error.message}`);
    if (error.hint !== null) console.error(error.hint);
    console.error(`${file} was not signed`);
    process.exitCode = 1;
  }
}
