"""The hash chain: what is written, what is noticed, what is refused."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from huanjie.activity.chain import GENESIS, entry_hash
from huanjie.activity.models import ActivityEntry, ChainHead
from huanjie.activity.queries.chain import ChainCheck, verify_chain
from huanjie.activity.services import act
from huanjie.files.models import FileJob

pytestmark = pytest.mark.django_db


@pytest.fixture
def write(viewer):
    """write(3) → three acts in the log."""
    by = viewer()

    def make(count=1, **fields):
        for _ in range(count):
            with act() as log:
                log.record(by=by, verb="thing.done", label="某事", **fields)

    return make


def execute(sql, *params):
    """Past the model: what somebody with the database in hands would do."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def test_each_entry_holds_the_hash_of_the_one_before(write):
    write(3, area="420199001", detail={"n": 1, "字": "值"})
    first, second, third = ActivityEntry.objects.order_by("number")
    assert [first.number, second.number, third.number] == [1, 2, 3]
    assert (first.previous_hash, second.previous_hash, third.previous_hash) == (GENESIS, first.hash, second.hash)
    assert [entry.hash for entry in (first, second, third)] == [entry_hash(e) for e in (first, second, third)]
    head = ChainHead.objects.get()
    assert (head.last_number, head.last_hash) == (3, third.hash)


def test_a_whole_chain_and_an_empty_one(write):
    assert verify_chain() == ChainCheck(0)
    write(3)
    assert verify_chain() == ChainCheck(3)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor_name", "别人"),
        ("verb", "thing.undone"),
        ("subject_label", "别的事"),
        ("area_code", "420199002"),
        ("detail", '{"n": 2}'),
        ("at", "2026-01-01 00:00:00"),
        ("role", "leader"),
    ],
)
def test_a_changed_entry_is_named(write, column, value):
    write(3)
    execute(f"UPDATE activity_activityentry SET {column} = %s WHERE number = 2", value)
    assert verify_chain() == ChainCheck(1, 2, "内容与摘要不符")


def test_a_changed_entry_with_its_hash_made_to_fit_breaks_the_next(write):
    write(3)
    entry = ActivityEntry.objects.get(number=2)
    entry.actor_name = "别人"
    execute("UPDATE activity_activityentry SET actor_name = %s, hash = %s WHERE number = 2", "别人", entry_hash(entry))
    assert verify_chain() == ChainCheck(2, 3, "前一条摘要不符")


def test_a_removed_entry_is_named(write):
    write(3)
    execute("DELETE FROM activity_activityentry WHERE number = 2")
    assert verify_chain() == ChainCheck(1, 2, "第 2 条缺失")


def test_a_tail_cut_off_is_named(write):
    write(3)
    execute("DELETE FROM activity_activityentry WHERE number = 3")
    assert verify_chain() == ChainCheck(2, 3, "链尾应为第 3 条，实际只到第 2 条")


def test_a_log_emptied_is_noticed(write):
    write(2)
    execute("DELETE FROM activity_activityentry")
    assert verify_chain() == ChainCheck(0, 1, "链尾应为第 2 条，实际只到第 0 条")


def test_command_says_so_and_exits_with_an_error(write, capsys):
    write(2)
    call_command("verify_activity")
    assert "共 2 条" in capsys.readouterr().out
    execute("UPDATE activity_activityentry SET verb = 'x' WHERE number = 1")
    with pytest.raises(CommandError, match="第 1 条断裂"):
        call_command("verify_activity")


def verbs():
    return list(ActivityEntry.objects.order_by("number").values_list("verb", flat=True))


def test_an_act_inside_an_act_joins_it(viewer):
    by = viewer()
    with act() as outer:
        outer.record(by=by, verb="outer.begun")
        with act() as inner:
            inner.record(by=by, verb="inner.done")
        outer.record(by=by, verb="outer.ended")
        assert verbs() == []
    assert verbs() == ["outer.begun", "inner.done", "outer.ended"]
    assert verify_chain() == ChainCheck(3)


def test_an_inner_act_that_fails_drops_its_own_entries_only(viewer):
    by = viewer()
    with act() as outer:
        outer.record(by=by, verb="outer.begun")
        with pytest.raises(RuntimeError), act() as inner:
            inner.record(by=by, verb="inner.done")
            FileJob.objects.create(kind="k", title="不应留下")
            raise RuntimeError
    assert verbs() == ["outer.begun"]
    assert not FileJob.objects.exists()


def test_a_failed_act_writes_nothing(viewer):
    by = viewer()
    with pytest.raises(RuntimeError), act() as log:
        FileJob.objects.create(kind="k", title="不应留下")
        log.record(by=by, verb="thing.done")
        raise RuntimeError
    assert not FileJob.objects.exists()
    assert verbs() == []
    assert verify_chain() == ChainCheck(0)


def test_without_a_log_nothing_is_written(viewer, monkeypatch):
    from huanjie.activity.services import log as module

    def broken(entries):
        raise OSError("disk full")

    monkeypatch.setattr(module, "_append", broken)
    with pytest.raises(OSError, match="disk full"), act() as log:
        FileJob.objects.create(kind="k", title="不应留下")
        log.record(by=viewer(), verb="thing.done")
    assert not FileJob.objects.exists()


def test_an_act_that_notes_nothing_leaves_the_chain_alone(db):
    with act():
        pass
    assert not ChainHead.objects.exists()


def test_rows_are_neither_changed_nor_removed_through_the_queryset(write):
    write(2)
    for refused in (
        lambda: ActivityEntry.objects.update(verb="x"),
        lambda: ActivityEntry.objects.filter(number=1).delete(),
        lambda: ActivityEntry.objects.all().delete(),
    ):
        with pytest.raises(TypeError, match="只能追加"):
            refused()
    assert verify_chain() == ChainCheck(2)
