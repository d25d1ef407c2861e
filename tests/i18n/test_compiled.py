"""The quick reader of catalogues says what Python's own says."""

import gettext
import io

import pytest

from aftersales_desktop.i18n.compiled import CompiledCatalogue
from aftersales_desktop.resource import resource_path

CONTENT = resource_path("locale/fa/LC_MESSAGES/aftersales.mo").read_bytes()


@pytest.fixture(scope="module")
def ours():
    return CompiledCatalogue(io.BytesIO(CONTENT))


@pytest.fixture(scope="module")
def pythons():
    return gettext.GNUTranslations(io.BytesIO(CONTENT))


def sentences(*, plural: bool) -> list[str]:
    """The keys of the file, read here by hand: lengths and places stand in a table after the header."""
    count, table = (int.from_bytes(CONTENT[at : at + 4], "little") for at in (8, 12))
    rows = [CONTENT[table + 8 * row : table + 8 * row + 8] for row in range(count)]
    places = [(int.from_bytes(row[:4], "little"), int.from_bytes(row[4:], "little")) for row in rows]
    keys = [CONTENT[at : at + length].decode() for length, at in places]
    return [key for key in keys if key and ("\0" in key) is plural]


def test_every_sentence(ours, pythons):
    keys = sentences(plural=False)
    assert len(keys) > 500
    assert [ours.gettext(key) for key in keys] == [pythons.gettext(key) for key in keys]


def test_every_form_that_goes_with_a_number(ours, pythons):
    pairs = [key.split("\0") for key in sentences(plural=True)]
    assert pairs
    for one, many in pairs:
        for count in (0, 1, 2, 5, 11, 100):
            assert ours.ngettext(one, many, count) == pythons.ngettext(one, many, count)


def test_what_is_not_there_stays_as_it_is(ours):
    assert ours.gettext("No such sentence") == "No such sentence"
    assert [ours.ngettext("one", "many", count) for count in (1, 2)] == ["one", "many"]


def test_the_fallback_is_asked(ours):
    class Loud(gettext.NullTranslations):
        def gettext(self, message):
            return message.upper()

    catalogue = CompiledCatalogue(io.BytesIO(CONTENT))
    catalogue.add_fallback(Loud())
    assert catalogue.gettext("No such sentence") == "NO SUCH SENTENCE"


@pytest.mark.parametrize("content", [b"", b"\xde\x12\x04\x95", b"msgid", CONTENT[3:]], ids=range(4))
def test_a_file_of_another_kind_is_refused(content):
    with pytest.raises(OSError, match="catalogue"):
        CompiledCatalogue(io.BytesIO(content))
