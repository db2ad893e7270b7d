"""What the pages are shown with: tabs, results and settings of a shopper."""

from __future__ import annotations

from typing import Any

SITE = "shop.example"
TAB: dict[str, Any] = {"id": 1, "url": f"https://{SITE}/mug", "script": True}


def finding(text: str, tactic: str, alternative: str, *, at: int = 0, lang: str = "en") -> dict[str, Any]:
    return {
        "id": f"{at}:0:en.{tactic}.x",
        "block": at,
        "start": 0,
        "end": len(text),
        "text": text,
        "context": text,
        "tactic": tactic,
        "claim": "claim",
        "rule": f"en.{tactic}.x",
        "lang": lang,
        "strength": 0.8,
        "why": "It presses.",
        "alternative": alternative,
        "facts": [],
        "evidence": [],
    }


PRESSING = [
    finding("Hurry! Only 3 left in stock", "scarcity", "3 in stock.", at=1),
    finding("17 people are looking at this right now", "competition", "17 people have this page open.", at=2),
    finding("Offer ends in 04:59", "countdown", "The offer runs for 4 minutes and 59 seconds more.", at=3),
    finding("No thanks, I like paying full price", "shaming", "No thanks.", at=4),
    finding("Buy before the price goes up", "price_threat", "The price may change.", at=5),
]
SOFT = [
    finding("Free returns within 60 days", "reassurance", "", at=8),
    finding("Not sure which size? Ask us", "question_first", "", at=9),
    finding("Take your time", "no_pressure", "", at=10),
]


def results(
    score: int,
    band: str,
    parts: dict[str, tuple[int, int]],
    findings: list[dict[str, Any]],
    soft: list[dict[str, Any]],
    *,
    partial: bool = False,
) -> dict[str, Any]:
    """What the background keeps of a scanned tab; `parts` maps tactics to points and count."""
    frame = {
        "frameId": 0,
        "page": "page1",
        "site": SITE,
        "lang": "en",
        "blocks": 42,
        "partial": partial,
        "findings": findings,
        "soft_findings": soft,
    }
    listed = [{"tactic": tactic, "points": points, "count": count} for tactic, (points, count) in parts.items()]
    return {"tab:1": {"frames": [frame], "total": {"lang": "en", "score": score, "band": band, "parts": listed}}}


HARD_PAGE = results(
    62,
    "pressing",
    {"shaming": (18, 1), "scarcity": (14, 1), "countdown": (12, 1), "competition": (10, 1), "price_threat": (8, 1)},
    PRESSING,
    SOFT,
)
ASKED_AGAIN = {
    **finding("Sign up for our newsletter", "nagging", "You can sign up for our letters here, if you like", at=6),
    "evidence": ["This was asked 3 times after you said no.", "It came up by itself: nothing you pressed opened it."],
}
MOVED_PAGE = results(
    74,
    "hard",
    {"nagging": (24, 1), "shaming": (15, 1), "scarcity": (12, 1), "countdown": (9, 1), "competition": (14, 2)},
    [ASKED_AGAIN, *PRESSING],
    SOFT,
)
NOON = 1_790_000_000_000
MOVED_PAGE["tab:1"]["history"] = {
    "page": "page1",
    "known": [],
    "moments": [
        {
            "at": NOON + 1000 * second,
            "score": score,
            "came": [{"tactic": one["tactic"], "text": one["text"], "lang": "en"} for one in came],
            "others": others,
        }
        for second, score, came, others in (
            (0, 48, PRESSING[:3], 1),
            (14, 62, PRESSING[4:], 0),
            (95, 40, [], 0),
            (130, 74, [ASKED_AGAIN], 0),
        )
    ],
}
CALM_PAGE = results(0, "calm", {}, [], SOFT)
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 4
FULL_PAGE = results(
    97,
    "hard",
    {"urgency": (40, 30), "fomo": (30, 20), "no_comparing": (27, 10)},
    [
        *[finding(f"Deal {n} ends tonight, act now", "urgency", f"Deal {n} ends tonight.", at=n) for n in range(40)],
        *[finding("Don't miss out", "fomo", "It is here if you want it.", at=50 + n) for n in range(20)],
        finding(LONG, "no_comparing", LONG, at=90),
    ],
    [finding(LONG, "education", "", at=95)],
    partial=True,
)
KEPT = {
    "v": 1,
    "default": "on",
    "sites": {"shop.example": "off", "localhost": "on", "a-very-long-name-of-a-shop.with-many-parts.example": "on"},
    "tactics": {"flattery": False},
    "sensitivity": "high",
    "tone": "advisory",
    "highlight": True,
    "remember": True,
    "sensitive": {"added": ["portal.*"], "removed": ["paypal.com"]},
    "hosts": "sites",
    "ignored": [
        {
            "id": "a",
            "site": "shop.example",
            "rule": "en.scarcity.x",
            "tactic": "scarcity",
            "hmac": "a" * 64,
            "when": "2026-01-31",
        },
        {
            "id": "b",
            "site": "other.example",
            "rule": "en.fomo.x",
            "tactic": "fomo",
            "hmac": "b" * 64,
            "when": "2026-02-03",
        },
    ],
}
