"""The pages of results: set up, typed twice, declared, carried on; who may what; nothing seen too early."""

import pytest
from django.urls import reverse

from elections.enums import BallotState
from elections.models import Ballot, BallotEntry, ElectedPerson, Handover, SupervisionChoice
from elections.services.ballot import enter_reading
from huanjie.accounts.enums import Role
from huanjie.activity.models import ActivityEntry
from tests.elections.ballot.papers import declared, fields_of_paper, one_hall, people, prepared, reading_of, type_twice
from tests.elections.ballot.test_declaration import FULL, _committee

FIELD = [Role.COMMUNITY_CLERK, Role.STREET_STAFF, Role.STREET_LEADER, Role.DISTRICT_ORGANIZER, Role.LEADER]


def _area(role) -> str:
    if role == Role.COMMUNITY_CLERK:
        return "420199001001"
    return "420199001" if role in (Role.STREET_STAFF, Role.STREET_LEADER) else "420199"


@pytest.fixture
def as_clerk(client_as, cycle):
    return client_as("community_clerk", "420199001001")


@pytest.fixture
def as_street(client_as, cycle):
    return client_as("street_staff", "420199001")


@pytest.fixture
def as_organizer(client_as, cycle):
    return client_as("district_organizer", "420199")


def _formset(prefix, lines) -> dict:
    data = {f"{prefix}-TOTAL_FORMS": str(len(lines)), f"{prefix}-INITIAL_FORMS": "0"}
    for place, line in enumerate(lines):
        data |= {f"{prefix}-{place}-{key}": value for key, value in line.items()}
    return data


def _prepared_form(today, names=("赵一", "钱二"), **more) -> dict:
    lines = [{"post": "committee_chair", "name": name, "gender": "female"} for name in names]
    return {
        "held_on": str(today), "due_count": "1000", "seats-committee_chair": "1",
        **_formset("venue", [{"name": "主会场", "kind": "hall"}, {"name": "", "kind": "hall"}]),
        **_formset("person", lines), **more,
    }  # fmt: skip


def _prepare_url(community_cycle, side="residents_committee"):
    return reverse("elections:prepare_ballot", args=[community_cycle.pk, side])


# --- setting up


def test_a_first_ballot_is_set_up_from_its_page(as_clerk, community_cycle, today, way_behind):
    assert as_clerk.get(_prepare_url(community_cycle)).status_code == 200
    answer = as_clerk.post(_prepare_url(community_cycle), _prepared_form(today))
    ballot = Ballot.objects.get()
    assert (answer.status_code, answer.url) == (302, ballot.get_absolute_url())
    assert [(p.name, p.post) for p in ballot.people.all()] == [("赵一", "committee_chair"), ("钱二", "committee_chair")]
    assert [v.name for v in ballot.venues.all()] == ["主会场"]


def test_without_a_choice_the_article_is_named_and_what_was_typed_stays(as_clerk, community_cycle, today, way_behind):
    answer = as_clerk.post(_prepare_url(community_cycle), _prepared_form(today, names=("赵一",)))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "应选 1 名，候选人 1 名，没有差额" in page and 'value="赵一"' in page
    assert not Ballot.objects.exists()


def test_more_lines_keep_what_was_typed(as_clerk, community_cycle, today):
    answer = as_clerk.post(_prepare_url(community_cycle), _prepared_form(today, more="person"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="赵一"' in page and 'name="person-6-name"' in page
    assert not Ballot.objects.exists()


def test_a_day_to_come_is_refused(as_clerk, community_cycle, today, way_behind):
    from datetime import timedelta

    answer = as_clerk.post(_prepare_url(community_cycle), _prepared_form(today + timedelta(days=1)))
    assert answer.status_code == 422 and "还没有到" in answer.content.decode()


def test_an_unknown_side_is_404(as_clerk, community_cycle):
    assert as_clerk.get(_prepare_url(community_cycle, "nobody")).status_code == 404


# --- typing


def _enter(ballot) -> str:
    return reverse("elections:enter_ballot", args=[ballot.pk])


def test_two_people_type_the_paper(as_clerk, as_street, committee):
    fields = fields_of_paper(committee, _committee())
    as_clerk.post(_enter(committee), fields)
    committee.refresh_from_db()
    assert committee.state == BallotState.ENTERED
    as_street.post(_enter(committee), fields)
    committee.refresh_from_db()
    assert committee.state == BallotState.VERIFIED


def test_nobody_sees_the_other_reading_before_both_are_in(as_street, committee, clerk):
    enter_reading(ballot=committee, reading=reading_of(committee, _committee(chair=(487, 199))), by=clerk)
    for url in (_enter(committee), committee.get_absolute_url()):
        assert "487" not in as_street.get(url).content.decode()


def test_a_flaw_names_its_field_and_keeps_everything_typed(as_clerk, committee):
    fields = fields_of_paper(committee, _committee(chair=(487, 199)))
    venue = committee.venues.get()
    fields[f"{venue.pk}-committee_member-invalid"] = ""
    fields[f"{venue.pk}-attended"] = "八百"
    answer = as_clerk.post(_enter(committee), fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#{venue.pk}-attended">主会场的参加人数“八百”不是整数' in page
    assert "主会场居委会委员的无效票没有填写。没有的请填 0。" in page
    assert 'value="487"' in page and 'value="八百"' in page
    assert not BallotEntry.objects.exists()


def test_a_third_reader_keeps_his_numbers_on_the_page(client_as, committee, clerk, street):
    type_twice(committee, _committee(), clerk, street)
    answer = client_as("district_organizer", "420199").post(
        _enter(committee), fields_of_paper(committee, _committee(chair=(487, 199)))
    )
    assert answer.status_code == 422
    assert "各录一遍" in answer.content.decode() and 'value="487"' in answer.content.decode()


def test_write_ins_get_more_lines(as_clerk, committee):
    fields = fields_of_paper(committee, _committee(write_ins=[(f"另{n}", "male", 1) for n in range(4)]))
    venue = committee.venues.get()
    page = as_clerk.post(_enter(committee), fields | {"more": "write_in"}).content.decode()
    assert f'name="{venue.pk}-committee_member-w10-name"' in page and 'value="另3"' in page


def test_sixty_places_and_names_of_forty_characters(as_clerk, as_street, community_cycle, clerk, today):
    long = [("长" * 39 + str(n)) for n in range(3)]
    places = [(f"投票站{n}", "station") for n in range(60)]
    ballot = prepared(
        community_cycle, clerk, side="residents_committee", due=60000, seats={"committee_member": 2},
        standing=people(committee_member=long), held_on=today, venues=places,
    )  # fmt: skip
    paper = {
        name: {"attended": 700, "committee_member": {"counts": (700, 700, 690, 10), "votes": dict(zip(long, (500, 400, 300), strict=True))}}
        for name, _ in places
    }  # fmt: skip
    fields = fields_of_paper(ballot, paper)
    as_clerk.post(_enter(ballot), fields)
    as_street.post(_enter(ballot), fields)
    act = reverse("elections:ballot_act", args=[ballot.pk, "declare"])
    as_street.post(act, {"declare-report_number": "1"})
    assert [(p.name, p.votes) for p in ElectedPerson.objects.all()] == [(long[0], 30000), (long[1], 24000)]


# --- declaring and after


def test_the_street_declares_and_everybody_reads_why(as_street, client_as, committee, clerk, street):
    row = type_twice(committee, _committee(), clerk, street)
    page = as_street.get(row.get_absolute_url()).content.decode()
    assert "按报告单得出的结论" in page and "赵一得 500 票" in page
    act = reverse("elections:ballot_act", args=[row.pk, "declare"])
    answer = as_street.post(act, {"declare-report_number": "报告单1号", "declare-version": row.version})
    assert answer.status_code == 302
    leader = client_as("leader", "420199").get(row.get_absolute_url()).content.decode()
    assert "当选人" in leader and "报告单1号" in leader


def test_a_stale_page_declares_nothing_and_says_so(as_street, committee, clerk, street):
    row = type_twice(committee, _committee(), clerk, street)
    act = reverse("elections:ballot_act", args=[row.pk, "declare"])
    answer = as_street.post(act, {"declare-report_number": "报告单1号", "declare-version": row.version - 1})
    assert answer.status_code == 422
    assert "已被他人更新" in answer.content.decode() and 'value="报告单1号"' in answer.content.decode()
    assert not ElectedPerson.objects.exists()


def test_the_clerk_does_not_declare(as_clerk, committee, clerk, street):
    row = type_twice(committee, _committee(), clerk, street)
    act = reverse("elections:ballot_act", args=[row.pk, "declare"])
    as_clerk.post(act, {"declare-report_number": "1"})
    row.refresh_from_db()
    assert row.state == BallotState.VERIFIED


def test_the_next_round_opens_from_the_outcome(as_street, committee, clerk, street, today):
    row = declared(committee, _committee(members=(700, 600, 500, 450, 450)), clerk, street)
    url = reverse("elections:next_round", args=[row.pk])
    page = as_street.get(url).content.decode()
    assert 'value="吴六"' in page and 'value="郑七"' in page
    lines = [{"post": "committee_member", "name": name, "gender": ""} for name in ("吴六", "郑七")]
    form = {"held_on": str(today), "due_count": "1000", "version": row.version,
            **_formset("venue", [{"name": "主会场", "kind": "hall"}]), **_formset("person", lines)}  # fmt: skip
    assert as_street.post(url, form).status_code == 302
    assert [b.kind for b in Ballot.objects.order_by("round_number")] == ["first_ballot", "tie_ballot"]


def test_relatives_are_noted_on_the_page(as_street, committee, clerk, street):
    row = type_twice(committee, _committee(), clerk, street)
    act = reverse("elections:ballot_act", args=[row.pk, "relatives"])
    form = {"relatives-one": "@赵一", "relatives-other": "@孙三", "relatives-related": "yes"}
    assert as_street.post(act, form | {"relatives-version": row.version}).status_code == 302
    row.refresh_from_db()
    assert row.relatives == [["@孙三", "@赵一"]]
    assert "近亲属" in as_street.get(row.get_absolute_url()).content.decode()


def test_the_organizer_concludes_on_a_write_in(as_organizer, committee, clerk, street):
    declared(committee, _committee(members=(700, 600, 500, 10, 5), write_ins=[("何九", "male", 450)]), clerk, street)
    person = ElectedPerson.objects.get(name="何九")
    url = reverse("elections:settle_elected", args=[person.pk])
    answer = as_organizer.post(url, {"to": "elected", "document_number": "", "version": person.version})
    assert answer.status_code == 422 and "请填写依据文号" in answer.content.decode()
    as_organizer.post(url, {"to": "elected", "document_number": "联审1号", "version": person.version})
    person.refresh_from_db()
    assert person.state == "elected"


def test_opening_the_scan_is_logged(as_street, client_as, committee, clerk, street):
    from django.core.files.uploadedfile import SimpleUploadedFile

    row = type_twice(committee, _committee(), clerk, street)
    scan = SimpleUploadedFile("a.pdf", b"%PDF-1.4 x", content_type="application/pdf")
    act = reverse("elections:ballot_act", args=[row.pk, "declare"])
    as_street.post(act, {"declare-report_number": "1", "declare-report_file": scan})
    answer = client_as("leader", "420199").get(reverse("elections:ballot_report", args=[row.pk]))
    assert answer["Content-Type"] == "application/pdf"
    assert ActivityEntry.objects.filter(verb="ballot.report_opened").count() == 1


def test_a_text_file_is_no_scan(as_street, committee, clerk, street):
    from django.core.files.uploadedfile import SimpleUploadedFile

    row = type_twice(committee, _committee(), clerk, street)
    act = reverse("elections:ballot_act", args=[row.pk, "declare"])
    form = {"declare-report_number": "1", "declare-report_file": SimpleUploadedFile("a.pdf", b"hello")}
    assert as_street.post(act, form).status_code == 422
    assert not ElectedPerson.objects.exists()


# --- handover, supervision committee


def test_the_handover_is_ticked_and_completed(as_clerk, committee, clerk, street, today):
    declared(committee, _committee(), clerk, street)
    row = Handover.objects.get()
    url = row.get_absolute_url()
    assert "还剩 10 天" in as_clerk.get(url).content.decode()
    act = reverse("elections:handover_act", args=[row.community_cycle_id, "complete"])
    early = as_clerk.post(act, {"complete-done_on": str(today), "complete-version": row.version})
    assert early.status_code == 422 and "还没有移交" in early.content.decode()
    form = {f"done-{n}": "on" for n in range(len(row.items))}
    as_clerk.post(url, form | {"led_by": "王主持", "watched_by": "李监督", "version": row.version})
    row.refresh_from_db()
    as_clerk.post(act, {"complete-done_on": str(today), "complete-version": row.version})
    row.refresh_from_db()
    assert row.done_on == today


def test_a_handover_past_its_day_is_flagged_and_waits_as_a_to_do(as_clerk, viewer, committee, clerk, street):
    from datetime import timedelta

    from elections.navigation_ballot import waiting_results

    declared(committee, _committee(), clerk, street)
    Handover.objects.update(due_on=Handover.objects.get().due_on - timedelta(days=11))
    assert "移交已逾期 1 天" in as_clerk.get(Handover.objects.get().get_absolute_url()).content.decode()
    assert [(t.label, t.count) for t in waiting_results(clerk) if t.count] == [("工作移交已逾期", 1)]


def _supervision(attended, **more) -> dict:
    lines = [{"name": n, "gender": "", "votes": str(v)} for n, v in (("冯一", attended), ("陈二", 20), ("褚三", 3))]
    return {
        "meeting": "representatives", "due_count": "39", "attended_count": str(attended), "seats": "2",
        "document_number": "记录1号", **_formset("member", lines), **more,
    }  # fmt: skip


def test_26_of_39_representatives_may_choose_the_supervision_committee_and_25_not(as_clerk, community_cycle, today):
    url = reverse("elections:record_supervision", args=[community_cycle.pk])
    answer = as_clerk.post(url, _supervision(25, held_on=str(today)))
    page = answer.content.decode()
    assert answer.status_code == 422 and "不足三分之二" in page and 'value="冯一"' in page
    as_clerk.post(url, _supervision(26, held_on=str(today)))
    choice = SupervisionChoice.objects.get()
    assert list(choice.members.filter(is_elected=True).values_list("name", flat=True)) == ["冯一", "陈二"]


def test_members_of_the_committee_do_not_sit_on_the_supervision_committee(as_clerk, committee, clerk, street, today):
    row = declared(committee, _committee(), clerk, street)
    url = reverse("elections:record_supervision", args=[row.community_cycle_id])
    form = _supervision(26, held_on=str(today)) | {"member-0-name": "赵一"}
    answer = as_clerk.post(url, form)
    assert answer.status_code == 422 and "不能担任居务监督委员会成员" in answer.content.decode()


# --- who sees what


@pytest.mark.parametrize("role", list(Role))
def test_every_role_and_every_page(role, client_as, committee, clerk, street):
    row = declared(committee, _committee(), clerk, street)
    client = client_as(role.value, _area(role))
    cycle, member = row.community_cycle.cycle_id, row.community_cycle_id
    pages = [
        row.get_absolute_url(), row.elected.first().get_absolute_url(),
        *(reverse(f"elections:{name}", args=[cycle]) for name in ("cycle_results", "cycle_elected", "cycle_handovers")),
        *(reverse(f"elections:{name}", args=[member]) for name in ("ballots", "handover", "supervision")),
    ]  # fmt: skip
    seen = [client.get(url).status_code for url in pages]
    from huanjie.accounts.enums import EVERYONE_IN_THE_FIELD

    assert seen == ([200] * 8 if role in EVERYONE_IN_THE_FIELD else [seen[0]] * 8)
    assert (seen[0] == 200) == (role in EVERYONE_IN_THE_FIELD)


@pytest.mark.parametrize("role", list(Role))
def test_only_recorders_set_up_a_ballot(role, client_as, community_cycle, today, way_behind):
    client = client_as(role.value, _area(role))
    client.post(_prepare_url(community_cycle), _prepared_form(today))
    may = role in (Role.COMMUNITY_CLERK, Role.STREET_STAFF, Role.DISTRICT_ORGANIZER)
    assert Ballot.objects.exists() == may


def test_another_community_is_not_there(client_as, committee, clerk, street):
    row = declared(committee, _committee(), clerk, street)
    other = client_as("community_clerk", "420199001002")
    for url in (row.get_absolute_url(), _enter(row), row.elected.first().get_absolute_url()):
        assert other.get(url).status_code == 404


# --- lists


def _rounds(cycle, viewer, today, count):
    from elections.models import CommunityCycle

    clerk, street = viewer("district_organizer", "420199"), viewer("street_staff", "420199001")
    for member in CommunityCycle.objects.filter(cycle=cycle, area_code__startswith="420199001").order_by("area_code")[
        :count
    ]:
        ballot = prepared(
            member, clerk, side="residents_committee", due=1000, seats={"committee_chair": 1},
            standing=people(committee_chair=["赵一", "钱二"]), held_on=today,
        )  # fmt: skip
        declared(ballot, one_hall(800, committee_chair=(FULL, {"赵一": 500, "钱二": 200})), clerk, street)


@pytest.mark.parametrize("page", ["cycle_results", "cycle_elected", "cycle_handovers"])
def test_lists_cost_the_same_at_one_and_three_rows(page, as_organizer, cycle, viewer, today, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    url = reverse(f"elections:{page}", args=[cycle.pk])
    _rounds(cycle, viewer, today, 1)
    as_organizer.get(url)
    with CaptureQueriesContext(
        connection,
    ) as one:
        assert as_organizer.get(url).status_code == 200
    _rounds_rest(cycle, viewer, today)
    with django_assert_num_queries(len(one)):
        page = as_organizer.get(url).content.decode()
    assert page.count("东湖") >= 3


def _rounds_rest(cycle, viewer, today):
    from elections.models import CommunityCycle

    clerk, street = viewer("district_organizer", "420199"), viewer("street_staff", "420199001")
    rows = CommunityCycle.objects.filter(cycle=cycle, area_code__startswith="420199001", ballots__isnull=True)
    for member in list(rows):
        ballot = prepared(
            member, clerk, side="residents_committee", due=1000, seats={"committee_chair": 1},
            standing=people(committee_chair=["赵一", "钱二"]), held_on=today,
        )  # fmt: skip
        declared(ballot, one_hall(800, committee_chair=(FULL, {"赵一": 500, "钱二": 200})), clerk, street)


def test_the_list_shows_what_was_counted(as_organizer, cycle, viewer, today):
    _rounds(cycle, viewer, today, 1)
    answer = as_organizer.get(reverse("elections:cycle_results", args=[cycle.pk]), {"export": "csv"})
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[1] == f"东湖甲社区,居民委员会第1轮,东湖街道,首次投票,{today},结果已确认,1000,800,1,1,有效"


def test_the_export_of_the_elected_holds_name_sex_post_and_votes(as_organizer, cycle, viewer, today):
    _rounds(cycle, viewer, today, 1)
    answer = as_organizer.get(reverse("elections:cycle_elected", args=[cycle.pk]), {"export": "csv"})
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines == [
        "姓名,性别,职务,得票（票）,街道,社区,情况,当选日期",
        f"赵一,女,居委会主任,500,东湖街道,东湖甲社区,当选,{today}",
    ]


@pytest.mark.parametrize(("state", "found"), [("waiting", 0), ("declared", 1)])
def test_the_list_is_filtered_by_state(as_organizer, cycle, viewer, today, state, found):
    _rounds(cycle, viewer, today, 1)
    page = as_organizer.get(reverse("elections:cycle_results", args=[cycle.pk]), {"state": state}).content.decode()
    assert page.count("居民委员会第1轮") == found


def test_readings_wait_for_somebody_else(committee, clerk, street):
    from elections.navigation_ballot import waiting_results

    enter_reading(ballot=committee, reading=reading_of(committee, _committee()), by=clerk)
    assert [t.label for t in waiting_results(street) if t.count] == ["报告单等待第二人录入"]
    assert [t.label for t in waiting_results(clerk) if t.count] == []


def test_the_slate_is_filled_in_by_the_strokes_of_the_surname(as_clerk, community_cycle, today):
    from candidates.models import Candidate

    for name in ("魏一", "丁二", "王三"):
        Candidate.objects.create(
            community_cycle=community_cycle, area_code=community_cycle.area_code, name=name, gender="male",
            posts=["party_committee_member"], state="formal", nominated_on=today, formal_on=today,
            id_number_hash=f"slate-{name}",
        )  # fmt: skip
    page = as_clerk.get(_prepare_url(community_cycle, "party")).content.decode()
    places = [page.index(f'value="{name}"') for name in ("丁二", "王三", "魏一")]
    assert places == sorted(places)
