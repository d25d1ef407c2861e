"""Invented devices: models that are sold in Iran, with serials as their makers write them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from random import Random

from aftersales_desktop.domain import identifiers
from aftersales_desktop.services.demo.people import checked_number

_OFTEN = {"mobile": 3, "laptop": 2, "television": 2, "refrigerator": 2, "washing-machine": 2}
_WITHOUT_SERIAL = 0.04
_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
_DIGITS = "0123456789"


@dataclass(frozen=True)
class DemoModel:
    """A model, and the code of its warranty terms."""

    id: int
    category: str
    brand: str
    terms: str
    terms_id: int
    serial_pattern: str


@dataclass(frozen=True)
class OwnedUnit:
    """A device that stands with its owner."""

    unit_id: int
    owner_id: int
    model: DemoModel


class Devices:
    """Draws models and serials; no serial twice."""

    def __init__(self, dice: Random, models: Collection[DemoModel]) -> None:
        self._dice = dice
        self.models = tuple(models)
        self._weights = [_OFTEN.get(model.category, 1) for model in self.models]
        self._given: set[str] = set()

    def some_model(self, *categories: str, terms: str = "") -> DemoModel:
        """A model, of some categories or with some terms when these are named."""
        while True:
            model = self._dice.choices(self.models, self._weights)[0]
            if (not categories or model.category in categories) and (not terms or model.terms == terms):
                return model

    def serial(self, model: DemoModel) -> str:
        """A new serial of the brand."""
        while True:
            serial = "".join(self._letter(sign) for sign in model.serial_pattern)
            if serial not in self._given:
                self._given.add(serial)
                return serial

    def serial_if_legible(self, model: DemoModel) -> str:
        """A new serial, or now and then none: the label is gone."""
        return "" if self._dice.random() < _WITHOUT_SERIAL else self.serial(model)

    def imeis(self, model: DemoModel) -> tuple[str, ...]:
        """Two IMEIs of a phone that follow each other; none for another device."""
        if model.category != "mobile":
            return ()
        body = "35" + "".join(self._dice.choice(_DIGITS) for _place in range(12))
        following = f"{int(body) + 1:014}"
        return tuple(checked_number(digits, identifiers.imei_doubt) for digits in (body, following))

    def _letter(self, sign: str) -> str:
        choices = {"#": _DIGITS, "@": _LETTERS, "?": _LETTERS + _DIGITS}
        return self._dice.choice(choices[sign]) if sign in choices else sign
