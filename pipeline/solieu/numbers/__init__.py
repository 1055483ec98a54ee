"""What numbers mean: numerals in digits and words, and the quantities around them."""

from solieu.numbers.numerals import Numeral, find_numerals, is_name, parse_numeral
from solieu.numbers.quantity import Quantity, parse_quantity
from solieu.numbers.spelling import spell
from solieu.numbers.units import unit_definition

__all__ = ["Numeral", "Quantity", "find_numerals", "is_name", "parse_numeral", "parse_quantity", "spell", "unit_definition"]
