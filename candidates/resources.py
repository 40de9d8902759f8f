"""The registration sheet as import-export knows it: our rules read it, and each good row is a nomination like any
other. What the sheet says of the review is kept as a remark; it passes nobody."""

from candidates.enums import CandidateState, Nomination, PoliticalStatus, Post
from candidates.models import Candidate
from candidates.rules import registration
from candidates.services.nomination import nominate
from elections.enums import CycleState, Education, Gender
from elections.models import CommunityCycle, ElectionCycle
from elections.queries.people import place_index
from elections.rules.roster import street_of
from huanjie.files.imports.results import Written
from huanjie.files.imports.rows import SAME, SKIP, Reading, SheetRow
from huanjie.files.imports.words import TEXTS
from huanjie.files.models import FileJob
from huanjie.files.resources import SheetResource
from huanjie.shared.crypto import lookup_hash
from huanjie.shared.scope import covers
from huanjie.shared.spreadsheet.errors import SpreadsheetError
from huanjie.shared.spreadsheet.results import Phrasebook
from huanjie.shared.verdict import Refused, no

GENDERS = {label: value for value, label in Gender.choices}
EDUCATIONS = {label: value for value, label in Education.choices}
STATUSES = {label: value for value, label in PoliticalStatus.choices} | {"其他": PoliticalStatus.NONE.value}
POSTS = {label: value for value, label in Post.choices}
NOMINATIONS = {label: value for value, label in Nomination.choices}
IN_THE_PARTY = ("中共党员", "中共预备党员")
REMARK_LENGTH = 200
LONGEST = (
    ("name", 50, "姓名"), ("current_post", 100, "现任职务"), ("remark", REMARK_LENGTH, "备注"), ("work_unit", 100, "工作单位"),
    ("native_place", 60, "籍贯"), ("certificate", 60, "社会工作者证书"),
)  # fmt: skip

BOOK = Phrasebook(
    texts={
        **TEXTS,
        **registration.BOOK.texts,
        "community_not_in_cycle": "这个社区没有参加本届换届。请核对社区名称，或联系区委组织部。",
        "missing_status": "没有写明政治面貌。请补填政治面貌。",
        "post_not_recorded": "拟推荐职务“{}”不在社区“两委”职务内，本表不登记。请从本表删除，按规定另行登记。",
        "already_registered": "本届已登记此人，职务相同，本行不会改动任何记录。",
        "registered_with_other_posts": "本届已登记此人，但拟任职务不同（{}）。请在候选人页面修改，本行不导入。",
        "merged_with_row": "与第 {} 行是同一人，两个职务合并为一次登记。",
    },
    columns={
        **registration.BOOK.columns,
        "community_not_in_cycle": "community", "missing_status": "political_status", "post_not_recorded": "positions",
        "already_registered": "id_number", "registered_with_other_posts": "positions", "merged_with_row": "id_number",
    },
    labels=registration.BOOK.labels,
)  # fmt: skip


class CandidateResource(SheetResource):
    """候选人登记及联审表. A person is known by the keyed hash of the ID number; a registration that exists is never
    changed by a file."""

    layout = registration.LAYOUT
    phrasebook = BOOK
    key_field = "id_number_hash"
    plan_codes = ("already_registered",)

    class Meta:
        model = Candidate
        fields = ("name", "gender", "posts", "state", "nominated_on")
        import_id_fields = ("id_number_hash",)

    def __init__(self, *args, election_day=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.election_day = election_day

    # --- read and judge ----------------------------------------------------------------------------------------------
    def read(self, content, report=None) -> Reading:
        _, table = self.open(content)
        cycle = self._cycle()
        election_day = self.election_day or (cycle and cycle.election_day)
        if election_day is None:
            raise SpreadsheetError("本区没有进行中的换届，无法核对候选人。请由区委组织部先开启换届。")
        places = place_index(self.area[:6])
        street = street_of(table, places) or (self.area[:9] + "000" if len(self.area) >= 9 else "")
        names = {} if cycle is None else self._communities(cycle)
        reading = Reading([], sheet=table.sheet.name, ignored_sheets=table.ignored,
                          unknown_columns=table.unknown_columns())  # fmt: skip
        for result in registration.normalize_registration(table, places, self.on, election_day, street):
            if result.outcome == SKIP:
                reading.skipped.append((result.row, result.why))
                continue
            row = self._row(result, None if cycle is None else names)
            if row.warnings or row.errors:
                row.written = _written(table.sheet.rows[result.row - 1], table.header.columns)
            reading.rows.append(row)
        _merge_posts(reading.rows)
        return reading

    def _cycle(self):
        return ElectionCycle.objects.filter(area_code=self.area[:6], state=CycleState.OPEN).first()

    def _communities(self, cycle) -> dict:
        rows = CommunityCycle.objects.filter(cycle=cycle).select_related("community")
        return {row.area_code: row for row in rows}

    def _row(self, result, communities) -> SheetRow:
        values = dict(result.normalized or {})
        row = SheetRow(result.row, result.outcome, values, list(result.warnings), list(result.errors),
                       hints=dict(result.hints or {}))  # fmt: skip
        if not row.is_good:
            return row
        extra = result.extra or {}
        values["current_post"], values["remark"] = extra.get("current_post", ""), extra.get("remark", "")
        values |= {key: extra.get(key, "") for key in registration.FURTHER}
        row.key = lookup_hash(values["id_number"])
        if not covers(self.area, values["community_code"]):
            row.reject("outside_area")
        elif communities is not None and values["community_code"] not in communities:
            row.reject("community_not_in_cycle")
        if communities and values["community_code"] in communities:
            values["community"] = communities[values["community_code"]].community.name
        if values["political_status"] is None:
            row.reject("missing_status")
        for position in values["positions"]:
            if position not in POSTS:
                row.reject(f"post_not_recorded:{position}")
        for key, most, label in LONGEST:
            if values.get(key) and len(values[key]) > most:
                row.reject(f"text_too_long:{label}")
        return row

    def records(self):
        return (
            Candidate.objects.filter(community_cycle__cycle=self._cycle())
            .exclude(state=CandidateState.WITHDRAWN)
            .exclude(id_number_hash="")
            .defer("id_number", "phone")
        )

    def judge(self, row, instance) -> None:
        if instance.area_code != row.values["community_code"]:
            row.reject("candidate_in_two_communities")
            row.target = None
        elif set(instance.posts) != {POSTS[position] for position in row.values["positions"]}:
            row.reject(f"registered_with_other_posts:{instance.posts_label}")
            row.target = None
        else:
            row.action = SAME
            row.warn("already_registered")

    # --- write -------------------------------------------------------------------------------------------------------
    def _insert(self, rows, written: Written) -> None:
        """Through the one door: each row is a nomination, with its history and its log."""
        if not rows:
            return
        cycle = self._cycle()
        if cycle is None:
            raise Refused("本区没有进行中的换届，没有写入任何数据。")
        communities = self._communities(cycle)
        batch = FileJob.objects.filter(pk=self.job_id).first() if self.job_id else None
        for row in rows:
            try:
                candidate = nominate(
                    community_cycle=communities[row.values["community_code"]], by=self.by, batch=batch,
                    **self._registration(row.values),
                )  # fmt: skip
            except Refused as refused:
                raise Refused(no(f"第 {row.number} 行：{refused.verdict.reason}", refused.verdict.remedy)) from None
            written.created.append([candidate.pk, row.number])

    def _registration(self, values: dict) -> dict:
        status = values["political_status"]
        return {
            "name": values["name"],
            "gender": GENDERS[values["gender"]],
            "ethnicity": values["ethnicity"] or "",
            "birth_date": Candidate._meta.get_field("birth_date").to_python(values["birth_date"]),
            "id_number": values["id_number"],
            "phone": values["phone"] or "",
            "posts": [POSTS[position] for position in values["positions"]],
            "nomination": NOMINATIONS.get(values["nomination"] or "", ""),
            "political_status": STATUSES[status],
            "join_date": (values["join_date"] or "") if status in IN_THE_PARTY else "",
            "education": EDUCATIONS.get(values["education"] or "", ""),
            "current_post": values["current_post"],
            "is_incumbent": bool(values["incumbent"]),
            "nominated_on": self.on,
            "remark": _remark(values),
            **{key: values[key] for key in registration.FURTHER},
        }


def _remark(values: dict) -> str:
    """The sheet's own remark and conclusion, as words."""
    parts = [values["remark"]] if values["remark"] else []
    if values["review_result"] in ("合格", "不合格"):
        parts.append(f"导入表所写联审结论：{values['review_result']}")
    if values["nomination"] and values["nomination"] not in NOMINATIONS:
        parts.append(f"导入表所写提名方式：{values['nomination']}")
    return "；".join(parts)[:REMARK_LENGTH]


def _merge_posts(rows: list[SheetRow]) -> None:
    """The same person on two rows of one community (both committees) becomes one registration."""
    first: dict[str, SheetRow] = {}
    for row in rows:
        if not row.is_good or not row.key:
            continue
        known = first.setdefault(row.key, row)
        if known is not row:
            known.values["positions"] = [*known.values["positions"], *row.values["positions"]]
            row.key, row.action = "", SAME
            row.warn(f"merged_with_row:{known.number}")


def _written(cells, columns) -> dict:
    """What the file says in each known column, as text."""
    texts = {key: str(cells[index]).strip() for key, index in columns.items() if index < len(cells)}
    return {key: text for key, text in texts.items() if text}
