"""Two folders of annotation to one: what both have, a table of questions for a third, tasks for Label Studio; and the third's answers back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from solieu.annotate.merge import SIDES, Joined, Merged, Question, Side, agreed, merge, settle
from solieu.corpus.agreement import read_both
from solieu.corpus.brat import format_ann
from solieu.corpus.convert import Files, write_new
from solieu.corpus.labelstudio import OPEN_NOTE, config, data, format_tasks, result
from solieu.errors import AnnotationError
from solieu.schema import Article, Link, Span
from solieu.scoring import Place, Table, score
from solieu.text import read_text, visible

QUESTIONS = "questions.tsv"
COLUMNS = ("article", "question", "line", "kind", "text", "A", "B", "answer")
#: Columns that must be as they were when the answers are taken.
ASKED = ("article", "question", "kind", "A", "B")
#: Characters of the text shown on both sides of a question.
CONTEXT = 60
NOTHING = "-"


class Adjudication(NamedTuple):
    """Both versions of the articles that two folders have in common."""

    pairs: list[tuple[Article, Article]]
    merged: list[Merged]

    @property
    def agreement(self) -> Table:
        """F1 of one version against the other, by label and link."""
        return score(self.pairs)

    @property
    def questions(self) -> int:
        return sum(len(one.questions) for one in self.merged)


def adjudicate(a: Path, b: Path) -> Adjudication:
    """Merge the articles that two folders have in common. Raises UsageError where there are none, or a text is not the same."""
    pairs = read_both(a, b)
    return Adjudication(pairs, [merge(*pair) for pair in pairs])


def write_questions(found: Adjudication, out: Path, *, overwrite: bool = False) -> None:
    """Write what both versions have (`agreed/`, brat), the questions (`questions.tsv`), and the articles with questions as tasks of Label Studio."""
    files = _brat((agreed(one) for one in found.merged), "agreed/")
    files[QUESTIONS] = _table(found.merged)
    files["tasks.json"] = format_tasks(_task(one) for one in found.merged if one.questions)
    files["config.xml"] = config().encode()
    write_new(files, out, overwrite=overwrite)


def write_settled(found: Adjudication, answered: Path, out: Path, *, overwrite: bool = False) -> int:
    """Write the articles with every question answered as in the table `answered`; returns how many.

    Raises AnnotationError for a table that is not the one of these versions, UsageError for a question without an answer.
    """
    rows = _read_answers(answered, found.merged)
    settled = [settle(one, rows.get(one.id, {})) for one in found.merged]
    write_new(_brat(settled), out, overwrite=overwrite)
    return len(settled)


def _brat(articles: Iterable[Article], below: str = "") -> Files:
    files: Files = {}
    for article in articles:
        files |= {f"{below}{article.id}.txt": article.text.encode(), f"{below}{article.id}.ann": format_ann(article).encode()}
    return files


def _table(merged: Sequence[Merged]) -> bytes:
    file = io.StringIO()
    writer = csv.DictWriter(file, COLUMNS, dialect="excel-tab", lineterminator="\n")
    writer.writeheader()
    writer.writerows({**row, "answer": ""} for one in merged for row in _rows(one))
    return file.getvalue().encode()


def _rows(merged: Merged) -> Iterator[dict[str, str]]:
    for question in merged.questions:
        before, after = max(0, question.start - CONTEXT), question.end + CONTEXT
        yield {
            "article": merged.id,
            "question": str(question.number),
            "line": str(merged.text.count("\n", 0, question.start) + 1),
            "kind": question.kind,
            "text": f"…{_words(merged.text[before:after])}…",
            **{side: _said(merged, question, side) for side in ("A", "B")},
        }


def _words(text: str) -> str:
    return visible(" ".join(text.split()))


def _said(merged: Merged, question: Question, side: str) -> str:
    """What a version says to a question: `AGENCY [UBND tỉnh]`, `[120 người] VALUE -> [tạo việc làm]`."""
    spans = [f"{label} [{_words(merged.text[start:end])}]" for label, start, end in question.spans[side]]
    links = [_link_words(merged, link, side) for link in question.links[side]]
    return "; ".join([*spans, *links]) or NOTHING


def _link_words(merged: Merged, link: Joined, side: str) -> str:
    label, *ends = link
    source, target = (merged.things[end][side] for end in ends)
    return f"[{_words(merged.text[source[1] : source[2]])}] {label} -> [{_words(merged.text[target[1] : target[2]])}]"


def _read_answers(path: Path, merged: Sequence[Merged]) -> dict[str, dict[int, Side]]:
    asked = {(row["article"], row["question"]): row for one in merged for row in _rows(one)}
    known: dict[str, Side] = {side.lower(): side for side in SIDES}
    answers: dict[str, dict[int, Side]] = {}
    reader = csv.DictReader(io.StringIO(read_text(path).removeprefix("\ufeff")), dialect="excel-tab")
    if missing := [column for column in (*ASKED, "answer") if column not in (reader.fieldnames or [])]:
        raise AnnotationError(path, 1, f"no column {missing[0]!r}; keep the table tab-separated, as solieu annotate merge wrote it")
    for row in reader:
        wanted = asked.get((row["article"], row["question"]))
        if wanted is None or any(wanted[column] != row[column] for column in ASKED):
            raise AnnotationError(path, reader.line_num, "no question of these two versions; was one of them changed? write the table again")
        answer = (row["answer"] or "").strip().lower()
        if answer and answer not in known:
            raise AnnotationError(path, reader.line_num, f"the answer {row['answer']!r}; give one of {', '.join(SIDES)}")
        if answer:
            answers.setdefault(row["article"], {})[int(row["question"])] = known[answer]
    return answers


def _task(merged: Merged) -> dict[str, Any]:
    """A task with everything of both versions as one prediction; what only one has says so in its note, for the third to delete or keep."""
    spans: list[Span] = []
    notes: dict[str, str] = {}
    ids: dict[int, list[str]] = {}
    for thing, versions in enumerate(merged.things):
        for where in dict.fromkeys(versions.values()):
            spans.append(Span(f"S{len(spans) + 1}", *where))
            ids.setdefault(thing, []).append(spans[-1].id)
            if len(set(versions.values())) > 1 or len(versions) == 1:
                notes[spans[-1].id] = f"only {_sides(versions, where)}"
    open_links = [(side, link) for one in merged.questions for side, found in one.links.items() for link in found]
    following = [link for found in merged.following.values() for link in found]
    for side, link in open_links:
        for id in ids[link[1]]:
            notes[id] = "; ".join([*([notes[id]] if id in notes else []), f"only {side}: {_link_words(merged, link, side)}"])
    links = [
        Link(label, source, target)
        for label, *ends in (*merged.agreed_links, *following, *(link for _, link in open_links))
        for source in ids[ends[0]]
        for target in ids[ends[1]]
    ]
    article = Article(merged.id, merged.text, spans, links)
    regions = result(article, [0.5 if span.id in notes else 1.0 for span in spans])
    for region in regions:
        if region.get("id") in notes:
            region["meta"] = {"text": [f"{OPEN_NOTE}{notes[region['id']]}"]}
    return {**data(article), "predictions": [{"model_version": "two annotators", "score": 0.5, "result": regions}]}


def _sides(versions: Mapping[str, Place], where: Place) -> str:
    return " and ".join(side for side, place in versions.items() if place == where)
