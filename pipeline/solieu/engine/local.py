"""Tag articles one after another in this process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from solieu.errors import InputError
from solieu.inputs import Source

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Tagged:
    """An article and the document that the pipeline made of it."""

    source: Source
    doc: Doc


def tag(nlp: Language, sources: Iterable[Source | InputError]) -> Iterator[Tagged | InputError]:
    """Each article's document, or what went wrong with it; one bad article never stops a run."""
    model = f"{nlp.meta['name']} {nlp.meta['version']}"
    for source in sources:
        if isinstance(source, InputError):
            yield source
            continue
        try:
            doc = nlp(source.text)
        except Exception as error:  # a bug in one article must not lose the others
            yield InputError(source.origin, f"could not be tagged ({type(error).__name__}: {error}); please report it with the article")
            continue
        doc._.name = source.id
        doc.user_data["model"] = model
        yield Tagged(source, doc)
