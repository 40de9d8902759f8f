"""The list of audits as import-export knows it: our rules read it, each good row is registered as it stands."""

from datetime import date

from audits.enums import AuditKind
from audits.models import Audit
from audits.rules import plan_sheet
from audits.services.audit import record_audit
from elections.enums import CycleState
from elections.models import CommunityCycle, ElectionCycle
from elections.queries.people import place_index
from elections.rules.roster import street_of
from huanjie.files.imports.results import Written
from huanjie.files.imports.rows import CREATE, SAME, SKIP, Reading, SheetRow
from huanjie.files.imports.words import TEXTS
from huanjie.files.models import FileJob
from huanjie.files.resources import SheetResource
from huanjie.shared.scope import covers
from huanjie.shared.spreadsheet.errors import SpreadsheetError
from huanjie.shared.spreadsheet.results import Phrasebook
from huanjie.shared.verdict import Refused, no

LENGTHS = (("person", 50, "审计对象"), ("person_post", 60, "职务"), ("auditor_unit", 80, "审计机构"),
           ("report_number", 60, "报告文号"), ("remark", 200, "备注"))  # fmt: skip
NO_CYCLE = "本区没有进行中的换届，无法登记审计。请由区委组织部先开启换届。"

BOOK = Phrasebook(
    texts={
        **TEXTS,
        **plan_sheet.BOOK.texts,
        "community_not_in_cycle": "这个社区没有参加本届换届。请核对社区名称，或联系区委组织部。",
        "already_registered": "这个对象的同类审计已经登记，本行不会改动任何记录；进展请在审计页面登记。",
    },
    columns={**plan_sheet.BOOK.columns, "community_not_in_cycle": "community", "already_registered": "person"},
    labels=plan_sheet.BOOK.labels,
)


class AuditResource(SheetResource):
    """审计台账. A subject has one audit of a kind in a cycle; one that is registered is never changed by a file."""

    layout = plan_sheet.LAYOUT
    phrasebook = BOOK
    plan_codes = ("already_registered",)

    class Meta:
        model = Audit
        fields = ("kind", "person_name", "state", "planned_on")

    def read(self, content, report=None) -> Reading:
        _, table = self.open(content)
        cycle = self._cycle()
        if cycle is None:
            raise SpreadsheetError(NO_CYCLE)
        places = place_index(self.area[:6])
        street = street_of(table, places) or (self.area[:9] + "000" if len(self.area) >= 9 else "")
        self._members = self._communities(cycle)
        reading = Reading([], sheet=table.sheet.name, ignored_sheets=table.ignored)
        for result in plan_sheet.normalize_audits(table, places, self.on, street):
            if result.outcome == SKIP:
                reading.skipped.append((result.row, result.why))
                continue
            row = self._row(result)
            if row.errors:
                cells = table.sheet.rows[result.row - 1]
                row.written = {
                    key: str(cells[index]).strip() for key, index in table.header.columns.items() if index < len(cells)
                }
            reading.rows.append(row)
        return reading

    def _cycle(self):
        return ElectionCycle.objects.filter(area_code=self.area[:6], state=CycleState.OPEN).first()

    def _communities(self, cycle) -> dict:
        return {row.area_code: row for row in CommunityCycle.objects.filter(cycle=cycle).select_related("community")}

    def _row(self, result) -> SheetRow:
        values = dict(result.normalized or {})
        row = SheetRow(result.row, result.outcome, values, [], list(result.errors), hints=dict(result.hints or {}))
        if not row.is_good:
            return row
        if not covers(self.area, values["community_code"]):
            row.reject("outside_area")
        elif values["community_code"] not in self._members:
            row.reject("community_not_in_cycle")
        for key, most, label in LENGTHS:
            if len(values[key]) > most:
                row.reject(f"text_too_long:{label}")
        row.key = _subject(values["community_code"], values["kind"], values["person"])
        return row

    def existing(self, keys) -> dict:
        wanted = set(keys)
        found = Audit.objects.filter(community_cycle__cycle=self._cycle())
        known = {_subject(each.area_code, each.kind, each.person_name): each for each in found}
        return {key: audit for key, audit in known.items() if key in wanted}

    def judge(self, row, instance) -> None:
        row.action = SAME
        row.warn("already_registered")

    def outdated(self, rows) -> list[SheetRow]:
        known = self.existing([row.key for row in rows if row.is_good])
        return [row for row in rows if row.is_good and (row.action == CREATE) == (row.key in known)]

    def _insert(self, rows, written: Written) -> None:
        if not rows:
            return
        cycle = self._cycle()
        if cycle is None:
            raise Refused(NO_CYCLE)
        members = self._communities(cycle)
        batch = FileJob.objects.filter(pk=self.job_id).first() if self.job_id else None
        for row in rows:
            v = row.values
            try:
                audit = record_audit(
                    community_cycle=members[v["community_code"]], kind=AuditKind(v["kind"]), by=self.by, batch=batch,
                    person_name=v["person"], person_post=v["person_post"], auditor_unit=v["auditor_unit"],
                    report_number=v["report_number"], problem_count=v["problem_count"], remark=v["remark"],
                    **{key: date.fromisoformat(v[key]) if v[key] else None for key in plan_sheet.DAYS},
                )  # fmt: skip
            except Refused as refused:
                raise Refused(no(f"第 {row.number} 行：{refused.verdict.reason}", refused.verdict.remedy)) from None
            written.created.append([audit.pk, row.number])


def _subject(community: str, kind: str, person: str) -> str:
    return f"{community}|{kind}|{person}"
