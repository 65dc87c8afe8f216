'use strict';

// What the tests of signing share: folders, tokens that nobody issued, and services that fail.

const crypto = require('node:crypto');
const fs = require('node:fs');
const http = require('node:http');
const os = require('node:os');
const path = require('node:path');

const { Artifact, Http, Policy, TrustRoot, Verifier } = require('sealwright');

/** A folder that is gone after the test. */
function folder(t) {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), 'sealwright-test-'));
  t.after(() => fs.rmSync(made, { recursive: true, force: true }));
  return made;
}

/** A token of these claims, well-formed; what it is "signed" with is random. */
function jwt(claims) {
  const hour = Math.floor(Date.now() / 1000) + 3600;
  const payload = { iss: 'https://issuer.example', sub: 'me', aud: 'sigstore', iat: hour - 7200, exp: hour, ...claims };
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(payload)}.${crypto.randomBytes(64).toString('base64url')}`;
}

/** A server of this process, which answers with what `answer` says to path, body and headers: status and body. */
async function serve(t, answer) {
  const seen = [];
  const server = http.createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', async () => {
      const body = Buffer.concat(chunks).toString();
      seen.push({ url: request.url, body, headers: request.headers });
      const [status, text] = await answer(request.url, body, request.headers);
      response.writeHead(status, { 'content-type': 'application/json' }).end(text);
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${server.address().port}`, seen };
}

/** Asks once and goes by way of no proxy. */
const quick = () => new Http({ proxies: {}, attempts: 1, pause: 0, total: 5_000 });

const verifier = () => new Verifier(TrustRoot.sigstore());

/** Accepts what the key signed, without any log. */
const byKey = (key) => Policy.key(key.publicKey).unloggedDangerous();

/** A text as an artifact, with every digest. */
function artifact(text) {
  const of = (algorithm) => `${algorithm}:${crypto.createHash(algorithm).update(text).digest('hex')}`;
  return Artifact.fromDigests(['sha256', 'sha384', 'sha512'].map(of));
}

module.exports = { artifact, byKey, folder, jwt, quick, serve, verifier };
