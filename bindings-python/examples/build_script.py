"""A build script that refuses a dependency which its maker did not sign.

    python build_script.py vendor/mise.tar.gz vendor/mise.tar.gz.sigstore.json

Exits with 1, and says why, unless every file was built from a tag of its own repository on GitHub.
"""

from __future__ import annotations

import sys
from pathlib import Path

from sealwright import Artifact, Bundle, BundleError, Identity, Policy, Refused, TrustRoot, Verifier

# Who may have signed: this repository's release workflow, run for a version tag. No other repository will do.
POLICY = Policy.signed_by(Identity.github("jdx/mise", workflow="release.yml", tag="v*")).predicate_type(
    "https://slsa.dev/provenance/v1"
)


def admit(verifier: Verifier, file: str, bundle_file: str) -> bool:
    """Whether the file may be used; says what it is, or why not."""
    try:
        bundle = Bundle.from_json(Path(bundle_file).read_bytes())
        # The bundle says which digests it speaks of, so that a large file is read once.
        artifact = Artifact.from_path(file, bundle.digest_algorithms)
        verified = verifier.verify(artifact, bundle, POLICY)
    except (Refused, BundleError) as error:
        print(error.human(bundle=bundle_file) if isinstance(error, Refused) else f"{bundle_file}: {error}")
        return False
    except OSError as error:
        print(error)
        return False
    print(f"{file}: made by {verified.evidence.signer}")
    return True


def main(arguments: list[str]) -> int:
    if len(arguments) < 2 or len(arguments) % 2:
        print("usage: build_script.py FILE BUNDLE [FILE BUNDLE ...]")
        return 2
    verifier = Verifier(TrustRoot.sigstore())
    pairs = zip(arguments[::2], arguments[1::2])
    return 0 if all([admit(verifier, file, bundle) for file, bundle in pairs]) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
