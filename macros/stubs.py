"""The short page each case, risk and question has under docs/. `python -m macros.stubs` writes the missing ones."""

from pathlib import Path

from macros import loading
from macros.codes import kind_of
from macros.library import ROOT
from macros.writing import write

STUB = """\
---
render_macros: true
section: {section}
---

{{{{ {macro}("{code}") }}}}
"""
# Which macro draws the page of which kind.
MACROS = {
    "case": "case",
    "client_risk": "risk",
    "therapist_risk": "risk",
    "question": "question",
    "caveat": "question",
}


def stub(code: str) -> str:
    """Return the text of an item's page stub."""
    kind = kind_of(code)
    return STUB.format(section=kind.section, macro=MACROS[kind.name], code=code)


def write_stubs(root: Path = ROOT) -> list[Path]:
    """Write the page stubs that are missing and return them; whatever exists is left as it is."""
    wanted = {root / "docs" / path: stub(code) for path, code in loading.stubs_wanted(root).items()}
    return [path for path, text in wanted.items() if not path.exists() and write(path, text)]


if __name__ == "__main__":
    for path in write_stubs():
        print(f"wrote {path.relative_to(ROOT)}")
