"use strict";
// Sealwright for Node: `node ours.cjs CASES.json`.

const { Artifact, Identity, Policy, TrustRoot, Verifier } = require("sealwright");
const { serve } = require("./runner.cjs");

function ready({ root, bundle, algorithm, digest, identity, issuer }) {
  const verifier = new Verifier(TrustRoot.fromJson(root));
  const artifact = Artifact.fromDigest(`${algorithm}:${digest}`);
  const policy = Policy.signedBy(Identity.exact(identity, issuer));
  return () => verifier.verifySync(artifact, bundle, policy);
}

serve("sealwright for Node", require("sealwright/package.json").version, ready);
