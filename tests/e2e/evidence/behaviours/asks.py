"""Prompts that come back after a no, prompts nobody asked for, tab titles that beg; and honest dialogs."""

from __future__ import annotations

from typing import Final

from tests.e2e.evidence.behaviour import Behaviour, page, unmarked
from tests.e2e.evidence.steps import click, load, until

ROWS: Final[tuple[Behaviour, ...]] = (
    Behaviour(
        name="cart-drawer-that-was-opened",
        kind="asks",
        honest=True,
        paths={
            "/": page(
                '<main><h1>Lamp</h1><button id=cart onclick="basket.showModal()">Basket</button></main>'
                "<dialog id=basket><h2>Your basket</h2><p>1 lamp, 40 euro</p><button>Check out</button></dialog>"
            )
        },
        steps=(load(), click("#cart"), until("() => basket.open")),
        checks=(unmarked(),),
    ),
)
