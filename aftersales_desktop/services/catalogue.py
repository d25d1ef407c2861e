"""Categories of devices, their models, and the ready-made words of the intake form."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import FieldProblem, refuse
from aftersales_desktop.i18n import Message
from aftersales_desktop.models.statements import first_where
from aftersales_desktop.models.units import Category, Chip, ProductModel
from aftersales_desktop.services import records
from aftersales_desktop.services.work import Area, Desk

_LONGEST_FAMILY, _LONGEST_SEARCH = 80, 400
_CHIPS_BY_CODE = (
    "SELECT kind, code, name_fa, name_en, is_exclusive FROM chip WHERE code IN (SELECT value FROM json_each(?)) "
    "ORDER BY id"
)


@dataclass(frozen=True)
class CategoryRow:
    """A kind of device, named in both languages."""

    id: int
    code: str
    name_fa: str
    name_en: str

    def name(self, language: str) -> str:
        """Its name in one language; the other one when that is missing."""
        return (self.name_fa or self.name_en) if language == "fa" else (self.name_en or self.name_fa)


@dataclass(frozen=True)
class ModelRow:
    """A model of device."""

    id: int
    category: CategoryRow
    brand: str
    name: str
    terms_id: int | None
    needs_registry: bool
    bulletin: str
    needs_quality: bool = False

    @property
    def title(self) -> str:
        """Brand and model, as printed."""
        return f"{self.brand} {self.name}".strip()

    def full_title(self, language: str) -> Message | str:
        """Category, brand and model, each in its own direction of writing."""
        category = self.category.name(language)
        return Message("{category} {model}", category=category, model=self.title) if self.title else category


@dataclass(frozen=True)
class ChipRow:
    """A ready-made word for a symptom, a condition or an accessory."""

    kind: str
    code: str
    name_fa: str
    name_en: str
    is_exclusive: bool

    def name(self, language: str) -> str:
        """Its word in one language."""
        return self.name_fa if language == "fa" else self.name_en


def list_categories(desk: Desk) -> list[CategoryRow]:
    """Every category in use, in the order of the form."""
    query = Category.select().where(Category.archived_at.is_null()).order_by(Category.position, Category.id)
    return [_category_row(category) for category in query]


def add_category(desk: Desk, code: str, name_fa: str, name_en: str) -> CategoryRow:
    """A new kind of device; gives the existing one when the code is known. Raises ValidationError."""
    refuse(_name_problems({"code": (code, 40), "name_fa": (name_fa, 80), "name_en": (name_en, 80)}))
    with desk.work(Area.UNITS) as now:
        known = Category.get_or_none(Category.code == code)
        if known is None:
            known = records.create(
                desk, Category, now, code=code, name_fa=text.clean(name_fa), name_en=text.clean(name_en),
                position=Category.select().count(),
            )  # fmt: skip
        return _category_row(known)


def list_chips(desk: Desk, kind: str, category_id: int | None = None) -> list[ChipRow]:
    """Words of one kind ('symptom', 'condition', 'accessory') for a category.

    The one that excludes the others ("all good") has the first place, so its key is always the same; then the
    category's own, then those of all.
    """
    of_category = Chip.category.is_null() | (Chip.category == category_id)
    query = Chip.select().where((Chip.kind == kind) & of_category & Chip.archived_at.is_null())
    ordered = query.order_by(Chip.is_exclusive.desc(), Chip.category.is_null(), Chip.position, Chip.id)
    return [ChipRow(chip.kind, chip.code, chip.name_fa, chip.name_en, chip.is_exclusive) for chip in ordered]


def chips_by_code(desk: Desk, codes: Iterable[str]) -> dict[tuple[str, str], ChipRow]:
    """The words of these codes by kind and code, archived ones too; one statement, none for no codes."""
    wanted = set(codes)
    rows = desk.rows(_CHIPS_BY_CODE, json.dumps(sorted(wanted))) if wanted else []
    found: dict[tuple[str, str], ChipRow] = {}
    for kind, code, name_fa, name_en, is_exclusive in rows:
        found.setdefault((kind, code), ChipRow(kind, code, name_fa, name_en, bool(is_exclusive)))
    return found


def in_order(chips: Mapping[tuple[str, str], ChipRow], kind: str, codes: Iterable[str]) -> tuple[ChipRow, ...]:
    """Chips in the order chosen; a code that is not known any more stands for itself."""
    return tuple(
        chips.get((kind, code)) or ChipRow(kind, code, code, code, is_exclusive=False) for code in codes
    )  # fmt: skip


def add_chip(
    desk: Desk, kind: str, code: str, name_fa: str, name_en: str, *, category_id: int | None = None,
    is_exclusive: bool = False,
) -> None:  # fmt: skip
    """A new ready-made word; nothing happens when it is already there. Raises ValidationError."""
    name_fa, name_en = text.clean(name_fa or name_en), text.clean(name_en or name_fa)
    refuse(_name_problems({"code": (code, 40), "name_fa": (name_fa, 60), "name_en": (name_en, 60)}))
    with desk.work(Area.UNITS):
        same = Chip.category == category_id if category_id else Chip.category.is_null()
        beside = Chip.select().where((Chip.kind == kind) & same)
        if not beside.where(Chip.code == code).exists():
            Chip.insert(
                kind=kind, code=code, name_fa=name_fa, name_en=name_en, category=category_id,
                position=beside.count(), is_exclusive=is_exclusive,
            ).execute()  # fmt: skip


def get_model(desk: Desk, model_id: int) -> ModelRow:
    """One model; NotFound when there is none."""
    return model_row(records.find(ProductModel, model_id))


def add_model(
    desk: Desk,
    *,
    category_id: int,
    brand: str,
    name: str,
    terms_id: int | None = None,
    needs_registry: bool = False,
    bulletin: str = "",
) -> ModelRow:
    """A new model; gives the existing one when brand and name are known in that category. Raises ValidationError."""
    brand, name = text.clean(brand), text.clean(name)
    problems = _text_problems({"brand": (brand, 80), "model_name": (name, 120), "bulletin": (bulletin, 500)})
    if not brand and not name:
        problems.append(FieldProblem("brand", Message("Enter the brand or the model.")))
    refuse(problems)
    with desk.work(Area.UNITS) as now:
        known = first_where(ProductModel, category=category_id, brand=brand, name=name)
        if known is None:
            title = f"{brand} {name}".strip()
            known = records.create(
                desk, ProductModel, now, category=records.find(Category, category_id), brand=brand, name=name,
                family=text.fold(brand)[:_LONGEST_FAMILY], search=text.search_form(title)[:_LONGEST_SEARCH],
                name_sort=text.sort_key(title)[:_LONGEST_SEARCH],
                terms=terms_id, needs_registry=needs_registry, bulletin=text.clean(bulletin),
            )  # fmt: skip
        return model_row(known)


def require_quality(desk: Desk, model_id: int, *, required: bool) -> ModelRow:
    """Whether every repair of a model is checked by another person, whatever the settings say."""
    with desk.work(Area.UNITS) as now:
        model = records.find(ProductModel, model_id)
        records.change(desk, model, now, needs_quality=required)
        return model_row(model)


def _text_problems(texts: Mapping[str, tuple[str, int]]) -> list[FieldProblem]:
    """Problems of texts by field, each with its longest length."""
    return [
        FieldProblem(field, problem)
        for field, (value, longest) in texts.items()
        if (problem := text.text_problem(value, longest=longest))
    ]


def _name_problems(texts: Mapping[str, tuple[str, int]]) -> list[FieldProblem]:
    """The same for something that needs a code and a name in one language at least."""
    problems = _text_problems(texts)
    if not text.clean(texts["code"][0]):
        problems.insert(0, FieldProblem("code", Message("Enter a code.")))
    if not any(text.clean(texts[field][0]) for field in ("name_fa", "name_en")):
        problems.append(FieldProblem("name_fa", Message("Enter a name.")))
    return problems


def _category_row(category: Category) -> CategoryRow:
    return CategoryRow(category.id, category.code, category.name_fa, category.name_en)


def model_row(model: ProductModel) -> ModelRow:
    """A model read from the file, as screens see it."""
    category = records.find(Category, model.category_id)
    return ModelRow(
        model.id, _category_row(category), model.brand, model.name, model.terms_id, model.needs_registry,
        model.bulletin, model.needs_quality,
    )  # fmt: skip
