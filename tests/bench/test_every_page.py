"""`make bench-pages`: what was measured before it stopped counts, of the same code, and every failure is one line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
COST = {"painted": 1.0, "task": 2.0, "worked": 1.5, "blocking": 0.0}
NAMES = ["shops/a.html", "shops/b.html", "shops/c.html"]


class PlayedBrowser:
    """A browser that `starts` or not, fails on the pages in `bad`, and notes what it `loaded`."""

    starts = True
    clicks = True
    bad: frozenset[str] = frozenset()
    loaded: list[str]

    def __enter__(self) -> Self:
        if not self.starts:
            raise self.stopped("the browser does not start: no display")
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def load(self, name: str) -> dict[str, float]:
        self.loaded.append(name)
        if name in self.bad:
            raise TimeoutError
        return COST

    def waits(self, _: str) -> tuple[list[float], list[float]]:
        if not self.clicks:
            raise TimeoutError("no click was heard\nfor a minute")
        return [2.0], [1.0]

    stopped: type[Exception]


@pytest.fixture
def every_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """The script, with three small saved pages, a small package, and a browser that is played."""
    monkeypatch.syspath_prepend(ROOT / "bench")
    import every_page

    pages = tmp_path / "pages"
    for name in NAMES:
        (pages / name).parent.mkdir(parents=True, exist_ok=True)
        (pages / name).write_text("<p>Lamp</p>")
    monkeypatch.setattr(every_page, "PAGES", pages)
    monkeypatch.setattr(every_page, "OUT", tmp_path / "bench" / "pages.json")
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "a.js").write_text("1")
    monkeypatch.setattr(every_page, "package", lambda: tmp_path / "package")
    played = type("Played", (PlayedBrowser,), {"loaded": [], "stopped": every_page.StoppedError})
    monkeypatch.setattr(every_page, "Browser", played)
    return every_page


def only_line(capsys: pytest.CaptureFixture[str]) -> str:
    (line,) = capsys.readouterr().err.splitlines()
    return str(line)


@pytest.mark.parametrize("words", [["x"], ["0"], ["-3"], ["1", "2"], ["1.5"]])
def test_a_count_that_is_none_is_bad_usage(
    every_page: ModuleType, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    assert every_page.main(words) == 2
    assert only_line(capsys).startswith("bench-pages: COUNT: a whole number")


def test_where_there_are_no_pages_it_says_so(
    every_page: ModuleType, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.setattr(every_page, "PAGES", tmp_path / "empty")
    assert every_page.main([]) == 2
    assert "no saved pages at" in only_line(capsys)


def test_a_browser_that_does_not_start_is_one_line(
    every_page: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    every_page.Browser.starts = False
    assert every_page.main([]) == 3
    assert only_line(capsys) == "bench-pages: the browser does not start: no display"


def test_a_page_that_fails_and_clicks_that_are_not_heard_are_told_of_and_tried_again(
    every_page: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    every_page.Browser.bad = frozenset({NAMES[1]})
    every_page.Browser.clicks = False
    assert every_page.main([]) == 1
    said = capsys.readouterr().out
    assert "not measured: shops/b.html: TimeoutError\nnot measured: clicks: no click was heard\n" in said
    figures = json.loads(every_page.OUT.read_text())["figures"]
    assert [figure["value"] for figure in figures] == [2.0, 1.5, 0.0]

    every_page.Browser.bad = frozenset()
    every_page.Browser.clicks = True
    every_page.Browser.loaded.clear()
    assert every_page.main([]) == 0
    assert every_page.Browser.loaded == [NAMES[1]]
    assert list(every_page.OUT.parent.iterdir()) == [every_page.OUT]


def other_code(every_page: ModuleType) -> None:
    (every_page.package() / "a.js").write_text("2")


def another_page(every_page: ModuleType) -> None:
    (every_page.PAGES / NAMES[0]).write_text("<p>Lamps</p>")


def half_a_line(every_page: ModuleType) -> None:
    journal = every_page.OUT.with_suffix(".jsonl")
    journal.write_bytes(journal.read_bytes()[:-7])


def no_figures(every_page: ModuleType) -> None:
    journal = every_page.OUT.with_suffix(".jsonl")
    *lines, _ = journal.read_text().splitlines()
    journal.write_text("\n".join([*lines, json.dumps([NAMES[1], None]), ""]))


def half_a_first_line(every_page: ModuleType) -> None:
    every_page.OUT.with_suffix(".jsonl").write_bytes(b'"on')


@pytest.mark.parametrize(
    ("happens", "again"),
    [
        (lambda _: None, []),
        (other_code, NAMES[:2]),
        (another_page, NAMES[:2]),
        (half_a_line, NAMES[1:2]),
        (no_figures, NAMES[1:2]),
        (half_a_first_line, NAMES[:2]),
    ],
    ids=["nothing", "other code", "another page", "half a line", "no figures", "half a first line"],
)
def test_a_run_goes_on_where_it_was_stopped(
    every_page: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    happens: Callable[[ModuleType], None],
    again: list[str],
) -> None:
    load = every_page.Browser.load

    def stopped(self: Any, name: str) -> dict[str, float]:
        if name == NAMES[2]:
            raise KeyboardInterrupt
        found: dict[str, float] = load(self, name)
        return found

    monkeypatch.setattr(every_page.Browser, "load", stopped)
    assert every_page.main([]) == 130
    assert capsys.readouterr().err.endswith("bench-pages: stopped\n")
    monkeypatch.setattr(every_page.Browser, "load", load)
    every_page.Browser.loaded.clear()
    happens(every_page)
    assert every_page.main([]) == 0
    assert every_page.Browser.loaded == [*again, NAMES[2]]


def test_what_tells_code_from_other_code_is_every_file(every_page: ModuleType, tmp_path: Path) -> None:
    folder = tmp_path / "code"
    folder.mkdir()
    told = []
    for name, text in (("a.py", "1"), ("b.js", "1"), ("a.py", "2")):
        (folder / name).write_text(text)
        told.append(every_page.digest([folder]))
    (folder / "b.js").rename(folder / "c.js")
    assert len({*told, every_page.digest([folder])}) == 4
    assert every_page.digest([folder], "*.py") == every_page.digest([folder], "a.*")
