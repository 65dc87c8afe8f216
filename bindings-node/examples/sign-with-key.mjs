// A tool that signs with a key:
// node sign-with-key.mjs FILE KEY
//
// KEY is a file in PEM, plain or encrypted, `pkcs11:…` or `command:…`; SEALWRIGHT_PASSWORD has its password, if it needs one.
// FILE.sigstore.json is its bundle, FILE.pub the public key for whoever verifies. Nobody else sees the signature: who needs a
// witness adds logs and timestamp authorities by `signer.witnessed`.

import { writeFile } from 'node:fs/promises';
import { argv, env } from 'node:process';

import { Artifact, SealwrightError, Signer, SigningKey, TrustRoot, Verifier } from 'sealwright';

const [file, name] = argv.slice(2);

async function sign() {
  const key = await SigningKey.load(name, { password: () => env.SEALWRIGHT_PASSWORD });
  const signer = Signer.key(key, new Verifier(TrustRoot.sigstore()));
  const artifact = await Artifact.fromPath(file, { algorithms: [signer.digestAlgorithm] });
  await writeFile(`${file}.sigstore.json`, await signer.sign(artifact));
  await writeFile(`${file}.pub`, key.publicKey.toPem());
  console.log(`signed ${file} with ${key}`);
}

if (name === undefined) {
  console.error('usage: sign-with-key.mjs FILE KEY');
  process.exitCode = 2;
} else {
  try {
    await sign();
  } catch (error) {
    if (!(error instanceof SealwrightError)) throw error;
    console.error(`${error.code}: ${error.message}`);
    if (error.code === 'key.password') console.error('give the password in SEALWRIGHT_PASSWORD');
    console.error(`${file} was not signed`);
    process.exitCode = 1;
  }
}
