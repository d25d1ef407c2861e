"""A screen that is a list with filters: what it says when it is empty, and the list on paper."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMargins
from PySide6.QtWidgets import QVBoxLayout

from aftersales_desktop.services import lists
from aftersales_desktop.ui.background import Job
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.list_papers import list_title, render_screen_list
from aftersales_desktop.ui.screen import Screen
from aftersales_desktop.ui.widgets.button import Button
from aftersales_desktop.ui.widgets.list_page import ListPage


class ListScreen(Screen):
    """`list_name` is the list's name in the services and among the lists on paper."""

    list_name = ""

    def __init__(self, context: AppContext, page: ListPage) -> None:
        super().__init__(context)
        self.page = page
        self._counting: Job | None = None
        QVBoxLayout(self, contentsMargins=QMargins()).addWidget(page)

    def show_list(self, chosen_filter: str) -> None:
        """One of the filters."""
        self.page.chips.choose(chosen_filter)

    def count(self) -> None:
        """Count every filter: at once where that is quick, else in a worker; `show_counts` follows."""
        desk, name = self.context.desk, self.list_name
        if self._counting is not None:
            self._counting.cancel()
        counts = lists.counts_soon(desk, name, desk.today())
        if counts is not None:
            self.show_counts(counts)
            return

        def count(job: Job) -> dict[str, int]:
            with desk.reader() as reader, job.stopped_by(reader.interrupt):
                return lists.counts(reader, name, desk.today())

        self._counting = self.context.kit.background.run(self, count, self.show_counts)

    def show_counts(self, counts: dict[str, int]) -> None:
        """How many rows each filter has, by its key."""
        self.page.chips.set_counts(counts)

    def say_when_empty(self, sentence: str, hint: str, icon: str, title: str, action: Callable[[], object]) -> None:
        """What an empty list says: under a filter how to leave it, else how to begin."""
        chips, words, empty = self.page.chips, self.context.words, self.page.list.empty_state
        if chips.chosen() == chips.first():
            empty.say(sentence, hint, icon=icon, action_title=title, action=action)
        else:
            hint = words("Nothing fits this filter.")
            empty.say(sentence, hint, icon=icon, action_title=words("Clear the filter"), action=self._clear_filter)

    def print_list(self) -> None:
        """The list as it is filtered, on A4."""
        render = render_screen_list(self.context.desk, self.list_name, self.page.chips.chosen())
        self.context.papers.show_list(list_title(self.list_name, self.context.words), render)

    def add_print_list(self) -> None:
        """A button for it in the head of the page."""
        button = Button(self.context.kit, self.context.words("Print the list"), "printer")
        button.setObjectName("print_list")
        button.clicked.connect(self.print_list)
        self.page.header.add_button(button)

    def _clear_filter(self) -> None:
        self.page.chips.choose(self.page.chips.first())
