"""All components of the pipeline. Importing this registers them with spaCy, as the entry points do for an installed package."""

from solieu.calibrate import make_scores
from solieu.facts import make_facts
from solieu.links.linker import make_linker
from solieu.spans.plain import make_plain_tagger
from solieu.spans.tagger import make_tagger
from solieu.tokens import Vietnamese

__all__ = ["Vietnamese", "make_facts", "make_linker", "make_plain_tagger", "make_scores", "make_tagger"]
