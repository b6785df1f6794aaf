"""Facts grow old: a note appears by itself, `make overdue` lists them, and neither is ever an error."""

import re
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup

from macros.clock import build_day
from macros.library import Library
from macros.loading import load
from macros.models import Clause, CrisisLine, Organisation, Study
from macros.overdue import overdue
from tests.conftest import CLOCK, ROOT, page, pages, run, words

CHECKED = date(2026, 11, 21)  # all facts were, so far
NOTE = "It may have changed since"


def epoch(days: int) -> str:
    """Return the time so many days after the facts were checked, as SOURCE_DATE_EPOCH has it."""
    noon = datetime(CHECKED.year, CHECKED.month, CHECKED.day, 12, tzinfo=UTC)
    return str(int((noon + timedelta(days=days)).timestamp()))


def shelf(days: int) -> Library:
    """Return the library as it stands so many days after the facts were checked."""
    return Library(*load(ROOT), CHECKED + timedelta(days=days))


# ── The day that counts ────────────────────────────────────────────────────────────────────────────────


def test_the_build_counts_from_source_date_epoch(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", CLOCK)
    assert build_day(tmp_path) == date(2026, 11, 22)


def test_else_from_the_day_of_the_last_commit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    for name, value in {"NAME": "A", "EMAIL": "a@example.org", "DATE": "2025-03-04T12:00:00+0000"}.items():
        monkeypatch.setenv(f"GIT_AUTHOR_{name}", value)
        monkeypatch.setenv(f"GIT_COMMITTER_{name}", value)
    for command in (["init", "-q"], ["commit", "-q", "--allow-empty", "-m", "x"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    assert build_day(tmp_path) == date(2025, 3, 4)


def test_else_from_today(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert build_day(tmp_path) in (date.today(), date.today() - timedelta(days=1))


# ── What is overdue ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("kind", "days"), [(Clause, 365), (Study, 365), (CrisisLine, 180), (Organisation, 180)], ids=lambda one: str(one)
)
def test_a_fact_is_overdue_the_day_after_it_was_good_for(kind: type, days: int) -> None:
    for later, wanted in ((days, False), (days + 1, True)):
        library = shelf(later)
        facts = [fact for fact in library.facts() if isinstance(fact, kind)]
        assert len(facts) >= 7
        assert {library.overdue(fact) for fact in facts} == {wanted}


def test_the_list_names_each_with_its_days_the_oldest_first() -> None:
    assert overdue(shelf(180)) == []
    lines = overdue(shelf(200))
    assert len(lines) == 14
    late = "last checked 21 November 2026, 200 days before (good for 180)"
    assert f"tell: TELL, the Therapy Exploitation Link Line, {late}" in lines
    assert f"crisis-uk: United Kingdom, Samaritans, 116 123, {late}" in lines
    assert len(overdue(shelf(366))) == 14 + 42 + 25 + 3


def test_the_longest_unchecked_comes_first(project: Path) -> None:
    path = project / "data" / "research.yml"
    text = path.read_text(encoding="utf-8")
    place = text.index('checked: "2026-11-21"', text.index('id: "vesentini-2021"'))
    path.write_text(text[:place] + text[place:].replace("2026-11-21", "2024-01-02", 1), encoding="utf-8")
    first, *others = overdue(Library(*load(project), date(2027, 12, 1)))
    assert first.startswith("vesentini-2021: ") and "last checked 2 January 2024" in first
    assert len(others) == 83 and "January 2024" not in " ".join(others)


def test_a_time_that_is_none_is_said_in_a_sentence(project: Path) -> None:
    done = run("macros.prepare", cwd=project, SOURCE_DATE_EPOCH="yesterday")
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert done.stderr.startswith("SOURCE_DATE_EPOCH:1: 'yesterday' is no time: expected whole seconds since 1970")


def test_listing_is_no_error(project: Path) -> None:
    late = run("macros.overdue", cwd=project, SOURCE_DATE_EPOCH=epoch(400))
    assert late.returncode == 0
    assert len(late.stdout.splitlines()) == 84
    by_itself = run("macros.overdue", cwd=project, SOURCE_DATE_EPOCH="")  # today
    assert by_itself.returncode == 0 and by_itself.stdout.count("\n") in (1, 14, 84)
    early = run("macros.overdue", cwd=project, SOURCE_DATE_EPOCH=epoch(1))
    assert early.returncode == 0
    assert early.stdout == "Nothing is overdue on 22 November 2026. The next check is due on 21 May 2027.\n"


# ── What a reader sees ─────────────────────────────────────────────────────────────────────────────────


def test_nothing_is_overdue_on_the_day_of_the_tests() -> None:
    assert not [address for address in pages() if NOTE in page(address).get_text()]


def test_a_note_stands_with_each_fact_that_is_overdue_and_the_site_still_builds(project: Path) -> None:
    built = run("mkdocs", "build", "--strict", cwd=project, SOURCE_DATE_EPOCH=epoch(366))
    assert built.returncode == 0, built.stderr
    notes = {}
    for place in ("help", "codes", "research", "glossary", "cases/warm-ongoing"):
        soup = BeautifulSoup((project / "site" / place / "index.html").read_text(encoding="utf-8"), "lxml")
        checked = soup.select(".checked")
        notes[place] = [words(note.get_text()) for note in soup.select(".checked > .overdue")]
        assert len(notes[place]) == len(checked)
    assert len(notes["help"]) == 14 and set(notes["help"]) == {f"That is more than 180 days ago. {NOTE}."}
    assert len(notes["codes"]) == 42 and set(notes["codes"]) == {f"That is more than 365 days ago. {NOTE}."}
    assert len(notes["research"]) == 25
    assert not notes["glossary"] and not notes["cases/warm-ongoing"]  # words and cases don't run out …
    for place in ("cases/warm-ongoing", "questions/q15", "for-clinicians"):  # … but what they restate does
        soup = BeautifulSoup((project / "site" / place / "index.html").read_text(encoding="utf-8"), "lxml")
        assert "more than 365 days ago" in soup.find(class_="overdue").get_text()


# ── The workflow ───────────────────────────────────────────────────────────────────────────────────────


def test_the_site_is_built_anew_each_month_as_of_that_day() -> None:
    text = (ROOT / ".github" / "workflows" / "publish.yml").read_text(encoding="utf-8")
    workflow = yaml.safe_load(text)
    (month,) = workflow[True]["schedule"]  # YAML reads `on` as yes
    assert re.fullmatch(r"\d+ \d+ \d+ \* \*", month["cron"])
    assert "SOURCE_DATE_EPOCH=$(date +%s)" in text
