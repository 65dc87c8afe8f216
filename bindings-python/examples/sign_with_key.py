"""Signs a file with a key: in a file, on a PKCS#11 token, or behind a program.

    python sign_with_key.py release.key dist/app.tar.gz
    python sign_with_key.py 'pkcs11:token=release;object=signing?module-path=/usr/lib/libsofthsm2.so' dist/app.tar.gz

The password is that of SEALWRIGHT_PASSWORD, or asked for. `sealwright verify FILE --key release.pub --accept-unlogged`
accepts what lies beside FILE then: a signature that no log and no timestamp authority has seen.
"""

from __future__ import annotations

import os
import sys
from getpass import getpass
from pathlib import Path

from sealwright import Artifact, Policy, PrivateKeyError, Signer, SigningError, SigningKey, TrustRoot, Verifier


def password(what: str, name: str) -> str:
    """Called at most once, and only if there is something to open."""
    known = os.environ.get("SEALWRIGHT_PASSWORD")
    return getpass(f"Password of the {what} {name}: ") if known is None else known


def main(arguments: list[str]) -> int:
    if len(arguments) != 2:
        print("usage: sign_with_key.py KEY FILE")
        return 2
    name, file = arguments
    try:
        key = SigningKey.load(name, password)
        # Looks at what was made before it is given out.
        verifier = Verifier(TrustRoot.sigstore())
        artifact = Artifact.from_path(file, [key.digest_algorithm])
        bundle = Signer.key(key, verifier).sign(artifact)
    except (PrivateKeyError, SigningError) as error:
        print(f"error[{error.code}]: {error}")
        return 1
    except OSError as error:
        print(error)
        return 1
    # As anybody would who knows the public key.
    verifier.verify(artifact, bundle, Policy.key(key.public_key).unlogged_dangerous())
    Path(f"{file}.sigstore.json").write_text(bundle, encoding="utf-8")
    print(f"{file}: signed with {key.public_key.fingerprint}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
