"""The sheet for the wall, read again by another program than wrote it: everything on it is tagged, nothing is lost."""

from io import BytesIO

from pypdf import PdfReader
from pypdf.generic import ContentStream

from tests.cast import NOW
from tests.referrals.conftest import House, house

__all__ = ["house"]

SHOWS = {b"Tj", b"TJ", b"'", b'"', b"Do", b"f", b"f*", b"S"}
"""What puts ink on a page."""


def test_the_wall_sheet_is_pdf_ua_and_says_what_the_page_says(client, house: House) -> None:
    house.chosen(NOW)
    client.force_login(house.cast.insider.person)
    answer = client.get(f"/spaces/kanal/fairness/sheet/?month={NOW:%Y-%m}")
    sheet = PdfReader(BytesIO(answer.content), strict=True)
    root = sheet.root_object
    assert (sheet.metadata.title, root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("Ist es gerecht?", "de", True)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    tags = tagged(root["/StructTreeRoot"]["/K"])
    assert tags[0] == "/Document" and tags.count("/H1") == 1
    assert tags.index("/H1") < tags.index("/H2")
    assert tags.count("/Table") == tags.count("/THead") == 1 and tags.count("/TH") == 4
    assert untagged(sheet) == []
    said = sheet.pages[0].extract_text()
    assert "Webdesign" in said and not any(maker.name in said for maker in house.makers)


def tagged(node) -> list[str]:
    """Names of the structure in reading order."""
    node = node.get_object()
    if isinstance(node, list):
        return [name for child in node for name in tagged(child)]
    if not hasattr(node, "get"):
        return []
    return [node["/S"]] * ("/S" in node) + (tagged(node["/K"]) if "/K" in node else [])


def untagged(sheet: PdfReader) -> list[bytes]:
    """Ink that is neither part of the structure nor marked as ornament."""
    found = []
    for page in sheet.pages:
        depth = 0
        for _operands, verb in ContentStream(page.get_contents(), sheet).operations:
            depth += (verb in {b"BDC", b"BMC"}) - (verb == b"EMC")
            if verb in SHOWS and not depth:
                found.append(verb)
    return found
