"""Odd files in data/ and docs/, and YAML made to hurt: refused in a sentence, and soon."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.loading import load
from macros.problems import BadData
from macros.reading import parse
from tests.conftest import ROOT, copied

LINK = "is a link out of data/, or to no file: expected the file itself"


def fifo(project: Path) -> str:
    os.mkfifo(project / "data" / "pipe.yml")
    return "data/pipe.yml:1: is neither a file nor a folder (a pipe, a device …): expected a file"


def link_to_a_file(project: Path) -> str:
    (project / "data" / "cases" / "zz.yml").symlink_to("/etc/hostname")
    return f"data/cases/zz.yml:1: {LINK}"


def link_to_a_folder(project: Path) -> str:
    (project / "data" / "more").symlink_to(project / "docs")
    return f"data/more:1: {LINK}"


def link_to_a_device(project: Path) -> str:
    (project / "data" / "cases" / "zz.yml").symlink_to("/dev/zero")
    return f"data/cases/zz.yml:1: {LINK}"


def loop(project: Path) -> str:
    (project / "data" / "round").symlink_to(project / "data" / "round")
    return f"data/round:1: {LINK}"


def loop_of_folders(project: Path) -> str:
    (project / "data" / "cases" / "up").symlink_to(project / "data")
    return f"data/cases/up:1: {LINK}"


def link_out_of_docs(project: Path) -> str:
    (project / "docs" / "secret.md").symlink_to("/etc/hostname")
    return f"docs/secret.md:1: {LINK.replace('data/', 'docs/')}"


def loop_in_docs(project: Path) -> str:
    (project / "docs" / "cases" / "up").symlink_to(project / "docs")
    return f"docs/cases/up:1: {LINK.replace('data/', 'docs/')}"


def too_large(project: Path) -> str:
    with (project / "data" / "comparison.yml").open("ab") as file:
        file.write(b"# more\n" * 150_000)
    return "data/comparison.yml:1: is larger than 1,000,000 bytes: expected a text of at most so many"


def null_byte(project: Path) -> str:
    (project / "data" / "comparison.yml").write_bytes(b"rows: []\n# \0\n")
    return "data/comparison.yml:2: is not text (byte 11 is a null): expected a text, saved as UTF-8"


def picture(project: Path) -> str:
    (project / "data" / "comparison.yml").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    return "data/comparison.yml:1: is not UTF-8 (byte 0): save the file as UTF-8"


def newline_in_a_name(project: Path) -> str:
    (project / "data" / "cases" / "a\nb\x1b[31m.txt").write_text("x")
    return "data/cases/a\\nb\\x1b[31m.txt:1: does not belong here: expected one of"


def bytes_in_a_name(project: Path) -> str:
    (project / "data" / "cases" / os.fsdecode(b"caf\xe9.txt")).write_text("x")
    return "data/cases/caf\\udce9.txt:1: does not belong here: expected one of"


def long_id(project: Path) -> str:
    path = project / "data" / "cases" / "single-session.yml"
    path.write_text(path.read_text("utf-8").replace('id: "single-session"', f'id: "{"a" * 5000}"', 1), "utf-8")
    return f"data/cases/single-session.yml:{place(path, 'id:')}: id: is 5000 characters long: expected at most 200"


def endless_code(project: Path) -> str:
    path = project / "data" / "cases" / "single-session.yml"
    path.write_text(path.read_text("utf-8").replace('code: "C1"', f'code: "C{"9" * 199}"', 1), "utf-8")
    return f"data/cases/single-session.yml:{place(path, 'code:')}: code: 'C999"


def place(path: Path, start: str) -> int:
    """Return the first line of a file that begins with a text."""
    return next(n for n, line in enumerate(path.read_text("utf-8").split("\n"), 1) if line.startswith(start))


ODD = [
    fifo, link_to_a_file, link_to_a_folder, link_to_a_device, loop, loop_of_folders, link_out_of_docs, loop_in_docs,
    too_large,
    null_byte, picture, newline_in_a_name, bytes_in_a_name, long_id, endless_code,
]  # fmt: skip


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory.mktemp("odd") / "project")


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd.__name__)
def test_an_odd_file_is_refused_in_a_sentence(base: Path, odd: Callable[[Path], str]) -> None:
    before = {path: path.read_bytes() for path in (base / "data").rglob("*.yml")}
    there = set(base.rglob("*"))
    wanted = odd(base)
    try:
        with pytest.raises(BadData) as caught:
            load(base)
        assert any(str(one).startswith(wanted) for one in caught.value.problems), caught.value.report
        assert all(str(one).isprintable() for one in caught.value.problems)
    finally:
        for path in set(base.rglob("*")) - there:
            path.unlink()
        for path, raw in before.items():
            path.write_bytes(raw)


def test_the_copy_is_sound_before_and_after(base: Path) -> None:
    """What is refused above is refused for what was done to it."""
    assert load(base)


def test_a_link_to_a_file_of_data_is_read(base: Path) -> None:
    real, link = base / "data" / "glossary.yml", base / "data" / "glossary.yml~"
    real.rename(link)
    try:
        real.symlink_to(link)
        assert load(base)
    finally:
        link.replace(real)


# What would exhaust memory, the stack, or patience; and what is said instead, at which line.
BOMBS = {
    "aliases": (
        "a: &a [x, x]\n" + "".join(f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi",
        strict=True)),
        2, "stands for another part (*a)",
    ),
    "an alias of itself": ("a: &a [*a]\n", 1, "stands for another part (*a)"),
    "brackets": ("a:\n  " + "[" * 900_000, 2, "is not YAML: lists and fields lie more than 20 deep"),
    "brackets and an alias": ("a:\n  " + "[" * 900_000 + "*a", 2,
    "is not YAML: lists and fields lie more than 20 deep"),
    "braces": ("a: " + "{a: " * 200_000, 1, "is not YAML: lists and fields lie more than 20 deep"),
    "hyphens": ("a:\n  " + "- " * 400_000, 2, "is not YAML: lists and fields lie more than 20 deep"),
    "question marks": ("a:\n  " + "? " * 400_000, 2, "is not YAML: lists and fields lie more than 20 deep"),
    "figures": ("a: b\nc: " + "9" * 900_000, 2, "cannot be read"),
    "hexadecimal figures": ("a: b\nc: 0x" + "f" * 900_000, 2, "cannot be read"),
    "a tag on a name": ("a: b\n!!binary aGk=: c\n", 2, "carries a tag (!!binary): leave the tag out"),
    "a tag of Python": ("a: b\nc: !!python/object/apply:os.system [x]\n", 2,
    "carries a tag (!!python/object/apply:os.system)"),
    "a control character": ("a: b\nc: é😀\nd: \x07\n", 3, "is not YAML: control characters are not allowed"),
    "a line separator": ("a: b\nc: x\u2028y\nd: [\n", 2, "holds U+2028, which YAML takes for the end of a line"),
    "a carriage return": ("a: b\nc: x\ry\n", 2, "holds U+000D, which YAML takes for the end of a line"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line", "said"), BOMBS.values(), ids=BOMBS)
def test_yaml_that_explodes_is_refused_unexpanded(tmp_path: Path, text: str, line: int, said: str) -> None:
    """In a process of its own, for libyaml by itself crashes on some of them; within a few seconds of its time."""
    path = tmp_path / "bomb.yml"
    path.write_text(text, "utf-8", newline="")
    code = (
        "import resource, sys; from pathlib import Path\n"
        "from macros.reading import read\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (20, 20))\n"
        "for one in read(Path(sys.argv[1]), 'data/x.yml').problems: print(str(one)[:200])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, path],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        text=True,
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr
    first = done.stdout.splitlines()[0]
    assert first.startswith(f"data/x.yml:{line}: ") and said in first, first


def test_asked_has_room_to_grow() -> None:
    """The largest file of data is a good way off what is refused."""
    assert (ROOT / "data" / "asked.yml").stat().st_size < 900_000


def test_a_file_full_of_faults_is_read_to_its_end() -> None:
    """Each of many faults is found without going through all the others again."""
    from macros.models import ComparisonFile
    from macros.reading import validate
    from macros.text import Known

    document = parse("\n".join(f"x{n}: 1" for n in range(5_000)), "data/comparison.yml")
    validate(document, ComparisonFile, Known())
    assert [one.line for one in sorted(document.problems)][-1] == 5_000
