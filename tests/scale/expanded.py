"""Build a stock Material site of what our macros draw: `python -m tests.scale.expanded`, from a project's folder.

`write FOLDER` writes the Markdown of every page, macros drawn, into a folder, with the settings of the stock site;
`mkdocs build -f FOLDER/mkdocs.yml` then builds it, with the engine and the theme alone.
"""

import shutil
import sys
from pathlib import Path

import yaml
from mkdocs.config import load_config
from mkdocs.structure.files import get_files
from mkdocs.structure.nav import get_navigation
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from tests.bench.stock import THEME

OWN = "macros."  # what the names of our own Markdown extensions begin with
ASSETS = "assets/fonts", "assets/mark.svg", "assets/social.png"  # what an author would have put there too


def write(folder: Path) -> None:
    """Write the Markdown of a project's pages as its macros draw it, with the settings of a stock site."""
    docs = folder / "docs"
    config = load_config("mkdocs.yml", strict=False)
    config.plugins.on_startup(command="build", dirty=False)
    config = config.plugins.on_config(config)
    files = get_files(config)
    get_navigation(files, config)
    for file in files.documentation_pages():
        page = file.page
        page.read_source(config)
        text = config.plugins.on_page_markdown(page.markdown, page=page, config=config, files=files)
        head = {name: str(page.meta[name]) for name in ("title", "description") if name in page.meta}
        path = docs / file.src_uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\n{yaml.safe_dump(head, allow_unicode=True)}---\n\n{text}\n", encoding="utf-8")
    for name in ASSETS:
        source = Path("docs") / name
        (shutil.copytree if source.is_dir() else _copy)(source, docs / name)
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings(), sort_keys=False), encoding="utf-8")


def settings() -> dict:
    """Return the settings of the stock site: ours but for the theme, our plugins and our extensions."""
    ours = yaml_load(Path("mkdocs.yml").read_text(encoding="utf-8"), get_yaml_loader())
    kept = {name: ours[name] for name in ("site_name", "site_description", "validation", "not_in_nav", "nav")}
    extensions = [one for one in ours["markdown_extensions"] if not str(one).startswith(OWN)]
    return {**kept, "theme": THEME, "plugins": ["search"], "markdown_extensions": extensions}


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, target)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
