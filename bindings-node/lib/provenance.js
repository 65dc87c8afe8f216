'use strict';

// Attestations, provenance and summaries: objects and iterables as the pairs that the native classes take, and back.

const { classes, failed, refusalOf } = require('./errors.js');
const native = require('./native.js');
const { checked, invalid, millis, pathOf, signalOf, stoppable } = require('./work.js');
const { define, getter } = require('./wrap.js');

/** An option that is not there if it is `null`. */
const maybe = (value) => value ?? undefined;

/** The names and values of an object, in its order. */
function entries(what, given) {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw invalid(what, 'an object', given);
  return Object.entries(given);
}

/** Pairs of an iterable; what is in them is the native module's to look at. */
function pairs(what, given) {
  if (typeof given === 'string' || typeof given?.[Symbol.iterator] !== 'function') {
    throw invalid(what, 'an iterable of pairs', given);
  }
  return Array.from(given, (pair) => {
    if (!Array.isArray(pair) || pair.length !== 2) throw invalid(`each of ${what}`, 'a pair', pair);
    return pair;
  });
}

/** A predicate as JSON. */
function json(predicate) {
  if (typeof predicate === 'string') return predicate;
  if (typeof predicate !== 'object' || predicate === null) {
    throw invalid('predicate', 'an object or its JSON', predicate);
  }
  return JSON.stringify(predicate);
}

/** Of an environment that is an object, only the variables of the allow-list are read. */
function environment(variables) {
  if (typeof variables?.[Symbol.iterator] === 'function') return pairs('variables', variables);
  if (typeof variables !== 'object' || variables === null) {
    throw invalid('variables', 'an object or an iterable of pairs', variables);
  }
  const set = native.Environment.names().filter((name) => Object.hasOwn(variables, name));
  return set.map((name) => [name, variables[name]]).filter(([, value]) => value !== undefined);
}

/** The options with pairs in the place of one that is an object. */
function paired(options, name) {
  const given = checked(options);
  return given[name] === undefined ? given : { ...given, [name]: entries(`options.${name}`, given[name]) };
}

/** Arguments of constructors: from what users give to what the native ones take. */
const prepare = {
  Environment: (variables) => [environment(variables)],
  Expectations: (source, options) => [source, paired(options, 'inputs')],
  LocalSource: (commit, options) => {
    const { remote, gitRef, dirty } = checked(options);
    return [commit, maybe(remote), maybe(gitRef), dirty ?? false];
  },
  NewResource: (options) => {
    const { name, uri, digests } = checked(options);
    return [name ?? '', uri ?? '', entries('options.digests', digests ?? {})];
  },
  Statement: (subjects, predicateType, predicate) => {
    const each = ([name, digests]) => [name, entries('the digests of a subject', digests)];
    return [pairs('subjects', subjects).map(each), predicateType, json(predicate)];
  },
  Subjects: (given) => [pairs('pairs', given)],
  VsaExpectations: (verifierId, resourceUri, options) => [verifierId, resourceUri, paired(options, 'policyDigests')],
};

/** An attestation that cannot be read comes as text, and stands in the list as its error. */
const read = (found) => found.map((one) => (typeof one === 'string' ? failed(one) : one));

function attestation({ Attestation }) {
  const bound = (key) => Attestation[key].bind(Attestation);
  const [fromJson, fromOciLayout, fromOciLayoutSync] = ['fromJson', 'fromOciLayout', 'fromOciLayoutSync'].map(bound);
  const [images, imagesSync] = ['imagesOfOciLayout', 'imagesOfOciLayoutSync'].map(bound);
  return {
    fromJson: (bytes) => read(fromJson(bytes)),
    async fromOciLayout(layout, image, options) {
      return read(await stoppable(signalOf(checked(options)), () => fromOciLayout(pathOf(layout), image)));
    },
    fromOciLayoutSync: (layout, image) => read(fromOciLayoutSync(pathOf(layout), image)),
    async imagesOfOciLayout(layout, options) {
      return stoppable(signalOf(checked(options)), () => images(pathOf(layout)));
    },
    imagesOfOciLayoutSync: (layout) => imagesSync(pathOf(layout)),
  };
}

function judges({ Expectations, VsaExpectations }, verdict) {
  for (const key of ['check', 'checkPublish', 'checkDependencies']) {
    const judge = Expectations.prototype[key];
    define(Expectations.prototype, key, function (...args) {
      return verdict(judge.apply(this, args));
    });
  }
  const { verify, verifySync } = Expectations.prototype;
  const given = (verifier, artifact, attestations, { policy, now }) => {
    const each = (one) => (one instanceof classes.BundleError ? JSON.stringify(one.checks[0]) : one);
    if (typeof attestations?.[Symbol.iterator] !== 'function') {
      throw invalid('attestations', 'an array of attestations', attestations);
    }
    return [verifier, artifact, Array.from(attestations, each), policy, millis('options.now', now)];
  };
  define(Expectations.prototype, 'verify', async function (verifier, artifact, attestations, options) {
    const args = given(verifier, artifact, attestations, checked(options));
    return verdict(await stoppable(signalOf(checked(options)), () => verify.apply(this, args)));
  });
  define(Expectations.prototype, 'verifySync', function (verifier, artifact, attestations, options) {
    return verdict(verifySync.apply(this, given(verifier, artifact, attestations, checked(options))));
  });
  const { check } = VsaExpectations.prototype;
  define(VsaExpectations.prototype, 'check', function (verified, options) {
    return verdict(check.call(this, verified, millis('options.now', checked(options).now)));
  });
}

/** The getter gives what `show` makes of what the native one gives. */
function shows(prototype, key, show) {
  const { get } = Object.getOwnPropertyDescriptor(prototype, key);
  getter(prototype, key, function () {
    const found = get.call(this);
    return found === null ? null : show(found);
  });
}

/** What the core reads a summary of: its errors say what is wrong. */
function summary({ verifierId, verifierVersion, resourceUri, policy, inputAttestations, dependencyLevels }) {
  for (const [what, text] of Object.entries({ verifierId, resourceUri })) {
    if (typeof text !== 'string') throw invalid(`options.${what}`, 'a string', text);
  }
  return JSON.stringify({
    verifier: { id: verifierId, version: maybe(verifierVersion) },
    resourceUri,
    policy: typeof policy === 'string' ? { uri: policy } : policy,
    inputAttestations: maybe(inputAttestations),
    verificationResult: 'PASSED',
    verifiedLevels: [],
    dependencyLevels: maybe(dependencyLevels),
  });
}

/** Extends the native classes of these; gives the static methods that replace theirs. */
function extend(native, verdict) {
  judges(native, verdict);
  shows(native.Verified.prototype, 'summary', JSON.parse);
  shows(native.Judged.prototype, 'refused', (all) => {
    return all.map(([index, refusal]) => [index, new classes.Refused(refusal)]);
  });
  shows(native.Statement.prototype, 'predicate', JSON.parse);
  shows(native.NewResource.prototype, 'digests', Object.fromEntries);
  shows(native.Subjects.prototype, 'subjects', (all) => {
    return all.map(([name, digests]) => [name, Object.fromEntries(digests)]);
  });
  const { statements } = native.Subjects.prototype;
  define(native.Subjects.prototype, 'statements', function (predicateType, predicate) {
    return statements.call(this, predicateType, json(predicate));
  });
  const { readPredicate, summaryOf } = native;
  native.readPredicate = (predicateType, text) => JSON.parse(readPredicate(predicateType, text));
  native.summaryOf = (verdict, options) => {
    const { levels, now } = checked(options);
    const of = verdict instanceof classes.Refused ? refusalOf(verdict) : verdict;
    return summaryOf(of, summary(checked(options)), levels ?? [], millis('options.now', now));
  };
  return { Attestation: attestation(native) };
}

module.exports = { extend, prepare };
