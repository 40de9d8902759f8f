"""The floor of the stampede: what the database alone needs to keep as many acts, asked by one connection that checks
nothing. One transaction a street: its reports updated, a change of state for each, one log entry, five sums."""

import time
from datetime import date

from django.db import connection

TABLES = {
    "bare_report": "reports_dailyreport",
    "bare_change": "activity_statechange",
    "bare_entry": "activity_activityentry",
    "bare_summary": "reports_areasummary",
}
CHANGE = "id, subject_type, subject_id, area_code, before, after, comment, at, by_name, role"
ENTRY = "id, number, at, actor_name, role, actor_area, verb, subject_type, subject_id, subject_label, area_code, detail, previous_hash, hash"


def bare_filing(on: date, prefixes: list[str]) -> float:
    """Seconds for all the streets, on copies of the tables with their indexes."""
    with connection.cursor() as cursor:
        for copy, table in TABLES.items():
            if connection.vendor == "postgresql":
                cursor.execute(f"CREATE TABLE {copy} (LIKE {table} INCLUDING ALL)")
                cursor.execute(f"INSERT INTO {copy} SELECT * FROM {table}")
            else:
                cursor.execute(f"CREATE TABLE {copy} AS SELECT * FROM {table}")
                cursor.execute(f"CREATE INDEX {copy}_area ON {copy} (area_code)")
        cursor.execute("SELECT COALESCE(MAX(id), 0), COALESCE(MAX(number), 0) FROM bare_entry")
        [(entry, number)] = cursor.fetchall()
        started = time.perf_counter()
        for step, prefix in enumerate(prefixes, start=1):
            _file(cursor, on, prefix, entry + step, number + step)
        seconds = time.perf_counter() - started
        for copy in TABLES:
            cursor.execute(f"DROP TABLE {copy}")
    return seconds


def _file(cursor, on: date, prefix: str, entry: int, number: int) -> None:
    street = [on, prefix, prefix + ":"]
    cursor.execute("BEGIN")
    cursor.execute(
        "UPDATE bare_report SET state = 'submitted', submitted_at = CURRENT_TIMESTAMP, submitted_by = 'x', version = version + 1 "
        "WHERE \"on\" = %s AND area_code >= %s AND area_code < %s", street,
    )  # fmt: skip
    cursor.execute(
        f"INSERT INTO bare_change ({CHANGE}) SELECT %s + row_number() OVER (), 'reports.dailyreport', id, area_code, 'due', "
        "'submitted', '', CURRENT_TIMESTAMP, 'x', 'x' FROM bare_report WHERE \"on\" = %s AND area_code >= %s AND area_code < %s",
        [entry * 1_000_000, *street],
    )
    cursor.execute(
        f"INSERT INTO bare_entry ({ENTRY}) VALUES (%s, %s, CURRENT_TIMESTAMP, 'x', 'x', %s, 'x', 'x', 'x', 'x', %s, '{{}}', %s, %s)",
        [entry, number, prefix, prefix, "0" * 64, "0" * 64],
    )
    for area in (prefix, prefix[:6], prefix[:4], prefix[:2], ""):
        cursor.execute(
            "UPDATE bare_summary SET filed_count = filed_count + 8, \"values\" = \"values\" WHERE \"on\" = %s AND area_code = %s",
            [on, area],
        )  # fmt: skip
    cursor.execute("COMMIT")
