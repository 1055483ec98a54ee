"""The spaCy language `vi_solieu` and its tokenizer, both by name for config files (entry points in `pyproject.toml`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

from spacy.attrs import NORM
from spacy.language import BaseDefaults, Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab
from thinc.api import Config

from solieu.folding import fold
from solieu.tokens.sentences import sentence_starts
from solieu.tokens.words import segment


def norm(word: str) -> str:
    """The form that vectors and features are keyed on: folded (`hoà` as `hòa`), lower case, the blanks inside a word as `_`."""
    if not word.isascii():
        word = fold(word).text
    return "_".join(word.lower().split()) or word


class UndertheseaTokenizer:
    """Cut a text into Vietnamese words; `doc.text == text` for every string.

    Document numbers, numbers with their separators, dates and percentages are single tokens. White space other than one blank
    after a token is a token of its own, as everywhere in spaCy. Sentence starts are set too.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words, spaces = _with_blanks(text, segment(text))
        return Doc(self.vocab, words=words, spaces=spaces, sent_starts=list(sentence_starts(words)))

    # Nothing to store: the tokenizer is its code and underthesea's model.
    def to_bytes(self, **_: Any) -> bytes:
        return b""

    def from_bytes(self, _: bytes, **__: Any) -> UndertheseaTokenizer:
        return self

    def to_disk(self, _: str | Path, **__: Any) -> None:
        pass

    def from_disk(self, _: str | Path, **__: Any) -> UndertheseaTokenizer:
        return self


def given_words(vocab: Vocab, text: str, sentences: Sequence[Sequence[tuple[int, int]]]) -> Doc:
    """A document of words that are known already: for each sentence, the start and end of each word in the text."""
    words, spaces = _with_blanks(text, [place for sentence in sentences for place in sentence])
    first = {sentence[0][0] for sentence in sentences if sentence}
    places = accumulate((len(word) + space for word, space in zip(words, spaces, strict=True)), initial=0)
    return Doc(vocab, words=words, spaces=spaces, sent_starts=[at == 0 or at in first for at, _ in zip(places, words, strict=False)])


def _with_blanks(text: str, words: Sequence[tuple[int, int]]) -> tuple[list[str], list[bool]]:
    """Words and what lies between them as spaCy wants it: one blank goes with the word before, the rest is a token."""
    tokens: list[str] = []
    spaces: list[bool] = []
    at = 0
    for start, end in [*words, (len(text), len(text))]:
        if gap := text[at:start]:
            if gap[0] == " " and tokens:
                spaces[-1], gap = True, gap[1:]
            if gap:
                tokens.append(gap)
                spaces.append(False)
        if end > start:
            tokens.append(text[start:end])
            spaces.append(False)
        at = end
    return tokens, spaces


@registry.tokenizers("solieu.UndertheseaTokenizer.v1")  # type: ignore[untyped-decorator]
def create_tokenizer() -> Callable[[Language], UndertheseaTokenizer]:
    """For `[nlp.tokenizer]` of a config file."""

    def make(nlp: Language) -> UndertheseaTokenizer:
        return UndertheseaTokenizer(nlp.vocab)

    return make


class VietnameseDefaults(BaseDefaults):
    """Language data: how a word's NORM is made, and our tokenizer."""

    lex_attr_getters = {**BaseDefaults.lex_attr_getters, NORM: norm}  # noqa: RUF012 - as spaCy declares it
    config = Config({"nlp": {"tokenizer": {"@tokenizers": "solieu.UndertheseaTokenizer.v1"}}})


@registry.languages("vi_solieu")
class Vietnamese(Language):  # type: ignore[no-untyped-call]
    """Vietnamese of government and provincial news."""

    lang = "vi_solieu"
    Defaults = VietnameseDefaults
