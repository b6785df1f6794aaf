"""The day a build counts from, so that the same project makes the same pages."""

import os
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

from macros.problems import BadData, Problem


def build_day(root: Path) -> date:
    """Return the day of SOURCE_DATE_EPOCH, else of a project's last commit, else today. Raises BadData: see below."""
    return given_day() or _last_commit(root) or date.today()


def given_day() -> date | None:
    """Return the day of SOURCE_DATE_EPOCH (seconds since 1970), or None where it isn't set.

    Raises BadData where it is set to something else.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else None
    except (ValueError, OverflowError, OSError):
        message = f"{epoch!r} is no time: expected whole seconds since 1970, such as 1795348800, or no such variable"
        raise BadData([Problem("SOURCE_DATE_EPOCH", 1, "", message)]) from None


def moment(day: date) -> str:
    """Return a day as an RFC 3339 moment, its first in UTC: what is written of a build is the same at every hour."""
    return f"{day.isoformat()}T00:00:00Z"


def _last_commit(root: Path) -> date | None:
    """Return the day of the last commit, or None where there is none, or no git."""
    try:
        command = ["git", "log", "-1", "--format=%cs"]
        said = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    return date.fromisoformat(said.strip()) if said.strip() else None
