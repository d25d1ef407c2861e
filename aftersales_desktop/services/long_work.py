"""What a long piece of work asks and tells while it runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from aftersales_desktop.domain.errors import Cancelled

WHOLE = 1000


@dataclass(frozen=True)
class Watch:
    """`progress(done, total)` hears how far it is, `cancelled()` says whether to stop; the worker calls both."""

    progress: Callable[[int, int], None] | None = None
    cancelled: Callable[[], bool] | None = None
    first: int = 0
    last: int = WHOLE

    def goes_on(self) -> bool:
        """Whether the result is still wanted."""
        return self.cancelled is None or not self.cancelled()

    def tell(self, done: int, total: int) -> None:
        """`done` of `total` of this part of the work."""
        if self.progress is not None:
            share = min(done / total, 1) if total else 1
            self.progress(self.first + int(share * (self.last - self.first)), WHOLE)

    def step(self, done: int, total: int) -> None:
        """Tell, and end with Cancelled when the result is not wanted any more."""
        if not self.goes_on():
            raise Cancelled
        self.tell(done, total)

    def part(self, first: int, last: int) -> Watch:
        """The same watch for a part of this work, in its thousandths."""
        length = self.last - self.first
        begin, end = (self.first + length * thousandths // WHOLE for thousandths in (first, last))
        return Watch(self.progress, self.cancelled, begin, end)
