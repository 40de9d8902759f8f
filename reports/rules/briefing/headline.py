"""Four headline figures for the leaders' page (product.md: two minutes; domain §6.4)."""

from dataclasses import dataclass

from .facts import Facts
from .words import percent, points

ORDER = ("completion", "turnout", "party_completion", "review_pass_rate", "audit_publication", "on_time", "complete")
FALLBACK = ("communities_due", "started", "registered_voters", "party_members", "candidates_nominated")
DOWN, FLAT, UP = -1, 0, 1


@dataclass(frozen=True)
class Headline:
    """`text` is shown large ("85.1%" or "213804人"), `detail` small ("120/141"), `change` in words or ""."""

    key: str
    kind: str
    label: str
    text: str
    detail: str
    change: str
    trend: int | None


def headline(snapshot, *, count=4):
    """The first `count` known ratios in order of weight, those not yet begun last, filled up with plain figures."""
    facts = Facts(snapshot)
    found = sorted((item for key in ORDER if (item := _ratio(facts, key))), key=_not_begun)
    found += [item for key in FALLBACK if (item := _figure(facts, key))]
    return found[:count]


def _not_begun(item):
    return item.key != ORDER[0] and item.text == "0%"


def _ratio(facts, key):
    ratio = facts.snapshot["ratios"].get(key, {})
    numerator, denominator = ratio.get("numerator"), ratio.get("denominator")
    share = percent(numerator, denominator)
    if share is None:
        return None
    delta = facts.ratio_delta(key)
    change = _change(delta, "提高", "下降", f"{points(abs(delta or 0))}个百分点")
    return Headline(key, "ratio", ratio["label"], share, f"{numerator}/{denominator}", change, _trend(delta))


def _figure(facts, key):
    value = facts.value(key)
    if value is None:
        return None
    figure, delta = facts.snapshot["figures"][key], facts.delta(key)
    change = _change(delta, "增加", "减少", f"{abs(delta or 0)}{figure['unit']}")
    return Headline(key, "figure", figure["label"], f"{value}{figure['unit']}", "", change, _trend(delta))


def _change(delta, up, down, amount):
    if delta is None:
        return ""
    return f"较上期{up if delta > 0 else down}{amount}" if delta else "与上期持平"


def _trend(delta):
    return None if delta is None else UP if delta > 0 else DOWN if delta else FLAT
