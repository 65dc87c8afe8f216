"""The exceptions. Each has a stable code and says what was expected, what was found and what to do about it.

Arguments of a wrong type are a `TypeError`, and files that cannot be read an `OSError`, as everywhere in Python.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ._sealwright import Check, Evidence, _Refusal
    from .texts import Code

__all__ = [
    "ArtifactError",
    "BundleError",
    "CertificateError",
    "DigestError",
    "LocalError",
    "LogError",
    "MakeError",
    "NetworkError",
    "PolicyError",
    "PrivateKeyError",
    "PublicKeyError",
    "Refused",
    "SealwrightError",
    "SignatureError",
    "SigningError",
    "StatementError",
    "TimestampError",
    "TokenError",
    "TrustError",
]


class SealwrightError(Exception):
    """Whatever this package refuses or cannot read. Its text is one line for people.

    `checks` are the checks that it is about, as in a verdict: one, but for `Refused`.
    """

    def __init__(self, message: str, *checks: Check) -> None:
        super().__init__(message)
        self._checks = checks

    @property
    def checks(self) -> Sequence[Check]:
        """Every check that was made, in order; the failed ones say what is wrong."""
        return list(self._checks)

    @property
    def failures(self) -> Sequence[Check]:
        """The checks that failed, the most telling first."""
        return [check for check in self.checks if check.status == "fail"]

    @property
    def code(self) -> Code:
        """The code of the failed check that tells most, for example `log.inclusion`; stable."""
        failures = self.failures
        return failures[0].code if failures else "bundle.malformed"

    @property
    def expected(self) -> str | None:
        """What would have passed the check that tells most."""
        failures = self.failures
        return failures[0].expected if failures else None

    @property
    def found(self) -> str | None:
        """What was there instead."""
        failures = self.failures
        return failures[0].found if failures else None

    @property
    def at(self) -> str | None:
        """Where: a field path (`verificationMaterial.tlogEntries[0].logId`) or an offset."""
        failures = self.failures
        return failures[0].at if failures else None

    @property
    def hint(self) -> str | None:
        """What to do about it."""
        failures = self.failures
        return failures[0].hint if failures else None


class Refused(SealwrightError):
    """A definite no to an artifact: the verdict, with every check that was made and the reason of each that failed.

    Raised by `Verifier.verify`, `Expectations.check` and `VsaExpectations.check`, and made by nobody else;
    `Verifier.verify_all` gives it as a value.
    """

    def __init__(self, refusal: _Refusal) -> None:
        super().__init__(refusal.message)
        self._refusal = refusal

    @property
    def checks(self) -> Sequence[Check]:
        """Every check that was made, in order."""
        return self._refusal.checks

    @property
    def failures(self) -> Sequence[Check]:
        """The checks that failed, the most telling first; never empty."""
        return self._refusal.failures

    @property
    def code(self) -> Code:
        """The code of the failed check that tells most."""
        return self._refusal.code

    @property
    def evidence(self) -> Evidence:
        """What was looked at and found."""
        return self._refusal.evidence

    def to_json(self) -> str:
        """The verdict as one JSON object of the schema `sealwright/verdict/v1`, in one line."""
        return self._refusal.to_json()

    def human(self, *, bundle: str | None = None, colour: bool = False) -> str:
        """The verdict for people, like a compiler's errors; `bundle` is where the bundle is from."""
        return self._refusal.human(bundle=bundle, colour=colour)


class ArtifactError(SealwrightError):
    """An artifact could not be read to its end, by the fault of its file object; see `OSError` for files."""


class BundleError(SealwrightError):
    """A bundle, an envelope or another attestation is malformed, over a limit, of an unknown version, or contradicts
    itself."""


class CertificateError(SealwrightError):
    """A certificate, its path to a root, or its certificate timestamps."""


class DigestError(SealwrightError):
    """A text that is no digest, or bytes that are not of the algorithm's length."""


class LocalError(SealwrightError):
    """The authority of this machine cannot be opened, or does not sign; `at` is the file or folder."""


class LogError(SealwrightError):
    """A log entry, a checkpoint or a Merkle proof."""


class MakeError(SealwrightError):
    """Provenance, a summary or another statement cannot be made: a fact is missing, or there is too much."""


class NetworkError(SealwrightError):
    """Servers cannot be asked in the way that is wanted: a proxy or authorities that are none (`net.config`), or one was
    not reached (`net.failed`). What a server does wrong on the way to a signature is a `SigningError`, on the way to a
    token a `TokenError`, and on the way to a trusted root a `TrustError`."""


class PolicyError(SealwrightError):
    """A policy that cannot be read, could never refuse anything, or is too wide; or one of its options. A registry of
    builders that cannot be read, and what is expected of a summary and cannot be."""


class PrivateKeyError(SealwrightError):
    """A private key that cannot be read, opened or used, in a file, on a token or behind a program. The code `key.password`
    is a password or PIN that is missing or wrong. No message holds any of it."""


class PublicKeyError(SealwrightError):
    """Bytes that are no public key, or none of a supported kind."""


class SignatureError(SealwrightError):
    """A signature that does not verify."""


class SigningError(SealwrightError):
    """Nothing was signed, and nothing was given out. `code` is the stage: `sign.config` (no service), `sign.token`,
    `sign.certificate` (the authority), `sign.key`, `sign.timestamp`, `sign.log`, or the code of the check that what was
    made does not pass. `at` is the address that was asked, `hint` what to do. What a server answered is not repeated."""


class StatementError(SealwrightError):
    """An in-toto statement that is malformed, or that is not about the artifact; or its predicate."""


class TimestampError(SealwrightError):
    """An RFC 3161 timestamp."""


class TokenError(SealwrightError):
    """There is no identity token that can be used: none that can be read, one that has expired or is for somebody else, or
    nobody signed in. Its text says what to do, and never what the token is."""


class TrustError(SealwrightError):
    """A trusted root or a signing config (`sign.config`) that cannot be read, or has no service that can be used; a trust
    repository that is not to be trusted or was not reached (`net.failed`)."""
