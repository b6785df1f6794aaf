"""What the project's own files say of it: the site's one address, its name, its version."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from macros.library import ROOT
from macros.problems import BadData, Problem
from macros.references import Url

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
LICENCE_NAME = "CC BY 4.0"


def settings(root: Path = ROOT) -> dict[str, Any]:
    """Return mkdocs.yml as MkDocs reads it, with what its !ENV tags name."""
    return yaml_load((root / "mkdocs.yml").read_text(encoding="utf-8"), get_yaml_loader())


def site_url(root: Path = ROOT) -> str:
    """Return the site's address, with a slash at the end; an empty text where it isn't published yet.

    Raises BadData where it is no address.
    """
    url = settings(root).get("site_url") or ""
    if url and not re.fullmatch(Url.pattern, url):
        raise BadData([Problem("SITE_URL", 1, "", f"{url!r} is not {Url.expected}")])
    return with_slash(url)


def with_slash(url: str) -> str:
    """Return an address that ends in a slash; an empty text for an empty one."""
    return url.rstrip("/") + "/" if url else ""


def policy(root: Path = ROOT) -> str:
    """Return the content security policy of the pages; an empty text where they have none, as under `make serve`."""
    return settings(root)["extra"]["csp"] or ""


def site_name(root: Path = ROOT) -> str:
    """Return what the site is called."""
    return settings(root)["site_name"]


def version(root: Path = ROOT) -> str:
    """Return the version of the site, from pyproject.toml."""
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


@dataclass(frozen=True)
class About:
    """What is said of the site: its name, what it is about, its version, and its address, where it has one."""

    name: str
    about: str
    version: str
    url: str


def about(root: Path, url: str) -> About:
    """Return what a project's files say of its site, which is built for an address or, as yet, for none."""
    said = settings(root)
    return About(said["site_name"], said["site_description"], version(root), url)
