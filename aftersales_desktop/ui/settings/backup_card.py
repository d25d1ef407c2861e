"""Backups on the settings page: how old the last one is, one now, back to one, the folder for each evening."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from aftersales_desktop.i18n import Code
from aftersales_desktop.services.backup_record import backup_state
from aftersales_desktop.services.settings import load_settings
from aftersales_desktop.ui.backup_desk import BackupDesk
from aftersales_desktop.ui.backup_light import state_in_words
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.widgets.banner import Banner
from aftersales_desktop.ui.widgets.button import Button
from aftersales_desktop.ui.widgets.label import Label


class BackupCard(QFrame):
    """One card of the page."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        kit, words = context.kit, context.words
        self.setProperty("role", "card")
        self.setObjectName("settings_backup")
        self.desk = BackupDesk(context, self)
        self._light = Banner(kit)
        self._last = Label(kit, "", "hint", wrap=True)
        self._folder = Label(kit, "", wrap=True)
        self._choose = Button(kit, words("Choose the folder"))
        self._choose.setObjectName("backup_folder")
        self._choose.clicked.connect(self.desk.choose_folder)
        self._turn_off = Button(kit, words("Turn off"), kind="ghost")
        self._turn_off.setObjectName("backup_off")
        self._turn_off.clicked.connect(self._forget_folder)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 16)
        layout.setSpacing(10)
        layout.addLayout(self._head())
        layout.addWidget(self._light)
        layout.addWidget(self._last)
        layout.addWidget(self._folder)
        layout.addLayout(self._folder_buttons())

    def _head(self) -> QHBoxLayout:
        kit, words = self._context.kit, self._context.words
        picture = QLabel()
        picture.setPixmap(kit.theme.pixmap("database", "primary"))
        now = Button(kit, words("Back up now"), "download")
        now.setObjectName("settings_back_up")
        now.clicked.connect(self.desk.back_up)
        back = Button(kit, words("Restore from a backup"), "history")
        back.setObjectName("settings_restore")
        back.clicked.connect(self.desk.restore)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(picture)
        head.addWidget(Label(kit, words("Backup"), "card_title"), 1)
        head.addWidget(now)
        head.addWidget(back)
        return head

    def _folder_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._choose)
        row.addWidget(self._turn_off)
        row.addStretch(1)
        return row

    def reload(self) -> None:
        """Show what the file says."""
        desk, words = self._context.desk, self._context.words
        state, folder = backup_state(desk), load_settings(desk).backup_folder
        self._light.say(*state_in_words(words, state, desk.today()))
        self._last.setVisible(state.last is not None)
        if state.last is not None:
            self._last.setText(
                words(
                    "The last whole backup is of {moment}: {file}",
                    moment=state.last.made_at,
                    file=Code(Path(state.last.path)),
                )
            )
        self._folder.setText(
            words("When the program is closed, a backup is made in {folder}", folder=Code(folder))
            if folder
            else words(
                "Choose a folder on a USB stick or another drive: a backup is made there when the program is closed."
            )
        )
        self._turn_off.setVisible(bool(folder))

    def _forget_folder(self) -> None:
        self.desk.keep_folder("")
