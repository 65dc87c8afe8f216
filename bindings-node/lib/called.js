'use strict';

// Functions that the native module calls and waits for: what they give goes back as bytes, what they throw is kept.

const thrown = new Map();
let last = 0;

/** A function as the native module calls it: with what it is given, and with where its answer goes. */
function callable(call, show) {
  return (given, answer) => {
    new Promise((resolve) => resolve(call(given))).then(show).then(
      (bytes) => answer.give(bytes),
      (error) => {
        last = (last % 0xffffffff) + 1;
        thrown.set(last, error);
        // Nobody makes an error of it if nobody waits any more.
        if (!answer.fail(last, error instanceof Error ? error.message : 'it threw what is no error')) thrown.delete(last);
      },
    );
  };
}

/** What a function threw: once, for whoever makes an error of it. */
function taken(number) {
  const error = thrown.get(number);
  thrown.delete(number);
  return error;
}

module.exports = { callable, taken };
