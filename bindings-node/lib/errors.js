'use strict';

// The classes of errors. What the native module throws is told apart by its text, and becomes one of them here.

const { taken } = require('./called.js');

/** One check of a verification: its stable code, what was expected, what was found, where, and what to do. */
class Check {
  constructor(fields) {
    this.code = fields.code;
    this.status = fields.status;
    this.message = fields.message ?? null;
    this.expected = fields.expected ?? null;
    this.found = fields.found ?? null;
    this.at = fields.at ?? null;
    this.hint = fields.hint ?? null;
    this.spec = fields.spec;
  }
}

class SealwrightError extends Error {
  constructor(message, options) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause });
    const check = options?.check;
    if (check !== undefined) {
      this.code = check.code;
      this.checks = [check];
    }
  }

  get expected() {
    return first(this)?.expected ?? null;
  }

  get found() {
    return first(this)?.found ?? null;
  }

  get at() {
    return first(this)?.at ?? null;
  }

  get hint() {
    return first(this)?.hint ?? null;
  }
}

/** The failure that matters most. */
function first(error) {
  return error.failures?.[0] ?? error.checks?.[0];
}

/** The native refusal of a `Refused`. */
let refusalOf;

class Refused extends SealwrightError {
  #refusal;
  #checks;

  constructor(refusal) {
    if (typeof refusal?.json !== 'function') throw new TypeError('a Refused is made by a verifier');
    super(refusal.message);
    this.code = refusal.code;
    this.#refusal = refusal;
  }

  static {
    refusalOf = (refused) => refused.#refusal;
  }

  get checks() {
    this.#checks ??= this.toJSON().checks.map((check) => new Check(check));
    return this.#checks;
  }

  get failures() {
    return this.#refusal.evidence.failures;
  }

  get evidence() {
    return this.#refusal.evidence;
  }

  toJSON() {
    return JSON.parse(this.#refusal.json());
  }

  human(options) {
    return this.#refusal.human(options?.bundle, options?.colour);
  }
}

const classes = { SealwrightError, Refused };
for (const name of [
  'ArtifactError',
  'BundleError',
  'CertificateError',
  'DigestError',
  'LocalError',
  'LogError',
  'MakeError',
  'NetworkError',
  'PolicyError',
  'PrivateKeyError',
  'PublicKeyError',
  'SignatureError',
  'SigningError',
  'StatementError',
  'TimestampError',
  'TokenError',
  'TrustError',
]) {
  classes[name] = { [name]: class extends SealwrightError {} }[name];
}
for (const [name, type] of Object.entries(classes)) {
  Object.defineProperty(type.prototype, 'name', { value: name, configurable: true, writable: true });
}

/** What work ends with that an AbortSignal stopped, as Node's own functions do. */
class AbortError extends Error {
  constructor(reason) {
    super('The operation was aborted', reason === undefined ? undefined : { cause: reason });
    this.name = 'AbortError';
    this.code = 'ABORT_ERR';
  }
}

/** What the native module threw, as what is to be thrown. */
function converted(error) {
  if (!(error instanceof Error)) return error;
  const { code, message } = error;
  if (code === 'InvalidArg' || code?.endsWith?.('Expected')) {
    return Object.assign(new TypeError(message), { code: 'ERR_INVALID_ARG_TYPE' });
  }
  if (code !== 'GenericFailure' || !message.startsWith('{"')) return error;
  return failed(message);
}

/** The error that a text of the native module tells of. */
function failed(text) {
  const told = JSON.parse(text);
  const type = classes[told.sealwright] ?? SealwrightError;
  const why = told.thrown === undefined ? cause(told.cause) : taken(told.thrown);
  return new type(told.check.message, { check: new Check(told.check), cause: why });
}

/** Why the system could not read a file: an error like those of `node:fs`. */
function cause(told) {
  if (told === undefined) return undefined;
  const error = new Error(told.message);
  if (told.errno !== null) {
    error.errno = -told.errno;
    try {
      error.code = require('node:util').getSystemErrorName(error.errno);
    } catch {
      // Windows has numbers that Node has no names for.
    }
  }
  return error;
}

module.exports = { AbortError, Check, classes, converted, failed, refusalOf };
