"""What the public brings forward: received with a receipt, looked at, answered."""

from dataclasses import dataclass
from datetime import datetime, time

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from elections.enums_paper import ReportState
from elections.models import CommunityCycle, Paper, PublicAttempt, PublicReport, VoterObjection
from elections.permissions_paper import can_handle_report, can_take_as_objection
from elections.queries.rule_sets import cycle_parameters
from elections.rules import public_report as rules
from elections.services.registration import receive_objection
from huanjie.accounts.viewers import Viewer
from huanjie.activity.services import act, change_state
from huanjie.shared import clock
from huanjie.shared.crypto import lookup_hash
from huanjie.shared.verdict import YES, Refused, Stale, no, require

ANSWER_LENGTH = 1000


@dataclass(frozen=True)
class Receipt:
    """What the person takes along; the secret word exists nowhere else."""

    number: str
    secret: str


def receive_report(*, community_cycle: CommunityCycle, kind: str, text: str, contact: str, address: str,
                   paper: Paper | None = None) -> Receipt:  # fmt: skip
    """Register a report at once and give it its number. `address` only counts towards today's limit."""
    now, secret = clock.now(), rules.new_secret()
    parameters = cycle_parameters(community_cycle.cycle)
    today = timezone.localdate(now)
    list_on = (
        Paper.objects.filter(community_cycle=community_cycle, code="RC-A4").out().order_by("issued_on").first()
    )  # fmt: skip
    with act() as log:
        _count(today, f"address|{address}", rules.A_DAY_FROM_ONE_ADDRESS, "您今天提交的次数已达上限。")
        _count(today, f"community|{community_cycle.pk}", rules.A_DAY_IN_ONE_COMMUNITY, "本社区今天的网上提交已达上限。")
        report = _store(
            community_cycle=community_cycle, area_code=community_cycle.area_code, paper=paper, kind=kind, text=text,
            contact=contact, secret_hash=lookup_hash(secret), received_at=now, check_due_at=rules.check_due(now),
            is_in_time=rules.is_in_time(kind, today, list_on.issued_on if list_on else None, parameters["appeal_days"]),
            answer_due_at=rules.answer_due(
                kind, timezone.localtime(now), parameters["appeal_decide_days"], _eve_of(community_cycle)
            ),
        )  # fmt: skip
        log.record(by=Viewer(None, "公众", "system", ""), verb="public_report.received", subject=report,
                   detail={"kind": kind})  # fmt: skip
    return Receipt(report.receipt, secret)


def _eve_of(community_cycle: CommunityCycle) -> datetime:
    return timezone.make_aware(datetime.combine(community_cycle.day, time(0, 0)))


def _store(**fields) -> PublicReport:
    for _ in range(5):
        try:
            with transaction.atomic():
                day = timezone.localdate(fields["received_at"])
                return PublicReport.objects.create(receipt=rules.new_receipt(day), **fields)
        except IntegrityError:
            continue
    raise Refused(no("暂时无法登记。", "请稍后再试，或到街道办事处当面提出。"))


def _count(day, key: str, limit: int, words: str) -> None:
    """One more of today under this key, refused beyond the limit. The key is hashed with the day."""
    PublicAttempt.objects.filter(day__lt=day).delete()
    row, _ = PublicAttempt.objects.get_or_create(day=day, key=lookup_hash(f"{day}|{key}"))
    taken = PublicAttempt.objects.filter(pk=row.pk, count__lt=limit).update(count=F("count") + 1)
    if not taken:
        raise Refused(no(words, "请明天再来，或到街道办事处、居民选举委员会当面提出。"))


def look_up(*, receipt: str, secret: str, address: str) -> PublicReport | None:
    """The report of a receipt with its word; guesses from one address are counted too."""
    day = clock.today()
    row = (
        PublicReport.objects.filter(receipt=receipt.strip().upper())
        .select_related("community_cycle__community")
        .first()
    )
    if row is not None and row.secret_hash == lookup_hash("".join(secret.split())):
        return row
    with act():
        _count(day, f"look-up|{address}", 20, "今天查询失败的次数过多。")
    return None


def note_check(*, report: PublicReport, note: str, by, expected_version: int | None = None) -> PublicReport:
    """The first look: what was found, for the office only."""
    require(YES if note.strip() else no("初核要写明情况。", "请填写初核情况。"))
    with act():
        row = _locked(report)
        require(can_handle_report(by, row))
        return change_state(
            subject=row, to=ReportState.CHECKED, by=by, expected_version=expected_version,
            set_fields={"check_note": note.strip(), "checked_at": clock.now()},
        )  # fmt: skip


def answer_report(*, report: PublicReport, answer: str, by, expected_version: int | None = None) -> PublicReport:
    """Answer: the words are what the holder of the receipt reads."""
    require(YES if answer.strip() else no("答复不能为空。", "请填写答复。"))
    with act():
        row = _locked(report)
        require(can_handle_report(by, row))
        now = clock.now()
        fields = {"answer": answer.strip()[:ANSWER_LENGTH], "answered_at": now, "answered_by": by.unit or by.role_label}
        if row.checked_at is None:
            fields["checked_at"] = now
        return change_state(
            subject=row, to=ReportState.ANSWERED, by=by, expected_version=expected_version, set_fields=fields
        )


def take_as_objection(
    *, report: PublicReport, name: str, group: str, matter: str, by, expected_version: int | None = None
) -> VoterObjection:
    """Take an appeal about the list of voters into the objections, once: received on the day it came in, so that the
    three days run from then (csjwh-2026 art. 17). What was written stays with the report."""
    with act():
        row = _locked(report)
        require(can_take_as_objection(by, row))
        if expected_version is not None and row.version != expected_version:
            raise Stale(str(row))
        objection = receive_objection(
            community_cycle=row.community_cycle, received_on=timezone.localdate(row.received_at), name=name,
            group=group, matter=matter, by=by, report=row,
        )  # fmt: skip
        if row.state == ReportState.REGISTERED:
            change_state(
                subject=row, to=ReportState.CHECKED, by=by,
                set_fields={"check_note": "已转为选民名单异议。", "checked_at": clock.now()},
            )  # fmt: skip
    return objection


def note_opened(*, report: PublicReport, by) -> None:
    """Reading what somebody wrote to the office is on record."""
    with act() as log:
        log.record(by=by, verb="public_report.opened", subject=report)


def _locked(report: PublicReport) -> PublicReport:
    return PublicReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
