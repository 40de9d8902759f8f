"""Our own checks for `manage.py check --deploy`: fonts, broker, keys, data directory; and before every `migrate`,
that the keys open what is stored."""

import os
import stat
import tempfile

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import DatabaseError, connections


@register(Tags.files, deploy=True)
def data_directory_writable(app_configs, **kwargs):
    try:
        with tempfile.TemporaryFile(dir=settings.DATA_DIR):
            return []
    except OSError as problem:
        return [Error(f"数据目录不可写：{settings.DATA_DIR}（{problem.strerror}）",
                      hint="请检查 HUANJIE_DATA_DIR 的位置和权限。", id="huanjie.E001")]  # fmt: skip


@register(Tags.security, deploy=True)
def keys_kept_close(app_configs, **kwargs):
    try:
        mode = stat.S_IMODE(os.stat(settings.SECRETS_FILE).st_mode)
    except OSError:
        return [Error(f"密钥文件不存在：{settings.SECRETS_FILE}", id="huanjie.E002")]
    if mode & 0o077:
        return [Error(f"密钥文件可被他人读取：{settings.SECRETS_FILE}",
                      hint=f"请执行 chmod 600 {settings.SECRETS_FILE}", id="huanjie.E003")]  # fmt: skip
    return []


@register(deploy=True)
def broker_answers(app_configs, **kwargs):
    from huanjie.celery import app

    try:
        with app.connection_for_write() as connection:
            connection.ensure_connection(max_retries=1, timeout=3)
    except Exception as problem:  # kombu raises whatever its transport raises
        return [Error(f"消息队列没有应答：{type(problem).__name__}", hint="请检查 REDIS_URL；长任务会等它恢复。",
                      id="huanjie.E004")]  # fmt: skip
    return []


@register(Tags.database)
def keys_open_what_is_stored(app_configs, databases=None, **kwargs):
    """Of each encrypted column one value: a machine that was given other keys must not go on writing under them."""
    from huanjie.shared.crypto import DecryptionError, decrypt

    for alias in databases or ():
        for stored in _encrypted_samples(connections[alias]):
            try:
                decrypt(stored)
            except DecryptionError:
                return [Error(f"密钥文件与数据库中的数据不符：{settings.SECRETS_FILE}",
                              hint="请取回这个数据库原来的密钥文件；各台机器的密钥文件必须相同。",
                              id="huanjie.E005")]  # fmt: skip
    return []


def _encrypted_samples(connection):
    """Raw, past the model: its field would open the value itself. A column that is not there yet has nothing to show."""
    from huanjie.shared.fields import EncryptedTextField

    quote = connection.ops.quote_name
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if not isinstance(field, EncryptedTextField):
                continue
            table, column = quote(model._meta.db_table), quote(field.column)
            try:
                with connection.cursor() as cursor:
                    cursor.execute(f"SELECT {column} FROM {table} WHERE length({column}) > 0 LIMIT 1")
                    row = cursor.fetchone()
            except DatabaseError:
                continue
            if row:
                yield bytes(row[0])


@register(deploy=True)
def papers_can_be_set(app_configs, **kwargs):
    from huanjie.shared import pdf

    try:
        pdf.check_engine()
        missing = pdf.fonts_present()
    except pdf.PdfError as problem:
        return [Error(str(problem), hint="在此之前网页可用，生成 PDF 的任务会失败。", id="huanjie.E006")]
    if missing:
        return [Warning(f"缺少公文字体：{'、'.join(missing)}", hint="请执行 make setup；缺字体时生成 PDF 的任务会失败。",
                        id="huanjie.W001")]  # fmt: skip
    if not pdf.fandol_file() and "仿宋_GB2312" not in pdf.installed_families():
        return [Warning("缺少仿宋字体，正文将改用霞鹜文楷", hint="请执行 make fonts。", id="huanjie.W002")]
    return []
