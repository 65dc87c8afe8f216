// Everything that a program in TypeScript does with this package, checked by tsc --strict.

import { Artifact, Attestation, Builders, Bundle, BundleError, Environment, Expectations, Identity } from 'sealwright';
import { LocalSource, NewProvenance, NewResource, Policy, Refused, SealwrightError, Statement } from 'sealwright';
import { Subjects, TrustRoot, Verifier, VsaExpectations, levelSatisfies, summaryOf } from 'sealwright';
import { Http, LOCAL_ISSUER, LocalAuthority, LocalIdentity, LocalLog, Login, PrivateKey, Repository } from 'sealwright';
import { Services, Signer, SigningConfig, SigningError, SigningKey, Token, verifyConsistency } from 'sealwright';
import type { DevicePrompt, Digest, IssuerKind, KeyFormat, Service } from 'sealwright';
import type { AttestationKind, Check, Ci, Code, ExpectationsOptions, Job, Status, Verdict, Verified } from 'sealwright';

const hints: Partial<Record<Code, string>> = { 'identity.san': 'somebody else signed it' };

export async function verify(file: string, bundle: Uint8Array, signal?: AbortSignal): Promise<Verdict> {
  const { digestAlgorithms } = Bundle.fromJson(bundle);
  const artifact = await Artifact.fromPath(file, { algorithms: digestAlgorithms, signal });
  const policy = Policy.signedBy(Identity.github('octo/app', { workflow: 'release.yml', tag: 'v*' })).log(1);
  try {
    const verified: Verified = await new Verifier(TrustRoot.sigstore()).verify(artifact, bundle, policy, { signal });
    return verified.toJSON();
  } catch (error) {
    if (error instanceof Refused) {
      const [first]: Check[] = error.failures;
      const status: Status | undefined = first?.status;
      throw new Error(hints[error.code] ?? first?.hint ?? status, { cause: error });
    }
    if (error instanceof SealwrightError) console.error(error.code, error.hint?.toUpperCase());
    throw error;
  }
}

export async function count(jobs: AsyncIterable<Job>): Promise<number> {
  let refused = 0;
  const verifier = new Verifier(TrustRoot.sigstore().and(TrustRoot.github()));
  for await (const verdict of verifier.verifyAll(jobs, { threads: 2, progress: (done: number) => void done })) {
    if (verdict instanceof Refused) refused += 1;
    else verdict.evidence.log.map((entry) => entry.integratedTime?.toISOString());
  }
  return refused;
}

export async function provenance(artifact: Artifact, layout: URL, options: ExpectationsOptions): Promise<string[]> {
  const verifier = new Verifier(TrustRoot.sigstore());
  const builders = Builders.embedded();
  const expected = new Expectations('github.com/octo/app', { ...options, builders, inputs: { a: 'b' } });
  const [image] = await Attestation.imagesOfOciLayout(layout);
  if (image === undefined) return [];
  const found: string[] = [];
  for (const one of await Attestation.fromOciLayout(layout, image)) {
    if (one instanceof BundleError) continue;
    const kind: AttestationKind = one.kind;
    const verified = await verifier.verify(artifact, one, expected.policy().unloggedDangerous());
    const judged = expected.check(verified).provenance;
    found.push(kind, judged?.commit ?? '', judged?.statement.subjects[0]?.name ?? '');
    const summary = summaryOf(verified, { verifierId: 'v:1', resourceUri: 'r:1', policy: { uri: 'p:1' } });
    const vsa = new VsaExpectations('v:1', 'r:1', { levels: ['SLSA_BUILD_LEVEL_2'], subjectDigests: [['sha1', '00']] });
    found.push(String(vsa.check(verified, { now: new Date() }).summary?.['resourceUri']), summary.json);
  }
  return levelSatisfies('SLSA_BUILD_LEVEL_3', 'SLSA_BUILD_LEVEL_2') ? found : [];
}

export function make(digest: string): Array<Statement> {
  const environment = new Environment(process.env);
  const ci: Ci = environment.detect();
  const subjects = new Subjects([['app', digest]]).and(new Subjects(new Map([['other', digest]])));
  const made = ci === 'local' ? NewProvenance.local({ source: new LocalSource('00') }) : undefined;
  const lockfile = new NewResource({ name: 'package-lock.json', digests: { sha256: '00' } });
  const statement = new Statement(subjects.subjects, 'https://example.com/t', { a: 1 });
  const provenance = (made ?? NewProvenance.fromEnvironment(ci, environment)).dependency(lockfile);
  return [statement, ...provenance.statements(subjects)];
}

export async function sign(artifact: Artifact, kms: (digest: Digest) => Promise<Buffer>, signal?: AbortSignal) {
  const key: PrivateKey = await PrivateKey.generate('ECDSA P-256', { signal });
  const verifier = new Verifier(TrustRoot.sigstore());
  const loaded = await SigningKey.load('key.pem', { password: async (what: 'key-file' | 'token', name) => what + name });
  const remote = new SigningKey(key.publicKey, kms);
  const http = new Http({ proxies: {}, connect: 1_000, attempts: 1 });
  const token = (await Token.ambient({ http })) ?? (await new Login().onDevice({ show: (prompt: DevicePrompt) => prompt.code }));
  const kind: IssuerKind = token.kind;
  const config = SigningConfig.sigstore();
  const logs: Service[] = config.logs({ now: new Date() });
  const services = new Services({ logs: logs.map(({ url, version }) => ({ url, version })) });
  const signers = [Signer.key(key, verifier), Signer.key(loaded, verifier), Signer.key(remote, verifier)];
  signers.push(Signer.keyless(token, Services.fromConfig(config), null, verifier).witnessed(services, http));
  try {
    return await Promise.all(signers.map((signer) => signer.sign(artifact, { signal })));
  } catch (error) {
    if (error instanceof SigningError && error.code === 'sign.log') return [kind, error.at ?? ''];
    throw error;
  }
}

export async function local(artifacts: Artifact[], sealed: string): Promise<string[]> {
  const authority = await LocalAuthority.open();
  const identity = new LocalIdentity(`me@${LOCAL_ISSUER.length}`);
  const bundles: string[] = await authority.signAll(artifacts, { identity });
  const log = await LocalLog.open();
  const { head, hashes } = await log.consistencyProof(1);
  verifyConsistency(await log.head(), head, hashes);
  const metadata = await Repository.sigstore('cache').update();
  const format: KeyFormat = 'pkcs8';
  const version: number | null = metadata.version('root');
  return [...bundles, await metadata.trustedRoot(), PrivateKey.fromPemSync(sealed).toPemSync(), format, String(version)];
}

// @ts-expect-error: tokens are read, not made
new Token();
// @ts-expect-error: a browser has no default
void new Login().inBrowser();
// @ts-expect-error: a log has a version
new Services({ logs: [{ url: 'https://log.example' }] });
// @ts-expect-error: there is no default for the source
new Expectations();
// @ts-expect-error: a code that does not exist
const wrong: Code = 'identity.nobody';
// @ts-expect-error: bundles are read, not made
new Bundle();
// @ts-expect-error: a policy is not optional
void new Verifier(TrustRoot.sigstore()).verify(Artifact.fromDigest('sha256:00'), '{}');
void wrong;
