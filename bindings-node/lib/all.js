'use strict';

// Many verifications, in order: while one batch is verified, the next is taken from the caller's iterable.

const { AbortError, converted } = require('./errors.js');
const { Artifact, Attestation, Bundle, Policy, Stop } = require('./native.js');
const { checked, invalid, millis, signalOf } = require('./work.js');

// Jobs in one batch, for each thread: enough to keep it busy, few enough to stop soon.
const BATCH = 16;

// Milliseconds after which the event loop gets its turn, however fast jobs and verdicts come.
const TURN = 2;

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** An async iterator over what `settle` makes of the verdicts that `verifyBatch` gives. */
function verifyAll(verifyBatch, settle, jobs, options) {
  const { threads = require('node:os').availableParallelism(), now, progress } = checked(options);
  if (!Number.isInteger(threads) || threads < 1 || threads > 1024) {
    throw invalid('options.threads', 'a whole number from 1 to 1024', threads);
  }
  if (progress !== undefined && typeof progress !== 'function')
    throw invalid('options.progress', 'a function', progress);
  const signal = signalOf(checked(options));
  const at = millis('options.now', now);
  const source = new Source(jobs, threads * BATCH);
  const stop = new Stop();
  const start = (batch) => {
    const of = (key) => batch.map((job) => job[key]);
    return verifyBatch(of('artifact'), of('bundle'), of('policy'), threads, at, stop);
  };
  return run(source, start, settle, stop, signal, progress);
}

async function* run(source, start, settle, stop, signal, progress) {
  let done = 0;
  let turned = performance.now();
  let inFlight = Promise.resolve();
  let abort;
  const aborted = new Promise((_, reject) => {
    abort = () => {
      stop.now();
      reject(new AbortError(signal.reason));
    };
  });
  aborted.catch(() => {});
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort, { once: true });
  // The next batch starts when its jobs are there and the one before is verified; its verdicts wait until they are asked for.
  const follow = (before) => {
    const following = Promise.all([source.take(before), before]).then(([batch]) => {
      if (batch === undefined || stop.asked) return undefined;
      inFlight = start(batch);
      return inFlight;
    });
    following.catch(() => {});
    return following;
  };
  try {
    let running = follow(Promise.resolve());
    for (;;) {
      const verdicts = await Promise.race([running, aborted]);
      if (verdicts === undefined) return;
      running = follow(Promise.resolve(running));
      for (const verdict of verdicts) {
        done += 1;
        progress?.(done);
        yield settle(verdict);
        if (signal?.aborted) throw new AbortError(signal.reason);
        if (performance.now() - turned > TURN) {
          await turn();
          turned = performance.now();
        }
      }
    }
  } catch (error) {
    throw converted(error);
  } finally {
    signal?.removeEventListener('abort', abort);
    stop.now();
    stop.asked = true;
    await inFlight.catch(() => {});
    await source.close();
  }
}

/** The jobs of an iterable or async iterable, a batch at a time and no more than that ahead. */
class Source {
  #iterator;
  #async;
  #size;
  #pending;
  #failure;
  #ended = false;
  #taking = Promise.resolve();

  constructor(jobs, size) {
    const async = jobs?.[Symbol.asyncIterator];
    const open = async ?? jobs?.[Symbol.iterator];
    if (typeof open !== 'function' || typeof jobs === 'string') {
      throw invalid('jobs', 'an iterable or async iterable of jobs', jobs);
    }
    this.#iterator = open.call(jobs);
    this.#async = async !== undefined && async !== null;
    this.#size = size;
  }

  /** The next batch, not empty; `undefined` after the last. What there is suffices once `idle` is settled. */
  take(idle) {
    this.#taking = this.#taking.then(() => this.#fill(idle));
    return this.#taking;
  }

  async #fill(idle) {
    const batch = [];
    const enough = idle.then(turn, turn);
    const began = performance.now();
    try {
      while (!this.#ended && this.#failure === undefined && batch.length < this.#size) {
        const next = await this.#next(batch.length > 0 ? enough : undefined);
        if (next === undefined) break;
        this.#pending = undefined;
        if (next.done) this.#ended = true;
        else batch.push(job(next.value));
        if (!this.#async && batch.length > 0 && performance.now() - began > TURN) break;
      }
    } catch (error) {
      this.#failure = { error };
    }
    if (batch.length > 0) return batch;
    if (this.#failure !== undefined) {
      this.#ended = true;
      throw this.#failure.error;
    }
    return undefined;
  }

  /** What the iterator gives next; `undefined` if `enough` is settled before. */
  #next(enough) {
    if (!this.#async) return this.#iterator.next();
    this.#pending ??= Promise.resolve(this.#iterator.next());
    return enough === undefined ? this.#pending : Promise.race([this.#pending, enough]);
  }

  async close() {
    if (this.#ended) return;
    this.#ended = true;
    const closed = Promise.resolve(this.#iterator.return?.());
    // An iterator that is still waiting for its next job ends when that has come; nobody waits for it.
    if (this.#pending === undefined) await closed;
    else closed.catch(() => {});
  }
}

function job(given) {
  const { artifact, bundle, policy } = given ?? {};
  if (!(artifact instanceof Artifact)) throw invalid('job.artifact', 'an Artifact', artifact);
  if (!(policy instanceof Policy)) throw invalid('job.policy', 'a Policy', policy);
  const read = bundle instanceof Bundle || bundle instanceof Attestation;
  if (typeof bundle !== 'string' && !(bundle instanceof Uint8Array) && !read) {
    throw invalid('job.bundle', 'a Bundle, Attestation, Uint8Array or text', bundle);
  }
  return { artifact, bundle, policy };
}

module.exports = { verifyAll };
