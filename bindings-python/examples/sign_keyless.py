"""Signs a file as the CI job, or the person, in whose name this runs: keyless, with the public Sigstore.

    python sign_keyless.py dist/app.tar.gz            in a job of GitHub Actions, GitLab, Buildkite, CircleCI, Google Cloud
    python sign_keyless.py --browser dist/app.tar.gz  on somebody's own machine

A certificate for the identity, a timestamp and a log entry that everybody can see come of it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from sealwright import (
    Artifact,
    Http,
    Login,
    Services,
    Signer,
    SigningConfig,
    SigningError,
    Token,
    TokenError,
    TrustError,
    TrustRoot,
    Verifier,
)


def main(arguments: list[str]) -> int:
    browser = arguments[:1] == ["--browser"]
    files = arguments[1:] if browser else arguments
    if len(files) != 1:
        print("usage: sign_keyless.py [--browser] FILE")
        return 2
    (file,) = files
    http = Http()
    try:
        token = Login().in_browser(http=http) if browser else Token.ambient(http)
        if token is None:
            print("no CI system offers an identity token here: sign in with --browser")
            return 1
        # Of the public instance, as they were when this version was made; a Repository keeps both up to date.
        services, verifier = Services.from_config(SigningConfig.sigstore()), Verifier(TrustRoot.sigstore())
        signer = Signer.keyless(token, services, http, verifier)
        bundle = signer.sign(Artifact.from_path(file))
    except (TokenError, SigningError, TrustError) as error:
        print(f"error[{error.code}]: {error}")
        if error.hint:
            print(f"help: {error.hint}")
        return 1
    except OSError as error:
        print(error)
        return 1
    Path(f"{file}.sigstore.json").write_text(bundle, encoding="utf-8")
    print(f"{file}: signed by {token.certified_identity}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
