"""Warranty terms in versions: a change makes a new version, and what was issued keeps its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import FieldProblem, NotAllowed, refuse
from aftersales_desktop.domain.warranty import StartBasis, TermsSnapshot
from aftersales_desktop.domain.warranty_forms import TermsDetails, details_problems
from aftersales_desktop.i18n import Code, Message
from aftersales_desktop.models.units import ProductModel
from aftersales_desktop.models.warranty_terms import WarrantyTerms
from aftersales_desktop.services import records
from aftersales_desktop.services.catalogue import ModelRow, get_model
from aftersales_desktop.services.work import Area, Desk


@dataclass(frozen=True)
class TermsRow:
    """One version of warranty terms."""

    id: int
    uuid: str
    version: int
    details: TermsDetails

    @property
    def code(self) -> str:
        """What all versions have in common."""
        return self.details.code

    def title(self, language: str) -> str:
        """The title in one language; the other one when that is missing."""
        return self.details.title(language)


def snapshot(terms: TermsRow) -> TermsSnapshot:
    """The copy that a card keeps."""
    return terms.details.snapshot(terms.version)


def add_terms(desk: Desk, details: TermsDetails) -> TermsRow:
    """The first version of new terms. Raises ValidationError with every problem."""
    problems = details_problems(details)
    details = details.cleaned()
    with desk.work(Area.WARRANTY) as now:
        if WarrantyTerms.get_or_none(WarrantyTerms.code == details.code) is not None:
            message = Message("Terms with the code {code} exist already; choose another code.", code=Code(details.code))
            problems.insert(0, FieldProblem("code", message))
        refuse(problems)
        return _write(desk, now, details, version=1)


def change_terms(desk: Desk, terms_id: int, details: TermsDetails) -> TermsRow:
    """A new version of the newest terms of a code; models that had the old one get the new one.

    The code never changes. Nothing is written when nothing differs. Raises ValidationError, and NotAllowed for a
    version that is not the newest any more.
    """
    with desk.work(Area.WARRANTY, Area.UNITS) as now:
        current = records.find(WarrantyTerms, terms_id)
        if _newest(current.code).id != current.id:
            raise NotAllowed(Message("These terms were changed meanwhile. Open them again and repeat your change."))
        details = replace(details, code=current.code)
        problems = details_problems(details)
        refuse(problems)
        details = details.cleaned()
        if details == _terms_row(current).details:
            return _terms_row(current)
        changed = _write(desk, now, details, version=current.version + 1)
        for model in ProductModel.select().where(ProductModel.terms == current.id):
            records.change(desk, model, now, action="new_terms_version", terms_id=changed.id)
        return changed


def list_terms(desk: Desk) -> list[TermsRow]:
    """The newest version of each code that is in use, by Persian title."""
    query = WarrantyTerms.select().where(WarrantyTerms.archived_at.is_null()).order_by(WarrantyTerms.version)
    newest = {terms.code: _terms_row(terms) for terms in query}
    return sorted(newest.values(), key=lambda row: (text.sort_key(row.title("fa")), row.code))


def list_versions(desk: Desk, code: str) -> list[TermsRow]:
    """Every version of a code, newest first."""
    query = WarrantyTerms.select().where(WarrantyTerms.code == code).order_by(WarrantyTerms.version.desc())
    return [_terms_row(terms) for terms in query]


def get_terms(desk: Desk, terms_id: int) -> TermsRow:
    """One version; NotFound when there is none."""
    return _terms_row(records.find(WarrantyTerms, terms_id))


def find_version(desk: Desk, code: str, version: int) -> TermsRow | None:
    """The version a card was issued with."""
    terms = WarrantyTerms.get_or_none((WarrantyTerms.code == code) & (WarrantyTerms.version == version))
    return _terms_row(terms) if terms else None


def withdraw_terms(desk: Desk, terms_id: int) -> None:
    """Offer terms no more, all versions; cards keep their copy. Refused while a model has them as its default."""
    with desk.work(Area.WARRANTY) as now:
        code = records.find(WarrantyTerms, terms_id).code
        versions = list(WarrantyTerms.select().where(WarrantyTerms.code == code))
        if ProductModel.select().where(ProductModel.terms.in_(versions)).exists():
            raise NotAllowed(Message("Some models still have these terms. Give those models other terms first."))
        for terms in versions:
            records.change(desk, terms, now, action="withdraw", archived_at=now)


def set_model_terms(desk: Desk, model_id: int, terms_id: int | None) -> ModelRow:
    """Which terms a new card of this model gets when none are chosen; None takes them away."""
    with desk.work(Area.UNITS, Area.WARRANTY) as now:
        if terms_id is not None and records.find(WarrantyTerms, terms_id).archived_at is not None:
            raise NotAllowed(Message("These terms are no longer offered. Choose others."))
        records.change(desk, records.find(ProductModel, model_id), now, terms_id=terms_id)
        return get_model(desk, model_id)


def _newest(code: str) -> WarrantyTerms:
    return WarrantyTerms.select().where(WarrantyTerms.code == code).order_by(WarrantyTerms.version.desc()).get()


def _write(desk: Desk, now: datetime, details: TermsDetails, version: int) -> TermsRow:
    columns = vars(details) | {
        "start_basis": details.start_basis.value,
        "excluded_groups": list(details.excluded_groups),
    }
    return _terms_row(records.create(desk, WarrantyTerms, now, version=version, **columns))


def _terms_row(terms: WarrantyTerms) -> TermsRow:
    values = {name: getattr(terms, name) for name in TermsDetails.__dataclass_fields__}
    values |= {"start_basis": StartBasis(terms.start_basis), "excluded_groups": tuple(terms.excluded_groups)}
    return TermsRow(terms.id, terms.uuid, terms.version, TermsDetails(**values))
