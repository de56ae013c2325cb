"""The order of a volume: essays moved in its file, which stays as it was otherwise; the page that does it."""

import http.client
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, ConsoleMessage, Error, Request

from browsing import opened
from commands import here
from florilege.anthology import Anthology, load
from florilege.catalogue.volumes import Volume
from florilege.cli.order import _keeper
from florilege.desk.arrangement import Arrangement, arrangement, extents, is_arrangement, moved
from florilege.desk.listed_essays import rearranged
from florilege.desk.order_page import OrderServer, order_page
from florilege.diagnostics.problems import FlorilegeError
from florilege.reading.loader import read
from florilege.runtime.project import project_at
from florilege.runtime.workers import Workers
from worlds import small

VOLUME = """\
---
title: "Tome"   # as on the spine
number: 1
parts:
  # The first evening.
  - id: soir
    title: Soir
    essays:   # six at most
      # opens the book
      - un
      - deux  # after the poem

      - brouillon
      - trois
  - {id: nuit, title: Nuit, essays: [quatre, cinq]}
  - title: Matin
    # nobody yet
series:   Rencontres
---

Un *tome*.
"""
ESSAYS = ("un", "deux", "trois", "quatre", "cinq", "six")


def essays(joining: Mapping[str, str] | None = None) -> dict[str, str]:
    fields = {"brouillon": "draft: true\n"} | dict(joining or {})
    return {
        f"essays/{id}/index.md": (
            f"---\ntitle: {id.capitalize()}\nauthors: [ada]\nlicense: CC BY 4.0\n{fields.get(id, '')}---\n\n"
            f"{'Il était une fois. ' * 9}\n"
        )
        for id in (*ESSAYS, "brouillon")
    }


def world(folder: Path, volume: str = VOLUME) -> tuple[Path, Volume]:
    """An anthology whose sixth essay joins the last part by its own word."""
    (folder / "mkdocs.yml").write_text("site_name: Essai\n", encoding="utf-8")
    joining = {"six": "volume: tome-1\npart: matin\n"}
    root = small(folder, essays(joining) | {"volumes/tome-1/index.md": volume})
    return root, volume_of(root)


def volume_of(root: Path) -> Volume:
    return read(root)[0].volumes["tome-1"]


def written(root: Path, volume: Volume, wanted: Arrangement) -> str:
    file = root / volume.key.path
    file.write_bytes(rearranged(file.read_bytes(), volume, wanted, {}))
    return file.read_bytes().decode()


def test_an_essay_goes_where_it_is_sent_and_nothing_else_changes(tmp_path: Path) -> None:
    root, volume = world(tmp_path)
    assert arrangement(volume) == (("un", "deux", "trois"), ("quatre", "cinq"), ("six",))
    text = written(root, volume, moved(volume, "cinq", before="deux"))
    listed = "      # opens the book\n      - un\n      - cinq\n      - deux  # after the poem\n"
    assert text == VOLUME.replace(
        "      # opens the book\n      - un\n      - deux  # after the poem\n", listed
    ).replace("[quatre, cinq]", "[quatre]")
    volume = volume_of(root)
    assert moved(volume, "un", to=volume.parts[2].title.upper()) == moved(volume, "un", to="matin")
    text = written(root, volume, moved(volume, "un", to="matin"))
    assert "      - cinq\n      - deux  # after the poem\n\n      - brouillon\n      - trois\n" in text
    assert "    essays:\n      - six\n      # opens the book\n      - un\n" in text
    assert arrangement(volume_of(root)) == (("cinq", "deux", "trois"), ("quatre",), ("six", "un"))


def test_comments_follow_into_brackets_and_an_empty_list_is_written_as_one(tmp_path: Path) -> None:
    root, volume = world(tmp_path)
    text = written(root, volume, (("trois",), ("deux", "quatre", "un", "cinq"), ("six",)))
    assert "essays: [\n" in text
    assert "deux,  # after the poem\n" in text
    assert "# opens the book\n" in text
    volume = volume_of(root)
    assert arrangement(volume) == (("trois",), ("deux", "quatre", "un", "cinq"), ("six",))
    text = written(root, volume, ((), (), ("six", "cinq", "un", "quatre", "deux", "trois")))
    assert "essays:   # six at most\n" in text  # the draft stays where it is
    assert "essays: []}" in text
    volume = volume_of(root)
    assert arrangement(volume) == ((), (), ("six", "cinq", "un", "quatre", "deux", "trois"))
    assert volume.parts[0].listed == ("brouillon",)


@pytest.mark.parametrize(
    "parts",
    [
        "",
        "parts:\n",
        "parts: []\n",
        "parts: ~\n",
        "parts: null # none\n",
        "parts:\n- essays: ~\n- {essays: null, title: B}\n",
        "parts:\n  title: A\n  essays: [un, deux]\n",
        "parts:\n- {}\n- essays: un\n- title: >\n    B\n",
        "Parties:\n  - essais:\n    - un\n    - 'deux'\n    titre: A\n"
        "  - {titre: B, essais: [\n      trois, # c\n      # d\n      quatre\n    ]}\n",
        "parts:\n  - essays: # none\n  - title: B # b\n  - id: c\n    essays: []\n",
    ],
)
@settings(max_examples=12, phases=(Phase.generate,))
@given(data=st.data())
def test_any_order_in_any_form_of_the_list_is_read_again(
    parts: str, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    eol = data.draw(st.sampled_from(["\n", "\r\n"]))
    joining = dict.fromkeys(ESSAYS, "volume: tome-1\n")
    text = f"\ufeff---\ntitle: Tome # t\n{parts}number: 1\n---\n\nUn *tome*.\n".replace("\n", eol)
    root = small(tmp_path_factory.mktemp("order"), essays(joining) | {"volumes/tome-1/index.md": text})
    for _ in range(2):
        volume = volume_of(root)
        shuffled = data.draw(st.permutations(volume.essays))
        cuts = sorted(data.draw(st.integers(0, len(shuffled))) for _ in volume.parts[1:])
        wanted = tuple(
            tuple(shuffled[start:end]) for start, end in zip([0, *cuts], [*cuts, len(shuffled)], strict=True)
        )
        assert is_arrangement(wanted, volume)
        text = written(root, volume, wanted)
        assert arrangement(volume_of(root)) == wanted
        assert text.startswith("\ufeff---")
        assert text.endswith(f"number: 1{eol}---{eol}{eol}Un *tome*.{eol}") or not parts
        assert f"title: Tome # t{eol}" in text
        assert text.replace("\r\n", "\n").count("\n") == text.count(eol)
        assert all(parts.count(sign) <= text.count(sign) for sign in ("# c", "# d", "# b", "# none"))


@pytest.mark.parametrize(
    "fields",
    ["+++\ntitle = 'Tome'\n+++\n", '{"title": "Tome"}\n', "---\n{title: Tome}\n---\n"],
)
def test_what_cannot_be_written_exactly_is_left_alone(tmp_path: Path, fields: str) -> None:
    joining = dict.fromkeys(ESSAYS, "volume: tome-1\n")
    root = small(tmp_path, essays(joining) | {"volumes/tome-1/index.md": f"{fields}\nUn tome.\n"})
    volume = volume_of(root)
    with pytest.raises(FlorilegeError, match="order-front-matter"):
        written(root, volume, moved(volume, "un", after="six"))
    assert (root / volume.key.path).read_text(encoding="utf-8").startswith(fields)


COMMENTED = (
    "parts:\n  - id: a\n    title: A\n    essays:\n      - un  # ouvre\n      - deux\n"
    "  - {id: b, title: B}\n",
    "parts:\n  - id: a\n    title: A\n    essays:\n      - un  # ouvre\n      - deux\n"
    "      # pour Ada\n      - un\n  - id: b\n    title: B\n    essays: [trois]\n",
)


@pytest.mark.parametrize("parts", COMMENTED)
def test_no_comment_is_lost(tmp_path: Path, parts: str) -> None:
    """Where a list has no place for one, nothing is written."""
    file = f"---\ntitle: Tome\n{parts}---\n\nUn tome.\n"
    root = small(tmp_path, essays() | {"volumes/tome-1/index.md": file})
    volume = volume_of(root)
    with pytest.raises(FlorilegeError, match="order-front-matter"):
        written(root, volume, moved(volume, "un", to="b"))
    assert (root / volume.key.path).read_text(encoding="utf-8") == file


def test_the_command_shows_and_moves(tmp_path: Path) -> None:
    root, volume = world(tmp_path)
    shown = here(tmp_path, "order", "tome-1", "--lang", "fr")
    assert "Essais\u00a0: " in shown.output
    assert [id for id in ESSAYS if f"\n{id} " in shown.output] == [*ESSAYS]
    file = root / "volumes/tome-1/index.md"
    file.chmod(0o600)
    done = here(tmp_path, "order", "tome-1", "--move", "six", "--before", "un")
    assert done.exit_code == 0, done.output
    assert file.stat().st_mode & 0o777 == 0o600
    assert arrangement(volume_of(root))[0] == ("six", "un", "deux", "trois")
    again = here(tmp_path, "order", "tome-1", "--move", "six", "--before", "un", "--lang", "en")
    assert "nothing was written" in again.output
    for arguments, code in (
        (("--move", "brouillon", "--to", "soir"), "order-stranger"),
        (("--move", "un", "--after", "sept"), "order-stranger"),
        (("--move", "un", "--to", "midi"), "order-part"),
    ):
        assert code in str(here(tmp_path, "order", "tome-1", *arguments).exception)
    wrong_ways = (("--move", "un"), ("--to", "soir"), ("--page", "--move", "un", "--to", "soir"))
    for wrong in (*wrong_ways, ("--move", ""), ("--move", "", "--to", "soir")):
        assert here(tmp_path, "order", "tome-1", *wrong).exit_code == 2
    assert volume.essays == ESSAYS


# ---- The page


@pytest.fixture(scope="module")
def pool_of_one() -> Iterator[Workers]:
    with Workers(1) as workers:
        yield workers


@contextmanager
def served(folder: Path, pool: Workers) -> Iterator[tuple[OrderServer, Path]]:
    """The page of a volume, which ends by itself once it is saved."""
    root, _ = world(folder)
    project = project_at(folder, root)
    loaded: Anthology = load(project, pool=pool)
    volume = loaded.catalogue.volumes["tome-1"]
    page = order_page(loaded.catalogue, volume, extents(loaded, volume, folder), "fr")
    with OrderServer(page, volume, _keeper(project, volume, "fr"), "fr") as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield server, root
        finally:
            server.shutdown()
            thread.join()


def sent(
    server: OrderServer, method: str = "POST", *, path: str = "", body: object = None, **headers: str
) -> tuple[int, str]:
    """The status and the text of an answer; the headers of our own page unless others are given."""
    own = {"Host": server.host, "Content-Type": "application/json", "Origin": f"http://{server.host}"}
    wanted = own | {name.replace("_", "-"): value for name, value in headers.items()}
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=20)
    text = json.dumps(body)
    connection.putrequest(method, path or server.path, skip_host=True, skip_accept_encoding=True)
    for name, value in ({"Content-Length": str(len(text))} | wanted).items():
        if value:
            connection.putheader(name, value)
    connection.endheaders(text.encode() if method == "POST" else None)
    answer = connection.getresponse()
    said = answer.status, answer.read().decode()
    connection.close()
    return said


def test_what_is_not_its_own_page_is_refused(tmp_path: Path, pool_of_one: Workers) -> None:
    good = [["deux", "un", "trois"], ["quatre", "cinq"], ["six"]]
    with served(tmp_path, pool_of_one) as (server, root):
        before = (root / "volumes/tome-1/index.md").read_bytes()
        port = server.server_port
        for host in ("evil.example", f"evil.example:{port}", f"localhost:{port}", "127.0.0.1", ""):
            assert sent(server, "GET", Host=host)[0] == 403, host
            assert sent(server, body=good, Host=host)[0] == 403, host
        for path in ("/", "/x/", f"{server.path}x", server.path[:-2] + "/", "/%C3%A9/"):
            assert sent(server, "GET", path=path)[0] == 404, path
            assert sent(server, path=path, body=good)[0] == 404, path
        assert sent(server, body=good, Origin="http://evil.example")[0] == 403
        assert sent(server, body=good, Origin="null")[0] == 403
        for kind in ("text/plain", "application/x-www-form-urlencoded", ""):
            assert sent(server, body=good, Content_Type=kind)[0] == 403
        assert sent(server, body=good, Content_Length="-1")[0] == 403
        assert sent(server, body=good, Content_Length="9999999")[0] == 413
        for method in ("PUT", "OPTIONS", "DELETE"):
            assert sent(server, method)[0] == 501
        for wrong in (
            [["un", "un", "trois"], ["quatre", "cinq"], ["six"]],
            [["deux", "un", "trois", "un"], ["quatre", "cinq"], ["six"]],
            [["deux", "un", "trois"], ["quatre", "cinq"], ["sept"]],
            [["deux", "un", "trois"], ["quatre", "cinq", "six"]],
            [["deux", "un", "trois"], ["quatre", "cinq"], ["six"], []],
            [["deux", "un"], ["quatre", "cinq"], ["six"]],
            [["deux", "un", "trois"], ["quatre", 5], ["six"]],
            {"un": 1},
            "un",
            None,
        ):
            assert sent(server, body=wrong) == (
                422,
                "Rien n’a été enregistré\u00a0: ce ne sont pas les essais du tome, chacun une fois.",
            )
        assert (root / "volumes/tome-1/index.md").read_bytes() == before
        (root / "volumes/tome-1/index.md").write_bytes(before + b"\n")
        status, said = sent(server, body=good)
        assert (status, "order-changed" in said) == (409, True)
        assert (root / "volumes/tome-1/index.md").read_bytes() == before + b"\n"


def test_two_pages_have_two_addresses(tmp_path: Path, pool_of_one: Workers) -> None:
    with served(tmp_path, pool_of_one) as (server, _):
        first = server.path
        assert len(first) > 30
        assert server.server_address[0] == "127.0.0.1"
    with served(tmp_path, pool_of_one) as (server, _):
        assert server.path != first


def _note_address(asked: list[str], request: Request) -> None:
    asked.append(request.url)


def _note_fault(faults: list[str], error: Error) -> None:
    faults.append(str(error))


def _note_line(faults: list[str], message: ConsoleMessage) -> None:
    faults.append(message.text)


def test_essays_are_moved_with_keys_and_with_the_mouse_and_saved(
    browser: Browser, tmp_path: Path, pool_of_one: Workers
) -> None:
    for page in opened(browser, viewport={"width": 1000, "height": 900}, locale="fr-FR"):
        asked: list[str] = []
        faults: list[str] = []
        page.on("request", partial(_note_address, asked))
        page.on("pageerror", partial(_note_fault, faults))
        page.on("console", partial(_note_line, faults))
        with served(tmp_path, pool_of_one) as (server, root):
            page.goto(server.address)
            assert page.locator("h1").inner_text() == "Tome"
            running = page.locator("li .running").all_inner_texts()
            assert running == sorted(running, key=int)
            up = page.get_by_label("Monter «\u00a0Deux\u00a0»")
            up.focus()
            page.keyboard.press("Enter")
            assert up.is_disabled()
            assert page.evaluate("document.activeElement.dataset.move") == "down"
            assert page.locator("#state").inner_text() == "«\u00a0Deux\u00a0»\u00a0: Soir, 1"
            page.get_by_label("Descendre «\u00a0Cinq\u00a0»").press("Space")
            page.get_by_label("Partie de «\u00a0Trois\u00a0»").select_option("Nuit")
            page.locator("li[data-essay=six]").drag_to(page.locator("li[data-essay=quatre] .text"))
            order = page.evaluate(
                "[...document.querySelectorAll('ol')].map(l => [...l.children].map(i => i.dataset.essay))"
            )
            assert order[0] == ["deux", "un"]
            assert set(order[1]) == {"quatre", "six", "trois"}
            assert order[2] == ["cinq"]
            page.get_by_role("button", name="Enregistrer").click()
            page.get_by_text("Enregistré.").wait_for()
        # The server has gone by itself, and the file says what the page showed.
        assert [[*part] for part in arrangement(volume_of(root))] == order
        text = (root / "volumes/tome-1/index.md").read_text(encoding="utf-8")
        for comment in ("# as on the spine", "# The first evening.", "# six at most", "# opens the book"):
            assert comment in text
        assert "deux  # after the poem" in text
        assert "# nobody yet" in text
        assert {*asked} <= {server.address, f"http://{server.host}/favicon.ico"}
        assert faults == []
