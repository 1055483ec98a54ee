"""Text to tokens: a spaCy language for Vietnamese news on underthesea's word segmentation."""

from __future__ import annotations

from solieu.tokens.language import UndertheseaTokenizer, Vietnamese, given_words, norm

__all__ = ["UndertheseaTokenizer", "Vietnamese", "given_words", "norm"]
