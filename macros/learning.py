"""What each word of a question says about its answer, learned from questions whose answers are known."""

from collections.abc import Mapping, Sequence, Set

import numpy

SHRINK = 3.0  # the more, the less a word counts that few examples hold
STEP = 0.1  # weights are told in steps of this size: a smaller part than half of one is left out
MOST = 9  # steps at most

Example = tuple[Set[str], Mapping[int, float]]


def learn(examples: Sequence[Example], answers: int) -> dict[str, dict[int, int]]:
    """Return what each word counts for each answer it speaks for, in steps from 1 to MOST.

    An example is the words of a question, and how well each answer that is right fits it, from 0 to 1; answers are
    numbered from 0. The weights are those of a ridge regression: added up over the words of a question, and divided
    by the root of their number, they come as near as they can to how well each answer fits. So a word that goes with
    many answers counts for little, and one that only keeps another company isn't counted for the other's merit.
    """
    numbers = {word: number for number, word in enumerate(sorted({word for words, _ in examples for word in words}))}
    together = SHRINK * numpy.identity(len(numbers))
    wanted = numpy.zeros((len(numbers), answers))
    for words, fits in examples:
        held = [numbers[word] for word in words]
        together[numpy.ix_(held, held)] += 1 / max(1, len(held))
        for answer, fit in fits.items():
            wanted[held, answer] += fit / max(1, len(held)) ** 0.5
    steps = (numpy.linalg.solve(together, wanted) / STEP).round().clip(0, MOST).astype(int)
    return {word: {int(at): int(steps[row, at]) for at in steps[row].nonzero()[0]} for word, row in numbers.items()}
