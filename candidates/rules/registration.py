"""A candidate registration and joint-review sheet (候选人登记及联审表): its columns and what makes a row good.

Sources: 中国共产党章程 第一条, 第七条 (probationary members cannot be elected); 城市居民委员会组织法 (a member of the
committee is a voter of at least eighteen on election day); the marks of the eleven departments stay apart, and a
conclusion that contradicts one of them is refused: silence approves nothing.
"""

import datetime as dt
from collections.abc import Iterator

from candidates.rules.registration_marks import (
    DEPARTMENTS,
    parse_conclusion,
    parse_positions,
    parse_review_mark,
    parse_status,
)
from elections.rules.places import PlaceIndex
from elections.rules.roster import LAYOUT as ROSTER
from elections.rules.roster import joined_too_young, judge_birth, street_of
from huanjie.shared.dates import age_on, read_date
from huanjie.shared.identity import IdNumber, holds_id_number, normalize_phone, parse_id_number
from huanjie.shared.spreadsheet.header import Column, Group, Layout
from huanjie.shared.spreadsheet.results import PERSON_COLUMNS, PERSON_TEXTS, Phrasebook, RowResult, judged, skipped
from huanjie.shared.spreadsheet.table import Row, Table
from huanjie.shared.text import (
    clean_text,
    is_blank,
    parse_education,
    parse_ethnicity,
    parse_gender,
    parse_name,
    parse_yes_no,
)

_LIKE = {
    "join_date": r"(?:何年何月|何时)?(?:加入|入)(?:中共|中国共产党|党组织|党)(?:组织)?的?(?:时间|日期|年月份?|年月日)?",
    "education": r"(?:文化|教育|学历)(?:水平|程度|层次)",
    "community": r"(?:拟?任职?|推荐|提名|参选|拟推荐)社区",
    "phone": r"(?:联系人|本人|个人)?(?:联系)?(?:电话|手机)号?码?",
}
"""What else a heading may be called on this form, beside the roster's spellings."""
_SHARED = ("index", "name", "gender", "ethnicity", "birth", "id_number", "education", "join_date", "community", "street",
           "phone", "remark")  # fmt: skip

LAYOUT = Layout(
    columns=(
        *(
            column._replace(pattern="|".join(part for part in (column.pattern, _LIKE.get(column.key)) if part))
            for column in ROSTER.columns
            if column.key in _SHARED and column.key != "name"
        ),
        Column("name", "姓名", ("候选人姓名", "候选人", "人选姓名", "人员姓名", "名字", "初步人选", "人选"),
               pattern=r"(?:拟?推荐|拟任|提名|初步)(?:候选)?人选?(?:姓名)?|候选人选(?:姓名)?"),
        Column("positions", "拟推荐职务", ("职务", "拟任职务", "推荐职务", "拟推荐职位", "竞选职务", "拟竞选职务", "候选职务",
                                          "提名职务", "拟提名职务", "当选职务", "参选职务", "拟任职位", "拟选职务", "岗位"),
               pattern=r"(?:拟?(?:推荐|提名|任|选|竞选|参选|当选|候选).{0,3}|竞职|建议|拟进(?:入)?(?:班子|两委))(?:职务|职位|岗位)"),
        Column("political_status", "政治面貌", ("面貌", "政治身份", "党派", "政治面目"), pattern=r"党派[及和与]政治面貌"),
        Column("current_post", "现任职务", ("现职务", "现任职位", "工作单位及职务", "现工作单位及职务", "现身份", "现从事工作", "现职"),
               pattern=r"(?:现|目前)?(?:工作)?单位[及和与、,，]?(?:现任|现)?职务|目前职务"),
        Column("incumbent", "是否连任", ("连任", "是否连选连任", "连选连任", "是否连选", "是否为连任", "是否留任")),
        Column("nomination", "提名方式", ("推荐方式", "产生方式", "提名形式", "提名途径", "推荐形式", "提名来源"),
               pattern=r"(?:提名|推荐|产生).{0,4}(?:方式|形式|途径|渠道)"),
        Column("work_unit", "工作单位", ("现工作单位", "所在单位")),
        Column("native_place", "籍贯"),
        Column("certificate", "社会工作者证书", ("社工证", "社工证书", "社会工作者职业资格", "社会工作职业资格")),
        Column("term", "届次", ("选举届次",)),
        Column("review_result", "联审结论", ("联审结果", "审查结论", "审查结果", "联审意见", "结论", "审核结论", "资格审查结论",
                                            "审核结果"),
               pattern=r"(?:候选人|人选)?(?:任职)?(?:资格)?(?:区级?|最终|综合|联合)?(?:联审|审查|审核)的?(?:结论|结果|意见)"),
    ),
    required=(frozenset({"name"}), frozenset({"id_number"}),
              frozenset({"positions", "review_result", "nomination", "political_status"})),
    group=Group(("联审部门", "联审单位", "部门意见", "部门审查", "部门联审", "单位意见", "联审情况", "成员单位"), DEPARTMENTS),
    anchor="id_number",
)  # fmt: skip

FURTHER = ("work_unit", "native_place", "certificate")
"""Further columns of the registration, kept as they are written."""

BOOK = Phrasebook(
    texts={
        **PERSON_TEXTS,
        "age_text_differs": "括号里的年龄与身份证号算出的年龄不一致（算至选举日），已按身份证号计算。请核对。",
        "position_committee_inferred": "职务只写了“委员”，已按{}委员处理。请写明是党组织委员还是居委会委员。",
        "missing_position": "缺少拟推荐职务。请补填，如“党组织书记”“居委会主任”。",
        "unknown_position": "拟推荐职务无法辨认。请写明，如“党组织书记”“居委会委员”。",
        "position_requires_party_member": "拟任党组织职务，但政治面貌不是中共党员。请核对职务和政治面貌。",
        "position_requires_full_member": "拟任党组织职务，但仍是预备党员，没有被选举权。请核对职务和政治面貌。",
        "under_18_on_election_day": "到选举日未满十八周岁，不能作为候选人。请核对身份证号。",
        "two_positions_same_committee": "同一人在同一委员会有两个职务。请只保留一个。",
        "candidate_in_two_communities": "同一人在两个社区被提名。请只保留一个社区。",
        "review_failed": "有联审单位提出问题，结论为不合格，只作记录，不能列为候选人。",
        "review_contradiction": "“{}”的意见与联审结论不一致。请核对该单位意见后改正结论。",
    },
    columns={
        **PERSON_COLUMNS,
        "position_committee_inferred": "positions", "missing_position": "positions", "unknown_position": "positions",
        "position_requires_party_member": "positions", "position_requires_full_member": "positions",
        "under_18_on_election_day": "id_number", "two_positions_same_committee": "positions",
        "candidate_in_two_communities": "community", "review_failed": "review_result",
        "review_contradiction": "{}",
    },
    labels=LAYOUT.labels,
)  # fmt: skip
explain, column_of = BOOK.explain, BOOK.column_of


def normalize_registration(
    table: Table, places: PlaceIndex, on: dt.date, election_day: dt.date, street_code: str = ""
) -> Iterator[RowResult]:
    """The verdict on every row, in order. ``on`` is today; ages count on ``election_day``; ``street_code`` is the
    street of communities written without one (default: the street the heading names)."""
    reader = RegistrationReader(table, places, on, election_day, street_code or street_of(table, places))
    for row in table.rows():
        yield skipped(row.number, row.why) if row.why else reader.read(row)


class RegistrationReader:
    """Reads the data rows of one table; knows the candidates it has accepted, to see one person twice."""

    def __init__(self, table: Table, places: PlaceIndex, on: dt.date, election_day: dt.date, street_code: str) -> None:
        self._places, self._street = places, street_code
        self._today, self._year, self._election_day = on.isoformat(), on.year, election_day
        self._struck, self._shifted = table.sheet.struck, table.sheet.shifted
        self._at, self._departments = table.header.columns, table.header.group
        self._seen: dict[str, list[tuple[str, str, frozenset[str]]]] = {}

    def read(self, row: Row) -> RowResult:
        """The verdict on one data row."""
        if row.number in self._shifted:
            return judged(row.number, {}, (), ("column_shift",))
        warnings: list[str] = []
        errors: list[str] = []
        hints: dict[str, str] = {}
        name = parse_name(self._cell(row, "name"))
        if name.reason:
            (errors if name.verdict == "reject" else warnings).append(name.reason)
        number = parse_id_number(self._cell(row, "id_number"))
        if number.error and any(map(holds_id_number, row.cells)):
            return judged(row.number, {}, (), ("column_shift",))
        errors.extend([number.error] if number.error else ())
        warnings.extend(number.warnings)
        normalized = {
            "name": name.text or name.kept,
            "gender": self._gender(row, number, warnings, errors),
            "ethnicity": self._choice(row, "ethnicity", parse_ethnicity, warnings),
            "id_number": number.text,
            "birth_date": number.birth_date,
        }
        self._birth(row, number, warnings, errors)
        normalized["community_code"] = self._community(row, errors, hints)
        status = self._choice(row, "political_status", parse_status, warnings)
        normalized |= {
            "positions": self._positions(row, status, warnings, errors),
            "political_status": status,
            "join_date": self._join_date(row, status, number, warnings, errors),
            "education": self._choice(row, "education", parse_education, warnings),
            "incumbent": self._choice(row, "incumbent", parse_yes_no, warnings),
            "nomination": self._text(row, "nomination"),
            **self._review(row, warnings, errors),
            "phone": self._phone(row, warnings),
        }
        self._same_person(normalized, errors)
        if row.number in self._struck and self._at["name"] in self._struck[row.number]:
            warnings.append("strikethrough")
        return judged(row.number, normalized, warnings, errors, hints or None, self._extra(row))

    def _cell(self, row: Row, key: str) -> object:
        index = self._at.get(key, -1)
        return row.cells[index] if index >= 0 else ""

    def _text(self, row: Row, key: str) -> str | None:
        cell = self._cell(row, key)
        return None if is_blank(cell) else clean_text(cell)

    def _choice(self, row: Row, key: str, parse: object, warnings: list) -> object:
        cell = self._cell(row, key)
        value = parse(cell)
        if value is None and not is_blank(cell):
            warnings.append(f"unrecognised_value:{LAYOUT.labels[key]}")
        return value

    def _gender(self, row: Row, number: IdNumber, warnings: list, errors: list) -> str | None:
        gender = self._choice(row, "gender", parse_gender, warnings)
        if gender and number.gender and gender != number.gender:
            errors.append("gender_mismatch")
        return gender or number.gender or None

    def _birth(self, row: Row, number: IdNumber, warnings: list, errors: list) -> None:
        birth = read_date(self._cell(row, "birth"), century_ends=self._year)
        if birth.text or birth.error:
            judge_birth(birth, number, self._today, warnings, errors)
        if not number.birth_date:
            return
        age = age_on(dt.date.fromisoformat(number.birth_date), self._election_day)
        if age < 18:
            errors.append("under_18_on_election_day")
        if birth.age is not None and birth.age != age:
            warnings.append("age_text_differs")

    def _community(self, row: Row, errors: list, hints: dict) -> str:
        street = self._street
        if not is_blank(written := self._cell(row, "street")):
            match = self._places.street(written)
            if match.error:
                errors.append(match.error)
                hints[match.error] = match.hint
                return ""
            street = match.code
        match = self._places.community(self._cell(row, "community"), street)
        if match.error:
            errors.append(match.error)
            hints[match.error] = match.hint
        return match.code

    def _positions(self, row: Row, status: str | None, warnings: list, errors: list) -> list[str]:
        cell = self._cell(row, "positions")
        if is_blank(cell):
            errors.append("missing_position")
            return []
        parsed = parse_positions(cell)
        if not parsed.positions:
            errors.append("unknown_position")
        if parsed.is_inferred:
            warnings.append("position_committee_inferred:居委会")
        if len(parsed.committees) > len(set(parsed.committees)):
            errors.append("two_positions_same_committee")
        if "党组织" in parsed.committees and status is not None and status != "中共党员":
            probationary = status == "中共预备党员"
            errors.append("position_requires_full_member" if probationary else "position_requires_party_member")
        return list(parsed.positions)

    def _join_date(self, row: Row, status: str | None, number: IdNumber, warnings: list, errors: list) -> str | None:
        join = read_date(self._cell(row, "join_date"), century_ends=self._year)
        label = LAYOUT.labels["join_date"]
        if join.error:
            errors.append(f"invalid_date:{label}")
        elif not join.text:
            if status in ("中共党员", "中共预备党员"):
                errors.append("missing_join_date")
        elif status != "共青团员":
            warnings.extend(f"{code}:{label}" for code in join.warnings)
            if join.text > self._today[: len(join.text)]:
                errors.append(f"date_in_future:{label}")
            if joined_too_young(join, number.birth_date):
                errors.append("joined_before_18")
        return join.text

    def _review(self, row: Row, warnings: list, errors: list) -> dict:
        marks = {label: parse_review_mark(row.cells[index]) for label, index in self._departments.items()}
        conclusion = parse_conclusion(self._cell(row, "review_result"), tuple(marks.values()))
        if conclusion is None:
            warnings.append(f"unrecognised_value:{LAYOUT.labels['review_result']}")
        against = [label for label, mark in marks.items() if mark in ("fail", "pending")]
        if conclusion == "合格":
            errors.extend(f"review_contradiction:{label}" for label in against)
        elif conclusion == "不合格" and marks and not against:
            errors.append("review_contradiction:联审结论")
        elif conclusion == "不合格":
            warnings.append("review_failed")
        return {"review": marks, "review_result": conclusion}

    def _phone(self, row: Row, warnings: list) -> str | None:
        phone = normalize_phone(self._cell(row, "phone"))
        if not phone.valid:
            warnings.append("invalid_phone")
        return phone.text

    def _same_person(self, normalized: dict, errors: list) -> None:
        """One person may stand in one community, in both committees, once each."""
        number, community = normalized["id_number"], normalized["community_code"]
        if not number:
            return
        committees = frozenset(position[:3] for position in normalized["positions"])
        for name, place, before in self._seen.get(number, ()):
            if name != normalized["name"]:
                errors.append("duplicate_id_other_name")
            elif community and place != community:
                errors.append("candidate_in_two_communities")
            elif before == frozenset(normalized["positions"]):
                errors.append("duplicate_row")
            elif committees & {position[:3] for position in before}:
                errors.append("two_positions_same_committee")
            else:
                continue
            return
        if not errors:
            entry = (normalized["name"], community, frozenset(normalized["positions"]))
            self._seen.setdefault(number, []).append(entry)

    def _extra(self, row: Row) -> dict[str, object] | None:
        """What a department wrote beyond a mark, the present post and the remark: kept for the people who decide."""
        opinions = {
            label: clean_text(row.cells[index])
            for label, index in self._departments.items()
            if parse_review_mark(row.cells[index]) == "fail"
        }
        keys = ("current_post", "remark", "term", *FURTHER)
        texts = {key: text for key in keys if (text := self._text(row, key))}
        return {**texts, **({"opinions": opinions} if opinions else {})} or None
