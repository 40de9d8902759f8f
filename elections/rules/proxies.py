"""Written proxies on the residents' side (城市居民委员会组织法 2025 art. 19): any other voter of the community, three at most
for one, never a candidate, none at all where representatives vote."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from elections.enums import ElectionMode
from elections.rules.thresholds import proxy_within_limit
from huanjie.shared.identity import holds_id_number
from huanjie.shared.verdict import YES, Verdict, no

ARTICLE = "城市居民委员会组织法第19条"
SEPARATORS = str.maketrans({"，": "\t", ",": "\t", "、": "\t", " ": "\t", "\u3000": "\t", ";": "\t", "；": "\t"})


@dataclass(frozen=True)
class Voter:
    """A voter as the list names them."""

    name: str
    group: str

    def __str__(self):
        return f"{self.name}（{self.group}）"


@dataclass(frozen=True)
class Proxy:
    """`principal` lets `holder` vote."""

    principal: Voter
    holder: Voter


def may_entrust(
    new: Proxy, *, standing: Sequence[Proxy], mode: str, candidates: Collection[str], most: int = 3
) -> Verdict:  # fmt: skip
    """Whether one more proxy is lawful beside those that stand (art. 19)."""
    if mode == ElectionMode.REPRESENTATIVES:
        return no("居民代表方式由代表本人投票，不实行委托投票。", "请代表本人到会投票。", ARTICLE)
    if new.principal == new.holder:
        return no(f"{new.principal}不能委托自己。", "受委托人应是本社区其他选民。", ARTICLE)
    if new.holder.name in candidates:
        return no(
            f"{new.holder}与候选人同名；候选人不得接受委托。",
            "请改托其他选民；确是同名的另一人，请在姓名后注明。",
            ARTICLE,
        )
    if any(each.principal == new.principal for each in standing):
        return no(f"{new.principal}已经委托他人投票。", "改托他人的，请先撤销原来的委托。", ARTICLE)
    if any(each.principal == new.holder for each in standing):
        return no(f"{new.holder}自己也委托了他人投票，不到场，不能再接受委托。", "请改托能到场的选民。", ARTICLE)
    if any(each.holder == new.principal for each in standing):
        return no(f"{new.principal}已经接受他人委托，不能再委托他人。", "请先撤销其接受的委托。", ARTICLE)
    held = sum(each.holder == new.holder for each in standing)
    if not proxy_within_limit(held + 1, most):
        return no(f"{new.holder}已接受 {held} 人委托，每人最多 {most} 人。", "请改托其他选民。", ARTICLE)
    return YES


def read_lines(text: str) -> tuple[list[Proxy], list[str]]:
    """Lines of 委托人 居民小组 受委托人 居民小组, as pasted from a sheet; and what is wrong with which line."""
    found, flaws = [], []
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [cell for cell in line.translate(SEPARATORS).split("\t") if cell]
        if not cells or cells[0] == "委托人":
            continue
        if any(holds_id_number(cell) for cell in cells):
            flaws.append(f"第 {number} 行有身份证号，请删去；只写姓名和居民小组。")
            continue
        if len(cells) != 4 or any(len(cell) > 40 for cell in cells):
            flaws.append(f"第 {number} 行应有四项：委托人、居民小组、受委托人、居民小组。")
            continue
        found.append(Proxy(Voter(cells[0], cells[1]), Voter(cells[2], cells[3])))
    if not found and not flaws:
        flaws.append("请至少填写一行。")
    return found, flaws
