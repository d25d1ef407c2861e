"""Rules of the whole program that no single test would notice when they are broken."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.source import ROOT, Module, places, text_files
from tools.catalogue import called_name

PACKAGE = "aftersales_desktop"

BANNED_NAMES = {
    "QDateEdit": "use DateField",
    "QTimeEdit": "type the time",
    "QDateTimeEdit": "use DateField",
    "QDoubleSpinBox": "use MoneyField",
    "QPlainTextEdit": "use NoteField: it cannot be mirrored",
    "QMessageBox": "ask through the notifier",
    "QtSql": "one SQLite library in one process",
    "setInputMask": "input masks fight with digits of two scripts",
    "selectRow": "select through the selection model: selectRow() misses the first column in right-to-left tables",
    "on_conflict_replace": "INSERT OR REPLACE goes through append-only tables",
    "QSqlDatabase": "one SQLite library in one process",
}

LATE_IMPORTS = {
    "aftersales_desktop/__main__.py",
    "aftersales_desktop/app.py",
    "aftersales_desktop/cli.py",
    "aftersales_desktop/i18n/formats.py",
    "aftersales_desktop/importing/files.py",
    "aftersales_desktop/ui/background.py",
    "aftersales_desktop/ui/furniture.py",
    "aftersales_desktop/ui/list_papers.py",
    "aftersales_desktop/ui/notifier.py",
    "aftersales_desktop/ui/paper_desk.py",
    "aftersales_desktop/ui/parts/reorder_paper.py",
    "aftersales_desktop/ui/printer.py",
    "aftersales_desktop/ui/reports/export.py",
    "aftersales_desktop/ui/reports/paper.py",
    "aftersales_desktop/ui/screens.py",
    "aftersales_desktop/ui/single_instance.py",
    "aftersales_desktop/ui/today/month_export.py",
    "aftersales_desktop/ui/today/screen.py",
    "aftersales_desktop/ui/widgets/search_box.py",
    "aftersales_desktop/ui/wiring.py",
}
"""Modules that may import inside a function: the first paint, and the first rows, need not wait for paper and Excel,
the Jalali calendar, nor for the network of a second start, nor for the list under the search and the other screens.
"""

STYLE_SHEETS = {"aftersales_desktop/app.py", "aftersales_desktop/ui/theme.py"}
"""The only places that may set a style sheet: one look, one file."""

SCHEMA_TEXT = {"aftersales_desktop/models/triggers.py", "aftersales_desktop/models/ledgers.py"}
"""Modules that write the schema itself out of the names of tables and columns."""

SQL_MARK = "# names are constants"
_SQL = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|REPLACE|CREATE|ALTER|DROP|PRAGMA|ATTACH|VACUUM|WITH|REINDEX)\b")
_EXECUTES = {"execute", "execute_sql", "executemany", "executescript", "SQL", "RawQuery"}


def test_imports_point_downwards():
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-logo"],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"[1-9]\d* kept, 0 broken", done.stdout)


@pytest.mark.parametrize("name", BANNED_NAMES)
def test_banned_names(name):
    def found(module: Module) -> Iterator[ast.AST]:
        for node in module.nodes:
            if name in (getattr(node, part, "") for part in ("id", "attr", "name")):
                yield node

    assert not places(found), BANNED_NAMES[name]


def test_no_replace_of_whole_rows():
    def found(module: Module) -> Iterator[ast.AST]:
        for call in module.calls():
            unpacked = any(keyword.arg is None for keyword in call.keywords)
            if isinstance(call.func, ast.Attribute) and call.func.attr == "replace" and unpacked and not call.args:
                yield call
        replaces = re.compile(r"\b(INSERT OR REPLACE|REPLACE INTO)\b")
        yield from (text for text in module.texts() if replaces.search(text.value))

    assert not places(found), "it deletes the old row past the append-only triggers"


def test_sentences_are_whole():
    def found(module: Module) -> Iterator[ast.AST]:
        for call in module.calls():
            first = call.args[0] if call.args else None
            glued = isinstance(first, (ast.JoinedStr, ast.BinOp)) or _is_format(first)
            if called_name(call) in ("words", "_words", "plural", "Message", "N_") and glued:
                yield call

    assert not places(found), "a sentence glued from pieces cannot be translated: use blanks like {number}"


def _is_format(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Call) and called_name(node) in ("format", "format_map", "join")


def test_errors_are_not_swallowed():
    def found(module: Module) -> Iterator[ast.AST]:
        for handler in module.each(ast.ExceptHandler):
            silent = all(isinstance(step, (ast.Pass, ast.Continue)) for step in handler.body)
            if silent and _is_broad(handler.type):
                yield handler
        for call in module.calls():
            if called_name(call) == "suppress" and any(map(_is_broad, call.args)):
                yield call

    assert not places(found)


def _is_broad(kind: ast.expr | None) -> bool:
    return kind is None or getattr(kind, "id", "") in ("Exception", "BaseException")


def test_no_installed_metadata():
    def found(module: Module) -> Iterator[ast.AST]:
        return (node for node in module.nodes if "importlib.metadata" in imported_names(node))

    assert not places(found), "a frozen program has no metadata; read aftersales_desktop.__version__"


def imported_names(node: ast.AST) -> list[str]:
    """`a.b` and `a.b.c` for ``from a.b import c``."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []


def test_text_files_name_their_encoding():
    assert not places(_text_without_encoding), "Windows would use its own code page"


def _text_without_encoding(module: Module) -> Iterator[ast.Call]:
    for call in module.calls():
        keywords = {keyword.arg: keyword.value for keyword in call.keywords}
        if not ({"encoding", None} & keywords.keys()) and _opens_text(call, keywords):
            yield call


def _opens_text(call: ast.Call, keywords: dict) -> bool:
    name = called_name(call)
    if name in ("read_text", "write_text"):
        return len(call.args) < (1 if name == "read_text" else 2)
    if name == "open":
        owner = getattr(call.func.value, "id", "a path") if isinstance(call.func, ast.Attribute) else ""
        if owner == "os":
            return False
        is_method = owner not in ("", "io")
        mode = keywords.get("mode", _at(call.args, 0 if is_method else 1))
        if is_method:
            return isinstance(mode, ast.Constant) and re.fullmatch("[rwaxt+]+", str(mode.value)) is not None
        return not (isinstance(mode, ast.Constant) and "b" in str(mode.value))
    if name in ("NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "fdopen"):
        position = {"fdopen": 1, "SpooledTemporaryFile": 1}.get(name, 0)
        mode = keywords.get("mode", _at(call.args, position))
        return isinstance(mode, ast.Constant) and "b" not in str(mode.value)
    return False


def _at(items: list, position: int) -> ast.expr | None:
    return items[position] if len(items) > position else None


@pytest.mark.parametrize(
    ("source", "caught"),
    [
        ("open(path)", True),
        ("open(path, 'w')", True),
        ("open(path, 'rb')", False),
        ("open(path, encoding='utf-8')", False),
        ("path.open('w')", True),
        ("path.open('wb')", False),
        ("zip.open('name.xml')", False),
        ("path.read_text()", True),
        ("path.read_text('utf-8')", False),
        ("path.write_text(text)", True),
        ("path.write_text(text, encoding='utf-8')", False),
        ("NamedTemporaryFile('w')", True),
        ("NamedTemporaryFile()", False),
    ],
)
def test_the_encoding_rule_itself(source, caught, tmp_path):
    path = tmp_path / "sample.py"
    path.write_text(source, encoding="utf-8")
    assert bool(list(_text_without_encoding(Module(path)))) is caught


def test_only_the_command_line_prints():
    def found(module: Module) -> Iterator[ast.AST]:
        allowed = module.name.startswith(f"{PACKAGE}/cli")
        return (call for call in module.calls() if getattr(call.func, "id", "") == "print" and not allowed)

    assert not places(found), "a windowed program has no standard output: use the log or the notifier"


def test_late_imports_are_few_and_listed():
    def found(module: Module) -> Iterator[ast.AST]:
        inside = [node for function in module.each(ast.FunctionDef) for node in ast.walk(function)]
        return (node for node in inside if isinstance(node, (ast.Import, ast.ImportFrom)))

    late = {place.rsplit(":", 1)[0] for place in places(found)}
    assert late <= LATE_IMPORTS, "import at the top; only the first paint is a reason to wait"


def test_sql_is_never_composed_of_values():
    found = [place for place in places(_composed_sql) if place.rsplit(":", 1)[0] not in SCHEMA_TEXT]
    assert not found, f"bind values with ?; where only constant names go in, say so: {SQL_MARK}"


def _composed_sql(module: Module) -> Iterator[ast.AST]:
    for node in module.nodes:
        if isinstance(node, ast.Call) and called_name(node) in _EXECUTES and node.args:
            suspects = [node.args[0]]
        elif isinstance(node, (ast.JoinedStr, ast.BinOp)) and _SQL.match(_leading_text(node)):
            suspects = [node]
        else:
            continue
        yield from (part for part in suspects if _is_composed(part) and not _is_marked(module, part))


def _leading_text(node: ast.AST) -> str:
    while isinstance(node, ast.BinOp):
        node = node.left
    if isinstance(node, ast.JoinedStr):
        node = node.values[0] if node.values else node
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _is_composed(node: ast.AST) -> bool:
    return (isinstance(node, (ast.JoinedStr, ast.BinOp)) or _is_format(node)) and not _is_fixed(node)


def _is_fixed(node: ast.AST) -> bool:
    """True for literals, CONSTANTS and whatever is put together from nothing else."""
    if isinstance(node, ast.JoinedStr):
        return all(map(_is_fixed, node.values))
    if isinstance(node, ast.FormattedValue):
        return _is_fixed(node.value)
    if isinstance(node, ast.BinOp):
        return _is_fixed(node.left) and _is_fixed(node.right)
    if isinstance(node, ast.Call):
        return _is_format(node) and all(map(_is_fixed, [node.func.value, *node.args]))
    return isinstance(node, ast.Constant) or _is_constant_name(node)


def _is_constant_name(node: ast.AST) -> bool:
    name = getattr(node, "id", "") or getattr(node, "attr", "")
    return bool(name) and name.isupper()


def _is_marked(module: Module, node: ast.AST) -> bool:
    return any(SQL_MARK in line for line in module.lines[max(node.lineno - 2, 0) : node.end_lineno + 1])


@pytest.mark.parametrize(
    ("source", "caught"),
    [
        ('db.execute_sql("SELECT 1 WHERE id = ?", (n,))', False),
        ('db.execute_sql(f"SELECT {n}")', True),
        ('db.execute_sql("SELECT " + n)', True),
        ('db.execute_sql("SELECT %s" % n)', True),
        ('db.execute_sql("SELECT {}".format(n))', True),
        ('sql = f"UPDATE {table} SET x = 1"', True),
        ('sql = f"UPDATE {TABLE} SET x = 1"', False),
        ('sql = f"UPDATE {table} SET x = 1"  # names are constants', False),
        ('text = f"Order {n}"', False),
        ("db.execute_sql(SQL)", False),
        ('db.execute_sql("SELECT " + ", ".join(COLUMNS))', False),
        ('db.execute_sql("SELECT " + ", ".join(columns))', True),
    ],
)
def test_the_sql_rule_itself(source, caught, tmp_path):
    path = tmp_path / "sample.py"
    path.write_text(source, encoding="utf-8")
    assert bool(list(_composed_sql(Module(path)))) is caught


def test_areas_of_the_window_do_not_know_each_other():
    shared = {"widgets", "pickers"}
    areas = {path.name for path in (ROOT / PACKAGE / "ui").iterdir() if (path / "__init__.py").exists()} - shared

    def found(module: Module) -> Iterator[ast.AST]:
        own = re.match(rf"{PACKAGE}/ui/(\w+)/", module.name)
        if own is None:
            return
        others = tuple(f"{PACKAGE}.ui.{area}." for area in areas - {own[1]})
        for node in module.each(ast.Import, ast.ImportFrom):
            if any(f"{name}.".startswith(others) for name in imported_names(node)):
                yield node

    assert not places(found), "they meet in ui/screens.py only"


def test_private_names_stay_in_their_module():
    def found(module: Module) -> Iterator[ast.AST]:
        for node in module.each(ast.ImportFrom):
            private = any(re.match("_(?!_)", alias.name) for alias in node.names)
            if private and (node.module or "").startswith(PACKAGE):
                yield node

    assert not places(found), "give it a public name and a docstring, or keep it to itself"


def test_style_sheets_come_from_one_place():
    def found(module: Module) -> Iterator[ast.AST]:
        return (call for call in module.calls() if called_name(call) == "setStyleSheet")

    assert {place.rsplit(":", 1)[0] for place in places(found)} <= STYLE_SHEETS


def test_connections_do_not_hold_their_owner():
    def found(module: Module) -> Iterator[ast.AST]:
        for call in module.calls():
            slot = call.args[0] if called_name(call) == "connect" and call.args else None
            if isinstance(slot, ast.Lambda) and any(getattr(node, "id", "") == "self" for node in ast.walk(slot)):
                yield call

    assert not places(found), "connect to a bound method: a lambda that holds self keeps the widget alive"


def test_typed_keys_are_ascii():
    def found(module: Module) -> Iterator[ast.AST]:
        for call in module.calls():
            if called_name(call) in ("keyClicks", "keyClick"):
                typed = [node.value for node in ast.walk(call) if isinstance(node, ast.Constant)]
                if any(isinstance(text, str) and not text.isascii() for text in typed):
                    yield call

    assert not places(found, "tests"), "keyClicks with Persian letters aborts Python: use setText or insert"


def test_everything_public_is_typed():
    def found(module: Module) -> Iterator[ast.AST]:
        for node in module.each(ast.FunctionDef, ast.AsyncFunctionDef):
            if not node.name.startswith("_"):
                arguments = node.args.posonlyargs + node.args.args + node.args.kwonlyargs
                untyped = [one.arg for one in arguments if one.annotation is None and one.arg not in ("self", "cls")]
                if untyped or node.returns is None:
                    yield node

    assert not places(found)


_ROOTS = "|".join(["work", "home", "root", "Users"])
_MACHINE_PATH = re.compile(rf"(?<![\w.~*\])}}/-])/({_ROOTS})/\w|[A-Za-z]:\\+Users\\+\w")
_REGISTRY = re.compile(
    "|".join(["files" r"\.pythonhosted", "pypi" r"\.org/simple", "registry" r"\.npmjs", "deb" r"\.debian"])
)


@pytest.mark.parametrize("pattern", [_MACHINE_PATH, _REGISTRY], ids=["machine", "registry"])
def test_nothing_points_to_one_machine(pattern):
    found = []
    for path in text_files():
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if pattern.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}")
    assert not found
