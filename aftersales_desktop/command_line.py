"""What may be typed behind the program's name, and what it means."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

from aftersales_desktop.i18n import LANGUAGES


def read_command_line(arguments: Sequence[str]) -> argparse.Namespace:
    """The command and its options; ends the program with 2 when it is used wrongly.

    Nothing typed is what a double click means: that window need not wait for the parser of all commands.
    """
    if not arguments:
        return argparse.Namespace(data=None, language=None, demo=False, command=None)
    return _parser().parse_args(arguments)


def _filled(what: str) -> Callable[[str], str]:
    """An empty name, as of a variable of the shell that is not set, must not mean the real records."""

    def name(typed: str) -> str:
        if not typed:
            raise argparse.ArgumentTypeError(f"the name of the {what} is empty")
        return typed

    return name


def _import_number(which: str) -> str:
    if which != "last" and not (which.isascii() and which.isdigit() and len(which) < 10):
        raise argparse.ArgumentTypeError("the number of an import, or last")
    return which


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="aftersales-desktop", description="After-sales service desk for one PC.")
    parser.add_argument("--data", metavar="DIR", type=_filled("folder"), help="folder of the database")
    parser.add_argument("--language", choices=sorted(LANGUAGES), help="language of the window, papers and messages")
    parser.add_argument("--demo", action="store_true", help="the window on a filled demo database in its own folder")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--language", choices=sorted(LANGUAGES), default=argparse.SUPPRESS)
    common.add_argument("--data", metavar="DIR", type=_filled("folder"), default=argparse.SUPPRESS)

    tour = commands.add_parser("tour", parents=[common], help="pictures of every screen and paper of a demo")
    tour.add_argument("out", metavar="OUT")
    tour.add_argument("--dark", action="store_true")
    commands.add_parser("demo", parents=[common], help="fill an empty data folder with the demo")
    importing = commands.add_parser(
        "import", parents=[common], help="bring in old records from a CSV file or a workbook"
    )
    importing.add_argument("file", metavar="FILE", nargs="?")
    importing.add_argument("--sheet", metavar="NAME", default="", help="a sheet of the workbook, also a hidden one")
    importing.add_argument("--map", metavar="MAP.json", help="which column holds what")
    importing.add_argument("--dry-run", action="store_true", help="count only, change nothing")
    importing.add_argument("--list", action="store_true", help="the imports so far")
    importing.add_argument(
        "--undo", metavar="ID", type=_import_number, help='take an import back; "last" is the newest'
    )
    printing = commands.add_parser("print", parents=[common], help="a paper as PDF")
    printing.add_argument("document", nargs="?", metavar="DOCUMENT")
    printing.add_argument("number", nargs="?", metavar="NUMBER", help='"any" is the newest')
    printing.add_argument("out", nargs="?", metavar="OUT.pdf")
    printing.add_argument("--paper", default="", help="a size the paper can take")
    printing.add_argument("--list", action="store_true", help="names of all papers")
    month = commands.add_parser("export-month", parents=[common], help="a month as a workbook")
    month.add_argument("month", metavar="MONTH", help="1404-05 or 2025-08")
    month.add_argument("out", metavar="OUT.xlsx")
    check = commands.add_parser("check", parents=[common], help="verify what must always hold in the file")
    check.add_argument("--repair", action="store_true", help="make the search indexes again if they are not right")
    check.add_argument(
        "--rebuild", action="store_true", help="make places, balances and states again from the ledgers behind them"
    )
    backup = commands.add_parser("backup", parents=[common], help="a verified backup of the whole file")
    backup.add_argument("file", metavar="FILE", type=_filled("file"))
    restore = commands.add_parser("restore", parents=[common], help="go back to a backup; today's file is kept")
    restore.add_argument("file", metavar="FILE", type=_filled("file"))
    return parser
