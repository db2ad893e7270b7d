"""`make bench-table`: the README's table of speed and its chart, from what `make bench` last measured."""

from __future__ import annotations

import html
import json
import math
import re
import sys
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
RESULTS: Final = ROOT / "dist" / "bench" / "results.json"
PAGES: Final = RESULTS.with_name("pages.json")
"""What `make bench-pages` measured."""
CHART: Final = ROOT / "docs" / "images" / "speed.svg"
BEGIN, FINISH = "<!-- speed: `make bench && make bench-table` writes what follows -->", "<!-- speed ends -->"

_ROW, _LABELS, _BARS, _VALUES = 26, 420, 220, 130
_STYLE: Final = (
    "text{font:13px system-ui,sans-serif;fill:#333}.met{fill:#4a7c59}.missed{fill:#b5651d}"
    ".reach{stroke:#333;stroke-width:2}"
    "@media(prefers-color-scheme:dark){text{fill:#ddd}.reach{stroke:#ddd}}"
)


def main() -> int:
    """Write both."""
    readme = ROOT / "README.md"
    text = readme.read_text("utf-8")
    if not RESULTS.is_file() or BEGIN not in text:
        sys.stderr.write("bench-table: run `make bench` first; README.md must hold its two marks\n")
        return 2
    results = json.loads(RESULTS.read_text("utf-8"))
    if PAGES.is_file():
        results["figures"] += json.loads(PAGES.read_text("utf-8"))["figures"]
    between = f"{BEGIN}\n\n{table(results)}\n{FINISH}"
    place = re.compile(f"{re.escape(BEGIN)}.*{re.escape(FINISH)}", re.DOTALL)
    for path, written in ((CHART, chart(results["figures"])), (readme, place.sub(lambda _: between, text))):
        fresh = path.with_name(f".{path.name}.new")
        fresh.write_text(written, "utf-8")
        fresh.replace(path)
    return 0


def table(results: dict[str, Any]) -> str:
    """The figures as Markdown, with the day, the commit and the machine they were taken on."""
    rows = [
        f"| {figure['name']} | {figure['value']:.2f} {figure['unit']} | {figure['beside']} | {figure['reach']} | "
        f"{'met' if met(figure) else 'short'} |"
        for figure in results["figures"]
    ]
    taken = (
        f"Measured with `make bench` on {results['date']} at `{results['commit']}`, Python {results['python']}, "
        f"{results['processors']} processors at a load of {results['load']:.1f}. The chart has a bar for how much of "
        "its reach each figure is, and a line where it is reached. `make bench-compare BASE=<commit>` holds two "
        "commits against each other."
    )
    head = "| what | measured | in figures | reach | |\n|---|---|---|---|---|"
    return "\n".join([taken, "", head, *rows, "", "![the same as bars](docs/images/speed.svg)", ""])


def share(figure: dict[str, Any]) -> float:
    """How much of its reach a figure is, 1 where it is just met; where that is "about" a number or a range, how near
    the figure is to 1."""
    value, reach = float(figure["value"]), str(figure["reach"])
    if reach.startswith(">="):
        return value / float(reach[2:])
    if reach.startswith("<="):
        return float(reach[2:]) / value if value > 0 else math.inf
    return min(value, 1 / value)


def met(figure: dict[str, Any]) -> bool:
    """Whether a figure is within its reach; a tenth beside 1 is about 1."""
    return share(figure) >= (1 if figure["reach"][1] == "=" else 0.9)


def chart(figures: list[dict[str, Any]]) -> str:
    """The figures as bars of an SVG picture, each as long as it is near its reach, at most twice as far."""
    rows = []
    for place, figure in enumerate(figures):
        at, length = place * _ROW + 18, _BARS / 2 * min(2, share(figure))
        kind = "met" if met(figure) else "missed"
        rows.append(
            f'<text x="0" y="{at}">{html.escape(figure["name"])}</text>'
            f'<rect class="{kind}" x="{_LABELS}" y="{at - 12}" width="{length:.0f}" height="16"/>'
            f'<text x="{_LABELS + _BARS + 10}" y="{at}">{figure["value"]:.2f} {html.escape(figure["unit"])}</text>'
        )
    height, middle = len(figures) * _ROW + 4, _LABELS + _BARS // 2
    width = _LABELS + _BARS + _VALUES
    line = f'<line class="reach" x1="{middle}" x2="{middle}" y1="0" y2="{height}"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">'
        f"<title>Speed beside its reach</title><style>{_STYLE}</style>{''.join(rows)}{line}</svg>\n"
    )


if __name__ == "__main__":
    sys.exit(main())
