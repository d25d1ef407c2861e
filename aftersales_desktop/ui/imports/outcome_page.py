"""What will become of the rows, or has become of them: the counts, those that look alike, and the refused ones."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from aftersales_desktop.i18n import OwnNumber
from aftersales_desktop.services.import_runs import Duplicate, ImportResult
from aftersales_desktop.ui.widgets.banner import Banner
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.label import Label
from aftersales_desktop.ui.widgets.plain_table import PlainTable

_SHOWN = 200


class OutcomePage(QWidget):
    """Shows one ImportResult."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        words = kit.words
        self.banner = Banner(kit)
        self.counts: dict[str, Label] = {}
        self.refused = PlainTable(kit, "refused_rows")
        self.alike = PlainTable(kit, "alike_rows")
        self._refused_card = self._card(words("Refused rows"), self.refused)
        self._alike_card = self._card(words("Rows that look like another customer"), self.alike)
        cards = QHBoxLayout()
        cards.setSpacing(14)
        cards.addWidget(self._refused_card, 1)
        cards.addWidget(self._alike_card, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.banner)
        layout.addLayout(self._counters())
        layout.addLayout(cards, 1)
        layout.addStretch(0)

    def _counters(self) -> QHBoxLayout:
        words = self._kit.words
        row = QHBoxLayout()
        row.setSpacing(12)
        for key, title in (
            ("added", words("New")),
            ("same", words("There already")),
            ("refused", words("Refused")),
            ("alike", words("Look like another customer")),
        ):
            card = QFrame()
            card.setProperty("role", "card")
            inside = QVBoxLayout(card)
            inside.setContentsMargins(16, 10, 16, 10)
            inside.setSpacing(2)
            self.counts[key] = Label(self._kit, "", "title")
            self.counts[key].setObjectName(f"count_{key}")
            inside.addWidget(self.counts[key])
            inside.addWidget(Label(self._kit, title, "hint", wrap=True))
            row.addWidget(card, 1)
        return row

    def _card(self, title: str, table: PlainTable) -> QFrame:
        table.setAccessibleName(title)
        card = QFrame()
        card.setProperty("role", "card")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.setSpacing(8)
        layout.addWidget(Label(self._kit, title, "card_title"))
        layout.addWidget(table, 1)
        return card

    def show_result(self, result: ImportResult, tone: str, sentence: str) -> None:
        """Show another result under a sentence."""
        words = self._kit.words
        self.banner.say(tone, sentence)
        numbers = {"added": result.added, "same": result.same, "refused": len(result.refused), "alike": result.alike}
        for key, number in numbers.items():
            self.counts[key].setText(words.number(number))
        self._refused_card.setVisible(bool(result.refused))
        self._alike_card.setVisible(bool(result.alike))
        self.refused.show_rows(
            [words("Line"), words("Reason")],
            [[words.number(row.line), words.say(row.reason)] for row in result.refused[:_SHOWN]],
        )
        self.alike.show_rows(
            [words("Line"), words("Name"), words("Reason"), words("Of whom")],
            [self._pair(pair) for pair in result.duplicates[:_SHOWN]],
        )

    def _pair(self, pair: Duplicate) -> list[str]:
        words = self._kit.words
        whose = (
            words("{name}, line {line}", name=pair.other_name, line=pair.other_line)
            if pair.other_line is not None
            else words("{name}, {number}", name=pair.other_name, number=OwnNumber(pair.other_number))
        )
        return [words.number(pair.line), words.value(pair.name), words.say(pair.reason), whose]
