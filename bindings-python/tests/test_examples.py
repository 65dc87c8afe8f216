"""What the README and the examples say is what happens."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import BUNDLES, PACKAGE


def run(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **variables}
    return subprocess.run([sys.executable, *arguments], cwd=folder, capture_output=True, text=True, env=environment)


def blocks() -> list[str]:
    readme = (PACKAGE / "README.md").read_text(encoding="utf-8")
    return re.findall(r"```python\n(.*?)```", readme, re.DOTALL)


def quick_start() -> str:
    return blocks()[0]


def test_the_quick_start_runs_as_it_stands(tmp_path) -> None:
    code = quick_start()
    assert len(code.splitlines()) <= 10
    for name in ("cosign-v3-blob.txt", "cosign-v3-blob.sigstore.json"):
        shutil.copy(BUNDLES / name, tmp_path)
    ran = run(tmp_path, "-c", code)
    assert ran.stdout.startswith("verified: cosign-v3-blob.txt") and not ran.stderr
    (tmp_path / "cosign-v3-blob.txt").write_text("something else")
    ran = run(tmp_path, "-c", code)
    assert ran.stdout.startswith("error[signature.artifact]") and not ran.stderr


def test_the_readmes_provenance_is_judged(tmp_path) -> None:
    (code,) = [block for block in blocks() if "Expectations(" in block]
    shutil.copy(BUNDLES / "github_build_provenance_jdx_mise.json", tmp_path / "app.intoto.jsonl")
    given = (
        "from pathlib import Path\nfrom sealwright import *\nverifier = Verifier(TrustRoot.sigstore())\n"
        "artifact = Artifact.from_digest('sha256:f344c6961190ed2f68e595ed7cb4f03c36c17812bd608886bec799a3082180ff')\n"
    )
    ours = code.replace("octo/app", "jdx/mise").replace('"v1"', '"v2026"')
    ran = run(tmp_path, "-c", given + ours)
    assert ran.stdout.startswith("https://github.com/") and not ran.stderr
    assert "slsa.source" in run(tmp_path, "-c", given + code).stderr


def test_the_build_script_refuses_a_dependency(tmp_path) -> None:
    script = str(PACKAGE / "examples" / "build_script.py")
    bundle = str(BUNDLES / "github_build_provenance_jdx_mise.json")
    (tmp_path / "mise").write_text("something that nobody signed")
    refused = run(tmp_path, script, "mise", bundle)
    assert refused.returncode == 1 and "error[subject.digest]" in refused.stdout and "help:" in refused.stdout
    absent = run(tmp_path, script, "absent", bundle)
    assert absent.returncode == 1 and "No such file" in absent.stdout
    assert run(tmp_path, script).returncode == 2


def test_the_build_script_admits_what_its_own_repository_built(monkeypatch, capsys) -> None:
    import sealwright

    sys.path.insert(0, str(PACKAGE / "examples"))
    import build_script

    class Known:
        """The release's file is 100 MB: its digest stands in for it."""

        @staticmethod
        def from_path(path: str, algorithms: list[str]) -> sealwright.Artifact:
            digest = "sha256:f344c6961190ed2f68e595ed7cb4f03c36c17812bd608886bec799a3082180ff"
            return sealwright.Artifact.from_digest(digest)

    monkeypatch.setattr(build_script, "Artifact", Known)
    bundle = str(BUNDLES / "github_build_provenance_jdx_mise.json")
    assert build_script.main(["mise", bundle]) == 0
    assert "mise/.github/workflows/release.yml@refs/tags/v2026.9.12" in capsys.readouterr().out
    assert build_script.main(["mise", str(BUNDLES / "happy-path.json")]) == 1


def example(name: str) -> str:
    return str(PACKAGE / "examples" / f"{name}.py")


def test_files_are_signed_with_nothing_but_this_machine(tmp_path) -> None:
    home = str(tmp_path / "home")
    for name in ("a", "b"):
        (tmp_path / name).write_text(name)
    signed = run(tmp_path, example("sign_local"), "a", "b", SEALWRIGHT_HOME=home)
    assert signed.returncode == 0 and signed.stdout.count("signed by") == 2 and not signed.stderr
    assert run(tmp_path, "-m", "sealwright", "verify", "a", "--local", SEALWRIGHT_HOME=home).returncode == 0
    assert run(tmp_path, "-m", "sealwright", "verify", "b", "--local", SEALWRIGHT_HOME=home).returncode == 0
    (tmp_path / "b").write_text("changed")
    assert run(tmp_path, "-m", "sealwright", "verify", "b", "--local", SEALWRIGHT_HOME=home).returncode == 1
    assert run(tmp_path, example("sign_local"), "absent", SEALWRIGHT_HOME=home).returncode == 1
    assert run(tmp_path, example("sign_local")).returncode == 2


def test_a_file_is_signed_with_a_key(tmp_path) -> None:
    (tmp_path / "app").write_text("app")
    made = run(tmp_path, "-m", "sealwright", "key", "new", "--out", "release.key", SEALWRIGHT_PASSWORD="hunter2")
    assert made.returncode == 0, made.stderr
    signed = run(tmp_path, example("sign_with_key"), "release.key", "app", SEALWRIGHT_PASSWORD="hunter2")
    assert signed.returncode == 0 and "signed with" in signed.stdout, signed.stdout + signed.stderr
    verify = ["-m", "sealwright", "verify", "app", "--key", "release.pub"]
    assert run(tmp_path, *verify, "--accept-unlogged").returncode == 0
    assert run(tmp_path, *verify).returncode == 1
    wrong = run(tmp_path, example("sign_with_key"), "release.key", "app", SEALWRIGHT_PASSWORD="wrong")
    assert wrong.returncode == 1 and wrong.stdout.startswith("error[key.password]")
    assert run(tmp_path, example("sign_with_key"), "release.key").returncode == 2


def test_keyless_needs_somebody_in_whose_name(tmp_path, monkeypatch) -> None:
    from loopback import jwt

    for name in list(os.environ):
        if name.startswith(("SIGSTORE_", "SPIFFE_", "GITHUB_", "ACTIONS_", "GITLAB_", "CI", "BUILDKITE", "CIRCLE", "GOOGLE_")):
            monkeypatch.delenv(name)
    (tmp_path / "app").write_text("app")
    nobody = run(tmp_path, example("sign_keyless"), "app")
    assert nobody.returncode == 1 and nobody.stdout.startswith("no CI system offers") and not nobody.stderr
    expired = run(tmp_path, example("sign_keyless"), "app", SIGSTORE_ID_TOKEN=jwt(exp=1))
    assert expired.returncode == 1 and expired.stdout.startswith("error[sign.token]: the identity token expired")
    job = run(tmp_path, example("sign_keyless"), "app", GITHUB_ACTIONS="true")
    assert job.returncode == 1 and "id-token: write" in job.stdout
    assert run(tmp_path, example("sign_keyless")).returncode == 2
    assert not (tmp_path / "app.sigstore.json").exists()


def test_the_readmes_signatures_verify(tmp_path) -> None:
    (code,) = [block for block in blocks() if "LocalAuthority.open" in block]
    (tmp_path / "app.tar.gz").write_text("app")
    ran = run(tmp_path, "-c", code, SEALWRIGHT_HOME=str(tmp_path / "home"))
    assert ran.returncode == 0 and ran.stdout.startswith("verified") and not ran.stderr
    (code,) = [block for block in blocks() if "PrivateKey.generate" in block]
    given = "from sealwright import *\nverifier = Verifier(TrustRoot.sigstore())\nartifact = Artifact.from_path('app.tar.gz')\n"
    ran = run(tmp_path, "-c", given + code)
    assert ran.returncode == 0 and ran.stdout.startswith("verified"), ran.stderr


@pytest.mark.parametrize("command", [["-m", "sealwright"], ["-c", "import sealwright.__main__ as m; m.sys.exit(m.main())"]])
def test_the_program_gives_its_exit_codes_on(tmp_path, command) -> None:
    demo = run(tmp_path, *command, "demo")
    assert demo.returncode == 0 and "verified" in demo.stdout
    assert run(tmp_path, *command, "verify").returncode == 2
    assert run(tmp_path, *command, "verify", "absent", "--github", "a/b").returncode in (3, 5)
    version = run(tmp_path, *command, "--version")
    assert version.returncode == 0 and version.stdout.startswith("sealwright ")


def test_the_script_is_installed(tmp_path) -> None:
    script = shutil.which("sealwright", path=str(Path(sys.executable).parent))
    assert script
    ran = subprocess.run([script, "--version"], capture_output=True, text=True)
    assert ran.returncode == 0 and ran.stdout.startswith("sealwright ")


def test_what_python_printed_comes_before_what_the_program_prints(tmp_path) -> None:
    code = "import sys; sys.argv=['x', '--version']; import sealwright.__main__ as m; print('first'); m.main()"
    assert run(tmp_path, "-c", code).stdout.split()[:2] == ["first", "sealwright"]
