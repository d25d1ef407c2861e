"""Words of screen, paper and errors in the reader's language.

Below ui, printing and cli a sentence is a `Message`; only the edge turns it into words, in the language asked for.
"""

from aftersales_desktop.i18n.formats import Code, OwnNumber, Phone
from aftersales_desktop.i18n.message import N_, Message
from aftersales_desktop.i18n.message_json import message_from_json, message_to_json
from aftersales_desktop.i18n.words import LANGUAGES, Words, render

__all__ = [
    "LANGUAGES",
    "N_",
    "Code",
    "Message",
    "OwnNumber",
    "Phone",
    "Words",
    "message_from_json",
    "message_to_json",
    "render",
]
