"""The workflow that publishes is one GitHub can read, and asks for verbs that exist."""

import re
import shlex
import subprocess

import pytest
import yaml

from broadsheet.bootstrap import read_verbs
from tests.publish.peers import write_publishconf
from tests.tools import ROOT

PATH = ROOT / ".github" / "workflows" / "publish.yml"


@pytest.fixture(scope="module")
def workflow():
    # As they are typed: to YAML 1.1 the key `on` is the value true.
    return yaml.load(PATH.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  it makes texts alone


@pytest.fixture(scope="module")
def steps(workflow):
    return workflow["jobs"]["publish"]["steps"]


def lines(steps):
    return [line.strip() for step in steps for line in step.get("run", "").splitlines()]


def test_it_checks_then_publishes_with_verbs_that_exist(steps):
    verbs = read_verbs((ROOT / "tasks.py").read_text(encoding="utf-8"))
    asked = [line.split()[2] for line in lines(steps) if line.startswith("python3 tasks.py ")]

    assert asked == ["check", "publish"]
    assert set(asked) <= verbs.keys()


def test_it_runs_at_a_push_every_hour_and_by_hand(workflow):
    assert workflow["on"].keys() == {"push", "schedule", "workflow_dispatch"}
    assert workflow["on"]["push"]["branches"] == ["main"]
    (hourly,) = workflow["on"]["schedule"]
    assert re.fullmatch(r"\d+ \* \* \* \*", hourly["cron"])


def test_two_publications_never_overlap(workflow):
    assert workflow["concurrency"] == {"group": "publish", "cancel-in-progress": "false"}


def test_it_may_push_and_nothing_more(workflow):
    assert workflow["jobs"]["publish"]["permissions"] == {"contents": "write"}


def test_its_python_is_new_enough(steps):
    (setup,) = (step for step in steps if step.get("uses", "").startswith("actions/setup-python"))

    assert tuple(map(int, setup["with"]["python-version"].split("."))) >= (3, 11)


def test_what_it_keeps_between_runs_is_there(steps):
    kept = " ".join(step["with"]["path"] for step in steps if "cache" in step.get("uses", ""))

    assert set(kept.split()) == {".venv", ".broadsheet", "published"}
    assert "hashFiles('requirements/build.lock')" in PATH.read_text(encoding="utf-8")
    assert (ROOT / "requirements" / "build.lock").is_file()


def test_a_bot_signs_the_publication(steps):
    signed = [shlex.split(line)[2] for line in lines(steps) if line.startswith("git config ")]

    assert signed == ["user.name", "user.email"]


@pytest.mark.parametrize(("address", "found"), [("", False), ("https://news.example.org", True)])
def test_a_copy_without_an_address_is_not_published(steps, tmp_path, address, found):
    (look,) = (step for step in steps if step.get("id") == "address")
    (publish,) = (step for step in steps if step.get("name") == "Publish")
    write_publishconf(tmp_path, SITEURL=address)
    output = tmp_path / "output"
    output.touch()
    shell = ["bash", "-euo", "pipefail", "-c", look["run"]]
    environment = {"PATH": "/usr/bin:/bin", "GITHUB_OUTPUT": str(output)}
    subprocess.run(shell, cwd=tmp_path, env=environment, check=True, capture_output=True)

    assert publish["if"] == "steps.address.outputs.found == 'yes'"
    assert (output.read_text() == "found=yes\n") == found
