"""The keys of the program, in one table; the help page, the tooltips and `key_actions` are made from it."""

from __future__ import annotations

from typing import NamedTuple

from aftersales_desktop.i18n import N_


class KeyBinding(NamedTuple):
    """One key: the name the code uses, the keys, what the help says; `bar` puts it in the status bar."""

    name: str
    keys: str
    title: str
    bar: bool = False
    also: str = ""
    """The same key where the keyboard is Persian: letters alone are matched by what they write."""


KEYS = (
    KeyBinding("help", "F1", N_("Help"), bar=True),
    KeyBinding("intake", "F2", N_("New intake"), bar=True),
    KeyBinding("search", "F3", N_("Search"), bar=True),
    KeyBinding("new_customer", "F4", N_("New customer")),
    KeyBinding("refresh", "F5", N_("Refresh")),
    KeyBinding("next_state", "F6", N_("Next state")),
    KeyBinding("diagnose", "F7", N_("Diagnosis of the order on the bench")),
    KeyBinding("hand_over", "F8", N_("Hand over"), bar=True),
    KeyBinding("estimate", "E", N_("Estimate of the order that is shown"), also="ث"),
    KeyBinding("approve", "A", N_("The customer agrees to the estimate"), also="ش"),
    KeyBinding("refuse", "R", N_("The customer refuses the estimate"), also="ق"),
    KeyBinding("no_answer", "N", N_("The customer did not answer the call"), also="د"),
    KeyBinding("print_last", "F9", N_("Print the last paper again")),
    KeyBinding("add_operation", "F10", N_("Add an operation")),
    KeyBinding("swap_part", "F11", N_("Swap a part")),
    KeyBinding("steps", "Alt+1 ... Alt+6", N_("One of the next steps of an order on the bench")),
    KeyBinding("lend", "F12", N_("Lend a loaner")),
    KeyBinding("send_outside", "Ctrl+O", N_("Send outside")),
    KeyBinding("call_customer", "Ctrl+L", N_("Call the customer")),
    KeyBinding("save", "Ctrl+S", N_("Save"), bar=True),
    KeyBinding("print", "Ctrl+P", N_("Print"), bar=True),
    KeyBinding("save_and_print", "Ctrl+Return", N_("Save and print")),
    KeyBinding("undo", "Ctrl+Z", N_("Undo")),
    KeyBinding("close_panel", "Esc", N_("Close the panel")),
    KeyBinding("next_field", "Return", N_("Next input")),
    KeyBinding("previous_field", "Shift+Return", N_("Previous input")),
    KeyBinding("open_list", "Alt+Down", N_("Open the list or the calendar of an input")),
    KeyBinding("open_row", "Space", N_("Open the chosen row")),
    KeyBinding("tab", "Ctrl+1 ... Ctrl+9", N_("Go to a tab")),
)
BY_NAME = {binding.name: binding for binding in KEYS}


def keys_of(name: str) -> str:
    """The keys as they are shown: Ctrl+Enter, F2."""
    return BY_NAME[name].keys.replace("Return", "Enter")
