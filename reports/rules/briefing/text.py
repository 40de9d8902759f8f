"""The whole text of a briefing: title, lead and the three parts of the source report (domain §9.4)."""

from dataclasses import dataclass

from .facts import Facts, Sentence
from .outlook import next_steps, problems
from .parts import Point, Section
from .practice import practice
from .words import day, moment, ordinal, whole

TITLE_LINE = 18  # characters of 22 pt in a line with a free one at either end


@dataclass(frozen=True)
class BriefingText:
    """`title_lines` breaks the title where its sense allows (GB/T 9704-2012 7.3.1: 回行时词意完整)."""

    title: str
    title_lines: tuple[str, ...]
    lead: tuple[Sentence, ...]
    sections: tuple[Section, ...]

    def sentences(self):
        """Every sentence in order of reading."""
        yield from self.lead
        for section in self.sections:
            for point in section.points:
                for item in point.items:
                    yield from item.sentences

    @property
    def text(self):
        """The text as plain paragraphs: for DOCX, for search, for comparison."""
        lines = [self.title, "".join(sentence.text for sentence in self.lead)]
        for section in self.sections:
            lines.append(section.heading)
            for point in section.points:
                paragraphs = [f"{item.mark}{item.name}" + "".join(map(str, item.sentences)) for item in point.items]
                lines += [point.heading, *paragraphs] if len(paragraphs) > 1 else [f"{point.heading}。{paragraphs[0]}"]
        return "\n".join(lines)


def briefing_text(snapshot):
    """Write the briefing of a snapshot. Absent figures leave out their sentence; empty points leave out themselves."""
    facts = Facts(snapshot)
    parts = (("主要做法", practice(facts)), ("存在的问题", problems(facts)), ("下一步工作重点", next_steps(facts)))
    sections = [(name, points) for name, points in parts if points]
    title = _packed((snapshot["area"]["full_name"], snapshot["cycle"]["name"], "工作进展情况"))
    return BriefingText(
        title="".join(title),
        title_lines=title,
        lead=_lead(facts),
        sections=tuple(
            Section(f"{ordinal(number)}、{name}", _numbered(points))
            for number, (name, points) in enumerate(sections, start=1)
        ),
    )


def _packed(words):
    """Words set into as few title lines as they need, never broken inside one."""
    lines = [""]
    for word in words:
        if lines[-1] and _width(lines[-1] + word) > TITLE_LINE:
            lines.append("")
        lines[-1] += word
    return tuple(lines)


def _width(words):
    """In characters; a digit of the title's face takes 0.57 of one."""
    return sum(0.6 if character.isascii() else 1 for character in words)


def _lead(facts):
    snapshot = facts.snapshot
    words = {
        "whole": whole(snapshot["area"]["name"]),
        "cycle": snapshot["cycle"]["name"],
        "as_of": moment(snapshot["as_of"]),
        "previous": day(snapshot["previous_on"]) if snapshot.get("previous_on") else "",
    }
    voted = facts.positive("communities_due", "voted")
    sentences = (
        facts.say("{cycle}工作启动以来，{whole}坚持党的领导、依法依规、公开公正，统筹推进各阶段任务。", **words),
        facts.say(
            "截至{as_of}，{communities_due}个应换届社区中已有{voted}个完成投票选举{voted~}，换届完成率{%completion}。",
            when=voted and not facts.equal("voted", "communities_due"),
            **words,
        )
        or facts.say("截至{as_of}，{communities_due}个应换届社区已全部完成投票选举{voted~}。", when=voted, **words)
        or facts.say(
            "截至{as_of}，{communities_due}个应换届社区已全部启动换届。",
            when=facts.equal("started", "communities_due"),
            **words,
        )
        or facts.say(
            "截至{as_of}，{communities_due}个应换届社区中已有{started}个启动换届{started~}。",
            when=facts.positive("communities_due", "started"),
            **words,
        ),
        facts.say("文中“上期”指{previous}。", when=words["previous"] and _has_change(facts), **words),
        facts.say("现将有关情况汇报如下。"),
    )
    return tuple(sentence for sentence in sentences if sentence)


def _has_change(facts):
    snapshot = facts.snapshot
    return any(map(facts.delta, snapshot["figures"])) or any(map(facts.ratio_delta, snapshot["ratios"]))


def _numbered(points):
    return tuple(Point(f"（{ordinal(index)}）{p.heading}", p.items) for index, p in enumerate(points, start=1))
