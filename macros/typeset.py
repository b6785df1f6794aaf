"""From a sheet to a PDF or a DOCX file: pandoc reads its HTML, typst sets the pages; same text, same bytes."""

import os
import subprocess
import tempfile
from datetime import UTC, date, datetime, time
from pathlib import Path

import pypandoc
import typst

from macros import word
from macros.sheets import Sheet

PAPER = Path(__file__).parent / "paper"
A4, LETTER = "a4", "us-letter"


def pdf(sheet: Sheet, day: date, size: str = A4) -> bytes:
    """Return a sheet as a PDF that meets PDF/UA-1, dated to `day`, on A4 or US Letter."""
    source = _pandoc(
        sheet,
        day,
        "--to=typst-smart",
        f"--template={PAPER / 'sheet.typ'}",
        f"--lua-filter={PAPER / 'pdf.lua'}",
        f"--variable=papersize:{size}",
    )
    return typst.compile(source, ignore_system_fonts=True, pdf_standards=["ua-1"], timestamp=_epoch(day))


def docx(sheet: Sheet, day: date) -> bytes:
    """Return a sheet as a DOCX file to edit, dated to `day`."""
    with tempfile.NamedTemporaryFile(suffix=".docx") as look:
        look.write(word.reference())
        look.flush()
        return _pandoc(
            sheet,
            day,
            "--to=docx",
            f"--template={PAPER / 'document.xml'}",
            f"--lua-filter={PAPER / 'docx.lua'}",
            f"--reference-doc={look.name}",
        )


def _epoch(day: date) -> int:
    """Return noon of a day in seconds since 1970: the same day in most time zones."""
    return int(datetime.combine(day, time(12), UTC).timestamp())


def _pandoc(sheet: Sheet, day: date, *options: str) -> bytes:
    """Return what pandoc makes of a sheet. Raises RuntimeError with what it says where it fails."""
    made = subprocess.run(
        [pypandoc.get_pandoc_path(), "--from=html", "--wrap=none", "--output=-", *options],
        input=sheet.html.encode("utf-8"),
        env=os.environ | {"SOURCE_DATE_EPOCH": str(_epoch(day))},
        capture_output=True,
    )
    if made.returncode:
        raise RuntimeError(f"pandoc could not read {sheet.name}: {made.stderr.decode('utf-8').strip()}")
    return made.stdout
