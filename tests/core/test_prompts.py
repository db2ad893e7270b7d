"""What is made of prompts seen on a page: recorded sequences, judged with no page and no clock."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from softsell.evidence import prompts
from softsell.evidence.prompts import Asked, Prompt
from softsell.model import Block, ScanOptions
from softsell.packs import languages, load
from softsell.scan import scan_line
from softsell.wire import scan_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from softsell.model import Finding

NEWSLETTER = ("Stay in touch", "Sign up for our newsletter and get news in your inbox.", "Sign up", "No thanks")


def prompt(
    *texts: str, opened: str = "first", cover: float = 0.3, dialog: bool = True, password: bool = False
) -> Prompt:
    """A prompt of these texts: a heading, text, and buttons after it."""
    roles = ["heading", None, *["button"] * len(texts)]
    blocks = tuple(Block(i, text, None, roles[i]) for i, text in enumerate(texts))
    return Prompt(blocks, cover, dialog, password, opened)


def shown(seen: Prompt, before: Sequence[Asked] = (), lang: str = "en", ui: str = "en") -> list[Finding]:
    return prompts.shown(seen, lang, before, ScanOptions(ui=ui))[1]


def visit(*ends: str | bool | None, lang: str = "en", texts: Sequence[str] = NEWSLETTER) -> list[list[str]]:
    """The evidence of each of the showings of one prompt that end like this: with the name of a control, with Escape
    (None), or not by an act of the visitor's (False)."""
    asked: tuple[Asked, ...] = ()
    told = []
    for end in ends:
        asked, findings = prompts.shown(prompt(*texts, opened="unasked"), lang, asked, ScanOptions(ui="en"))
        told.append([line for finding in findings for line in finding.evidence if "asked" in line])
        if not isinstance(end, bool):
            asked = prompts.closed(prompt(*texts, opened="unasked"), lang, asked, end)
    return told


def test_a_prompt_that_came_by_itself_was_not_asked_for() -> None:
    (finding,) = shown(prompt(*NEWSLETTER))
    assert (finding.tactic, finding.text) == ("unsolicited", "Stay in touch")
    assert finding.evidence == ("It came up by itself, before you had done anything here.",)
    (left,) = shown(prompt(*NEWSLETTER, opened="leaving"))
    assert left.evidence == ("It came up as the pointer left the page.",)
    assert shown(prompt(*NEWSLETTER, opened="act")) == []


def test_asking_again_after_a_no_is_counted() -> None:
    once, again, third, fourth = visit("No thanks", "×", None, "No thanks")
    assert once == []
    assert again == ["This was asked again after you said no."]
    assert third == ["This was asked 2 times after you said no."]
    assert fourth == ["This was asked 3 times after you said no."]


def test_each_time_it_asks_again_it_presses_harder() -> None:
    strengths = [shown(prompt(*NEWSLETTER), [Asked("subscribe", 1, again)])[0].strength for again in range(8)]
    assert strengths == sorted(strengths)
    assert strengths[0] < strengths[2]
    assert strengths[-1] == strengths[-2] <= 1


def test_other_words_for_the_same_ask_count_as_asking_again() -> None:
    asked = prompts.closed(prompt(*NEWSLETTER), "en", (), "Not now")
    (finding,) = shown(prompt("Wait!", "Join our mailing list before you go.", "Join", "Close"), asked)
    assert finding.tactic == "nagging"
    (other,) = shown(prompt("Faster in our app", "Download our app today.", "Get it"), asked)
    assert other.tactic == "unsolicited"


def test_two_different_offers_are_two_asks() -> None:
    asked = prompts.closed(prompt("10% off lamps"), "en", (), "×")
    assert shown(prompt("15% off lamps"), asked)[0].tactic == "nagging", "only the number differs"
    assert shown(prompt("20% off chairs"), asked)[0].tactic == "unsolicited"


def test_a_prompt_that_goes_by_itself_was_not_turned_down() -> None:
    assert visit(False, False, False) == [[], [], []]


def test_a_yes_ends_the_count() -> None:
    assert visit("No thanks", "Sign up", False) == [[], ["This was asked again after you said no."], []]


def test_what_the_visitor_opened_counts_neither_way() -> None:
    opened = prompt(*NEWSLETTER, opened="act")
    assert prompts.closed(opened, "en", (), "×") == ()
    assert shown(opened, [Asked("subscribe", 1, 0)]) == []


@pytest.mark.parametrize(
    "texts",
    [
        ("We use cookies", "Our site uses cookies for news and offers.", "Accept all cookies", "Reject"),
        ("Welcome back", "Log in to see your orders. No account? Sign up for free.", "Log in"),
        ("Are you over 18?", "Get 10% off our wine when you are.", "Yes", "No"),
        ("Keep reading", "Subscribe to continue reading, and get news in your inbox.", "Subscribe"),
        ("Choose your country", "Sign up for news where you live.", "Norway", "Sweden"),
        ("Added to your basket", "Get 10% off two.", "Check out"),
        ("Your session has expired", "Sign up again to get news.", "OK"),
        ("Delete this photo?", "It cannot be brought back.", "Delete", "Cancel"),
        ("Search", "Find lamps and chairs", "Search"),
        ("New password", "Enter your email and we send you a link to change your password.", "Send"),
    ],
)
def test_what_sells_nothing_is_no_prompt(texts: Sequence[str]) -> None:
    assert shown(prompt(*texts), [Asked(ask, 3, 3) for ask in prompts.ASKS]) == []


def test_links_of_a_menu_ask_for_nothing() -> None:
    links = ("Home", "Newsletter", "Upgrade to Premium", "About us")
    menu = Prompt(tuple(Block(i, text, None, "link") for i, text in enumerate(links)), 0.3, True, False, "first")
    assert shown(menu) == []
    pitch = Block(9, "Sign up for our newsletter", None, "heading")
    (finding,) = shown(replace(menu, blocks=(*menu.blocks, pitch)))
    assert finding.text == pitch.text
    two = (Block(0, "Get our app", None, "link"), Block(1, "Not now", None, "link"))
    assert shown(replace(menu, blocks=two)) != [], "a yes and a no are no menu"


LOST = {
    "en": "Enter your email and we send you a link to change your password.",
    "nb": "Skriv e-posten din for å få et nytt passord på e-post.",
    "nn": "Skriv e-posten din for å få nytt passord på e-post.",
    "da": "Indtast din email, så sender vi et link, hvor du kan ændre dit password.",
    "sv": "Ange din e-post för att få ett nytt lösenord via e-post.",
    "de": "Sie erhalten einen Link per E-Mail. Passwort zurücksetzen.",
    "nl": "Je krijgt een link per e-mail. Wachtwoord wijzigen.",
}


@pytest.mark.parametrize("lang", sorted(languages()))
def test_a_way_to_a_new_password_is_no_pitch(lang: str) -> None:
    letter = LANGUAGES[lang][0]
    assert shown(prompt(*letter), lang=lang) != []
    assert shown(prompt(*letter, LOST[lang]), lang=lang) == []


def test_a_box_for_a_password_is_no_prompt() -> None:
    assert shown(prompt(*NEWSLETTER, password=True)) == []


def test_what_hardly_covers_anything_is_part_of_the_page() -> None:
    assert shown(prompt(*NEWSLETTER, dialog=False, cover=0.02)) == []
    assert shown(prompt(*NEWSLETTER, dialog=False, cover=0.1, opened="there")) == []
    assert shown(prompt(*NEWSLETTER, dialog=False, cover=0.1)) != []
    assert shown(prompt("Hi there!", "How can we help?", dialog=False, cover=0.02)) != [], "a chat that speaks first"
    assert shown(prompt("Hi there!", "How can we help?", dialog=False, cover=0.02, opened="there")) == []


LANGUAGES = {
    "en": (NEWSLETTER, ("Hi! How can we help?",), ("Turn on notifications", "We would like to send you alerts.")),
    "nb": (
        ("Bli med", "Meld deg på nyhetsbrevet vårt og få nyheter.", "Meld meg på", "Nei takk"),
        ("Hei! Hva kan vi hjelpe deg med?",),
        ("Slå på varsler", "Vi vil gjerne sende deg varsler.", "Tillat", "Ikke nå"),
    ),
    "nn": (
        ("Bli med", "Meld deg på nyheitsbrevet vårt og få nyheiter.", "Meld meg på", "Nei takk"),
        ("Hei! Kva kan vi hjelpe deg med?",),
        ("Slå på varsel", "Vi vil gjerne sende deg varsel.", "Tillat", "Ikkje no"),
    ),
    "da": (
        ("Bliv en del af klubben", "Tilmeld dig vores nyhedsbrev.", "Tilmeld", "Nej tak"),
        ("Hej! Hvad kan vi hjælpe dig med?",),
        ("Besked om nyt", "Vi vil gerne sende dig notifikationer.", "Tillad", "Ikke nu"),
    ),
    "sv": (
        ("Häng med", "Anmäl dig till vårt nyhetsbrev.", "Anmäl mig", "Nej tack"),
        ("Hej! Hur kan vi hjälpa dig?",),
        ("Slå på aviseringar", "Vi vill gärna skicka notiser.", "Tillåt", "Inte nu"),
    ),
    "de": (
        ("Nichts verpassen", "Jetzt unseren Newsletter abonnieren.", "Abonnieren", "Nein danke"),
        ("Hallo! Wie können wir Ihnen helfen?",),
        ("Immer informiert", "Benachrichtigungen aktivieren und nichts verpassen.", "Erlauben", "Später"),
    ),
    "nl": (
        ("Blijf op de hoogte", "Schrijf je in voor onze nieuwsbrief.", "Inschrijven", "Nee, bedankt"),
        ("Hallo! Waarmee kunnen we je helpen?",),
        ("Meldingen aanzetten", "We willen je graag meldingen sturen.", "Toestaan", "Niet nu"),
    ),
}


def test_every_language_hears_what_prompts_ask_for_and_that_they_are_turned_down() -> None:
    assert LANGUAGES.keys() == languages().keys()
    for lang, (letter, chat, push) in LANGUAGES.items():
        rules = [finding.rule for seen in (letter, chat, push) for finding in shown(prompt(*seen), lang=lang)]
        assert rules == [f"{lang}.unsolicited.prompt-{ask}" for ask in ("subscribe", "chat", "notify")]
        (told,) = shown(prompt(*letter), prompts.closed(prompt(*letter), lang, (), letter[3]), lang=lang, ui=lang)
        assert told.tactic == "nagging"
        assert told.evidence[0] == load(lang).evidence["asked-again"]
        assert prompts.closed(prompt(*letter), lang, [Asked("subscribe", 1, 0)], letter[2]) == (), "that was a yes"


@pytest.mark.parametrize("lang", sorted(languages()))
def test_soft_wordings_press_nobody(lang: str) -> None:
    words = load(lang).prompts
    assert words is not None
    for ask, soft in words.soft.items():
        assert scan_line(Block(0, soft, lang), ScanOptions(sensitivity="high"))[1] == [], f"{lang} {ask}: {soft}"


def test_an_alternative_keeps_the_facts() -> None:
    (finding,) = shown(prompt("Sign up for our newsletter and save 15%", "No thanks"))
    assert finding.facts == ("15%",)
    assert "15%" in finding.alternative


def test_over_the_wire_rows_go_in_and_out() -> None:
    blocks = [{"i": 7, "text": "🎁 Sign up for our newsletter", "role": "heading"}]
    seen = {"blocks": blocks, "cover": 0.4, "dialog": True, "password": False, "opened": "first"}
    request = {"v": 1, "kind": "prompt", "lang": "en", "ui": "nb", "prompt": seen, "before": []}
    reply = json.loads(scan_json(json.dumps({**request, "closed": {"control": None}})))
    assert reply["asked"] == [{"ask": "subscribe", "noes": 1, "again": 0}]
    assert reply["asks"] is True
    reply = json.loads(scan_json(json.dumps({**request, "before": reply["asked"]})))
    (finding,) = reply["findings"]
    assert (finding["block"], finding["start"], finding["end"]) == (7, 0, 29), "offsets are UTF-16 units"
    assert finding["evidence"][0] == "Du ble spurt igjen etter at du sa nei."
    assert json.loads(scan_json('{"v": 1, "kind": "prompt", "before": []}'))["error"]["kind"] == "bad-request"


def test_what_is_kept_of_a_site_is_bounded() -> None:
    rows: tuple[Asked, ...] = ()
    for number in range(60):
        rows = prompts.closed(prompt(f"10% off {'x' * number} lamps"), "en", rows, None)
    assert len(rows) == prompts.ROWS


def test_a_prompt_judged_again_while_it_stands_is_not_counted_again() -> None:
    before = [Asked("subscribe", 1, 2)]
    rows, findings = prompts.shown(prompt(*NEWSLETTER), "en", before, ScanOptions(ui="en"), counted=True)
    assert rows == tuple(before)
    assert findings[0].evidence[0] == "This was asked 2 times after you said no."
