"""What can build the pages from this tree, and how each is called."""

import sys
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Engine:
    """A generator of static sites: the command that makes a clean build, and what its environment must say."""

    command: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)


ENGINES = {"mkdocs": Engine((sys.executable, "-m", "mkdocs", "build", "--strict"))}
