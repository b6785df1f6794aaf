"""What Lighthouse says of some pages, where Node can run it."""

import json
import os
import shlex
import shutil
import subprocess
import textwrap
from collections.abc import Iterator
from pathlib import Path

from tests import chromium
from tests.bench.browsing import OFFLINE
from tests.bench.table import NONE, aligned

VERSION = "12.8.2"  # 13 needs a newer Node
ADVICE = "To have it, install Node 18.20 or later, with npx, and let npx fetch it once."
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
METRICS = {
    "FCP": "first-contentful-paint",
    "LCP": "largest-contentful-paint",
    "TBT": "total-blocking-time",
    "CLS": "cumulative-layout-shift",
}


def lighthouse(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Lighthouse with the tests' Chromium."""
    return subprocess.run(
        [shutil.which("npx"), "--yes", f"lighthouse@{VERSION}", *arguments],
        env=os.environ | {"CHROME_PATH": chromium.find()},
        text=True,
        capture_output=True,
        timeout=300,
    )


def missing() -> str | None:
    """Return why Lighthouse cannot run here, or None where it can."""
    if not shutil.which("node") or not shutil.which("npx"):
        return f"Lighthouse left out: there is no Node here. {ADVICE}"
    try:
        got = lighthouse("--version")
    except (OSError, subprocess.TimeoutExpired):
        got = None
    return None if got and got.returncode == 0 else f"Lighthouse left out: npx could not get it. {ADVICE}"


def judge(url: str, report: Path) -> dict:
    """Return of a page its scores, its metrics and the audits it fails, by category; or the error that stopped it."""
    flags = shlex.join(["--headless=new", *chromium.FLAGS, OFFLINE])
    try:
        run = lighthouse(
            url, "--quiet", "--output=json", f"--output-path={report}", f"--chrome-flags={flags}",
            f"--only-categories={','.join(CATEGORIES)}", "--no-enable-error-reporting",
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return {"error": "it took too long"}
    if not report.exists():
        return {"error": (run.stderr.strip().splitlines() or ["it said nothing"])[-1]}
    said = json.loads(report.read_text(encoding="utf-8"))
    if "runtimeError" in said:
        return {"error": said["runtimeError"]["message"]}
    return summary(said)


def summary(said: dict) -> dict:
    """Return of a report the scores of 100, the metrics as numbers, and the failed audits that count for a score."""
    scores, failed = {}, {}
    for name in CATEGORIES:
        category = said["categories"][name]
        scores[name] = None if category["score"] is None else round(category["score"] * 100)
        audits = [said["audits"][ref["id"]] for ref in category["auditRefs"] if ref["weight"]]
        failed[name] = [
            {"id": audit["id"], "title": audit["title"], "score": audit["score"]}
            for audit in audits
            if audit["scoreDisplayMode"] == "error" or (audit["score"] is not None and audit["score"] < 1)
        ]
    metrics = {name: said["audits"][audit].get("numericValue") for name, audit in METRICS.items()}
    return {"scores": scores, "metrics": metrics, "failed": failed}


def lines(judged: dict[str, dict]) -> Iterator[tuple[str, ...]]:
    """Yield the cells of a table of pages: four scores, four metrics."""
    yield (f"Lighthouse {VERSION}", *CATEGORIES, *(f"{name} ms" if name != "CLS" else name for name in METRICS), "")
    for page, said in judged.items():
        if "error" in said:
            yield (
                f"  {page}",
                *[NONE] * (len(CATEGORIES) + len(METRICS)),
                textwrap.shorten(said["error"], 60, placeholder=" …"),
            )
            continue
        scores = (NONE if score is None else str(score) for score in said["scores"].values())
        metrics = (
            NONE if value is None else f"{value:.3f}" if name == "CLS" else f"{value:.0f}"
            for name, value in said["metrics"].items()
        )
        yield (f"  {page}", *scores, *metrics, "")


def text(judged: dict[str, dict]) -> str:
    """Return the scores as a table, then for each score below 100 the audits that cost it."""
    below = [
        f"  {page}, {category} {said['scores'][category]}: {audit['id']} ({audit['title']})"
        for page, said in judged.items()
        for category, audits in said.get("failed", {}).items()
        if said["scores"][category] != 100
        for audit in audits
    ]
    how = "One run each, as on a phone with slow 4G (simulated); times and performance vary from run to run."
    return "\n".join([aligned(lines(judged)), how, *(["", "What keeps a score below 100", *below] if below else [])])
