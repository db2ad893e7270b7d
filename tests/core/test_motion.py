"""What moves on a page, judged on recorded sequences with a clock that the test holds."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from softsell import scan
from softsell.evidence import memories
from softsell.evidence.observed import Observed
from softsell.model import Block, Finding, Sample, Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

NOON = 1_795_348_800_000.0
"""2026-11-22 12:00 UTC in milliseconds."""


def hms(left: int) -> str:
    return f"{left // 3600:02}:{left // 60 % 60:02}:{left % 60:02}"


def falling(show: Callable[[int], str], start: int = 8049, count: int = 4, step: int = 1) -> list[Sample]:
    """What is shown as `start` falls by `step` a second."""
    return [Sample(NOON + 1000 * at, show(start - step * at)) for at in range(count)]


def told(
    seen: Sequence[Sample],
    *,
    around: str = "Add to cart 40 €",
    lang: str = "en",
    beside: Iterable[str] = (),
    away: Sequence[tuple[float, float]] = (),
    opened: float | None = None,
) -> list[Finding]:
    """The findings in a block that said these."""
    block = Block(1, seen[-1].text, lang=lang, seen=tuple(seen), around=around, beside=frozenset(beside))
    observed = Observed(now=seen[-1].ms, opened=opened, zone=60, away=tuple(away))
    return list(scan.scan([block], lang, None, observed).findings)


LAYOUTS: dict[str, Callable[[int], str]] = {
    "one text": hms,
    "boxes by digit": lambda left: " ".join(hms(left).replace(":", "")),
    "boxes by digit, parted": lambda left: " ".join(hms(left)),
    "each digit drawn twice": lambda left: " ".join(f"{digit} {digit}" for digit in hms(left).replace(":", "")),
    "columns": lambda left: f"02 Days {left // 3600:02} Hours {left // 60 % 60:02} Min {left % 60:02} Sec",
    "labels first": lambda left: f"Days 02 Hours {left // 3600:02} Min {left // 60 % 60:02} Sec {left % 60:02}",
    "days before a clock": lambda left: f"3 days {hms(left)}",
    "short": lambda left: f"2d {left // 3600}h {left // 60 % 60}m {left % 60}s",
    "words": lambda left: f"{left // 60} minutes and {left % 60} seconds",
    "a unit after a clock": lambda left: f"{left // 60}:{left % 60:02} minutes",
    "full-width digits": lambda left: hms(left).translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)}),
}


@pytest.mark.parametrize("show", LAYOUTS.values(), ids=LAYOUTS)
def test_a_timer_is_known_in_every_layout(show: Callable[[int], str]) -> None:
    (finding,) = told(falling(show, 833 if "and" in show(1) or "minutes" in show(1) else 8049))
    assert finding.tactic == "countdown"
    assert finding.watch is not None
    assert finding.watch.what == "timer"


WORDS = {
    "nb": (lambda left: f"{left // 60} minutter og {left % 60} sekunder", "Legg i handlekurven"),
    "nn": (lambda left: f"{left // 60} minutt og {left % 60} sekund", "Legg i handlekorga"),
    "da": (lambda left: f"{left // 3600} t {left // 60 % 60} min {left % 60} sek", "Læg i kurven"),
    "sv": (lambda left: f"{left // 3600} tim {left // 60 % 60} min {left % 60} sek", "Lägg i varukorgen"),
    "de": (lambda left: f"{left // 3600} Std. {left // 60 % 60} Min. {left % 60} Sek.", "In den Warenkorb"),
    "nl": (lambda left: f"{left // 3600} uur {left // 60 % 60} min {left % 60} sec", "In winkelwagen"),
}


@pytest.mark.parametrize("lang", WORDS)
def test_a_timer_is_known_in_the_words_of_every_language(lang: str) -> None:
    show, around = WORDS[lang]
    assert [finding.tactic for finding in told(falling(show), lang=lang, around=around)] == ["countdown"]


def test_the_seconds_left_are_read_and_told_as_of_now() -> None:
    (finding,) = told([*falling(hms, 100), Sample(NOON + 6_000, hms(94))])
    assert finding.watch == Watch("timer", 94.0, 100.0)


def test_a_timer_weighs_less_where_nothing_around_it_sells() -> None:
    (selling,), (bare,) = told(falling(hms)), told(falling(hms), around="Our history")
    assert selling.strength > bare.strength


NOT_A_PUSH = {
    "a stopwatch": (falling(hms, 40, step=-1), {}),
    "a clock": ([Sample(NOON + 1000 * at, f"Local time 14:05:{30 + at}") for at in range(5)], {}),
    "too fast": (falling(hms, step=7), {}),
    "one step": (falling(hms, count=2), {}),
    "an auction": (falling(hms), {"around": "Auction of lot 12"}),
    "a code": (falling(hms, 59), {"around": "Resend the code in"}),
    "a film": (falling(hms), {"beside": ["media"]}),
    "a film's time left": (falling(lambda left: f"-{hms(left)}"), {}),
    "a countdown of stock": (falling(lambda left: f"Row {left}", 30), {}),
    "a film's bar": (
        [Sample(NOON + 1000 * at, f"{40 + at} %") for at in range(5)],
        {"around": "Only 3 left", "beside": ["media"]},
    ),
    "an upload": ([Sample(NOON + 1000 * at, f"Uploading {40 + at}%") for at in range(5)], {"around": "Sold out"}),
}


@pytest.mark.parametrize("case", NOT_A_PUSH)
def test_what_runs_for_reasons_of_its_own_is_left_alone(case: str) -> None:
    seen, more = NOT_A_PUSH[case]
    assert not [finding for finding in told(seen, **more) if finding.tactic == "countdown"]  # type: ignore[arg-type]


def test_a_bar_that_fills_by_itself_is_found() -> None:
    (finding,) = told([Sample(NOON + 900 * at, f"{60 + at}% of the stock") for at in range(4)], around="")
    assert (finding.rule, finding.text) == ("en.countdown.motion-bar", "63%")


def test_a_bar_that_drains_in_small_steps_is_found() -> None:
    seen = [Sample(NOON + 900 * at, f"{60.3 - at / 10:.1f} %") for at in range(4)]
    (finding,) = told(seen, around="Left in stock")
    assert (finding.rule, finding.text) == ("en.countdown.motion-bar", "60.0 %")


def test_a_timer_that_ran_out_and_began_again_is_told_with_the_time_where_the_reader_is() -> None:
    seen = [*falling(hms, 2, 3), *(Sample(NOON + 3000 + 1000 * at, hms(900 - at)) for at in range(3))]
    (finding,) = told(seen)
    assert finding.evidence == ("It reached zero at 13:00 and began again at 15:00.",)
    assert finding.alternative.startswith("The shop says: ")
    (before,) = told(seen[:3])
    assert finding.strength > before.strength


def test_a_timer_that_waits_while_nobody_looks_is_told() -> None:
    seen = [*falling(hms, 900, 3), *(Sample(NOON + 62_000 + 1000 * at, hms(897 - at)) for at in range(3))]
    (finding,) = told(seen, away=[(NOON + 2_000, NOON + 62_000)])
    assert finding.evidence == ("It lost 59 s while the page was in the background.",)
    kept = [*falling(hms, 900, 3), *(Sample(NOON + 62_000 + 1000 * at, hms(838 - at)) for at in range(3))]
    assert told(kept, away=[(NOON + 2_000, NOON + 62_000)])[0].evidence == ()


def looking(numbers: Iterable[int], gaps: Iterable[float]) -> list[str]:
    """What is told of a crowd that changes so."""
    at, seen = NOON, []
    for number, gap in zip(numbers, gaps, strict=False):
        seen.append(Sample(at, f"{number} people are looking at this"))
        at += 1000 * gap
    (finding,) = told(seen[-40:])
    return list(finding.evidence)


def irregular(chance: random.Random) -> Iterable[float]:
    while True:
        yield chance.uniform(0.4, 5)


def test_numbers_are_told_as_they_were_seen_and_weigh_nothing() -> None:
    assert looking([14, 17, 12, 15], [10, 20, 10, 0]) == ["Seen here: 14, 17, 12, 15 in 40 s."]
    seen = [Sample(NOON + 1000 * at, f"{14 + at} people are looking at this") for at in range(4)]
    (moving,), (still,) = told(seen), told([Sample(NOON, seen[-1].text)])
    assert moving.strength == still.strength


def test_a_loop_a_beat_and_drawn_lots_are_named() -> None:
    chance = random.Random(3)  # noqa: S311 - no secret
    assert "again and again: 1" in looking([14, 17, 12, 15, 21] * 4, irregular(chance))[1]
    walk = [20]
    while len(walk) < 14:
        walk.append(walk[-1] + chance.choice([-1, 1]))
    assert looking(walk, [3.0] * 14)[1] == "It changed every 3 s, 10 times in a row."
    lots = [chance.choice([11, 19, 28]) + at % 2 for at in range(30)]
    assert "leapt to and fro" in looking(lots, irregular(chance))[1]


def test_people_who_come_and_go_are_never_named() -> None:
    """A thousand crowds: arrivals and leavings by chance, some slow, some busy, some told in sums of a few. What is
    told of six who leave at once out of six is all but drawn by lot; of others nothing is ever named."""
    chance = random.Random(7)  # noqa: S311 - no secret
    named = 0
    for _ in range(1000):
        mean, sums = chance.choice([(6, 1), (15, 1), (15, 3), (60, 3), (60, 6), (300, 6)])
        count, numbers = mean, [mean]
        while len(numbers) < 40:
            before = count
            for _step in range(sums):
                count += 1 if chance.random() < mean / (mean + count) else -1
            if count != before:
                numbers.append(max(0, count))
        named += len(looking(numbers, irregular(chance))) > 1
    assert named == 0


BUYERS = ("Ada from Bonn", "Bo from Lyon", "Cy from Cork", "Di from Bath", "Ed from Graz", "Flo from Bern")


def test_messages_that_name_the_same_buyers_are_told() -> None:
    gaps = [1, 2.3, 1.1, 4, 2.2, 0]

    def shown(names: Iterable[str]) -> list[Finding]:
        texts = [f"{name} bought a lamp {at + 2} minutes ago" for at, name in enumerate(names)]
        return told([Sample(NOON + 1000 * sum(gaps[:at]), text) for at, text in enumerate(texts)])

    (finding,) = shown(["Anna from Oslo", "Ben from Rome"] * 3)
    assert finding.evidence == ("Anna, Oslo: named 3 times while this page was open.",)
    assert not any(finding.evidence for finding in shown(BUYERS))


@pytest.mark.parametrize(
    ("said", "lang"),
    [
        ("Anna from Oslo bought a lamp {} minutes ago", "en"),
        ("Anna from Oslo bought a lamp at 14:{:02}", "en"),
        ("Sist kjøpt for {} minutter siden", "nb"),
        ("Zuletzt gekauft vor {} Minuten", "de"),
    ],
)
def test_a_time_is_no_crowd(said: str, lang: str) -> None:
    seen = [Sample(NOON + 2_300 * at, said.format(ago)) for at, ago in enumerate((3, 8, 3, 9))]
    (finding,) = told(seen, lang=lang)
    assert (finding.tactic, finding.evidence, finding.watch) == ("competition", (), None)


def test_the_crowd_beside_a_time_is_told() -> None:
    seen = [Sample(NOON + 4_100 * at, f"{9 + at} people bought this in the last {5 + at} hours") for at in range(4)]
    assert told(seen)[0].evidence == ("Seen here: 9, 10, 11, 12 in 12 s.",)


DAY = 86_400_000.0
TIMER = Watch("timer", 1200, 1210)


@pytest.mark.parametrize(
    ("end", "sentence", "date"),
    [
        (NOON - 3_600_000, "ended-today", None),
        (NOON - DAY, "ended-yesterday", None),
        (NOON - 5 * DAY, "ended-before", "2026-11-17"),
    ],
)
def test_a_timer_that_had_ended_is_told_on_the_next_visit(end: float, sentence: str, date: str | None) -> None:
    earlier = [memories.Earlier(end - 900_000, 900, end)]
    (judgement,) = memories.judge(TIMER, NOON - 10_000, earlier, NOON, 60)
    assert judgement.sentence == sentence
    assert judgement.facts["left"] == "20:00"
    assert judgement.facts.get("date") == date


def test_a_fixed_end_is_nothing_to_tell_however_often_one_comes() -> None:
    earlier = [memories.Earlier(NOON - 1000 * ago, 1210 + ago, NOON + 1_200_000) for ago in (600, 30, 2, 1)]
    assert memories.judge(TIMER, NOON, earlier, NOON, 60) == []


def test_what_starts_alike_at_each_visit_is_told_from_the_third_on() -> None:
    earlier = [memories.Earlier(NOON - 1000 * ago, 1209, NOON + DAY) for ago in (600, 30)]
    (judgement,) = memories.judge(TIMER, NOON - 10_000, earlier, NOON, 60)
    assert judgement.facts == {"said": "20:10", "times": "3"}
    assert memories.judge(TIMER, NOON - 10_000, earlier[:1], NOON, 60) == []
    crowd = Watch("crowd", 40, 37)  # to the number
    visits = [memories.Earlier(NOON - 1000 * ago, start) for ago, start in ((600, 37), (300, 36))]
    assert memories.judge(crowd, NOON, visits, NOON, 60) == []


def visited(opened: float, read_s: float, shown: Callable[[float], int], *, placeholder: bool = False) -> Watch:
    """What is remembered of a visit in which the timer was first read so many seconds after its page was opened."""
    times = [opened + 1000 * (read_s + at) for at in range(4)]
    before = [Sample(times[0] - 400, "00:00:00")] if placeholder else []
    (finding,) = told([*before, *(Sample(ms, hms(shown(ms))) for ms in times)], opened=opened)
    assert finding.watch is not None
    return finding.watch


VISITS = ((0, 1, False), (40, 9, True), (90, 23, False))
"""When a page is opened, how long after that its timer is first read, and whether it shows zeros until it runs."""


def remembered(shown: Callable[[float, float], int]) -> list[memories.Earlier]:
    """Those visits, with what a timer shows at a moment after its page was opened."""
    found = []
    for after, read_s, placeholder in VISITS:
        opened = NOON + 1000 * after
        watch = visited(opened, read_s, lambda ms, opened=opened: shown(ms, opened), placeholder=placeholder)  # type: ignore[misc]
        found.append(memories.Earlier(opened, watch.start, None))
    return found


def again(visits: Sequence[memories.Earlier]) -> list[str]:
    *earlier, last = visits
    found = memories.judge(Watch("timer", 800, last.start), last.opened, earlier, last.opened + 30_000, 60)
    return [judgement.facts["said"] for judgement in found if judgement.sentence == "same-start"]


def test_a_timer_that_starts_alike_is_told_however_late_it_is_read() -> None:
    assert again(remembered(lambda ms, opened: 900 - round((ms - opened) / 1000))) == ["15:00"]


def test_a_fixed_end_read_at_odd_times_does_not_start_alike() -> None:
    ends = NOON + 900_000
    assert again(remembered(lambda ms, _opened: round((ends - ms) / 1000))) == []
