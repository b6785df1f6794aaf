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
    most = TOGETHER if len(count) <= TOGETHER else COMMONEST
    often = {word for word, _ in sorted(count.items(), key=lambda one: (-one[1], one[0]))[:most]}
    learned = _together([(words & often, len(words), fits) for words, fits in examples], sorted(often), answers)
    return learned | _alone([(words - often, len(words), fits) for words, fits in examples])


def _together(
    examples: Sequence[tuple[Set[str], int, Mapping[int, float]]], words: Sequence[str], answers: int
) -> dict[str, dict[int, int]]:
    """Weigh words against each other; an example's number says how many words it has in all."""
    numbers = {word: number for number, word in enumerate(words)}
    met = SHRINK * numpy.identity(len(words))
    wanted = numpy.zeros((len(words), answers))
    for some, length, fits in examples:
        held = [numbers[word] for word in some]
        met[numpy.ix_(held, held)] += 1 / max(1, length)
        for answer, fit in fits.items():
            wanted[held, answer] += fit / max(1, length) ** 0.5
    steps = (numpy.linalg.solve(met, wanted) / STEP).round().clip(0, MOST).astype(int)
    return {word: {int(at): int(steps[row, at]) for at in steps[row].nonzero()[0]} for word, row in numbers.items()}


def _alone(examples: Sequence[tuple[Set[str], int, Mapping[int, float]]]) -> dict[str, dict[int, int]]:
    """Weigh each word as if there were no other."""
    met: dict[str, float] = {}
    wanted: dict[str, dict[int, float]] = {}
    for some, length, fits in examples:
        for word in some:
            met[word] = met.get(word, SHRINK) + 1 / max(1, length)
            fitting = wanted.setdefault(word, {})
            for answer, fit in fits.items():
                fitting[answer] = fitting.get(answer, 0) + fit / max(1, length) ** 0.5
    steps = {
        word: {answer: min(MOST, round(fit / met[word] / STEP)) for answer, fit in fitting.items()}
        for word, fitting in wanted.items()
    }
    return {word: {answer: step for answer, step in found.items() if step} for word, found in steps.items()}
