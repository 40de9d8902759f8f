"""Pages of the joint review: who opens them, what they say, what is signed, how many queries."""

from datetime import timedelta

import pytest
from django.urls import reverse

from candidates.models import Candidate, DepartmentOpinion, ReviewBatch, ReviewDepartment
from candidates.services.circumstances import ensure_review_setup
from candidates.services.joint_review import open_batch, send_batch
from huanjie.accounts.models import User
from huanjie.accounts.viewers import Viewer
from huanjie.activity.models import ActivityEntry

DISTRICT = "420199"
EVERY_ROLE = [
    ("community_clerk", "420199001001"), ("street_staff", "420199001"), ("street_leader", "420199001"),
    ("district_organizer", DISTRICT), ("reviewing_department", DISTRICT), ("auditor", DISTRICT), ("leader", DISTRICT),
    ("system_administrator", ""), ("security_administrator", ""), ("activity_administrator", ""),
]  # fmt: skip


def url(name, *args):
    return reverse(f"candidates:{name}", args=args)


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def people(in_review, today):
    """people(n) → n candidates in joint review."""
    return lambda count=1: [in_review(n) for n in range(count)]


@pytest.fixture
def in_review(facts, number, clerk, today):
    from candidates.enums import CandidateState
    from candidates.services import nominate

    def make(n: int) -> Candidate:
        row = nominate(by=clerk, **facts(id_number=number(n + 1), name=f"候选{'甲乙丙丁戊己'[n]}"))
        Candidate.objects.filter(pk=row.pk).update(
            state=CandidateState.JOINT_REVIEW, preliminary_on=today - timedelta(days=15),
            review_sent_on=today - timedelta(days=10),
        )  # fmt: skip
        return Candidate.objects.get(pk=row.pk)

    return make


@pytest.fixture
def departments(cycle, organizer):
    ensure_review_setup(cycle, by=organizer)
    return {each.name: each for each in ReviewDepartment.objects.filter(cycle=cycle)}


@pytest.fixture
def police(departments):
    return next(each for name, each in departments.items() if "公安" in name)


@pytest.fixture
def court(departments):
    return next(each for name, each in departments.items() if "法院" in name)


@pytest.fixture
def sent(cycle, organizer, police, court, today):
    """sent(candidates) → a batch that asks the police about Q01 and Q07, the court about Q01, a third about the rest of
    what the law says."""

    def make(candidates, **other) -> ReviewBatch:
        batch = open_batch(
            cycle=cycle, candidates=Candidate.objects.filter(pk__in=[c.pk for c in candidates]), name="第一批联审",
            departments={police.code: ["Q01", "Q07"], court.code: ["Q01"], "discipline": ["Q02", "Q03", "Q04"]}, as_of=today, due_on=today + timedelta(days=5),
            by=organizer, **other,
        )  # fmt: skip
        return send_batch(batch=batch, on=today, by=organizer) or ReviewBatch.objects.get(pk=batch.pk)

    return make


@pytest.fixture
def officer_of(viewer, client_as):
    """officer_of(department) → (viewer, client) of an officer of that unit."""
    from django.test import Client

    from huanjie.accounts.models import Assignment

    def make(department):
        user, _ = User.objects.get_or_create(
            username=f"of-{department.code}", defaults={"name": f"{department.short_name}经办", "unit": department.name}
        )
        assignment, _ = Assignment.objects.get_or_create(
            user=user, role="reviewing_department", area_code=DISTRICT, defaults={"starts_on": "2020-01-01"}
        )
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return Viewer.of(assignment), client

    return make


@pytest.mark.parametrize(("role", "area"), EVERY_ROLE)
def test_who_opens_what(people, sent, client_as, departments, role, area, police):
    """The organization department: batches, matrix and sheets. A department without a unit: an empty list with its reason."""
    batch = sent(people())
    client = client_as(role, area)
    own = [client.get(url(name, *args)).status_code for name, args in (
        ("batches", ()), ("batch", (batch.pk,)), ("matrix", ()), ("review_sheet", (batch.pk, police.pk)),
    )]  # fmt: skip
    assert own == ([200] * 4 if role == "district_organizer" else [403] * 4)
    assert client.get(url("queue")).status_code == (200 if role == "reviewing_department" else 403)
    reads = role in {"community_clerk", "street_staff", "street_leader", "district_organizer", "reviewing_department"}
    assert client.get(url("circumstances")).status_code == (200 if reads else 403)
    assert client.get(url("departments")).status_code == (200 if reads else 403)


@pytest.mark.parametrize(("role", "area"), EVERY_ROLE)
def test_who_acts(people, sent, client_as, role, area, police):
    batch = sent(people())
    client, row = client_as(role, area), ReviewDepartment.objects.get(pk=police.pk)
    asked = [
        client.post(url("batch_open"), {"ids": []}), client.post(url("batch_act", batch.pk, "close"), {}),
        client.get(url("department_edit", row.pk)), client.post(url("sign_clear"), {}),
        client.get(url("sheet_return", batch.pk)), client.get(url("my_sheet", batch.pk)),
    ]  # fmt: skip
    mine, nowhere = role == "district_organizer", role == "reviewing_department"
    assert [each.status_code == 403 for each in asked] == [not mine] * 3 + [not nowhere] * 3
    if nowhere:  # an officer without a unit finds nothing to sign and no sheet
        assert [each.status_code for each in asked[3:]] == [302, 404, 404]


def test_a_department_sees_its_own_queue_only(people, sent, officer_of, police, departments):
    (person,) = people()
    batch = sent([person])
    other = next(each for each in departments.values() if each.code not in batch.duties)
    page = text(officer_of(police)[1].get(url("queue")))
    assert ("候选甲" in page, person.id_number_masked in page, person.id_number in page, "0/2" in page) == (
        True, True, False, True,
    )  # fmt: skip
    strange = officer_of(other)[1]
    review = batch.reviews.get()
    assert "候选甲" not in text(strange.get(url("queue")))
    assert strange.get(url("opinions", review.pk)).status_code == 404
    assert strange.get(url("my_sheet", batch.pk)).status_code == 404


def test_a_recused_officer_does_not_find_the_person(people, sent, officer_of, police, today):
    from candidates.models import Recusal

    first, second = people(2)
    batch = sent([first, second])
    officer, client = officer_of(police)
    Recusal.objects.create(
        candidate=first, area_code=first.area_code, user_id=officer.user_id, user_name=officer.name, ground="declared"
    )
    page = text(client.get(url("queue")))
    assert ("候选甲" in page, "候选乙" in page) == (False, True)
    assert client.get(url("opinions", batch.reviews.get(candidate=first).pk)).status_code == 404


def test_opening_a_batch_on_the_page(people, cycle, client_as, departments, police, today):
    rows, client = people(2), client_as()
    listed = text(client.get(url("candidates")))
    assert "建立联审批次" in listed
    form = client.post(url("batch_open"), {"ids": [row.pk for row in rows]})
    assert (form.status_code, "首次联审，2 名候选人" in text(form), "没有账号" in text(form)) == (200, True, True)
    assert f'value="{police.code}:Q07"' in text(form)
    data = {"ids": [row.pk for row in rows], "confirmed": "1", "name": "第一批", "as_of": str(today),
            "due_on": str(today + timedelta(days=3)), "duty": [f"{police.code}:Q01", f"{police.code}:Q07"]}  # fmt: skip
    lawful = [f"discipline:{code}" for code in ("Q02", "Q03", "Q04")]
    empty = client.post(url("batch_open"), data | {"duty": []})
    assert (empty.status_code, "请至少勾选一个单位的一项核查情形。" in text(empty)) == (422, True)
    bare = client.post(url("batch_open"), data)
    assert (bare.status_code, "法律规定的情形 Q02、Q03、Q04 没有单位核查。" in text(bare)) == (422, True)
    made = client.post(url("batch_open"), data | {"duty": data["duty"] + lawful})
    batch = ReviewBatch.objects.get()
    assert (made.url, batch.duties[police.code], batch.state) == (batch.get_absolute_url(), ["Q01", "Q07"], "draft")
    client.post(url("batch_act", batch.pk, "send"), {"send-on": str(today), "send-version": batch.version})
    assert (ReviewBatch.objects.get().state, DepartmentOpinion.objects.count()) == ("sent", 10)


def test_somebody_not_in_review_is_left_out_in_words(people, candidate, client_as, departments):
    client, (row,) = client_as(), people()
    page = text(client.post(url("batch_open"), {"ids": [row.pk, candidate.pk]}))
    assert "不列入的 1 人" in page
    refused = client.post(url("batch_open"), {"ids": [candidate.pk]}, follow=True)
    assert "所选候选人都不在“资格联审”状态" in text(refused)


def test_a_late_department_is_said(people, sent, client_as, police, today):
    batch = sent(people())
    ReviewBatch.objects.filter(pk=batch.pk).update(due_on=today - timedelta(days=1))
    page = text(client_as().get(url("batch", batch.pk)))
    assert page.count("逾期</span>") == 3
    from candidates.navigation_review import late_departments

    assert [todo.count for todo in late_departments(_organizer())] == [1]


def _organizer():
    from huanjie.accounts.models import Assignment

    return Viewer.of(Assignment.objects.select_related("user").filter(role="district_organizer").first())


def _answers(review, **said):
    """What the signing page sends: each cell of the review by its circumstance's code."""
    data = {}
    for cell in review.opinions.select_related("circumstance"):
        data[f"o{cell.pk}-version"] = cell.version
        for name, value in said.get(cell.circumstance.code, {}).items():
            data[f"o{cell.pk}-{name}"] = value
    return data


def test_signing_on_the_page(people, sent, officer_of, police, today):
    batch = sent(people(2))
    officer, client = officer_of(police)
    review = batch.reviews.order_by("pk").first()
    page = client.get(url("opinions", review.pk))
    assert (page.status_code, "checked" in text(page)) == (200, False)
    where, mine = url("opinions", review.pk), review.opinions.filter(department=police)
    nothing = client.post(where, _answers(review) | {"as_of": str(today)})
    assert (nothing.status_code, mine.exclude(answer="").count()) == (422, 0)
    bare = client.post(where, _answers(review, Q01={"answer": "found"}) | {"as_of": str(today)})
    assert (bare.status_code, "查实发现要有文书。" in text(bare)) == (422, True)
    said = {"Q01": {"answer": "found", "document_number": "(2019)刑初1号", "facts": "判处罚金"}}
    done = client.post(where, _answers(review, **said) | {"as_of": str(today), "next": "1"})
    following = batch.reviews.exclude(pk=review.pk).get()
    assert done.url == url("opinions", following.pk)
    cell = mine.get(circumstance__code="Q01")
    assert (cell.answer, cell.document_number, cell.facts, cell.signed_by_name) == (
        "found", "(2019)刑初1号", "判处罚金", officer.name,
    )  # fmt: skip
    assert mine.get(circumstance__code="Q07").answer == ""


def test_two_officers_sign_the_same_cell(people, sent, officer_of, police, today):
    batch = sent(people())
    _, client = officer_of(police)
    review = batch.reviews.get()
    data = _answers(review, Q01={"answer": "clear"}, Q07={"answer": "clear"}) | {"as_of": str(today)}
    assert client.post(url("opinions", review.pk), data).status_code == 302
    again = client.post(url("opinions", review.pk), data)
    assert (again.status_code, "没有保存" in text(again)) == (422, True)


def test_bulk_signing_shows_exactly_what_is_signed(people, sent, officer_of, police, court, today):
    batch = sent(people(3))
    _, client = officer_of(police)
    chosen = list(batch.reviews.exclude(candidate__name="候选丙"))
    shown = text(client.post(url("sign_clear"), {"ids": [each.pk for each in chosen]}))
    cells = DepartmentOpinion.objects.filter(department=police, joint_review__in=chosen)
    assert ("将签署 4 项“未发现”" in shown, "候选甲" in shown, "候选丙" in shown) == (True, True, False)
    for cell in cells.select_related("circumstance"):
        assert cell.circumstance.statement in shown
    data = {"ids": [each.pk for each in chosen], "confirmed": "1", "opinion": [cell.pk for cell in cells],
            "as_of": str(today)} | {f"version-{cell.pk}": cell.version for cell in cells}  # fmt: skip
    future = client.post(url("sign_clear"), data | {"as_of": str(today + timedelta(days=1))})
    assert (future.status_code, cells.exclude(answer="").count()) == (422, 0)
    narrowed = client.post(url("sign_clear"), data | {"opinion": [cells[0].pk]})
    assert (narrowed.status_code, cells.exclude(answer="").count()) == (422, 0)
    assert client.post(url("sign_clear"), data).status_code == 302
    assert set(cells.values_list("answer", "as_of")) == {("clear", today)}
    assert DepartmentOpinion.objects.exclude(answer="").count() == 4


def test_the_queue_is_flat_in_queries(people, sent, officer_of, police, django_assert_num_queries,
                                      django_assert_max_num_queries):  # fmt: skip
    rows = people(3)
    sent(rows[:1])
    _, client = officer_of(police)
    client.get(url("queue"))
    with django_assert_max_num_queries(30) as few:
        client.get(url("queue"))
    sent(rows[1:])
    with django_assert_num_queries(len(few)):
        assert "共 <strong>3</strong> 条" in text(client.get(url("queue")))


def test_batches_and_their_pages_are_flat_in_queries(people, sent, client_as, django_assert_num_queries,
                                                     django_assert_max_num_queries):  # fmt: skip
    rows, client = people(6), client_as()
    first = sent(rows[:1])
    client.get(url("batches"))
    with django_assert_max_num_queries(25) as few:
        client.get(url("batches"))
    with django_assert_max_num_queries(30) as page:
        client.get(url("batch", first.pk))
    second = sent(rows[1:4])
    sent(rows[4:])
    with django_assert_num_queries(len(few)):
        assert "共 <strong>3</strong> 条" in text(client.get(url("batches")))
    with django_assert_num_queries(len(page)):
        client.get(url("batch", second.pk))


def test_the_matrix_is_flat_in_queries(people, sent, client_as, django_assert_num_queries,
                                       django_assert_max_num_queries):  # fmt: skip
    rows, client = people(4), client_as()
    sent(rows[:1])
    client.get(url("matrix"))
    with django_assert_max_num_queries(25) as few:
        client.get(url("matrix"))
    with django_assert_max_num_queries(26) as unfolded:
        client.get(url("matrix") + f"?open={rows[0].pk}")
    sent(rows[1:])
    with django_assert_num_queries(len(few)):
        assert "共 <strong>4</strong> 名候选人" in text(client.get(url("matrix")))
    with django_assert_num_queries(len(unfolded)):
        client.get(url("matrix") + f"?open={rows[0].pk}")


def _sign(cell, answer, officer, today, **other):
    from candidates.services.joint_review import sign

    sign(opinion=cell, answer=answer, as_of=today, by=officer, expected_version=cell.version, **other)


def test_the_matrix_folds_filters_and_exports(people, sent, client_as, officer_of, police, court, today):
    first, second = people(2)
    batch = sent([first, second])
    officer, _ = officer_of(police)
    cells = DepartmentOpinion.objects.filter(department=police, candidate=first).order_by("circumstance__code")
    _sign(cells[0], "found", officer, today, document_number="(2019)刑初1号", facts="判处罚金若干")
    client = client_as()
    page = text(client.get(url("matrix")))
    assert f'title="{police.short_name}：发现 1、待反馈 1"' in page and f'title="{court.short_name}：待反馈 1"' in page

    def names(query):
        shown = text(client.get(url("matrix") + query))
        return [name for name in ("候选甲", "候选乙") if f">{name}</a>" in shown]

    assert names("?only=hits") == ["候选甲"]
    assert names("?only=pending") == ["候选甲", "候选乙"]
    assert names("?only=doubts") == []
    assert names(f"?batch={batch.pk}&street=420199002") == []
    assert names("?name=乙") == ["候选乙"]
    unfolded = text(client.get(url("matrix") + f"?open={first.pk}"))
    assert "(2019)刑初1号" in unfolded and "判处罚金若干" not in unfolded
    lines = client.get(url("matrix") + "?export=csv&only=hits").getvalue().decode("utf-8-sig").splitlines()
    columns = lines[0].split(",")
    cells = lines[1].split(",")
    assert (len(lines), cells[2], cells[columns.index(police.name)], cells[columns.index(court.name)]) == (
        2, "候选甲", "发现 1、待反馈 1", "待反馈 1",
    )  # fmt: skip
    assert ActivityEntry.objects.filter(verb="list.exported").count() == 1


def test_what_waits_for_a_department_is_counted(people, sent, officer_of, police, today):
    from candidates.navigation_review import waiting_opinions

    batch = sent(people(2))
    officer, _ = officer_of(police)
    assert [(todo.label, todo.count) for todo in waiting_opinions(officer)] == [
        ("逾期未签署的联审项", 0),
        ("待签署的联审项", 4),
    ]
    ReviewBatch.objects.filter(pk=batch.pk).update(due_on=today - timedelta(days=1))
    assert [todo.count for todo in waiting_opinions(officer)] == [4, 0]


def test_the_timeline_by_need_to_know(people, sent, officer_of, client_as, police, court, today):
    (person,) = people()
    sent([person])
    officer, department = officer_of(police)
    judge, other = officer_of(court)
    _sign(
        DepartmentOpinion.objects.get(department=police, circumstance__code="Q01"), "found", officer, today,
        document_number="(2019)刑初1号", facts="判处罚金若干",
    )  # fmt: skip
    pages = {
        "organizer": client_as(),
        "police": department,
        "court": other,
        "street": client_as("street_staff", "420199001"),
    }
    seen = {who: text(client.get(person.get_absolute_url())) for who, client in pages.items()}
    said = f"{police.name}反馈：发现 1"
    assert {who: said in page for who, page in seen.items()} == {
        "organizer": True, "police": True, "court": False, "street": False,
    }  # fmt: skip
    assert [who for who, page in seen.items() if "判处罚金若干" in page or "刑初1号" in page] == []


def test_circumstances_are_read_and_edited(cycle, departments, client_as, street):
    client, reader = client_as(), client_as("street_staff", "420199001")
    from candidates.models import Circumstance

    row = Circumstance.objects.get(cycle=cycle, code="Q07", replaced_on=None)
    assert "Q07" in text(reader.get(url("circumstances"))) and reader.get(row.get_absolute_url()).status_code == 200
    where = url("circumstance_edit", row.pk)
    assert reader.get(where).status_code == 403
    data = {"title": row.title, "statement": "新的表述", "bar": row.bar, "party_bar": row.party_bar, "applies": row.applies,
            "lookback_months": "36", "hit_action": row.hit_action, "departments": row.departments, "evidence": row.evidence,
            "article": row.article, "is_active": "on", "reason": "", "version": row.version}  # fmt: skip
    assert "请填写修改原因。" in text(client.post(where, data))
    assert client.post(where, data | {"reason": "区委要求细化"}).status_code == 302
    new = Circumstance.objects.get(cycle=cycle, code="Q07", replaced_on=None)
    assert (new.edition, new.statement, new.lookback_months) == (row.edition + 1, "新的表述", 36)
    history = text(client.get(new.get_absolute_url()))
    assert "区委要求细化" in history and "第 1 版" in history


def test_a_statutory_item_cannot_be_switched_off_on_the_page(cycle, departments, client_as):
    from candidates.models import Circumstance

    row = Circumstance.objects.get(cycle=cycle, code="Q01", replaced_on=None)
    data = {"title": row.title, "statement": "改短", "bar": "policy", "party_bar": row.party_bar, "applies": row.applies,
            "lookback_months": "", "hit_action": "review", "departments": row.departments, "reason": "试一试",
            "version": row.version}  # fmt: skip
    client_as().post(url("circumstance_edit", row.pk), data)
    now = Circumstance.objects.get(cycle=cycle, code="Q01", replaced_on=None)
    assert (now.bar, now.hit_action, now.is_active) == ("statutory", "reject", True)


def test_a_department_without_an_account_is_said(departments, client_as, officer_of, police):
    officer_of(police)
    page = text(client_as().get(url("departments") + "?per=100"))
    assert page.count("没有账号</span>") == len(departments) - 1


def test_lists_of_circumstances_are_flat(cycle, departments, client_as, django_assert_num_queries,
                                         django_assert_max_num_queries):  # fmt: skip
    from candidates.models import Circumstance

    client = client_as()
    client.get(url("circumstances"))
    kept = Circumstance.objects.filter(cycle=cycle, code="Q01").get()
    Circumstance.objects.exclude(pk=kept.pk).delete()
    with django_assert_max_num_queries(20) as few:
        client.get(url("circumstances"))
    Circumstance.objects.bulk_create(
        Circumstance(cycle=cycle, area_code=kept.area_code, code=f"Q9{n}", title="某", statement="某", bar="policy",
                     party_bar="policy", hit_action="review", effective_on=kept.effective_on, departments=kept.departments)
        for n in (1, 2)
    )  # fmt: skip
    with django_assert_num_queries(len(few)):
        assert "共 <strong>3</strong> 条" in text(client.get(url("circumstances")))


def test_an_officer_without_a_unit_is_told_why_the_list_is_empty(client_as, cycle):
    page = client_as("reviewing_department", "420199").get(url("queue"))
    assert (page.status_code, "您的账号没有填写单位" in page.content.decode()) == (200, True)
