"""The single road from a button to a service, and back with an error."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from aftersales_desktop.domain.errors import DeskError, ValidationError
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.widgets.form import Form

Result = TypeVar("Result")
logger = logging.getLogger(__name__)


def perform(context: AppContext, operation: Callable[[], Result], *, form: Form | None = None) -> Result | None:
    """Run a use case; on an expected failure tell the user and keep what was typed. None means it did not happen."""
    try:
        return operation()
    except ValidationError as error:
        _show_problems(context, error, form)
    except DeskError as error:
        logger.info("Refused: %s", type(error).__name__)
        context.notifier.warning(context.words.say(error.message))
    return None


def _show_problems(context: AppContext, error: ValidationError, form: Form | None) -> None:
    names = form.names() if form else ()
    if form is not None:
        form.show_problems(problem for problem in error.problems if problem.field in names)
    for problem in error.problems:
        if problem.field not in names:
            context.notifier.warning(context.words.say(problem.message))
            return
