"""`sealwright.aio`: the loop goes on, and cancelling stops the work."""

from __future__ import annotations

import asyncio
import time
from itertools import count

import pytest
from conftest import BUNDLES, NOW
from sealwright import Artifact, Bundle, Identity, Policy, Refused, Verified, aio


def test_verify_gives_the_verdict_or_raises_it(verifier, signed) -> None:
    artifact, bundle, policy = signed
    verified = asyncio.run(aio.verify(verifier, artifact, bundle, policy, now=NOW))
    assert verified.to_json() == verifier.verify(artifact, bundle, policy, now=NOW).to_json()
    stranger = Policy.signed_by(Identity.google("a@example.com"))
    with pytest.raises(Refused):
        asyncio.run(aio.verify(verifier, artifact, Bundle.from_json(bundle), stranger))


def test_verify_all_is_an_async_iterator_in_order(verifier, signed) -> None:
    artifact, bundle, policy = signed
    jobs = [(artifact.named(str(i)), bundle if i % 4 else "{", policy) for i in range(300)]
    seen: list[int] = []

    async def run() -> list[Verified | Refused]:
        return [verdict async for verdict in aio.verify_all(verifier, jobs, threads=2, now=NOW, progress=seen.append)]

    verdicts = asyncio.run(run())
    assert [verdict.evidence.artifact.name for verdict in verdicts] == [str(i) for i in range(300)]
    assert [isinstance(verdict, Refused) for verdict in verdicts] == [i % 4 == 0 for i in range(300)]
    assert seen[-1] == 300 and seen == sorted(seen)


def test_the_loop_goes_on_and_cancelling_stops_verify_all(verifier, signed) -> None:
    taken = 0

    def jobs():
        nonlocal taken
        for _ in count():
            taken += 1
            yield signed

    async def consume() -> None:
        async for _ in aio.verify_all(verifier, jobs(), threads=2):
            pass

    async def run() -> int:
        task = asyncio.create_task(consume())
        ticks = 0
        for _ in range(100):
            await asyncio.sleep(0.003)
            ticks += 1
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return ticks

    assert asyncio.run(run()) == 100
    after = taken
    time.sleep(0.2)
    assert taken == after > 0


def test_what_jobs_raise_reaches_the_awaiting(verifier, signed) -> None:
    def jobs():
        yield signed
        raise ZeroDivisionError

    async def run() -> int:
        seen = 0
        with pytest.raises(ZeroDivisionError):
            async for _ in aio.verify_all(verifier, jobs()):
                seen += 1
        return seen

    assert asyncio.run(run()) == 1


def test_a_hash_that_nobody_awaits_any_more_is_stopped(tmp_path) -> None:
    path = BUNDLES / "a.txt"
    assert asyncio.run(aio.Artifact.from_path(path)).digests == Artifact.from_path(path).digests
    huge = tmp_path / "huge"
    with huge.open("wb") as file:
        file.truncate(64 << 30)

    async def run() -> None:
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(aio.Artifact.from_path(huge), 0.2)

    begun = time.monotonic()
    # The loop waits for its threads at its end: so it ends soon only if the hash did.
    asyncio.run(run())
    assert time.monotonic() - begun < 3
    with pytest.raises(FileNotFoundError):
        asyncio.run(aio.Artifact.from_path(tmp_path / "absent"))
