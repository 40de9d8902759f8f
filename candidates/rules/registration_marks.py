"""The marks of a registration sheet: positions, political status, opinions of departments, the conclusion."""

import re
from functools import lru_cache
from typing import NamedTuple

from huanjie.shared.text import clean_text, compact

_STEMS = {
    "纪委监委": ("纪委监委", "纪委", "监委", "纪检", "纪检监察", "纪工委", "纪委监察委"),
    "组织部": ("组织部", "组织部门", "组织"),
    "政法委": ("政法委", "政法", "政法部门"),
    "法院": ("法院", "人民法院"),
    "检察院": ("检察院", "人民检察院", "检查院"),
    "公安": ("公安", "公安局", "公安分局", "公安部门", "派出所"),
    "司法": ("司法", "司法局", "司法所", "司法部门"),
    "民政": ("民政", "民政局", "民政部门"),
    "信访": ("信访", "信访局", "信访办", "信访部门"),
    "税务": ("税务", "税务局", "税务部门"),
    "市场监管": ("市场监管", "市场监管局", "市场监督管理局", "市场监督", "市监局", "市场监督管理"),
}
DEPARTMENTS = {
    prefix + name + suffix: label
    for label, names in _STEMS.items()
    for name in names
    for prefix in ("", "区")
    for suffix in ("", "意见", "机关", "机关意见", "部门", "部门意见")
}
"""Spellings of the reviewing departments to the label they are kept under."""

# A closed list: 无 alone passes, 无证驾驶记录 does not. What is not on it is a finding and fails.
_FREE_OF = (
    r"(?:违法|违规|违纪|犯罪|刑事|治安|行政|党纪|政务|纪律|不良|其他|相关|任何|重大|负面|失信|信访|上访|欠税|偷税|涉黑|涉恶|涉税|受|处罚|处分|前科|"
    r"劣迹|案件|以上|上述|所列|有关|影响|任职|当选|的|、|和|及|或)*(?:问题|异议|记录|情况|情形|行为|反映|处分|处罚|案件|欠税|前科|意见|案底)?"
)
_PASS = re.compile(
    rf"[√✓✔☑]|(?:经(?:审查|审核|核查|查询|查|初审|联审|比对)[,，:：]?)?(?:(?:暂?未发现|未见|没有?|暂?无){_FREE_OF}|"
    r"同意(?:推荐|提名|列为候选人)?|合格|(?:审核|审查|联审)?通过|符合(?:任职|候选人|资格)?(?:条件|资格)?|是|Y|YES|OK|正常|可以)"
)
_PENDING = re.compile(
    r"待.{0,4}|(?:尚)?未(?:反馈|回复|审|审核|审查|办结|联审|出结果).*|(?:正在|审核|审查|核查|联审|办理)(?:审核|审查|核查|办理)?中?|[—–\-－_]+|空"
)
_NOT_APPLICABLE = re.compile(r"[/\\／]+|不适用|不涉及|N/?A|无需(?:审查|联审|审核)")

_STATUS = (
    ("中共预备党员", re.compile(r"预备")),
    ("共青团员", re.compile(r"团员")),
    ("群众", re.compile(r"群众|无党派|非党|非中共")),
    ("民主党派", re.compile(r"民革|民盟|民建|民进|农工|致公|九三|台盟|民主党派")),
    ("中共党员", re.compile(r"党员|中共|正式")),
    ("其他", re.compile(r"其他")),
)
_SPLIT = re.compile(r"[、,，/;；+＋&\s]|兼(?!职委员)任?|和|及|并")
_PARTY = re.compile(r"党组织|党委|党总支|党支部|总支|支部|党")
_RESIDENTS = re.compile(r"居委会|居民委员会|居委|社区居委|村委会|村委")
_SUPERVISION = re.compile(r"监督委员会|居务监督|监委会|监督委")
_RANKS = ("副书记", "书记", "副主任", "主任", "兼职委员", "委员")
_PARTY_MEMBERS = re.compile(r"(?:组织|宣传|纪检|统战|青年|党委|支部|党组织|总支|纪律检查)委员|支委$")


class Positions(NamedTuple):
    """The positions in a cell and the committee of each; ``is_inferred`` when 委员 did not say of which."""

    positions: tuple[str, ...]
    committees: tuple[str, ...]
    is_inferred: bool = False


@lru_cache(maxsize=4096)
def parse_positions(value: object) -> Positions:
    """``书记、主任`` is 党组织书记 and 居委会主任; no position at all when one part cannot be read."""
    text = clean_text(value)
    text = re.sub(r"[(（]?一肩挑[)）]?", "", text) or "书记、主任"
    read = [_one_position(compact(part)) for part in _SPLIT.split(text) if part]
    read = [item for part in read for item in _both(part)] if all(read) else []
    return Positions(tuple(item[0] for item in read), tuple(item[1] for item in read), any(item[2] for item in read))


def _both(item: tuple[str, str, bool]) -> list[tuple[str, str, bool]]:
    if item[1] != "both":
        return [item]
    return [("党组织书记", "党组织", False), ("居委会主任", "居委会", False)]


def _one_position(text: str) -> tuple[str, str, bool] | None:
    """Position, committee, whether the committee was inferred; None when unreadable."""
    text = re.sub(r"^.*?社区(?=.)|候选人$|初步人选$", "", text)
    if re.fullmatch(r"书记主任|党?.{0,4}书记居?.{0,4}主任|两委正职|双肩挑|书主一肩挑", text):
        return ("", "both", False)
    rank = next((rank for rank in _RANKS if text.endswith(rank)), "委员" if _PARTY_MEMBERS.search(text) else "")
    if not rank:
        return None
    if _SUPERVISION.search(text):
        return (f"居务监督委员会{rank}", "居务监督委员会", False)
    if rank == "兼职委员":
        return ("兼职委员", "兼职委员", False)
    if rank.endswith("书记") or _PARTY_MEMBERS.search(text) or (_PARTY.search(text) and rank == "委员"):
        return (f"党组织{rank}", "党组织", False)
    inferred = rank == "委员" and not _RESIDENTS.search(text) and text == "委员"
    return (f"居委会{rank}", "居委会", inferred)


@lru_cache(maxsize=1024)
def parse_status(value: object) -> str | None:
    """中共党员, 中共预备党员, 共青团员, 群众, 民主党派, 其他; None when blank or unreadable."""
    text = compact(value)
    return next((label for label, pattern in _STATUS if pattern.search(text)), None)


@lru_cache(maxsize=8192)
def parse_review_mark(value: object) -> str:
    """pass, fail, pending or not_applicable. Blank is pending, ``/`` does not apply, and any text that is not a known
    way of saying that nothing was found is a finding: it fails."""
    text = compact(value).upper().rstrip("。.!")
    if not text or _PENDING.fullmatch(text):
        return "pending"
    if _NOT_APPLICABLE.fullmatch(text):
        return "not_applicable"
    return "pass" if _PASS.fullmatch(text) else "fail"


def parse_conclusion(value: object, marks: tuple[str, ...]) -> str | None:
    """合格, 不合格 or 待审; a blank conclusion is never 合格. None when the text is not understood."""
    text = compact(value).upper().rstrip("。.!")
    if not text or _PENDING.fullmatch(text):
        return "不合格" if "fail" in marks and not text else "待审"
    if re.fullmatch(
        r"[√✓✔]|合格|通过|同意|符合|符合条件|无问题|Y|是|(?:联审|审查|审核|资格)(?:合格|通过)|资格审查合格", text
    ):
        return "合格"
    if re.match(r"[×✗✘X]|不|未通过|取消|否|N$", text):
        return "不合格"
    return None
