"""What an opinion rests on: what matters changes the digest, nothing else does."""

from dataclasses import dataclass, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.enums import Post
from candidates.enums_review import Applies
from candidates.rules.circumstances import CIRCUMSTANCES
from candidates.rules.review_content import CONTENT_FIELDS, DISCIPLINES, REGISTRATION, Facts, content_of, digest_of

texts = st.text(max_size=20)
registrations = st.fixed_dictionaries(
    {name: st.none() | st.booleans() | texts if name == "is_household_registered" else texts for name in REGISTRATION}
)
facts = st.builds(
    Facts, name=texts, gender=st.sampled_from(["male", "female"]), birth_date=st.none() | st.dates(),
    id_number_hash=texts, posts=st.lists(st.sampled_from(Post.values), unique=True).map(tuple),
    registration=registrations, disciplines=st.lists(texts, unique=True, max_size=3).map(tuple),
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    code: str = "Q06"
    edition: int = 1
    applies: str = Applies.BOTH
    content_fields: tuple[str, ...] = ()


asked = st.builds(
    Asked, code=st.sampled_from(["Q01", "Q06"]), edition=st.integers(1, 3), applies=st.sampled_from(Applies.values),
    content_fields=st.lists(st.sampled_from(CONTENT_FIELDS), unique=True).map(tuple),
)  # fmt: skip
WANG = Facts("王小兰", "female", date(1983, 6, 15), "h", ("committee_chair",), {"work_unit": "甲"}, ("a|b",))


@given(facts, facts, asked)
def test_the_digest_is_the_content(one, other, circumstance):
    same = content_of(one, circumstance) == content_of(other, circumstance)
    assert (digest_of(one, circumstance) == digest_of(other, circumstance)) == same


@given(facts, asked, st.permutations(list(Post)))
def test_the_order_of_posts_and_lines_does_not_matter(one, circumstance, order):
    turned = replace(one, posts=tuple(sorted(one.posts, key=order.index)), disciplines=tuple(reversed(one.disciplines)))
    assert digest_of(one, circumstance) == digest_of(turned, circumstance)


@given(facts, asked, st.sampled_from(REGISTRATION), texts)
def test_only_the_fields_named_matter(one, circumstance, name, value):
    changed = replace(one, registration={**one.registration, name: value})
    before = "" if one.registration[name] is None else one.registration[name]
    touched = name in circumstance.content_fields and before != value
    assert (digest_of(one, circumstance) != digest_of(changed, circumstance)) == touched


@given(facts, asked)
def test_disciplines_matter_where_they_are_asked(one, circumstance):
    more = replace(one, disciplines=(*one.disciplines, "new line"))
    expected = DISCIPLINES in circumstance.content_fields
    assert (digest_of(one, circumstance) != digest_of(more, circumstance)) == expected


@pytest.mark.parametrize(
    "change", [{"name": "王小岚"}, {"gender": "male"}, {"birth_date": date(1983, 6, 16)}, {"id_number_hash": "g"}]
)
def test_identity_matters_to_every_circumstance(change):
    assert all(digest_of(WANG, each) != digest_of(replace(WANG, **change), each) for each in map(_asked, CIRCUMSTANCES))


@pytest.mark.parametrize(("applies", "expected"), [("party", False), ("residents_committee", False), ("both", True)])
def test_a_post_of_the_other_side_is_out_of_scope(applies, expected):
    circumstance = Asked(applies=applies)
    before, after = (
        ("party_secretary", "committee_chair"),
        {"party": ("party_secretary",), "residents_committee": ("committee_chair",), "both": ("committee_chair",)}[
            applies
        ],
    )
    differs = digest_of(replace(WANG, posts=before), circumstance) != digest_of(
        replace(WANG, posts=after), circumstance
    )
    assert differs == expected


def test_the_edition_is_part_of_the_question():
    assert digest_of(WANG, Asked(edition=1)) != digest_of(WANG, Asked(edition=2))


def test_no_discipline_stands_in_the_content():
    content = content_of(WANG, Asked(content_fields=(DISCIPLINES,)))
    assert "a|b" not in str(content) and len(content[DISCIPLINES][0]) == 64


def _asked(default):
    return Asked(default.code, 1, default.applies, default.content_fields)
