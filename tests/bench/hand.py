"""Make the page written by hand: the text of a built case page in plain HTML, with one small stylesheet."""

import shutil
from pathlib import Path

from bs4 import BeautifulSoup, Comment
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

HERE = Path(__file__).parent
KEPT = {"href", "id", "src", "alt", "lang", "scope", "colspan", "rowspan", "open"}
DROPPED = "script, style, link, template, svg, nav, form, button, input, :is(h1, h2, h3, h4) a[href^='#']"


def plain(html: str) -> tuple[str, str, str]:
    """Return of a page its title, its description, and its article as one would type it: no classes, no boxes."""
    soup = BeautifulSoup(html, "lxml")
    description = soup.find("meta", attrs={"name": "description"})
    article = soup.find("article") or soup.find("main")
    for element in article.select(DROPPED):
        element.decompose()
    for comment in article.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    for element in article.find_all(["div", "span"]):
        element.unwrap()
    for element in article.find_all(True):
        element.attrs = {name: value for name, value in element.attrs.items() if name in KEPT}
    lines = (line.strip() for line in article.decode_contents().splitlines())
    return soup.title.get_text(), description["content"] if description else "", "\n".join(filter(None, lines))


def write(page: Path, folder: Path) -> None:
    """Write the text of a built page and the stylesheet into a folder."""
    title, description, article = plain(page.read_text(encoding="utf-8"))
    templates = Environment(loader=FileSystemLoader(HERE), autoescape=True)
    template = templates.get_template("hand.html.j2")
    text = template.render(title=title, description=description, article=Markup(article))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(text, encoding="utf-8")
    shutil.copyfile(HERE / "hand.css", folder / "style.css")
