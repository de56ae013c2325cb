"""What holds of the files of the repository: pins, workflows, scripts."""

import os
import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parents[1]

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
REQUIREMENTS = ("requirements.txt", "requirements-test.txt")


def pins(name: str) -> dict[str, tuple[Requirement, int]]:
    """Package → its line in a requirements file, and how many hashes follow it."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    found = {}
    for line in text.splitlines():
        requirement = Requirement(line.partition("--hash")[0].strip())
        found[normal(requirement.name)] = (requirement, line.count("--hash=sha256:"))
    return found


def normal(name: str) -> str:
    """PEP 503.

    >>> normal("Jinja2"), normal("ruamel.yaml")
    ('jinja2', 'ruamel-yaml')
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(*, test: bool) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = project["dependencies"] + (project["optional-dependencies"]["test"] if test else [])
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_requirement_is_at_one_version_with_hashes(name: str) -> None:
    for requirement, hashes in pins(name).values():
        assert re.fullmatch(r"==[^*]+", str(requirement.specifier)), requirement
        assert hashes > 0, requirement


@pytest.mark.parametrize(("name", "test"), [(REQUIREMENTS[0], False), (REQUIREMENTS[1], True)])
def test_pins_meet_what_pyproject_declares(name: str, test: bool) -> None:
    found = pins(name)
    for requirement in declared(test=test):
        (specifier,) = found[normal(requirement.name)][0].specifier
        assert requirement.specifier.contains(Version(specifier.version)), requirement
    assert {"hatchling", "editables"} <= set(found), "the engine itself is installed without a network"


def test_tests_run_on_the_pinned_engine() -> None:
    engine, test = (
        {package: str(line) for package, (line, _) in pins(name).items()} for name in REQUIREMENTS
    )
    assert engine.items() <= test.items()


RIGHTS = {
    ("release", "publish"): {"id-token": "write", "attestations": "write"},
    ("main", "deploy"): {"pages": "write", "id-token": "write"},
}
"""The jobs that do more than read: they run actions alone, and nothing of the repository."""


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_runs_pinned_actions_with_no_rights(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "secrets." not in text
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {}
    for name, job in workflow["jobs"].items():
        rights = RIGHTS.get((path.stem, name))
        assert job["permissions"] == (rights or {"contents": "read"})
        assert rights is None or all("uses" in step for step in job["steps"])
        assert job["timeout-minutes"] <= 60
        for step in job["steps"]:
            assert re.search(r"@[0-9a-f]{40}$", step.get("uses", "@" + "0" * 40)), step
            assert "${{" not in step.get("run", ""), step
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False, step


def test_a_proposal_is_checked_by_the_engine_of_the_branch_proposed_to() -> None:
    (path,) = (path for path in WORKFLOWS if path.stem == "pull-request")
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert set(workflow[True]) == {"pull_request"}  # YAML 1.1 reads `on` as true
    for job in workflow["jobs"].values():
        checkouts = [step["with"] for step in job["steps"] if "checkout@" in step.get("uses", "")]
        assert [(options["path"], "base.sha" in options.get("ref", "")) for options in checkouts] == [
            ("engine", True),
            ("proposal", False),
        ]
        commands = " ".join(step.get("run", "") for step in job["steps"])
        assert not re.search(r"\b(?:pip|source|python3?|bash|sh) proposal", commands)
        assert not re.search(r"proposal/(?!contributions\b)", commands)


@pytest.mark.parametrize("name", ["scripts/setup", "scripts/pins", "scripts/resolve", ".ci/run"])
def test_scripts_can_be_run(name: str) -> None:
    assert os.access(ROOT / name, os.X_OK)
