'use strict';

// The Node-API module: built beside this package, or installed as the platform's own package.

// Where both may be, the C library decides which of them loads.
const ABIS = { linux: ['-gnu', '-musl'], win32: ['-msvc'] };

function load() {
  const platform = `${process.platform}-${process.arch}`;
  const failures = [];
  for (const abi of ABIS[process.platform] ?? ['']) {
    for (const name of [`../sealwright.${platform}${abi}.node`, `sealwright-${platform}${abi}`]) {
      try {
        return require(name);
      } catch (error) {
        if (error.code !== 'MODULE_NOT_FOUND') failures.push(error);
      }
    }
  }
  const why = failures.length > 0 ? failures.map((error) => error.message).join('; ') : 'its package is not installed';
  throw new Error(`sealwright has no native module for ${platform}: ${why}`, { cause: failures[0] });
}

module.exports = load();
