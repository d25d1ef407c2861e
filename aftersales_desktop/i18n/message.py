"""A sentence that has not been put into words yet."""

from __future__ import annotations

from typing import Any


def N_(text: str) -> str:
    """Mark a constant for translation; it is translated where it is shown."""
    return text


class Message:
    """An English sentence with named blanks, and the values that fill them.

    Values keep their type (date, int, Code, Phone, another Message ...), so that each language writes them its own way.
    Give `many` and `count` for a sentence that depends on a number; the blank for it is ``{count}``.
    """

    __slots__ = ("args", "count", "many", "msgid")

    def __init__(self, msgid: str, many: str = "", *, count: int | None = None, **args: Any) -> None:
        self.msgid = msgid
        self.many = many
        self.count = count
        self.args = args if count is None else {**args, "count": count}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and (self.msgid, self.args) == (other.msgid, other.args)

    def __hash__(self) -> int:
        return hash(self.msgid)

    def __repr__(self) -> str:
        return f"Message({self.msgid!r}, {self.args!r})"
