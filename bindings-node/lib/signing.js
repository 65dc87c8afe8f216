'use strict';

// Keys, tokens, signers, the local authority and trust repositories: options as objects, signals, functions of the caller's.

const { callable } = require('./called.js');
const { converted } = require('./errors.js');
const { Asked } = require('./native.js');
const { checked, invalid, millis, pathOf, signalOf, stoppable } = require('./work.js');
const { define } = require('./wrap.js');

const maybe = (value) => value ?? undefined;
const folder = (path) => (path === undefined || path === null ? undefined : pathOf(path));
const http = (options) => maybe(checked(options).http);
const identity = (options) => maybe(checked(options).identity);
const now = (options) => millis('options.now', checked(options).now);
const password = (options) => maybe(checked(options).password);
const targets = (options) => {
  const { targetsUrl, targetsFolder } = checked(options);
  return [maybe(targetsUrl), folder(targetsFolder)];
};

/** Bytes, or the UTF-8 of a text. */
const bytes = (given) => (typeof given === 'string' ? Buffer.from(given) : given);

/** Arguments of constructors: from what users give to what the native ones take. */
const prepare = {
  Http: (options) => {
    const given = checked(options);
    const { proxies } = given;
    if (typeof (proxies ?? {}) !== 'object') throw invalid('options.proxies', 'an object', proxies);
    return [given];
  },
  Login: (issuer, options) => {
    const { client, wait } = checked(options);
    return [maybe(issuer), maybe(client), maybe(wait)];
  },
  Repository: (url, root, cache, options) => [url, bytes(root), pathOf(cache), ...targets(options)],
  Services: (options) => [checked(options)],
  SigningKey: (publicKey, signDigest) => {
    if (typeof signDigest !== 'function') throw invalid('signDigest', 'a function', signDigest);
    return [publicKey, callable(signDigest, signature)];
  },
};

function signature(given) {
  if (given instanceof Uint8Array) return given;
  throw invalid('what signDigest gives', 'a Uint8Array or a promise of one', given);
}

// Of methods: the native arguments, and the options that may have a signal. Those that give promises have twins that do not.
const LAST = (first, options) => [[first], options];
const PROMISES = {
  LocalAuthority: {
    attest: (statement, options) => [[statement, identity(options)], options],
    sign: (artifact, options) => [[artifact, identity(options)], options],
    signAll: (artifacts, options) => [[artifacts, identity(options)], options],
  },
  Metadata: {
    signingConfig: (options) => [[http(options)], options],
    target: (path, options) => [[path, http(options)], options],
    trustedRoot: (options) => [[http(options)], options],
  },
  PrivateKey: {
    sign: (scheme, message, options) => [[scheme, message], options],
    toCosignPem: LAST,
    toPem: (options) => [[password(options)], options],
  },
  Repository: {
    offline: (options) => [[now(options)], options],
    update: (options) => [[http(options), now(options)], options],
  },
  Signer: { attest: LAST, sign: LAST },
  SigningKey: { signDigest: LAST },
};
const OPEN = { open: (path, options) => [[folder(path)], options] };
const STATIC_PROMISES = {
  LocalAuthority: OPEN,
  LocalLog: OPEN,
  LocalTrust: OPEN,
  PrivateKey: {
    fromPem: (text, options) => [[text, password(options)], options],
    generate: (kind, options) => [[maybe(kind)], options],
  },
  Token: { ambient: (options) => [[http(options)], options] },
};
const NOW = (options) => [[now(options)]];
const DIRECT = {
  SigningConfig: { authority: NOW, issuer: NOW, logs: NOW, timestampAuthorities: NOW },
  Token: { check: (options) => [[now(options)]] },
};
const STATIC_DIRECT = {
  Repository: {
    sigstore: (cache) => [[pathOf(cache)]],
    trustingCache: (url, cache, options) => [[url, pathOf(cache), ...targets(options)]],
  },
  Services: { fromConfig: (config, options) => [[config, now(options)]] },
  Signer: { local: (authority, options) => [[authority, identity(options)]] },
};

/** Ends with what `converted` makes of the error, also when a signal has ended the wait for it. */
const settled = (work) => work.catch((error) => Promise.reject(converted(error)));

/** A method that gives a promise; `take` says what its native arguments are. */
function promising(native, take, self) {
  return async function (...given) {
    const [args, options] = take(...given);
    return stoppable(signalOf(checked(options)), (stop) => settled(native.call(self ?? this, ...args, stop)));
  };
}

function direct(native, take, self) {
  return function (...given) {
    return native.apply(self ?? this, take(...given)[0]);
  };
}

/** Replaces the methods of prototypes, and gives the static methods that replace the native ones. */
function methods(native) {
  const statics = {};
  const each = (table, replace) => {
    for (const [name, row] of Object.entries(table)) {
      for (const [key, take] of Object.entries(row)) replace(native[name], name, key, take);
    }
  };
  const add = (name, key, method) => ((statics[name] ??= {})[key] = method);
  each(PROMISES, ({ prototype }, _, key, take) => {
    const twin = prototype[`${key}Sync`];
    define(prototype, key, promising(prototype[key], take));
    define(prototype, `${key}Sync`, direct(twin, take));
  });
  each(DIRECT, ({ prototype }, _, key, take) => define(prototype, key, direct(prototype[key], take)));
  each(STATIC_PROMISES, (type, name, key, take) => {
    add(name, key, promising(type[key], take, type));
    add(name, `${key}Sync`, direct(type[`${key}Sync`], take, type));
  });
  each(STATIC_DIRECT, (type, name, key, take) => add(name, key, direct(type[key], take, type)));
  return statics;
}

/** `SigningKey.load`: where a function knows the password, the key is loaded without, and again if it needs one. */
function loading({ SigningKey }) {
  const [load, loadSync] = ['load', 'loadSync'].map((key) => SigningKey[key].bind(SigningKey));
  return {
    async load(name, options) {
      const known = password(options);
      const start = async () => {
        if (typeof known !== 'function') return load(name, known, new Asked());
        const asked = new Asked();
        try {
          return await load(name, undefined, asked);
        } catch (error) {
          const given = asked.what === null ? undefined : await known(...asked.what);
          if (given === undefined || given === null) throw error;
          return load(name, given, new Asked());
        }
      };
      return stoppable(signalOf(checked(options)), start);
    },
    loadSync(name, options) {
      const known = password(options);
      if (typeof known !== 'function') return loadSync(name, known, new Asked());
      const asked = new Asked();
      try {
        return loadSync(name, undefined, asked);
      } catch (error) {
        const given = asked.what === null ? undefined : known(...asked.what);
        if (given === undefined || given === null) throw error;
        if (typeof given.then === 'function') throw invalid('what options.password gives', 'no promise', given);
        return loadSync(name, given, new Asked());
      }
    },
  };
}

function login({ Login }) {
  const { inBrowser, onDevice } = Login.prototype;
  const given = (options, key) => {
    const call = checked(options)[key];
    if (typeof call !== 'function') throw invalid(`options.${key}`, 'a function', call);
    return [call, http(options), signalOf(checked(options))];
  };
  define(Login.prototype, 'inBrowser', async function (options) {
    const [open, transport, signal] = given(options, 'open');
    let callback;
    const shown = (url) => {
      if (signal?.aborted) return false;
      callback = new URL(url).searchParams.get('redirect_uri');
      return open(url);
    };
    // What waits for the browser ends when somebody comes who does not know the sign-in's secret.
    const end = () => callback && require('node:http').get(`${callback}?stopped`, (gone) => gone.resume()).on('error', () => {});
    const opened = (could) => Buffer.alloc(could === false ? 0 : 1);
    signal?.addEventListener('abort', end, { once: true });
    try {
      const start = (stop) => settled(inBrowser.call(this, callable(shown, opened), transport, stop));
      return await stoppable(signal, start);
    } finally {
      signal?.removeEventListener('abort', end);
    }
  });
  define(Login.prototype, 'onDevice', async function (options) {
    const [show, transport, signal] = given(options, 'show');
    const told = () => Buffer.alloc(0);
    return stoppable(signal, (stop) => settled(onDevice.call(this, callable(show, told), transport, stop)));
  });
}

/** Extends the native classes of these; gives the static methods that replace theirs. */
function extend(native) {
  login(native);
  const statics = methods(native);
  return { ...statics, SigningKey: { ...statics.SigningKey, ...loading(native) } };
}

module.exports = { extend, prepare };
