// Verifies and makes Sigstore bundles over artifacts and in-toto attestations: see README.md.

export * from './types/bundle';
export * from './types/certificate';
export * from './types/errors';
export * from './types/identity';
export * from './types/keys';
export * from './types/literals';
export * from './types/local';
export * from './types/options';
export * from './types/policy';
export * from './types/provenance';
export * from './types/repository';
export * from './types/signing';
export * from './types/trust';
export * from './types/verify';
