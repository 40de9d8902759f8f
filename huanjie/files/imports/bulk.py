"""Many rows in one statement, past the cost of a model instance for each.

The values are what the column stores (`EncryptedTextField` wants its ciphertext, a date its ISO text). The caller is
inside a transaction. On SQLite that transaction holds the only write lock, so numbers can be taken from the sequence;
on PostgreSQL the sequence gives them.
"""

from collections.abc import Iterable, Sequence

from django.db import connections, router


class Moved(Exception):
    """A row that was to be updated has changed or gone."""


def insert_rows(model, columns: Sequence[str], rows: Sequence[tuple]) -> list[int]:
    """Insert rows and return their primary keys in the same order. `columns` are attnames, without the key."""
    if not rows:
        return []
    connection = connections[router.db_for_write(model)]
    keys = _reserve(connection, model, len(rows))
    names = [model._meta.pk.column, *(model._meta.get_field(name).column for name in columns)]
    quoted = ", ".join(connection.ops.quote_name(name) for name in names)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({quoted}) FROM STDIN") as copy:
                for key, row in zip(keys, rows, strict=True):
                    copy.write_row((key, *row))
        else:
            marks = ", ".join(["%s"] * len(names))
            cursor.executemany(
                f"INSERT INTO {table} ({quoted}) VALUES ({marks})",
                [(key, *row) for key, row in zip(keys, rows, strict=True)],
            )
    return keys


def update_rows(model, columns: Sequence[str], rows: Sequence[tuple[int, int, tuple]]) -> None:
    """Update rows given as (pk, version the plan saw, values) and raise their version by one. Raises Moved when one of
    them no longer has that version."""
    if not rows:
        return
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    sets = ", ".join(f"{quote(model._meta.get_field(name).column)} = %s" for name in columns)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {quote(model._meta.db_table)} SET {sets}, version = version + 1 "
            f"WHERE {quote(model._meta.pk.column)} = %s AND version = %s",
            [(*values, pk, version) for pk, version, values in rows],
        )
        if cursor.rowcount != len(rows):
            raise Moved


def _reserve(connection, model, count: int) -> list[int]:
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [connection.ops.quote_name(table), model._meta.pk.column, count],
            )
            return [number for (number,) in cursor.fetchall()]
        cursor.execute("SELECT COALESCE((SELECT seq FROM sqlite_sequence WHERE name = %s), 0)", [table])
        last = cursor.fetchone()[0]
    return list(range(last + 1, last + count + 1))


def in_batches(values: Iterable, size: int = 5000):
    """The values in lists of at most `size`: SQLite takes 32,766 parameters, others are slow with more."""
    values = list(values)
    for start in range(0, len(values), size):
        yield values[start : start + size]
