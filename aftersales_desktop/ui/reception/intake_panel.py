"""The intake form: owner, one or several devices, the visit. Kept as a draft while it is typed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from aftersales_desktop.domain.errors import FieldProblem, StorageProblem, ValidationError
from aftersales_desktop.domain.reception import DeviceIntake, Intake, device_problems
from aftersales_desktop.services import drafts
from aftersales_desktop.services.reception import INTAKE_DRAFT
from aftersales_desktop.services.records import new_uuid
from aftersales_desktop.services.units import UnitRow
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.pickers.owner_form import OwnerForm
from aftersales_desktop.ui.reception.device_form import DeviceForm
from aftersales_desktop.ui.reception.visit_form import VisitForm
from aftersales_desktop.ui.widgets.banner import Banner
from aftersales_desktop.ui.widgets.button import Button, IconButton
from aftersales_desktop.ui.widgets.label import Label, line, set_look

DRAFT_MILLISECONDS = 1000


@dataclass(frozen=True)
class AddedDevice:
    """A device that was put aside: its words, what will be saved, and what its form held."""

    title: str
    device: DeviceIntake
    draft: dict[str, Any]


class IntakePanel(QWidget):
    """`submitted` means Enter in the last input or Ctrl+Enter; `draft_kept` tells each time the draft was written."""

    submitted = Signal()
    draft_kept = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._request_key = new_uuid()
        self._added: list[AddedDevice] = []
        kit = context.kit
        self.draft_banner = Banner(kit)
        self.owner = OwnerForm(context)
        self.device = DeviceForm(context)
        self.visit = VisitForm(context)
        self._added_box = QVBoxLayout()
        self._add = Button(kit, kit.words("Another device"), "plus", "ghost")
        self._add.setObjectName("add_device")
        self._add.clicked.connect(self.add_device)
        self._draft_timer = QTimer(self, singleShot=True, interval=DRAFT_MILLISECONDS)
        self._draft_timer.timeout.connect(self._keep_draft_in_passing)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.draft_banner)
        layout.addWidget(self.owner)
        layout.addWidget(line())
        layout.addLayout(self._added_box)
        layout.addWidget(self.device)
        layout.addWidget(self._add)
        layout.addWidget(self.visit)
        layout.addStretch(1)

    def _connect(self) -> None:
        self.device.device_known.connect(self._on_device_known)
        for part in (self.owner, self.device):
            part.changed.connect(self._draft_timer.start)
        self.visit.changed.connect(self._draft_timer.start)
        self.owner.form.submitted.connect(self._focus_device)
        self.owner.owner_chosen.connect(self.device.show_owner)
        self.device.is_anothers = self._is_anothers
        self.device.submitted.connect(self.submitted)
        self.visit.submitted.connect(self.submitted)
        self.draft_banner.acted.connect(self._restore_draft)

    # values ---------------------------------------------------------------------------------------------------

    def intake(self) -> Intake:
        """Everything as entered. ValidationError for an input that cannot be read."""
        devices = [added.device for added in self._added]
        if not self.device.is_empty() or not devices:
            devices.append(self.device.device())
        owner_id = self.owner.owner_id()
        return Intake(
            request_key=self._request_key, devices=tuple(devices), owner_id=owner_id,
            owner=None if owner_id else self.owner.details(), **self.visit.visit(),
        )  # fmt: skip

    def show_problems(self, problems: tuple[FieldProblem, ...]) -> list[FieldProblem]:
        """Mark the inputs, a device put aside comes back for it; gives back what has no input here."""
        for place in range(len(self._added)):
            if any(self._device_of(problem) == place for problem in problems):
                return self._show_problems_of(place, problems)
        return self._mark(problems, len(self._added))

    def _device_of(self, problem: FieldProblem) -> int | None:
        """Which device a problem is about; the first one's have no number before the name."""
        first, dot, _rest = problem.field.partition(".")
        if dot and first.isdigit():
            return int(first)
        of_device = (*self.device.fault.names(), *self.device.identity.form.names())
        return 0 if problem.field in of_device else None

    def _show_problems_of(self, place: int, problems: tuple[FieldProblem, ...]) -> list[FieldProblem]:
        """Bring a device that was put aside back into the form, unless the one there cannot be put aside."""
        if not self.device.is_empty() and not self.add_device():
            return [problem for problem in problems if self._device_of(problem) == place]
        added = self._added.pop(place)
        self.device.set_draft(added.draft)
        self._show_added()
        return self._mark(problems, place)

    def _mark(self, problems: tuple[FieldProblem, ...], place: int) -> list[FieldProblem]:
        own = [
            FieldProblem(problem.field.removeprefix(f"{place}."), problem.message, problem.doubtful)
            for problem in problems
            if self._device_of(problem) in (None, place)
        ]
        forms = (self.visit, self.device.fault, self.device.identity.form, self.owner.form)
        known: set[str] = set()
        for form in forms:
            names = set(form.names()) - known
            form.show_problems(problem for problem in own if problem.field in names)
            known |= names
        return [problem for problem in own if problem.field not in known]

    def clear(self) -> None:
        """For the next customer: empty, with a new request key, so that the next save is another reception."""
        self._draft_timer.stop()
        self._request_key = new_uuid()
        self._added = []
        self.owner.clear()
        self.device.clear()
        self.visit.clear()
        self.draft_banner.hide()
        self._show_added()

    def is_empty(self) -> bool:
        """Whether nothing was entered."""
        return not self._added and self.owner.is_empty() and self.device.is_empty()

    def begin(self, start: Any = None) -> None:
        """Put the cursor where work starts. `start`: None, a serial, or ("customer", id) or ("unit", id)."""
        if isinstance(start, tuple):
            kind, record_id = start
            self.owner.take_owner(record_id) if kind == "customer" else self.device.take_unit(record_id)
            if kind == "customer":
                self._focus_device()
        elif start:
            self.take_scan(start)
        else:
            self.owner.form.focus("mobile")
            self._offer_draft()

    def take_scan(self, code: str) -> bool:
        """A barcode read while the form is open is a device's serial, of the next one when this one has its serial.

        False while this device still lacks something.
        """
        if self.device.lacks_serial() or self.add_device():
            self.device.take_serial(code)
            return True
        return False

    # several devices ------------------------------------------------------------------------------------------

    def add_device(self) -> bool:
        """Put the device aside and begin the next one; false when it still lacks something."""
        try:
            device = self.device.device()
            problems = tuple(device_problems(device, self._context.desk.today()))
            if problems:
                raise ValidationError(problems)
        except ValidationError as error:
            for form in (self.device.fault, self.device.identity.form):
                form.show_problems(problem for problem in error.problems if problem.field in form.names())
            return False
        self._added.append(AddedDevice(self.device.title(), device, self.device.draft()))
        self.device.clear()
        self._show_added()
        self.device.identity.form.focus("serial")
        return True

    def _show_added(self) -> None:
        while (item := self._added_box.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        for place, added in enumerate(self._added):
            self._added_box.addWidget(self._added_row(place, added.title))

    def _added_row(self, place: int, title: str) -> QWidget:
        kit = self._context.kit
        row = QWidget()
        set_look(row, role="inner_card")
        remove = IconButton(kit, "x", kit.words("Remove this device"))
        remove.setObjectName(f"remove_device_{place}")
        remove.clicked.connect(partial(self._remove, place))
        layout = QHBoxLayout(row)
        layout.setContentsMargins(4, 0, 0, 0)
        layout.addWidget(Label(kit, f"{kit.words.number(place + 1)}. {title}", "strong", wrap=True), 1)
        layout.addWidget(remove)
        return row

    def _remove(self, place: int, _checked: bool = False) -> None:
        del self._added[place]
        self._show_added()
        self._draft_timer.start()

    # drafts ---------------------------------------------------------------------------------------------------

    def content(self) -> dict[str, Any]:
        """Everything that stands here, as JSON can hold it."""
        return {
            "request_key": self._request_key,
            "owner": self.owner.draft(),
            "added": [added.draft for added in self._added],
            "device": self.device.draft(),
            "visit": self.visit.draft(),
        }

    def keep_draft(self) -> None:
        """Write what stands here; what was emptied by hand is forgotten."""
        if self._draft_timer.isActive() and self.is_empty() and self.draft_banner.isHidden():
            drafts.drop_draft(self._context.desk, INTAKE_DRAFT)
        self._draft_timer.stop()
        if not self.is_empty():
            drafts.keep_draft(self._context.desk, INTAKE_DRAFT, self.content())
            self.draft_kept.emit()

    def _keep_draft_in_passing(self) -> None:
        try:
            self.keep_draft()
        except StorageProblem as problem:
            self._context.notifier.warning(problem.message)

    def _offer_draft(self) -> None:
        draft = drafts.find_draft(self._context.desk, INTAKE_DRAFT) if self.is_empty() else None
        if draft is not None:
            words = self._context.words
            self.draft_banner.say(
                "info", words("An intake of {time} was not saved.", time=words.time(draft.saved_at)), words("Continue")
            )

    def _restore_draft(self) -> None:
        self.draft_banner.hide()
        draft = drafts.find_draft(self._context.desk, INTAKE_DRAFT)
        if draft is not None:
            self.restore(draft.content)

    def restore(self, content: dict[str, Any], *, again: bool = False) -> None:
        """Put a draft back; `again` when it was saved and taken back, so that saving makes another reception."""
        self.clear()
        if not again:
            self._request_key = content["request_key"]
        for draft in content.get("added", ()):
            self._restore_added(draft)
        self.device.set_draft(content["device"])
        self.visit.set_draft(content["visit"])
        self.owner.set_draft(content["owner"])
        self._show_added()

    def _restore_added(self, draft: dict[str, Any]) -> None:
        self.device.set_draft(draft)
        self._added.append(AddedDevice(self.device.title(), self.device.device(), draft))
        self.device.clear()

    # reactions ------------------------------------------------------------------------------------------------

    def _on_device_known(self, unit: UnitRow | None) -> None:
        if unit is not None and unit.owner_id is not None and self.owner.is_empty():
            self.owner.take_owner(unit.owner_id)

    def _is_anothers(self, unit: UnitRow) -> bool:
        """Whether somebody else than the device's owner is being served."""
        is_known = unit.owner_id is not None and not self.owner.is_empty()
        return is_known and self.owner.owner_id() != unit.owner_id

    def _focus_device(self) -> None:
        self.device.identity.form.focus("serial")
