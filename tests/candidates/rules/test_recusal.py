"""Who seems to have to stay away from whom."""

from candidates.rules.recusal import Officer, Person, infer

OFFICERS = [
    Officer(1, "王强", "区法院"),
    Officer(2, "李芳", "区法院"),
    Officer(3, "赵敏", ""),
    Officer(4, "王强", "区民政局"),
]


def found(**facts):
    person = Person(9, **({"work_unit": "", "predecessor_name": "", "relatives": ()} | facts))
    return sorted((each.officer.key, each.ground.value) for each in infer(OFFICERS, [person]))


def test_names_and_units_suggest_it():
    assert found() == []
    assert found(relatives=("王 强", "无名")) == [(1, "relative"), (4, "relative")]
    assert found(predecessor_name="李芳") == [(2, "successor")]
    assert found(work_unit=" 区法院 ") == [(1, "same_unit"), (2, "same_unit")]


def test_the_nearest_ground_is_named_once():
    assert found(relatives=("李芳",), predecessor_name="李芳", work_unit="区法院") == [
        (1, "same_unit"),
        (2, "relative"),
    ]


def test_nothing_matches_nothing():
    assert infer([Officer(5, "", "")], [Person(9, "", "", ("", " "))]) == []


def test_part_of_a_name_is_another_name():
    assert found(relatives=("王强强",), work_unit="区法院执行局", predecessor_name="李") == []
