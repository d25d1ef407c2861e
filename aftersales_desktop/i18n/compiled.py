"""Reads compiled catalogues without decoding them whole: the window shows before most sentences are asked for."""

from __future__ import annotations

import gettext
import struct
from collections.abc import Callable
from functools import cached_property
from typing import BinaryIO

_MAGIC = 0x950412DE
_HEADER = struct.Struct("<5I")


class CompiledCatalogue(gettext.NullTranslations):
    """The sentences of a .mo file, as https://www.gnu.org/software/gettext/manual/html_node/MO-Files.html describes it.

    `gettext.GNUTranslations` decodes and splits every sentence at once, which grows with the catalogue.
    """

    def _parse(self, fp: BinaryIO) -> None:
        """OSError if the file is no little-endian catalogue."""
        content = fp.read()
        if len(content) < _HEADER.size or _HEADER.unpack_from(content)[0] != _MAGIC:
            raise OSError("not a compiled catalogue")
        _magic, _version, count, originals, translations = _HEADER.unpack_from(content)
        table = struct.Struct(f"<{2 * count}I")
        keys, texts = table.unpack_from(content, originals), table.unpack_from(content, translations)
        self._texts = {
            content[key_at : key_at + key_length]: content[text_at : text_at + text_length]
            for key_length, key_at, text_length, text_at in zip(
                keys[::2], keys[1::2], texts[::2], texts[1::2], strict=True
            )
        }

    @cached_property
    def _form(self) -> Callable[[int], int]:
        """Which of the forms of a sentence goes with a number, by the rule in the catalogue's own header."""
        header = self._texts[b""].decode()
        rule = next(line for line in header.splitlines() if line.startswith("Plural-Forms:"))
        return gettext.c2py(rule.rpartition("plural=")[2].rstrip(";"))

    def gettext(self, message: str) -> str:
        """The sentence in this language; as it is, or from the fallback, if the catalogue does not have it."""
        text = self._texts.get(message.encode())
        return super().gettext(message) if text is None else text.decode()

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The form of the sentence that goes with the number."""
        text = self._texts.get(f"{msgid1}\0{msgid2}".encode())
        return super().ngettext(msgid1, msgid2, n) if text is None else text.decode().split("\0")[self._form(n)]
