"""Read by mypy --strict, never run: what callers write has the types that they expect."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path

import sealwright
from sealwright import Artifact, Bundle, Identity, Job, Policy, PublicKey, Refused, TrustRoot, Verified, Verifier, aio


def verify(path: Path, bundle: bytes | str | memoryview) -> list[str]:
    verifier: Verifier = Verifier(TrustRoot.sigstore().and_(TrustRoot.github()))
    identity = Identity.github("octo/app", workflow="release.yml", tag="v*", owner_id=1)
    policy: Policy = Policy.signed_by(identity).log(1).time("both").max_age(timedelta(days=1))
    algorithms: list[sealwright.DigestAlgorithm] = Bundle.from_json(bundle).digest_algorithms
    artifact = Artifact.from_path(path, algorithms).named("app")
    try:
        verified: Verified = verifier.verify(artifact, bundle, policy, now=datetime.now(timezone.utc))
    except Refused as refused:
        code: sealwright.Code = refused.code
        return [code, *(check.hint or "" for check in refused.failures)]
    statement = verified.statement
    if statement is not None:
        return [subject.name or "" for subject in statement.subjects]
    times: list[datetime] = [time.at for time in verified.evidence.times]
    return [time.isoformat() for time in times]


def batch(verifier: Verifier, policy: Policy) -> int:
    jobs = (Job(Artifact.from_file(io.BytesIO(b"")), "{}", policy) for _ in range(3))
    tuples = [(Artifact.from_digest("sha256:00"), b"{}", policy)]
    total = 0
    for verdict in verifier.verify_all(jobs, threads=2, progress=print):
        total += isinstance(verdict, Refused)
    with verifier.verify_all(tuples) as verdicts:
        return total + sum(1 for verdict in verdicts if isinstance(verdict, Verified))


def signer(evidence: sealwright.Evidence) -> str | None:
    if isinstance(evidence.signer, PublicKey):
        return evidence.signer.kind
    return evidence.signer.identity.value if evidence.signer else None


async def later(verifier: Verifier, artifact: Artifact, policy: Policy) -> list[Verified | Refused]:
    await aio.verify(verifier, await aio.Artifact.from_path("app"), "{}", policy)
    return [verdict async for verdict in aio.verify_all(verifier, [(artifact, "{}", policy)])]


def provenance(verifier: Verifier, digest: sealwright.Digest, file: bytes) -> str | None:
    expected = sealwright.Expectations("github.com/octo/app", tag="v1", inputs={"a": "b"}, level=3)
    for read in sealwright.Attestation.from_json(file):
        if isinstance(read, sealwright.BundleError):
            continue
        kind: sealwright.AttestationKind = read.kind
        judged = expected.check(verifier.verify(Artifact.from_digest(digest), read, expected.policy()))
        said = judged.statement.predicate if judged.statement else None
        if judged.provenance and said:
            return f"{kind}: {judged.provenance.builder}, {said['buildDefinition']}"
    return None


def summed_up(verdict: Verified | Refused, environment: Mapping[str, str]) -> list[str]:
    made = sealwright.summary_of(
        verdict, verifier_id="https://a", resource_uri="pkg:a", policy={"uri": "https://b"}, dependency_levels={"x": 1}
    )
    ci: sealwright.Ci = sealwright.Environment(environment).detect()
    build = sealwright.NewProvenance.from_environment(ci, sealwright.Environment(environment.items()))
    subjects = sealwright.Subjects([("a", "sha256:00"), ("b", sealwright.Digest.parse("sha256:00"))])
    own = sealwright.Statement([("a", {"sha256": "00"}), *subjects.subjects], "https://c", {"d": [1]})
    return [statement.json for statement in (made, own, *build.statements(subjects))]


def nested(a: Identity, key: PublicKey) -> Policy:
    return Policy.any_of([a, [key, a]])


def keyed(key: sealwright.PrivateKey, verifier: Verifier, kms: sealwright.SigningKey) -> list[str]:
    form: sealwright.KeyFormat = sealwright.key_file_format(key.to_pem("password"))
    own = sealwright.SigningKey(key.public_key, lambda digest: kms.sign_digest(digest))
    asked = sealwright.SigningKey.load(Path("a"), lambda what, name: f"{what} {name}".encode())
    services = sealwright.Services("https://a", [("https://b", 2)], timestamp_authorities=("https://c",))
    signers = [sealwright.Signer.key(one, verifier) for one in (own, asked, kms)]
    signers.append(sealwright.Signer.key(key, verifier).witnessed(services, sealwright.Http(connect=1, total=2.5)))
    return [form, *(signer.sign(Artifact.from_bytes(b"")) for signer in signers)]


async def keyless(login: sealwright.Login, verifier: Verifier, config: sealwright.SigningConfig) -> str:
    http = sealwright.Http(proxies={"https_proxy": "http://proxy:3128"}, attempts=2)
    token = await aio.Token.ambient(http) or await aio.Login.on_device(login, lambda prompt: print(prompt.code), http=http)
    kind: sealwright.IssuerKind = token.kind
    signer = sealwright.Signer.keyless(token, sealwright.Services.from_config(config), http, verifier)
    urls: list[str] = [service.url for service in config.logs(now=datetime.now(timezone.utc))]
    return await aio.attest(signer, "{}") + kind + "".join(urls)


def locally(folder: Path, artifacts: list[Artifact]) -> list[bytes]:
    authority = sealwright.LocalAuthority.open(folder)
    authority.sign_all(artifacts, sealwright.LocalIdentity.of_user("me", host="box"))
    proof: sealwright.LocalProof = sealwright.LocalLog.open(folder).inclusion_proof(0)
    issuer: str = sealwright.LOCAL_ISSUER
    return [*proof.hashes, issuer.encode(), sealwright.LocalTrust.open(folder).trusted_root_json.encode()]


def updated(folder: Path) -> TrustRoot:
    metadata = sealwright.Repository.sigstore(folder).update(now=datetime.now(timezone.utc))
    version: int | None = metadata.version("root")
    return TrustRoot.from_json(metadata.trusted_root() if version else metadata.cached_target("trusted_root.json"))
