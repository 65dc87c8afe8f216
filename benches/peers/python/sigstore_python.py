"""sigstore-python, as published: `python sigstore_python.py CASES.json`."""

import json
from importlib.metadata import version

from sigstore.hashes import Hashed
from sigstore.models import Bundle, TrustedRoot
from sigstore.verify import Verifier
from sigstore.verify.policy import Identity
from sigstore_models.common.v1 import HashAlgorithm

import runner


def ready(trial):
    verifier = Verifier(trusted_root=TrustedRoot.from_file(trial.root_path))
    return verification(verifier, trial)


def verification(verifier, trial):
    policy = Identity(identity=trial.identity, issuer=trial.issuer)
    bundle, algorithm, digest = trial.bundle, trial.algorithm, trial.digest
    if "dsseEnvelope" in json.loads(bundle):

        def verify():
            # It verifies the envelope; that its statement is about the artifact is for the caller to see.
            _, payload = verifier.verify_dsse(Bundle.from_json(bundle), policy)
            subjects = json.loads(payload)["subject"]
            if not any(subject["digest"].get(algorithm) == digest for subject in subjects):
                raise ValueError("no subject is the artifact")

    else:
        if algorithm != "sha256":
            raise ValueError(f"it takes no {algorithm}")
        hashed = Hashed(algorithm=HashAlgorithm.SHA2_256, digest=bytes.fromhex(digest))

        def verify():
            verifier.verify_artifact(hashed, Bundle.from_json(bundle), policy)

    return verify


def ready_batch(trials):
    """It has no batches and one thread."""
    verifier = Verifier(trusted_root=TrustedRoot.from_file(trials[0].root_path))
    verifications = [verification(verifier, trial) for trial in trials]

    def verify(_threads):
        for one in verifications:
            one()
        return len(verifications)

    return verify


if __name__ == "__main__":
    runner.serve("sigstore-python", version("sigstore"), ready, ready_batch)
