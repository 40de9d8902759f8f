"""What opinions rest on, as it stands now, for many candidates in two queries."""

from collections import defaultdict
from collections.abc import Iterable

from candidates.models import Candidate, DisciplineRecord
from candidates.rules.review_content import REGISTRATION, Facts


def facts_of(keys: Iterable[int]) -> dict[int, Facts]:
    """Candidate id → what is registered."""
    keys = list(keys)
    lines = defaultdict(list)
    fields = ("candidate_id", "measure", "document_number", "effective_on", "rights_restored_on")
    for key, *parts in DisciplineRecord.objects.filter(candidate__in=keys).values_list(*fields):
        lines[key].append("|".join(str(part or "") for part in parts))
    rows = Candidate.objects.filter(pk__in=keys).values(
        "pk", "name", "gender", "birth_date", "id_number_hash", "posts", *REGISTRATION
    )
    return {
        row["pk"]: Facts(
            name=row["name"], gender=row["gender"], birth_date=row["birth_date"], id_number_hash=row["id_number_hash"],
            posts=tuple(row["posts"]), registration={name: row[name] for name in REGISTRATION},
            disciplines=tuple(lines[row["pk"]]),
        )
        for row in rows
    }  # fmt: skip
