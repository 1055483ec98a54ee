"""Places: what a name stands for (`parse_place`), and which province an article is about (`article_province`)."""

from solieu.places.article import article_province
from solieu.places.parse import Place, parse_place

__all__ = ["Place", "article_province", "parse_place"]
