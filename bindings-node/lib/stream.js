'use strict';

// Hashing what comes in chunks: each is hashed on the thread pool, and the next is asked for when it is done.

const { StreamHash } = require('./native.js');
const { invalid } = require('./work.js');

/** The artifact whose bytes the stream or (async) iterable gives. */
async function hashStream(stream, algorithms, stop, signal) {
  const iterate = stream?.[Symbol.asyncIterator] ?? stream?.[Symbol.iterator];
  if (typeof stream === 'string' || typeof iterate !== 'function') {
    throw invalid('stream', 'a Readable or an iterable of Uint8Array', stream);
  }
  const hash = new StreamHash(algorithms, stop);
  const end = () => stream.destroy?.();
  signal?.addEventListener('abort', end, { once: true });
  try {
    for await (const chunk of stream) {
      if (signal?.aborted) break;
      if (!(chunk instanceof Uint8Array)) throw invalid('a chunk of the stream', 'a Uint8Array', chunk);
      if (chunk.length > 0) await hash.write(chunk);
    }
    return await hash.finish();
  } finally {
    signal?.removeEventListener('abort', end);
    hash.close();
  }
}

module.exports = { hashStream };
