"""Wilson's interval and the sample sizes people write."""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.analysis.survey import interval, is_survey, sample_size
from scoring.model.project import Indicator

if TYPE_CHECKING:
    from decimal import Decimal


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("有效问卷312份", 312),
        ("发放问卷350份，回收有效问卷312份", 312),
        ("样本量：200", 200),
        ("样本量为 1,000 人", 1000),
        ("抽样调查150人，满意145人", 150),
        ("n=96", 96),
        ("回收问卷 88 份", 88),
        ("样本200，满意190", 200),
        ("访谈20人次。", 20),
        ("问卷调查3次", None),
        ("plan 2023", None),
        ("问卷调查报告", None),
        ("满意度95%", None),
        ("调查于2023年完成", None),
        ("", None),
    ],
)
def test_sample_sizes(text: str, size: int | None) -> None:
    assert sample_size(Indicator("满意度", "", note=text)) == size


def test_evidence_and_note_are_read() -> None:
    assert sample_size(Indicator("满意度", "", evidence=("汇总表", "样本数 50"))) == 50
    assert sample_size(Indicator("满意度", "", explanation="样本数 50")) is None


def test_what_is_a_survey() -> None:
    assert is_survey(Indicator("群众满意率", ""))
    assert is_survey(Indicator("认可", "", "满意度指标"))
    assert not is_survey(Indicator("覆盖率", "", "产出指标"))


@given(st.decimals(0, 100, places=2), st.integers(1, 10**6))
def test_the_interval_solves_its_equation(share: Decimal, size: int) -> None:
    low, high = interval(share, size)
    assert 0 <= low <= share <= high <= 100
    # At an end the distance to the share found is z standard errors of the end itself.
    z = NormalDist().inv_cdf(0.975)
    for end in (low, high):
        if end in {0, 100, share}:
            continue
        p, q = float(share) / 100, float(end) / 100
        error = z * (q * (1 - q) / size) ** 0.5
        step = 0.0001 * (1 + z * abs(1 - 2 * q) / (2 * (q * (1 - q) * size) ** 0.5 + 1e-9))
        assert abs(abs(p - q) - error) <= step + 1e-9
