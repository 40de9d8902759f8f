"""What the cells of a joint review say together. Nothing is decided here: a proposal is made and explained, a person
concludes (城市居民委员会组织法 2025 第18条; 基层组织选举工作条例 2020 第5条; domain brief §3.2, §4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from candidates.enums_review import Answer, Bar, HitAction


@dataclass(frozen=True)
class Cell:
    """One department's opinion on one circumstance. `bar` is the circumstance's bar for the posts of this candidate;
    `is_current` is false when the content it was asked about has changed since."""

    key: int
    department: str
    circumstance: str
    bar: Bar
    hit_action: HitAction
    answer: str = ""
    expires_on: date | None = None
    is_void: bool = False
    is_current: bool = True
    is_recused: bool = False


@dataclass(frozen=True)
class Standing:
    """The live cells sorted by what they say. `hits` are circumstance codes; `uncertain` those no department could
    check; `digest` is the digest of everything it rests on."""

    cells: int
    pending: tuple[Cell, ...]
    unfinished: tuple[Cell, ...]
    spoiled: tuple[Cell, ...]
    statutory_hits: tuple[str, ...]
    other_hits: tuple[str, ...]
    uncertain: tuple[str, ...]
    digest: str

    @property
    def is_complete(self) -> bool:
        """Every cell answered by somebody who may, in date, about what stands today. No cells is not complete."""
        return self.cells > 0 and not (self.pending or self.unfinished or self.spoiled)

    @property
    def needs_second_signature(self) -> bool:
        return bool(self.other_hits or self.uncertain)

    @property
    def may_pass(self) -> bool:
        """Whether a person may pass this candidate at all."""
        return self.is_complete and not self.statutory_hits


def standing_of(cells: Sequence[Cell], on: date) -> Standing:
    """Read the cells as of a day. Void cells are history and count for nothing; one found anywhere is a hit; a
    circumstance that every department asked could not check is uncertain, never clear."""
    live = [cell for cell in cells if not cell.is_void]
    pending = tuple(cell for cell in live if not cell.answer)
    unfinished = tuple(cell for cell in live if cell.answer == Answer.CHECK_FURTHER)
    spoiled = tuple(
        cell
        for cell in live
        if cell.answer
        and (not cell.is_current or cell.is_recused or (cell.expires_on is not None and cell.expires_on < on))
    )
    hits = {cell.circumstance: cell for cell in live if cell.answer == Answer.FOUND}
    statutory = sorted(code for code, cell in hits.items() if _rejects(cell))
    checked = {cell.circumstance for cell in live if cell.answer in (Answer.CLEAR, Answer.FOUND, Answer.CHECK_FURTHER)}
    unable = {cell.circumstance for cell in live if cell.answer == Answer.CANNOT_CHECK} - checked
    return Standing(
        cells=len(live), pending=pending, unfinished=unfinished, spoiled=spoiled, statutory_hits=tuple(statutory),
        other_hits=tuple(sorted(set(hits) - set(statutory))), uncertain=tuple(sorted(unable)), digest=_digest(live),
    )  # fmt: skip


def _rejects(cell: Cell) -> bool:
    return cell.bar == Bar.STATUTORY or cell.hit_action == HitAction.REJECT


def _digest(live: Sequence[Cell]) -> str:
    """Clear is clear whoever said it when: a second round that found nothing leaves the conclusion where it stands.
    Anything else is named by its cell, so that another finding is another ground."""
    lines = sorted(
        f"{cell.department}:{cell.circumstance}:{cell.answer}:{'' if cell.answer == Answer.CLEAR else cell.key}"
        for cell in live
    )
    return sha256("\n".join(lines).encode()).hexdigest()


def proposal(standing: Standing) -> str:
    """What the system proposes, in words for the person who decides."""
    if standing.pending:
        return f"还有 {len(standing.pending)} 项没有反馈，未反馈不等于未发现，现在不能作出通过的结论。"
    if standing.spoiled:
        return f"有 {len(standing.spoiled)} 项意见已过期或审查内容有变化，需要重新核查。"
    if standing.unfinished:
        return f"有 {len(standing.unfinished)} 项需进一步核实，核实后再作结论。"
    if standing.statutory_hits:
        return f"{'、'.join(standing.statutory_hits)} 经核查发现，属法律规定不得列为候选人的情形，结论只能是不通过。"
    if standing.other_hits:
        return f"{'、'.join(standing.other_hits)} 经核查发现，作出结论须说明理由，并由第二人会签。"
    if standing.uncertain:
        return f"{'、'.join(standing.uncertain)} 各单位均无法核查，作出结论须说明理由，并由第二人会签。"
    return "各项均未发现，可以作出通过的结论。" if standing.cells else "还没有送联审单位核查。"
