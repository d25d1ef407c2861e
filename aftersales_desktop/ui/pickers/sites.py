"""Where a device stands: one of its owner's addresses, or a new one typed in."""

from __future__ import annotations

from aftersales_desktop.domain.text import search_form
from aftersales_desktop.services.customers import CustomerRow, SiteRow
from aftersales_desktop.ui.widgets.fields import SuggestField
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.suggestions import Suggestion


class SiteField(SuggestField):
    """Down or typing lists the owner's addresses; anything else that is typed is a new one."""

    def __init__(self, kit: Kit) -> None:
        self._sites: tuple[SiteRow, ...] = ()
        super().__init__(kit, self._fitting, keeps_text=True, icon="map-pin")

    def set_owner(self, owner: CustomerRow | None) -> None:
        """Offer the addresses of another owner; one that was chosen before is not theirs."""
        self._sites = owner.sites if owner else ()
        if self.value() is not None and self.value() not in [site.id for site in self._sites]:
            self.set_value(None)

    def new_address(self) -> str:
        """What was typed, when it is none of the known addresses."""
        return self.text().strip() if self.value() is None else ""

    def _fitting(self, typed: str) -> list[Suggestion]:
        wanted = search_form(typed).split()
        offered = [Suggestion(site.id, *self._words_of(site)) for site in self._sites]
        return [one for one in offered if all(word in search_form(f"{one.title} {one.subtitle}") for word in wanted)]

    def _words_of(self, site: SiteRow) -> tuple[str, str]:
        """Title and the rest of an address."""
        details = site.details
        parts = [part for part in (details.title, details.address, details.city, details.province) if part]
        return (parts[0], self.kit.words.joined(parts[1:])) if parts else ("—", "")

    def _lists_without_words(self) -> bool:
        return True
