"""What was seen of a page besides its words, and what that shows of a claim: the values the judging modules share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from softsell.pagedata import NOTHING, PageData

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from softsell.model import Sample

WHENS: Final = frozenset({"ticked", "late", "contradicted", "struck", "flashed"})
"""What a rule may wait for: it stands only where a judgement shows it."""


@dataclass(frozen=True, slots=True)
class Visit:
    """The earlier pages of this visit to the same site, now at the till: the fees that they `named`, by rule."""

    named: frozenset[str]


@dataclass(frozen=True, slots=True)
class Observed:
    """What was seen of a page besides its text, on the day `today` where the reader is.

    `visit` is known at the till alone, and after a page that showed prices; `fees` asks which fees are named. `now`
    is known where something moved (milliseconds since the epoch), as is when the page was `opened`; `zone` is that
    place's time in minutes east of UTC, and `away` are the stretches in which the page was in the background.
    """

    page: PageData = NOTHING
    today: date | None = None
    visit: Visit | None = None
    fees: bool = False
    now: float | None = None
    opened: float | None = None
    zone: int = 0
    away: tuple[tuple[float, float], ...] = ()

    @property
    def whens(self) -> frozenset[str]:
        """What rules may wait for in any block of the page."""
        late = {"late"} if self.fees or self.visit else set()
        return frozenset(late | ({"contradicted"} if self.page != NOTHING else set()))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a hit stands: the block's text, what it was seen to say (now last), what of it is struck through, and the
    texts of the blocks before and after it."""

    text: str
    role: str | None = None
    ticked: bool = False
    preceding: str = ""
    following: str = ""
    seen: tuple[Sample, ...] = ()
    flashed: int = 0
    struck: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the observed shows of a claim: what it adds to its strength, and the sentence that tells it with facts."""

    shows: Literal["confirmed", "contradicted", "struck", "ticked", "late", "moved", "flashed"]
    add: float
    sentence: str
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def against(self) -> bool:
        """Whether it speaks against the claim, which is the shop's word then."""
        return self.shows in {"contradicted", "struck"}
