"""The cycle's list: made once, edited by edition, what the law bars stays."""

import pytest

from candidates.models import Circumstance, DepartmentOpinion, ReviewDepartment
from candidates.permissions_circumstances import can_edit_circumstances
from candidates.services.circumstances import add_department, edit_circumstance, ensure_review_setup, set_department
from elections.models import ElectionCycle
from huanjie.accounts.enums import Role
from huanjie.accounts.viewers import Viewer
from huanjie.activity.models import ActivityEntry
from huanjie.shared.verdict import Refused, Stale
from tests.candidates.review_fixtures import SMALL, cell_of, sent_batch


@pytest.fixture
def setup(cycle, organizer):
    ensure_review_setup(cycle, organizer)
    return cycle


@pytest.fixture
def edit(setup, organizer):
    """edit(code, **changes) → the edition in force afterwards."""

    def make(code, **changes):
        row = Circumstance.objects.get(cycle=setup, code=code, replaced_on__isnull=True)
        return edit_circumstance(**({"circumstance": row, "reason": "区委文件", "by": organizer} | changes))

    return make


def test_made_once_with_the_cycles_own_periods(cycle, organizer):
    rules = cycle.rule_set
    rules.setdefault("parameters", {}).update(
        qualification_list=["Q01", "Q02", "Q03", "Q04", "Q06"],
        cooling_months={"Q01": None, "Q02": None, "Q03": None, "Q04": None, "Q05": 24, "Q06": 0},
    )
    ElectionCycle.objects.filter(pk=cycle.pk).update(rule_set=rules)
    for _ in range(2):
        ensure_review_setup(cycle, organizer)
    rows = list(Circumstance.objects.filter(cycle=cycle).values_list("code", "is_active", "lookback_months"))
    assert rows[:6] == [
        ("Q01", True, None), ("Q02", True, None), ("Q03", True, None), ("Q04", True, None), ("Q05", False, 24),
        ("Q06", True, 0),
    ]  # fmt: skip
    assert (len(rows), ReviewDepartment.objects.count()) == (10, 19)
    assert ActivityEntry.objects.filter(verb="review.set_up").count() == 1


def test_an_edit_is_a_new_edition(edit, organizer, today):
    new = edit("Q07", lookback_months=36, statement="  较窄的表述。 ", expected_version=1)
    old = Circumstance.objects.get(code="Q07", edition=1)
    assert (new.edition, new.lookback_months, new.statement, new.changed_by, new.change_reason) == (
        2, 36, "较窄的表述。", organizer.name, "区委文件"
    )  # fmt: skip
    assert (old.replaced_on, old.lookback_months, new.replaced_on) == (today, 60, None)
    assert ActivityEntry.objects.get(verb="circumstance.edited").detail == {
        "edition": 2, "fields": ["lookback_months", "statement"]
    }  # fmt: skip


def test_an_edit_that_changes_nothing_or_comes_late(edit, setup, organizer):
    assert edit("Q07", title=Circumstance.objects.get(code="Q07").title).edition == 1
    with pytest.raises(Refused, match="没有填写修改原因"):
        edit("Q07", title="新", reason=" ")
    old = Circumstance.objects.get(code="Q07")
    edit("Q07", title="新")
    with pytest.raises(Stale):
        edit("Q07", circumstance=old, title="又新")
    with pytest.raises(Stale):
        edit("Q07", title="又新", expected_version=7)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"is_active": False}, "不能停用"),
        ({"statement": ""}, "不能为空"),
        ({"hit_action": "review"}, "只能不列为候选人"),
        ({"applies": "party"}, "缩小适用"),
        ({"departments": []}, "没有选择核查单位"),
        ({"lookback_months": 60}, "缩短回溯期"),
    ],
)
def test_the_law_stays(edit, changes, words):
    with pytest.raises(Refused, match=words):
        edit("Q01", **changes)
    assert Circumstance.objects.filter(code="Q01").count() == 1


def test_a_policy_can_be_switched_off(edit, in_joint_review, organizer):
    edit("Q05", is_active=False)
    batch = sent_batch([in_joint_review], organizer)
    assert "Q05" not in {code for codes in batch.duties.values() for code in codes}


def test_who_was_asked_keeps_the_edition_and_who_was_not_gets_the_new_one(edit, in_joint_review, organizer):
    sent_batch([in_joint_review], organizer, departments=SMALL)
    new = edit("Q07", statement="另一种表述。")
    assert (cell_of(in_joint_review, "Q07").circumstance.edition, new.edition) == (1, 2)
    assert DepartmentOpinion.objects.filter(voided_at__isnull=False).count() == 0


def test_departments(setup, organizer):
    court = ReviewDepartment.objects.get(cycle=setup, code="court")
    named = set_department(department=court, name="滨江区人民法院", by=organizer, expected_version=1)
    assert (named.name, named.short_name, named.version) == ("滨江区人民法院", "法院", 2)
    with pytest.raises(Stale):
        set_department(department=court, name="法院", by=organizer, expected_version=1)
    with pytest.raises(Refused, match="已经有代号或名称相同"):
        set_department(department=court, name="公安分局", by=organizer)
    with pytest.raises(Refused, match="不能为空"):
        set_department(department=court, name=" ", by=organizer)
    added = add_department(cycle=setup, code="veterans", name="区退役军人局", short_name="退役军人", by=organizer)
    assert added.position == 20
    with pytest.raises(Refused, match="已经有代号或名称相同"):
        add_department(cycle=setup, code="veterans", name="另一个", short_name="另", by=organizer)


def test_the_last_department_of_the_law_does_not_rest(setup, edit, organizer):
    edit("Q02", departments=["discipline"])
    discipline = ReviewDepartment.objects.get(cycle=setup, code="discipline")
    with pytest.raises(Refused, match="Q02 是法律规定的情形，至少要有一个参加联审的单位核查"):
        set_department(department=discipline, is_active=False, by=organizer)
    edit("Q02", departments=["discipline", "organization"])
    assert not set_department(department=discipline, is_active=False, by=organizer).is_active


@pytest.mark.parametrize("role", list(Role))
def test_who_edits(cycle, role):
    somebody = Viewer(1, "某人", role, "420199")
    assert bool(can_edit_circumstances(somebody, cycle)) == (role == Role.DISTRICT_ORGANIZER)
    assert not can_edit_circumstances(Viewer(1, "某人", role, "420198"), cycle)


def test_the_service_asks_too(setup, edit, street):
    with pytest.raises(Refused, match="由区委组织部维护"):
        edit("Q07", title="新", by=street)
    with pytest.raises(Refused, match="由区委组织部维护"):
        set_department(department=ReviewDepartment.objects.first(), name="某局", by=street)
