"""Accounts and roles by spreadsheet: read and checked, then done in two halves by two administrators."""

import json

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from huanjie.accounts import permissions
from huanjie.accounts.batch_file import passwords_file, read_rows
from huanjie.accounts.models import AccountBatch, User
from huanjie.accounts.passwords import temporary_password
from huanjie.accounts.queries.batches import check_rows, grants_waiting, new_accounts
from huanjie.accounts.services.accounts import write_new
from huanjie.accounts.services.assignments import grant_assignment
from huanjie.activity.services import act
from huanjie.files.services import enqueue
from huanjie.shared.verdict import Refused, require

JOB_KIND = "accounts.create_batch"


def upload_batch(*, content: bytes, source_name: str, by) -> AccountBatch:
    """Read a spreadsheet and keep its rows with what is wrong in each. Opens no account, grants nothing. Raises
    SpreadsheetError when the file cannot be read."""
    require(permissions.can_upload_batch(by))
    rows = check_rows(read_rows(content))
    with act() as log:
        batch = AccountBatch.objects.create(
            source_name=source_name[-200:], rows=[row.as_dict() for row in rows], uploaded_by_id=by.user_id
        )
        log.record(by=by, verb="account_batch.uploaded", subject=batch, detail={"rows": len(rows)})
    return batch


def start_batch_accounts(*, batch: AccountBatch, by):
    """Have a worker open the accounts of a batch (hashing passwords takes a moment each). Returns the file job."""
    with act():
        row = AccountBatch.objects.select_for_update().get(pk=batch.pk)
        require(permissions.can_create_batch_accounts(by, row))
        if not new_accounts(row):
            raise Refused("没有可以新建的账号：表中的工号都已有账号，或各行都有需修改之处。")
        job = enqueue(kind=JOB_KIND, title=f"建立账号：{row.source_name}"[:120], by=by,
                      params={"batch": str(row.pk)}, once_key=f"account-batch-{row.pk}")  # fmt: skip
        row.job = job
        row.save(update_fields=["job"])
    return job


def prepare_passwords(batch: AccountBatch, progress) -> list[dict]:
    """The slow half of opening accounts, which writes nothing: a first password and its hash for each new one."""
    lines = new_accounts(batch)
    made = []
    for count, line in enumerate(lines, start=1):
        progress.at("生成初始密码", count, len(lines))
        password = temporary_password()
        made.append({**line, "password": password, "hash": make_password(password)})
    return made


def create_batch_accounts(*, batch: AccountBatch, made: list[dict], by) -> int:
    """Open the prepared accounts, and keep their first passwords encrypted until the one download. Returns how many.
    Work numbers that got an account meanwhile are left alone."""
    with act() as log:
        row = AccountBatch.objects.select_for_update().get(pk=batch.pk)
        require(permissions.can_create_batch_accounts(by, row))
        taken = set(User.objects.filter(username__in=[m["username"] for m in made]).values_list("username", flat=True))
        kept = []
        for line in made:
            if line["username"] in taken:
                continue
            user = User(username=line["username"], name=line["name"], unit=line["unit"], must_change_password=True)
            user.password = line["hash"]
            write_new(user)
            log.record(by=by, verb="account.created", subject=user, label=user.username)
            kept.append({key: line[key] for key in ("username", "name", "unit", "password")})
        row.accounts_at, row.accounts_count = timezone.now(), len(kept)
        row.passwords = json.dumps(kept, ensure_ascii=False)
        row.save(update_fields=["accounts_at", "accounts_count", "passwords"])
        log.record(by=by, verb="account_batch.accounts_created", subject=row, detail={"count": len(kept)})
    return len(kept)


def grant_batch(*, batch: AccountBatch, by) -> int:
    """Grant the roles of the rows whose account exists and does not hold them yet; all or nothing. Returns how many."""
    with act() as log:
        row = AccountBatch.objects.select_for_update().get(pk=batch.pk)
        require(permissions.can_grant_batch(by, row))
        waiting = grants_waiting(row)
        if not waiting.ready:
            raise Refused("没有可以授予的角色：账号还没有建立，或角色已经授予。")
        for user, line in waiting.ready:
            try:
                grant_assignment(user=user, role=line["role"], area=line["area_code"], by=by,
                                 area_name=line["area_name"])  # fmt: skip
            except Refused as refusal:
                raise Refused(f"第 {line['number']} 行（{line['name']}）：{refusal}本次没有授予任何角色。") from refusal
        row.grants_at, row.grants_count = timezone.now(), row.grants_count + len(waiting.ready)
        row.save(update_fields=["grants_at", "grants_count"])
        log.record(by=by, verb="account_batch.assignments_granted", subject=row, detail={"count": len(waiting.ready)})
    return len(waiting.ready)


def take_passwords(*, batch: AccountBatch, by) -> bytes:
    """The list of first passwords as xlsx: handed out once, then erased here."""
    with act() as log:
        row = AccountBatch.objects.select_for_update().get(pk=batch.pk)
        require(permissions.can_take_passwords(by, row))
        content = passwords_file(json.loads(row.passwords))
        row.passwords, row.passwords_taken_at = "", timezone.now()
        row.save(update_fields=["passwords", "passwords_taken_at"])
        log.record(by=by, verb="account_batch.passwords_taken", subject=row, detail={"count": row.accounts_count})
    return content
