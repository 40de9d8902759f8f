"""What is in a batch: which rows are good, which accounts are new, which roles wait for their account."""

from dataclasses import dataclass, field

from django.utils import timezone

from huanjie.accounts import areas
from huanjie.accounts.batch_file import BatchRow
from huanjie.accounts.enums import Role
from huanjie.accounts.models import AccountBatch, Assignment, User
from huanjie.accounts.queries import installation
from huanjie.accounts.rules import Holding, area_fits, level_for, may_hold_together
from huanjie.shared.scope import PREFIX_LENGTHS, prefix_of

ROLES = {role.label: role.value for role in Role} | {role.value: role.value for role in Role}


def check_rows(rows: list[BatchRow]) -> list[BatchRow]:
    """Understand each row: role, area, duplicates, and the rules against the accounts that exist. Fills `role` with its
    value, `area_code` with the prefix, `area_name` with the full name; puts what is wrong into `errors`."""
    home = installation.current()
    home_code = home.area_code if home else ""
    known = {u.username: u for u in User.objects.filter(username__in=[row.username for row in rows])}
    held: dict[str, list[Holding]] = {}
    for a in Assignment.objects.standing().filter(user__in=known.values()).select_related("user"):
        held.setdefault(a.user.username, []).append(Holding(a.role, a.area_code, a.starts_on, a.ends_on))
    names: dict[str, str] = {}
    for row in rows:
        _check_person(row, known, names)
        if row.role or row.area_code or row.area_name:
            _check_role(row, home_code)
        if row.role and not row.errors:
            new = Holding(row.role, row.area_code, timezone.localdate())
            mine = held.setdefault(row.username, [])
            if new not in mine and not _already(new, mine):
                verdict = may_hold_together(new, mine)
                if verdict:
                    mine.append(new)
                else:
                    row.errors.append(str(verdict))
    return rows


def _already(new: Holding, mine: list[Holding]) -> bool:
    return any((h.role, h.area) == (new.role, new.area) and h.overlaps(new) for h in mine)


def _check_person(row: BatchRow, known: dict[str, User], names: dict[str, str]) -> None:
    if not row.username:
        row.errors.append("没有填写工号。")
    elif len(row.username) > 40 or any(c.isspace() for c in row.username):
        row.errors.append("工号不能超过 40 个字符，也不能含空格。")
    if not row.name:
        row.errors.append("没有填写姓名。")
    elif len(row.name) > 60:
        row.errors.append("姓名超过 60 个字。")
    row.unit = row.unit[:100]
    if not row.errors:
        before = names.setdefault(row.username, row.name)
        if before != row.name:
            row.errors.append(f"同一工号在表中对应两个姓名（{before}、{row.name}）。")
        elif row.username in known and known[row.username].name != row.name:
            row.errors.append(f"该工号已有账号，姓名是“{known[row.username].name}”，与表中不同。")


def _check_role(row: BatchRow, home: str) -> None:
    if row.role not in ROLES:
        row.errors.append(f"“{row.role}”不是系统中的角色。可填：{'、'.join(role.label for role in Role)}。"
                          if row.role else "填了区域，没有填角色。")  # fmt: skip
        row.role = ""
        return
    row.role = ROLES[row.role]
    level = level_for(row.role)
    if row.area_code:
        row.area_code = area_prefix(row.area_code, level)
    elif row.area_name:
        found = areas.areas_named(row.area_name, level, home)
        if len(found) != 1:
            hint = "、".join(name for _, name in found[:3])
            row.errors.append(f"“{row.area_name}”对应多个区域（{hint}），请写明街道或填代码。" if found
                              else f"区划表中没有“{row.area_name}”。")  # fmt: skip
            return
        row.area_code = found[0][0]
    verdict = area_fits(row.role, row.area_code, home)
    if not verdict:
        row.errors.append(str(verdict))
        return
    row.area_name = areas.full_name_of(row.area_code) if row.area_code else ""
    if row.area_code and not row.area_name:
        row.errors.append(f"区划表中没有代码“{row.area_code}”。")


def area_prefix(code: str, level) -> str:
    """A 12-digit code written in full, cut to the prefix of the role's level (a city without districts keeps six)."""
    if len(code) != 12 or not code.isdecimal():
        return code
    if level is not None and not code[PREFIX_LENGTHS[level] :].strip("0"):
        return code[: PREFIX_LENGTHS[level]]
    return prefix_of(code)


def good_rows(batch: AccountBatch) -> list[dict]:
    """Rows with nothing wrong."""
    return [row for row in batch.rows if not row["errors"]]


def new_accounts(batch: AccountBatch) -> list[dict]:
    """One line per account that does not exist yet, in the order of the file."""
    good = good_rows(batch)
    known = set(User.objects.filter(username__in=[r["username"] for r in good]).values_list("username", flat=True))
    lines = {}
    for row in good:
        if row["username"] not in known:
            lines.setdefault(row["username"], {key: row[key] for key in ("username", "name", "unit")})
    return list(lines.values())


@dataclass
class Waiting:
    """`ready`: (user, row) that can be granted now; `done`: rows already held; `no_account`: rows still without one."""

    ready: list[tuple[User, dict]] = field(default_factory=list)
    done: list[dict] = field(default_factory=list)
    no_account: list[dict] = field(default_factory=list)


def grants_waiting(batch: AccountBatch) -> Waiting:
    """Where the roles of a batch stand now."""
    rows = [row for row in good_rows(batch) if row["role"]]
    users = {u.username: u for u in User.objects.filter(username__in=[row["username"] for row in rows])}
    today = timezone.localdate()
    held = {
        (a.user_id, a.role, a.area_code)
        for a in Assignment.objects.not_over(today).filter(user__in=users.values())
    }  # fmt: skip
    waiting = Waiting()
    for row in rows:
        user = users.get(row["username"])
        if user is None:
            waiting.no_account.append(row)
        elif (user.pk, row["role"], row["area_code"]) in held:
            waiting.done.append(row)
        else:
            held.add((user.pk, row["role"], row["area_code"]))
            waiting.ready.append((user, row))
    return waiting
