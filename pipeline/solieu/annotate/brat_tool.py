"""The settings that brat needs in a folder to show and edit our labels and links."""

from __future__ import annotations

from solieu.schema import COLOURS, LABELS, LINKS


def brat_settings() -> dict[str, bytes]:
    """`annotation.conf` and `visual.conf`."""
    relations = "".join(f"{link}\tArg1:{source}, Arg2:{target}\n" for link, (source, target) in LINKS.items())
    annotation = "[entities]\n" + "".join(f"{label}\n" for label in LABELS) + f"\n[relations]\n{relations}\n[events]\n\n[attributes]\n"
    drawing = "".join(f"{label}\tbgColor:{COLOURS[label]}, fgColor:white\n" for label in LABELS)
    visual = f"[labels]\n\n[drawing]\nSPAN_DEFAULT\tborderColor:darken\nARC_DEFAULT\tcolor:black, arrowHead:triangle-5\n{drawing}"
    return {"annotation.conf": annotation.encode(), "visual.conf": visual.encode()}
