"""Every message that crosses to JavaScript, typed; offsets are UTF-16 units.

The types are the source of `extension/shared/wire.d.ts`; `make wire` writes it.
"""

from __future__ import annotations

from typing import Final, Literal, NotRequired, TypedDict

Role = Literal["button", "heading", "link", "list-item", "dialog", "banner", "label", "near-price", "title"]
Sensitivity = Literal["low", "normal", "high"]
Tone = Literal["plain", "advisory", "warm"]
Band = Literal["calm", "some", "pressing", "hard"]
Beside = Literal["media", "game", "code"]
Watched = Literal["timer", "crowd", "stock"]


class WireBlock(TypedDict):
    """One run of page text: `i` names it, `lang` is the nearest declared BCP 47 tag (absent: the document's),
    `prominence` 0-1 how much it stands out, `ticked` whether it labels a box that the page itself ticked, `flashed`
    how often the tab's title changed to this while nobody looked, `struck` what of it is struck through. A block
    that moved brings in `seen` what it said and from when on (epoch milliseconds), now last; then `around` is the
    text around it, nearest first, and `beside` what stands near it."""

    i: int
    text: str
    lang: NotRequired[str | None]
    role: NotRequired[Role | None]
    prominence: NotRequired[float]
    ticked: NotRequired[bool]
    seen: NotRequired[list[tuple[float, str]]]
    around: NotRequired[str]
    beside: NotRequired[list[Beside]]
    flashed: NotRequired[int]
    struck: NotRequired[list[str]]


class WireDatum(TypedDict):
    """One property that the page's own data give its `product`-th product, by its source (`item:`, `og:`, `data:`,
    `shop:`, `said:`; none: JSON-LD) and schema.org name."""

    product: int
    name: str
    value: str


class WireVisit(TypedDict):
    """After pages that showed prices: the fees that the earlier pages of this visit `named`."""

    named: list[str]


class WireTold(TypedDict):
    """What a block tells that claims elsewhere are held beside: `stock`, a count, or `fee`, which one."""

    block: int
    name: Literal["stock", "fee"]
    value: str


class ScanRequest(TypedDict):
    """Scan these blocks. `lang` is the document's declared tag, `ui` the reader's language for the whys, `off` the
    tactics switched off; `page_data` is what the page's own data say, `today` the reader's date (2026-11-22). At an
    `address` (path and fragment) that is a till, fees are held beside what the `visit` named before; of another the
    reply tells which fees its blocks name. Where something moved `now` is the time and `opened` when the page was
    opened (epoch milliseconds), `zone` the reader's time in minutes east of UTC, `away` when the page was in the
    background."""

    v: Literal[1]
    kind: Literal["scan"]
    lang: NotRequired[str | None]
    ui: NotRequired[str | None]
    sensitivity: NotRequired[Sensitivity]
    tone: NotRequired[Tone]
    off: NotRequired[list[str]]
    page_data: NotRequired[list[WireDatum]]
    today: NotRequired[str]
    address: NotRequired[str]
    visit: NotRequired[WireVisit]
    now: NotRequired[float]
    opened: NotRequired[float]
    zone: NotRequired[int]
    away: NotRequired[list[tuple[float, float]]]
    blocks: list[WireBlock]


class WireWatch(TypedDict):
    """What of a finding is worth remembering until the next visit: what it shows now and at the start of this one
    (seconds left when the page was opened, or the count first seen)."""

    what: Watched
    value: float
    start: float


class WireFinding(TypedDict):
    """A finding: `text` is the block's text from `start` to `end` (UTF-16 units), `strength` 0-1; `watch` stands in a
    scan's reply alone."""

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
    facts: list[str]
    evidence: list[str]
    watch: NotRequired[WireWatch]


class WirePart(TypedDict):
    """A tactic's whole points of the score, and how many findings it has."""

    tactic: str
    points: int
    count: int


class WireReport(TypedDict):
    """A page report: score 0-100, the parts that add up to it, hard and soft findings; of a scan also what else the
    blocks `told`, where they told anything, and whether the address is that of a `till`."""

    v: Literal[1]
    version: str
    offsets: Literal["utf-16"]
    lang: str
    blocks: int
    score: int
    band: Band
    parts: list[WirePart]
    findings: list[WireFinding]
    soft_findings: list[WireFinding]
    partial: bool
    told: NotRequired[list[WireTold]]
    till: NotRequired[bool]


class ScoreRequest(TypedDict):
    """Score findings that several scans brought together; they come back as they are, in the same order."""

    v: Literal[1]
    kind: Literal["score"]
    lang: NotRequired[str | None]
    blocks: int
    partial: NotRequired[bool]
    findings: list[WireFinding]
    soft_findings: list[WireFinding]


class WireEarlier(TypedDict):
    """An earlier visit: when it began, what the phrase said first, when its timer was to end (epoch milliseconds)."""

    opened: float
    start: float
    end: NotRequired[float]


class WireRemembered(TypedDict):
    """What was remembered of the `finding`-th finding: when this visit began, and the earlier ones, oldest first."""

    finding: int
    opened: float
    watch: WireWatch
    earlier: list[WireEarlier]


class WeighRequest(TypedDict):
    """Weigh findings by what earlier visits showed, and tell it in the reader's language `ui`."""

    v: Literal[1]
    kind: Literal["weigh"]
    ui: NotRequired[str | None]
    now: float
    zone: int
    findings: list[WireFinding]
    remembered: list[WireRemembered]


class WeighReply(TypedDict):
    """The findings in their order, with what was seen, and as strong as that leaves them."""

    v: Literal[1]
    findings: list[WireFinding]


class WirePrompt(TypedDict):
    """What covers the page: its blocks, the share of the window that they take (0-1), whether it is a dialog by its
    own account or holds a field for a password, and how it came up."""

    blocks: list[WireBlock]
    cover: float
    dialog: bool
    password: bool
    opened: Literal["there", "first", "unasked", "leaving", "act"]


class WireAsked(TypedDict):
    """What a site asked for, how often that was turned down, and how often it was asked again after that."""

    ask: str
    noes: int
    again: int


class WireClosed(TypedDict):
    """How the visitor closed a prompt: by a control of this name, or by none (null: Escape, a press beside it)."""

    control: str | None


class PromptRequest(TypedDict):
    """Judge a prompt that came up, or one that was `closed`; `before` is what the last reply about the site gave,
    `counted` says that this showing was judged before."""

    v: Literal[1]
    kind: Literal["prompt"]
    lang: NotRequired[str | None]
    ui: NotRequired[str | None]
    sensitivity: NotRequired[Sensitivity]
    off: NotRequired[list[str]]
    prompt: WirePrompt
    closed: NotRequired[WireClosed | None]
    counted: NotRequired[bool]
    before: list[WireAsked]


class PromptReply(TypedDict):
    """Whether the prompt asks for something unasked, what to keep of the site, and the findings on its blocks."""

    v: Literal[1]
    asks: bool
    asked: list[WireAsked]
    findings: list[WireFinding]


class AboutRequest(TypedDict):
    """Ask what this engine can find."""

    v: Literal[1]
    kind: Literal["about"]


class WireTactic(TypedDict):
    """A tactic of the taxonomy, with its line for people."""

    tactic: str
    kind: Literal["hard", "soft"]
    name: str
    line: str


class AboutReply(TypedDict):
    """The engine's version, the languages it has packs for, and the taxonomy."""

    v: Literal[1]
    version: str
    langs: list[str]
    tactics: list[WireTactic]


class WireFault(TypedDict):
    """What was wrong: `bad-request` names the field; `internal` is the engine's own fault."""

    kind: Literal["bad-request", "internal"]
    message: str


class ErrorReply(TypedDict):
    """The answer to a request that could not be served."""

    v: Literal[1]
    error: WireFault


WIRE_TYPES: Final = (
    WireBlock, WireDatum, WireVisit, WireTold, ScanRequest, WireWatch, WireFinding, WirePart, WireReport,
    ScoreRequest, WireEarlier, WireRemembered, WeighRequest, WeighReply, WirePrompt, WireAsked, WireClosed,
    PromptRequest, PromptReply, AboutRequest, WireTactic, AboutReply, WireFault, ErrorReply, )  # fmt: skip
