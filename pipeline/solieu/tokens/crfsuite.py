"""Read the file of a CRFsuite model: its labels, and the weights of features and of going from label to label.

The format is that of Naoaki Okazaki's CRFsuite 0.12, in little-endian numbers: a header that says where the parts are, features of 20 bytes each, and
two dictionaries (CQDB) of the strings that labels and features are named by.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from solieu.errors import ModelError

HEADER, CHUNK = struct.Struct("<4sI4s9I"), struct.Struct("<4s2I")
FEATURES = np.dtype([("kind", "<u4"), ("source", "<u4"), ("target", "<u4"), ("weight", "<f8")])
#: The kinds of features: of a string and a label, of a label and the next.
STATE, MOVE = 0, 1


class Stored(NamedTuple):
    """`weights` has a row for each of the strings `names` and a column a label, `moves` a row and a column a label."""

    labels: list[str]
    names: list[str]
    weights: NDArray[np.float64]
    moves: NDArray[np.float64]


def read_crfsuite(data: bytes) -> Stored:
    """The model in the bytes of a file. Raises ModelError for other bytes."""
    try:
        magic, _, _, _, _, _, _, at, labels_at, names_at, _, _ = HEADER.unpack_from(data)
        if magic != b"lCRF":
            raise ValueError(f"it begins with {magic!r}, not with b'lCRF'")
        labels, names = _strings(data, labels_at), _strings(data, names_at)
        _, _, count = CHUNK.unpack_from(data, at)
        features = np.frombuffer(data, FEATURES, count, at + CHUNK.size)
        weights, moves = np.zeros((len(names), len(labels))), np.zeros((len(labels), len(labels)))
        for kind, table in ((STATE, weights), (MOVE, moves)):
            found = features[features["kind"] == kind]
            table[found["source"], found["target"]] = found["weight"]
    except (struct.error, ValueError, IndexError) as error:
        raise ModelError(f"a CRFsuite model is broken, or of another version ({error}); install the package that it came with again") from None
    return Stored(labels, names, weights, moves)


def _strings(data: bytes, start: int) -> list[str]:
    """The strings of a dictionary, by their numbers: a list of places at its end says where each one's number, length and bytes (NUL last) are."""
    count, places = struct.unpack_from("<2I", data, start + 16)
    strings = []
    for place in np.frombuffer(data, "<u4", count, start + places).tolist():
        (size,) = struct.unpack_from("<I", data, start + place + 4)
        strings.append(data[start + place + 8 : start + place + 7 + size].decode())
    return strings
