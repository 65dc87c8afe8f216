"use strict";
// @sigstore/verify, as published: `node sigstore_js.cjs CASES.json`.

const { bundleFromJSON } = require("@sigstore/bundle");
const { TrustedRoot } = require("@sigstore/protobuf-specs");
const { Verifier, toSignedEntity, toTrustMaterial } = require("@sigstore/verify");
const { serve } = require("./runner.cjs");

function ready({ root, bundle, algorithm, digest, artifact, identity, issuer }) {
  const verifier = new Verifier(toTrustMaterial(TrustedRoot.fromJSON(JSON.parse(root.toString("utf8")))));
  // It takes the identity for a regular expression, and does not anchor it.
  const exactly = `^${identity.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")}$`;
  const policy = { subjectAlternativeName: exactly, extensions: { issuer } };
  return () => {
    const parsed = bundleFromJSON(JSON.parse(bundle.toString("utf8")));
    // It hashes the artifact of a message itself, so it is given the bytes.
    verifier.verify(toSignedEntity(parsed, artifact), policy);
    if (parsed.content.$case !== "dsseEnvelope") return;
    // It verifies the envelope; that its statement is about the artifact is for the caller to see.
    const { subject } = JSON.parse(parsed.content.dsseEnvelope.payload.toString("utf8"));
    if (!subject.some((one) => one.digest[algorithm] === digest)) throw new Error("no subject is the artifact");
  };
}

serve("@sigstore/verify", require("@sigstore/verify/package.json").version, ready);
