"""What an entry says, in words."""

from types import SimpleNamespace

from huanjie.activity.details import words_of


def _entry(subject_type: str = "", **detail):
    return SimpleNamespace(subject_type=subject_type, detail=detail)


def test_names_and_values_are_chinese():
    entry = _entry(
        count=3, late=True, posts=["主任", "委员"], filters={"reason": "补报"}, role="street_staff", reason=None
    )
    assert words_of(entry) == [
        ("数量", "3"), ("迟报", "是"), ("职务", "主任、委员"), ("筛选条件", "原因：补报"), ("角色", "街道工作人员"), ("原因", "—"),
    ]  # fmt: skip


def test_a_state_is_called_by_its_label():
    assert words_of(_entry("files.FileJob", before="queued", after="succeeded"))[1] == ("变化后", "已完成")
    assert words_of(_entry("audits.Audit", kind="revenue_and_expenditure")) == [("类别", "财务收支审计")]
    assert words_of(_entry("gone.Model", after="closed")) == [("变化后", "closed")]


def test_what_nobody_named_stands_as_it_is():
    assert words_of(_entry(unheard_of="x")) == [("unheard_of", "x")]
