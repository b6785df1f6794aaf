"""What each word of a question says about its answer, learned from questions whose answers are known."""

import os
from collections import Counter
from collections.abc import Mapping, Sequence, Set

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # threads that wait for each other cost more than they save here
import numpy

SHRINK = 3.0  # the more, the less a word counts that few examples hold
STEP = 0.1  # weights are told in steps of this size: a smaller part than half of one is left out
MOST = 9  # steps at most
TOGETHER = 3500  # so many words are all weighed against each other, at most: each pair of them costs time and memory
COMMONEST = 1500  # so many of them are, where there are more words
LONG = 40  # examples with more words are met all at once, which is faster for those alone

Example = tuple[Set[str], Mapping[int, float]]


def learn(examples: Sequence[Example], answers: int) -> dict[str, dict[int, int]]:
    """Return what each word counts for each answer it speaks for, in steps from 1 to MOST.

    An example is the words of a question, and how well each answer that is right fits it, from 0 to 1; answers are
    numbered from 0. The weights are those of a ridge regression: added up over the words of a question, and divided
    by the root of their number, they come as near as they can to how well each answer fits. So a word that goes with
    many answers counts for little, and one that only keeps another company isn't counted for the other's merit.

    Where there are very many words, those that most examples hold are weighed against each other, and each of the
    others by itself.
    """
    count = Counter(word for words, _ in examples for word in words)
    shared = sorted((word for word, times in count.items() if times > 1), key=lambda word: (-count[word], word))
    often = set(shared if len(shared) <= TOGETHER else shared[:COMMONEST])
    once = {word for word, times in count.items() if times == 1}
    return _together(examples, often, once, answers) | _alone(examples, set(shared) - often)


def _together(
    examples: Sequence[Example], often: Set[str], once: Set[str], answers: int
) -> dict[str, dict[int, int]]:
    """Weigh words against each other: those that several examples hold, and those that one alone does.

    The latter are left out of the equations without changing what these come to. Those of one example all weigh the
    same, namely what is left of its answers; and the more there are, the less the example says of its other words.
    """
    numbers = {word: number for number, word in enumerate(sorted(often))}
    met = SHRINK * numpy.identity(len(numbers))
    wanted = numpy.zeros((len(numbers), answers))
    read, long = [], []
    for words, fits in examples:
        own, length = sorted(words & once), max(1, len(words))
        held = [numbers[word] for word in words & often]
        kept = SHRINK + len(own) / length
        if len(held) > LONG:
            long.append((held, SHRINK / kept / length))
        else:
            met[numpy.ix_(held, held)] += SHRINK / kept / length
        for answer, fit in fits.items():
            wanted[held, answer] += SHRINK / kept * fit / length**0.5
        if own:
            read.append((own, held, length, kept, fits))
    rows = numpy.zeros((len(long), len(numbers)))
    for row, (held, share) in zip(rows, long, strict=True):
        row[held] = share**0.5
    met += rows.T @ rows
    weights = numpy.linalg.solve(met, wanted)
    found = {word: _steps(weights[row]) for word, row in numbers.items()}
    for own, held, length, kept, fits in read:
        left = -weights[held].sum(axis=0) / length
        for answer, fit in fits.items():
            left[answer] += fit / length**0.5
        found |= dict.fromkeys(own, _steps(left / kept))
    return {word: dict(steps) for word, steps in found.items()}


def _steps(weights: numpy.ndarray) -> dict[int, int]:
    """Return the weights of a word that count, by the number of the answer."""
    steps = (weights / STEP).round().clip(0, MOST).astype(int)
    return {int(at): int(steps[at]) for at in steps.nonzero()[0]}


def _alone(examples: Sequence[Example], some: Set[str]) -> dict[str, dict[int, int]]:
    """Weigh each of some words as if there were no other."""
    met: dict[str, float] = {}
    wanted: dict[str, dict[int, float]] = {}
    for words, fits in examples:
        length = max(1, len(words))
        for word in words & some:
            met[word] = met.get(word, SHRINK) + 1 / length
            fitting = wanted.setdefault(word, {})
            for answer, fit in fits.items():
                fitting[answer] = fitting.get(answer, 0) + fit / length**0.5
    steps = {
        word: {answer: min(MOST, round(fit / met[word] / STEP)) for answer, fit in fitting.items()}
        for word, fitting in wanted.items()
    }
    return {word: {answer: step for answer, step in found.items() if step} for word, found in steps.items()}
