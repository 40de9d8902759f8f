"""The printed 登记表, 联审表 and 告知书 of a candidate: facts in, layout out (domain brief §4.3; form columns of
干部任免审批表). An empty square never stands where a fact belongs: what does not exist is 无, what was not answered is
未反馈, what is to be written by hand is a signature line."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

NONE, UNKNOWN, UNANSWERED = "无", "—", "未反馈"
NARROW = {"top": 18, "bottom": 18, "left": 16, "right": 16}
FORM_WIDTH = 178
PERSON_WIDTHS = (22, 44, 20, 34, 20, 38)


def spoken_day(day: date | None) -> str:
    """2026年12月20日, or — when there is none."""
    return f"{day.year}年{day.month}月{day.day}日" if day else UNKNOWN


def registration_form(facts: Mapping) -> dict:
    """候选人登记表."""
    blocks = [
        ["form", _person(facts)],
        ["form", _background(facts)],
        ["form", _signed("社区党组织意见", "街道党工委预审意见")],
        ["note", f"填报单位：{facts['community']}。身份证号经脱敏处理，须核对原件。"],
    ]
    return _layout("社区“两委”换届候选人登记表", facts, blocks)


def review_form(facts: Mapping, *, seen_by: str) -> dict:
    """候选人资格联审表. `seen_by` says who opened it and when; it stands across every page."""
    head = (
        ("批次", facts["batch"], "轮次", facts["round"], "审查基准日", spoken_day(facts["as_of"])),
        (
            "送审日期",
            spoken_day(facts["sent_on"]),
            "反馈期限",
            spoken_day(facts["due_on"]),
            "办结情况",
            facts["progress"],
        ),
    )
    blocks = [
        ["form", {"widths": PERSON_WIDTHS, "rows": [_pairs(row) for row in head]}],
        ["form", _person(facts)],
        ["form", {"widths": (26, 152), "rows": [_long("近亲属任职", facts["relatives"])]}],
        ["heading", "各联审单位核查情况"],
        ["table", {"columns": [["联审单位", 34], ["核查情形", 26], ["核查结果", 24], ["文书号及事实摘要", 0], ["经办人、日期", 34]],
                   "rows": opinion_rows(facts["opinions"], facts["on"])}],
        ["note", "核查情形：" + "；".join(f"{code} {title}" for code, title in facts["circumstances"]) + "。"],
        ["note", "“未反馈”不等于未发现，有未反馈、已过期或需进一步核实的，不能作出通过的结论。"],
        ["form", _conclusion(facts)],
        ["form", _signed("街道党工委意见", "区委组织部意见", "区民政局意见", "联审领导小组结论")],
    ]  # fmt: skip
    return {**_layout("社区“两委”换届候选人资格联审表", facts, blocks), "watermark": seen_by}


def notification_letter(facts: Mapping, *, printed: str) -> dict:
    """资格联审结论告知书: what was concluded, on what ground, and what the person may do about it (domain brief §4.4:
    告知本人, 申辩, 复议)."""
    told = facts["told_on"]
    blocks = [["text", text] for text in (_concluded(facts), *_grounds(facts), *_rights(facts))]
    blocks.append(["form", {"widths": (30, 48, 30, 48), "rows": [_pairs(("送达人", "　", "受送达人签收", "　"))]}])
    blocks.append(["note", f"本告知书一式两份，一份送本人，一份存档。{printed}"])
    return {
        **_layout("候选人资格联审结论告知书", facts, blocks), "margins": None, "number_line": facts["number"],
        "addressee": facts["name"], "signature": facts["issuer"], "date": spoken_day(told) if told else "",
        "is_draft": not facts["number"],
    }  # fmt: skip


def _concluded(facts: Mapping) -> str:
    passed = "审查合格，联审通过" if facts["passed"] else "联审不通过，不能列为候选人"
    document = f"（{facts['document_number']}）" if facts["document_number"] else ""
    return (
        f"您被提名为{facts['community']}{facts['posts']}人选。按照{facts['cycle']}工作安排，有关单位对您的候选人资格进行了"
        f"联合审查，{spoken_day(facts['decided_on'])}作出结论{document}：{passed}。"
    )


def _grounds(facts: Mapping) -> list[str]:
    if facts["passed"]:
        return []
    texts = [f"涉及的情形：{statement.rstrip('。')}（依据：{article}）。" for _, statement, article in facts["grounds"]]
    return [*texts, *([f"理由：{facts['reason']}"] if facts["reason"] else [])]


def _rights(facts: Mapping) -> list[str]:
    if facts["passed"]:
        return ["联审通过不是正式候选人的确定。正式候选人名单以公示和公告为准。"]
    until = facts["reconsider_until"]
    when = f"请在{spoken_day(until)}以前提出" if until else "期限自送达之日起算，以送达时登记的日期为准"
    return [
        "您有权就上述情形作出说明和申辩，可以书面或者口头向送达单位提出，由送达单位如实记录。",
        f"您对结论有异议的，可以向{facts['issuer']}申请复议，{when}。复议由未参与原结论的人员办理，结果书面答复您。",
    ]


def opinion_rows(opinions: Sequence[Mapping], on: date) -> list[list[str]]:
    """One line for what one department said alike of several circumstances; what differs stands by itself."""
    lines = [(row["department"], row["circumstance"], *_said(row, on)) for row in opinions]
    grouped = groupby(lines, key=lambda line: (line[0], *line[2:]))
    return [[key[0], "、".join(line[1] for line in group), *key[1:]] for key, group in grouped]


def _said(row: Mapping, on: date) -> tuple[str, str, str]:
    if not row["answer"]:
        return UNANSWERED, UNKNOWN, UNKNOWN
    late = row["expires_on"] is not None and row["expires_on"] < on
    why = row["spoiled"] or ("已过期" if late else "")
    answer = f"{row['answer']}（{why}）" if why else row["answer"]
    basis = "；".join(part for part in (row["document_number"], row["facts"]) if part) or NONE
    return answer, basis, f"{row['signed_by']}\n截至 {row['as_of']:%Y-%m-%d}"


def _person(facts: Mapping) -> dict:
    rows = (
        ("姓名", facts["name"], "性别", facts["gender"], "民族", facts["ethnicity"]),
        ("出生年月", facts["born"], "籍贯", facts["native_place"], "政治面貌", facts["political_status"]),
        ("入党时间", facts["join_date"], "转正时间", facts["full_date"], "学历", facts["education"]),
        ("身份证号", facts["id_number"], "联系电话", facts["phone"], "来源类别", facts["source"]),
        ("现任职务", facts["current_post"], "工作单位", facts["work_unit"], "是否连任", facts["incumbent"]),
        ("户籍", facts["household"], "居住", facts["residence"], "社工证书", facts["certificate"]),
    )
    wide = (("拟任职务", facts["posts"]), ("所在社区", f"{facts['street']} {facts['community']}"))
    return {
        "widths": PERSON_WIDTHS,
        "rows": [*(_pairs(row) for row in rows), *([["label", label, 1], ["value", text, 5]] for label, text in wide)],
    }


def _background(facts: Mapping) -> dict:
    rows = (
        ("提名方式", [facts["nomination"], *facts["proof"]]), ("拟接替", [facts["predecessor"]]),
        ("近亲属及任职", facts["relatives"]), ("处分情况", facts["disciplines"]), ("备注", [facts["remark"]]),
    )  # fmt: skip
    return {"widths": (26, 152), "rows": [_long(label, texts) for label, texts in rows]}


def _conclusion(facts: Mapping) -> dict:
    rows = (
        ("联审结论", facts["conclusions"]), ("取消资格记录", facts["refusals"]), ("复议", facts["reconsiderations"]),
    )  # fmt: skip
    return {"widths": (26, 152), "rows": [_long(label, texts) for label, texts in rows]}


def _long(label: str, texts: Sequence[str]) -> list:
    return [["label", label, 1], ["long", "\n".join(text for text in texts if text) or NONE, 1]]


def _pairs(row: Sequence[str]) -> list:
    return [["value" if place % 2 else "label", text or UNKNOWN, 1] for place, text in enumerate(row)]


def _signed(*labels: str) -> dict:
    """Squares for an opinion written by hand, a signature, a seal and a day."""
    words = "\n\n负责人（签名）：　　　　　　　（盖章）　　　　　年　　月　　日"
    return {"widths": (26, 152), "rows": [[["label", label, 1], ["seal", words, 1]] for label in labels]}


def _layout(title: str, facts: Mapping, blocks: list) -> dict:
    return {
        "title": title, "title_lines": [title], "letterhead": None, "number_line": facts["cycle"], "addressee": "",
        "blocks": blocks, "annexes": [], "signature": "", "date": "", "is_draft": False, "is_demo": facts["is_demo"],
        "is_wide": False, "margins": NARROW, "watermark": "",
    }  # fmt: skip
