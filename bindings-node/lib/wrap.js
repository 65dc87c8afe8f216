'use strict';

// What every function of the native module gets: errors of their classes, and a look inside for util.inspect.

const { converted } = require('./errors.js');

/** A function that throws, or rejects with, what `converted` makes of errors. */
function wrapped(name, native) {
  const call = function (...args) {
    let result;
    try {
      result = native.apply(this, args);
    } catch (error) {
      throw rethrown(error, call);
    }
    return result instanceof Promise ? result.catch(rejected) : result;
  };
  return named(name, call);
}

/** A constructor that throws what `converted` makes of errors; its instances are those of the native class. */
function constructible(name, native, prepare, statics) {
  const construct = function (...args) {
    if (new.target === undefined) throw new TypeError(`Class constructor ${name} cannot be invoked without 'new'`);
    try {
      return Reflect.construct(native, prepare === undefined ? args : prepare(...args), new.target);
    } catch (error) {
      throw rethrown(error, construct);
    }
  };
  construct.prototype = native.prototype;
  Object.defineProperty(native.prototype, 'constructor', { value: construct, configurable: true, writable: true });
  for (const key of Object.getOwnPropertyNames(native)) {
    // A factory makes an instance of what it is called on.
    if (typeof native[key] === 'function') define(construct, key, wrapped(key, native[key].bind(native)));
  }
  for (const key of Object.keys(statics ?? {})) define(construct, key, wrapped(key, statics[key]));
  return named(name, construct);
}

function rejected(error) {
  throw converted(error);
}

/** The error without the frames of this file. */
function rethrown(error, below) {
  const better = converted(error);
  if (better !== error) Error.captureStackTrace(better, below);
  return better;
}

function named(name, call) {
  return Object.defineProperty(call, 'name', { value: name, configurable: true });
}

function define(object, key, value) {
  Object.defineProperty(object, key, { value, configurable: true, writable: true, enumerable: false });
}

function getter(prototype, key, get) {
  Object.defineProperty(prototype, key, { get, configurable: true, enumerable: false });
}

const INSPECT = Symbol.for('nodejs.util.inspect.custom');

/** What console.log shows: the class and everything that can be read of it, or of that only these. */
function inspected(name, prototype, only) {
  define(prototype, INSPECT, function (depth, options, inspect) {
    if (Object.hasOwn(prototype, 'toString')) return options.stylize(`${name} <${this}>`, 'special');
    if (depth < 0) return options.stylize(`[${name}]`, 'special');
    const fields = Object.create(null);
    const getters = Object.entries(Object.getOwnPropertyDescriptors(prototype)).filter(
      ([key, of]) => of.get && (only === undefined || only.includes(key)),
    );
    for (const [key, { get }] of getters) {
      try {
        fields[key] = get.call(this);
      } catch (error) {
        fields[key] = error;
      }
    }
    const depths = typeof options.depth === 'number' ? { depth: options.depth - 1 } : {};
    return `${name} ${inspect(fields, { ...options, ...depths }).replace('[Object: null prototype] ', '')}`;
  });
}

module.exports = { constructible, define, getter, inspected, wrapped };
