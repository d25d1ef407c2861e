"""Every sentence has its Persian, and nothing Arabic, Latin or half done is in it."""

from tools import catalogue


def test_the_catalogue_can_be_shipped():
    lines = catalogue.problems()

    assert not lines, "\n".join([f"{len(lines)} problems; python tools/catalogue.py check lists all:", *lines[:40]])


def test_the_words_on_screen_come_from_the_compiled_catalogue():
    translated = catalogue.read(catalogue.PERSIAN)

    assert len(list(translated)) > 50
