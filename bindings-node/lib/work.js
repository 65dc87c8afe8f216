'use strict';

// Work that an AbortSignal may stop.

const { AbortError } = require('./errors.js');
const { Stop } = require('./native.js');

/** The options, which must be an object if they are given at all. */
function checked(options) {
  if (options === undefined || options === null) return {};
  if (typeof options !== 'object') throw invalid('options', 'an object', options);
  return options;
}

function invalid(what, expected, found) {
  const error = new TypeError(`${what} must be ${expected}; found ${found === null ? 'null' : typeof found}`);
  return Object.assign(error, { code: 'ERR_INVALID_ARG_TYPE' });
}

/** The milliseconds of a Date that may be absent. */
function millis(what, date) {
  if (date === undefined || date === null) return undefined;
  if (!(date instanceof Date) && Object.prototype.toString.call(date) !== '[object Date]') {
    throw invalid(what, 'a Date', date);
  }
  return date.getTime();
}

function pathOf(path) {
  if (typeof path === 'string') return path;
  if (path instanceof URL) return require('node:url').fileURLToPath(path);
  throw invalid('path', 'a string or a URL', path);
}

function signalOf(options) {
  const { signal } = options;
  if (signal === undefined || signal === null) return undefined;
  if (typeof signal !== 'object' || typeof signal.addEventListener !== 'function' || !('aborted' in signal)) {
    throw invalid('options.signal', 'an AbortSignal', signal);
  }
  return signal;
}

/** Starts the work, and rejects with an AbortError at once when the signal is given; the work hears of it by `stop`. */
function stoppable(signal, start) {
  if (signal === undefined) return start(undefined);
  if (signal.aborted) return Promise.reject(new AbortError(signal.reason));
  return new Promise((resolve, reject) => {
    const stop = new Stop();
    const abort = () => {
      stop.now();
      reject(new AbortError(signal.reason));
    };
    signal.addEventListener('abort', abort, { once: true });
    const settle = (done) => (value) => {
      signal.removeEventListener('abort', abort);
      done(value);
    };
    start(stop).then(settle(resolve), settle(reject));
  });
}

module.exports = { checked, invalid, millis, pathOf, signalOf, stoppable };
