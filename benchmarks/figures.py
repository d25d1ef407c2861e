"""One line of a benchmark: what was measured, the floor of the same run, their ratio and the target."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """`floor` 0 means that the measured value itself has the target. `at_least` turns the comparison round."""

    title: str
    measured: float
    target: float
    floor: float = 0.0
    unit: str = "ms"
    at_least: bool = False

    @property
    def value(self) -> float:
        """What is compared with the target."""
        return self.measured / self.floor if self.floor else self.measured

    @property
    def is_met(self) -> bool:
        """Whether the target is kept."""
        return self.value >= self.target if self.at_least else self.value <= self.target

    def line(self) -> str:
        """The figure in one line."""
        floor = f"{self.floor:10.3f}" if self.floor else " " * 10
        ratio = f"{self.value:8.3f}x" if self.floor else " " * 9
        sign = ">=" if self.at_least else "<="
        target = f"{sign} {self.target:g}{'x' if self.floor else ''}"
        missed = "" if self.is_met else "   MISSED"
        return f"{self.title:58} {self.measured:10.3f} {self.unit:3} {floor} {ratio}   {target:>9}{missed}"


HEADING = f"{'line':58} {'measured':>10} {'':3} {'floor':>10} {'ratio':>9}   {'target':>9}"


def milliseconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def p95(times: Sequence[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(times, n=20)[-1]
