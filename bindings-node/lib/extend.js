'use strict';

// What the native classes get on this side: options as objects, signals, streams, iterators, and JSON as objects.

const { Check, classes } = require('./errors.js');
const provenance = require('./provenance.js');
const { checked, millis, pathOf, signalOf, stoppable } = require('./work.js');
const { define, getter } = require('./wrap.js');

/** Arguments of constructors: from what users give to what the native ones take. */
const prepare = {
  ...provenance.prepare,
  Log: (options) => {
    const { key, baseUrl, id, scheme, validity, operator } = checked(options);
    return [key, baseUrl, id, scheme, validity, operator];
  },
  TrustedKey: (key, options) => {
    const { valid, hint, onlyNamed, signs } = checked(options);
    return [key, valid, hint, onlyNamed, signs];
  },
};

function artifact({ Artifact }) {
  const native = (key) => Artifact[key].bind(Artifact);
  const [fromBytes, fromPath, fromPathSync] = ['fromBytes', 'fromPath', 'fromPathSync'].map(native);
  return {
    async fromBytes(bytes, options) {
      return stoppable(signalOf(checked(options)), () => fromBytes(bytes));
    },
    async fromPath(path, options) {
      const { algorithms } = checked(options);
      return stoppable(signalOf(checked(options)), (stop) => fromPath(pathOf(path), algorithms, stop));
    },
    fromPathSync(path, options) {
      return fromPathSync(pathOf(path), checked(options).algorithms);
    },
    async fromStream(stream, options) {
      const { algorithms } = checked(options);
      // Not every program has streams, or many jobs: what is for them is loaded when it is used.
      const { hashStream } = require('./stream.js');
      return stoppable(signalOf(checked(options)), (stop) => hashStream(stream, algorithms, stop, options?.signal));
    },
  };
}

function verifier({ Verifier, Refusal }, verdict) {
  const { verify, verifySync, verifyAll: verifyBatch } = Verifier.prototype;
  define(Verifier.prototype, 'verify', async function (artifact, bundle, policy, options) {
    const { now } = checked(options);
    const start = () => verify.call(this, artifact, bundle, policy, millis('options.now', now));
    return verdict(await stoppable(signalOf(checked(options)), start));
  });
  define(Verifier.prototype, 'verifySync', function (artifact, bundle, policy, options) {
    const now = millis('options.now', checked(options).now);
    return verdict(verifySync.call(this, artifact, bundle, policy, now));
  });
  define(Verifier.prototype, 'verifyAll', function (jobs, options) {
    const settle = (shown) => (shown instanceof Refusal ? new classes.Refused(shown) : shown);
    const { verifyAll } = require('./all.js');
    return verifyAll((...batch) => verifyBatch.apply(this, batch), settle, jobs, options);
  });
}

function verdicts({ Verified, Evidence }) {
  const json = Verified.prototype.toJSON;
  const human = Verified.prototype.human;
  define(Verified.prototype, 'toJSON', function () {
    return JSON.parse(json.call(this));
  });
  define(Verified.prototype, 'human', function (options) {
    const { bundle, colour } = checked(options);
    return human.call(this, bundle, colour);
  });
  const checks = (prototype) => {
    const { get } = Object.getOwnPropertyDescriptor(prototype, 'checks');
    getter(prototype, 'checks', function () {
      return JSON.parse(get.call(this)).checks.map((check) => new Check(check));
    });
  };
  checks(Verified.prototype);
  checks(Evidence.prototype);
  const failures = Object.getOwnPropertyDescriptor(Evidence.prototype, 'failures').get;
  getter(Evidence.prototype, 'failures', function () {
    const all = this.checks;
    return failures.call(this).map((place) => all[place]);
  });
}

/** Extends the native classes, and gives the static methods that replace theirs, which cannot be redefined. */
function extend(native) {
  const verdict = (shown) => {
    if (shown instanceof native.Refusal) throw new classes.Refused(shown);
    return shown;
  };
  verifier(native, verdict);
  verdicts(native);
  const { iter } = native.Claims.prototype;
  define(native.Claims.prototype, Symbol.iterator, function () {
    return iter.call(this)[Symbol.iterator]();
  });
  const { verifyCertificatePath } = native;
  native.verifyCertificatePath = (leaf, options) => {
    const { roots, intermediates = [], purpose, time, maxIntermediates } = checked(options);
    return verifyCertificatePath(leaf, roots, intermediates, purpose, time, maxIntermediates);
  };
  return { Artifact: artifact(native), ...provenance.extend(native, verdict) };
}

module.exports = { extend, prepare };
