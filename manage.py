#!/usr/bin/env python
"""Django's command line for huanjie."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huanjie.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    # A sentence for the person at the keyboard; whoever wants the traceback asks with --traceback, as with any command.
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as problem:
        if "--traceback" in sys.argv:
            raise
        sys.exit(f"配置有误：{problem}")
    except OperationalError as problem:
        if "--traceback" in sys.argv:
            raise
        sys.exit(f"数据库不能使用，请检查 DATABASE_URL：{problem}")
    except KeyboardInterrupt:
        if "--traceback" in sys.argv:
            raise
        sys.exit("已中断。")
