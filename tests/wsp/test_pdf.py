"""From HTML to PDF: only our own files are read, the same input gives the same bytes, and every letter is our own."""

import io
import logging
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from wsp import pdf
from wsp.pdf import PdfError, PdfUnavailable, RefusedAddress, get_static_file, render_pdf, replace_undrawable

STYLESHEET = "css/print/advice.css"


def page(body, head="<title>Proef</title>"):
    return f'<!doctype html><html lang="nl"><head><meta charset="utf-8">{head}</head><body data-voet="voet">{body}</body></html>'


def render(body, **options):
    return render_pdf(page(body, **options), stylesheet=STYLESHEET)


def read(document):
    return re.sub(r"\s+", " ", " ".join(one.extract_text() for one in PdfReader(io.BytesIO(document)).pages))


def walk(document):
    """Return every element of the structure tree, in the order it is read aloud."""

    def below(element):
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            kid = kid.get_object()
            if isinstance(kid, dict) and "/S" in kid:
                yield kid
                yield from below(kid)

    return list(below(PdfReader(io.BytesIO(document)).trailer["/Root"]["/StructTreeRoot"]))


class TestStaticFiles:
    @pytest.mark.parametrize("name", [STYLESHEET, "fonts/SourceSans3-Regular.ttf", "/css/tokens.css"])
    def test_file_of_our_own_folder_is_given(self, name):
        assert get_static_file(f"static:{name}").is_file()

    @pytest.mark.parametrize(
        "address",
        [
            "http://voorbeeld.nl/logo.png",
            "https://voorbeeld.nl/logo.png",
            "//voorbeeld.nl/logo.png",
            "file:///etc/passwd",
            "/etc/passwd",
            "data:text/css,body{}",
            "ftp://voorbeeld.nl/x",
            "static:../pyproject.toml",
            "static:css/../../pyproject.toml",
            "static:/../manage.py",
            "static:%2e%2e/pyproject.toml",
            "static:",
            "static:css",
            "static:css/bestaat-niet.css",
            "STATIC:css/tokens.css",
        ],
    )
    def test_anything_else_is_refused(self, address):
        with pytest.raises(RefusedAddress):
            get_static_file(address)

    def test_refusal_says_nothing_of_what_was_asked(self):
        with pytest.raises(RefusedAddress) as refused:
            get_static_file("file:///etc/passwd")
        assert "passwd" not in str(refused.value)

    @pytest.mark.parametrize(
        "body",
        [
            '<img src="http://127.0.0.1:9/x.png" alt="Plaatje">',
            '<img src="file:///etc/passwd" alt="Plaatje">',
            '<img src="../../../etc/passwd" alt="Plaatje">',
            '<link rel="attachment" href="file:///etc/passwd">',
            '<style>@import url("file:///etc/passwd"); @font-face { font-family: x; src: url(http://127.0.0.1:9/x.ttf) }</style>',
        ],
    )
    def test_paper_that_asks_for_something_else_is_made_without_it(self, body, caplog):
        caplog.set_level(logging.CRITICAL)  # WeasyPrint says what it could not load
        document = render(f"{body}<p>De rest staat er</p>")
        assert "De rest staat er" in read(document)
        assert b"root:" not in document
        assert "/EmbeddedFiles" not in str(PdfReader(io.BytesIO(document)).trailer["/Root"])


class TestLetters:
    @pytest.mark.parametrize(
        ("text", "drawn"),
        [
            ("Gewoon Nederlands: één café, Ĳsselstein, € 5", "Gewoon Nederlands: één café, Ĳsselstein, € 5"),
            ("Łódź Şükrü Çelik Žižek Ñandú", "Łódź Şükrü Çelik Žižek Ñandú"),
            ("Cafe\u0301", "Café"),
            ("🎉", "[party popper]"),
            ("👩\u200d🦽", "[woman][manual wheelchair]"),
            ("👍🏽", "[thumbs up sign]"),
            ("✅ klaar", "[white heavy check mark] klaar"),
            ("regel\n\ttab", "regel\n\ttab"),
            ("zacht\u00adafbreken\u200b", "zachtafbreken"),
            ("\x00\x07", ""),
        ],
    )
    def test_sign_our_letter_lacks_becomes_its_name(self, text, drawn):
        assert replace_undrawable(text) == drawn

    @settings(deadline=None)
    @given(st.text(max_size=60))
    def test_everything_left_can_be_drawn(self, text):
        left = replace_undrawable(text)
        assert all(ord(sign) in pdf._drawable() or sign in "\n\t\r" for sign in left)
        assert replace_undrawable(left) == left

    @settings(deadline=None)
    @given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126), max_size=60))
    def test_plain_text_stays_as_it_is(self, text):
        assert replace_undrawable(text) == text

    def test_paper_with_odd_signs_has_no_other_letter_in_it(self):
        document = render("<h1>🎉 日本 Ω</h1><p><em>👍</em> <strong>✅</strong></p>")
        fonts = {
            str(font.get_object()["/BaseFont"])
            for one in PdfReader(io.BytesIO(document)).pages
            for font in one["/Resources"]["/Font"].values()
        }
        assert all(re.match(r"/[A-Z]{6}\+Source-?Sans-?3", font) for font in fonts)


class TestRendering:
    def test_same_input_gives_the_same_bytes(self):
        body = "<h1>Kop</h1><table><tr><th scope='col'>a</th></tr><tr><td>1</td></tr></table>"
        assert render(body) == render(body)
        assert render(body) != render(body + "<p>meer</p>")

    def test_says_pdf_ua_language_and_title(self):
        reader = PdfReader(io.BytesIO(render("<h1>Kop</h1>")))
        assert reader.trailer["/Root"]["/Lang"] == "nl"
        assert reader.metadata.title == "Proef"
        assert 'pdfuaid:part="1"' in reader.trailer["/Root"]["/Metadata"].get_data().decode()

    def test_links_can_be_printed(self):
        reader = PdfReader(io.BytesIO(render('<p><a href="mailto:a@voorbeeld.nl">a@voorbeeld.nl</a></p>')))
        (link,) = [item.get_object() for one in reader.pages for item in one["/Annots"]]
        assert link["/F"] == 4

    def test_running_feet_are_no_part_of_what_is_read_aloud(self):
        document = render("<h1>Kop</h1><p>Tekst</p>")
        assert "Pagina 1 van 1" in read(document)
        assert [element["/S"] for element in walk(document)] == [
            "/Document",
            *("/H1", "/Span"),
            *("/P", "/Span"),
        ]

    def test_header_cells_say_what_they_head(self):
        rows = "<tr><th scope='row'>rij</th><td>1</td></tr>"
        cells = [
            element
            for element in walk(
                render(f"<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody>{rows}</tbody></table>")
            )
            if element["/S"] == "/TH"
        ]
        assert [str(cell["/A"]["/Scope"]) for cell in cells] == ["/Column", "/Column", "/Row"]

    def test_table_over_several_pages_is_one_table_with_its_head_once(self):
        rows = "".join(f"<tr><td>rij {number}</td><td>{number}</td></tr>" for number in range(120))
        head = "<thead><tr><th scope='col'>Rij</th><th scope='col'>Nummer</th></tr></thead>"
        document = render(f"<section><h1>Kop</h1><table>{head}<tbody>{rows}</tbody></table></section><p>Slot</p>")
        assert len(PdfReader(io.BytesIO(document)).pages) >= 3
        assert read(document).count("Rij Nummer") >= 3  # on every sheet for who sees it
        elements = walk(document)
        kinds = [str(element["/S"]) for element in elements]
        assert (kinds.count("/Table"), kinds.count("/THead"), kinds.count("/TH")) == (1, 1, 2)
        assert (kinds.count("/TR"), kinds.count("/TD")) == (121, 240)
        heads = [element["/ID"] for element in elements if element["/S"] == "/TH"]
        for element in elements:
            if element["/S"] == "/TD":
                assert len(element["/A"]["/Headers"]) == 1
                assert element["/A"]["/Headers"][0] in heads

    def test_two_tables_stay_two_tables(self):
        table = "<table><thead><tr><th scope='col'>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>"
        kinds = [element["/S"] for element in walk(render(f"<p>Eerst</p>{table}<p>Dan</p>{table}"))]
        assert (kinds.count("/Table"), kinds.count("/TH")) == (2, 2)


class TestFailing:
    def test_error_while_rendering_is_named_by_its_kind_only(self, monkeypatch, caplog):
        def fail(*args):
            raise KeyError("Bakkerij De Gouden Korenaar")

        monkeypatch.setattr(pdf, "_finish", fail)
        with pytest.raises(PdfError, match=r"^KeyError$"):
            render("<p>Bakkerij De Gouden Korenaar</p>")
        assert "KeyError" in caplog.text
        assert "Bakkerij" not in caplog.text

    def test_missing_library_is_told_apart(self, monkeypatch):
        import builtins

        real = builtins.__import__

        def without_weasyprint(name, *args, **kwargs):
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")
            return real(name, *args, **kwargs)

        pdf._load.cache_clear()
        monkeypatch.setattr(builtins, "__import__", without_weasyprint)
        with pytest.raises(PdfUnavailable):
            render("<p>x</p>")
        monkeypatch.undo()
        assert render("<p>x</p>").startswith(b"%PDF")


@pytest.mark.parametrize("name", ["css/print/advice.css", "css/print/inzage.css"])
def test_stylesheet_says_nothing_that_is_ignored_on_paper(name, caplog):
    pdf._stylesheet.cache_clear()
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        pdf._stylesheet(name)
    assert caplog.messages == []
