"""The day a build counts from, so that the same project makes the same pages."""

import os
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path


def build_day(root: Path) -> date:
    """Return the day of SOURCE_DATE_EPOCH (seconds since 1970), else of a project's last commit, else today."""
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        return datetime.fromtimestamp(int(epoch), UTC).date()
    return _last_commit(root) or date.today()


def _last_commit(root: Path) -> date | None:
    """Return the day of the last commit, or None where there is none, or no git."""
    try:
        command = ["git", "log", "-1", "--format=%cs"]
        said = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    return date.fromisoformat(said.strip()) if said.strip() else None
