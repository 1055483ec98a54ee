"""A name found once is found everywhere in its article: bodies, places and people are named again where nothing around them says what they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from solieu.columns import columns
from solieu.lexicon import lexicon
from solieu.schema import AGENCY, OFFICIAL, PLACE
from solieu.spans.reconcile import Candidate

REPEATED = frozenset({AGENCY, OFFICIAL, PLACE})
#: How sure the first mention must be.
SURE = 0.6
#: Initials that are a public body wherever they stand: "KBNN", "UNFPA".
ACRONYMS = frozenset(lexicon("offices")["acronyms"])


def repeats(doc: Doc, settled: Sequence[Candidate]) -> Iterator[Candidate]:
    """Later or earlier mentions of names that are sure somewhere, and bodies known by their initials, where no span stands yet."""
    tokens = columns(doc).words
    taken = [False] * len(tokens)
    names: dict[str, list[tuple[tuple[str, ...], Candidate]]] = {}
    for span in settled:
        taken[span.start : span.end] = [True] * (span.end - span.start)
        words = tuple(tokens[span.start : span.end])
        if span.label in REPEATED and span.score >= SURE and _is_name(span.label, words):
            names.setdefault(words[0], []).append((words, span))
    at = 0
    while at < len(tokens):
        found = _longest(tokens, at, names.get(tokens[at], ()), taken)
        if found is None and not taken[at] and tokens[at] in ACRONYMS:
            found = Candidate(AGENCY, at, at + 1, SURE)
        if found is not None:
            yield found
        at = found.end if found else at + 1


def _longest(words: Sequence[str], at: int, known: Sequence[tuple[tuple[str, ...], Candidate]], taken: Sequence[bool]) -> Candidate | None:
    fitting = [
        span._replace(start=at, end=at + len(name))
        for name, span in known
        if tuple(words[at : at + len(name)]) == name and not any(taken[at : at + len(name)])
    ]
    return max(fitting, key=lambda span: span.end, default=None)


def _is_name(label: str, words: Sequence[str]) -> bool:
    """Whether words name one thing wherever they stand: initials, or several syllables with a capital (not a bare `Ban`)."""
    if len(words) == 1 and words[0].isupper():
        return len(words[0]) > 2
    syllables = " ".join(words).split()
    return len(syllables) > 1 and sum(syllable[:1].isupper() for syllable in syllables) > 1
