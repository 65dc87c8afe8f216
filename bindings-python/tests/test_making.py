"""Statements and provenance that are made: the same input gives the same bytes, and no secret gets in."""

from __future__ import annotations

import hashlib
import json
import os
from collections import ChainMap
from datetime import datetime, timedelta, timezone
from types import MappingProxyType
from typing import get_args

import pytest
import sealwright
from sealwright import Artifact, Environment, LocalSource, MakeError, NewProvenance, NewResource, Statement, Subjects

COMMIT = "2b4ba8fe79386d40ce27dc5f6cc4161a0f598cc2"
DIGEST = "sha256:" + hashlib.sha256(b"...").hexdigest()
START = datetime(2026, 11, 21, 10, tzinfo=timezone.utc)

GITHUB = {
    "GITHUB_ACTIONS": "true",
    "GITHUB_ACTOR_ID": "1",
    "GITHUB_EVENT_NAME": "push",
    "GITHUB_REF": "refs/tags/v1",
    "GITHUB_REPOSITORY": "octo/app",
    "GITHUB_REPOSITORY_ID": "2",
    "GITHUB_REPOSITORY_OWNER_ID": "3",
    "GITHUB_RUN_ATTEMPT": "1",
    "GITHUB_RUN_ID": "4",
    "GITHUB_SERVER_URL": "https://github.com",
    "GITHUB_SHA": COMMIT,
    "GITHUB_WORKFLOW_REF": "octo/app/.github/workflows/release.yml@refs/tags/v1",
    "GITHUB_WORKFLOW_SHA": COMMIT,
    "RUNNER_ENVIRONMENT": "github-hosted",
}
SECRET = "hunter2-and-more"


def test_a_statement_is_written_in_the_order_of_the_specification() -> None:
    made = Statement([("a", {"sha256": "ab" * 32})], "https://example.com/t", {"b": 1, "ä": [True, None]})
    assert made.json == (
        '{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"a","digest":{"sha256":"'
        + "ab" * 32
        + '"}}],"predicateType":"https://example.com/t","predicate":{"b":1,"ä":[true,null]}}'
    )
    assert made.predicate == {"b": 1, "ä": [True, None]} and made.subjects[0].name == "a"
    again = Statement(iter(made.subjects), made.predicate_type, made.predicate_json)
    assert again.json == made.json
    for mapping in (MappingProxyType({"b": 1}), ChainMap({"b": 1})):
        assert Statement([(None, [("sha1", "00" * 20)])], "t", mapping).predicate_json == '{"b":1}'


@pytest.mark.parametrize(
    ("error", "subjects", "predicate_type", "predicate"),
    [
        (sealwright.StatementError, [], "t", {}),
        (sealwright.StatementError, [("a", {"sha256": "ab"})], "t", {}),
        (sealwright.StatementError, [("a", {"sha256": "ab" * 32})], "", {}),
        (sealwright.StatementError, [("a", {"sha256": "ab" * 32})], "t", "[]"),
        (sealwright.StatementError, [("a", {"sha256": "ab" * 32})], "t", '{"a":1,"a":2}'),
        (sealwright.StatementError, [("a", {"sha256": "ab" * 32})], "t", "{"),
        (sealwright.StatementError, [("a", {"sha256": "ab" * 32})] * 1_025, "t", {}),
        (ValueError, [("a", {"sha256": "ab" * 32})], "t", {"a": float("nan")}),
        (TypeError, [("a", {"sha256": "ab" * 32})], "t", {"a": b""}),
        (TypeError, [("a", {"sha256": "ab" * 32})], "t", []),
        (TypeError, [("a", "sha256")], "t", {}),
        (TypeError, [("a", {"sha256": 1})], "t", {}),
        (TypeError, 1, "t", {}),
    ],
)
def test_a_statement_that_would_be_refused_cannot_be_made(error, subjects, predicate_type, predicate) -> None:
    with pytest.raises(error):
        Statement(subjects, predicate_type, predicate)


def test_a_predicate_is_read_strictly_by_its_type() -> None:
    definition = {"buildType": "t", "externalParameters": {}}
    provenance = {"buildDefinition": definition, "runDetails": {"builder": {"id": "b"}}}
    slsa = "https://slsa.dev/provenance/v1"
    assert sealwright.read_predicate(slsa, json.dumps(provenance)) == provenance
    assert Statement([("a", {"sha256": "ab" * 32})], slsa, provenance).predicate == provenance
    del provenance["runDetails"]
    with pytest.raises(sealwright.StatementError) as caught:
        _ = Statement([("a", {"sha256": "ab" * 32})], slsa, provenance).predicate
    assert caught.value.code == "predicate.malformed" and "runDetails" in caught.value.at
    assert sealwright.read_predicate("https://example.com/t", b' {"a" : [1, 2]}') == {"a": [1, 2]}
    assert sealwright.read_predicate("https://docs.pypi.org/attestations/publish/v1", "null") is None
    digits = '{"a": ' + "1" * 5_000 + "}"
    for text in ("[]", "{", b"\xff", '{"a":1,"a":1}', digits, "{" * 100_000):
        try:
            assert sealwright.read_predicate("https://example.com/t", text)
        except sealwright.StatementError as error:
            assert error.code == "predicate.malformed"


def test_subjects_are_names_and_digests() -> None:
    subjects = Subjects([("a", DIGEST), ("a", Artifact.from_bytes(b"...").digest("sha512")), ("", DIGEST)])
    first, second = subjects.subjects
    assert first.name == "a" and [digest.algorithm for digest in first.known_digests] == ["sha256", "sha512"]
    assert second.name is None and "2" in repr(subjects)
    listed = Subjects.from_checksums(f"{DIGEST[7:]}  b.txt\n")
    assert [subject.name for subject in subjects.and_(listed).subjects] == ["a", None, "b.txt"]
    assert listed == Subjects([("b.txt", DIGEST)]) and hash(listed) == hash(Subjects([("b.txt", DIGEST)]))
    many = Subjects((f"file-{number}", DIGEST) for number in range(1_025))
    statements = many.statements("https://example.com/t", {"a": 1})
    assert [len(statement.subjects) for statement in statements] == [1_024, 1]


def test_subjects_that_are_none_are_told_so() -> None:
    for wrong in ([], [("a", DIGEST), ("a", "sha256:" + "0" * 64)]):
        with pytest.raises(MakeError):
            Subjects(wrong)
    for text in ("", "no checksum", "00  a", f"{DIGEST[7:]} a"):
        with pytest.raises(MakeError):
            Subjects.from_checksums(text)
    with pytest.raises(MakeError):
        Subjects([("a", DIGEST)]).statements("", {})
    with pytest.raises(MakeError, match="102400"):
        Subjects((str(number), DIGEST) for number in iter(int, 1) for number in range(200_000))
    with pytest.raises(sealwright.DigestError):
        Subjects([("a", "md5:00")])

    def broken():
        yield "a", DIGEST
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Subjects(broken())
    for wrong in (1, [1], [("a",)], [(1, DIGEST)], "abc"):
        with pytest.raises((TypeError, ValueError)):
            Subjects(wrong)  # type: ignore[arg-type]


def test_an_environment_keeps_what_is_on_the_list_and_nothing_else() -> None:
    class Watched(dict):
        asked: set[str] = set()

        def get(self, name, default=None):
            self.asked.add(name)
            return super().get(name, default)

        def __iter__(self):
            raise AssertionError("nobody looks at the others")

    full = Watched({**GITHUB, "GITHUB_TOKEN": SECRET, "AWS_SECRET_ACCESS_KEY": SECRET})
    environment = Environment(full)
    assert environment.detect() == "github" and full.asked == set(Environment.names())
    assert "GITHUB_REF" in repr(environment)
    assert SECRET not in repr(environment) and "refs/tags" not in repr(environment)
    assert Environment({}).detect() == "local" and Environment(GITHUB.items()).detect() == "github"
    assert isinstance(Environment(os.environ), Environment)
    assert set(Environment.variables("github")) < set(Environment.names())
    for ci in get_args(sealwright.Ci):
        assert isinstance(Environment.variables(ci), list)
    with pytest.raises(MakeError, match="GitLab"):
        Environment({**GITHUB, "GITLAB_CI": "true"}).detect()
    for value in ("a\0", "x" * 70_000, "\udcff", "\n"):
        with pytest.raises(MakeError) as caught:
            Environment([("GITHUB_REF", value)])
        assert caught.value.at == "GITHUB_REF"
    assert Environment({"PATH": "\udcff", "GITHUB_TOKEN": "a\0"}).detect() == "local"
    for wrong in (1, "GITHUB_REF", {"GITHUB_REF": 1}, [("GITHUB_REF",)]):
        with pytest.raises((TypeError, ValueError)):
            Environment(wrong)  # type: ignore[arg-type]
    with pytest.raises(sealwright.PolicyError):
        Environment.variables("travis")  # type: ignore[arg-type]


def test_a_ci_system_says_how_it_built() -> None:
    environment = Environment({**GITHUB, "GITHUB_TOKEN": SECRET})
    made = NewProvenance.from_environment("github", environment)
    (statement,) = made.statements(Subjects([("app.tar.gz", DIGEST)]))
    said = statement.predicate
    assert said["buildDefinition"]["externalParameters"]["workflow"]["repository"] == "https://github.com/octo/app"
    assert statement.predicate_json == made.predicate_json() and SECRET not in statement.json
    assert made == NewProvenance.from_environment("github", environment) and len({made, made}) == 1
    by_hand = Environment({**GITHUB, "GITHUB_EVENT_NAME": "workflow_dispatch"})
    with pytest.raises(MakeError) as caught:
        NewProvenance.from_environment("github", by_hand)
    assert caught.value.at == "GITHUB_EVENT_PATH" and caught.value.hint
    event = json.dumps({"inputs": {"level": "high"}})
    parameters = json.loads(NewProvenance.from_environment("github", by_hand, event).predicate_json())
    assert parameters["buildDefinition"]["externalParameters"]["inputs"] == {"level": "high"}
    for ci, given, event in (("local", environment, None), ("gitlab", environment, None), ("github", by_hand, b"\xff")):
        with pytest.raises(MakeError):
            NewProvenance.from_environment(ci, given, event)


def test_a_local_build_says_its_source_and_no_credentials() -> None:
    source = LocalSource(COMMIT, remote=f"https://me:{SECRET}@git.example.com/octo/app.git", git_ref="refs/heads/main")
    assert SECRET not in repr(source) and source.remote == "https://git.example.com/octo/app"
    assert (source.commit, source.git_ref, source.dirty) == (COMMIT, "refs/heads/main", False)
    assert LocalSource(COMMIT, remote="not a URL").remote is None and source != LocalSource(COMMIT, dirty=True)
    lockfile, log = NewResource.file("Cargo.lock", DIGEST), NewResource("log", f"https://me:{SECRET}@example.com/log")
    assert (lockfile.name, lockfile.digests) == ("Cargo.lock", {"sha256": DIGEST[7:]}) and SECRET not in repr(log)
    assert lockfile == NewResource("Cargo.lock", digests={"sha256": DIGEST[7:]}) and len({lockfile, lockfile}) == 1
    command = ["make", "dist"]
    made = NewProvenance.local(
        source=source, lockfiles=[lockfile], command=command, started=START, byproducts=[log]
    )
    done = made.finished(START + timedelta(minutes=1)).dependency(NewResource(uri="pkg:a", digests={"sha1": "0" * 40}))
    assert "finishedOn" not in made.predicate_json() and SECRET not in done.byproduct(log).predicate_json()
    said = json.loads(done.predicate_json())
    details, definition = said["runDetails"], said["buildDefinition"]
    assert details["builder"]["id"] == "https://sealwright.dev/builders/local/v1"
    assert details["metadata"] == {"startedOn": "2026-11-21T10:00:00Z", "finishedOn": "2026-11-21T10:01:00Z"}
    assert definition["externalParameters"]["command"] == command and len(definition["resolvedDependencies"]) == 3
    epoch = json.loads(done.source_date_epoch(datetime.fromtimestamp(0, timezone.utc)).predicate_json())
    assert set(epoch["runDetails"]["metadata"].values()) == {"1970-01-01T00:00:00Z"}
    assert "2026-11-22T10:00:00Z" in made.started(START + timedelta(days=1)).predicate_json()
    assert sealwright.read_predicate("https://slsa.dev/provenance/v1", done.predicate_json()) == said


def test_a_local_build_that_is_none_is_told_so() -> None:
    good = LocalSource(COMMIT)
    for wrong in (
        {"source": LocalSource("main")},
        {"source": good, "command": ["a\0"]},
        {"source": good, "builder_id": "x" * 70_000},
        {"source": good, "lockfiles": [NewResource("a\n")]},
    ):
        with pytest.raises(MakeError):
            NewProvenance.local(**wrong)
    with pytest.raises(MakeError):
        NewProvenance.local(source=good).dependency(NewResource("\x1b"))
    with pytest.raises(TypeError):
        NewProvenance.local()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        NewProvenance.local(source=good, command="make")  # type: ignore[arg-type]
