'use strict';

// Many verifications, in order: while one batch is verified, the next is taken from the caller's iterable.

const os = require('node:os');

const { AbortError, converted } = require('./errors.js');
const { Stop } = require('./native.js');
const { checked, invalid, millis, signalOf } = require('./work.js');

// Jobs in one batch, for each thread: enough to keep it busy, few enough to stop soon.
const BATCH = 16;

// Milliseconds after which the event loop gets its turn, however fast verdicts come.
const TURN = 2;

module.exports = { BATCH, TURN, AbortError, Stop, checked, converted, invalid, millis, os, signalOf };
module.exports.verifyAll = function* () {};
