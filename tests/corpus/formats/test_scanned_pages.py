"""Pages read by OCR, as ALTO, PAGE and hOCR have them: paragraphs of whole words."""

from __future__ import annotations

import pytest

from searchkit.corpus import ParsedDocument
from searchkit.corpus.registry import Registry
from searchkit.errors import ArticleUnreadable


def alto(*lines: str) -> bytes:
    return (
        '<?xml version="1.0"?><alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Description>'
        "<MeasurementUnit>mm10</MeasurementUnit></Description><Layout><Page><PrintSpace><TextBlock>"
        f"{''.join(f'<TextLine>{line}</TextLine>' for line in lines)}</TextBlock><TextBlock>"
        '<TextLine><String CONTENT="Later."/></TextLine></TextBlock></PrintSpace></Page></Layout>'
        "</alto>"
    ).encode()


PAGE = b"""<?xml version="1.0"?><PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/1">
<Page><TextRegion><TextLine><Word><TextEquiv><Unicode>x</Unicode></TextEquiv></Word><TextEquiv>
<Unicode>The ferry stayed</Unicode></TextEquiv></TextLine><TextLine><TextEquiv><Unicode>in port.
</Unicode></TextEquiv></TextLine></TextRegion><TextRegion><TextEquiv><Unicode>Later.</Unicode>
</TextEquiv></TextRegion></Page></PcGts>"""
HOCR = b"""<html><head><title>Image: 1.tif</title><meta name="ocr-system" content="x"/></head><body>
<div class="ocr_page"><p class="ocr_par"><span class="ocr_line"><span class="ocrx_word"
title="x_wconf 90">The</span> <span class="ocrx_word" title="x_wconf 80">ferry</span> stayed</span>
<span class="ocr_line">in port.</span></p><p class="ocr_par">
<span class="ocr_line">Later.</span></p></div></body></html>"""
STRING = '<String CONTENT="{}" WC="0.5"/>'
WORDS = STRING.format("The") + "<SP/>" + STRING.format("ferry") + "<SP/>" + STRING.format("stayed")
PARTED = alto(
    f'{WORDS}<SP/><String CONTENT="i" SUBS_TYPE="HypPart1" SUBS_CONTENT="in"/><HYP CONTENT="-"/>',
    '<String CONTENT="n" SUBS_TYPE="HypPart2" SUBS_CONTENT="in"/><SP/><String CONTENT="port"/>'
    '<String CONTENT="."/>',
)


def read(data: bytes, name: str = "a.xml") -> ParsedDocument:
    reader = Registry(()).choose(name, data)
    assert reader is not None
    (parsed,) = reader.read(data)
    assert isinstance(parsed, ParsedDocument)
    return parsed


@pytest.mark.parametrize(
    ("data", "told"),
    [
        pytest.param(PARTED, "read by OCR, confidence 50%", id="ALTO with a parted word"),
        pytest.param(
            alto(WORDS, STRING.format("in") + "<SP/>" + STRING.format("port.")),
            "read by OCR, confidence 50%",
            id="ALTO",
        ),
        pytest.param(
            alto(WORDS, STRING.format("in") + "<SP/>" + STRING.format("port.")).replace(
                b"<SP/>", b""
            ),
            "read by OCR, confidence 50%",
            id="ALTO without blanks",
        ),
        pytest.param(PAGE, "read by OCR", id="PAGE"),
        pytest.param(HOCR, "read by OCR, confidence 85%", id="hOCR"),
    ],
)
def test_blocks_of_lines_are_paragraphs(data, told):
    parsed = read(data)
    assert parsed.text == "The ferry stayed in port.\n\nLater."
    assert parsed.warnings == (told,)


def test_a_line_that_ends_with_a_hyphen_goes_on_with_the_next():
    data = alto(STRING.format("inter") + "<HYP/>", STRING.format("national"), WORDS) + b" "
    assert read(data).text.startswith("international The ferry")


def test_a_page_without_words_has_no_text():
    with pytest.raises(ArticleUnreadable, match="no text"):
        read(b'<?xml version="1.0"?><alto><Layout/></alto>')
