from importlib.util import find_spec

for _part in ("elections.navigation_territory", "elections.navigation_people", "elections.navigation_cycle"):
    if find_spec(_part):
        __import__(_part)
