"""The table of behaviours, found or not, at the end of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from tests.e2e.evidence.behaviour import Behaviour
    from tests.e2e.evidence.visits import Outcome

TABLE: Final = pytest.StashKey[list[tuple["Behaviour", "Outcome"]]]()


@pytest.fixture(scope="session")
def table(pytestconfig: pytest.Config) -> list[tuple[Behaviour, Outcome]]:
    """Rows put in here are printed when the run ends."""
    return pytestconfig.stash.setdefault(TABLE, [])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the table."""
    rows = config.stash.get(TABLE, [])
    if not rows:
        return
    terminalreporter.section("fixture shop")
    width = max(len(row.name) for row, _ in rows)
    for row, outcome in sorted(rows, key=lambda entry: (entry[0].kind, entry[0].honest, entry[0].name)):
        nature = "honest" if row.honest else "true"
        right = "left unmarked" if row.honest else "found"
        wrong = "MARKED" if row.honest else "NOT FOUND"
        said = wrong if outcome.failed else right
        terminalreporter.write_line(f"{row.kind:12} {nature:7} {row.name:{width}} {said:14} {outcome.seconds:5.1f} s")
    held = sum(not outcome.failed for _, outcome in rows)
    terminalreporter.write_line(f"{held} of {len(rows)} as they should be")
