"""The words of the demo, read from the files packed with the program."""

from __future__ import annotations

import json
from typing import Any

from aftersales_desktop.resource import resource_path


def read_words(name: str) -> dict[str, Any]:
    """One of the files: catalogue, terms, models, people, visits."""
    return json.loads(resource_path(f"demo/{name}.json").read_text(encoding="utf-8"))
