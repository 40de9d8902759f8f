"""What goes into the workbook of one department in one batch."""

from candidates.models import DepartmentOpinion
from candidates.queries.matrix import live_opinions
from candidates.queries.queue import own_opinions
from candidates.rules.review_sheet import KeyCell, key_of


def sheet_cells(batch, department, without=()):
    """Open cells of a department in a batch, by candidate; `without` are ids of candidates hidden from the reader."""
    return (
        live_opinions()
        .filter(joint_review__batch=batch, department=department, answer="")
        .exclude(candidate_id__in=without)
        .select_related("candidate__community_cycle__community", "circumstance")
        .defer("facts", "candidate__id_number", "candidate__phone")
        .order_by("area_code", "candidate__name", "candidate", "circumstance__code")
    )


def sheet_of(batch, department, cells):
    """(codes with their statements, rows): a row is (key, person, codes asked about this person)."""
    people: dict[int, list[DepartmentOpinion]] = {}
    asked = {}
    for cell in cells:
        people.setdefault(cell.candidate_id, []).append(cell)
        asked[cell.circumstance.code] = cell.circumstance
    rows = []
    for number, mine in enumerate(people.values(), start=1):
        person = mine[0].candidate
        keys = [KeyCell(c.circumstance.code, c.pk, c.version, c.content_digest) for c in mine]
        rows.append(
            (
                key_of(batch.pk, department.pk, keys),
                [number, person.name, f"{person.birth_date:%Y-%m}" if person.birth_date else "", person.id_number_masked,
                 person.community_cycle.community.name, person.posts_label],
                {c.circumstance.code for c in mine},
            )
        )  # fmt: skip
    return [asked[code] for code in sorted(asked)], rows


def own_cells(batch, department, viewer):
    """The live cells of a department in a batch as (pk → cell), for reading a returned sheet."""
    rows = own_opinions(viewer).filter(joint_review__batch=batch, department=department)
    rows = rows.select_related(
        "candidate__community_cycle__cycle", "circumstance", "department", "joint_review__batch"
    ).defer("facts", "candidate__id_number", "candidate__phone")
    return {row.pk: row for row in rows}
