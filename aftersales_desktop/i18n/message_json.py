"""Messages as JSON, so that a sentence given once (a verdict on a receipt) can be read again in either language."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from aftersales_desktop.i18n.formats import Code, OwnNumber, Phone
from aftersales_desktop.i18n.message import Message

_TEXT_TYPES: dict[str, type[str]] = {"code": Code, "own": OwnNumber, "phone": Phone, "text": str}


def message_to_json(message: Message) -> dict[str, Any]:
    """Plain JSON values; the types of the blanks are kept."""
    return {
        "msgid": message.msgid,
        "many": message.many,
        "count": message.count,
        "args": {name: _to_json(value) for name, value in message.args.items() if name != "count"},
    }


def message_from_json(value: dict[str, Any]) -> Message:
    """The message behind `message_to_json`."""
    args = {name: _from_json(kind, inner) for name, (kind, inner) in value["args"].items()}
    return Message(value["msgid"], value["many"], count=value["count"], **args)


def _to_json(value: Any) -> list[Any]:
    if isinstance(value, Message):
        return ["message", message_to_json(value)]
    if isinstance(value, str):
        kind = next(name for name, of_type in _TEXT_TYPES.items() if type(value) is of_type)
        return [kind, str(value)]
    if isinstance(value, datetime):
        return ["moment", value.isoformat()]
    if isinstance(value, date):
        return ["date", value.isoformat()]
    if isinstance(value, int):
        return ["number", value]
    if isinstance(value, (list, tuple)):
        return ["list", [_to_json(inner) for inner in value]]
    raise TypeError(f"a message with {value!r} cannot be kept")


def _from_json(kind: str, value: Any) -> Any:
    if kind == "message":
        return message_from_json(value)
    if kind == "moment":
        return datetime.fromisoformat(value)
    if kind == "date":
        return date.fromisoformat(value)
    if kind == "list":
        return tuple(_from_json(inner_kind, inner) for inner_kind, inner in value)
    return value if kind == "number" else _TEXT_TYPES[kind](value)
