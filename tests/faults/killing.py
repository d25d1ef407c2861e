"""Processes that work in a data folder until they are killed, and what they said before."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]


def kill_once(module: str, folder: Path, chance: random.Random, longest: float = 0.2) -> None:
    """Let a process of ``tests.faults`` work for a moment (seconds), then kill it."""
    process = subprocess.Popen(
        [sys.executable, "-m", f"tests.faults.{module}", str(folder), str(chance.randrange(10**9))],
        stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    assert process.stdout.readline() == "ready\n"
    time.sleep(chance.uniform(0.01, longest))
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()


def acknowledged(folder: Path) -> list[str]:
    """What was said to be saved, line by line; a last line without its end was never said."""
    path = folder / "acknowledged"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True) if path.exists() else []
    return [line.strip() for line in lines if line.endswith("\n")]
