"""Results as a Markdown table and as a learning curve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from solieu.scoring import ALL, MEASURES

Result = Mapping[str, Any]

#: Columns of a set of articles: heading, exact figure, overlapping figure.
SHOWN = (("spans", ALL), ("links", MEASURES))


def markdown(results: Sequence[Result]) -> str:
    """One line a row: F1 exact / overlapping, the interval of the exact one, what it cost."""
    sets = list(dict.fromkeys(name for result in results for name in result["dev"]))
    heads = ["row", "articles", *(f"{name}: {what}" for name in sets for what, _ in SHOWN), "training, CPU s", "words/s", "MB"]
    lines = ["| " + " | ".join(heads) + " |", "| --- " * len(heads) + "|"]
    for result in results:
        cells = [f"**{result['name']}**: {result['about']}", str(result["articles"])]
        cells += [_cell(result["dev"].get(name, {}), label) for name in sets for _, label in SHOWN]
        cells += [f"{result['cpu_seconds']:.0f}", f"{result['words_per_second']:,}", f"{result['megabytes']:.1f}"]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join([*lines, ""])


def _cell(found: Mapping[str, Sequence[float]], label: str) -> str:
    exact, overlap = found.get(f"exact {label}"), found.get(f"overlap {label}")
    if not exact or not overlap:
        return ""
    bounds = f" ({exact[1]:.3f}-{exact[2]:.3f})" if len(exact) == 3 else ""
    return f"{exact[0]:.3f}{bounds} / {overlap[0]:.3f}"


def points(results: Sequence[Result], name: str, figure: str) -> list[tuple[int, float]]:
    """(articles, mean F1 over seeds) of the rows of the curve, and of the model with all articles."""
    found: dict[int, list[float]] = {}
    for result in results:
        if (result["curve"] or result["name"] == "default") and figure in result["dev"].get(name, {}):
            found.setdefault(result["articles"], []).append(result["dev"][name][figure][0])
    return [(articles, sum(values) / len(values)) for articles, values in sorted(found.items())]


def curve(results: Sequence[Result]) -> str:
    """An SVG of F1 (exact) against the number of training articles, doubling to the right; needs matplotlib."""
    import io

    import matplotlib
    from matplotlib.figure import Figure

    matplotlib.rcParams["svg.hashsalt"] = "solieu"  # the same ids, and so the same bytes, in every run
    figure = Figure(figsize=(6.4, 3.8), layout="constrained")
    axes = figure.subplots()
    sets = list(dict.fromkeys(name for result in results for name in result["dev"]))
    for name, style in zip(sets, ("-", "--", ":"), strict=False):
        for (what, label), color in zip(SHOWN, ("tab:blue", "tab:red"), strict=True):
            line = points(results, name, f"exact {label}")
            axes.plot([x for x, _ in line], [y for _, y in line], style, color=color, marker="o", markersize=4, label=f"{name}: {what}")
    ticks = sorted({articles for name in sets for articles, _ in points(results, name, f"exact {ALL}")})
    axes.set_xscale("log", base=2)
    axes.set_xticks(ticks, labels=[str(tick) for tick in ticks])
    axes.minorticks_off()
    axes.set(xlabel="training articles", ylabel="F1, exact", ylim=(0, 1))
    axes.grid(alpha=0.3)
    axes.legend()
    drawn = io.StringIO()
    figure.savefig(drawn, format="svg", metadata={"Date": None})
    return drawn.getvalue()
