"""What commands write where they are told to: over what they have left there, over nothing else."""

import os
from pathlib import Path

import pytest

from florilege.diagnostics.problems import FlorilegeError
from florilege.runtime.output_files import OutputFiles, require_outside
from florilege.runtime.project import Project, project_at


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "contributions/essays/un").mkdir(parents=True)
    (tmp_path / "contributions/essays/un/index.md").write_text("Un.\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: Essai\n", encoding="utf-8")
    return project_at(tmp_path, tmp_path / "contributions")


def refused(project: Project, file: Path, *, force: bool = False) -> str:
    """The code with which a file is refused; it is then as it was."""
    before = file.read_bytes()
    with pytest.raises(FlorilegeError) as told:
        OutputFiles(project, force=force).write(file, b"ours")
    assert file.read_bytes() == before
    assert told.value.exit_code == 2
    return told.value.code


def test_a_file_gives_way_as_long_as_nobody_has_changed_it(project: Project) -> None:
    file = project.root / "out/status.html"
    OutputFiles(project).write(file, b"one")
    OutputFiles(project).write(file, b"two")
    assert file.read_bytes() == b"two"
    file.write_bytes(b"two, and a note")
    assert refused(project, file) == "output-not-ours"
    OutputFiles(project, force=True).write(file, b"three")
    OutputFiles(project).write(file, b"four")
    assert file.read_bytes() == b"four"
    assert [each.name for each in file.parent.iterdir()] == ["status.html"]


def test_what_people_have_written_is_never_written_over(project: Project) -> None:
    link = project.root / "link.html"
    link.symlink_to("mkdocs.yml")
    for file in (project.contributions / "essays/un/index.md", project.root / "mkdocs.yml", link):
        for force in (False, True):
            assert refused(project, file, force=force) == "output-is-source"
    # a leaf that a command has begun there is ours until somebody corrects it
    leaf = project.contributions / "errata.md"
    OutputFiles(project).write(leaf, b"one")
    OutputFiles(project).write(leaf, b"two")
    leaf.write_bytes(b"corrected")
    assert refused(project, leaf, force=True) == "output-is-source"


def test_outside_of_an_anthology_nothing_is_remembered(tmp_path: Path) -> None:
    file = tmp_path / "specimen.pdf"
    OutputFiles(None).write(file, b"one")
    OutputFiles(None).write(file, b"one")  # it would say the same
    with pytest.raises(FlorilegeError, match="output-not-ours"):
        OutputFiles(None).write(file, b"two")
    OutputFiles(None, force=True).write(file, b"two")
    assert file.read_bytes() == b"two"


def test_of_several_files_none_is_written_where_one_is_not_free(project: Project) -> None:
    (project.root / "b").write_bytes(b"mine")
    with pytest.raises(FlorilegeError, match="output-not-ours"):
        OutputFiles(project).write_all({project.root / "a": b"1", project.root / "b": b"2"})
    assert not (project.root / "a").exists()


def test_a_pipe_is_written_to(project: Project) -> None:
    pipe = project.root / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    OutputFiles(project).write(pipe, b"all")
    assert os.read(reader, 9) == b"all"
    os.close(reader)


def test_no_folder_of_made_files_lies_among_the_sources(project: Project) -> None:
    for folder in (project.contributions, project.contributions / "essays/un", project.design):
        with pytest.raises(FlorilegeError, match="output-in-sources"):
            require_outside(folder, project)
    require_outside(project.root / "tomes", project)
