"""Nothing is lost: whatever goes wrong in a build, the last good site stands, byte for byte; a sentence says why."""

import hashlib
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from macros import build as driver
from macros import soundness, swap
from macros.releases import FILE, releases
from tests.conftest import CLOCK, ROOT, SITE, run

# A project whose data is good; its engine takes the test site's pages for those it built, then does as a test wants.
ENGINE = """
import os, shutil, signal, sys, time
from pathlib import Path
site = Path(os.environ["SITE_DIR"])
shutil.copytree({good!r}, site, dirs_exist_ok=True)
{then}
"""
DRIVER = """
import sys
from datetime import date
from types import SimpleNamespace
from macros import build, engines
build.library = lambda: SimpleNamespace(day=date(2026, 11, 22))
build.prepare.write_files = lambda *_: None
build.SHARED = build.Path({site!r} + ".turn")
build.ENGINES["fake"] = engines.Engine((sys.executable, "-c", {engine!r}))
sys.exit(build.main(["--engine", "fake", "--keep-downloads", "--to", {site!r}]))
"""
WAIT = "end = time.time() + 120\nwhile not os.path.exists({gate!r}) and time.time() < end: time.sleep(.05)"
YESTERDAY = "<h1>Yesterday</h1>"


def bytes_of(folder: Path) -> dict[str, str]:
    """Return the digest of every file of a folder, by its path within."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site that an earlier build left, as a link to one of its builds."""
    build = tmp_path / ".site" / "build-before"
    build.mkdir(parents=True)
    for name in swap.OWN:
        (build / name).write_text(YESTERDAY, encoding="utf-8")
    (build / "about").mkdir()
    (build / "about" / "index.html").write_text(YESTERDAY, encoding="utf-8")
    (tmp_path / "site").symlink_to(".site/build-before")
    return tmp_path / "site"


def command(site: Path, then: str = "") -> list[str]:
    """Return the command that builds a site with the engine that then does something."""
    engine = ENGINE.format(good=str(SITE), then=then)
    return [sys.executable, "-c", DRIVER.format(engine=engine, site=str(site))]


SETTINGS = os.environ | {
    "SOURCE_DATE_EPOCH": CLOCK, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1",
    "SITE_URL": "", "REPO_URL": "", "EDIT_URI": "",
}  # fmt: skip


def built(site: Path, then: str = "", **options: object) -> subprocess.CompletedProcess[str]:
    """Build a site with the engine that then does something."""
    return subprocess.run(command(site, then), cwd=ROOT, env=SETTINGS, text=True, capture_output=True, **options)


def begun(site: Path, then: str, until: str) -> subprocess.Popen[str]:
    """Begin such a build, and return once it says that it has come to a step."""
    started = subprocess.Popen(command(site, then), cwd=ROOT, env=SETTINGS, text=True, stdout=subprocess.PIPE)
    assert any(line.startswith(until) for line in started.stdout)
    return started


def waited(what, seconds: float = 60) -> bool:
    """Return whether something comes to hold in time."""
    end = time.monotonic() + seconds
    while not (held := what()) and time.monotonic() < end:
        time.sleep(0.05)
    return held


def assert_refused(done: subprocess.CompletedProcess[str], why: str, site: Path, before: dict[str, str]) -> None:
    """Assert that a build said why it stopped, in sentences, and left the site byte for byte as it was."""
    assert done.returncode == 1
    assert why in done.stderr
    assert done.stderr.endswith(f"{site} is as it was.\n")
    assert "Traceback" not in done.stdout + done.stderr
    assert bytes_of(site) == before


# ── A build that comes to its end ──────────────────────────────────────────────────────────────────────


def test_a_good_build_takes_the_place_of_the_last_which_stays_until_the_next(site: Path) -> None:
    (site.parent / ".site" / "build-killed").mkdir()
    done = built(site)
    assert done.returncode == 0, done.stderr
    assert bytes_of(site) == bytes_of(SITE)
    assert site.is_symlink()
    kept = {path.name for path in swap.builds(site).iterdir()}
    assert kept == {site.resolve().name, "build-before", "lock", "log"}


def test_a_site_that_is_a_folder_itself_is_replaced_too(site: Path) -> None:
    old = site.resolve()
    site.unlink()
    old.rename(site)
    before = bytes_of(site)
    assert_refused(built(site, "sys.exit(3)"), "The engine stopped (status 3)", site, before)
    assert built(site).returncode == 0
    assert bytes_of(site) == bytes_of(SITE)


def test_what_a_kill_between_two_renames_left_is_found_again(site: Path) -> None:
    """The one moment without a site: a folder has been moved aside, and no link is there yet."""
    before = bytes_of(site)
    site.resolve().rename(swap.builds(site) / swap.EARLIER)
    site.unlink()
    with swap.locked(site):
        assert bytes_of(site) == before


def test_a_folder_of_somebody_else_is_not_replaced(tmp_path: Path) -> None:
    mine = tmp_path / "letters"
    mine.mkdir()
    (mine / "index.html").write_text("mine", encoding="utf-8")
    before = bytes_of(mine)
    assert_refused(built(mine), f"{mine} is no whole site of this project", mine, before)
    assert not mine.is_symlink()


# ── Faults on the way ──────────────────────────────────────────────────────────────────────────────────


def test_bad_data_leaves_the_last_site(project: Path, site: Path) -> None:
    path = project / "data" / "risks.yml"
    path.write_text(path.read_text(encoding="utf-8").replace('code: "RP1"', "code: 1", 1), encoding="utf-8")
    before = bytes_of(site)
    done = run("macros.build", "--to", site, cwd=project)
    assert_refused(done, "in the data: nothing was built.", site, before)
    assert "data/risks.yml:" in done.stderr


@pytest.mark.parametrize(
    ("template", "mistake", "why"),
    [
        ("macros/templates/risk.md.j2", "{{ record.no_such_field }}", "no_such_field"),
        ("macros/templates/feed.xml.j2", "{{ no_such_value }}", "UndefinedError: 'no_such_value' is undefined"),
        ("overrides/partials/foot.html", "{% endfor %}", "Encountered unknown tag 'endfor'"),
    ],
    ids=["a page", "what is no page", "the frame"],
)
def test_an_error_in_a_template_leaves_the_last_site(
    project: Path, site: Path, template: str, mistake: str, why: str
) -> None:
    path = project / template
    path.write_text(path.read_text(encoding="utf-8") + mistake, encoding="utf-8")
    before = bytes_of(site)
    assert_refused(run("macros.build", "--keep-downloads", "--to", site, cwd=project), why, site, before)


@pytest.mark.parametrize("prepared", [False, True], ids=["before the pages", "among the pages"])
def test_a_disk_that_takes_no_more_leaves_the_last_site(project: Path, site: Path, prepared: bool) -> None:
    """The system refuses to let a file grow, as it does on a full disk."""
    if prepared:
        assert run("macros.prepare", cwd=project).returncode == 0
    before = bytes_of(site)
    done = subprocess.run(
        [sys.executable, "-m", "macros.build", "--keep-downloads", "--to", site], cwd=project,
        env=SETTINGS | {"PYTHONPATH": str(project)}, text=True, capture_output=True, preexec_fn=small_disk,
    )  # fmt: skip
    assert_refused(done, "File too large", site, before)


def small_disk() -> None:
    """Let no file of this process, and of those it starts, grow beyond 50 KB."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))


def test_an_engine_that_is_killed_leaves_the_last_site(site: Path) -> None:
    before = bytes_of(site)
    done = built(site, "os.kill(os.getpid(), signal.SIGKILL)")
    assert_refused(done, "The engine stopped (status -9)", site, before)


def test_a_site_that_is_not_sound_does_not_take_its_place(site: Path) -> None:
    before = bytes_of(site)
    done = built(site, "os.remove(site / 'risks/rp3/index.html')")
    assert_refused(done, "risks/rp3/index.html:1: is missing: expected a page", site, before)


def test_many_faults_are_counted(site: Path) -> None:
    done = built(site, "shutil.rmtree(site / 'help')")
    shown = [line for line in done.stderr.splitlines() if "help/" in line]
    assert len(shown) == driver.MOST_SHOWN
    assert "\n… and " in done.stderr


# ── What a build asks of itself ────────────────────────────────────────────────────────────────────────


def unsound(copy: Path, site_url: str = "") -> list[str]:
    """Return what is wrong with a site that was spoilt."""
    return [str(one) for one in soundness.faults(copy, ROOT / "docs", releases(ROOT), site_url)]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the test site to spoil, without its downloads."""
    shutil.copytree(SITE, tmp_path / "copy", ignore=shutil.ignore_patterns("*.docx", "*.imscc", "*.pdf"))
    for path in SITE.glob("downloads/*.*"):
        (tmp_path / "copy" / "downloads" / path.name).touch()
    return tmp_path / "copy"


def test_every_kind_of_fault_is_found_with_file_and_line(copy: Path) -> None:
    assert unsound(copy) == []
    (copy / "risks/rp3/index.html").unlink()
    os.truncate(copy / "about/index.html", 2000)
    os.truncate(copy / "404.html", 0)
    (copy / "teach" / "index.html").write_text("<!-- nothing -->", encoding="utf-8")
    (copy / "assets/theme.js").unlink()
    for place, old, new in (
        ("questions/q7", 'id="q7"', ""),
        ("safeguards", 'id="s1"', ""),
        ("help", '<main id="main" tabindex="-1">', '<main>\n<a href="../glossary/#no-such-term">x</a>'),
        ("codes", '<main id="main" tabindex="-1">', '<main><form action="../nowhere/?q=x"></form><img src="x.png">'),
        ("data", '<main id="main" tabindex="-1">', '<main id="main"><a href="https://[x/">x</a>'),
    ):
        page = copy / place / "index.html"
        text = page.read_text(encoding="utf-8")
        assert old in text
        page.write_text(text.replace(old, new, 1), encoding="utf-8")
    main = next(
        i for i, line in enumerate((copy / "help/index.html").read_text().splitlines(), 1) if "<main>" in line
    )
    found = unsound(copy)
    for fault in (
        "risks/rp3/index.html:1: is missing: expected a page",
        "about/index.html:1: breaks off: expected a whole page",
        "404.html:1: breaks off: expected a whole page",
        "teach/index.html:1: breaks off: expected a whole page",
        f"help/index.html:{main + 1}: leads to ../glossary/#no-such-term, where there is nothing",
        "catalogue.json:1: S1: leads to /safeguards/#s1, where there is no such item",
        "catalogue.json:1: RP3: leads to /risks/rp3/, where there is no such item",
    ):
        assert fault in found
    for part in (
        "leads to ../../assets/theme.js,", "leads to ../rp3/,", "help/index.html:", "leads to #main,",
        "codes/index.html:", "leads to https://[x/, which is no address",
        "leads to ../nowhere/?q=x,", "leads to x.png,", "ANCHOR GONE: /questions/q7/#q7",
        "GONE: /risks/rp3/",
    ):  # fmt: skip
        assert any(part in one for one in found), part


def test_a_catalogue_that_breaks_off_is_found(copy: Path) -> None:
    os.truncate(copy / "catalogue.json", 900)
    assert unsound(copy) == ["catalogue.json:1: is missing, or breaks off: expected the list of all items"]


def test_links_of_a_site_with_an_address_are_checked_below_that_address(copy: Path) -> None:
    """The page for lost readers names every page from the top of the host: the site may stand in a folder of it."""
    assert any("404.html" in one for one in unsound(copy, "https://atls.example/course/"))
    page = copy / "404.html"
    text = page.read_text(encoding="utf-8")
    page.write_text(re.sub('(href|src|action)="/', r'\1="/course/', text), encoding="utf-8")
    assert unsound(copy, "https://atls.example/course/") == []


# ── Killed, and two at once ────────────────────────────────────────────────────────────────────────────


def test_a_build_that_is_killed_leaves_the_last_site_and_the_next_one_works(site: Path) -> None:
    """Also its engine, which goes on by itself, changes nothing; until it ends, no other build begins."""
    before = bytes_of(site)
    gate = site.parent / "gate"
    started = begun(site, WAIT.format(gate=str(gate)), "Building the pages")
    assert waited(lambda: any(swap.builds(site).glob("build-*/404.html")))
    started.kill()
    started.wait()
    assert_refused(built(site), "another build of", site, before)
    gate.touch()
    done = None

    def free() -> bool:
        nonlocal done
        done = built(site)
        return done.returncode == 0

    assert waited(free), done.stderr
    assert bytes_of(site) == bytes_of(SITE)
    assert len(list(swap.builds(site).glob("build-*"))) == 2


def test_a_kill_while_downloads_are_made_leaves_nobody_who_holds_the_next_build_up(site: Path) -> None:
    """Several processes make them; none outlives the build."""
    before = bytes_of(site)
    real = [line for line in DRIVER.splitlines() if not line.startswith(("build.library", "build.prepare"))]
    engine = ENGINE.format(good=str(SITE), then="")
    script = "\n".join(real).format(engine=engine, site=str(site)).replace('"--keep-downloads", ', "")
    started = subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, env=SETTINGS, text=True, stdout=subprocess.PIPE
    )
    assert any(line.startswith("Making the downloads") for line in started.stdout)
    children = Path(f"/proc/{started.pid}/task/{started.pid}/children")
    assert waited(lambda: len(children.read_text().split()) > 1)
    started.kill()
    started.wait()
    assert bytes_of(site) == before
    assert waited(lambda: built(site).returncode == 0)


@pytest.mark.parametrize(
    "step", ["Writing what is not a page", "Building the pages", "Packing", "Checking every page"]
)
def test_a_kill_at_any_step_leaves_the_last_site(site: Path, step: str) -> None:
    before = bytes_of(site)
    started = begun(site, "", step)
    started.kill()
    started.wait()
    assert bytes_of(site) == before


def test_of_two_builds_at_once_the_second_is_refused_and_the_first_ends_well(site: Path) -> None:
    before = bytes_of(site)
    gate = site.parent / "gate"
    first = begun(site, WAIT.format(gate=str(gate)), "Building the pages")
    assert_refused(built(site), f"another build of {site} is under way: build again when it is done", site, before)
    gate.touch()
    first.communicate(timeout=60)
    assert first.returncode == 0
    assert bytes_of(site) == bytes_of(SITE)


def test_a_reader_of_the_site_never_finds_it_gone(site: Path) -> None:
    """While one build after another takes its place, every page can be read at every moment."""
    stop = site.parent / "stop"
    reader = subprocess.Popen(
        [sys.executable, "-c", READER, str(site / "index.html"), str(stop)], stdout=subprocess.PIPE, text=True
    )
    assert reader.stdout.readline() == "reading\n"
    for number in range(500):
        build = swap.builds(site) / f"build-{number}"
        build.mkdir()
        (build / "index.html").write_text(str(number), encoding="utf-8")
        swap.replace(site, build)
    stop.touch()
    read, missed = json.loads(reader.communicate(timeout=60)[0])
    assert read > 0 and missed == 0


READER = """
import json, sys
from pathlib import Path
page, stop, read, missed = Path(sys.argv[1]), Path(sys.argv[2]), 0, 0
print("reading", flush=True)
while not stop.exists():
    try:
        missed += page.read_text() == ""
        read += 1
    except FileNotFoundError:
        missed += 1
print(json.dumps([read, missed]))
"""


# ── The same build anywhere, at any hour ───────────────────────────────────────────────────────────────


def test_a_build_in_another_folder_and_time_zone_is_the_same_byte_for_byte(project: Path) -> None:
    """All that is published: pages, PDF, DOCX and packages, data, feed, the copy for a classroom."""
    shutil.copy2(ROOT / FILE, project)
    done = run("macros.build", cwd=project, TZ="Pacific/Kiritimati", LC_ALL="C", PYTHONHASHSEED="7")
    assert done.returncode == 0, done.stderr
    here, there = bytes_of(SITE), bytes_of(project / "site")
    assert len(here) > 250
    assert {name for name in here.keys() | there.keys() if here.get(name) != there.get(name)} == set()
