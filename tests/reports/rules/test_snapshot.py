"""The snapshot of a briefing: one spelling, one digest, faults named."""

import copy

import pytest

from reports.rules.snapshot import SnapshotError, canonical_bytes, digest, spoken_digest, validate

SNAPSHOT = {
    "schema": 1,
    "area": {"code": "420199", "name": "云陵区", "full_name": "武汉市云陵区"},
    "cycle": {"name": "2026年社区“两委”换届", "election_day": "2026-12-10"},
    "on": "2026-11-24",
    "as_of": "2026-11-24T17:00:00+08:00",
    "number": 24,
    "year": 2026,
    "is_demo": True,
    "issuer": "云陵区换届办",
    "previous_on": None,
    "figures": {"voted": {"label": "已投票", "unit": "个", "group": "居委会", "value": 1, "previous": None}},
    "ratios": {"turnout": {"label": "参选率", "numerator": 184, "denominator": 193}},
    "columns": ["voted"],
    "streets": [{"code": "420199001", "name": "兰台街道", "figures": {"voted": 1}, "reporting": {"due": 1}}],
    "communities": [{"code": "420199001001", "name": "春晨社区", "street": "420199001", "figures": {"voted": None}}],
    "trend": [{"on": "2026-11-23", "figures": {"voted": 0}}],
    "reporting": {"due": 1, "filed": 1},
    "late_steps": [],
    "missing": [],
    "notes": [],
    "largest_party_organization": None,
    "problems": [],
    "next_steps": [],
}


def changed(**parts):
    return copy.deepcopy(SNAPSHOT) | parts


def faults(snapshot):
    with pytest.raises(SnapshotError) as refusal:
        validate(snapshot)
    return refusal.value.problems


def test_sm3_of_the_standard_example():
    """GB/T 32905-2016 A.1 gives the digest of "abc"; ours is of the JSON, so the library is checked first."""
    from cryptography.hazmat.primitives import hashes

    sm3 = hashes.Hash(hashes.SM3())
    sm3.update(b"abc")
    assert sm3.finalize().hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_order_of_keys_does_not_matter():
    backwards = dict(reversed(list(SNAPSHOT.items())))
    assert canonical_bytes(backwards) == canonical_bytes(SNAPSHOT)
    assert canonical_bytes({"乙": 1, "a": None}) == '{"a":null,"乙":1}'.encode()


def test_digest_changes_with_one_number():
    other = copy.deepcopy(SNAPSHOT)
    other["figures"]["voted"]["value"] = 2
    assert digest(other) != digest(SNAPSHOT)
    assert len(digest(SNAPSHOT)) == 64


def test_digest_is_printed_in_eights():
    assert spoken_digest("0123456789abcdef" * 4) == " ".join(["01234567", "89abcdef"] * 4)


def test_valid_snapshot_comes_back():
    assert validate(SNAPSHOT) is SNAPSHOT


@pytest.mark.parametrize(
    ("snapshot", "problems"),
    [
        (changed(number="24"), ["number 的类型不对"]),
        (changed(number=True), ["number 的类型不对"]),
        (changed(schema=2), ["不认识的快照版本 2"]),
        (changed(on="11月24日"), ["on 不是日期"]),
        (changed(as_of="2026-11-24T17:00:00"), ["as_of 没有时区"]),
        (changed(columns=["voted", "other"]), ["columns 中的 other 没有定义"]),
        (changed(reporting={"due": -1}), ["reporting.due 应为非负整数"]),
        (changed(streets=[]), ["社区 春晨社区 不属于任何一个街道"]),
        (changed(reporting={"due": 1.5}), ["reporting.due 应为非负整数", "快照.reporting.due 是小数,快照只存整数"]),
        ([], ["快照不是一个对象"]),
    ],
)
def test_faults_are_named(snapshot, problems):
    assert faults(snapshot) == problems


def test_missing_part_is_named():
    snapshot = changed()
    del snapshot["streets"]
    assert faults(snapshot) == ["缺少 streets"]
