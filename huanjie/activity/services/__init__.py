"""`with act() as log:` is how everything is written: one transaction, with its log entries at the end of it."""

from huanjie.activity.services.log import Log, act
from huanjie.activity.services.states import change_state, record_changes

__all__ = ["Log", "act", "change_state", "record_changes"]
