"""HTML on the command line: the blocks that the content scripts read in a browser, from the very same cases."""

from __future__ import annotations

from time import process_time

import pytest
from tests.content.test_reading import MERGED, ROLES, TYPED, UNREAD
from tests.content.test_unwritten import NAMED

from softsell import html


def texts(page: str) -> list[str]:
    return [block.text for block in html.read(page.encode())[1]]


@pytest.mark.parametrize(("page", "blocks"), MERGED)
def test_blocks_are_as_the_content_scripts_read_them(page: str, blocks: list[str]) -> None:
    assert texts(page) == blocks


@pytest.mark.parametrize(("page", "names"), [case for case in NAMED if "svg" not in case[0] or "<p>" not in case[0]])
def test_a_control_without_words_says_its_name(page: str, names: list[tuple[str, str | None]]) -> None:
    assert [(block.text, block.role) for block in html.read(page.encode())[1]] == names


@pytest.mark.parametrize(("page", "role"), ROLES)
def test_roles_are_as_the_content_scripts_tell_them(page: str, role: str | None) -> None:
    assert next(block.role for block in html.read(page.encode())[1] if block.text.endswith("x")) == role


@pytest.mark.parametrize("page", UNREAD)
def test_what_is_typed_secret_or_code_is_unread(page: str) -> None:
    assert TYPED not in " ".join(texts(page.format(s=TYPED)))


HIDDEN = [
    "<p hidden>Only 3 left</p>",
    "<p style='display: none'>Only 3 left</p>",
    "<p style='DISPLAY:NONE !important'>Only 3 left</p>",
    "<div style='visibility:hidden'><p>Only 3 left</p></div>",
    "<div style='position:absolute; left:-9999px'>Only 3 left</div>",
    "<div style='height:0;overflow:hidden'>Only 3 left</div>",
    "<div inert>Only 3 left</div>",
    "<div popover>Only 3 left</div>",
    "<dialog>Only 3 left</dialog>",
    "<details><p>Only 3 left</p></details>",
    "<style>.x, .y { color: red; display: none }</style><p class=y>Only 3 left</p>",
    "<style>p.x { display: none } p { display: block }</style><p class=x>Only 3 left</p>",
    "<style>@media (max-width: 2000px) { p { display: none } }</style><p>Only 3 left</p>",
    "<style>p { display: none !important }</style><p style='display: block'>Only 3 left</p>",
]
SHOWN = [
    "<p style='display: none; display: block'>Only 3 left</p>",
    "<p style='color: none'>Only 3 left</p>",
    "<dialog open>Only 3 left</dialog>",
    "<details open>Only 3 left</details>",
    "<style>p { display: none } p.x { display: block }</style><p class=x>Only 3 left</p>",
    "<style>#x { display: block } p.x { display: none }</style><p class=x id=x>Only 3 left</p>",
    "<style>@media print { p { display: none } }</style><p>Only 3 left</p>",
    "<style media=print>p { display: none }</style><p>Only 3 left</p>",
    "<style>p:hover, p::before { display: none }</style><p>Only 3 left</p>",
    "<style>p { display: none }</style><p style='display: block'>Only 3 left</p>",
    "<style>} @media { ~~ { p:nonsense(] { display: none </style><p>Only 3 left</p>",
    "<style>/* p { display: none } */ @keyframes a { p { display: none } }</style><p>Only 3 left</p>",
]


@pytest.mark.parametrize("page", HIDDEN)
def test_hidden_text_is_unread(page: str) -> None:
    assert texts(f"<div>Fine</div>{page}") == ["Fine"]


@pytest.mark.parametrize("page", SHOWN)
def test_what_only_looks_hidden_is_read(page: str) -> None:
    assert texts(f"<div>Fine</div>{page}") == ["Fine", "Only 3 left"]


def test_the_title_comes_first_and_language_is_the_nearest_declared() -> None:
    page = b"<html lang=en><title> Hurry\n up </title><p>One</p><section lang=nb><p>To</p></section>"
    lang, blocks, _ = html.read(page)
    assert lang == "en"
    assert [(block.text, block.lang, block.role) for block in blocks] == [
        ("Hurry up", None, "title"),
        ("One", "en", None),
        ("To", "nb", None),
    ]


def test_ten_thousand_levels_are_read() -> None:
    assert texts("<span>" * 10_000 + "Deep") == ["Deep"]


@pytest.mark.parametrize("charset", ["uu", "undefined", "punycode", "idna", "rot13", "no-such", "hex", "utf-16"])
def test_a_charset_that_is_none_is_read_as_utf8(charset: str) -> None:
    assert "Pære" in html.decode(f"<meta charset={charset}><p>Pære".encode())


def test_depth_costs_no_more_than_length() -> None:
    deep = 100_000
    source = f"{'<div>' * deep}<p>Only 2 left{'</div>' * deep}<p>Below"
    _, blocks, _ = html.read(source.encode())
    assert [block.text for block in blocks] == ["Only 2 left", "Below"]


@pytest.mark.parametrize(
    "opened",
    ["<script type=application/ld+json>", "<title>", "<TextArea>", "<noscript>", "<noscript ", "<a ", "<title "],
)
def test_what_is_never_closed_costs_no_more_than_its_length(opened: str) -> None:
    source = ("<p>Only 2 left</p>" + opened * 100_000).encode()
    started = process_time()
    _, blocks, _ = html.read(source)
    assert process_time() - started < 20  # tenths of one; minutes where each looks through all the others
    assert blocks[-1].text == "Only 2 left"


def test_text_that_holds_no_tags_is_not_deep() -> None:
    source = "<div>" * 1_999 + "<script>'" + "<i>" * 3_000 + "'</SCRIPT><title-bar>" + "<b>Deep</b>" * 3
    assert html.flattened(source) == source.replace("<b>", "").replace("</b>", "")


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("a<noscript>b</noscript>c<NOSCRIPT id=x>d</noscript >e", "ace"),
        ("a<noscript>b<noscript>c</noscript>d", "a<noscript>bd"),
        ("a<noscript>b<script>c</script></noscript>d", "a<noscript>b<script>c</script></noscript>d"),
        ("a</noscript>b<noscript>c", "a</noscript>b<noscript>c"),
    ],
)
def test_what_stands_in_for_scripts_is_left_out(source: str, left: str) -> None:
    assert html.without_noscript(source) == left


def test_long_pages_that_leave_paragraphs_open_are_not_deep() -> None:
    source = "".join(f"<p>Line {number}<ul><li>one<li>two</ul>" for number in range(3_000))
    assert html.flattened(source) == source
