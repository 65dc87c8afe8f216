"""The declared types: complete, strict, and what is there at run time. And the surface, against its table."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import sealwright
from conftest import PACKAGE, REPOSITORY, rows

INSTALLED = Path(sealwright.__file__).parent
LITERALS = {
    "AttestationKind",
    "BundleVersion",
    "Ci",
    "Code",
    "DigestAlgorithm",
    "EntryKind",
    "IssuerKind",
    "KeyFormat",
    "KeyKind",
    "KeySigns",
    "Purpose",
    "Scheme",
    "StatementVersion",
    "Status",
    "TimeSource",
    "TimeSourceKind",
}


def tool(*command: str) -> None:
    with tempfile.TemporaryDirectory() as cache:
        run = subprocess.run(
            [sys.executable, "-m", *command],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "MYPY_CACHE_DIR": cache},
        )
    if "No module named mypy" in run.stdout:
        pytest.skip("mypy is not installed")
    assert run.returncode == 0, run.stdout


def test_examples_pass_mypy_strict() -> None:
    files = [str(PACKAGE / "tests" / "typed.py"), *map(str, sorted((PACKAGE / "examples").glob("*.py")))]
    tool("mypy", "--strict", "--python-version", "3.10", "--config-file=", *files)


def test_the_package_passes_mypy_strict() -> None:
    tool("mypy", "--strict", "--python-version", "3.10", "--config-file=", "-p", "sealwright")


def test_the_stubs_are_what_is_there() -> None:
    allowed = str(PACKAGE / "tests" / "stubtest.txt")
    tool("mypy.stubtest", "sealwright", "--concise", "--ignore-disjoint-bases", "--allowlist", allowed)


def test_every_name_of_the_surface_is_there() -> None:
    missing = []
    for row in rows(REPOSITORY / "bindings" / "surface.tsv"):
        name = row["python"]
        if name == "-" or name in LITERALS:
            continue
        holder, _, member = name.partition(".")
        found = getattr(sealwright, holder, None)
        if found is None or (member and not hasattr(found, member)):
            missing.append(f"{row['rust']}: {name}")
    assert not missing
    for name in LITERALS:
        assert getattr(sealwright, name)


def test_whatever_is_public_has_a_docstring_and_a_repr() -> None:
    bare = []
    for name in sealwright.__all__:
        item = getattr(sealwright, name)
        if name in LITERALS:
            continue
        if not item.__doc__:
            bare.append(name)
        if not isinstance(item, type):
            continue
        if "__repr__" not in vars(item) and not issubclass(item, Exception):
            bare.append(f"{name}.__repr__")
        members = [member for member in vars(item) if not member.startswith("_")]
        bare += [f"{name}.{member}" for member in members if not getattr(item, member).__doc__]
        assert item.__module__ in ("sealwright", "sealwright.errors"), name
    assert not bare


def test_everything_that_the_extension_has_is_exported() -> None:
    tree = ast.parse((INSTALLED / "_sealwright.pyi").read_text())
    names = {node.name for node in tree.body if isinstance(node, (ast.ClassDef, ast.FunctionDef))}
    assert {name for name in names if not name.startswith("_")} <= set(sealwright.__all__)
    for name in ("typing", "asyncio", "datetime", "json"):
        code = f"import sys; import sealwright; sys.exit({name!r} in sys.modules)"
        assert subprocess.run([sys.executable, "-S", "-c", code], env=path()).returncode == 0, name


def path() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(INSTALLED.parent)}
