"""Kinds and models of the devices in old records, each made once."""

from __future__ import annotations

from aftersales_desktop.domain import text
from aftersales_desktop.importing.meanings import CategoryNames
from aftersales_desktop.models.database import database
from aftersales_desktop.models.fields import moment_text
from aftersales_desktop.services.catalogue import add_category, list_categories
from aftersales_desktop.services.import_runs import OpenRun
from aftersales_desktop.services.records import BRANCH, new_uuid

_MODELS = "SELECT id, category_id, brand, name, family FROM product_model WHERE archived_at IS NULL ORDER BY id DESC"
_EXACT = "SELECT id, family FROM product_model WHERE category_id = ? AND brand = ? AND name = ?"
# Kinds and models of an import that was undone come back with the next one that needs them.
_REVIVE = "UPDATE {table} SET archived_at = NULL, import_id = ?, rev = rev + 1 WHERE id = ? AND archived_at IS NOT NULL"
_REVIVE_MODEL, _REVIVE_CATEGORY = _REVIVE.format(table="product_model"), _REVIVE.format(table="category")
_MODEL = (
    "INSERT INTO product_model (uuid, branch, created_at, created_by, import_id, category_id, brand, name, family, "
    "search, name_sort) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_IS_KNOWN = "SELECT 1 FROM category WHERE code = ?"
_OF_IMPORT = "UPDATE category SET import_id = ? WHERE id = ?"


class ModelFinder:
    """Finds models by kind, brand and name in any spelling; what is not known yet is added, in its first spelling.

    Keeps every model in memory: some thousands of short texts.
    """

    def __init__(self, run: OpenRun) -> None:
        self._run = run
        self._categories = {
            text.fold(name): category.id
            for category in reversed(list_categories(run.desk))
            for name in (category.name_en, category.name_fa, category.code)
            if name
        }
        self._models: dict[tuple[int, str, str], tuple[int, str]] = {
            (category_id, text.fold(brand), text.fold(name)): (model_id, family)
            for model_id, category_id, brand, name, family in database.execute_sql(_MODELS)
        }

    def find(self, category: CategoryNames, brand: str, name: str) -> tuple[int, str]:
        """Row number of the model, and the space in which its serials are unique. Inside a unit of work."""
        category_id = self._category(category)
        key = (category_id, text.fold(brand), text.fold(name))
        if key not in self._models:
            self._models[key] = self._add(category_id, brand if key[1] else "", name if key[2] else "")
        return self._models[key]

    def _category(self, names: CategoryNames) -> int:
        for name in (names.name_en, names.name_fa, names.code):
            known = self._categories.get(text.fold(name)) if name else None
            if known is not None:
                return known
        is_known = database.execute_sql(_IS_KNOWN, (names.code,)).fetchone() is not None
        added = add_category(self._run.desk, names.code, names.name_fa, names.name_en)
        if not is_known:
            database.execute_sql(_OF_IMPORT, (self._run.id, added.id))
        else:
            database.execute_sql(_REVIVE_CATEGORY, (self._run.id, added.id))
        self._categories[text.fold(names.code)] = added.id
        return added.id

    def _add(self, category_id: int, brand: str, name: str) -> tuple[int, str]:
        known = database.execute_sql(_EXACT, (category_id, brand, name)).fetchone()
        if known is not None:
            database.execute_sql(_REVIVE_MODEL, (self._run.id, known[0]))
            return known
        title, family = f"{brand} {name}".strip(), text.fold(brand)[:80]
        model_id = database.execute_sql(
            _MODEL,
            (
                new_uuid(), BRANCH, moment_text(self._run.now), self._run.desk.actor, self._run.id, category_id, brand,
                name, family, text.search_form(title)[:400], text.sort_key(title)[:400],
            ),
        ).lastrowid  # fmt: skip
        return model_id, family
