"""Registration of voters: its sums, its clocks, what an objection changes, how many representatives are usual
(城市居民委员会组织法 2025 art. 13, 16, 17)."""

from dataclasses import dataclass
from datetime import date

from elections.enums import ElectionMode
from elections.rules.thresholds import (
    appeal_deadline,
    appeal_decision_deadline,
    latest_voter_list,
    representatives_usual,
    representatives_usual_range,
)
from huanjie.shared.verdict import YES, Verdict, no

LAW = "城市居民委员会组织法"


@dataclass(frozen=True)
class Sums:
    """Registered up to a day, by the categories of art. 16; workers apply and the election committee confirms them."""

    local: int
    resident: int
    worker_applied: int
    worker: int
    women: int
    minority: int

    @property
    def total(self) -> int:
        return self.local + self.resident + self.worker


def check_sums(sums: Sums) -> Verdict:
    """The parts fit the whole; a worker who was not confirmed is not registered (art. 16)."""
    if sums.worker > sums.worker_applied:
        return no(
            f"经确认的社区工作者 {sums.worker} 人，多于提出申请的 {sums.worker_applied} 人。",
            "社区工作者由本人申请、选举委员会确认后才能登记，请核对两个数。",
            f"{LAW}第16条",
        )
    for label, part in (("妇女", sums.women), ("少数民族", sums.minority)):
        if part > sums.total:
            return no(f"{label} {part} 人，多于登记总数 {sums.total} 人。", f"请核对{label}人数和三类登记数。")
    return YES


def may_publish(
    on: date, *, election_day: date, registered: int, mode: str, representatives: int, lead_days: int = 20
) -> Verdict:
    """Art. 17: no later than twenty days before the vote, and with the list of those who vote for the others."""
    latest = latest_voter_list(election_day, lead_days)
    if on > latest:
        return no(
            f"选民名单在 {on} 公布，距选举日 {election_day} 不足 {lead_days} 天。",
            f"最迟应在 {latest} 公布；已经错过的，须推迟选举日。",
            f"{LAW}第17条",
        )
    if registered < 1:
        return no("还没有登记选民数。", "请先填写选民登记数。")
    if mode != ElectionMode.ALL_VOTERS and representatives < 1:
        name = ElectionMode(mode).label
        return no(
            f"本社区由{name}选举，{name}名单须与选民名单同时公布，现在还没有{name}。",
            f"请先登记推选出的{name}，再公布名单。",
            f"{LAW}第17条",
        )
    return YES


@dataclass(frozen=True)
class Clock:
    """The two periods of an objection, in natural days; the day something begins does not count (民法典 art. 201)."""

    raise_by: date
    decide_by: date
    is_late: bool


def objection_clock(published: date, received: date, *, appeal_days: int = 5, decide_days: int = 3) -> Clock:
    """Art. 17: raised within five days of publication, decided within three of receipt."""
    raise_by = appeal_deadline(published, appeal_days)
    return Clock(raise_by, appeal_decision_deadline(received, decide_days), received > raise_by)


def representatives_words(representatives: int, households: int, per: tuple[int, int] = (20, 50)) -> str:
    """Art. 13, advisory: how the number compares with one for 20 to 50 households; '' when it is usual."""
    if representatives_usual(representatives, households, per):
        return ""
    least, most = representatives_usual_range(households, per)
    return f"{households} 户一般推选 {least}—{most} 名居民代表（每 {per[0]}—{per[1]} 户 1 名），现有 {representatives} 名。"
