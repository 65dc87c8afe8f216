"""Trust repositories: brought up to date from a server, read back without one, and refused where they must be."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from datetime import datetime, timedelta, timezone

import pytest
from conftest import REPOSITORY
from loopback import TufRepository, refused, serve
from sealwright import Http, Repository, SigningConfig, TrustError, TrustRoot, aio

HTTP = Http(proxies={}, attempts=1)
ROOT = (REPOSITORY / "core" / "roots" / "sigstore.json").read_bytes()
SIGNING = (REPOSITORY / "core" / "roots" / "sigstore-signing.json").read_bytes()


@pytest.fixture
def tuf() -> TufRepository:
    return TufRepository({"trusted_root.json": ROOT, "signing_config.v0.2.json": SIGNING})


def test_a_repository_is_updated_and_then_read_without_its_server(tuf, tmp_path) -> None:
    with serve(tuf.answer) as url:
        repository = Repository(url, tuf.root, tmp_path / "cache", targets_folder=str(tmp_path / "targets"))
        assert repository.cache_folder == tmp_path / "cache" and "cache" in repr(repository)
        assert repository.metadata_url.endswith("/")
        metadata = repository.update(http=HTTP)
        assert [metadata.version(role) for role in ("root", "timestamp", "snapshot", "targets", "other")] == [1, 1, 1, 1, None]
        assert metadata.expires == datetime(2100, 1, 1, tzinfo=timezone.utc) and "root: 1" in repr(metadata)
        with pytest.raises(TrustError) as caught:
            metadata.cached_target("trusted_root.json")
        assert caught.value.code == "trust.missing"
        assert metadata.trusted_root(http=HTTP) == ROOT.decode() and TrustRoot.from_json(metadata.trusted_root(http=HTTP))
        assert SigningConfig.from_json(metadata.signing_config(http=HTTP))
        with pytest.raises(TrustError) as caught:
            metadata.target("absent", http=HTTP)
        assert caught.value.code == "trust.missing"
    assert (tmp_path / "targets" / "trusted_root.json").read_bytes() == ROOT
    for again in (repository, Repository.trusting_cache(url, tmp_path / "cache", targets_folder=tmp_path / "targets")):
        offline = again.offline()
        assert offline.cached_target("trusted_root.json") == ROOT == offline.target("trusted_root.json", http=HTTP)
        assert again.offline_expired_dangerous().version("root") == 1
        with pytest.raises(TrustError) as caught:
            again.offline(now=datetime(2101, 1, 1, tzinfo=timezone.utc))
        assert caught.value.code == "trust.expired"
        with pytest.raises(TrustError) as caught:
            again.update(http=HTTP)
        assert caught.value.code == "net.failed" and caught.value.at.startswith(url) and caught.value.hint


def test_what_the_repositorys_keys_did_not_sign_is_refused(tuf, tmp_path) -> None:
    forged = TufRepository({"trusted_root.json": b"{}"})
    with serve(forged.answer) as url:
        with pytest.raises(TrustError) as caught:
            Repository(url, tuf.root, tmp_path / "a").update(http=HTTP)
        assert caught.value.code == "trust.signature" and caught.value.found == "0"
    tuf.files["/targets/trusted_root.json"] = ROOT + b" "
    with serve(tuf.answer) as url:
        metadata = Repository(url, tuf.root, tmp_path / "b", targets_url=f"{url}/targets").update(http=HTTP)
        with pytest.raises(TrustError):
            metadata.trusted_root(http=HTTP)
    old = TufRepository({}, expires="2020-01-01T00:00:00Z")
    with serve(old.answer) as url:
        repository = Repository(url, old.root, tmp_path / "c")
        with pytest.raises(TrustError) as caught:
            repository.update(http=HTTP)
        assert caught.value.code == "trust.expired"
        assert repository.update(http=HTTP, now=datetime(2019, 1, 1, tzinfo=timezone.utc)).version("targets") == 1
    unsigned = json.loads(tuf.root)
    unsigned["signatures"] = []
    for root in (b"{}", "", json.dumps(unsigned)):
        with pytest.raises(TrustError):
            Repository("https://example.com", root, tmp_path / "d")


def test_the_public_repository_begins_with_its_embedded_root(tmp_path) -> None:
    repository = Repository.sigstore(tmp_path / "cache")
    with pytest.raises(TrustError) as caught:
        repository.offline()
    assert caught.value.code == "trust.missing" and "update once" in caught.value.hint
    assert repository.init() is None and repository.init() is None
    assert json.loads((tmp_path / "cache" / "root.json").read_text())["signed"]["version"] >= 16
    with pytest.raises(TrustError):
        Repository.trusting_cache("https://example.com", tmp_path / "empty").offline()


def test_waiting_lets_other_threads_run_and_aio_stops_it(tuf, tmp_path) -> None:
    slow = threading.Event()

    def answer(method: str, path: str, body: bytes) -> tuple[int, bytes]:
        slow.wait(5)
        return tuf.answer(method, path, body)

    async def scene(url: str) -> None:
        repository = Repository(url, tuf.root, tmp_path / "cache")
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(aio.Repository.update(repository, http=HTTP), 0.2)
        slow.set()
        metadata = await aio.Repository.update(repository, http=HTTP)
        assert await aio.Metadata.trusted_root(metadata, http=HTTP) == ROOT.decode()
        assert await aio.Metadata.signing_config(metadata, http=HTTP) == SIGNING.decode()
        assert await aio.Metadata.target(metadata, "trusted_root.json", http=HTTP) == ROOT

    with serve(answer) as url:
        begun = time.monotonic()
        asyncio.run(scene(url))
        assert time.monotonic() - begun < 4


def test_wrong_types_are_type_errors(tuf, tmp_path) -> None:
    calls = [
        lambda: Repository(1, tuf.root, tmp_path),
        lambda: Repository("https://a", 1, tmp_path),
        lambda: Repository("https://a", tuf.root, 1),
        lambda: Repository("https://a", tuf.root, tmp_path, targets_url=1),
        lambda: Repository("https://a", tuf.root, tmp_path, targets_folder=1),
        lambda: Repository.sigstore(1),
        lambda: Repository.sigstore(tmp_path).update(http=1),
        lambda: Repository.sigstore(tmp_path).update(now=1),
        lambda: Repository.trusting_cache(1, tmp_path),
    ]
    for call in calls:
        with pytest.raises(TypeError):
            call()
    with pytest.raises(TrustError) as caught:
        Repository(refused(), tuf.root, tmp_path).update(http=HTTP, now=datetime.now(timezone.utc) + timedelta(days=1))
    assert caught.value.code == "net.failed"
