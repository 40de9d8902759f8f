from importlib.util import find_spec

for _part in ("reports.navigation_sheet", "reports.navigation_district"):
    if find_spec(_part):
        __import__(_part)
