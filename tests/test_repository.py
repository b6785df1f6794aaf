"""What the repository asks of the place it lives in: workflows, proposals of new versions, forms, editors."""

import json
import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted((GITHUB / "ISSUE_TEMPLATE").glob("[0-9]-*.yml"))


def read(path: Path) -> dict:
    """Return what a YAML file says, every scalar as text: `on` is a word there."""
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)


# ── Workflows ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_workflow_may_do_little_and_names_the_version_of_each_action(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"]["contents"] == "read" and "write-all" not in workflow["permissions"].values()
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    assert steps and all("uses" in step or "run" in step for step in steps)
    for step in steps:
        assert re.fullmatch(r"[\w-]+/[\w-]+@v\d+", step.get("uses", "some/action@v1")), step


def test_links_elsewhere_are_tried_weekly_and_by_no_test() -> None:
    workflow = read(GITHUB / "workflows" / "links.yml")
    assert set(workflow["on"]) == {"schedule", "workflow_dispatch"}
    (schedule,) = workflow["on"]["schedule"]
    assert re.fullmatch(r"\d+ \d+ \* \* [0-6]", schedule["cron"])
    assert workflow["permissions"] == {"contents": "read", "issues": "write"}
    others = [ROOT / "Makefile", ROOT / ".ci" / "run", *(one for one in WORKFLOWS if one.stem != "links")]
    assert not [path.name for path in others if re.search("lychee|links", path.read_text(encoding="utf-8"))]


def test_a_site_that_refuses_robots_is_not_called_broken() -> None:
    settings = tomllib.loads((GITHUB / "lychee.toml").read_text(encoding="utf-8"))
    assert {"200..=299", "403", "429"} == set(settings["accept"])
    assert settings["scheme"] == ["https", "http"] and settings["max_retries"] >= 2


GH = """#!/usr/bin/env bash
echo "$@" >> calls
if [ "$1 $2" = "issue list" ]; then cat open; fi
"""


@pytest.mark.parametrize(
    ("status", "open_issue", "done"),
    [
        ("2", "", "issue create --title Links that no longer answer --body-file body.md"),
        ("2", "17", "issue edit 17 --body-file body.md"),
        ("0", "17", "issue close 17 --comment All links answer again: the-run"),
        ("0", "", None),
    ],
    ids=["broke", "still broken", "mended", "all well"],
)
def test_there_is_one_issue_on_broken_links(tmp_path: Path, status: str, open_issue: str, done: str | None) -> None:
    code, calls = keep_issue(tmp_path, status, open_issue)
    assert code == 0 and calls[1:] == ([done] if done else [])
    if status == "2":
        assert "/cases/c4/: 404" in (tmp_path / "body.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("status", ["1", "3", ""])
def test_a_check_that_failed_says_nothing_about_the_links(tmp_path: Path, status: str) -> None:
    code, calls = keep_issue(tmp_path, status, "17")
    assert code == 1 and len(calls) == 1  # it looked for the issue, and left it as it is


def keep_issue(folder: Path, status: str, open_issue: str) -> tuple[int, list[str]]:
    """Run the script that keeps the issue, with a `gh` that notes what it is asked; return its status, and that."""
    (folder / "gh").write_text(GH, encoding="utf-8")
    (folder / "gh").chmod(0o755)
    (folder / "open").write_text(open_issue, encoding="utf-8")
    (folder / "broken.md").write_text("/cases/c4/: 404", encoding="utf-8")
    command = [GITHUB / "links-issue.sh", status, "broken.md", "the-run"]
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    ran = subprocess.run(command, cwd=folder, env=os.environ | {"PATH": path}, capture_output=True)
    return ran.returncode, (folder / "calls").read_text(encoding="utf-8").splitlines()


# ── New versions ───────────────────────────────────────────────────────────────────────────────────────


def test_new_versions_are_proposed_monthly_and_together() -> None:
    updates = {one["package-ecosystem"]: one for one in read(GITHUB / "dependabot.yml")["updates"]}
    assert set(updates) == {"pip", "github-actions"}
    for one in updates.values():
        assert one["schedule"] == {"interval": "monthly"} and one["directory"] == "/"
        assert [group["patterns"] for group in one["groups"].values()] == [["*"]]


def test_what_is_pinned_for_a_reason_is_not_proposed() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needs = [*declared["project"]["dependencies"], *declared["dependency-groups"]["test"]]
    pinned = {need.partition("==")[0] for need in needs if "==" in need}
    (python,) = (one for one in read(GITHUB / "dependabot.yml")["updates"] if one["package-ecosystem"] == "pip")
    ignored = {one["dependency-name"]: one.get("versions") for one in python["ignore"]}
    assert {name for name, versions in ignored.items() if versions is None} == pinned >= {"zensical"}
    assert ignored["mkdocs"] == [">=2"]


# ── Forms ──────────────────────────────────────────────────────────────────────────────────────────────

# GitHub's form schema: what an element of each kind must say.
NEEDED = {
    "markdown": {"value"},
    "input": {"label"},
    "textarea": {"label"},
    "dropdown": {"label", "options"},
    "checkboxes": {"label", "options"},
}


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_form_is_one_that_github_shows(path: Path) -> None:
    form = read(path)
    assert len(form["name"]) > 3 and form["description"] and set(form) == {"name", "description", "title", "body"}
    asked = [one for one in form["body"] if one["type"] != "markdown"]
    for one in form["body"]:
        kind = one["type"]
        assert set(one) <= (
            {"type", "attributes"} if kind == "markdown" else {"type", "id", "attributes", "validations"}
        )
        assert NEEDED[kind] <= set(one["attributes"]) and set(one.get("validations", {})) <= {"required"}
    ids, labels = [one["id"] for one in asked], [one["attributes"]["label"] for one in asked]
    assert len(set(ids)) == len(ids) and len(set(labels)) == len(labels)
    assert all(re.fullmatch(r"[a-z-]+", ident) for ident in ids)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_form_says_first_that_it_is_public_and_where_to_turn_instead(path: Path) -> None:
    first = read(path)["body"][0]
    assert first["type"] == "markdown"
    assert "What you write here is public" in first["attributes"]["value"]
    assert "*Where to turn*" in first["attributes"]["value"] and "`/help/`" in first["attributes"]["value"]


def test_each_form_asks_for_what_it_is_about() -> None:
    asked = {path.stem: {one["id"]: one for one in read(path)["body"] if "id" in one} for path in FORMS}
    assert {"where", "wrong", "source"} <= set(asked["1-correction"])
    assert {"situation", "teaches", "sure"} <= set(asked["2-new-case"])
    assert {"where", "link"} <= set(asked["3-broken-link"])
    sure = asked["2-new-case"]["sure"]["attributes"]["options"]
    assert "Nobody can be recognised" in sure[0]["label"] and all(one["required"] == "true" for one in sure)
    assert read(GITHUB / "ISSUE_TEMPLATE" / "config.yml") == {"blank_issues_enabled": "false"}


# ── Editors ────────────────────────────────────────────────────────────────────────────────────────────


def test_an_editor_finds_the_one_schema_of_every_data_file() -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    files = [path for path in (ROOT / "data").rglob("*.yml")]
    for path in files:
        found = [schema for schema, pattern in settings.items() if path in ROOT.glob(pattern)]
        named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", path.read_text(encoding="utf-8"))[1]
        assert [(ROOT / schema).resolve() for schema in found] == [(path.parent / named).resolve()], path
    assert {(ROOT / schema).resolve() for schema in settings} == set((ROOT / "data" / "schemas").iterdir())


def test_editors_are_told_how_the_files_are_written() -> None:
    text = (ROOT / ".editorconfig").read_text(encoding="utf-8")
    assert text.startswith("root = true\n") and "charset = utf-8" in text and "end_of_line = lf" in text


# ── The page for whoever wants to know how it works ────────────────────────────────────────────────────


def test_architecture_names_every_module_and_no_other() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`macros/(\w+\.py)`", text))
    assert named == {path.name for path in (ROOT / "macros").glob("*.py")} - {"__init__.py"}
    assert all((ROOT / folder).is_dir() for folder in re.findall(r"`(\S+/)`", text))


def test_architecture_has_one_picture_that_says_in_words_what_it_shows() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    ((words, file),) = re.findall(r"!\[([^\]]*)\]\((\S+)\)", text)
    drawn = (ROOT / file).read_text(encoding="utf-8")
    assert len(words) > 100 and "<desc" in drawn and "<script" not in drawn and "http" not in drawn.partition(">")[2]
