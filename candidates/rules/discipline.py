"""How long a discipline keeps its consequence (中国共产党纪律处分条例 2023; 公职人员政务处分法 第8条; domain brief
§3.2 Q06). The period is computed from the document, never typed."""

from dataclasses import dataclass
from datetime import date

from candidates.enums_review import Measure
from elections.rules.electorate import months_after

MONTHS = {
    Measure.PARTY_WARNING: 12, Measure.PARTY_SERIOUS_WARNING: 18, Measure.PARTY_REMOVAL: 24, Measure.PARTY_PROBATION: 24,
    Measure.ADMIN_WARNING: 6, Measure.ADMIN_DEMERIT: 12, Measure.ADMIN_GRAVE_DEMERIT: 18, Measure.ADMIN_DEMOTION: 24,
}  # fmt: skip
PARTY_ARTICLE = "中国共产党纪律处分条例"
ADMIN_ARTICLE = "公职人员政务处分法第8条"


@dataclass(frozen=True)
class Period:
    """From the day the discipline took effect; `ends_on` is None when no end is known: for life, or because the rights
    of a member on probation are not restored yet."""

    starts_on: date
    ends_on: date | None
    is_lifelong: bool = False

    def runs_on(self, day: date) -> bool:
        """Whether the period covers the day; its last day counts (domain brief §3.2: 到期日≥基准日)."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


def period_of(measure: str, effective_on: date, rights_restored_on: date | None = None) -> Period:
    """警告 12 months, 严重警告 18, 撤销党内职务 24, 留党察看 24 after the rights were restored; 开除党籍 has no end (and no
    joining anew for five years); 政务警告 6, 记过 12, 记大过 18, 降级或撤职 24."""
    measure = Measure(measure)
    if measure == Measure.EXPULSION:
        return Period(effective_on, None, is_lifelong=True)
    if measure != Measure.PARTY_PROBATION:
        return Period(effective_on, months_after(effective_on, MONTHS[measure]))
    if rights_restored_on is None:
        return Period(effective_on, None)
    return Period(effective_on, months_after(rights_restored_on, MONTHS[measure]))


def article_of(measure: str) -> str:
    """Where the period comes from."""
    return ADMIN_ARTICLE if str(measure).startswith("admin_") else PARTY_ARTICLE


def words_of(period: Period, day: date) -> str:
    """The period in words as of a day; nothing is judged."""
    if period.is_lifelong:
        return f"{period.starts_on} 起，无期限"
    if period.ends_on is None:
        return f"{period.starts_on} 起，党员权利尚未恢复，影响期未满"
    standing = "影响期内" if period.runs_on(day) else "影响期已满" if day > period.ends_on else "尚未生效"
    return f"{period.starts_on} 至 {period.ends_on}，{standing}"
