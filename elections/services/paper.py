"""Papers: drafted from the records, issued with number and digest, corrected by a new paper that names the old one."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from elections.enums_paper import PaperState
from elections.models import CommunityCycle, Paper
from elections.permissions_paper import can_correct, can_draft, can_issue
from elections.queries.paper import is_demo, kind_of_paper, latest_answers
from elections.queries.paper_facts import dates_in, facts_for
from elections.queries.paper_suggestions import suggested
from elections.rules.paper_facts import Missing, asked_in, missing_in
from elections.rules.paper_form import (
    SERIES_OF_ANNOUNCEMENTS,
    correction_number,
    digest,
    layout,
    mark_of_announcement,
    mark_of_document,
    next_announcement,
)
from elections.rules.paper_kind import PaperKind
from elections.rules.paper_markup import MissingFacts, fill, plain_text
from elections.rules.paper_privacy import leaks, words_of
from elections.rules.papers import correction_line, kind_of
from huanjie.activity.services import act, change_state
from huanjie.shared import clock
from huanjie.shared.strokes import unknown_characters
from huanjie.shared.verdict import YES, Refused, Stale, no, require


@dataclass(frozen=True)
class Preview:
    """A paper as it would be issued now: words, facts and the digest a person confirms; or what is missing."""

    words: dict | None
    facts: dict
    missing: list[Missing]
    digest: str
    doubts: list[str]

    @property
    def is_complete(self) -> bool:
        return self.words is not None


def preview(*, community_cycle: CommunityCycle, kind: PaperKind, given: Mapping, corrects: Paper | None = None,
            reason: str = "") -> Preview:  # fmt: skip
    """Put a paper together from the records and the answers; writes nothing."""
    facts, missing = facts_for(community_cycle, kind, given)
    words = None
    if not missing:
        try:
            words = fill(kind.text, facts)
        except MissingFacts as gap:
            missing = missing_in(gap.keys, {})
    if words is None:
        return Preview(None, facts, missing, "", [])
    if facts.get("signer"):
        words["signer"] = facts["signer"]
    if corrects is not None:
        words["correction"] = correction_line(
            issued_on=_day(corrects.issued_on), mark=corrects.mark, title=corrects.title, reason=reason,
            genre=kind.genre,
        )  # fmt: skip
        words["title"] = f"更正：{words['title']}"
    return Preview(words, facts, [], digest({"words": words, "facts": facts}), _doubts(kind, words, facts))


def _day(on) -> str:
    return f"{on.year}年{on.month}月{on.day}日"


def _doubts(kind: PaperKind, words: Mapping, facts: Mapping) -> list[str]:
    """What a person should look at again before issuing."""
    private = leaks(public_text(kind, words)) if kind.is_public else []
    doubts = [f"对外公布的文书不得出现个人信息：{words_of(private)}。删去后才能发布。"] if private else []
    return doubts + _unknown_strokes(facts)


def _unknown_strokes(facts: Mapping) -> list[str]:
    names = [name for key in ("party_names", "formal_names", "member_candidates") for name in facts.get(key, [])]
    unknown = unknown_characters(names)
    if not unknown:
        return []
    return [f"“{'、'.join(unknown)}”的笔画系统里没有，含这些字的姓名排在同类最后，请核对顺序。"]


def draft_paper(*, community_cycle: CommunityCycle, code: str, by, given: Mapping | None = None) -> Paper:
    """Begin a paper. What was typed for earlier papers of the community is taken along; what the records suggest stands
    in its place until the drafter changes it."""
    require(can_draft(by, community_cycle))
    kind = kind_of(code)
    with act() as log:
        row = _locked(community_cycle)
        _require_no_other(row, kind)
        return _create(row, kind, _answers_for(row, kind, given or {}), by, log)


def _require_no_other(row: CommunityCycle, kind: PaperKind) -> None:
    mine = Paper.objects.filter(community_cycle=row, code=kind.code)
    if mine.filter(state=PaperState.DRAFT).exists():
        raise Refused(no(f"“{kind.label}”已有草稿。", "请继续修改那一份。"))
    if not kind.repeats and mine.filter(state=PaperState.ISSUED).exists():
        raise Refused(no(f"“{kind.label}”已经发布。", "需要改动的，请在已发布的文书上办理更正。"))


def _answers_for(row: CommunityCycle, kind: PaperKind, given: Mapping) -> dict:
    asked = asked_in(kind.needs, kind.optional)
    before = {} if kind.repeats else latest_answers(row)
    offered = suggested(row, asked)
    return {key: value for key, value in {**offered, **before, **given}.items() if key in asked}


def _create(row, kind, answers, by, log, corrects=None, reason="") -> Paper:
    shown = preview(community_cycle=row, kind=kind, given=answers, corrects=corrects, reason=reason)
    paper = Paper.objects.create(
        community_cycle=row, area_code=row.area_code, code=kind.code, side=kind.side, step_code=kind.step,
        is_public=kind.is_public, title=_title(shown, kind), given=answers, data=shown.facts, words=shown.words or {},
        dates=dates_in(shown.facts), corrects=corrects, reason=reason, drafted_by=by.name, drafted_at=clock.now(),
    )  # fmt: skip
    log.record(by=by, verb="paper.drafted", subject=paper, detail={"code": kind.code})
    return paper


def _title(shown: Preview, kind: PaperKind) -> str:
    return (shown.words["title"] if shown.words else kind.label)[:120]


def redraft(*, paper: Paper, given: Mapping, by, expected_version: int | None = None) -> Paper:
    """Take the answers and read the records anew."""
    with act() as log:
        row = _fresh(paper, expected_version)
        require(can_draft(by, row.community_cycle))
        if row.state != PaperState.DRAFT:
            raise Refused(no("这份文书已经发布，不能再改。", "需要改动的，请办理更正。"))
        kind = kind_of_paper(row)
        asked = asked_in(kind.needs, kind.optional)
        row.given = {key: value for key, value in given.items() if key in asked}
        shown = preview(community_cycle=row.community_cycle, kind=kind, given=row.given, corrects=row.corrects,
                        reason=row.reason)  # fmt: skip
        row.data, row.words, row.title = shown.facts, shown.words or {}, _title(shown, kind)
        row.dates = dates_in(shown.facts)
        row.version += 1
        row.save()
        log.record(by=by, verb="paper.redrafted", subject=row)
    return row


def issue_paper(*, paper: Paper, by, seen: str, expected_version: int | None = None) -> Paper:
    """Issue a draft: complete, fit for the public if it is for the public, and with the words the person saw (`seen` is
    the digest of the preview). Gives it its number; the paper it corrects becomes 已更正 in the same moment."""
    try:
        with act(), transaction.atomic():
            return _issue(paper, by, seen, expected_version)
    except IntegrityError:
        raise Refused(no("这个编号刚刚已被使用。", "请刷新页面，核对后再发布。")) from None


def _issue(paper: Paper, by, seen: str, expected_version) -> Paper:
    community_cycle = _locked(paper.community_cycle)  # one at a time in a community: numbers have no gaps
    row = _fresh(paper, expected_version)
    row.community_cycle = community_cycle
    require(can_issue(by, row))
    kind = kind_of_paper(row)
    shown = preview(community_cycle=community_cycle, kind=kind, given=row.given, corrects=row.corrects,
                    reason=row.reason)  # fmt: skip
    _require_issuable(row, kind, shown, seen)
    today = clock.today()
    series, number, mark = _number(row, kind, shown.facts, today)
    words = {**shown.words, "is_demo": is_demo()}
    fields = {
        "series": series, "number": number, "mark": mark, "words": words, "data": shown.facts,
        "dates": dates_in(shown.facts), "title": words["title"][:120], "issued_on": today, "issued_by": by.name,
        "issued_at": clock.now(),
    }  # fmt: skip
    fields["digest"] = paper_digest(kind.code, mark, today.isoformat(), words, shown.facts)
    if row.corrects_id:
        change_state(subject=row.corrects, to=PaperState.CORRECTED, by=by, comment=row.reason)
    return change_state(subject=row, to=PaperState.ISSUED, by=by, comment=row.reason, set_fields=fields)


def paper_digest(code: str, mark: str, issued_on: str, words: Mapping, facts: Mapping) -> str:
    """The digest of an issued paper: kind, number, day, words and facts."""
    return digest({"code": code, "mark": mark, "issued_on": issued_on, "words": words, "facts": facts})


def is_intact(paper: Paper) -> bool:
    """Whether an issued paper still is what was issued."""
    on = paper.issued_on.isoformat()
    return paper.digest == paper_digest(paper.code, paper.mark, on, paper.words, paper.data)


def _require_issuable(row: Paper, kind: PaperKind, shown: Preview, seen: str) -> None:
    if not shown.is_complete:
        lacking = "；".join(f"{item.label}（在{item.place}填写）" for item in shown.missing[:5])
        raise Refused(no(f"还缺少：{lacking}。", "补齐后再发布。"))
    if seen != shown.digest:
        raise Stale(f"《{row.title}》所用的数据")
    if kind.is_public and (found := leaks(public_text(kind, shown.words))):
        raise Refused(no(
            f"对外公布的文书不得出现个人信息：{words_of(found)}。", "请在“需要填写的内容”中删去或改为不含个人信息的写法。",
            "政府信息公开条例第十五条",
        ))  # fmt: skip
    others = Paper.objects.filter(community_cycle=row.community_cycle, code=kind.code, state=PaperState.ISSUED)
    if not kind.repeats and others.exclude(pk=row.corrects_id).exists():
        raise Refused(no(f"“{kind.label}”已经发布过一份。", "需要改动的，请在那一份上办理更正。"))


def public_text(kind: PaperKind, words: Mapping) -> str:
    """All that a reader of the notice board would read."""
    return "\n".join([plain_text(words), words.get("correction", "")])


def _number(row: Paper, kind: PaperKind, facts: Mapping, today) -> tuple[str, str, str]:
    """Series, number and mark of the paper about to be issued."""
    numbered = Paper.objects.filter(community_cycle=row.community_cycle).exclude(number="")
    if kind.number:
        if row.corrects_id:
            root = row.corrects.number.partition("更")[0]
            times = numbered.filter(series=SERIES_OF_ANNOUNCEMENTS, number__startswith=f"{root}更").count()
            number = correction_number(root, times + 1)
        else:
            used = numbered.filter(code=kind.code).exclude(number__contains="更").count()
            number = next_announcement(kind, used)
        return SERIES_OF_ANNOUNCEMENTS, number, mark_of_announcement(number)
    if kind.is_numbered:
        number = numbered.filter(series=f"{kind.issuer}-{today.year}").count() + 1
        place = row.community_cycle.community.name
        return f"{kind.issuer}-{today.year}", str(number), mark_of_document(place, kind.issuer, today.year, number)
    if kind.wants_mark:
        return kind.issuer, facts["document_mark"][:20], facts["document_mark"]
    return "", "", ""


def begin_correction(*, paper: Paper, reason: str, by) -> Paper:
    """Draft the paper that corrects an issued one. The old one stands until the new one is issued."""
    require(YES if reason.strip() else no("更正要写明原因。", "请填写更正原因，它会写进更正公告。"))
    with act() as log:
        community_cycle = _locked(paper.community_cycle)
        row = _fresh(paper, None)
        require(can_correct(by, row))
        kind = kind_of_paper(row)
        if Paper.objects.filter(community_cycle=community_cycle, code=kind.code, state=PaperState.DRAFT).exists():
            raise Refused(no(f"“{kind.label}”已有草稿。", "请先发布或撤回那一份草稿。"))
        return _create(community_cycle, kind, dict(row.given), by, log, corrects=row, reason=reason.strip()[:200])


def withdraw_paper(*, paper: Paper, reason: str, by, expected_version: int | None = None) -> Paper:
    """Take a paper back: a draft that is not wanted, or an issued one that should not have been. It stays readable."""
    require(YES if reason.strip() else no("撤回要写明原因。", "请填写原因。"))
    with act():
        row = _fresh(paper, expected_version)
        if row.state == PaperState.DRAFT:
            require(can_draft(by, row.community_cycle))
        else:
            require(can_correct(by, row))
        return change_state(
            subject=row,
            to=PaperState.WITHDRAWN,
            by=by,
            comment=reason.strip(),
            set_fields={"reason": reason.strip()[:200]},
        )


def layout_of(paper: Paper) -> dict:
    """What the renderers set a paper from: an issued one from what was frozen, a draft from its last words."""
    is_draft = paper.state == PaperState.DRAFT
    demo = is_demo() if is_draft else bool(paper.words.get("is_demo"))
    on = "" if is_draft or paper.issued_on is None else paper.issued_on.isoformat()
    return layout(kind_of_paper(paper), paper.words, mark=paper.mark, issued_on=on, is_draft=is_draft, is_demo=demo)


def _locked(community_cycle: CommunityCycle) -> CommunityCycle:
    return (
        CommunityCycle.objects.select_for_update(of=("self",))
        .select_related("cycle", "community__subdistrict__district")
        .get(pk=community_cycle.pk)
    )


def _fresh(paper: Paper, expected_version: int | None) -> Paper:
    row = (
        Paper.objects.select_for_update(of=("self",))
        .select_related("community_cycle__cycle", "community_cycle__community__subdistrict__district", "corrects")
        .get(pk=paper.pk)
    )
    if expected_version is not None and row.version != expected_version:
        raise Stale(str(row))
    return row
