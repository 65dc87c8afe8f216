// Verifies Sigstore bundles over artifacts and in-toto attestations: see README.md.

export * from './types/bundle';
export * from './types/certificate';
export * from './types/errors';
export * from './types/literals';
export * from './types/options';
export * from './types/policy';
export * from './types/provenance';
export * from './types/trust';
export * from './types/verify';
