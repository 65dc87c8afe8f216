"""`verify_all`: lazy, in order, stoppable."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import threading
import time
from itertools import count, islice

import pytest
from conftest import BUNDLES, NOW
from sealwright import Attestation, Bundle, Job, Refused, Verified


def test_jobs_are_taken_as_verdicts_are(verifier, signed) -> None:
    taken = 0

    def jobs():
        nonlocal taken
        for _ in count():
            taken += 1
            yield signed

    verdicts = verifier.verify_all(jobs(), threads=2, now=NOW)
    assert all(isinstance(verdict, Verified) for verdict in islice(verdicts, 50))
    assert 50 <= taken <= 200
    verdicts.close()
    assert list(verdicts) == [] and "closed" in repr(verdicts)


def test_verdicts_come_in_order_and_progress_counts_them(verifier, signed) -> None:
    artifact, bundle, policy = signed
    jobs = [Job(artifact.named(str(i)), bundle if i % 3 else b"{", policy) for i in range(700)]
    seen: list[int] = []
    verdicts = list(verifier.verify_all(iter(jobs), threads=3, now=NOW, progress=seen.append))
    assert [verdict.evidence.artifact.name for verdict in verdicts] == [str(i) for i in range(700)]
    assert [isinstance(verdict, Refused) for verdict in verdicts] == [i % 3 == 0 for i in range(700)]
    assert seen == list(range(1, 701))
    assert jobs[1].bundle == bundle and jobs[1].policy and "1: a bundle of" in repr(jobs[1])


def test_bundles_that_were_read_are_jobs_too(verifier, signed) -> None:
    artifact, text, policy = signed
    bundle = Bundle.from_json(text)
    (attestation,) = Attestation.from_json(text)
    jobs = [(artifact, text, policy), (artifact, bundle, policy), Job(artifact, attestation, policy)]
    assert all(isinstance(verdict, Verified) for verdict in verifier.verify_all(jobs, threads=2, now=NOW))
    assert isinstance(jobs[2].bundle, Bundle) and repr(jobs[2]).endswith(": a bundle>")


def test_what_the_callers_iterable_raises_reaches_the_caller_after_the_verdicts_before(verifier, signed) -> None:
    def jobs():
        yield from [signed] * 5
        raise ZeroDivisionError("no more")

    verdicts = verifier.verify_all(jobs(), now=NOW)
    assert len([next(verdicts) for _ in range(5)]) == 5
    with pytest.raises(ZeroDivisionError, match="no more"):
        next(verdicts)
    assert list(verdicts) == []


def test_mistakes_are_type_errors_and_value_errors(verifier, signed) -> None:
    for jobs in ([None], [signed[:2]], [(signed[0], 1, signed[2])], [(*signed, 4)]):
        with pytest.raises((TypeError, ValueError)):
            list(verifier.verify_all(jobs))
    with pytest.raises(TypeError):
        verifier.verify_all(1)
    with pytest.raises(TypeError, match="progress"):
        verifier.verify_all([], progress=1)
    with pytest.raises(ValueError, match="threads"):
        verifier.verify_all([], threads=0)
    assert list(verifier.verify_all([])) == []


def test_what_progress_raises_stops_the_work(verifier, signed) -> None:
    def progress(done: int) -> None:
        raise KeyError(done)

    verdicts = verifier.verify_all([signed] * 10, progress=progress)
    with pytest.raises(KeyError):
        next(verdicts)
    assert list(verdicts) == []


def test_an_iterator_that_is_left_or_dropped_leaves_no_thread_behind(verifier, signed) -> None:
    for _ in range(20):
        with verifier.verify_all((signed for _ in count()), threads=4) as verdicts:
            next(verdicts)
        next(verifier.verify_all((signed for _ in count()), threads=4))
    assert threading.active_count() < 5


def test_the_iterator_itself_is_for_one_at_a_time(verifier, signed) -> None:
    verdicts = None

    def jobs():
        yield signed
        with pytest.raises(ValueError, match="already running"):
            next(verdicts)
        yield signed

    verdicts = verifier.verify_all(jobs(), threads=2)
    assert len(list(verdicts)) == 2


@contextlib.contextmanager
def interruptible(command, **options):
    """A process that Ctrl-C reaches even where these tests run in the background of a shell, which
    lets its children ignore it (POSIX, 2.11), and that ends with the test whatever comes."""

    def heed() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    with subprocess.Popen(command, preexec_fn=heed, **options) as process:
        try:
            yield process
        finally:
            process.kill()


INTERRUPTED = """
import itertools, sys
from sealwright import *
verifier = Verifier(TrustRoot.sigstore())
policy = Policy.anyone_dangerous()
job = (Artifact.from_path({artifact!r}), open({bundle!r}, "rb").read(), policy)
print("begun", flush=True)
try:
    for _ in {what}:
        pass
except KeyboardInterrupt:
    print("interrupted", flush=True)
    sys.exit(7)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("what", ["verifier.verify_all(job for _ in itertools.count())", "[Artifact.from_path({huge!r})]"])
def test_ctrl_c_interrupts(tmp_path, what) -> None:
    huge = tmp_path / "huge"
    with huge.open("wb") as file:
        file.truncate(64 << 30)
    name = str(BUNDLES / "cosign-v3-blob")
    code = INTERRUPTED.format(
        artifact=f"{name}.txt", bundle=f"{name}.sigstore.json", what=what.format(huge=str(huge))
    )
    with interruptible([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "begun\n"
        time.sleep(0.5)
        assert process.poll() is None
        begun = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == 7
        assert time.monotonic() - begun < 3


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_ends_the_program(tmp_path) -> None:
    huge = tmp_path / "huge"
    with huge.open("wb") as file:
        file.truncate(64 << 30)
    bundle = str(BUNDLES / "cosign-v3-blob.sigstore.json")
    command = ["verify", str(huge), "--bundle", bundle, "--github", "octo/app"]
    with interruptible([sys.executable, "-m", "sealwright", *command]) as process:
        time.sleep(0.7)
        assert process.poll() is None
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == -signal.SIGINT


def test_other_threads_run_while_a_file_is_hashed(tmp_path) -> None:
    from sealwright import Artifact

    huge = tmp_path / "huge"
    with huge.open("wb") as file:
        file.truncate(1 << 30)
    ticks, stop = 0, threading.Event()

    def tick() -> None:
        nonlocal ticks
        while not stop.is_set():
            ticks += 1
            time.sleep(0.001)

    thread = threading.Thread(target=tick)
    thread.start()
    Artifact.from_path(huge)
    stop.set()
    thread.join()
    assert ticks > 50
