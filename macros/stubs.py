"""The short page of each case, risk and question under docs/, and of what has moved.

`python -m macros.stubs` writes the missing ones.
"""

from pathlib import Path

from pydantic import BaseModel

from macros import loading, redirects
from macros.library import ROOT
from macros.models import Case, Question, Risk, Teaching
from macros.records import Declared
from macros.writing import write

STUB = """\
---
render_macros: true
section: {section}
---

{{{{ {macro}("{code}") }}}}
"""
# Which macro draws the page of which record, and the section of the site it is read in.
DRAWN: dict[type[BaseModel], tuple[str, str]] = {
    Case: ("case", "cases"),
    Risk: ("risk", "risks"),
    Question: ("question", "questions"),
    Teaching: ("teaching", "teach"),
}


def stub(one: Declared) -> str:
    """Return the text of the page stub of an item, of how to teach a case, or of an old address."""
    if one.field == "old":
        return redirects.stub(one.name)
    macro, section = DRAWN[one.record.model]
    return STUB.format(section=section, macro=macro, code=one.name)


def write_stubs(root: Path = ROOT) -> list[Path]:
    """Write the page stubs that are missing and return them; whatever exists is left as it is."""
    wanted = {root / "docs" / path: stub(one) for path, one in loading.stubs_wanted(root).items()}
    return [path for path, text in wanted.items() if not path.exists() and write(path, text)]


if __name__ == "__main__":
    for path in write_stubs():
        print(f"wrote {path.relative_to(ROOT)}")
