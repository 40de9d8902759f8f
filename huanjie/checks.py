"""Our own checks for `manage.py check --deploy`: fonts, broker, keys, data directory."""

import os
import stat
import tempfile

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register


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


@register(deploy=True)
def fonts_present(app_configs, **kwargs):
    from huanjie.shared import pdf

    missing = pdf.fonts_present()
    if missing:
        return [Warning(f"缺少公文字体：{'、'.join(missing)}", hint="请执行 make fonts；缺字时用其他字体代替。",
                        id="huanjie.W001")]  # fmt: skip
    return []
