"""What the head of a case's page, and of one on teaching it, tells search engines, in schema.org's terms."""

import json
from typing import Any

from markupsafe import Markup

from macros import project
from macros.library import Library
from macros.models import Case, Teaching
from macros.reading_time import minutes
from macros.render import line_text
from macros.text import Line

ACCESSIBLE = ["structuralNavigation", "tableOfContents", "displayTransformability"]


def learning_resource(one: Case | Teaching, library: Library, site_name: str, site_url: str) -> Markup:
    """Return a case, or how to teach it, as schema.org's LearningResource in JSON-LD, safe within a script element.

    `site_url` is the address of the site called `site_name`, with a slash at the end, or an empty text: then it names
    no address.
    """
    case = one if isinstance(one, Case) else library.item(one.case)
    teaching = library.teaching.get(case.code)
    teaches = [line_text(objective.text) for objective in teaching.objectives] if teaching else []
    kind, title, time, audience = (
        ("case study", Line(f"{case.code} {case.title}"), minutes(case), "student")
        if one is case
        else ("lesson plan", library.title(one), 90, "teacher")
    )
    site = {"@type": "Organization", "name": site_name}
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "name": line_text(title),
        "description": line_text(one.summary),
        "learningResourceType": kind,
        "educationalLevel": case.level.grade.label,
        "timeRequired": f"PT{time}M",
        "teaches": teaches,
        "audience": {"@type": "EducationalAudience", "educationalRole": audience},
        "author": site,
        "license": project.LICENCE,
        "isAccessibleForFree": True,
        "inLanguage": "en-GB",
        "dateModified": one.changed,
        "accessMode": "textual",
        "accessibilityFeature": ACCESSIBLE,
        "accessibilityHazard": "none",
    }
    if not teaches:
        del said["teaches"]
    if site_url:
        said["url"] = f"{site_url}{library.address(case.code if one is case else one.id)}"
    # Whatever could end the script element is written as JSON allows.
    return Markup(json.dumps(said, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))
