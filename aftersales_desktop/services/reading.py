"""What a query needs: any way to read rows, whether the desk's own connection or a worker's."""

from __future__ import annotations

from typing import Any, Protocol


class Rows(Protocol):
    """A desk or a reader."""

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Rows of a constant query."""
        ...
