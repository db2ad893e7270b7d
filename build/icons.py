"""Draw `extension/icons/*.png` from the SVG beside them; run it after a change to the drawing."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import sync_playwright

from browser import find_browser

ICONS = Path(__file__).resolve().parent.parent / "extension" / "icons"
SIZES = (16, 32, 48, 128)


def main() -> None:
    """Draw every size the manifest names."""
    drawing = (ICONS / "softsell.svg").read_text("utf-8")
    page_of = "<style>*{{margin:0}}svg{{display:block;width:{0}px;height:{0}px}}</style>{1}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        for size in SIZES:
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(page_of.format(size, drawing))
            page.screenshot(path=ICONS / f"{size}.png", omit_background=True)
        browser.close()


if __name__ == "__main__":
    main()
