"""Statements: results told in a phrase (达成预期指标, 部分完成, 指标完成率98%, 未发生).

A phrase is compared whole, after folding and without the adverbs in front of it; parts of a
sentence are never looked for, so that 未达成 is not 达成. What a tier is worth is a rule's matter.
"""

from __future__ import annotations

from functools import lru_cache

from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Literal

from scoring.notation import vocabulary
from scoring.notation.folding import DIGITS, fold
from scoring.notation.grammar import number

_PUNCTUATION = "。.,;、!?:…\"'()[]"
_LONGEST = 40
_LONGEST_ZERO = 24
_BREAKS = frozenset(",;。:、率但却")

if TYPE_CHECKING:
    TierName = Literal["attained", "partly", "missed"]


class Statement(NamedTuple):
    """What a phrase says of a result.

    ``tier``: attained, partly or missed. ``completion``: the percent of the target that was
    reached (98 for 指标完成率98%). ``is_zero``: nothing of the kind occurred (未发生).
    """

    tier: TierName | None = None
    completion: Decimal | None = None
    is_zero: bool = False


@lru_cache(maxsize=4096)
def statement(text: str) -> Statement | None:
    """What the phrase says of a result, or nothing when it is no statement.

    >>> statement("已达成预期指标。").tier, statement("未完成").tier
    ('attained', 'missed')
    >>> statement("指标完成率99.14%").completion
    Decimal('99.14')
    >>> statement("无群众上访").is_zero, statement("无")
    (True, None)
    """
    phrase = fold(text).strip(_PUNCTUATION)
    if not phrase or len(phrase) > _LONGEST:
        return None
    found = _phrases().get(phrase) or _without_adverbs(phrase)
    if found is not None:
        return found
    if not DIGITS.isdisjoint(phrase) or "百分" in phrase:
        return _completion(phrase)
    return Statement(is_zero=True) if _is_zero(phrase) else None


@lru_cache(maxsize=1)
def _phrases() -> dict[str, Statement]:
    phrases = {phrase: Statement(is_zero=True) for phrase in vocabulary.words("statements", "zero")}
    tiers: tuple[TierName, ...] = ("attained", "partly", "missed")
    for tier in tiers:
        of_tier = Statement(tier)
        for phrase in vocabulary.words("statements", tier):
            phrases[phrase] = of_tier
    return phrases


@lru_cache(maxsize=8)
def _longest_first(key: str) -> tuple[str, ...]:
    return tuple(sorted(vocabulary.words("statements", key), key=len, reverse=True))


def _without_adverbs(phrase: str) -> Statement | None:
    """The statement behind 已, 全部, 按时 and the like; they do not change its tier."""
    phrases = _phrases()
    rest = phrase.removesuffix("了")
    while rest:
        found = phrases.get(rest)
        if found is not None:
            return found
        for adverb in _longest_first("prefixes"):
            if rest.startswith(adverb):
                rest = rest[len(adverb) :]
                break
        else:
            return None
    return None


def _completion(phrase: str) -> Statement | None:
    """指标完成率98%, 任务完成98%, 98%完成, 已完成98%."""
    for word in ("已完成", "完成"):
        if phrase.endswith(word):
            return _percent(phrase[: -len(word)])
    rest = phrase
    while True:
        for subject in _longest_first("completion_subjects"):
            if rest.startswith(subject):
                rest = rest[len(subject) :]
                break
        else:
            break
    for word in _longest_first("completion_words"):
        if rest.startswith(word):
            rest = rest[len(word) :]
            for link in _longest_first("completion_links"):
                rest = rest.removeprefix(link)
            return _percent(rest)
    return None


def _percent(text: str) -> Statement | None:
    quantity = number(text)
    if quantity is None or quantity.unit is None or quantity.unit.text != "%":
        return None
    complete = quantity.number >= 100  # noqa: PLR2004 - percent
    return Statement("attained" if complete else None, quantity.number)


def _is_zero(phrase: str) -> bool:
    """无…事故, 未发生…投诉: a denial in front, something unwanted at the end, one clause."""
    if len(phrase) > _LONGEST_ZERO or not _BREAKS.isdisjoint(phrase):
        return False
    rest = phrase
    for denial in _longest_first("zero_prefixes"):
        if phrase.startswith(denial):
            rest = phrase[len(denial) :]
            break
    else:
        return False
    return rest.endswith(vocabulary.words("statements", "zero_nouns"))
