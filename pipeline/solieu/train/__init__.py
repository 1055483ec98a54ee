"""From annotated articles to a model: what `solieu train` does, for Python users too.

train(["corpus/train"], "my-model", dev="corpus/dev")
"""

from solieu.train.recipe import NONE, build
from solieu.train.run import train

__all__ = ["NONE", "build", "train"]
