"""The pictures of the demo: the page with its marks, the hover card, popup and options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from chromium import Installed, Tab

POPUP: Final = {"width": 400, "height": 600}
OPTIONS: Final = {"width": 1000, "height": 800}

# Where a mouse would find one of `phrases` on the screen: the middle of the first line of the first one that is
# wholly in view and not covered. The page sees the ranges we mark, whoever made them.
_POINT: Final = """(phrases) => {
    const plain = (text) => text.replace(/\\s+/gu, ' ').trim();
    const copy = ({ startContainer, startOffset, endContainer, endOffset }) => {
        const range = document.createRange();
        range.setStart(startContainer, startOffset);
        range.setEnd(endContainer, endOffset);
        return range;
    };
    const ranges = [...CSS.highlights.values()].flatMap((marks) => [...marks].map(copy));
    for (const phrase of phrases.map(plain)) {
        for (const range of ranges) {
            const text = plain(String(range));
            if (text.length < 3 || !phrase.includes(text)) continue;
            const [line] = range.getClientRects();
            if (!line || line.top < 0 || line.left < 0) continue;
            if (line.bottom > innerHeight || line.right > innerWidth) continue;
            const [x, y] = [line.left + line.width / 2, line.top + line.height / 2];
            const there = document.elementFromPoint(x, y);
            if (there?.contains(range.startContainer)) return { x, y };
        }
    }
    return null;
}"""

MARKED: Final = "() => CSS.highlights.size > 0"
CARD_OPEN: Final = (
    "() => [...document.documentElement.children].some((e) => e !== document.head && e !== document.body)"
)


def picture_popup(extension: Installed, tab: Tab, score: int, path: Path) -> None:
    """The popup of `tab` in a tab of its own, as wide as the browser shows it, with all that is in it."""
    popup = extension.context.new_page()
    popup.set_viewport_size({"width": POPUP["width"], "height": POPUP["height"]})
    popup.goto(extension.url(f"ui/popup.html?tab={tab.id}"))
    popup.wait_for_function("(score) => document.body.innerText.includes(score)", arg=str(score))
    # The browser gives a popup 600 px, in which its list scrolls; the picture shows the whole list.
    unrolled = "() => { document.body.style.maxHeight = 'none'; return document.body.scrollHeight; }"
    popup.set_viewport_size({"width": POPUP["width"], "height": popup.evaluate(unrolled)})
    popup.locator("body").screenshot(path=path)
    popup.close()


def picture_page(page: Page, path: Path) -> None:
    """The first screen of the page, once it is marked."""
    page.emulate_media(reduced_motion="reduce")  # nothing is pictured half faded in
    page.screenshot(path=path)


def picture_card(page: Page, findings: list[dict[str, Any]], path: Path) -> bool:
    """The first screen with the hover card open over the strongest finding in view; False where none is in view."""
    strongest = sorted(findings, key=lambda finding: -finding["strength"])
    point = page.evaluate(_POINT, [finding["text"] for finding in strongest])
    if point is None:
        return False
    page.mouse.move(point["x"], point["y"])
    page.wait_for_function(CARD_OPEN, timeout=5000)
    page.screenshot(path=path)
    return True


def picture_options(page: Page, path: Path) -> None:
    """The whole options page."""
    page.bring_to_front()
    page.set_viewport_size({"width": OPTIONS["width"], "height": OPTIONS["height"]})
    page.reload()
    page.wait_for_function("() => document.body.innerText.trim().length > 200")
    page.screenshot(path=path, full_page=True)
