"""Each engine builds the same site from the same tree: the way out is kept open."""

import json
import shutil
from difflib import unified_diff
from fnmatch import fnmatch
from pathlib import Path
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup
from lxml import etree, html

from macros import classroom
from macros.engines import ENGINES
from macros.releases import FILE
from macros.stubs import write_stubs
from tests.conftest import ROOT, SITE, copied, run

# No slash at the end: MkDocs adds it, Zensical does not. Below the root, so that a link with one ../ too many shows.
ADDRESS = "https://atls.example/much/deeper/course"
REPOSITORY = {"REPO_URL": "https://code.example/team", "EDIT_URI": "edit/main/docs/"}
LINKS = ("href", "src", "action")
# What has moved, and what was withdrawn, are kinds of page that the project may have none of.
REDIRECTS = """\
redirects:
  - old: "/our-method/"
    to: "/about/#method"
    changed: "2026-11-20"
  - old: "/rules/"
    to: "C1"
    changed: "2026-11-20"
    withdrawn: "Nobody follows rules like these."
"""
# What one engine alone writes, and why. No page asks for any of it.
THEME = "its own edition of the theme, copied whole: pages load assets/site.css and our scripts instead"
OWN = {
    "mkdocs": {
        "assets/javascripts/*": THEME,
        "assets/stylesheets/*": THEME,
        "sitemap.xml.gz": "the sitemap once more, packed",
    },
    "zensical": {
        "assets/javascripts/*": THEME,
        "assets/stylesheets/*": THEME,
        "search.json": "the index of its own search: empty, for it is turned off",
    },
}


def whole(folder: Path) -> Path:
    """Return a copy of the whole project, with its ledger and the downloads that have been made."""
    project = copied(folder / "project")
    shutil.copytree(ROOT / "docs" / "downloads", project / "docs" / "downloads", dirs_exist_ok=True)
    shutil.copy(ROOT / FILE, project)
    return project


def built(engine: str, project: Path, site: str, **settings: str) -> Path:
    """Build a project's site with an engine and return its folder, which is named from the project's or wholly."""
    ENGINES[engine].forget(project)
    settings = ENGINES[engine].environment | settings
    made = run(*ENGINES[engine].command[2:], cwd=project, SITE_DIR=site, **settings)
    assert made.returncode == 0, made.stdout + made.stderr
    return project / site


def files(site: Path, engine: str = "") -> list[str]:
    """Return the files of a site, but those that are the engine's own."""
    found = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    return [name for name in found if not any(fnmatch(name, pattern) for pattern in OWN.get(engine, ()))]


def drawn(site: Path, name: str) -> list[str]:
    """Return every element of a page, or of the sitemap, in order: attributes, with links resolved, and text."""
    parser = html.HTMLParser(encoding="utf-8") if name.endswith(".html") else etree.XMLParser()
    page = f"{ADDRESS}/{name.removesuffix('index.html')}"
    found = []
    for element in etree.parse(site / name, parser).iter(etree.Element):
        said = {key: urljoin(page, value) if key in LINKS else value for key, value in element.attrib.items()}
        found.append(f"<{element.tag} {sorted(said.items())}>")
        found += [" ".join(text.split()) for text in (element.text, element.tail) if text and text.strip()]
    return found


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the whole project, in which something has moved, built with MkDocs for a real address into mkdocs/."""
    project = whole(tmp_path_factory.mktemp("engines"))
    (project / "data" / "redirects.yml").write_text(REDIRECTS, encoding="utf-8")
    assert len(write_stubs(project)) == 2
    built("mkdocs", project, "mkdocs", SITE_URL=ADDRESS, **REPOSITORY)
    return project


def test_zensical_builds_the_same_site(project: Path) -> None:
    theirs = project / "mkdocs"
    kept = project / ".cache" / "of-others" / "file"
    kept.parent.mkdir(parents=True)
    kept.write_text("kept", encoding="utf-8")
    ours = built("zensical", project, "zensical", SITE_URL=ADDRESS, **REPOSITORY)

    names = files(theirs, "mkdocs")
    assert files(ours, "zensical") == names
    pages = [name for name in names if name.endswith(".html")]
    sources = [path.relative_to(project / "docs").with_suffix("").as_posix() for path in project.glob("docs/**/*.md")]
    assert {*pages} == {"404.html", *(f"{name}/".removesuffix("index/") + "index.html" for name in sources)}
    for name in names:
        if name in pages or name == "sitemap.xml":
            difference = [*unified_diff(drawn(theirs, name), drawn(ours, name), lineterm="", n=0)][2:]
            assert not difference, "\n".join([name, *difference[:20]])
        else:
            assert (ours / name).read_bytes() == (theirs / name).read_bytes(), name

    assert kept.is_file()
    ENGINES["zensical"].forget(project)
    left = {path.name for path in (project / ".cache").iterdir()}
    assert left <= {"of-others", ".gitignore", "mkdocstrings.json", "objects.inv"}  # none of which holds a page


def test_with_a_real_address_pages_cite_it_and_offer_an_edit_link(project: Path) -> None:
    site = project / "mkdocs"
    soup = BeautifulSoup((site / "risks/rp3/index.html").read_text(encoding="utf-8"), "lxml")
    assert f"{ADDRESS}/risks/rp3/" in soup.find(class_="cite").get_text()
    assert soup.find("link", rel="canonical")["href"] == f"{ADDRESS}/risks/rp3/"
    case = site / "cases/single-session"
    told = BeautifulSoup((case / "index.html").read_text(encoding="utf-8"), "lxml").find(type="application/ld+json")
    assert json.loads(told.string)["url"] == f"{ADDRESS}/cases/single-session/"
    ris, csl = ((case / f"cite.{kind}").read_text(encoding="utf-8") for kind in ("ris", "json"))
    assert f"UR  - {ADDRESS}/cases/single-session/" in ris
    assert json.loads(csl)[0]["URL"] == f"{ADDRESS}/cases/single-session/"
    for place, file in {  # where the words of a page stand, which for an item is not the page's own file
        "risks/rp3": "data/risks.yml",
        "questions/qc1": "data/questions.yml",
        "cases/single-session": "data/cases/single-session.yml",
        "cases/single-session/teach": "data/teaching/c1.yml",
        "help": "docs/help.md",
    }.items():
        shown = BeautifulSoup((site / place / "index.html").read_text(encoding="utf-8"), "lxml")
        assert shown.find("a", rel="edit")["href"] == f"https://code.example/team/edit/main/{file}"
        assert (project / file).is_file()


def test_no_page_asks_for_what_one_engine_alone_writes() -> None:
    patterns = {pattern for own in OWN.values() for pattern in own}
    for name in files(SITE):
        if name.endswith(".html"):
            for asked in html.parse(SITE / name).xpath("//@href | //@src"):
                place = urljoin(f"/{name}", asked).lstrip("/")
                assert not any(fnmatch(place, pattern) for pattern in patterns), (name, asked)


def test_properdocs_builds_the_very_same_files(tmp_path: Path) -> None:
    site = built("properdocs", whole(tmp_path), str(tmp_path / "elsewhere"), CLASSROOM="true")
    classroom.pack(site, site / classroom.NAME)  # as a build does behind any engine
    assert files(site) == files(SITE)
    assert [name for name in files(site) if (site / name).read_bytes() != (SITE / name).read_bytes()] == []


# ── What stops them ────────────────────────────────────────────────────────────────────────────────────

# What goes wrong in which file, and what is said of it.
SLIPS = {
    "unknown macro": ("few/index.md", "---\nrender_macros: true\n---\n{{ no_such_macro() }}\n", "no_such_macro"),
    "broken link": ("few/index.md", "# To [nowhere](no-such-page.md)\n", "page does not exist"),
    "bad data": ("data/glossary.yml", "terms: 7\n", "data/glossary.yml:1: terms: "),
}


@pytest.mark.parametrize(("engine", "slip"), [*(("zensical", slip) for slip in SLIPS), ("properdocs", "bad data")])
def test_a_slip_stops_the_engine_and_is_named(engine: str, slip: str, tmp_path: Path) -> None:
    project = copied(tmp_path / "project")
    settings = (project / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:")[0]
    (project / "mkdocs.yml").write_text(f"{settings}\nnav: [index.md]\ndocs_dir: few\n", encoding="utf-8")
    (project / "few").mkdir()
    (project / "few" / "index.md").write_text("---\nrender_macros: true\n---\n# Sound\n", encoding="utf-8")
    place, text, said = SLIPS[slip]
    (project / place).write_text(text, encoding="utf-8")
    failed = run(*ENGINES[engine].command[2:], cwd=project)
    assert failed.returncode != 0
    assert said in failed.stdout + failed.stderr
