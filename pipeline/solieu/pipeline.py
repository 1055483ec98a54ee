"""All components of the pipeline. Importing this registers them with spaCy, as the entry points do for an installed package."""

from solieu.calibrate import make_scores
from solieu.facts import make_facts
from solieu.links.linker import make_linker
from solieu.normalisers import make_decrees, make_periods, make_places, make_quantities
from solieu.spans.plain import make_plain_tagger
from solieu.spans.tagger import make_tagger
from solieu.tokens import Vietnamese

__all__ = [
    "Vietnamese",
    "make_decrees",
    "make_facts",
    "make_linker",
    "make_periods",
    "make_places",
    "make_plain_tagger",
    "make_quantities",
    "make_scores",
    "make_tagger",
]
