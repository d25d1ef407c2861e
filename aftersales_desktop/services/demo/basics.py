"""What every centre begins with: kinds of devices, ready-made words, warranty terms and the terms of its receipt."""

from __future__ import annotations

from typing import Any

from aftersales_desktop.domain.warranty import StartBasis
from aftersales_desktop.domain.warranty_forms import TermsDetails
from aftersales_desktop.services import catalogue, warranty_terms
from aftersales_desktop.services.demo.source import read_words
from aftersales_desktop.services.issuers import our_issuer
from aftersales_desktop.services.settings import load_settings, save_settings
from aftersales_desktop.services.work import Area, Desk

FOR_ALL = "all"


def fill_basics(desk: Desk) -> None:
    """Add what is missing of categories, chips, warranty terms, receipt terms and our own issuer; no customers.

    What the centre changed or took away stays as it is, so that it may be called again.
    """
    with desk.work(Area.UNITS, Area.WARRANTY, Area.SETTINGS):
        _add_categories_and_chips(desk)
        words = read_words("terms")
        for terms in words["terms"]:
            _add_terms(desk, terms)
        settings = load_settings(desk)
        for name in ("receipt_terms_fa", "receipt_terms_en", "quality_points_fa", "quality_points_en"):
            if not getattr(settings, name):
                save_settings(desk, **{name: words[name]})
        our_issuer(desk)


def _add_categories_and_chips(desk: Desk) -> None:
    words = read_words("catalogue")
    category_ids: dict[str, int | None] = {FOR_ALL: None}
    for code, name_fa, name_en in words["categories"]:
        category_ids[code] = catalogue.add_category(desk, code, name_fa, name_en).id
    for category, kinds in words["chips"].items():
        for kind, chips in kinds.items():
            for code, name_fa, name_en, *exclusive in chips:
                catalogue.add_chip(
                    desk, kind, code, name_fa, name_en, category_id=category_ids[category], is_exclusive=bool(exclusive)
                )


def _add_terms(desk: Desk, terms: dict[str, Any]) -> None:
    """Terms that were withdrawn keep their code and do not come back."""
    code = terms["code"].upper()
    if warranty_terms.list_versions(desk, code):
        return
    months = {f"months_{category}": count for category, count in terms["months"].items()}
    warranty_terms.add_terms(
        desk,
        TermsDetails(
            code=code, title_fa=terms["title_fa"], title_en=terms["title_en"],
            start_basis=StartBasis(terms["start_basis"]), cap_months=terms.get("cap_months", 0),
            excluded_groups=tuple(terms["excluded_groups"]), text_fa=terms["text_fa"], text_en=terms["text_en"],
            **months,
        ),
    )  # fmt: skip
