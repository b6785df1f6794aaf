"""Build the stock Material site of our pages: `python -m tests.bench.stock FOLDER`, from the project's folder.

It reads mkdocs.yml and replaces what makes the site look like ours, so it never drifts from the pages.
"""

import sys
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.utils.yaml import yaml_load

THEME = {
    "name": "material",
    "font": False,  # else two hosts of a third party are asked, which cannot be measured offline
    "features": ["navigation.tabs"],
    "palette": [
        {"scheme": "default", "toggle": {"icon": "material/brightness-7", "name": "Switch to dark mode"}},
        {"scheme": "slate", "toggle": {"icon": "material/brightness-4", "name": "Switch to light mode"}},
    ],
}


def settings(ours: dict[str, Any]) -> dict[str, Any]:
    """Return the settings that replace ours, read from mkdocs.yml."""
    return {
        "theme": THEME,
        "plugins": ["search", *(plugin for plugin in ours["plugins"] if "search" not in plugin)],
        "extra_css": [],
        "extra_javascript": [],
        "strict": False,
    }


def main(folder: str) -> None:
    """Build the stock site into a folder."""
    ours = yaml_load(Path("mkdocs.yml").read_text(encoding="utf-8"))
    config = load_config("mkdocs.yml", site_dir=folder, **settings(ours))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    config.plugins.on_shutdown()


if __name__ == "__main__":
    main(sys.argv[1])
