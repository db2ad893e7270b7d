"""Boxes that the page ticked, and fees that first show at the till."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.e2e.evidence.behaviour import Behaviour, Check, found, page, unmarked
from tests.e2e.evidence.steps import answered, click, load, seen

if TYPE_CHECKING:
    from tests.e2e.evidence.steps import Step

TICKED: Final = "had ticked this itself"
LATE: Final = "did not name this fee"
BOX: Final = "<input type=checkbox name=a checked>"


def _box(
    name: str, body: str, *checks: Check, honest: bool = False, lang: str = "en", steps: tuple[Step, ...] = ()
) -> Behaviour:
    html = page(f"<main><h1>Your order</h1><form>{body}</form></main>", lang=lang)
    return Behaviour(
        name=name,
        kind="ticked",
        honest=honest,
        paths={"/": html},
        steps=(load(), *steps),
        checks=checks or (unmarked() if honest else found("misleading", TICKED),),
    )


_TICKED: Final = (
    _box("ticked-protection", f"<label>{BOX} Shipping protection $1.98</label>"),
    _box(
        "ticked-insurance-behind-a-drawn-box",
        '<p><input type=checkbox id=a checked style="opacity: 0; position: absolute"><label for=a><i></i>'
        "<span>Yes, add travel insurance</span> <b>$12.00</b></label></p>",
    ),
    _box("ticked-warranty-in-a-list", "<select><option>3-year warranty + $29.00<option>No warranty</select>"),
    _box("ticked-switch", "<div role=switch aria-checked=true tabindex=0>Add gift wrapping for $4</div>"),
    _box(
        "ticked-by-script",
        "<label><input type=checkbox id=a> Donate $1 to plant trees</label>"
        "<script>document.getElementById('a').checked = true</script>",
    ),
    _box(
        "ticked-radio",
        "<label><input type=radio name=b checked> Protect my order for $3</label>"
        "<label><input type=radio name=b> No protection</label>",
    ),
    _box("ticked-news", f"<p>{BOX} Email me with news and offers</p>"),
    _box("ticked-partners", f"<label>{BOX} Share my details with selected partners</label>"),
    _box("ticked-nyhetsbrev", f"<label>{BOX} Ja, meld meg på nyhetsbrevet</label>", lang="nb"),
    _box(
        "boxes-that-are-needed",
        f"<label>{BOX} Remember me</label><label>{BOX} Billing address same as shipping</label>"
        f"<label>{BOX} I agree to the terms and conditions</label><label>{BOX} Necessary cookies</label>",
        honest=True,
    ),
    _box("filters-of-a-list", f"<label>{BOX} Insurance (32)</label><label>{BOX} In stock (120)</label>", honest=True),
    _box("boxes-left-to-the-reader", "<label><input type=checkbox> Shipping protection $1.98</label>", honest=True),
    _box(
        "extra-that-comes-free",
        "<label><input type=checkbox checked disabled> Free 2-year warranty included</label>",
        honest=True,
    ),
    _box(
        "box-ticked-by-the-reader",
        "<label id=a><input type=checkbox> Shipping protection $1.98</label>",
        honest=True,
        steps=(answered(), click("#a")),
    ),
    _box(
        "box-unticked-by-the-reader",
        f"<label id=a>{BOX} Shipping protection $1.98</label>",
        honest=True,
        steps=(seen(found("misleading", TICKED)), click("#a"), seen(unmarked())),
    ),
)

_LAMP: Final = page("<main><h1>Lamp</h1><p><b>$49.00</b></p><a href=/checkout>Check out</a></main>")


def _till(*rows: tuple[str, str], total: str = "$53.99") -> str:
    """A till's page with these lines on its bill."""
    lines = "".join(f"<tr><td>{name}</td><td>{price}</td></tr>" for name, price in (("Lamp", "$49.00"), *rows))
    return page(f"<main><h1>Your order</h1><table>{lines}<tr><td>Total</td><td>{total}</td></tr></table></main>")


def _fee(
    name: str, before: str, till: str, *, honest: bool = False, path: str = "/checkout", phrase: str = ""
) -> Behaviour:
    first = (load(), answered()) if before else ()
    return Behaviour(
        name=name,
        kind="late cost",
        honest=honest,
        paths={"/": before or _LAMP, path: till},
        steps=(*first, load(path)),
        checks=(unmarked() if honest else found("misleading", LATE, phrase=phrase),),
    )


_FEES: Final = (
    _fee("fee-at-the-till", _LAMP, _till(("Service fee", "$4.99")), phrase="Service fee"),
    _fee(
        "fee-on-one-line",
        _LAMP,
        page("<main><h1>Basket</h1><ul><li>Lamp $49.00</li><li>Small order fee: $3.00</li></ul></main>"),
        path="/basket",
        phrase="Small order fee",
    ),
    _fee(
        "gebyr-i-kassen",
        page("<main><h1>Billett</h1><p><b>490 kr</b></p></main>", lang="nb"),
        page("<main><h1>Kasse</h1><dl><dt>Billett<dd>490 kr<dt>Billettgebyr<dd>35 kr</dl></main>", lang="nb"),
        path="/kasse",
        phrase="Billettgebyr",
    ),
    _fee(
        "fee-named-beside-the-price",
        page("<main><h1>Lamp</h1><p><b>$49.00</b></p><p>A service fee of $4.99 is charged per order.</p></main>"),
        _till(("Service fee", "$4.99")),
        honest=True,
    ),
    _fee("shipping-and-tax-at-the-till", _LAMP, _till(("Shipping", "$4.99"), ("VAT 25%", "$9.80")), honest=True),
    _fee("fee-that-costs-nothing", _LAMP, _till(("Service fee", "$0.00"), total="$49.00"), honest=True),
    _fee("till-without-a-visit", "", _till(("Service fee", "$4.99")), honest=True),
)

ROWS: Final[tuple[Behaviour, ...]] = (*_TICKED, *_FEES)
