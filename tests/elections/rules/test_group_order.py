"""Residents' groups in the order of their numbers."""

from elections.rules.representatives import group_order


def test_groups_stand_in_the_order_of_their_numbers():
    names = [
        "第十二小组",
        "湖滨组",
        "第三小组",
        "第二十小组",
        "10组",
        "第一小组",
        "第十小组",
        "2组",
        "第二小组",
        "第二十一小组",
    ]
    assert sorted(names, key=group_order) == [
        "第一小组", "2组", "第二小组", "第三小组", "10组", "第十小组", "第十二小组", "第二十小组", "第二十一小组", "湖滨组",
    ]  # fmt: skip
