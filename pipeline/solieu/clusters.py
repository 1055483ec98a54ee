"""Word clusters from raw news: words that stand in the same company get the same number, so that a tagger knows words it was never taught.

Vectors are trained on the NORM of words (floret's skip-gram), then cut into clusters, coarse and fine (k-means on their directions). A third number
says which parts of speech a word mostly has (underthesea's tagger): a tagger of ours sees that at no cost, where tagging each sentence takes time.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path

from spacy.lookups import Lookups, Table
from spacy.vocab import Vocab

from solieu.component import CLUSTERS
from solieu.errors import InputError, ModelError, UsageError
from solieu.spans.features import digits_masked
from solieu.text import read_text, write_bytes
from solieu.tokens.language import norm
from solieu.tokens.speech import parts_of_speech
from solieu.tokens.words import segment

#: How many clusters, coarse and fine.
SIZES = (100, 500)
#: Width of the vectors, and how often a word must occur to get one.
DIMENSIONS, MIN_COUNT = 100, 10
EPOCHS, REACH, RATE = 5, 4, 0.05
#: Words of the corpus whose parts of speech are found, at most; a word's second one counts if it has it at least so often (a share).
TAGGED, OFTEN = 7_000_000, 0.2
#: Lines of it that are tagged at a time.
LINES = 100
#: The number of a word that was not seen with any.
NO_KIND = 0
#: A word whose vector was never moved has no direction.
TINY = 1e-9


def read_clusters(vocab: Vocab, path: str | Path) -> None:
    """Put clusters into a vocabulary: of a model's folder, or of a file.

    A line of the file is a NORM and its cluster numbers by tabs, coarse, fine and parts of speech: `nông_thôn<TAB>12<TAB>301<TAB>7`.
    """
    path = Path(path)
    if path.is_dir():
        lookups = Lookups().from_disk(path / "vocab")
        if not lookups.has_table(CLUSTERS):
            raise ModelError(f"{path}: this model carries no word clusters; give a file of them, or another model")
        vocab.lookups.set_table(CLUSTERS, lookups.get_table(CLUSTERS))
        return
    table: dict[str, list[int]] = {}
    for number, line in enumerate(read_text(path).splitlines(), 1):
        word, *clusters = line.split("\t")
        try:
            table[word] = [int(cluster) for cluster in clusters]
        except ValueError:
            raise InputError(f"{path}:{number}", "a line is a word and its cluster numbers, separated by tabs") from None
    vocab.lookups.set_table(CLUSTERS, Table(CLUSTERS, table))


def train_clusters(texts: Iterable[str], out: str | Path, *, threads: int = 2, say: Callable[[str], None] = lambda _: None) -> None:
    """Train vectors on raw texts and write their clusters. Needs the extra `vectors`. Raises UsageError where no word occurs often enough.

    With more than one thread the vectors, and so the clusters, differ a little from run to run.
    """
    try:
        import floret
    except ImportError:
        raise UsageError("word vectors need floret: pip install 'solieu[vectors]'") from None
    import numpy as np
    from sklearn.cluster import MiniBatchKMeans

    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "words.txt"
        say(f"{_write_words(texts, corpus)} words")
        try:
            model = floret.train_unsupervised(
                str(corpus),
                model="skipgram",
                dim=DIMENSIONS,
                minCount=MIN_COUNT,
                epoch=EPOCHS,
                ws=REACH,
                lr=RATE,
                minn=0,
                maxn=0,
                thread=threads,
                verbose=0,
            )
        except ValueError:  # an empty vocabulary
            raise UsageError(f"no word occurs {MIN_COUNT} times; give more articles") from None
        words = [word for word in model.get_words() if word != "</s>"]
        kinds = kinds_of(corpus, words)
    vectors = np.array([model.get_word_vector(word) for word in words])
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), TINY)
    columns = [MiniBatchKMeans(min(size, len(words)), batch_size=4096, n_init=3, max_iter=60, random_state=0).fit(vectors).labels_ for size in SIZES]
    columns.append(np.array(kinds))
    lines = ("\t".join([word, *(str(column[at]) for column in columns)]) for at, word in sorted(enumerate(words), key=lambda pair: pair[1]))
    write_bytes(out, "\n".join([*lines, ""]).encode())
    say(f"{out}: clusters of {len(words)} words")


def kinds_of(corpus: Path, words: Sequence[str]) -> list[int]:
    """For each word a number that stands for its part of speech, or its two, in a file of `_write_words`; numbers are in the order of the names."""
    counts: dict[str, Counter[str]] = {word: Counter() for word in words}
    seen = 0
    with corpus.open(encoding="utf-8") as file:
        while lines := [line.split() for line in islice(file, LINES)]:
            for norms, parts in zip(lines, parts_of_speech(lines), strict=True):
                for norm, part in zip(norms, parts, strict=True):
                    if norm in counts:
                        counts[norm][part] += 1
            seen += sum(len(norms) for norms in lines)
            if seen >= TAGGED:
                break
    names = {word: _kind(counted) for word, counted in counts.items()}
    numbers = {name: number for number, name in enumerate(sorted({name for name in names.values() if name}), NO_KIND + 1)}
    return [numbers.get(names[word], NO_KIND) for word in words]


def _kind(counted: Counter[str]) -> str:
    """`V`, or `V|N` where the second is often enough; nothing for a word that was not seen."""
    both = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:2]
    return "|".join(name for at, (name, count) in enumerate(both) if at == 0 or count >= OFTEN * counted.total())


def _write_words(texts: Iterable[str], path: Path) -> int:
    """One paragraph a line, words by blanks, figures masked. Returns how many words."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for text in texts:
            for paragraph in text.splitlines():
                words = [digits_masked(norm(paragraph[start:end])) for start, end in segment(paragraph)]
                count += len(words)
                file.write(" ".join(words) + "\n")
    return count
