"""Readings of a paper: read(fields_of(x)) == x; two readings agree exactly when nothing differs."""

from hypothesis import given
from hypothesis import strategies as st

from elections.rules.tally import (
    BALLOT_COUNTS,
    LARGEST,
    PaperForm,
    PostForm,
    differences,
    fields_of,
    read,
)

FORM = PaperForm(
    (("1", "主会场"), ("2", "投票站")),
    (
        PostForm("committee_chair", "居委会主任", 1, (("11", "赵一"), ("12", "钱二"))),
        PostForm("committee_member", "居委会委员", 2, (("13", "孙三"),)),
    ),
    ("赞成", "不赞成", "弃权"),
)
NUMBER = st.integers(0, LARGEST)
NAMES = st.sampled_from(["何九", "吕十", "施一一", "张·二二"])


@st.composite
def papers(draw):
    def post(form):
        names = draw(st.lists(NAMES, unique=True, max_size=3))
        counts = {key: draw(NUMBER) for key in BALLOT_COUNTS} | {"full": draw(st.none() | NUMBER)}
        votes = {key: [draw(NUMBER) for _ in FORM.marks] for key, _ in form.people}
        gender = st.sampled_from(["", "male", "female"])
        write_ins = [{"name": name, "gender": draw(gender), "votes": draw(NUMBER)} for name in sorted(names)]
        return {**counts, "votes": votes, "write_ins": write_ins}

    venues = {
        key: {"attended": draw(NUMBER), "posts": {form.key: post(form) for form in FORM.posts}}
        for key, _ in FORM.venues
    }
    return {"venues": venues}


@given(papers())
def test_a_paper_shown_and_read_again_is_the_same(data):
    reading = read(FORM, fields_of(FORM, data))
    assert (reading.flaws, reading.data) == ([], data)


@given(papers(), papers())
def test_two_readings_agree_exactly_when_nothing_differs(first, second):
    assert (differences(FORM, first, second) == []) == (first == second)
    assert differences(FORM, first, first) == []


@given(papers())
def test_the_order_of_names_written_in_makes_no_difference(data):
    fields = fields_of(FORM, data)
    lines = len(data["venues"]["1"]["posts"]["committee_chair"]["write_ins"])
    start = "1-committee_chair-w"
    turned = {
        name.replace(f"{start}{n}-", f"{start}{lines - 1 - n}-") if name.startswith(f"{start}{n}-") else name: value
        for name, value in fields.items()
        for n in [int(name[len(start)]) if name.startswith(start) else 0]
    }
    assert read(FORM, turned).data == data


@given(st.dictionaries(st.text(max_size=30), st.text(max_size=10), max_size=20))
def test_whatever_is_typed_gives_flaws_and_never_an_error(fields):
    assert len(read(FORM, fields).flaws) >= 1


def test_an_empty_field_is_not_zero_and_an_optional_one_may_be_empty():
    fields = fields_of(FORM, read(FORM, {}).data)
    names = [flaw.name for flaw in read(FORM, fields).flaws]
    assert "1-attended" in names and "1-committee_chair-issued" in names
    assert not [name for name in names if name.endswith("-full")]


def test_full_width_digits_and_thousands_are_read():
    reading = read(FORM, {"1-attended": "１，２３４"})
    assert reading.data["venues"]["1"]["attended"] == 1234


def test_a_difference_names_its_place_and_both_numbers():
    one = read(FORM, {"1-attended": "800"}).data
    other = read(FORM, {"1-attended": "801"}).data
    assert [(d.place, d.first, d.second) for d in differences(FORM, one, other)] == [("主会场：参加人数", "800", "801")]


def test_a_candidate_is_not_written_in_again():
    flaws = read(FORM, {"1-committee_chair-w0-name": "赵一", "1-committee_chair-w0-votes": "3"}).flaws
    assert [f.words for f in flaws if "w0" in f.name] == [
        "主会场居委会主任另选人“赵一”已是这个职务的候选人，请把票数记在候选人一行。"
    ]
