"""A number of parts in the reader's words: with the word they are counted in, or in pieces."""

from __future__ import annotations

from aftersales_desktop.i18n import Words


def amount(words: Words, count: int, unit_word: str) -> str:
    """So many pieces, kilos ..."""
    if unit_word:
        return words("{count} {unit}", count=count, unit=unit_word)
    return words.plural("{count} piece", "{count} pieces", count)
