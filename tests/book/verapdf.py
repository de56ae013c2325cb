"""veraPDF, which checks files against PDF/UA and PDF/A: files and a flavour → the rules that they break."""

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Flavour = Literal["ua1", "2u"]

JAR = Path(__file__).parents[2] / ".venv/verapdf/greenfield-apps.jar"
MAIN = "org.verapdf.apps.GreenfieldCliWrapper"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A rule that a file breaks: its clause and test in the standard, how often, and where first."""

    file: str
    clause: str
    test: int
    description: str
    count: int
    context: str


def failures(flavour: Flavour, *files: Path) -> list[Failure]:
    """The rules that files break."""
    java = shutil.which("java")
    assert java, "Java is missing: run scripts/setup --tests"
    assert JAR.is_file(), "veraPDF is missing: run scripts/setup --tests"
    command = [java, "-cp", str(JAR), MAIN, "--flavour", flavour, "--format", "json", *map(str, files)]
    run = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    assert run.returncode in (0, 1), run.stderr
    jobs = json.loads(run.stdout)["report"]["jobs"]
    assert len(jobs) == len(files), run.stderr
    return [failure for job in jobs for failure in _failures(job)]


def _failures(job: Mapping[str, Any]) -> Iterator[Failure]:
    results: Sequence[Mapping[str, Any]] = job.get("validationResult") or []
    assert results, job
    for result in results:
        assert result["jobEndStatus"] == "normal", job
        assert result["details"]["passedRules"] > 50
        for rule in result["details"]["ruleSummaries"]:
            yield Failure(
                file=Path(job["itemDetails"]["name"]).name,
                clause=rule["clause"],
                test=rule["testNumber"],
                description=rule["description"],
                count=rule["failedChecks"],
                context=rule["checks"][0]["context"],
            )
