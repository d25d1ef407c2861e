"""Who stands behind a warranty card: this centre, another warranty company, an importer."""

from __future__ import annotations

from dataclasses import dataclass

from aftersales_desktop.domain import identifiers, text
from aftersales_desktop.domain.errors import FieldProblem, NotAllowed, refuse
from aftersales_desktop.domain.identifiers import IdentifierProblem
from aftersales_desktop.i18n import Message
from aftersales_desktop.models.warranty import Issuer
from aftersales_desktop.services import records
from aftersales_desktop.services.settings import load_settings
from aftersales_desktop.services.work import Area, Desk

NAMELESS = "—"


@dataclass(frozen=True)
class IssuerRow:
    """A company whose cards are known here."""

    id: int
    uuid: str
    name: str
    is_ours: bool
    phone: str
    address: str


def our_issuer(desk: Desk) -> IssuerRow:
    """The centre itself; made on first use, and renamed when the centre's name in the settings changed."""
    with desk.work() as now:
        name = load_settings(desk).centre_name
        ours = Issuer.get_or_none(Issuer.is_ours == 1)
        if ours is None:
            ours = records.create(desk, Issuer, now, is_ours=True, **_columns(_free_name(name or NAMELESS)))
        elif name and ours.name != name and _free_name(name) == name:
            records.change(desk, ours, now, **_columns(name))
        return _issuer_row(ours)


def list_issuers(desk: Desk) -> list[IssuerRow]:
    """The other companies by name, the centre first when it has issued a card."""
    query = Issuer.select().where(Issuer.archived_at.is_null())
    return [_issuer_row(issuer) for issuer in sorted(query, key=lambda row: (not row.is_ours, text.sort_key(row.name)))]


def add_issuer(desk: Desk, name: str, *, phone: str = "", address: str = "") -> IssuerRow:
    """Another warranty company or importer. Raises ValidationError with every problem."""
    with desk.work(Area.WARRANTY) as now:
        refuse(_problems(desk, name, phone, address, besides=None))
        issuer = records.create(
            desk, Issuer, now, is_ours=False, phone=_phone(desk, phone), address=text.clean(address), **_columns(name)
        )
        return _issuer_row(issuer)


def find_issuer(name: str) -> IssuerRow | None:
    """The company of that name in any spelling, if it is in the list."""
    issuer = _issuer_called(text.clean(name))
    return _issuer_row(issuer) if issuer is not None and issuer.archived_at is None else None


def name_problems(desk: Desk, name: str) -> list[FieldProblem]:
    """Why a company of this name cannot be added."""
    return _problems(desk, name, "", "", besides=None)


def change_issuer(desk: Desk, issuer_id: int, name: str, *, phone: str = "", address: str = "") -> IssuerRow:
    """Correct another company's name, phone or address; ours follows the settings. Raises ValidationError."""
    with desk.work(Area.WARRANTY) as now:
        issuer = records.find(Issuer, issuer_id)
        if issuer.is_ours:
            raise NotAllowed(Message("This is your own centre. Change its name in the settings."))
        refuse(_problems(desk, name, phone, address, besides=issuer_id))
        records.change(
            desk, issuer, now, phone=_phone(desk, phone), address=text.clean(address), **_columns(name)
        )  # fmt: skip
        return _issuer_row(issuer)


def withdraw_issuer(desk: Desk, issuer_id: int) -> None:
    """Take back a company added by mistake; refused once one of its cards is in the file."""
    with desk.work(Area.WARRANTY) as now:
        issuer = records.find(Issuer, issuer_id)
        if issuer.is_ours or desk.rows("SELECT 1 FROM warranty_card WHERE issuer_id = ? LIMIT 1", issuer_id):
            raise NotAllowed(Message("Cards of this company are in the file; it stays in the list."))
        records.change(desk, issuer, now, action="withdraw", archived_at=now)


def _problems(desk: Desk, name: str, phone: str, address: str, besides: int | None) -> list[FieldProblem]:
    problems = []
    cleaned = text.clean(name)
    if not text.fold(cleaned):
        problems.append(FieldProblem("name", Message("Enter the name of the company.")))
    elif problem := text.text_problem(name, longest=120):
        problems.append(FieldProblem("name", problem))
    elif text.fold(cleaned) == text.fold(load_settings(desk).centre_name):
        problems.append(FieldProblem("name", Message("This is the name of your own centre.")))
    elif _issuer_called(cleaned, besides):
        problems.append(FieldProblem("name", Message("This company is already in the list. Choose it there.")))
    try:
        _phone(desk, phone)
    except IdentifierProblem as problem:
        problems.append(FieldProblem("phone", problem.message))
    if problem := text.text_problem(address, longest=400):
        problems.append(FieldProblem("address", problem))
    return problems


def _issuer_called(name: str, besides: int | None = None) -> Issuer | None:
    """A company of that name in any spelling; one that was withdrawn keeps its name, too."""
    same = (Issuer.name_search == text.search_form(name)) | (Issuer.name == name)
    return next((issuer for issuer in Issuer.select().where(same) if issuer.id != besides), None)


def _free_name(name: str) -> str:
    """The name, or with a number behind it while another company bears it."""
    candidate, count = name, 1
    while (other := _issuer_called(candidate)) is not None and not other.is_ours:
        count += 1
        candidate = f"{name} {count}"
    return candidate


def _columns(name: str) -> dict[str, object]:
    cleaned = text.clean(name)
    return {"name": cleaned, "name_search": text.search_form(cleaned)}


def _phone(desk: Desk, phone: str) -> str:
    return identifiers.phone(phone, load_settings(desk).area_code) if phone.strip() else ""


def _issuer_row(issuer: Issuer) -> IssuerRow:
    return IssuerRow(issuer.id, issuer.uuid, issuer.name, issuer.is_ours, issuer.phone, issuer.address)
