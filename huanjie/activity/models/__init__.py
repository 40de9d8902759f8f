from huanjie.activity.models.entry import ActivityEntry, ChainHead
from huanjie.activity.models.state_change import StateChange

__all__ = ["ActivityEntry", "ChainHead", "StateChange"]
