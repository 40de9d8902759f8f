from huanjie.navigation import Entry, register

register(Entry("我的任务", "files:jobs", "list-checks", order=90))
