"""The words of the house as values: blocks, rules, packs, findings and page reports."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

UNDETERMINED = "und"
"""The BCP 47 tag of a text whose language nothing tells."""


@dataclass(frozen=True, slots=True)
class Block:
    """One run of page text a person reads as one piece.

    `key` names the block for whoever sent it and comes back with its findings; `lang` is the nearest
    declared BCP 47 tag as written on the page; `role` is one of `ROLES` or None; `prominence` (0-1) is how much the
    block stands out, where somebody has seen the page laid out; `ticked` labels a box that the page itself ticked;
    `flashed` is how often the tab's title changed to this while nobody looked at it; `struck` are texts in it that
    are struck through. A block that changed while somebody looked has `seen`: what it said, now last; then `around`
    is the text of the boxes around it, and `beside` names, out of `BESIDE`, what stands near it that makes motion
    ordinary.
    """

    key: int
    text: str
    lang: str | None = None
    role: str | None = None
    prominence: float = 0.0
    ticked: bool = False
    seen: tuple[Sample, ...] = ()
    around: str = ""
    beside: frozenset[str] = frozenset()
    flashed: int = 0
    struck: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sample:
    """What a block said from a moment on (milliseconds since the epoch)."""

    ms: float
    text: str


MOST_STRUCK = 4
STRUCK = 40
"""The most texts of a block that are kept as struck through, each of so many code points at most."""

BESIDE = frozenset({"media", "game", "code"})
"""A film or sound, a drawing that moves, a code that is to be typed."""

ROLES = frozenset({"button", "heading", "link", "list-item", "dialog", "banner", "label", "near-price", "title"})


@dataclass(frozen=True, slots=True)
class Claim:
    """What a rule's phrase asserts, with its why and its soft wordings by tone and place.

    `why` is one sentence; `wordings` maps `plain`, `advisory`, `warm` and `button` to templates whose
    `{slot}` places take what the phrase said.
    """

    id: str
    tactic: str
    why: str
    wordings: Mapping[str, tuple[str, ...]]


Near = tuple[frozenset[str], int, int]
"""Words of which one stands near another: at the farthest so many words before it (negative) and after it, or
anywhere in the text where the first number is the greater."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way a text can say a pattern: it holds a word of `first`, with no more than `start` words of the block
    before it and `end` after it (None: any number), and a word of each set of `near`, the most telling first."""

    start: int | None
    first: frozenset[str]
    near: tuple[Near, ...]
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """One phrase of a rule: `source` is its regular expression over the normalised view, `ways` are those in one of
    which every hit says it."""

    source: str
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """Declarative patterns of one claim of one tactic, in the compiled form the matcher uses.

    `id` is `<lang>.<tactic>.<name>`, stable for ever. `unless` and `needs` are regular expressions searched around
    the hit and in the whole block. `strength` is 0-1 before the words around it are weighed. `when` is what the rule
    waits for (`observed.WHENS`), or None. A rule with a `motion`, one of `MOTIONS`, has no patterns: it finds what
    moves so, `unless` and `needs` tried on all words around it.
    """

    id: str
    tactic: str
    claim: str
    lang: str
    patterns: tuple[Pattern, ...]
    strength: float
    unless: str | None = None
    needs: str | None = None
    roles: frozenset[str] | None = None
    max_words: int | None = None
    when: str | None = None
    motion: str | None = None


MOTIONS = frozenset({"clock", "bar"})
"""A clock that runs down, and a share in percent that drains or fills."""


@dataclass(frozen=True, slots=True)
class Watch:
    """What of a finding is worth remembering until the next visit: the `value` a timer or a number shows now
    (seconds left, or a count), and at the `start`: a timer when the page was opened, a number when first seen."""

    what: str
    value: float
    start: float


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a rule hit one text: code point offsets into the text as given, and what its slots took."""

    rule: Rule
    start: int
    end: int
    slots: Mapping[str, str]
    strength: float
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A hit made fit to be read: `text == block_text[start:end]`, offsets in code points, strength 0-1."""

    block: int
    start: int
    end: int
    text: str
    context: str
    tactic: str
    claim: str
    rule: str
    lang: str
    strength: float
    why: str
    alternative: str
    facts: tuple[str, ...]
    evidence: tuple[str, ...] = ()
    watch: Watch | None = None

    def row(self) -> dict[str, Any]:
        """The finding as the border gives it: without a `watch` where there is none."""
        row = asdict(self)
        if self.watch is None:
            del row["watch"]
        return row


@dataclass(frozen=True, slots=True)
class Part:
    """One tactic's share of the pressure score: whole points that add up to it, and how many findings."""

    tactic: str
    points: int
    count: int


@dataclass(frozen=True, slots=True)
class Told:
    """What a block tells that claims elsewhere are held beside: `stock`, a count, or `fee`, which one."""

    block: int
    name: Literal["stock", "fee"]
    value: str


@dataclass(frozen=True, slots=True)
class PageReport:
    """A page's pressure score (0-100) with its band, parts and findings, and what else its blocks told."""

    lang: str
    blocks: int
    score: int
    band: str
    parts: tuple[Part, ...]
    findings: tuple[Finding, ...]
    soft_findings: tuple[Finding, ...]
    partial: bool = False
    told: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class ScanOptions:
    """What a caller may choose: sensitivity, the tone of alternatives, tactics switched off, why's language."""

    sensitivity: str = "normal"
    tone: str = "plain"
    off: frozenset[str] = field(default_factory=frozenset)
    ui: str | None = None


class SoftsellError(Exception):
    """Bad input or a broken pack, told in one line for the person who can mend it."""
