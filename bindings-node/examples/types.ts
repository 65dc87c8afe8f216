// Everything that a program in TypeScript does with this package, checked by tsc --strict.

import { Artifact, Bundle, Identity, Policy, Refused, SealwrightError, TrustRoot, Verifier } from 'sealwright';
import type { Check, Code, Job, Status, Verdict, Verified } from 'sealwright';

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

// @ts-expect-error: a code that does not exist
const wrong: Code = 'identity.nobody';
// @ts-expect-error: bundles are read, not made
new Bundle();
// @ts-expect-error: a policy is not optional
void new Verifier(TrustRoot.sigstore()).verify(Artifact.fromDigest('sha256:00'), '{}');
void wrong;
