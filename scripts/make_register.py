"""Make `pipeline/solieu/data/register.tsv.gz`, the register of administrative units, from the database of the package vietnamadminunits.

    pip install --no-deps vietnamadminunits==1.0.4
    python scripts/make_register.py

The package is needed only here: it brings 70 MB of geometry libraries and loads its data at import. One line a unit, fields divided by tabs:

    level  code  parent  name  new

`level`: P province, D district, C commune until 2025-06-30; p province, c commune since 2025-07-01. `code`: of the General Statistics Office.
`parent`: the code of the unit around it, of the same time. `new`: the codes of the units since 2025-07-01 that the unit, or a part of it, belongs to;
of a district only where it became one commune as it was (five islands).
"""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

SOURCE = "vietnamadminunits"
OUT = Path(__file__).parent.parent / "pipeline" / "solieu" / "data" / "register.tsv.gz"

OLD = "SELECT province, district, ward, provinceCode, districtCode, wardCode, provinceKey, districtKey, wardKey FROM admin_units_legacy"
NEW = "SELECT province, ward, provinceCode, wardCode, provinceKey, wardKey FROM admin_units"

Line = tuple[str, str, str, str, str]


def spelled(name: str) -> str:
    """A name with its type as the register writes it: the source has a few `Thị Xã`."""
    return name.replace("Thành Phố", "Thành phố", 1).replace("Thị Xã", "Thị xã", 1)


def converted(data: Path, codes: dict[tuple[str, str], str]) -> dict[str, list[str]]:
    """The codes of the new communes by the source's key of an old one (`tinhbackan_huyennari_xakimlu`)."""
    loaded = json.loads((data / "converter_2025.json").read_text(encoding="utf-8"))
    found: dict[str, list[str]] = defaultdict(list)
    for province, wards in loaded["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, olds in wards.items():
            for old in olds:
                found[old].append(codes[province, ward])
    for province, olds in loaded["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, news in olds.items():
            found[old] += [codes[province, new["newWardKey"]] for new in news]
    return found


def lines(data: Path) -> Iterator[Line]:
    """The lines of the register, sorted in each level by code."""
    database = sqlite3.connect(data / "dataset.db")
    old, new = database.execute(OLD).fetchall(), database.execute(NEW).fetchall()
    provinces = json.loads((data / "converter_2025.json").read_text(encoding="utf-8"))["DICT_PROVINCE"]
    code_of = {row[4]: row[2] for row in new}
    became = {former: code_of[now] for now, formers in provinces.items() for former in formers}
    communes = converted(data, {(row[4], row[5]): row[3] for row in new})
    alone = {row[4]: communes[f"{row[6]}_{row[7]}_"] for row in old if row[5] is None}
    yield from sorted({("P", row[3], "", row[0], became[row[6]]) for row in old})
    yield from sorted({("D", row[4], row[3], spelled(row[1]), " ".join(alone.get(row[4], []))) for row in old})
    yield from sorted(("C", row[5], row[4], row[2], " ".join(sorted(communes[f"{row[6]}_{row[7]}_{row[8]}"]))) for row in old if row[5])
    yield from sorted({("p", row[2], "", row[0], "") for row in new})
    yield from sorted(("c", row[3], row[2], row[1], "") for row in new)


def main() -> None:
    package = distribution(SOURCE)
    data = Path(str(package.locate_file(SOURCE))) / "data"
    head = f"# {SOURCE} {package.version}, Copyright (c) 2025 Tran Ngoc Minh Hieu, MIT licence: see register.LICENSE\n"
    text = head + "".join("\t".join(line) + "\n" for line in lines(data))
    OUT.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{OUT}: {text.count(chr(10)) - 1} units, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
