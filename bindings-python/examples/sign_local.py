"""Signs files with nothing but this machine, and verifies what came of it.

    python sign_local.py dist/app.tar.gz dist/app.whl

Beside each FILE lies FILE.sigstore.json then. `sealwright verify --local FILE` accepts it, and so does every other
Sigstore client that is given `sealwright trust export`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from sealwright import LOCAL_ISSUER, Artifact, Identity, LocalAuthority, LocalError, LocalIdentity, Policy, Verifier


def main(files: list[str]) -> int:
    if not files:
        print("usage: sign_local.py FILE ...")
        return 2
    try:
        # Made on first use, in this user's data directory.
        authority = LocalAuthority.open()
        me = LocalIdentity.of_user()
        artifacts = [Artifact.from_path(file) for file in files]
        bundles = authority.sign_all(artifacts, me)
    except (LocalError, OSError) as error:
        print(error)
        return 1
    verifier = Verifier(authority.trust_root)
    policy = Policy.signed_by(Identity.exact(str(me), LOCAL_ISSUER))
    for file, artifact, bundle in zip(files, artifacts, bundles):
        verifier.verify(artifact, bundle, policy)
        Path(f"{file}.sigstore.json").write_text(bundle, encoding="utf-8")
        print(f"{file}: signed by {me}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
