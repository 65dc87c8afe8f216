// Made by npm run build from the documentation in src; do not edit.

import type { Attestation, Statement } from './bundle';
import type { BundleError, Refused } from './errors';
import type { Ci } from './literals';
import type { JudgeOptions, SummaryOptions } from './options';
import type { Policy } from './policy';
import type { Artifact, Digest, Verified, Verifier } from './verify';

/**
 * The registry of builders: data, not code. A builder of your own is an entry in a file of your own.
 *
 * Anybody can write provenance that claims any builder: it counts only if the signature is that builder's own. An entry
 * says how a builder is recognised by what it signs with, which ids and build types are its own, and up to which level
 * of SLSA's build track it is trusted; that trust is a decision of whoever writes the entry.
 */
export declare class Builders {
  private constructor();
  /** Those that were known when this release was made. */
  static embedded(): Builders
  /** Reads a file of builders, in TOML, at most 1 MiB. Throws a `PolicyError`. */
  static fromToml(text: string): Builders
  /** These and the others. */
  and(other: Builders): Builders
}

/**
 * The variables of a CI system that provenance may speak of; nothing else of an environment is kept.
 *
 * Which names these are is an allow-list, `Environment.names()`. Everything else, every secret with it, is dropped where it
 * comes in. User names, passwords and tokens in URLs are cut out of the values that are kept. What somebody wrote out in
 * the command of a Buildkite step is kept: it is no secret there, either.
 */
export declare class Environment {
  /**
   * Keeps the variables of the allow-list that are not empty; of `process.env`, no other is read.
   *
   * A value has at most 64 KiB and no control characters; all of them have at most 1 MiB. Throws a `MakeError`.
   */
  constructor(variables: Readonly<Record<string, string | undefined>> | Iterable<readonly [name: string, value: string]>)
  /** Whose environment it is; `local` if it is that of no CI system. Throws a `MakeError` if it is that of two. */
  detect(): Ci
  /** The allow-list: every name that is kept, of whichever CI system. */
  static names(): Array<string>
  /** The variables that are read of the environment of this CI system, and no others. */
  static variables(system: Ci): Array<string>
}

/**
 * What is expected of an artifact's provenance: SLSA v1.2, verifying artifacts, steps 1 and 2.
 *
 * There is no default for the source: whoever does not say from which repository an artifact must come accepts what a
 * stranger built from a stranger's repository, with perfect provenance.
 *
 * A mistake in an expectation (a version that is none, a pattern) is a refusal with `policy.malformed`.
 */
export declare class Expectations {
  /**
   * The artifact was built from this repository: `https://github.com/octo/app`, `github.com/octo/app` or
   * `git+https://github.com/octo/app`. Letter by letter, also in case.
   */
  constructor(source: string, options?: ExpectationsOptions | undefined | null)
  /**
   * A policy under which to verify what is to be judged: signed by a certificate, or by a key of the registry. Who
   * signed is decided by `check`.
   */
  policy(): Policy
  /**
   * Verifies and judges, on the thread pool, everything that is attested of an artifact: what `Attestation.fromJson`
   * gives. Rejects with `Refused`, that of what came nearest.
   *
   * One provenance that is as expected suffices. What is attested of the publication beside it must hold too: a
   * registry's word has no second; and npm's registry, which publishes no provenance without its own word, must have
   * given it. The policy is this object's own, unless one that demands more is given.
   */
  verify(verifier: Verifier, artifact: Artifact, attestations: ReadonlyArray<Attestation | BundleError>, options?: JudgeOptions): Promise<Judged>
  /** Verifies and judges before it returns. Throws `Refused`. */
  verifySync(verifier: Verifier, artifact: Artifact, attestations: ReadonlyArray<Attestation | BundleError>, options?: { policy?: Policy, now?: Date }): Judged
  /**
   * Judges provenance whose signature was verified: SLSA v1.2, verifying artifacts. What it gives has `provenance`.
   * Throws `Refused`.
   *
   * The signer must be a builder that the registry trusts, whatever policy it was verified under; what certificate,
   * predicate and materials say must agree; and it must be what is expected here. All that is wrong is in the refusal.
   */
  check(verified: Verified): Verified
  /**
   * Judges an attestation that the artifact was published in a package registry: signed by a key of the registry (npm),
   * or by a workflow of the source repository that publishes there (PyPI), and about the package and version that are
   * expected, if they are. What it gives has `publish`. Throws `Refused`.
   */
  checkPublish(verified: Verified): Verified
  /**
   * Judges what the build used, as far as its provenance names it: each dependency must be a subject of one of these
   * summaries, each of which was judged by its own `VsaExpectations`. `verified` is what `check` gave. Throws
   * `Refused`.
   */
  checkDependencies(verified: Verified, summaries: Verified[]): Verified
  /** Whether attestations of this type say that something was published, and not how it was built. */
  isPublish(predicateType: string): boolean
}

/** What more is expected of provenance than its source. */
export interface ExpectationsOptions {
  /** Trust these builders and no others; without this, `Builders.embedded()`. */
  builders?: Builders
  /**
   * This builder built it: its id, with `@VERSION` where the version matters. `v1.2.3` and `refs/tags/v1.2.3` are the
   * same version. Some builders are trusted only when they are named so.
   */
  builder?: string
  /** The build type is this one. */
  buildType?: string
  /** It was built from this full git reference, `refs/heads/main`. */
  gitRef?: string
  /** It was built from this branch, or from a tag that was made on it. */
  branch?: string
  /** It was built from this tag. */
  tag?: string
  /** It was built from a tag of this semantic version: `v1` is any `v1.x.y`, `v1.2` any `v1.2.x`. */
  versionedTag?: string
  /** It was built from this commit, in full. */
  commit?: string
  /** These are the top-level build instructions: their path in the repository, `.github/workflows/release.yml`. */
  workflow?: string
  /** The repository has this id, which stays when the name changes hands. */
  repositoryId?: string
  /** The owner of the repository has this id. */
  ownerId?: string
  /** It was built on runners of this class: `github-hosted` or `self-hosted`. */
  runner?: string
  /** Whoever started the build gave these inputs. */
  inputs?: Readonly<Record<string, string>>
  /** External parameters that the build type does not have may be there under these names, whatever they say. */
  parameters?: ReadonlyArray<string>
  /** The builder is trusted up to this level of SLSA's build track at least. */
  level?: number
  /** The provenance is about a package of this name, `@octo/app`. */
  package?: string
  /** The provenance is about this version of the package. */
  packageVersion?: string
}

/** What came of everything that is attested of an artifact: a yes. Only `Expectations.verify` makes one. */
export declare class Judged {
  private constructor();
  /** The provenance that is as expected, the first if there are several: it has `provenance`. */
  get verified(): Verified
  /** Which of the attestations that is, counted from 0. */
  get index(): number
  /** What is attested of the publication, if anything is: it has `publish`. */
  get published(): Verified | null
  /** What was refused beside it, each with which of the attestations it is: worth a note, no more. */
  get refused(): Array<[number, Refused]>
}

/** A build on somebody's machine. */
export interface LocalBuildOptions {
  /** What was built. */
  source: LocalSource
  /** The URI of who built it; unless given, one that says no more than that somebody did. */
  builderId?: string
  /** The files that fix what was built with. */
  lockfiles?: ReadonlyArray<NewResource>
  /** The command and its arguments; not its environment. */
  command?: ReadonlyArray<string>
  /** When it began. */
  started?: Date
  /** When it ended. */
  finished?: Date
  /** What else came out: logs, SBOMs. */
  byproducts?: ReadonlyArray<NewResource>
}

/** The source of a build on somebody's machine, as git knows it. */
export declare class LocalSource {
  /**
   * The commit that is checked out, 40 or 64 hexadecimal digits; where the repository is from, as `git remote get-url`
   * says, without its credentials; the whole reference that is checked out (`refs/heads/main`); and whether the working
   * tree differs from the commit, untracked files with it.
   */
  constructor(commit: string, options?: { remote?: string | null; gitRef?: string | null; dirty?: boolean })
  /** The commit that is checked out. */
  get commit(): string
  /** Where the repository is from, without credentials; `null` if it is from nowhere. */
  get remote(): string | null
  /** The whole reference that is checked out; `null` if a commit is. */
  get gitRef(): string | null
  /** Whether the working tree differs from the commit. */
  get dirty(): boolean
}

/**
 * Provenance v1 (`https://slsa.dev/provenance/v1`) that is being made: how artifacts were built, from what, by whom.
 *
 * The same input gives the same bytes. It never claims a level, and it is only as good as the signature that is put
 * under it. Immutable: what changes it returns a new one.
 */
export declare class NewProvenance {
  private constructor();
  /**
   * What the environment of a CI system says of the build. Throws a `MakeError` that names a variable which is not set;
   * a local build has no environment: see `local`.
   *
   * `event` is the file that GitHub's `GITHUB_EVENT_PATH` names; only a workflow that was started by hand
   * (`workflow_dispatch`) needs it, for its inputs are parameters of the build.
   */
  static fromEnvironment(system: Ci, environment: Environment, event?: Uint8Array | null): NewProvenance
  /**
   * What is known of a build on somebody's machine. Throws a `MakeError`.
   *
   * Its build type is `https://sealwright.dev/buildtypes/local/v1`: a command that somebody ran in a git repository.
   */
  static local(options: LocalBuildOptions): NewProvenance
  /** Something else that went into the build: a lockfile, a base image; within the limits of an environment's values. */
  dependency(resource: NewResource): NewProvenance
  /** Something else that came out of it: a log, an SBOM; within the same limits. */
  byproduct(resource: NewResource): NewProvenance
  /** When the build began, instead of what the environment says. */
  started(began: Date): NewProvenance
  /** When it ended. */
  finished(ended: Date): NewProvenance
  /**
   * Puts the time of `SOURCE_DATE_EPOCH` (reproducible-builds.org) in the place of every time that is there, so that
   * building again gives the same bytes.
   */
  sourceDateEpoch(epoch: Date): NewProvenance
  /** The predicate as compact JSON, in the order of the specification. */
  predicateJson(): string
  /** Statements about all subjects: one for every 1,024 of them, which is as many as a statement may have. */
  statements(subjects: Subjects): Array<Statement>
}

/** Something that went into a build, or came out beside the artifacts (in-toto attestation spec v1, ResourceDescriptor). */
export declare class NewResource {
  /**
   * What to call it, where it is from, and its digests by the algorithm's in-toto name, in hexadecimal; each is left out
   * if it is empty.
   */
  constructor(options?: { name?: string; uri?: string; digests?: Readonly<Record<string, string>> })
  /** A file of that name and digest. Throws a `DigestError`. */
  static file(name: string, digest: Digest | string): NewResource
  /** What to call it; empty if it has no name. */
  get name(): string
  /** Where it is from; empty if nobody says. */
  get uri(): string
  /** Its digests by the algorithm's in-toto name, in hexadecimal. */
  get digests(): Record<string, string>
}

/** Provenance that was judged: how an artifact was built, by whom, from what. */
export declare class Provenance {
  private constructor();
  /** The statement, as it was signed. */
  get statement(): Statement
  /** The id of the builder, as the provenance has it. */
  get builder(): string
  /** What the registry of builders calls it. */
  get builderName(): string
  /** Up to which level of SLSA's build track the registry trusts the builder. */
  get level(): number
  /** The build type: a URI. */
  get buildType(): string
  /** The repository that was built, `https://github.com/octo/app`. */
  get repository(): string | null
  /** The git reference that was built, `refs/tags/v1.2.3`. */
  get gitRef(): string | null
  /** The commit that was built. */
  get commit(): string | null
  /** The path of the top-level build instructions in the repository. */
  get workflow(): string | null
  /** The event that started the build, `push`. */
  get event(): string | null
  /** The builder's own name for this run. */
  get invocation(): string | null
  /** When the build began, as the provenance has it. */
  get started(): string | null
  /** When the build ended, as the provenance has it. */
  get finished(): string | null
}

/** What is attested of a package in its registry: that it was published there. */
export declare class Publish {
  private constructor();
  /** The statement, as it was signed. */
  get statement(): Statement
  /** The package, with its scope. */
  get name(): string
  /** Its version. */
  get version(): string
  /** The registry's own address, if it names itself. */
  get registry(): string | null
}

/**
 * What statements are made about: artifacts by name and digest, in the order in which they were given.
 *
 * A statement holds at most 1,024 subjects, and its readers refuse more; so `statements` makes as many statements as are
 * needed, each complete in itself. At most 102,400 subjects are taken.
 */
export declare class Subjects {
  /**
   * Names and digests, at least one. Several digests under one name are of one subject; it has one of each algorithm.
   * A subject may have an empty name. Throws a `MakeError`, or a `DigestError` for text that is no digest.
   */
  constructor(pairs: Iterable<readonly [name: string, digest: Digest | string]>)
  /**
   * The lines that `sha256sum`, `sha384sum`, `sha512sum` and `shasum -a 384` print, also with `--tag`. Throws a
   * `MakeError` that names the first line that is none.
   *
   * The algorithm is told by the length of the digest; a name with a backslash before its line has `\\`, `
  ` and `\r`
   * in it for what they mean.
   */
  static fromChecksums(text: string): Subjects
  /** These, and then the others. */
  and(others: Subjects): Subjects
  /** The subjects, in order: name, and digests in hexadecimal by the names of their algorithms. */
  get subjects(): Array<[name: string, digests: Record<string, string>]>
  /**
   * Statements of this predicate about all subjects: one for every 1,024 of them. Throws a `MakeError`.
   *
   * A predicate that is given as text is one JSON object, without duplicate keys.
   */
  statements(predicateType: string, predicate: object | string): Array<Statement>
}

/**
 * What a verification summary must say (SLSA v1.2, verification summary, how to verify).
 *
 * Whoever signs is trusted for specific verifiers only, so that the policy under which the statement was verified and
 * the verifier expected here belong together.
 */
export declare class VsaExpectations {
  /** A summary by this verifier about this resource. Throws a `PolicyError` if a text is empty or a level cannot exist. */
  constructor(verifierId: string, resourceUri: string, options?: VsaExpectationsOptions | undefined | null)
  /**
   * Judges a statement that was verified, as of `now`, which is the clock's time unless it is given. Every check is
   * made, also after one failed. What it gives has `summary`. Throws `Refused`.
   */
  check(verified: Verified, options?: { now?: Date }): Verified
}

/** What more is expected of a verification summary than its verifier and its resource. */
export interface VsaExpectationsOptions {
  /** The artifact has reached these levels or higher ones of their tracks; any other word must stand there as it is. */
  levels?: ReadonlyArray<string>
  /** So has every dependency, and the summary says how many there are. */
  dependencyLevels?: ReadonlyArray<string>
  /** The verification is no older than this, in seconds. */
  maxAge?: number
  /** The policy that it was verified under: its URI. */
  policy?: string
  /** That policy has these digests, by the names of their algorithms. */
  policyDigests?: Readonly<Record<string, string>>
  /** The attestations of these digests are among those that the summary rests on. */
  inputAttestations?: ReadonlyArray<readonly [algorithm: string, value: string]>
  /**
   * A subject has this digest, of any algorithm (`gce_image_id`). It is demanded besides the artifact that was
   * verified; each one may be of another subject, because a summary is about all of its subjects alike.
   */
  subjectDigests?: ReadonlyArray<readonly [algorithm: string, value: string]>
}

/**
 * Whether something that reached `level` meets a demand for `wanted`: tracks are ladders, all else must be the same.
 * Throws a `PolicyError` for a text that begins with `SLSA_` and is nothing that SLSA defines.
 */
export declare function levelSatisfies(level: string, wanted: string): boolean

/**
 * Says in a statement that the artifact of a verdict passed, or was refused, as of `now`. Throws a `MakeError`.
 *
 * `levels` are those that the judgement of its provenance gave: a summary claims none by itself, and a refusal has none.
 */
export declare function summaryOf(verdict: Verified | Refused, options: SummaryOptions): Statement
