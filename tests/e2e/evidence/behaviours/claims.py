"""Claims beside the page's own data, pre-chosen extras and late costs."""

from __future__ import annotations

import json
from typing import Final

from tests.e2e.evidence.behaviour import Behaviour, found, page, silent
from tests.e2e.evidence.steps import load


def _lamp(said: str, **offers: object) -> str:
    """A product page that says one thing in words and `offers` in its data."""
    data = {"@context": "https://schema.org", "@type": "Product", "name": "Lamp", "offers": offers}
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    return page(f"<main><h1>Lamp</h1><p>{said}</p></main>", head=script)


ROWS: Final[tuple[Behaviour, ...]] = (
    Behaviour(
        name="two-left-of-many",
        kind="stock",
        honest=False,
        paths={"/": _lamp("Only 2 left in stock", inventoryLevel=57)},
        steps=(load(),),
        checks=(found("scarcity", "57", phrase="2 left"),),
    ),
    Behaviour(
        name="two-left-of-an-unknown-number",
        kind="stock",
        honest=True,
        paths={"/": _lamp("Only 2 left in stock", price="40.00")},
        steps=(load(),),
        checks=(silent(),),
    ),
)
