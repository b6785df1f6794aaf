"""From one YAML file to plain values that remember their lines, and from those to validated records."""

import re
import typing
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError
from yaml.constructor import ConstructorError, SafeConstructor
from yaml.reader import ReaderError

from macros.problems import Problem, nearest, quoted, shortened
from macros.text import Known

_resolver = yaml.SafeLoader("")
Location = tuple[str | int, ...]

TEXT = "tag:yaml.org,2002:str"
# What each kind of node is where no tag says otherwise, plain scalars apart.
UNTAGGED = {
    yaml.ScalarNode: TEXT,
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: "tag:yaml.org,2002:map",
}
# What looks like an alias; nothing else can be one. (An emphasised word doesn't.)
ALIAS = re.compile(r"\*[\w-]+\s*(?:$|[?:,\]}%@`#])", re.MULTILINE)
READ_AS = {bool: "yes or no", int: "a number", float: "a number", date: "a date"}
LARGEST = 1_000_000  # bytes of a file: more is no text that somebody wrote
DEEPEST = 20  # levels of lists and fields within each other, of which data needs eight
MOST_FIGURES = 18  # of a number: Python prints no number of thousands
# YAML ends a line at each of these, and an editor at none, so a line's number would mean two lines.
LINE_ENDS = re.compile("[\r\x85\u2028\u2029]")


class _Loader(yaml.CSafeLoader):
    """Reads YAML as deep as anybody writes it: libyaml would go on until the process crashes."""

    depth = 0

    def descend_resolver(self, current_node: yaml.Node | None, current_index: Any) -> None:
        """Count a level, as each node is begun."""
        self.depth += 1
        if self.depth > DEEPEST:
            message = f"lists and fields lie more than {DEEPEST} deep within each other"
            raise yaml.MarkedYAMLError(problem=message, problem_mark=current_node.start_mark)

    def ascend_resolver(self) -> None:
        """Count a level less, as each node ends."""
        self.depth -= 1


@dataclass(eq=False)
class Document:
    """One file of data: its `text`, its plain `value`, and the problems met. Its text is what it is told apart by."""

    file: str
    text: str = ""
    value: Any = None
    problems: list[Problem] = field(default_factory=list)
    _fields: dict[int, dict[str, tuple[yaml.Node, yaml.Node]]] = field(default_factory=dict, repr=False)

    def __eq__(self, other: object) -> bool:
        """Return whether another document is the same file with the same text."""
        return isinstance(other, Document) and (self.file, self.text) == (other.file, other.text)

    def __hash__(self) -> int:
        """Return a hash of the same."""
        return hash((self.file, self.text))

    @cached_property
    def node(self) -> yaml.Node | None:
        """The YAML node, which knows the lines; made when somebody asks, for it is far larger than the text."""
        try:
            return yaml.compose(self.text, _Loader)
        except yaml.YAMLError:
            return None

    def report(self, node: yaml.Node | None, path: str, message: str) -> None:
        """Note a problem at a node."""
        self.problems.append(Problem(self.file, node.start_mark.line + 1 if node else 1, path, message))

    def line(self, location: Location, within: int = 0) -> int:
        """Return the line (from 1) of a place in the file; `within` counts lines of a block of text."""
        node, line = self.node, 1
        for step in location:
            if isinstance(node, yaml.MappingNode):
                pairs = self._pairs(node)
                if step not in pairs:
                    break
                key, node = pairs[step]
                line = key.start_mark.line + 1
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                line = node.start_mark.line + 1
        if isinstance(node, yaml.ScalarNode) and node.style == "|" and node.value.strip():
            line = node.start_mark.line + 2 + within
        return line

    def _pairs(self, node: yaml.MappingNode) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        """Return the fields of a node by their names, gathered once: a file may have a problem with each."""
        if id(node) not in self._fields:
            pairs = ((key, value) for key, value in node.value if isinstance(key, yaml.ScalarNode))
            self._fields[id(node)] = {key.value: (key, value) for key, value in pairs}
        return self._fields[id(node)]

    def path(self, location: Location) -> str:
        """Return a place as an author would name it: `questions.Q7.says`."""
        value, steps = self.value, []
        for step in location:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                value = None
            names = ("code", "id", "to") if isinstance(step, int) and isinstance(value, dict) else ()
            name = next((value[key] for key in names if isinstance(value.get(key), str)), None)
            steps.append(name or str(step + 1 if isinstance(step, int) else step))
        return ".".join(steps)


def decoded(path: Path, file: str) -> tuple[str | None, Problem | None]:
    """Return the text of a file, or None and the problem; `file` is what messages call it.

    A byte order mark is left out, and every line ends in a newline alone, as Python-Markdown and YAML read them.
    """
    with path.open("rb") as opened:
        raw = opened.read(LARGEST + 1)
    if len(raw) > LARGEST:
        return None, Problem(file, 1, "", f"is larger than {LARGEST:,} bytes: expected a text of at most so many")
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return None, Problem(file, line, "", f"is not UTF-8 (byte {error.start}): save the file as UTF-8")
    if (at := raw.find(b"\0")) >= 0:
        line = raw.count(b"\n", 0, at) + 1
        return None, Problem(file, line, "", f"is not text (byte {at} is a null): expected a text, saved as UTF-8")
    return text, None


def read(path: Path, file: str) -> Document:
    """Read one YAML file; `file` is what messages call it. Problems are noted, never raised."""
    text, problem = decoded(path, file)
    return Document(file, problems=[problem]) if text is None else parse(text, file)


def parse(text: str, file: str) -> Document:
    """Read a YAML text, which stands at the head of `file`. Problems are noted, never raised."""
    document = _parsed(text, file)
    return replace(document, problems=[*document.problems])


# One edit leaves most files as they were: neither these nor the records in them are read a second time in a run.
@lru_cache(maxsize=128)
def _parsed(text: str, file: str) -> Document:
    document = Document(file, text)
    for line, before in enumerate(text.split("\n") if LINE_ENDS.search(text) else (), 1):
        if found := LINE_ENDS.search(before):
            message = f"holds U+{ord(found[0]):04X}, which YAML takes for the end of a line: remove it"
            document.problems.append(Problem(file, line, "", message))
    if document.problems:
        return document
    try:
        aliases = list(_aliases(text)) if ALIAS.search(text) else ()
        for alias in aliases:
            message = f"stands for another part (*{alias.anchor}): write that part out here"
            document.problems.append(Problem(file, alias.start_mark.line + 1, "", message))
        if aliases:
            return document
        node = yaml.compose(text, _Loader)
    except yaml.YAMLError as error:
        document.problems.append(_not_yaml(file, text, error))
        return document
    if node is None:
        document.report(None, "", "is empty: expected fields")
        return document
    document.value = _value(document, node, "")
    return document


def _aliases(text: str) -> Iterator[yaml.AliasEvent]:
    """Yield each alias of a text, as far as that is not too deep to read."""
    depth = 0
    for event in yaml.parse(text, yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            return
        if isinstance(event, yaml.AliasEvent):
            yield event


def _not_yaml(file: str, text: str, error: yaml.YAMLError) -> Problem:
    """Return the problem for a text that does not parse."""
    lines = text.splitlines()
    marks = [getattr(error, name, None) for name in ("problem_mark", "context_mark")]
    # What is never closed is noticed at the end of the file; where it began says more.
    line = next((mark.line for mark in marks if mark and mark.line < len(lines)), 0)
    if isinstance(error, ReaderError):  # which knows a character by its place among the bytes
        line = text.encode("utf-8")[: error.position].count(b"\n")
    said = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    unquoted = any(re.search(r"(?:^|[:-])\s*[\[{]", one) for one in lines[max(0, line - 1) : line + 1])
    hint = "; a text that begins with [ or { goes in quotes" if unquoted else ""
    return Problem(file, line + 1, "", f"is not YAML: {said}{hint}")


def _value(document: Document, node: yaml.Node, path: str) -> Any:
    """Return the plain value of a node, noting duplicate keys, tags, and keys that are not names."""
    if _tagged(node):
        _report_tag(document, node, path)
        return node.value if isinstance(node, yaml.ScalarNode) else None
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                document.report(key, path, "begins with [ or {: a text that does goes in quotes")
                continue
            here = f"{path}.{key.value}".strip(".")
            if _tagged(key):
                _report_tag(document, key, here)
            if key.value in found:
                document.report(key, here, "stands twice: a key may stand once")
            found[key.value] = _value(document, value, here)
        return found
    if isinstance(node, yaml.SequenceNode):
        return [_value(document, item, f"{path}.{i}".strip(".")) for i, item in enumerate(node.value, 1)]
    if node.tag == TEXT:
        return node.value
    try:
        value = SafeConstructor().construct_object(node)
        if isinstance(value, int) and abs(value) >= 10**MOST_FIGURES:
            raise ValueError
    except (ConstructorError, ValueError, IndexError):  # such as an unquoted 2026-13-01
        document.report(node, path, f"cannot be read ({quoted(node.value)}): put text in quotes")
        return node.value
    return value


def _tagged(node: yaml.Node) -> bool:
    """Return whether a node carries a tag other than the one it would have without."""
    plain = isinstance(node, yaml.ScalarNode) and not node.style
    meant = _resolver.resolve(yaml.ScalarNode, node.value, (True, False)) if plain else UNTAGGED[type(node)]
    return node.tag != meant


def _report_tag(document: Document, node: yaml.Node, path: str) -> None:
    """Note that a node carries a tag."""
    tag = node.tag.replace("tag:yaml.org,2002:", "!!")
    document.report(node, path, f"carries a tag ({tag}): leave the tag out")


def validate(document: Document, model: type[BaseModel], known: Known) -> BaseModel | None:
    """Return the record(s) of a document, or None after noting every problem."""
    record, problems = _validated(document, model, known)
    document.problems += problems
    return record


@lru_cache(maxsize=128)
def _validated(
    document: Document, model: type[BaseModel], known: Known
) -> tuple[BaseModel | None, tuple[Problem, ...]]:
    try:
        return model.model_validate(document.value, context=known), ()
    except ValidationError as error:
        problems = [
            Problem(document.file, document.line(fault["loc"], within), document.path(fault["loc"]), message)
            for fault in error.errors(include_url=False)
            for within, message in _sentences(fault, model)
        ]
        return None, tuple(problems)


def _sentences(fault: Any, model: type[BaseModel]) -> Iterator[tuple[int, str]]:
    """Yield (line within the text, sentence) for one of pydantic's errors."""
    context, given = fault.get("ctx", {}), fault["input"]
    match fault["type"]:
        case "text":
            yield from context["faults"]
        case "missing":
            meant = _field(model, fault["loc"])
            yield 0, f"required, but missing: expected {meant}"
        case "extra_forbidden":
            fields = _fields(model, fault["loc"][:-1])
            yield 0, f"unknown field{nearest(str(fault['loc'][-1]), fields)}: expected {', '.join(fields)}"
        case "string_type":
            yield 0, _not_text(given)
        case "enum":
            yield (
                0,
                f"{shortened(repr(given), 80)} is not a choice here: expected {context['expected']}",
            )
        case "bool_type" | "bool_parsing":
            yield 0, "expected true or false"
        case "list_type":
            yield 0, "expected a list, each entry on a line that begins with a hyphen"
        case "model_type" | "dict_type" | "model_attributes_type":
            yield 0, "expected fields (name: value), found something else"
        case "too_long" if isinstance(given, str):
            yield 0, f"too long: expected at most {context['max_length']} characters"
        case "too_short":
            yield (
                0,
                f"too few entries ({context['actual_length']}): expected at least {context['min_length']}",
            )
        case "too_long":
            yield (
                0,
                f"too many entries ({context['actual_length']}): expected at most {context['max_length']}",
            )
        case _:
            yield 0, fault["msg"]


def _not_text(given: Any) -> str:
    """Return why a value that is not text was read so, and what to do."""
    for kind, name in READ_AS.items():
        if isinstance(given, kind):
            return f"was read as {name} ({given}): expected text, so put it in quotes"
    if given is None:
        return "is empty: expected text"
    if isinstance(given, list):
        return "was read as a list: expected text, so put it in quotes (a text may not begin with [ unquoted)"
    return "was read as fields: expected text, so put it in quotes (a colon and a space make a field)"


def _model_at(model: Any, location: Location) -> type[BaseModel] | None:
    """Return the model that stands at a place within another."""
    for step in location:
        if isinstance(step, int):
            continue
        if not (isinstance(model, type) and issubclass(model, BaseModel)) or step not in model.model_fields:
            return None
        model = model.model_fields[step].annotation
        while arguments := typing.get_args(model):
            model = arguments[0]
    return model if isinstance(model, type) and issubclass(model, BaseModel) else None


def _fields(model: type[BaseModel], location: Location) -> list[str]:
    """Return the names of the fields that may stand at a place."""
    found = _model_at(model, location)
    return list(found.model_fields) if found else []


def _field(model: type[BaseModel], location: Location) -> str:
    """Return the description of a field, as the end of a sentence."""
    found = _model_at(model, location[:-1])
    info = found.model_fields.get(str(location[-1])) if found else None
    described = (info.description or "") if info else ""
    return described[:1].lower() + described[1:].rstrip(".") if described else "it"
