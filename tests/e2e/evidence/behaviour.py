"""A behaviour of a page as a row of the fixture shop's table: its pages, a visit to it, and what must come of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tests.e2e.evidence.steps import Step
    from websockets.sync.server import ServerConnection

Found = dict[str, Any]
"""A hard finding of a page report as the popup gets it."""


@dataclass(frozen=True, slots=True)
class Call:
    """A request: its path, and how many came for that path of this behaviour before it."""

    path: str
    before: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What a route sends: `parts` one after the other, each as soon as there is one."""

    kind: str
    parts: Iterable[str]


Route = str | Answer
"""A page's HTML, or an answer of another kind."""

Check = tuple[str, "Callable[[list[Found]], bool]"]
"""What must hold of the findings, in words and as a test."""


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One row. It has a host of its own (`<name>.localhost`), so no visit is an earlier visit of another row.

    `kind` is the evidence it is about; `honest` ones must not be marked for it. `paths` maps a path to what is sent
    there, or to a function of the call; a page may say `SOCKET`, which becomes the address at which `socket` talks.
    After its `steps` a visit goes on until every check passes; to an honest page it ends with `steps.answered`.
    """

    name: str
    kind: str
    honest: bool
    paths: Mapping[str, Route | Callable[[Call], Route]]
    steps: tuple[Step, ...]
    checks: tuple[Check, ...]
    socket: Callable[[ServerConnection], None] | None = field(default=None)


def page(body: str, *, title: str = "Lamp", lang: str = "en", head: str = "", classes: str = "") -> str:
    """A small HTML page; `classes` are its body's."""
    return (
        f'<!doctype html><html lang="{lang}"><meta charset="utf-8"><title>{title}</title>'
        f"<style>body {{ font: 16px sans-serif; margin: 20px }}</style>{head}"
        f'<body class="{classes}">{body}</body></html>'
    )


def found(tactic: str, *words: str, phrase: str = "") -> Check:
    """A finding of the tactic, on text that holds `phrase`, whose evidence holds all the words."""

    def holds(findings: list[Found]) -> bool:
        return any(
            one["tactic"] == tactic and phrase in one["text"] and all(word in _told(one) for word in words)
            for one in findings
        )

    return f"{tactic} on {phrase!r} with evidence {words}", holds


def unmarked(*tactics: str) -> Check:
    """No finding of these tactics; of none at all where none is named."""
    named = " or ".join(tactics) or "anything"
    return (
        f"no mark for {named}",
        lambda findings: not any(not tactics or one["tactic"] in tactics for one in findings),
    )


def silent(*words: str) -> Check:
    """No evidence that holds one of the words; no evidence at all where none is named."""
    named = " or ".join(words) or "anything"
    return (
        f"no evidence of {named}",
        lambda findings: (
            not any(_told(one) and (not words or any(word in _told(one) for word in words)) for one in findings)
        ),
    )


def _told(one: Found) -> str:
    return "\n".join(one["evidence"])
