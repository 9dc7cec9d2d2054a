"""A repeatable sample of projects for review, stratified by department and amount.

The same projects and the same seed give the same sample, whatever the order, names and folders of
the files, the machine or the version of Python: places are drawn by SHA-256 of the seed and of
what a project is, not by a random number generator. No file is read here.
"""

from __future__ import annotations

from hashlib import sha256
from heapq import heapify, heappop, heappush

from scoring import notation
from scoring.engine.execution import funds_total
from scoring.engine.rounding import EXACT, exact_sum
from scoring.model.digest import project_digest
from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from scoring.model.project import Project

SAMPLE_SCHEMA = "jixiao.sample/1"
DEFAULT_SEED = 1

BANDS = ("大额", "中额", "小额")
"""Bands of the annual budget: thirds of all projects, ranked from the largest."""

UNKNOWN_BAND = "未填预算"
NO_DEPARTMENT = "（未填主管部门）"

METHOD = (
    (
        "按主管部门和预算金额分层。金额档按全部项目的全年预算数从大到小排名，前三分之一为大额，"
        "中间为中额，其余为小额，数额相同的同档。"
    ),
    (
        "各层按项目数比例分配名额，名额够时每层至少一个。层内按种子与项目编码、年度、名称、部门、"
        "单位的 SHA-256 值从小到大抽取：种子与项目相同，结果就相同。"
    ),
)
"""How the sample is drawn, for whoever reads it."""

_POWER_OF_WAN = {"元": -4, "千元": -1, "万元": 0, "亿元": 4}


class Candidate(NamedTuple):
    """A project that may be drawn.

    ``identity`` is what it is drawn by: code, year, name, department and unit, so that reviewing a
    file does not change the sample. ``budget`` is the annual budget in 万元.
    """

    file: str
    name: str | None
    year: int | None
    department: str | None
    unit: str | None
    budget: Decimal | None
    identity: str
    digest: str


class Stratum(NamedTuple):
    """The projects of one department and one band, and how many of them are drawn.

    ``budget`` is the sum of their annual budgets in 万元, ``None`` where none is given.
    """

    department: str
    band: str
    size: int
    drawn: int
    budget: Decimal | None


class Drawn(NamedTuple):
    """A project of the sample with its stratum."""

    candidate: Candidate
    department: str
    band: str


class Sample(NamedTuple):
    """A sample: what it was drawn from, how, and the projects drawn.

    ``unread`` pairs each file that took no part with the reason.
    """

    seed: int
    wanted: int
    size: int
    strata: tuple[Stratum, ...]
    drawn: tuple[Drawn, ...]
    unread: tuple[tuple[str, str], ...] = ()

    @property
    def without_place(self) -> int:
        """How many strata have no project in the sample: fewer were wanted than there are strata."""
        return sum(not stratum.drawn for stratum in self.strata)

    def to_dict(self) -> dict[str, object]:
        """The sample as the JSON document ``jixiao.sample/1``; numbers stay Decimal."""
        return {
            "schema": SAMPLE_SCHEMA,
            "seed": self.seed,
            "wanted": self.wanted,
            "projects": self.size,
            "strata": [stratum._asdict() for stratum in self.strata],
            "sample": [
                {
                    "file": item.candidate.file,
                    "name": item.candidate.name,
                    "year": item.candidate.year,
                    "department": item.candidate.department,
                    "unit": item.candidate.unit,
                    "budget": item.candidate.budget,
                    "band": item.band,
                    "digest": item.candidate.digest,
                }
                for item in self.drawn
            ],
            "unread": [{"file": file, "reason": reason} for file, reason in self.unread],
        }


def candidate(project: Project, file: str) -> Candidate:
    """What of a project matters for drawing it."""
    budget = funds_total(project)[0]
    if budget is not None:
        budget = EXACT.scaleb(budget, _POWER_OF_WAN[project.money_unit])
    parts = (project.code, project.year, project.name, project.department, project.unit)
    identity = "\n".join(notation.fold(str(part)) if part is not None else "" for part in parts)
    return Candidate(
        file, project.name, project.year, project.department, project.unit, budget, identity,
        project_digest(project),
    )  # fmt: skip


def draw(
    candidates: Iterable[Candidate],
    wanted: int,
    seed: int = DEFAULT_SEED,
    unread: Iterable[tuple[str, str]] = (),
) -> Sample:
    """Draw so many projects (all of them where there are not more).

    Args:
        candidates: the projects, in any order.
        wanted: how many; at least 1.
        seed: another seed gives another sample.
        unread: files that take no part, with the reason; passed on.
    """
    known = list(candidates)
    strata: dict[tuple[str, str], list[Candidate]] = {}
    bands = _bands(known)
    for item in known:
        strata.setdefault((_department(item), bands[item.budget]), []).append(item)
    order = (*BANDS, UNKNOWN_BAND)
    keys = sorted(strata, key=lambda key: (key[0], order.index(key[1])))
    sizes = [len(strata[key]) for key in keys]
    places = allocate(sizes, wanted, [_rank(seed, "\n".join(key)) for key in keys])
    table, drawn = [], []
    for key, count in zip(keys, places, strict=True):
        members = strata[key]
        members.sort(key=lambda item: (_rank(seed, item.identity), item.digest, item.file))
        budgets = [item.budget for item in members if item.budget is not None]
        budget = exact_sum(budgets) if budgets else None
        table.append(Stratum(*key, len(members), count, budget))
        drawn += [Drawn(item, *key) for item in members[:count]]
    return Sample(seed, wanted, len(known), tuple(table), tuple(drawn), tuple(sorted(unread)))


def allocate(sizes: Sequence[int], wanted: int, ranks: Sequence[str]) -> list[int]:
    """How many are drawn from strata of these sizes: in proportion, each at least one.

    One after the other goes to the stratum that lacks most of its share; where that is equal, to
    the one of the lower rank. With fewer places than strata no stratum gets a second one.

    >>> allocate([60, 30, 10, 1], 10, ["a", "b", "c", "d"])
    [5, 3, 1, 1]
    >>> allocate([5, 9], 1, ["a", "b"])
    [0, 1]
    """
    total = sum(sizes)
    # Whole numbers throughout: shares are compared without dividing.
    wanted = min(wanted, total)
    places = [1 if wanted >= len(sizes) else 0] * len(sizes)
    most = list(sizes) if wanted >= len(sizes) else [1] * len(sizes)

    def lack(at: int) -> tuple[int, str, int]:
        return places[at] * total - wanted * sizes[at], ranks[at], at

    waiting = [lack(at) for at in range(len(sizes)) if places[at] < most[at]]
    heapify(waiting)
    for _ in range(wanted - sum(places)):
        at = heappop(waiting)[2]
        places[at] += 1
        if places[at] < most[at]:
            heappush(waiting, lack(at))
    return places


def _department(item: Candidate) -> str:
    return " ".join((item.department or "").split()) or NO_DEPARTMENT


def _bands(candidates: Sequence[Candidate]) -> dict[Decimal | None, str]:
    """The band of every amount: its rank among all projects decides, equal amounts stay together."""
    amounts = sorted((item.budget for item in candidates if item.budget is not None), reverse=True)
    bands: dict[Decimal | None, str] = {None: UNKNOWN_BAND}
    for rank, amount in enumerate(amounts):
        bands.setdefault(amount, BANDS[rank * len(BANDS) // len(amounts)])
    return bands


def _rank(seed: int, text: str) -> str:
    return sha256(f"{seed}\n{text}".encode("utf-8", "backslashreplace")).hexdigest()
