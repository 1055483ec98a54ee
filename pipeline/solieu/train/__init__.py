"""From annotated articles to a model: what `solieu train` does, for Python users too.

train(["corpus/train"], "my-model", dev="corpus/dev")
"""

from solieu.train.recipe import NO_CLUSTERS, build
from solieu.train.run import train

__all__ = ["NO_CLUSTERS", "build", "train"]
