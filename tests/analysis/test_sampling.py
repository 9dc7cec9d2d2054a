"""The sample: repeatable, independent of order and place, fair to every stratum."""

from __future__ import annotations

from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.analysis.sampling import BANDS, UNKNOWN_BAND, Candidate, allocate, candidate, draw
from scoring.model.project import Fund, Project

if TYPE_CHECKING:
    import random


def made(
    name: str, department: str | None = "甲局", budget: object = 10, **more: object
) -> Candidate:
    amount = None if budget is None else Decimal(str(budget))
    fund = Fund("资金总额", "", annual_budget=amount, is_total=True)
    project = Project(name, 2023, department=department, funds=(fund,), **more)  # type: ignore[arg-type]
    return candidate(project, f"{name}.yaml")


def names(candidates: list[Candidate], wanted: int, seed: int = 1) -> list[str]:
    return [str(item.candidate.name) for item in draw(candidates, wanted, seed).drawn]


MANY = [made(f"项目{at}", f"{'甲乙丙'[at % 3]}局", at + 1) for at in range(60)]


def test_the_sample_is_this_one_for_ever() -> None:
    """Another version of Python, another machine, another year: the same projects."""
    assert names(MANY, 9, 7) == [
        "项目56", "项目35", "项目14", "项目55", "项目22", "项目1", "项目48", "项目21", "项目12",
    ]  # fmt: skip


@given(st.randoms(use_true_random=False), st.integers(0, 3))
def test_order_and_names_of_files_are_irrelevant(shuffler: random.Random, seed: int) -> None:
    shuffled = [item._replace(file=f"{shuffler.random()}/{item.file}") for item in MANY]
    shuffler.shuffle(shuffled)
    assert names(shuffled, 12, seed) == names(MANY, 12, seed)


def test_reviewing_a_file_does_not_change_the_sample() -> None:
    reviewed = [item._replace(digest=sha256(item.file.encode()).hexdigest()) for item in MANY]
    assert names(reviewed, 12) == names(MANY, 12)


def test_seeds_differ() -> None:
    samples = {tuple(names(MANY, 9, seed)) for seed in range(20)}
    assert len(samples) > 15


def test_within_a_stratum_every_project_has_a_chance() -> None:
    alike = [made(f"项目{at}") for at in range(5)]
    drawn = [names(alike, 1, seed)[0] for seed in range(200)]
    assert {name: drawn.count(name) >= 20 for name in set(drawn)} == {
        f"项目{at}": True for at in range(5)
    }


def test_bands_are_thirds_by_rank_and_equal_amounts_stay_together() -> None:
    budgets = [None, 1, 2, 2, 2, 5, 900]
    sample = draw([made(f"项目{at}", budget=one) for at, one in enumerate(budgets)], 7)
    band = {item.candidate.name: item.band for item in sample.drawn}
    assert [band[f"项目{at}"] for at in range(7)] == [
        UNKNOWN_BAND, BANDS[2], BANDS[1], BANDS[1], BANDS[1], BANDS[0], BANDS[0],
    ]  # fmt: skip


def test_amounts_are_compared_in_one_unit() -> None:
    assert made("甲", budget=830000, money_unit="元").budget == Decimal(83)
    assert made("甲", budget="0.5", money_unit="亿元").budget == Decimal(5000)


def test_unread_files_are_passed_on_in_order() -> None:
    sample = draw(MANY, 3, unread=[("b.yaml", "坏"), ("a.yaml", "坏")])
    assert sample.unread == (("a.yaml", "坏"), ("b.yaml", "坏"))
    assert sample.size == len(MANY)


@given(
    st.lists(st.integers(1, 50), min_size=1, max_size=20),
    st.integers(1, 400),
)
def test_places_are_shared_fairly(sizes: list[int], wanted: int) -> None:
    ranks = [sha256(str(at).encode()).hexdigest() for at in range(len(sizes))]
    places = allocate(sizes, wanted, ranks)
    total = sum(sizes)
    assert sum(places) == min(wanted, total)
    assert all(0 <= place <= size for place, size in zip(places, sizes, strict=True))
    if wanted >= len(sizes):
        assert min(places) >= 1
    else:
        assert max(places) <= 1
    # A larger stratum never gets less than a smaller one.
    for size, place in zip(sizes, places, strict=True):
        for other_size, other in zip(sizes, places, strict=True):
            if size > other_size:
                assert place >= other


@pytest.mark.parametrize("wanted", [1, 5, 60, 1000])
def test_strata_add_up(wanted: int) -> None:
    sample = draw(MANY, wanted)
    assert sum(stratum.size for stratum in sample.strata) == len(MANY)
    assert sum(stratum.drawn for stratum in sample.strata) == len(sample.drawn) == min(wanted, 60)
    assert len({item.candidate.file for item in sample.drawn}) == len(sample.drawn)


def test_an_empty_folder_gives_an_empty_sample() -> None:
    assert draw([], 3).drawn == ()
