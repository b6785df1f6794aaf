"""How a DOCX file looks: pandoc's own reference document, with the site's styles, paper and page numbers in it."""

import io
import subprocess
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import pypandoc
from lxml import etree
from lxml.builder import ElementMaker

from macros.zipped import zipped

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
FOOTER = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
w = ElementMaker(namespace=W, nsmap={"w": W, "r": R})

# The site's colours (macros/styles/colours.css), lines a little darker; a font that Windows and macOS have, and
# others replace.
INK, SOFT, ACCENT, RULE, FONT = "23262B", "494B50", "0F4A61", "B8AD98", "Georgia"
A4 = {"w": "11906", "h": "16838"}  # in twentieths of a point
MARGINS = {
    "top": "1250", "bottom": "1420", "left": "1560", "right": "1560", "header": "700", "footer": "700", "gutter": "0",
}  # fmt: skip


@dataclass(frozen=True)
class Look:
    """A style: its size in points and its colour; space above, below, at the left, in points; and so on."""

    size: float = 10.5
    colour: str = INK
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    above: float = 0
    below: float = 6
    left: float = 0
    keep: bool = False  # on one page with what follows
    line: str = ""  # the side on which a line is drawn
    level: int | None = None  # in the outline


# By the names that pandoc has for its styles, and the classes of sheets for ours.
PARAGRAPHS = {
    "Normal": Look(),
    "Body Text": Look(),
    "First Paragraph": Look(),
    "Compact": Look(below=3),
    "heading 1": Look(24, bold=True, below=8, keep=True, level=0),
    "heading 2": Look(16, ACCENT, bold=True, above=20, keep=True, level=1),
    "heading 3": Look(12.5, bold=True, above=14, below=4, keep=True, level=2),
    "heading 4": Look(italic=True, above=10, below=4, keep=True, level=3),
    "Block Text": Look(left=14, line="left"),
    "Definition Term": Look(bold=True, above=6, below=2, keep=True),
    "Definition": Look(),
    "Table Caption": Look(9.5, SOFT, italic=True, above=8, below=4, keep=True),
    "kind": Look(8.5, SOFT, capitals=True, below=12, keep=True),
    "from": Look(8.5, SOFT, capitals=True, above=8, below=4, keep=True),
    "lede": Look(13, italic=True, below=10),
    "ask": Look(keep=True, above=4),
    "caveat": Look(left=14, line="left"),
    "small": Look(9.5),
    "notes": Look(above=8, below=0, line="bottom"),
}


@cache
def reference() -> bytes:
    """Return the reference document. Raises subprocess.CalledProcessError where pandoc has none."""
    command = [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.docx"]
    with zipfile.ZipFile(io.BytesIO(subprocess.run(command, capture_output=True, check=True).stdout)) as old:
        files = {name: old.read(name) for name in old.namelist()}
    files["word/styles.xml"] = _styles(files["word/styles.xml"])
    files["word/document.xml"] = _document(files["word/document.xml"])
    files["word/_rels/document.xml.rels"] = _relationships(files["word/_rels/document.xml.rels"])
    files["[Content_Types].xml"] = _types(files["[Content_Types].xml"])
    files["word/footer1.xml"] = _xml(_footer())
    return zipped(files)  # dated 1980, for pandoc hands the date of some files on


def _xml(tree: etree._Element) -> bytes:
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _w(values: Mapping[str, str]) -> dict[str, str]:
    """Return attributes in Word's namespace."""
    return {f"{{{W}}}{name}": value for name, value in values.items()}


def _styles(styles: bytes) -> bytes:
    root = etree.fromstring(styles)
    named = {style.find(f"{{{W}}}name").get(f"{{{W}}}val"): style for style in root.iter(f"{{{W}}}style")}
    fonts = root.find(f".//{{{W}}}rPrDefault//{{{W}}}rFonts")
    fonts.attrib.clear()
    fonts.attrib.update(_w({"ascii": FONT, "hAnsi": FONT, "cs": FONT, "eastAsia": FONT}))
    for name, look in PARAGRAPHS.items():
        if name not in named:
            named[name] = _new(name, "paragraph", "BodyText")
            root.append(named[name])
        _replace(named[name], _paragraph(look), _run(look))
    named["code"] = _new("code", "character", "DefaultParagraphFont")
    root.append(named["code"])
    _replace(named["code"], w.rPr(w.color(_w({"val": ACCENT}))))
    _replace(named["Hyperlink"], w.rPr(w.color(_w({"val": ACCENT})), w.u(_w({"val": "single"}))))
    edge = _w({"val": "single", "sz": "4", "space": "0", "color": RULE})
    table = w.tblPr(
        w.tblBorders(w.bottom(edge), w.insideH(edge)),
        w.tblCellMar(*(w(side, _w({"w": "100", "type": "dxa"})) for side in ("top", "left", "bottom", "right"))),
    )
    head = w.tblStylePr(_w({"type": "firstRow"}), w.rPr(w.b()))
    _replace(named["Table"], w.rPr(w.sz(_w({"val": "19"}))), table, w.trPr(w.cantSplit()), head)
    return _xml(root)


def _new(name: str, kind: str, base: str) -> etree._Element:
    return w.style(
        _w({"type": kind, "customStyle": "1", "styleId": name}),
        w.name(_w({"val": name})),
        w.basedOn(_w({"val": base})),
        w.qFormat(),
    )


def _replace(style: etree._Element, *parts: etree._Element) -> None:
    """Give a style new properties in place of those it has."""
    for old in style.xpath("w:pPr | w:rPr | w:tblPr | w:trPr | w:tcPr | w:tblStylePr", namespaces={"w": W}):
        style.remove(old)
    style.extend(parts)


def _paragraph(look: Look) -> etree._Element:
    edge = _w({"val": "single", "sz": "4" if look.line == "bottom" else "12", "space": "8", "color": RULE})
    above, below = (f"{points * 20:.0f}" for points in (look.above, look.below))
    parts = [
        look.keep and w.keepNext(),
        look.level is not None and w.keepLines(),
        look.line and w.pBdr(w(look.line, edge), *([w.between(edge)] if look.line == "bottom" else [])),
        w.spacing(_w({"before": above, "after": below, "line": "300", "lineRule": "auto"})),
        look.left and w.ind(_w({"left": f"{look.left * 20:.0f}"})),
        look.level is not None and w.outlineLvl(_w({"val": str(look.level)})),
    ]
    return w.pPr(*(part for part in parts if isinstance(part, etree._Element)))


def _run(look: Look) -> etree._Element:
    parts = [
        look.bold and w.b(),
        look.italic and w.i(),
        look.capitals and w.caps(),
        w.color(_w({"val": look.colour})),
        look.capitals and w.spacing(_w({"val": "10"})),
        w.sz(_w({"val": f"{look.size * 2:.0f}"})),
    ]
    return w.rPr(*(part for part in parts if isinstance(part, etree._Element)))


def _document(document: bytes) -> bytes:
    """Set the paper, its margins and the footer."""
    root = etree.fromstring(document)
    section = root.find(f".//{{{W}}}sectPr")
    section.insert(0, w.footerReference(_w({"type": "default"}), {f"{{{R}}}id": "rIdFooter"}))
    section.extend([w.pgSz(_w(A4)), w.pgMar(_w(MARGINS))])
    return _xml(root)


def _relationships(relationships: bytes) -> bytes:
    root = etree.fromstring(relationships)
    values = {"Id": "rIdFooter", "Type": f"{R}/footer", "Target": "footer1.xml"}
    etree.SubElement(root, f"{{{RELATIONSHIPS}}}Relationship", values)
    return _xml(root)


def _types(types: bytes) -> bytes:
    root = etree.fromstring(types)
    etree.SubElement(root, f"{{{TYPES}}}Override", {"PartName": "/word/footer1.xml", "ContentType": FOOTER})
    return _xml(root)


def _footer() -> etree._Element:
    """Return a footer that numbers the pages."""
    soft = w.rPr(w.color(_w({"val": SOFT})), w.sz(_w({"val": "17"})))
    number = w.fldSimple(_w({"instr": " PAGE "}), w.r(soft, w.t("1")))
    return w.ftr(w.p(w.pPr(w.jc(_w({"val": "right"}))), number))
