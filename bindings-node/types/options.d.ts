// What functions take as objects.

import type { Attestation, Bundle } from './bundle';
import type { Certificate, PublicKey } from './certificate';
import type { DevicePrompt } from './identity';
import type { Purpose, Scheme } from './literals';
import type { LocalIdentity } from './local';
import type { Policy, Validity } from './policy';
import type { Http } from './repository';
import type { Artifact } from './verify';

/** How a verdict is shown. */
export interface HumanOptions {
  /** Where the bundle is from: a refusal names the place. */
  bundle?: string;
  /** With colours, for a terminal. */
  colour?: boolean;
}

/** How to verify. */
export interface VerifyOptions {
  /** When it is; the clock's time unless given. */
  now?: Date;
  /** Stops waiting, with an `AbortError`. */
  signal?: AbortSignal;
}

/** How to judge everything that is attested of an artifact. */
export interface JudgeOptions extends VerifyOptions {
  /** One that demands more than the expectations' own. */
  policy?: Policy;
}

/** One verification of many. */
export interface Job {
  /** What is verified. */
  artifact: Artifact;
  /** The bundle; as JSON, it is read on the threads too, and one that cannot be read is refused. */
  bundle: Bundle | Attestation | Uint8Array | string;
  /** What is demanded. */
  policy: Policy;
}

/** How to verify many. */
export interface VerifyAllOptions {
  /** How many threads; as many as the machine has unless given. */
  threads?: number;
  /** When it is; the clock's time unless given. */
  now?: Date;
  /** Stops the work, with an `AbortError`. */
  signal?: AbortSignal;
  /** Is told how many verdicts there are, after each. */
  progress?: (done: number) => void;
}

/** A log that is trusted. */
export interface LogOptions {
  /** The key that signs checkpoints and promises. */
  key: PublicKey;
  /** Where it is; its name, which is the origin of its checkpoints, is this without `https://`. */
  baseUrl: string;
  /** Its identifier in base64; the SHA-256 of the key unless given. */
  id?: string;
  /** The scheme that it signs with; the usual one of the key unless given. */
  scheme?: Scheme;
  /** When it may have signed; always unless given. */
  validity?: Validity;
  /** Who runs it. */
  operator?: string;
}

/** A resource that a predicate refers to (in-toto attestation spec v1, ResourceDescriptor). */
export interface ResourceDescriptor {
  /** What to tell it by among the others. */
  name?: string;
  /** What identifies it everywhere. */
  uri?: string;
  /** Its digests, mostly in hexadecimal, by the names of their algorithms. */
  digest?: Readonly<Record<string, string>>;
  /** All that is in it, in base64, if that is little. */
  content?: string;
  /** Where to get it, if not at its URI. */
  downloadLocation?: string;
  /** Its MIME type. */
  mediaType?: string;
  /** Whatever else the producer says of it. */
  annotations?: Readonly<Record<string, unknown>>;
}

/** What a verifier says of itself and of what it was asked, when it makes a summary of a verdict. */
export interface SummaryOptions {
  /** Who verified; a URI. */
  verifierId: string;
  /** Versions of the verifier's components. */
  verifierVersion?: Readonly<Record<string, string>>;
  /** The resource as which the artifact was verified; a URI, where consumers expect to fetch it. */
  resourceUri: string;
  /** The policy, or its URI; it should have a digest. */
  policy: ResourceDescriptor | string;
  /** The levels that the judgement of the provenance gave, the highest of each track. */
  levels?: ReadonlyArray<string>;
  /** All attestations that were used, each with a digest; or none. */
  inputAttestations?: ReadonlyArray<ResourceDescriptor>;
  /** How many dependencies have each level, if they were verified too. */
  dependencyLevels?: Readonly<Record<string, number>>;
  /** When it is; the clock's time unless given. */
  now?: Date;
}

/** How to load a key. */
export interface LoadOptions {
  /**
   * The password of a key file, or the PIN of a token; or whoever knows it, who is told what it is for (a file by its path, a
   * token by its label), and gives nothing if there is none.
   */
  password?:
    | string
    | Uint8Array
    | null
    | ((what: 'key-file' | 'token', name: string) => Password | Promise<Password>);
  /** Stops waiting, with an `AbortError`. */
  signal?: AbortSignal;
}

/** How to load a key before the call returns. */
export interface LoadSyncOptions {
  /** As `LoadOptions.password`, without promises. */
  password?: string | Uint8Array | null | ((what: 'key-file' | 'token', name: string) => Password);
}

/** A password, which may not be there. */
export type Password = string | Uint8Array | null | undefined;

/** How to sign by the authority of this machine. */
export interface LocalOptions {
  /** As whom; as this user of this machine unless given. */
  identity?: LocalIdentity | null;
  /** Stops waiting, with an `AbortError`. */
  signal?: AbortSignal;
}

/** How to sign in with a browser on this machine. */
export interface BrowserOptions {
  /** Shows the person this address; gives `false`, or a promise of it, if it cannot. There is no default. */
  open: (url: string) => unknown;
  /** How the issuer is asked. */
  http?: Http | null;
  /** Stops waiting, with an `AbortError`. */
  signal?: AbortSignal;
}

/** How to sign in with a browser on any device. */
export interface DeviceOptions {
  /** Tells the person where to go, and what to enter there. */
  show: (prompt: DevicePrompt) => unknown;
  /** How the issuer is asked. */
  http?: Http | null;
  /** Stops waiting, with an `AbortError`. */
  signal?: AbortSignal;
}

/** Where a repository keeps its targets. */
export interface RepositoryOptions {
  /** The address below which they are. */
  targetsUrl?: string | null;
  /** The folder in which those that were downloaded are kept. */
  targetsFolder?: string | URL | null;
}

/** What `verifyCertificatePath` is to look at. */
export interface PathOptions {
  /** The authorities that are trusted as they stand. */
  roots: ReadonlyArray<Certificate>;
  /** Certificates that may stand between leaf and root; nothing in them is trusted. */
  intermediates?: ReadonlyArray<Certificate>;
  /** What the leaf is to be used for. */
  purpose: Purpose;
  /** When every certificate of the path must have been valid; the clock's time unless given. */
  time?: Date;
  /** How many intermediates a path may have; never more than 8. */
  maxIntermediates?: number;
}
