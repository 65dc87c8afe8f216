"""Sealwright for Python: `python ours.py CASES.json`."""

from importlib.metadata import version

from sealwright import Artifact, Identity, Policy, TrustRoot, Verified, Verifier

import runner


def ready(trial):
    verifier = Verifier(TrustRoot.from_json(trial.root))
    artifact, policy, bundle = artifact_of(trial), policy_of(trial), trial.bundle
    return lambda: verifier.verify(artifact, bundle, policy)


def artifact_of(trial):
    return Artifact.from_digest(f"{trial.algorithm}:{trial.digest}")


def policy_of(trial):
    return Policy.signed_by(Identity.exact(trial.identity, trial.issuer))


def ready_batch(trials):
    """A fresh verifier every time, so that no bundle was seen before."""
    root = TrustRoot.from_json(trials[0].root)
    jobs = [(artifact_of(trial), trial.bundle, policy_of(trial)) for trial in trials]

    def verify(threads):
        return sum(isinstance(verdict, Verified) for verdict in Verifier(root).verify_all(jobs, threads=threads))

    return verify


if __name__ == "__main__":
    runner.serve("sealwright for Python", version("sealwright"), ready, ready_batch)
