"""What must hold of a course package, beyond what the schemas of Common Cartridge can say; each fault a sentence."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from zipfile import ZipFile

from lxml import etree, html

from macros.cartridge import ABOUT_ONE, CHOICE, LINK, MANIFEST, PACKAGING, QTI, RESPONSE, STAFF

# The right options of each item of each quiz, by their ids, as the data has them.
Key = Mapping[str, Iterable[str]]

NAMES = {"cp": PACKAGING, "lom": ABOUT_ONE, "wl": LINK, "qti": QTI}
ABSOLUTE = re.compile(r"https?://[^/\s]+\S*")
FIRST = 1024  # the bytes of a manifest in which Moodle looks for its namespace


class Faulty(Exception):
    """Raised where a course package must not be handed out, with every fault there is."""

    def __init__(self, title: str, faults: list[str]) -> None:
        """Keep the sentences."""
        self.faults = faults
        super().__init__(f"The course package “{title}” is faulty:\n" + "\n".join(faults))


def check(data: bytes, key: Key, staff: bool) -> list[str]:
    """Return all that is wrong with the bytes of a package; nothing where it is sound.

    `key` is what its quizzes should take for right; `staff` says whether it is for trainers.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        return ["the file is not a zip archive"]
    names = package.namelist()
    faults = [*_twice(names, "file"), *_paths(names)]
    parsed: dict[str, etree._Element] = {}
    for name in names:
        if name.endswith(".xml"):
            try:
                parsed[name] = etree.fromstring(package.read(name))
            except etree.XMLSyntaxError as error:
                faults.append(f"{name}: is not well-formed XML: {error.msg}")
    manifest = parsed.get(MANIFEST)
    if manifest is None:
        return [*faults, f"{MANIFEST}: expected a manifest, but there is none to be read"]
    quizzes = [root for root in parsed.values() if root.tag == f"{{{QTI}}}questestinterop"]
    return [
        *faults,
        *_namespace(package.read(MANIFEST)),
        *_references(manifest),
        *_listed(manifest, names),
        *_roles(manifest, names, staff),
        *_ids(manifest, quizzes),
        *(fault for name, root in parsed.items() for fault in _web_link(name, root)),
        *(fault for name in names if name.endswith(".html") for fault in _links(name, package)),
        *_answers(quizzes, key),
    ]


def _find(root: etree._Element, path: str) -> list:
    """Return what an XPath finds, with the short names of our namespaces."""
    return root.xpath(path, namespaces=NAMES)


def _twice(names: Iterable[str], what: str) -> Iterator[str]:
    yield from (f"{what} {name} is there {count} times" for name, count in Counter(names).items() if count > 1)


def _paths(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        if name.startswith("/") or "\\" in name or ".." in PurePosixPath(name).parts:
            yield f"{name}: expected a path inside the package, without .., backslash or a slash before it"


# ── The manifest ───────────────────────────────────────────────────────────────────────────────────────


def _namespace(manifest: bytes) -> Iterator[str]:
    if f'xmlns="{PACKAGING}"'.encode() not in manifest[:FIRST]:
        yield f"{MANIFEST}: expected xmlns={PACKAGING} within the first {FIRST} bytes"


def _references(manifest: etree._Element) -> Iterator[str]:
    resources = set(_find(manifest, "//cp:resource/@identifier"))
    for reference in _find(manifest, "//@identifierref"):
        if reference not in resources:
            yield f"{MANIFEST}: {reference} is referred to, but is no resource"
    for orphan in sorted(resources - set(_find(manifest, "//cp:item/@identifierref"))):
        yield f"{MANIFEST}: the resource {orphan} stands in no module"


def _listed(manifest: etree._Element, names: Iterable[str]) -> Iterator[str]:
    listed = _find(manifest, "//cp:file/@href")
    yield from _twice(listed, f"{MANIFEST}: the listed file")
    yield from (f"{MANIFEST}: {name} is listed, but absent" for name in sorted(set(listed) - set(names)))
    yield from (f"{name}: is there, but not listed" for name in sorted(set(names) - {MANIFEST, *listed}))
    for resource in _find(manifest, "//cp:resource"):
        name, files = resource.get("identifier"), _find(resource, "cp:file/@href")
        page = resource.get("type") == "webcontent"
        if len(files) != 1:
            yield f"{MANIFEST}: the resource {name} has {len(files)} files: expected one"
        if resource.get("href") != (files[0] if page and files else None):
            yield f"{MANIFEST}: the resource {name} has a wrong href: expected its file, and none but for a page"


def _roles(manifest: etree._Element, names: Iterable[str], staff: bool) -> Iterator[str]:
    """What is for trainers alone lies in a folder of its own and says so; students are given nothing of it."""
    for resource in _find(manifest, "//cp:resource"):
        for name in _find(resource, "cp:file/@href"):
            roles = _find(resource, "cp:metadata//lom:intendedEndUserRole/lom:value/text()")
            if roles != (["Instructor"] if name.startswith(STAFF) else []):
                yield f"{name}: expected the role of an instructor on what lies in {STAFF}, and on nothing else"
    if not staff:
        yield from (f"{name}: is for trainers alone, in a package for students" for name in names if STAFF in name)


def _ids(manifest: etree._Element, quizzes: list[etree._Element]) -> Iterator[str]:
    yield from _twice(_find(manifest, "//@identifier"), f"{MANIFEST}: the identifier")
    for what in ("assessment", "section", "item", "response_lid", "response_label", "itemfeedback"):
        found = [ident for quiz in quizzes for ident in _find(quiz, f"//qti:{what}/@ident")]
        yield from _twice((ident.lower() for ident in found), f"quizzes: the ident of {what}")


# ── Pages and links ────────────────────────────────────────────────────────────────────────────────────


def _web_link(name: str, root: etree._Element) -> Iterator[str]:
    if root.tag == f"{{{LINK}}}webLink":
        hrefs = _find(root, "wl:url/@href")
        if len(hrefs) != 1 or not ABSOLUTE.fullmatch(hrefs[0]):
            yield f"{name}: leads to {', '.join(hrefs) or 'nothing'}: expected one address, with http:// or https://"


def _links(name: str, package: ZipFile) -> Iterator[str]:
    for _, _, target, _ in html.fromstring(package.read(name)).iterlinks():
        if not ABSOLUTE.fullmatch(target):
            yield f"{name}: links to {target!r}, which leads nowhere in a course: expected a full address"


# ── The answer key ─────────────────────────────────────────────────────────────────────────────────────


def _answers(quizzes: list[etree._Element], key: Key) -> Iterator[str]:
    items = {item.get("ident"): item for quiz in quizzes for item in _find(quiz, "//qti:item")}
    yield from (f"quizzes: {name} is an item of the key, but of no quiz" for name in key if name not in items)
    for name, item in items.items():
        if name in key:
            yield from (f"quizzes: {name}: {fault}" for fault in _item(item, set(key[name])))
        else:
            yield f"quizzes: {name} is no item of the key"


def _item(item: etree._Element, right: set[str]) -> Iterator[str]:
    """Yield what is wrong with an item: its options, and the order in which importers read its conditions."""
    options = _find(item, ".//qti:response_label/@ident")
    several = len(right) > 1
    if len(options) < 3:
        yield f"has {len(options)} options: expected 3 or more"
    if not right or not right < set(options):
        yield f"the key has {_all(right)}, of the options {_all(options)}: expected some of them, and not all"
    profile, cardinality = (RESPONSE, "Multiple") if several else (CHOICE, "Single")
    if _find(item, ".//qti:fieldentry/text()") != [profile]:
        yield f"expected the profile {profile}"
    if _find(item, ".//qti:response_lid/@rcardinality") != [cardinality]:
        yield f"expected the cardinality {cardinality}"

    conditions = _find(item, "qti:resprocessing/qti:respcondition")
    if not conditions or not _find(conditions[0], "qti:conditionvar/qti:other"):
        yield "expected what is said after any answer before all other conditions"
    if [one.get("continue") for one in conditions] != ["Yes", *["No"] * (len(conditions) - 1)]:
        yield "expected the first condition to go on, and no other"
    if [bool(_find(one, "qti:setvar")) for one in conditions[:3]] != [False, True, False][: len(conditions[:3])]:
        yield "expected what is right as the second condition"
    scored = _find(item, ".//qti:respcondition[qti:setvar[@varname='SCORE'][. = '100']]")
    if len(scored) != 1 or len(_find(item, ".//qti:setvar")) != 1:
        yield "expected one condition that scores, 100, and no other"
    taken = {one for condition in scored for one in _find(condition, f".//{_NAMED}[not(parent::qti:not)]/text()")}
    if taken != right:
        yield f"takes {_all(taken)} for right: expected {_all(right)}"
    others = _find(
        item, f".//qti:not/{_NAMED}/text()" if several else f".//qti:respcondition[not(qti:setvar)]//{_NAMED}/text()"
    )
    if sorted(others) != sorted(set(options) - right):
        yield f"takes {_all(others)} for wrong: expected {_all(set(options) - right)}"

    said, shown = _find(item, "qti:itemfeedback/@ident"), _find(item, ".//qti:displayfeedback/@linkrefid")
    if sorted(said) != sorted(shown):
        yield f"has feedback {_all(said)}, and shows {_all(shown)}: expected each once"


_NAMED = "qti:varequal[@case='Yes']"


def _all(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "nothing"
