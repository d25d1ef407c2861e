"""Places of the store in the reader's words."""

from __future__ import annotations

from aftersales_desktop.domain.stock import PLACE_TITLES, Place
from aftersales_desktop.i18n import Words
from aftersales_desktop.services.benches import PlaceRow


def place_title(place: PlaceRow, words: Words) -> str:
    """The name of a place: that of its kind, and whose bench it is."""
    title = words(PLACE_TITLES[place.kind])
    return words("{place}: {name}", place=title, name=place.name) if place.kind is Place.BENCH else title
