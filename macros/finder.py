"""The finder: whoever answers its questions gets somewhere, soon enough, and to every case."""

from collections.abc import Iterator, Mapping, Sequence

from macros.problems import Problem
from macros.records import RawRecord

DEEPEST = 5  # answers in a row, at most

Answers = Mapping[str, Sequence[RawRecord]]


def astray(
    steps: Sequence[RawRecord], answers: Sequence[RawRecord], cases: Sequence[RawRecord], all_cases: bool
) -> Iterator[Problem]:
    """Yield what is wrong with the questions of the finder, their answers, and where cases say they are found.

    A path is at most DEEPEST answers long, asks nothing twice, and ends at a case or at something else to read.
    Questions and answers must have sound ids; `all_cases` says whether every case could be read. What is wrong with a
    single value is left to the models; where that leaves a doubt what was meant, nothing is said that may not be so.
    """
    names = {answer.value["id"] for answer in answers}
    found = [
        (case, place, name)
        for case in cases
        if isinstance(case.value.get("found_at"), list)
        for place, name in enumerate(case.value["found_at"])
    ]
    sure = all_cases and all(isinstance(case.value.get("found_at"), list) for case in cases)
    sure = sure and all(isinstance(name, str) and name in names for *_, name in found)
    led_to = {name for *_, name in found} if sure else names
    for answer in answers:
        then, also = answer.value.get("then"), answer.value.get("also")
        if then and also:
            yield answer.problem("leads on to a question already: expected then or also, not both", "also")
        elif not {"then", "also"} & answer.value.keys() and answer.value["id"] not in led_to:
            what = "then (a question), also (what to read), or a case that names it in found_at"
            yield answer.problem(f"leads nowhere: expected {what}", "id")
    leading_on = {answer.value["id"] for answer in answers if answer.value.get("then")}
    for case, place, name in found:
        if isinstance(name, str) and name in leading_on:
            yield case.problem(f"{name!r} leads on to a question: expected an answer that ends", "found_at", place)
    known = {step.value["id"] for step in steps}
    if all(isinstance(then, str) and then in known for then in (one.value["then"] for one in answers if _on(one))):
        yield from _paths(steps, answers)


def _on(answer: RawRecord) -> bool:
    """Return whether an answer is meant to lead on to a question."""
    return "then" in answer.value


def _paths(steps: Sequence[RawRecord], answers: Sequence[RawRecord]) -> Iterator[Problem]:
    """Yield answers that lead back to a question or to one too many; if there are none, questions nobody comes to."""
    of: dict[str, list[RawRecord]] = {
        step.value["id"]: [one for one in answers if _on(one) and one.location[:2] == step.location] for step in steps
    }
    first = next(iter(of))
    wrong = list(_onwards(first, (), of))
    yield from wrong
    if wrong:
        return
    reached = [first]
    for name in reached:
        reached += [one.value["then"] for one in of[name] if one.value["then"] not in reached]
    for step in steps:
        if step.value["id"] not in reached:
            yield step.problem(f"is on no path from the first question, {first!r}: expected an answer's then", "id")


def _onwards(name: str, before: tuple[str, ...], of: Answers) -> Iterator[Problem]:
    """Yield what is wrong on the paths that go on from a question, after the questions asked before it."""
    path = (*before, name)
    for answer in of[name]:
        then = answer.value["then"]
        if then in path:
            yield answer.problem(f"leads back to {then!r}, which was asked on the way here", "then")
        elif len(path) == DEEPEST:
            yield answer.problem(f"leads to a choice beyond the {DEEPEST} that a path may have", "then")
        else:
            yield from _onwards(then, path, of)
