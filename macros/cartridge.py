"""A course package as learning platforms import it: Common Cartridge 1.1, one .imscc file.

Plain records in, bytes out; what the package says is decided elsewhere. The quiz items have the shape that importers
agree on: see `_processing`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from lxml import etree
from lxml.builder import ElementMaker

from macros.zipped import zipped

MANIFEST = "imsmanifest.xml"
PACKAGING = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
ABOUT_ALL = "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest"
ABOUT_ONE = "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/resource"
TOPIC = "http://www.imsglobal.org/xsd/imsccv1p1/imsdt_v1p1"
LINK = "http://www.imsglobal.org/xsd/imsccv1p1/imswl_v1p1"
QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"

CHOICE, RESPONSE = "cc.multiple_choice.v0p1", "cc.multiple_response.v0p1"
STAFF = "staff/"  # where pages for trainers alone lie, in the package

_cp = ElementMaker(namespace=PACKAGING, nsmap={None: PACKAGING, "lomm": ABOUT_ALL, "lomr": ABOUT_ONE})
_all = ElementMaker(namespace=ABOUT_ALL)
_one = ElementMaker(namespace=ABOUT_ONE)
_topic = ElementMaker(namespace=TOPIC, nsmap={None: TOPIC})
_link = ElementMaker(namespace=LINK, nsmap={None: LINK})
_qti = ElementMaker(namespace=QTI, nsmap={None: QTI})


@dataclass(frozen=True)
class Resource:
    """What every resource has: an id made of codes, unique in the package, and a title in plain text."""

    id: str
    title: str


@dataclass(frozen=True)
class Page(Resource):
    """A page: its whole HTML document, and whether it is for trainers alone."""

    html: str
    staff_only: bool = False


@dataclass(frozen=True)
class WebLink(Resource):
    """A link to a page on the web."""

    url: str


@dataclass(frozen=True)
class Topic(Resource):
    """Something to discuss in a forum, as HTML."""

    html: str


@dataclass(frozen=True)
class Option:
    """An answer to choose, and what is said to whoever chose it, both as HTML."""

    id: str
    text: str
    right: bool
    because: str


@dataclass(frozen=True)
class Item:
    """A question of a quiz: its name in plain text; the question, and what is said after any answer, as HTML.

    With one right option it is a single choice; with more, all of them and no other are to be ticked.
    """

    id: str
    title: str
    asks: str
    options: Sequence[Option]
    feedback: str


@dataclass(frozen=True)
class Quiz(Resource):
    """A quiz: its questions, and what is said about it, as HTML."""

    items: Sequence[Item]
    html: str


@dataclass(frozen=True)
class Module:
    """A part of the course: its resources, in order."""

    id: str
    title: str
    resources: Sequence[Resource]


@dataclass(frozen=True)
class Cartridge:
    """A whole course package.

    `rights` says in words under which licence it stands; `address` is where it is kept up to date, or an empty text.
    """

    id: str
    title: str
    description: str
    keywords: Sequence[str]
    rights: str
    language: str
    version: str
    date: date
    address: str
    modules: Sequence[Module]

    @property
    def resources(self) -> list[Resource]:
        """All resources, in order."""
        return [resource for module in self.modules for resource in module.resources]


def write(cartridge: Cartridge) -> bytes:
    """Return a course package as the bytes of its file: the same each time."""
    files = {_path(one): _form(one).written(one, cartridge.language) for one in cartridge.resources}
    files[MANIFEST] = _xml(_manifest(cartridge))
    return zipped(files)


def _xml(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


# ── The manifest ───────────────────────────────────────────────────────────────────────────────────────


def _manifest(cartridge: Cartridge) -> etree._Element:
    """Return the manifest. Moodle looks for the default namespace in its first 1,024 bytes, so that comes first."""
    modules = (
        _cp.item(
            _cp.title(module.title),
            *(
                _cp.item(_cp.title(one.title), identifier=f"item-{one.id}", identifierref=one.id)
                for one in module.resources
            ),
            identifier=f"module-{module.id}",
        )
        for module in cartridge.modules
    )
    # One root item, and modules one deep: some importers take no other form.
    root = _cp.item(*modules, identifier="root")
    return _cp.manifest(
        _cp.metadata(_cp.schema("IMS Common Cartridge"), _cp.schemaversion("1.1.0"), _about(cartridge)),
        _cp.organizations(_cp.organization(root, identifier="course", structure="rooted-hierarchy")),
        _cp.resources(*map(_listed, cartridge.resources)),
        identifier=cartridge.id,
    )


def _about(cartridge: Cartridge) -> etree._Element:
    """Return what the package says of itself. Its profile of LOM has no place for a version but a described date."""

    def said(text: str) -> etree._Element:
        return _all.string(text, language=cartridge.language)

    address = [_all.identifier(_all.catalog("URI"), _all.entry(cartridge.address))] if cartridge.address else []
    return _all.lom(
        _all.general(
            *address,
            _all.title(said(cartridge.title)),
            _all.language(cartridge.language),
            _all.description(said(cartridge.description)),
            *(_all.keyword(said(word)) for word in cartridge.keywords),
        ),
        _all.lifeCycle(
            _all.contribute(
                _all.role(_all.value("publisher")),
                _all.date(
                    _all.dateTime(cartridge.date.isoformat()), _all.description(said(f"Version {cartridge.version}"))
                ),
            )
        ),
        _all.rights(_all.copyrightAndOtherRestrictions(_all.value("yes")), _all.description(said(cartridge.rights))),
    )


def _listed(resource: Resource) -> etree._Element:
    """Return a resource as the manifest lists it; only a page may carry `href` itself."""
    path = _path(resource)
    attributes = {"identifier": resource.id, "type": _form(resource).type}
    if isinstance(resource, Page):
        attributes["href"] = path
    role = _one.intendedEndUserRole(_one.source("IMSGLC_CC_Rolesv1p1"), _one.value("Instructor"))
    for_staff = [_cp.metadata(_one.lom(_one.educational(role)))] if _for_staff(resource) else []
    return _cp.resource(*for_staff, _cp.file(href=path), **attributes)


def _for_staff(resource: Resource) -> bool:
    return isinstance(resource, Page) and resource.staff_only


# ── Pages, links, topics ───────────────────────────────────────────────────────────────────────────────


def _page(page: Page, language: str) -> bytes:
    return page.html.encode()


def _web_link(link: WebLink, language: str) -> bytes:
    return _xml(_link.webLink(_link.title(link.title), _link.url(href=link.url, target="_blank")))


def _discussion(topic: Topic, language: str) -> bytes:
    return _xml(_topic.topic(_topic.title(topic.title), _topic.text(topic.html, texttype="text/html")))


# ── Quizzes ────────────────────────────────────────────────────────────────────────────────────────────


def _quiz(quiz: Quiz, language: str) -> bytes:
    lang = {"{http://www.w3.org/XML/1998/namespace}lang": language}
    assessment = _qti.assessment(
        _fields(cc_profile="cc.exam.v0p1", qmd_assessmenttype="Examination", cc_maxattempts="unlimited"),
        _qti.rubric(_said(quiz.html)),
        _qti.section(*map(_item, quiz.items), ident=f"{quiz.id}-section"),
        ident=quiz.id,
        title=quiz.title,
        **lang,
    )
    return _xml(_qti.questestinterop(assessment))


def _fields(**fields: str) -> etree._Element:
    pairs = (_qti.qtimetadatafield(_qti.fieldlabel(label), _qti.fieldentry(entry)) for label, entry in fields.items())
    return _qti.qtimetadata(*pairs)


def _said(text: str) -> etree._Element:
    return _qti.material(_qti.mattext(text, texttype="text/html"))


def _item(item: Item) -> etree._Element:
    several = sum(option.right for option in item.options) > 1
    labels = (_qti.response_label(_said(option.text), ident=option.id) for option in item.options)
    return _qti.item(
        _qti.itemmetadata(_fields(cc_profile=RESPONSE if several else CHOICE)),
        _qti.presentation(
            _said(item.asks),
            _qti.response_lid(
                _qti.render_choice(*labels),
                ident=_response(item),
                rcardinality="Multiple" if several else "Single",
            ),
        ),
        _qti.resprocessing(
            _qti.outcomes(_qti.decvar(varname="SCORE", vartype="Integer", minvalue="0", maxvalue="100")),
            *_processing(item, several),
        ),
        *(_qti.itemfeedback(_qti.flow_mat(_said(text)), ident=ident) for ident, text in _feedback(item, several)),
        ident=item.id,
        title=item.title,
    )


def _response(item: Item) -> str:
    return f"{item.id}-response"


def _after_any(item: Item) -> str:
    return f"{item.id}-feedback"


def _after(option: Option) -> str:
    return f"{option.id}-feedback"


def _feedback(item: Item, several: bool) -> Iterator[tuple[str, str]]:
    yield _after_any(item), item.feedback
    if not several:
        yield from ((_after(option), option.because) for option in item.options)


def _processing(item: Item, several: bool) -> Iterator[etree._Element]:
    """Yield the conditions of an item.

    First what is said after any answer, and it alone goes on (Moodle makes general feedback of whatever goes on);
    then what is right, before anything wrong (some take each answer named up to the first stop for a right one);
    then each wrong answer. Where several are right, there is feedback after any answer only, for no condition names
    one option alone, and what is right says so with `case`, by which Moodle scores.
    """
    yield _condition(_qti.other(), _after_any(item), goes_on="Yes")
    if several:
        wanted = (_chosen(item, one) if one.right else _qti("not", _chosen(item, one)) for one in item.options)
        yield _condition(_qti("and", *wanted), score=100)
    else:
        # The right one first.
        for option in sorted(item.options, key=lambda option: not option.right):
            yield _condition(_chosen(item, option), _after(option), score=100 if option.right else None)


def _chosen(item: Item, option: Option) -> etree._Element:
    return _qti.varequal(option.id, respident=_response(item), case="Yes")


def _condition(test: etree._Element, says: str = "", score: int | None = None, goes_on: str = "No") -> etree._Element:
    parts = [_qti.conditionvar(test)]
    if score is not None:
        parts.append(_qti.setvar(str(score), varname="SCORE", action="Set"))
    if says:
        parts.append(_qti.displayfeedback(feedbacktype="Response", linkrefid=says))
    return _qti.respcondition(*parts, **{"continue": goes_on})


# ── What each kind of resource is in the package ───────────────────────────────────────────────────────


@dataclass(frozen=True)
class Form:
    """How one kind of resource is packed: its type in the manifest, its folder and ending, and what writes it."""

    type: str
    folder: str
    ending: str
    written: Callable[..., bytes]


FORMS: dict[type[Resource], Form] = {
    Page: Form("webcontent", "pages/", "html", _page),
    WebLink: Form("imswl_xmlv1p1", "links/", "xml", _web_link),
    Topic: Form("imsdt_xmlv1p1", "topics/", "xml", _discussion),
    Quiz: Form("imsqti_xmlv1p2/imscc_xmlv1p1/assessment", "quizzes/", "xml", _quiz),
}


def _form(resource: Resource) -> Form:
    return FORMS[type(resource)]


def _path(resource: Resource) -> str:
    form = _form(resource)
    return f"{STAFF if _for_staff(resource) else form.folder}{resource.id}.{form.ending}"
