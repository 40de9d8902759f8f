"""Wait until an address answers: `python scripts/wait_for.py URL`; gives up after 30 seconds."""

import sys
import time
import urllib.error
import urllib.request

for _ in range(150):
    try:
        urllib.request.urlopen(sys.argv[1], timeout=5)
        sys.exit(0)
    except urllib.error.HTTPError:
        sys.exit(0)  # it answers
    except OSError:
        time.sleep(0.2)
sys.exit("网页服务没有应答。")
