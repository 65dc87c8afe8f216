// A tool that signs with nothing but this machine:
// node sign-local.mjs FILE [FOLDER]
//
// FILE.sigstore.json is its bundle, by the authority in FOLDER, or by the user's own. Whoever has the authority's trusted
// root can verify it: `sealwright verify FILE --bundle FILE.sigstore.json --local` here, or any Sigstore client.

import { writeFile } from 'node:fs/promises';
import { argv } from 'node:process';

import { Artifact, Identity, LOCAL_ISSUER, LocalAuthority, LocalIdentity, Policy, Verifier } from 'sealwright';
import { SealwrightError } from 'sealwright';

const [file, folder] = argv.slice(2);

async function sign() {
  const authority = await LocalAuthority.open(folder);
  const identity = LocalIdentity.ofUser();
  const artifact = await Artifact.fromPath(file);
  const bundle = await authority.sign(artifact, { identity });
  await writeFile(`${file}.sigstore.json`, bundle);
  const policy = Policy.signedBy(Identity.exact(String(identity), LOCAL_ISSUER));
  const verified = await new Verifier(authority.trustRoot).verify(artifact, bundle, policy);
  console.log(verified.human());
}

if (file === undefined) {
  console.error('usage: sign-local.mjs FILE [FOLDER]');
  process.exitCode = 2;
} else {
  try {
    await sign();
  } catch (error) {
    if (!(error instanceof SealwrightError)) throw error;
    console.error(`${error.code}: ${error.message}`);
    console.error(`${file} was not signed`);
    process.exitCode = 1;
  }
}
