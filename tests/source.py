"""The program's own source, parsed once for the tests that watch over it."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Module:
    """One Python file of the project."""

    path: Path

    @cached_property
    def name(self) -> str:
        """Path from the project's root, with slashes; a whole path outside it."""
        return (self.path.relative_to(ROOT) if self.path.is_relative_to(ROOT) else self.path).as_posix()

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.name)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(self.tree))

    def each(self, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
        """Every node of some kinds."""
        return (node for node in self.nodes if isinstance(node, kinds))

    def calls(self) -> Iterator[ast.Call]:
        """Every call."""
        return self.each(ast.Call)

    def texts(self) -> Iterator[ast.Constant]:
        """Every string constant, docstrings included."""
        return (node for node in self.each(ast.Constant) if isinstance(node.value, str))


@lru_cache(maxsize=8)
def modules(folder: str = "aftersales_desktop") -> tuple[Module, ...]:
    """Every Python file below a folder of the project."""
    return tuple(Module(path) for path in sorted((ROOT / folder).rglob("*.py")))


def places(found: Callable[[Module], Iterator[ast.AST]], folder: str = "aftersales_desktop") -> list[str]:
    """`file:line` of everything that `found` yields, module by module."""
    return [f"{module.name}:{node.lineno}" for module in modules(folder) for node in found(module)]


def text_files() -> Iterator[Path]:
    """Every text file that belongs to the project: what git tracks, or, in an unpacked source package, the same."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
        paths = [ROOT / name for name in listed.decode("utf-8").split("\0") if name]
    else:
        folders = ("aftersales_desktop", "resources", "tests", "tools", "docs", "benchmarks")
        paths = [*ROOT.glob("*"), *(path for folder in folders for path in (ROOT / folder).rglob("*"))]
    return (path for path in paths if path.is_file() and b"\0" not in path.read_bytes()[:8000])
