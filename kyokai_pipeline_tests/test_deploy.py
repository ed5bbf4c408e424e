"""The files of deploy/ name programs, options and files that exist."""

from __future__ import annotations

import configparser
import json
import re
import shlex
import subprocess
from importlib.metadata import entry_points

import pytest
import yaml

from kyokai_pipeline import paths

DEPLOY = paths.project() / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
PROGRAMS = {entry.name for entry in entry_points(group="console_scripts")}


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_unit_starts_a_program_that_is_installed_with_the_workspace_of_the_checkout(unit) -> None:  # type: ignore[no-untyped-def]
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(unit.read_text("utf-8"))
    service = parser["Service"]
    program, *options = shlex.split(service["ExecStart"])
    folder = service["WorkingDirectory"]
    assert program.startswith(f"{folder}/.venv/bin/")
    assert program.rpartition("/")[2] in PROGRAMS
    assert (paths.project() / options[options.index("--workspace") + 1]).is_file()
    assert service["KillSignal"] == "SIGINT"
    assert service["Environment"] == f"DAGSTER_HOME={folder}/warehouse/.dagster"


def test_the_image_copies_what_there_is_and_starts_what_is_installed() -> None:
    text = (DEPLOY / "Containerfile").read_text("utf-8")
    for copied in re.findall(r"^COPY (.+) \S+$", text, re.MULTILINE):
        for name in copied.split():
            assert list(paths.project().glob(name)) or name.endswith("*"), name
    (command,) = re.findall(r'^CMD \["([^"]+)"', text, re.MULTILINE)
    assert command in PROGRAMS


def test_the_manifest_starts_what_is_installed_on_the_folders_of_the_image() -> None:
    claim, deployment = yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text("utf-8"))
    pod = deployment["spec"]["template"]["spec"]
    assert deployment["spec"]["replicas"] == 1
    assert deployment["spec"]["strategy"]["type"] == "Recreate"
    assert pod["volumes"][0]["persistentVolumeClaim"]["claimName"] == claim["metadata"]["name"]
    image = (DEPLOY / "Containerfile").read_text("utf-8")
    (user,) = re.findall(r"--uid (\d+)", image)
    assert pod["securityContext"]["fsGroup"] == int(user)
    folders = set(json.loads(re.findall(r"^VOLUME (.+)$", image, re.MULTILINE)[0]))
    for container in pod["containers"]:
        assert container["args"][0] in PROGRAMS
        assert {mount["mountPath"] for mount in container["volumeMounts"]} == folders


def test_the_home_of_dagster_does_not_hang_on_what_the_shell_says_of_its_folder(tmp_path) -> None:  # type: ignore[no-untyped-def]
    """The line of .ci/setup.sh that writes .env, run where PWD is another folder; then read as Dagster reads it."""
    from dotenv import dotenv_values

    setup = (paths.project() / ".ci" / "setup.sh").read_text("utf-8")
    (line,) = re.findall(r"^printf 'DAGSTER_HOME=.*$", setup, re.MULTILINE)
    subprocess.run(
        ["sh", "-c", line], cwd=tmp_path, env={"PWD": "/somewhere/else", "PATH": "/usr/bin:/bin"}, check=True
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PWD", "/somewhere/else")
        patch.delenv("DAGSTER_HOME", raising=False)
        assert dotenv_values(tmp_path / ".env")["DAGSTER_HOME"] == f"{tmp_path}/warehouse/.dagster"
        patch.setenv("DAGSTER_HOME", "/srv/home")
        assert dotenv_values(tmp_path / ".env")["DAGSTER_HOME"] == "/srv/home" == str(paths.dagster_home(tmp_path))
