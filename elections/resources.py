"""The roster as import-export knows it: our rules read and judge it, bulk statements write it, exports are masked."""

from django.db import connection
from import_export.fields import Field

from elections.enums import Education, Gender
from elections.models import PartyMember
from elections.queries.people import place_index
from elections.rules import roster
from elections.services.organizations import WITHOUT_BRANCH, OrganizationBook, remove_unused
from huanjie.files.imports.rows import SAME, SKIP, UPDATE, Reading, SheetRow
from huanjie.files.imports.words import TEXTS
from huanjie.files.resources import SheetResource
from huanjie.shared import clock
from huanjie.shared.crypto import encrypt, lookup_hash
from huanjie.shared.identity import mask_id_number, mask_phone
from huanjie.shared.scope import covers
from huanjie.shared.spreadsheet.results import Phrasebook

GENDERS = {label: value for value, label in Gender.choices}
EDUCATIONS = {label: value for value, label in Education.choices}
PROBATIONARY = "预备党员"
LABELS = {
    "name": "姓名", "gender": "性别", "ethnicity": "民族", "education": "学历", "join_date": "入党时间",
    "full_date": "转正时间", "is_probationary": "党员类别", "phone": "联系电话", "remark": "备注",
    "organization_id": "所在党组织",
}  # fmt: skip
REPORT_EVERY = 5000

BOOK = Phrasebook(
    texts={
        **TEXTS,
        **roster.BOOK.texts,
        "on_other_roster": "此人已在其他单位名册中。请把文件名和行号告诉区委组织部核对。",
        "already_on_roster": "名册中已有此人，内容相同，本行不会改动任何记录。",
        "updates_record": "名册中已有此人，将更新：{}。",
        "transfer": "此人现在“{}”名册中，导入后转入本行所写的党组织。",
        "missing_branch": "没有写党支部，将列入本社区“未写明支部”。请尽快补全。",
    },
    columns={**roster.BOOK.columns, "on_other_roster": "id_number", "already_on_roster": "id_number",
             "transfer": "branch", "missing_branch": "branch"},
    labels=roster.BOOK.labels,
)  # fmt: skip


class RosterResource(SheetResource):
    """党员花名册. A person is known by the keyed hash of the ID number; a blank cell never wipes what is on record."""

    layout = roster.LAYOUT
    phrasebook = BOOK
    key_field = "id_number_hash"
    plan_codes = ("already_on_roster", "updates_record", "transfer")
    update_columns = ("name", "gender", "ethnicity", "education", "join_date", "full_date", "is_probationary", "phone",
                      "phone_masked", "remark", "organization_id", "community_id", "area_code", "batch_id",
                      "updated_at")  # fmt: skip
    insert_columns = (*update_columns, "birth_date", "id_number", "id_number_hash", "id_number_masked", "left_on",
                      "version", "created_at")  # fmt: skip

    organization_name = Field(attribute="organization__name", column_name="所在党组织", readonly=True)
    community_name = Field(attribute="community__name", column_name="社区", readonly=True)

    class Meta:
        model = PartyMember
        fields = ("name", "gender", "ethnicity", "birth_date", "id_number_masked", "education", "join_date",
                  "full_date", "is_probationary", "organization_name", "community_name", "phone_masked", "remark",
                  "left_on")  # fmt: skip
        export_order = fields
        import_id_fields = ("id_number_hash",)

    # --- read and judge ----------------------------------------------------------------------------------------------
    def read(self, content, report=None) -> Reading:
        _, table = self.open(content)
        places = place_index(self.area[:6])
        street = roster.street_of(table, places)
        if not street and len(self.area) >= 9:
            street = self.area[:9] + "000"
        reading = Reading([], sheet=table.sheet.name, ignored_sheets=table.ignored,
                          unknown_columns=table.unknown_columns())  # fmt: skip
        total, names = len(table.sheet.rows), {}
        for result in roster.normalize_roster(table, places, self.on, street):
            if result.outcome == SKIP:
                reading.skipped.append((result.row, result.why))
                continue
            row = self._row(result)
            if row.warnings or row.errors:
                row.written = self.written_of(table, result.row)
            if code := row.values.get("community_code"):
                row.values["community"] = names.get(code) or names.setdefault(code, places.community_name(code))
            reading.rows.append(row)
            if report and result.row % REPORT_EVERY == 0:
                report(result.row, total)
        return reading

    def _row(self, result) -> SheetRow:
        values = result.normalized or {}
        row = SheetRow(result.row, result.outcome, values, list(result.warnings), list(result.errors),
                       hints=dict(result.hints or {}))  # fmt: skip
        if not row.is_good:
            return row
        if result.extra:
            values["remark"] = result.extra.get("remark", "")
        row.key = lookup_hash(values["id_number"])
        if not covers(self.area, values["community_code"]):
            row.reject("outside_area")
        for key, most, label in (("name", 50, "姓名"), ("branch", 100, "所在党支部"), ("remark", 200, "备注")):
            if values.get(key) and len(values[key]) > most:
                row.reject(f"text_too_long:{label}")
        if not values["branch"]:
            row.warn("missing_branch")
        return row

    def records(self):
        return (
            PartyMember.objects.filter(left_on__isnull=True)
            .exclude(id_number_hash="")
            .select_related("organization", "community")
            .defer("id_number")
        )

    def judge(self, row, instance) -> None:
        if not covers(self.area, instance.area_code):
            row.reject("on_other_roster")
            row.target = None
            return
        if not row.values["branch"] and instance.community.code == row.values["community_code"]:
            row.values["branch"] = instance.organization.name
        changed = _changes(row.values, instance)
        if not changed:
            row.action = SAME
            row.warn("already_on_roster")
            return
        row.action = UPDATE
        if instance.community.code != row.values["community_code"]:
            row.warn(f"transfer:{instance.community.name}")
        row.warn("updates_record:" + "、".join(LABELS[name] for name in changed))

    # --- write -------------------------------------------------------------------------------------------------------
    def prepare(self, rows) -> None:
        """Encrypt before the transaction opens."""
        self._sealed = {}
        for row in rows:
            if row.is_good and row.action != SAME:
                number, phone = row.values["id_number"], row.values["phone"] or ""
                self._sealed[row.number] = (
                    encrypt(number.encode()), mask_id_number(number),
                    encrypt(phone.encode()) if phone else b"", mask_phone(phone) if phone else "",
                )  # fmt: skip

    def before_write(self, rows, written) -> None:
        """Find the organizations the rows name, or make them."""
        places = {
            (row.values["community_code"], row.values["branch"] or WITHOUT_BRANCH) for row in rows if row.action != SAME
        }
        self._book = OrganizationBook(places)
        written.aside = self._book.created
        self._now, self._batch = _column("updated_at", clock.now()), _column("batch", self.job_id)

    def insert_values(self, row) -> tuple:
        v = row.values
        number, masked, phone, phone_masked = self._sealed[row.number]
        organization, community = self._book.find(v["community_code"], v["branch"] or WITHOUT_BRANCH)
        return (
            v["name"], GENDERS.get(v["gender"], ""), v["ethnicity"] or "", EDUCATIONS.get(v["education"], ""),
            v["join_date"] or "", v["full_date"] or "", v["member_type"] == PROBATIONARY, phone, phone_masked,
            v.get("remark", ""), organization, community, v["community_code"], self._batch, self._now,
            v["birth_date"] or None, number, row.key, masked, None, 1, self._now,
        )  # fmt: skip

    def update_values(self, row, instance) -> tuple:
        v = row.values
        _, _, phone, phone_masked = self._sealed[row.number]
        if not phone:
            phone, phone_masked = encrypt(instance.phone.encode()) if instance.phone else b"", instance.phone_masked
        organization, community = self._book.find(v["community_code"], v["branch"] or WITHOUT_BRANCH)
        full_date = v["full_date"] or instance.full_date
        probationary = v["member_type"] == PROBATIONARY if v["member_type"] else instance.is_probationary
        return (
            v["name"], GENDERS.get(v["gender"], instance.gender), v["ethnicity"] or instance.ethnicity,
            EDUCATIONS.get(v["education"], instance.education), v["join_date"] or instance.join_date,
            full_date, probationary, phone, phone_masked, v.get("remark") or instance.remark,
            organization, community, v["community_code"], self._batch, self._now,
        )  # fmt: skip

    def undo_aside(self, aside) -> None:
        remove_unused(pks=aside)

    # --- export ------------------------------------------------------------------------------------------------------
    def get_queryset(self):
        return super().get_queryset().select_related("organization", "community")

    def get_export_headers(self, selected_fields=None):
        return [
            field.column_name if field.readonly and not field.column_name.isascii()
            else str(PartyMember._meta.get_field(field.attribute).verbose_name)
            for field in self.get_export_fields(selected_fields)
        ]  # fmt: skip

    def dehydrate_gender(self, member):
        return member.get_gender_display()

    def dehydrate_education(self, member):
        return member.get_education_display()

    def dehydrate_is_probationary(self, member):
        return PROBATIONARY if member.is_probationary else "正式党员"


def _changes(values: dict, instance: PartyMember) -> list[str]:
    """Names of the fields a row would change; what the row leaves blank changes nothing."""
    new = {
        "name": values["name"],
        "gender": GENDERS.get(values["gender"]),
        "ethnicity": values["ethnicity"],
        "education": EDUCATIONS.get(values["education"]),
        "join_date": values["join_date"],
        "full_date": values["full_date"],
        "phone": values["phone"],
        "remark": values.get("remark"),
    }
    changed = [name for name, value in new.items() if value and value != getattr(instance, name)]
    if values["member_type"] and (values["member_type"] == PROBATIONARY) != instance.is_probationary:
        changed.append("is_probationary")
    here = (instance.community.code, instance.organization.name)
    if (values["community_code"], values["branch"] or instance.organization.name) != here:
        changed.append("organization_id")
    return changed


def _column(name: str, value):
    """A value as the database stores it in that column."""
    return PartyMember._meta.get_field(name).get_db_prep_save(value, connection)
