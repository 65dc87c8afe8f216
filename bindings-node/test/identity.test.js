'use strict';

const assert = require('node:assert/strict');
const crypto = require('node:crypto');
const fs = require('node:fs');
const http = require('node:http');
const path = require('node:path');
const { test } = require('node:test');
const { inspect } = require('node:util');

const sealwright = require('sealwright');
const { execute } = require('./support.js');
const { folder, jwt, quick, serve } = require('./signing.js');

const { DevicePrompt, Login, Token, TokenError } = sealwright;

/** Variables by which a system offers a token; the tests' own system may have some of them. */
const OFFERS = /^(SIGSTORE_|SPIFFE_|GITHUB_|ACTIONS_|GITLAB|CI$|CI_|BUILDKITE|CIRCLE|GOOGLE_)/;

test('a token shows what it says and never itself', () => {
  const text = jwt({ sub: 'somebody', email: 'me@example.com', email_verified: true, nonce: 'n', aud: ['sigstore', 'x'] });
  const token = Token.parse(`\n${text} `);
  assert.deepEqual([token.issuer, token.kind, token.source], ['https://issuer.example', 'other', null]);
  assert.deepEqual([token.subject, token.email, token.nonce], ['somebody', 'me@example.com', 'n']);
  assert.deepEqual(token.audiences, ['sigstore', 'x']);
  assert.ok(token.expires instanceof Date && token.expires > new Date());
  assert.deepEqual([token.certifiedIdentity, token.certifiedIssuer], ['me@example.com', 'https://issuer.example']);
  assert.equal(inspect(token, { breakLength: Infinity }), "Token { issuer: 'https://issuer.example', kind: 'other' }");
  const github = Token.parse(jwt({ iss: 'https://token.actions.githubusercontent.com' }));
  assert.deepEqual([github.kind, github.email, github.certifiedIdentity], ['github', null, null]);
  const shown = [String(token), `${JSON.stringify({ token })}`, inspect(token, { showHidden: true, depth: 9 })];
  shown.push(JSON.stringify(structuredClone({ ...token })), Object.getOwnPropertyNames(token).join());
  for (const one of shown) for (const part of text.split('.')) assert.ok(!one.includes(part), one);
});

test('a token is checked before it goes anywhere, and errors do not repeat it', () => {
  const refused = (text, check, message) => {
    assert.throws(
      () => check(Token.parse(text)),
      (error) => {
        assert.ok(error instanceof TokenError, String(error));
        assert.equal(error.code, 'sign.token');
        assert.match(error.message, message);
        for (const part of text.split('.').filter((one) => one !== '')) assert.ok(!inspect(error).includes(part));
        return true;
      },
    );
  };
  const check = (token) => token.check();
  Token.parse(jwt({})).check();
  refused(jwt({ exp: 1 }), check, /expired/);
  Token.parse(jwt({ exp: 100 })).check({ now: new Date(99_000) });
  refused(jwt({ exp: 100 }), (token) => token.check({ now: new Date(100_000) }), /expired/);
  refused(jwt({ aud: 'other' }), check, /not for sigstore/);
  Token.parse(jwt({ aud: 'other' })).forAudience('other').check();
  refused(jwt({}), (token) => token.forAudience('other').check(), /is for sigstore, not for other/);
  refused(jwt({ email: 'me@example.com', email_verified: false }), check, /not verified/);
  refused('secret-text', check, /three parts/);
  refused(jwt({}).replace(/\.[^.]*$/, '.'), check, /not signed/);
  refused('x'.repeat(2 ** 16 + 1), check, /64 KiB/);
  assert.throws(() => Token.parse(3), TypeError);
  assert.throws(() => Token.parse(jwt({})).check({ now: 3 }), TypeError);
  assert.throws(() => Token.parse(jwt({})).forAudience(3), TypeError);
});

/** What a process of these variables finds: source and subject, or class and code of the error. */
async function ambient(t, variables) {
  const kept = Object.entries(process.env).filter(([name]) => !OFFERS.test(name));
  const source = `
    const { Http, Token } = require(${JSON.stringify(require.resolve('sealwright'))});
    const http = new Http({ proxies: {}, attempts: 1, connect: 500, total: 1000 });
    const shown = (token) => token && [token.source, token.subject];
    (async () => {
      try {
        const found = shown(await Token.ambient({ http }));
        console.log(JSON.stringify([found, shown(Token.ambientSync({ http }))]));
      } catch (error) {
        console.log(JSON.stringify([error.name, error.code, error.message]));
      }
    })();`;
  const env = { ...Object.fromEntries(kept), ...variables };
  const run = await execute(process.execPath, ['-e', source], { cwd: folder(t), env });
  assert.equal(run.code, 0, run.err);
  return JSON.parse(run.out);
}

test('a token is found where the system offers one', async (t) => {
  const text = jwt({ sub: 'a job' });
  const both = (source) => [
    [source, 'a job'],
    [source, 'a job'],
  ];
  assert.deepEqual(await ambient(t, { SIGSTORE_ID_TOKEN: text }), both('SIGSTORE_ID_TOKEN'));
  const file = path.join(folder(t), 'token');
  fs.writeFileSync(file, text);
  assert.deepEqual(await ambient(t, { SIGSTORE_ID_TOKEN_FILE: file }), both('SIGSTORE_ID_TOKEN_FILE'));
  const { url, seen } = await serve(t, () => [200, JSON.stringify({ value: text })]);
  const github = { GITHUB_ACTIONS: 'true', ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/token?x=1` };
  const asked = await ambient(t, { ...github, ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request' });
  assert.deepEqual(asked, both('GitHub Actions'));
  assert.ok(seen.every((one) => one.headers.authorization.endsWith('request') && one.url.includes('audience=sigstore')));
  const refused = await ambient(t, { GITHUB_ACTIONS: 'true' });
  assert.deepEqual(refused.slice(0, 2), ['TokenError', 'sign.token']);
  assert.match(refused[2], /id-token: write/);
  const expired = await ambient(t, { SIGSTORE_ID_TOKEN: jwt({ exp: 1 }) });
  assert.deepEqual(expired.slice(0, 2), ['TokenError', 'sign.token']);
});

/** An issuer of this process. */
async function issuer(t, routes) {
  const answer = async (url, body) => {
    if (url === '/.well-known/openid-configuration') {
      const names = ['authorization', 'token', 'device_authorization'];
      const endpoints = names.map((name) => [`${name}_endpoint`, `${server.url}/${name}`]);
      return [200, JSON.stringify({ issuer: server.url, ...Object.fromEntries(endpoints) })];
    }
    return routes(url, new URLSearchParams(body), server.url);
  };
  const server = await serve(t, answer);
  return server.url;
}

const query = (url) => new URL(url).searchParams;

test('a browser on this machine signs in', { timeout: 60_000 }, async (t) => {
  let begun;
  const url = await issuer(t, (path, form, iss) => {
    assert.equal(path, '/token');
    const made = crypto.createHash('sha256').update(form.get('code_verifier')).digest('base64url');
    assert.equal(made, query(begun).get('code_challenge'));
    return [200, JSON.stringify({ id_token: jwt({ iss, nonce: query(begun).get('nonce') }) })];
  });
  const back = (state) => {
    const target = `${query(begun).get('redirect_uri')}?code=c&state=${state ?? query(begun).get('state')}`;
    http.get(target, (response) => response.resume()).on('error', () => {});
  };
  const login = new Login(url, { wait: 20_000 });
  const open = (address) => {
    begun = address;
    back();
  };
  const token = await login.inBrowser({ open, http: quick() });
  assert.ok(token instanceof Token);
  assert.deepEqual([token.issuer, token.source, token.nonce], [url, null, query(begun).get('nonce')]);
  const wrong = (address) => {
    begun = address;
    back('wrong');
  };
  await assert.rejects(login.inBrowser({ open: wrong, http: quick() }), { name: 'TokenError', message: /wrong state/ });
  await assert.rejects(login.inBrowser({ open: async () => false, http: quick() }), { message: /no browser/ });
  const cause = new Error('no display');
  const throws = () => {
    throw cause;
  };
  await assert.rejects(login.inBrowser({ open: throws, http: quick() }), (error) => error.cause === cause);
  await assert.rejects(new Login(url, { wait: 50 }).inBrowser({ open: () => {}, http: quick() }), /in time/);
  await assert.rejects(login.inBrowser(), TypeError);
  await assert.rejects(login.inBrowser({ open: 'firefox' }), TypeError);
  await assert.rejects(login.inBrowser({ open, signal: AbortSignal.abort() }), { name: 'AbortError' });
  assert.throws(() => new Login(3), TypeError);
  assert.throws(() => new Login(url, { wait: -1 }), TypeError);
  assert.throws(() => new Login(url, { client: 3 }), TypeError);
});

test('a signal ends the wait for a browser, and nothing keeps the process', { timeout: 30_000 }, async (t) => {
  const url = await issuer(t, () => [404, '']);
  const source = `
    const { Http, Login } = require(${JSON.stringify(require.resolve('sealwright'))});
    const controller = new AbortController();
    const open = () => setTimeout(() => controller.abort(), 20);
    new Login('${url}').inBrowser({ open, http: new Http({ proxies: {} }), signal: controller.signal })
      .catch((error) => console.log(error.name));`;
  const run = await execute(process.execPath, ['-e', source], { timeout: 20_000 });
  assert.deepEqual([run.code, run.out], [0, 'AbortError\n'], run.err);
});

test('a browser on another device signs in', { timeout: 60_000 }, async (t) => {
  let asked = 0;
  const url = await issuer(t, (path, form, iss) => {
    if (path === '/device_authorization') {
      const prompt = { device_code: 'd', user_code: 'AB-CD', verification_uri: `${iss}/go`, expires_in: 60, interval: 1 };
      return [200, JSON.stringify(prompt)];
    }
    assert.equal(form.get('device_code'), 'd');
    asked += 1;
    if (asked === 1) return [400, JSON.stringify({ error: 'authorization_pending' })];
    return [200, JSON.stringify({ id_token: jwt({ iss }) })];
  });
  const prompts = [];
  const login = new Login(url);
  const token = await login.onDevice({ show: (prompt) => prompts.push(prompt), http: quick() });
  assert.equal(token.issuer, url);
  const [prompt] = prompts;
  assert.ok(prompt instanceof DevicePrompt && prompts.length === 1);
  assert.deepEqual([prompt.address, prompt.addressWithCode, prompt.code], [`${url}/go`, null, 'AB-CD']);
  const signal = AbortSignal.timeout(100);
  await assert.rejects(login.onDevice({ show: () => {}, http: quick(), signal }), { name: 'AbortError' });
  await assert.rejects(login.onDevice({ show: 3 }), TypeError);
});
