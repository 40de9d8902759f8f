"""What anybody may read and send in, without signing in."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given as given_by
from hypothesis import strategies as st

from elections.enums_paper import ReportKind, ReportState
from elections.models import CommunityCycle, PublicAttempt, PublicReport
from elections.rules import public_report as rules
from elections.rules.paper_privacy import leaks
from elections.services import paper as services
from elections.services.public_report import answer_report, look_up, receive_report
from huanjie.activity.models import ActivityEntry
from huanjie.shared import clock
from huanjie.shared.identity import check_digit
from huanjie.shared.verdict import Refused
from tests.elections.papers.conftest import COMMUNITY, FIRST, THIRD


@pytest.fixture
def stranger(installation):
    return Client()


@pytest.fixture
def send(community_cycle):
    def make(kind=ReportKind.CANDIDATE, text="候选人名单有误", contact="", address="10.0.0.1", where=None):
        return receive_report(
            community_cycle=where or community_cycle, kind=kind, text=text, contact=contact, address=address
        )

    return make


def board(client):
    return client.get(reverse("public:community", args=[COMMUNITY])).content.decode()


def test_the_board_shows_what_was_issued_for_the_public_and_nothing_else(stranger, issue, community_cycle, street):
    draft = services.draft_paper(community_cycle=community_cycle, code="RC-A3", by=street, given=THIRD)
    inside = issue("RC-25A")
    out = issue("RC-A1", **FIRST)
    page = board(stranger)
    assert out.title in page and draft.title not in page and inside.title not in page
    for paper, status in ((out, 200), (draft, 404), (inside, 404)):
        assert stranger.get(reverse("public:paper", args=[paper.pk])).status_code == status


def test_a_withdrawn_paper_leaves_the_board_and_a_corrected_one_is_marked(stranger, issue, street):
    old = issue("RC-A3", **THIRD)
    draft = services.begin_correction(paper=old, reason="时间有误", by=street)
    kind = services.kind_of_paper(draft)
    seen = services.preview(community_cycle=draft.community_cycle, kind=kind, given=draft.given, corrects=old,
                            reason=draft.reason).digest  # fmt: skip
    new = services.issue_paper(paper=draft, by=street, seen=seen)
    assert "已更正" in board(stranger)
    assert "停止使用" in stranger.get(reverse("public:paper", args=[old.pk])).content.decode()
    services.withdraw_paper(paper=new, reason="主体有误", by=street)
    assert new.title not in board(stranger)
    assert stranger.get(reverse("public:paper", args=[new.pk])).status_code == 404


def test_a_cycle_that_has_not_begun_is_not_public(stranger, issue, cycle):
    paper = issue("RC-A1", **FIRST)
    type(cycle).objects.filter(pk=cycle.pk).update(state="preparing")
    for url in (reverse("public:paper", args=[paper.pk]), reverse("public:community", args=[COMMUNITY]),
                reverse("public:district", args=["420199"])):  # fmt: skip
        assert stranger.get(url).status_code == 404


def test_reading_needs_no_cookie_and_leaves_none(stranger, issue):
    paper = issue("RC-A1", **FIRST)
    for url in ("/public/420199/", f"/public/{COMMUNITY}/", f"/public/papers/{paper.pk}/"):
        answer = stranger.get(url)
        assert (answer.status_code, dict(answer.cookies)) == (200, {})
    assert stranger.get("/public/").status_code == 302


def test_what_is_sent_is_registered_at_once_and_found_by_receipt_and_word(stranger, community_cycle, street):
    url = reverse("public:report", args=[COMMUNITY])
    answer = stranger.post(url, {"kind": "candidate", "text": "名单上有人不符合条件", "contact": "16012345678"})
    report = PublicReport.objects.get()
    secret = answer.context["receipt"].secret
    assert report.receipt in answer.content.decode() and secret in answer.content.decode()
    assert (report.text, report.contact, report.state) == ("名单上有人不符合条件", "16012345678", "registered")
    with connection.cursor() as cursor:
        cursor.execute("SELECT text, contact, secret_hash FROM elections_publicreport")
        stored = b"".join(bytes(v) if not isinstance(v, str) else v.encode() for v in cursor.fetchone())
    assert "不符合".encode() not in stored and b"16012345678" not in stored and secret.encode() not in stored
    asking = {"receipt": report.receipt, "secret": secret}
    assert "正在办理" in stranger.post("/public/receipts/", asking).content.decode()
    answer_report(report=report, answer="经核查，不影响候选资格。", by=street)
    page = stranger.post("/public/receipts/", asking).content.decode()
    assert "经核查，不影响候选资格。" in page and "名单上有人不符合条件" not in page
    wrong = stranger.post("/public/receipts/", {**asking, "secret": "松竹梅兰菊"})
    assert wrong.status_code == 422 and "不影响候选资格" not in wrong.content.decode()


def test_the_form_says_what_is_wrong(stranger, community_cycle):
    answer = stranger.post(reverse("public:report", args=[COMMUNITY]), {"kind": "x", "text": "字" * 2001})
    words = answer.content.decode()
    assert answer.status_code == 422 and "请从列表中选择。" in words and "内容不能超过 2000 字。" in words
    assert not PublicReport.objects.exists()


def test_a_form_without_its_token_is_refused(community_cycle):
    client = Client(enforce_csrf_checks=True)
    assert client.post(reverse("public:report", args=[COMMUNITY]), {"kind": "other", "text": "好"}).status_code == 403


def test_an_address_has_five_a_day_and_is_stored_nowhere(send, stranger):
    for _ in range(rules.A_DAY_FROM_ONE_ADDRESS):
        send(address="10.9.8.7")
    with pytest.raises(Refused, match="您今天提交的次数已达上限"):
        send(address="10.9.8.7")
    send(address="10.9.8.8")
    assert PublicReport.objects.count() == rules.A_DAY_FROM_ONE_ADDRESS + 1
    kept = " ".join(f"{row.day}{row.key}" for row in PublicAttempt.objects.all())
    logged = " ".join(f"{row.subject_label}{row.detail}{row.actor_name}" for row in ActivityEntry.objects.all())
    assert "10.9.8" not in kept + logged
    with clock.played(timezone.now() + timezone.timedelta(days=1)):
        send(address="10.9.8.7")
    assert {row.day for row in PublicAttempt.objects.all()} == {timezone.localdate() + timezone.timedelta(days=1)}


def test_a_community_has_its_limit_too(send, monkeypatch, cycle):
    monkeypatch.setattr(rules, "A_DAY_IN_ONE_COMMUNITY", 2)
    send(address="1")
    send(address="2")
    with pytest.raises(Refused, match="本社区今天的网上提交已达上限"):
        send(address="3")
    send(address="3", where=CommunityCycle.objects.select_related("cycle").get(area_code="420199001002"))


def test_the_page_over_the_limit_says_so(send, stranger):
    for _ in range(rules.A_DAY_FROM_ONE_ADDRESS):
        send(address="127.0.0.1")
    answer = stranger.post(reverse("public:report", args=[COMMUNITY]), {"kind": "other", "text": "再来"})
    assert answer.status_code == 429 and "已达上限" in answer.content.decode()


def test_guessing_receipts_is_limited(send):
    receipt = send()
    for _ in range(20):
        assert look_up(receipt=receipt.number, secret="松竹梅兰菊", address="10.0.0.9") is None
    with pytest.raises(Refused):
        look_up(receipt=receipt.number, secret="松竹梅兰菊", address="10.0.0.9")


def test_the_clocks_are_those_of_the_law(send, community_cycle):
    send(kind=ReportKind.VOTER_LIST)
    row = PublicReport.objects.get()
    assert row.check_due_at - row.received_at == timezone.timedelta(hours=48)
    day = timezone.localdate(row.received_at)
    assert timezone.localdate(row.answer_due_at) == day + timezone.timedelta(days=3)
    assert not PublicReport.objects.late(row.received_at + timezone.timedelta(hours=48)).exists()
    assert PublicReport.objects.late(row.received_at + timezone.timedelta(hours=48, seconds=1)).exists()


def test_the_office_reads_checks_and_answers(send, client_as):
    send(text="有人送礼")
    row = PublicReport.objects.get()
    client = client_as("street_staff", "420199001")
    assert "有人送礼" in client.get(row.get_absolute_url()).content.decode()
    client.post(
        reverse("elections:public_report_act", args=[row.pk, "check"]), {"check-note": "已了解", "check-version": 1}
    )
    client.post(
        reverse("elections:public_report_act", args=[row.pk, "answer"]), {"answer-answer": "已查", "answer-version": 2}
    )
    row.refresh_from_db()
    assert (row.state, row.check_note, row.answer) == (ReportState.ANSWERED, "已了解", "已查")
    verbs = set(ActivityEntry.objects.values_list("verb", flat=True))
    assert {"public_report.received", "public_report.opened", "publicreport.checked", "publicreport.answered"} <= verbs
    assert "有人送礼" not in str(list(ActivityEntry.objects.values("detail", "subject_label")))


@pytest.mark.parametrize("role, area", [("community_clerk", COMMUNITY), ("leader", "420199"), ("auditor", "420199")])
def test_others_do_not_read_what_the_public_wrote(send, client_as, role, area):
    send()
    client = client_as(role, area)
    assert client.get(PublicReport.objects.get().get_absolute_url()).status_code == 403
    assert client.get(reverse("elections:public_reports")).status_code == 403


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as counted:
        assert client.get(url).status_code == 200
    return len(counted)


def test_one_row_or_three_cost_the_same(stranger, client_as, issue, send):
    office = client_as("street_staff", "420199001")
    pages = [
        (stranger, f"/public/{COMMUNITY}/"),
        (stranger, "/public/420199/"),
        (office, reverse("elections:public_reports")),
    ]
    issue("RC-A1", **FIRST)
    send(address="1")
    once = [queries(client, url) for client, url in pages]
    issue("RC-A3", **THIRD)
    issue("RC-A16")
    send(address="2")
    send(address="3")
    assert [queries(client, url) for client, url in pages] == once


# --- leaks -----------------------------------------------------------------------------------------------------------

AROUND = st.text(alphabet="东湖社区居民代表会议登记地点在，。：", max_size=12)
DIGITS = st.integers(0, 9).map(str)
GAPS = st.sampled_from(["", " ", "-", "\u200b", "　"])


@st.composite
def id_numbers(draw):
    birth = draw(
        st.dates(min_value=timezone.datetime(1930, 1, 1).date(), max_value=timezone.datetime(2008, 1, 1).date())
    )
    first = f"420199{birth:%Y%m%d}{draw(st.integers(0, 999)):03}"
    return first + check_digit(first)


@st.composite
def mobiles(draw):
    return "16" + "".join(draw(st.lists(DIGITS, min_size=9, max_size=9)))


@st.composite
def accounts(draw):
    return "62" + "".join(draw(st.lists(DIGITS, min_size=14, max_size=17)))


@st.composite
def homes(draw):
    number = st.integers(1, 40)
    return draw(st.sampled_from(["{}栋{}单元{}室", "{}号楼{}单元{}0{}室", "{}幢{}0{}室"])).format(
        *[draw(number) for _ in range(4)]
    )


@given_by(before=AROUND, after=AROUND, leak=st.one_of(id_numbers(), mobiles(), accounts(), homes()))
def test_a_leak_in_a_line_is_always_found(before, after, leak):
    assert len(leaks(f"{before}{leak}{after}")) == 1


@given_by(leak=st.one_of(id_numbers(), mobiles(), accounts()), gap=GAPS, size=st.integers(3, 6))
def test_a_number_broken_up_or_in_wide_digits_is_found_too(leak, gap, size):
    parts = gap.join(leak[start : start + size] for start in range(0, len(leak), size))
    wide = "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in parts)
    assert len(leaks(parts)) == 1 and len(leaks(wide)) == 1


@pytest.mark.parametrize("line", [
    "登记选民共2951名，其中妇女1480名。", "选举日为2026年12月20日。", "投票地点：东湖路12号社区活动中心一楼大厅。",
    "东湖街工〔2026〕12号", "第17-1号公告", "上午8时30分至12时", "2026-11-17 | 2026-11-21", "1 | 丁一 | 3412 | 2951 | 184",
])  # fmt: skip
def test_ordinary_lines_are_left_alone(line):
    assert leaks(line) == []
