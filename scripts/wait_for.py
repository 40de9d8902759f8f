"""Wait until an address answers: `python scripts/wait_for.py URL [PID]`; gives up after 30 seconds, or as soon as the
process that should answer is gone."""

import os
import sys
import time
import urllib.error
import urllib.request


def is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def main(address: str, pid: int | None = None) -> None:
    for _ in range(150):
        try:
            urllib.request.urlopen(address, timeout=5)
            return
        except urllib.error.HTTPError:
            return  # it answers
        except OSError:
            time.sleep(0.2)
        if pid and is_gone(pid):
            break
    sys.exit("网页服务没有应答。")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
