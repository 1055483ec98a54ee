"""Places: what a name stands for (`parse_place`), what it became in 2025 (`successors`), which province an article is about (`article_province`)."""

from solieu.places.article import article_province
from solieu.places.parse import Place, parse_place
from solieu.places.register import successors

__all__ = ["Place", "article_province", "parse_place", "successors"]
