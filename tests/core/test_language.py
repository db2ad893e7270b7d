"""Which pack a block needs."""

from __future__ import annotations

import pytest

from softsell.language import choose, known, of_page
from softsell.model import Block
from softsell.scan import scan, scan_line


@pytest.mark.parametrize(
    ("tag", "lang"),
    [("en-GB", "en"), ("no", "nb"), ("nb_NO", "nb"), ("DA", "da"), ("xx", None), ("", None), (None, None)],
)
def test_a_declared_tag_names_its_pack(tag: str | None, lang: str | None) -> None:
    assert known(tag) == lang


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("This is the last of the blue ones and it will not be back", "en"),
        ("Jeg vet ikke hva dere har tenkt å gjøre nå", "nb"),
        ("Jeg ved ikke hvad I har tænkt jer at gøre nu", "da"),
    ],
)
def test_the_text_itself_tells_its_language(text: str, lang: str) -> None:
    assert choose(text.split(), None, None) == (lang,)


def test_a_wrong_declaration_does_no_harm_to_a_sentence() -> None:
    assert choose("Jeg vet ikke hva dere har tenkt å gjøre nå med dette".split(), "en", "en")[0] == "nb"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Prøv reisemadrassen hjemme i ro og mak, returen ordner vi", "nb"),
        ("Prøv rejsemadrassen derhjemme i ro og mag, returen ordner vi", "da"),
        ("Prøv reisemadrassa heime i ro og mak, returen ordnar me", "nn"),
        ("Prova resemadrassen hemma i lugn och ro, returen ordnar vi", "sv"),
        ("Reisematratze daheim in Ruhe ausprobieren, Rückversand übernehmen wir", "de"),
        ("Kundetilfredsheden, sikkerheden, størrelserne", "da"),
        ("Kundetilfredsheten, sikkerheten, størrelsene", "nb"),
        ("Moglegheitene, storleikane, sykkelturane", "nn"),
    ],
)
def test_words_no_pack_lists_tell_their_language_by_their_letters(text: str, lang: str) -> None:
    assert choose(text.split(), None, None)[0] == lang


@pytest.mark.parametrize(("declared", "other"), [("nb", "da"), ("da", "nb"), ("nn", "nb"), ("sv", "da")])
def test_a_declared_language_wins_where_the_text_fits_both(declared: str, other: str) -> None:
    assert choose("Den er klar i dag".split(), declared, other) == (declared,)


@pytest.mark.parametrize(
    ("text", "declared", "lang"),
    [
        ("Hurtig levering og gode priser på alle vores cykler, når du køber dem hos os nu", "nb", "da"),
        (
            "Rask levering og gode priser på alle sykler når du kjøper hos oss nå, så ikke glem å bestille hjelm",
            "da",
            "nb",
        ),
        ("Vi har ikkje fleire att, men eg veit kvar du kan sjå etter ein annan", "nb", "nn"),
        ("Read more about the things you should know before you buy one of these", "de", "en"),
    ],
)
def test_a_text_that_clearly_contradicts_its_declaration_is_read_as_what_it_is(
    text: str, declared: str, lang: str
) -> None:
    assert choose(text.split(), declared, None)[0] == lang


def test_a_page_in_one_language_needs_no_choice_per_block_and_a_mixed_one_does() -> None:
    danish = (
        "Vi ved ikke hvad I har tænkt jer at gøre nu men vi hjælper jer gerne videre med en god løsning i butikken"
    )
    english = "The rest of the page is what our customers would like to know about these things before they buy them"
    assert of_page(set(danish.split()), "da") == ("da", True)
    assert of_page(set(danish.split()), None) == ("da", True)
    assert of_page(set(danish.split()), "en") == ("da", True)
    assert of_page({*danish.split(), *english.split()}, "da")[1] is False


@pytest.mark.parametrize("declared", [None, "en", "de", "da", "sv"])
def test_a_wrong_lang_attribute_loses_no_finding(declared: str | None) -> None:
    text = "Skynd deg, dette er siste sjanse: vi har bare 3 sykler igjen på lageret og de kommer ikke tilbake!"
    report = scan([Block(0, text, lang=declared), Block(1, "Vi ønsker dere hjertelig velkommen hit")], declared)
    assert {finding.lang for finding in report.findings} == {"nb"}
    assert len(report.findings) >= 2


def test_where_two_languages_fit_alike_the_one_that_finds_something_is_read() -> None:
    lang, found = scan_line(Block(0, "Siste sjanse i dag"))
    assert (lang, bool(found)) == ("nb", True)


SPANISH = """Añadir al carrito. Envío gratuito en pedidos superiores a cincuenta euros. Nuestra lámpara de mesa
está hecha a mano con madera de roble y una pantalla de lino. La luz cálida llena la habitación sin
deslumbrar, y el cable tiene tres metros de largo para que puedas colocarla donde quieras.
Devoluciones durante treinta días desde que recibes el paquete. Opiniones de clientes: muy bonita,
llegó bien embalada, la recomiendo. Preguntas frecuentes, contacto, quiénes somos, condiciones de
venta, política de privacidad. Suscríbete a nuestro boletín y recibe novedades cada mes. También te
puede interesar: sillas, mesas, espejos, cojines, alfombras, cuadros, jarrones, velas, estanterías y
cestas de mimbre para el salón, el dormitorio, la cocina, el baño, la terraza y el jardín. Entrega
entre dos y cuatro días laborables. Medidas: altura cuarenta centímetros, anchura veinte, peso kilo
y medio. Materiales: roble macizo, lino lavado, latón envejecido, hilo trenzado. Cuidados: limpiar
con paño seco, evitar productos abrasivos, guardar lejos del agua. Garantía: cinco años contra
defectos de fabricación. Montaje: sencillo, herramientas incluidas, instrucciones ilustradas. Pago:
tarjeta, transferencia bancaria, contra reembolso, financiación mensual. Tiendas: Madrid, Barcelona,
Valencia, Sevilla, Zaragoza, Bilbao. Atención telefónica: lunes a viernes, horario ininterrumpido,
agosto cerrado por vacaciones."""


def test_a_page_in_a_language_without_a_pack_is_taken_for_none() -> None:
    assert len(set(SPANISH.split())) > 100
    assert of_page(set(SPANISH.split()), None) == ("und", False)
    assert of_page(set(SPANISH.split()), "en") == ("und", False)
