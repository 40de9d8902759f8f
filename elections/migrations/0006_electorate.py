import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("elections", "0005_gates"),
    ]

    operations = [
        migrations.CreateModel(
            name="CommitteeMeeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="第几次推选")),
                (
                    "kind",
                    models.CharField(
                        choices=[("residents", "居民会议"), ("representatives", "居民代表会议")],
                        max_length=30,
                        verbose_name="会议",
                    ),
                ),
                ("held_on", models.DateField(verbose_name="会议日期")),
                ("due_count", models.PositiveIntegerField(verbose_name="应到人数")),
                ("attended_count", models.PositiveIntegerField(verbose_name="实到人数")),
                ("seats", models.PositiveSmallIntegerField(verbose_name="应选人数")),
                ("document_number", models.CharField(max_length=60, verbose_name="会议记录编号")),
            ],
            options={
                "verbose_name": "推选会议",
                "verbose_name_plural": "推选会议",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="ElectionCommittee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("area_code", models.CharField(db_index=True, max_length=12, verbose_name="区域")),
                ("seats", models.PositiveSmallIntegerField(verbose_name="人数")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                (
                    "community_cycle",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="election_committee",
                        to="elections.communitycycle",
                        verbose_name="社区换届",
                    ),
                ),
            ],
            options={
                "verbose_name": "居民选举委员会",
                "verbose_name_plural": "居民选举委员会",
                "ordering": ["area_code"],
            },
        ),
        migrations.CreateModel(
            name="CommitteeVote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("area_code", models.CharField(db_index=True, max_length=12, verbose_name="区域")),
                ("rank", models.PositiveSmallIntegerField(verbose_name="名次")),
                ("name", models.CharField(max_length=50, verbose_name="姓名")),
                (
                    "gender",
                    models.CharField(
                        blank=True, choices=[("male", "男"), ("female", "女")], max_length=10, verbose_name="性别"
                    ),
                ),
                ("is_party_member", models.BooleanField(default=False, verbose_name="党员")),
                ("votes", models.PositiveIntegerField(verbose_name="得票")),
                (
                    "post",
                    models.CharField(
                        blank=True,
                        choices=[("chair", "主任"), ("deputy_chair", "副主任"), ("member", "委员")],
                        max_length=20,
                        verbose_name="职务",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("serving", "在任"),
                            ("reserve", "递补名单"),
                            ("withdrawn", "已退出"),
                            ("not_chosen", "未过半数"),
                        ],
                        max_length=20,
                        verbose_name="情况",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                ("joined_on", models.DateField(blank=True, null=True, verbose_name="任职日期")),
                ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="退出日期")),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("self", "本人被提名为候选人"),
                            ("relative", "近亲属被提名为候选人"),
                            ("other", "其他原因（辞去、去世、迁出等）"),
                        ],
                        max_length=20,
                        verbose_name="退出原因",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="votes",
                        to="elections.committeemeeting",
                        verbose_name="推选",
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="people",
                        to="elections.electioncommittee",
                        verbose_name="选举委员会",
                    ),
                ),
            ],
            options={
                "verbose_name": "推选得票",
                "verbose_name_plural": "推选得票",
                "ordering": ["meeting__number", "rank"],
            },
        ),
        migrations.AddField(
            model_name="committeemeeting",
            name="committee",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="meetings",
                to="elections.electioncommittee",
                verbose_name="选举委员会",
            ),
        ),
        migrations.CreateModel(
            name="JointBranchCoverage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("area_code", models.CharField(db_index=True, max_length=12, verbose_name="区域")),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joint_branches",
                        to="elections.community",
                        verbose_name="覆盖社区",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="coverage",
                        to="elections.partyorganization",
                        verbose_name="联合党支部",
                    ),
                ),
            ],
            options={
                "verbose_name": "联合党支部覆盖",
                "verbose_name_plural": "联合党支部覆盖",
                "ordering": ["area_code", "organization__name"],
            },
        ),
        migrations.CreateModel(
            name="PartyAssembly",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("area_code", models.CharField(db_index=True, max_length=12, verbose_name="区域")),
                ("number", models.PositiveSmallIntegerField(default=1, verbose_name="第几次")),
                (
                    "kind",
                    models.CharField(
                        choices=[("assembly", "党员大会"), ("congress", "党员代表大会")],
                        default="assembly",
                        max_length=20,
                        verbose_name="形式",
                    ),
                ),
                ("approval_number", models.CharField(blank=True, max_length=60, verbose_name="上级批准文号")),
                ("planned_on", models.DateField(verbose_name="会议日期")),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "筹备"), ("opened", "已开会")],
                        default="planned",
                        max_length=20,
                        verbose_name="状态",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                ("snapshot", models.JSONField(blank=True, null=True, verbose_name="开会时的应到会")),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="开会时间")),
                (
                    "community_cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assemblies",
                        to="elections.communitycycle",
                        verbose_name="社区换届",
                    ),
                ),
                (
                    "organizations",
                    models.ManyToManyField(
                        related_name="assemblies", to="elections.partyorganization", verbose_name="参加的党组织"
                    ),
                ),
            ],
            options={
                "verbose_name": "党员大会",
                "verbose_name_plural": "党员大会",
                "ordering": ["area_code", "number"],
            },
        ),
        migrations.CreateModel(
            name="RegistrationSum",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("area_code", models.CharField(db_index=True, max_length=12, verbose_name="区域")),
                ("on", models.DateField(verbose_name="截至日期")),
                ("local", models.PositiveIntegerField(verbose_name="户籍在本社区")),
                ("resident", models.PositiveIntegerField(verbose_name="户籍不在、常住本社区")),
                ("worker_applied", models.PositiveIntegerField(verbose_name="社区工作者申请")),
                ("worker", models.PositiveIntegerField(verbose_name="社区工作者，经选举委员会确认")),
                ("women", models.PositiveIntegerField(verbose_name="其中妇女")),
                ("minority", models.PositiveIntegerField(verbose_name="其中少数民族")),
                ("entered_by", models.CharField(max_length=60, verbose_name="填写人")),
                ("entered_at", models.DateTimeField(verbose_name="填写时间")),
                ("is_superseded", models.BooleanField(default=False, verbose_name="已更正")),
                (
                    "community_cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registration_sums",
                        to="elections.communitycycle",
                        verbose_name="社区换届",
                    ),
                ),
            ],
            options={
                "verbose_name": "选民登记数",
                "verbose_name_plural": "选民登记数",
                "ordering": ["-on", "-entered_at"],
            },
        ),
        migrations.CreateModel(
            name="Representative",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("area_code", models.CharField(db_index=True, max_length=12, verbose_name="区域")),
                (
                    "kind",
                    models.CharField(
                        choices=[("household", "户代表"), ("resident", "居民代表")], max_length=20, verbose_name="类别"
                    ),
                ),
                ("group", models.CharField(max_length=40, verbose_name="居民小组")),
                ("name", models.CharField(max_length=50, verbose_name="姓名")),
                (
                    "gender",
                    models.CharField(choices=[("male", "男"), ("female", "女")], max_length=10, verbose_name="性别"),
                ),
                ("is_party_member", models.BooleanField(default=False, verbose_name="党员")),
                ("is_minority", models.BooleanField(default=False, verbose_name="少数民族")),
                ("household", models.CharField(blank=True, max_length=60, verbose_name="户")),
                ("is_group_leader", models.BooleanField(default=False, verbose_name="居民小组长")),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="不再担任日期")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                (
                    "community_cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="representatives",
                        to="elections.communitycycle",
                        verbose_name="社区换届",
                    ),
                ),
            ],
            options={
                "verbose_name": "代表",
                "verbose_name_plural": "代表",
                "ordering": ["group", "-is_group_leader", "pk"],
            },
        ),
        migrations.CreateModel(
            name="RightsRestriction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("area_code", models.CharField(db_index=True, max_length=12, verbose_name="区域")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("probation_within_party", "留党察看"),
                            ("detained", "留置，权利中止"),
                            ("arrested", "逮捕，权利中止"),
                        ],
                        max_length=30,
                        verbose_name="情形",
                    ),
                ),
                ("since", models.DateField(verbose_name="起始日期")),
                ("until", models.DateField(blank=True, null=True, verbose_name="截止日期")),
                ("document_number", models.CharField(max_length=60, verbose_name="决定文号")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="restrictions",
                        to="elections.partymember",
                        verbose_name="党员",
                    ),
                ),
            ],
            options={
                "verbose_name": "权利受限",
                "verbose_name_plural": "权利受限",
                "ordering": ["-since", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Venue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("area_code", models.CharField(db_index=True, max_length=12, verbose_name="区域")),
                ("name", models.CharField(max_length=60, verbose_name="会场")),
                ("address", models.CharField(max_length=120, verbose_name="地址")),
                ("capacity", models.PositiveIntegerField(verbose_name="容纳人数")),
                ("is_in_use", models.BooleanField(default=True, verbose_name="可用")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="venues",
                        to="elections.community",
                        verbose_name="社区",
                    ),
                ),
            ],
            options={
                "verbose_name": "会场",
                "verbose_name_plural": "会场",
                "ordering": ["area_code", "-capacity", "name"],
            },
        ),
        migrations.CreateModel(
            name="SubMeeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("area_code", models.CharField(db_index=True, max_length=12, verbose_name="区域")),
                ("position", models.PositiveSmallIntegerField(verbose_name="顺序")),
                ("is_main", models.BooleanField(default=False, verbose_name="主会场")),
                ("shares", models.JSONField(default=list, verbose_name="分配")),
                ("heads", models.PositiveIntegerField(verbose_name="安排人数")),
                ("expected", models.PositiveIntegerField(verbose_name="应到会")),
                ("attended", models.PositiveIntegerField(blank=True, null=True, verbose_name="实到会")),
                ("ballots_issued", models.PositiveIntegerField(blank=True, null=True, verbose_name="发出选票")),
                ("ballots_returned", models.PositiveIntegerField(blank=True, null=True, verbose_name="收回选票")),
                (
                    "assembly",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="meetings",
                        to="elections.partyassembly",
                        verbose_name="党员大会",
                    ),
                ),
                (
                    "venue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="elections.venue",
                        verbose_name="会场",
                    ),
                ),
            ],
            options={
                "verbose_name": "会场安排",
                "verbose_name_plural": "会场安排",
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="VoterObjection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("area_code", models.CharField(db_index=True, max_length=12, verbose_name="区域")),
                ("received_on", models.DateField(verbose_name="收到日期")),
                ("decide_by", models.DateField(verbose_name="处理期限")),
                ("is_late", models.BooleanField(default=False, verbose_name="逾期提出")),
                ("name", models.CharField(max_length=50, verbose_name="涉及的选民")),
                ("group", models.CharField(max_length=40, verbose_name="居民小组")),
                (
                    "matter",
                    models.CharField(
                        choices=[
                            ("left_out", "应登记而没有登记"),
                            ("wrongly_listed", "不应登记而登记"),
                            ("wrong_details", "姓名等信息有误"),
                        ],
                        max_length=20,
                        verbose_name="事项",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("pending", "待处理"), ("resolved", "已处理")],
                        default="pending",
                        max_length=20,
                        verbose_name="状态",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="处理日期")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("added", "成立，补登 1 人"),
                            ("removed", "成立，删去 1 人"),
                            ("corrected", "成立，更正信息，人数不变"),
                            ("rejected", "不成立，维持名单"),
                        ],
                        max_length=20,
                        verbose_name="结果",
                    ),
                ),
                ("change", models.SmallIntegerField(default=0, verbose_name="选民数变动")),
                ("explanation", models.CharField(blank=True, max_length=200, verbose_name="处理说明")),
                (
                    "community_cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="elections.communitycycle",
                        verbose_name="社区换届",
                    ),
                ),
            ],
            options={
                "verbose_name": "选民名单异议",
                "verbose_name_plural": "选民名单异议",
                "ordering": ["received_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="VoterRoll",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("area_code", models.CharField(db_index=True, max_length=12, verbose_name="区域")),
                ("households", models.PositiveIntegerField(blank=True, null=True, verbose_name="户数")),
                ("groups", models.PositiveIntegerField(blank=True, null=True, verbose_name="居民小组数")),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="选民名单公布日期")),
                ("published_count", models.PositiveIntegerField(blank=True, null=True, verbose_name="公布的选民数")),
                (
                    "representatives_published_on",
                    models.DateField(blank=True, null=True, verbose_name="代表名单公布日期"),
                ),
                (
                    "representatives_count",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="公布的代表数"),
                ),
                (
                    "correction_due_since",
                    models.DateField(blank=True, null=True, verbose_name="名单有变动，待更正公告"),
                ),
                ("correction_number", models.CharField(blank=True, max_length=60, verbose_name="更正公告编号")),
                ("correction_on", models.DateField(blank=True, null=True, verbose_name="更正公告日期")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                (
                    "community_cycle",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voter_roll",
                        to="elections.communitycycle",
                        verbose_name="社区换届",
                    ),
                ),
            ],
            options={
                "verbose_name": "选民名单",
                "verbose_name_plural": "选民名单",
                "ordering": ["area_code"],
            },
        ),
        migrations.CreateModel(
            name="AttendanceExclusion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("area_code", models.CharField(db_index=True, max_length=12, verbose_name="区域")),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("cannot_express", "患有精神病或者其他疾病不能表达本人意志的"),
                            ("abroad", "自费出国半年以上的"),
                            ("serving_sentence", "虽未受到留党察看以上处分但正在服刑的"),
                            ("bedridden", "年老体弱卧床不起、长期生病生活不能自理的"),
                            ("relation_not_transferred", "工作调动等半年以上，按规定应转走组织关系而没有转走的"),
                            (
                                "hometown",
                                "已回原籍长期居住的离退休党员，因特殊情况没有转出组织关系、确实不能参加选举的",
                            ),
                        ],
                        max_length=30,
                        verbose_name="情形",
                    ),
                ),
                ("since", models.DateField(verbose_name="情形开始日期")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="情形结束日期")),
                ("evidence", models.CharField(max_length=200, verbose_name="证明材料")),
                ("superior_document", models.CharField(blank=True, max_length=60, verbose_name="上级党组织同意文号")),
                ("superior_on", models.DateField(blank=True, null=True, verbose_name="上级同意日期")),
                ("assembly_document", models.CharField(blank=True, max_length=60, verbose_name="党员大会决议编号")),
                ("assembly_on", models.DateField(blank=True, null=True, verbose_name="党员大会通过日期")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exclusions",
                        to="elections.partymember",
                        verbose_name="党员",
                    ),
                ),
            ],
            options={
                "verbose_name": "不计入应到会",
                "verbose_name_plural": "不计入应到会",
                "ordering": ["-since", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("member",),
                        name="one_running_exclusion_of_a_member",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superior_on__isnull", True),
                            models.Q(("superior_document", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="superior_approval_has_a_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("assembly_on__isnull", True),
                            models.Q(("assembly_document", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="assembly_resolution_has_a_number",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommitteeRelative",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=50, verbose_name="近亲属姓名")),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("spouse", "配偶"),
                            ("parent", "父母"),
                            ("child", "子女"),
                            ("sibling", "兄弟姐妹"),
                            ("grandparent", "祖父母、外祖父母"),
                            ("grandchild", "孙子女、外孙子女"),
                        ],
                        max_length=20,
                        verbose_name="关系",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="relatives",
                        to="elections.committeevote",
                        verbose_name="成员",
                    ),
                ),
            ],
            options={
                "verbose_name": "成员近亲属",
                "verbose_name_plural": "成员近亲属",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("person", "name", "relation"), name="relative_declared_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="DuplicateVoter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("area_code", models.CharField(db_index=True, max_length=12, verbose_name="区域")),
                ("name", models.CharField(max_length=50, verbose_name="姓名")),
                ("group", models.CharField(max_length=40, verbose_name="居民小组")),
                ("id_number_hash", models.CharField(db_index=True, editable=False, max_length=64)),
                ("id_number_masked", models.CharField(editable=False, max_length=20, verbose_name="身份证号（脱敏）")),
                ("reported_on", models.DateField(verbose_name="报告日期")),
                ("settled_on", models.DateField(blank=True, null=True, verbose_name="处理日期")),
                ("changes_list", models.BooleanField(default=False, verbose_name="名单公布后处理")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                (
                    "community_cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duplicates",
                        to="elections.communitycycle",
                        verbose_name="报告社区",
                    ),
                ),
                (
                    "frozen_in",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="frozen_voters",
                        to="elections.communitycycle",
                        verbose_name="冻结登记的社区",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duplicates_elsewhere",
                        to="elections.communitycycle",
                        verbose_name="另一登记社区",
                    ),
                ),
            ],
            options={
                "verbose_name": "重复登记",
                "verbose_name_plural": "重复登记",
                "ordering": ["settled_on", "-reported_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("community_cycle", models.F("other")), _negated=True),
                        name="duplicate_in_two_communities",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("settled_on__isnull", True)),
                        fields=("id_number_hash",),
                        name="duplicate_waits_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("frozen_in__isnull", True), ("settled_on__isnull", True)),
                            models.Q(("frozen_in__isnull", False), ("settled_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="settled_duplicate_is_frozen_somewhere",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="committeevote",
            constraint=models.UniqueConstraint(fields=("meeting", "name"), name="committee_name_once_in_a_vote"),
        ),
        migrations.AddConstraint(
            model_name="committeevote",
            constraint=models.UniqueConstraint(fields=("meeting", "rank"), name="committee_rank_once_in_a_vote"),
        ),
        migrations.AddConstraint(
            model_name="committeevote",
            constraint=models.UniqueConstraint(
                condition=models.Q(("post", "chair"), ("state", "serving")),
                fields=("committee",),
                name="one_chair_of_the_committee",
            ),
        ),
        migrations.AddConstraint(
            model_name="committeemeeting",
            constraint=models.UniqueConstraint(fields=("committee", "number"), name="committee_meeting_once"),
        ),
        migrations.AddConstraint(
            model_name="jointbranchcoverage",
            constraint=models.UniqueConstraint(fields=("organization", "community"), name="community_covered_once"),
        ),
        migrations.AddConstraint(
            model_name="partyassembly",
            constraint=models.UniqueConstraint(fields=("community_cycle", "number"), name="assembly_number_once"),
        ),
        migrations.AddConstraint(
            model_name="partyassembly",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", "assembly"), models.Q(("approval_number", ""), _negated=True), _connector="OR"
                ),
                name="congress_has_an_approval",
            ),
        ),
        migrations.AddConstraint(
            model_name="partyassembly",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "planned"), ("snapshot__isnull", False), _connector="OR"),
                name="opened_assembly_has_a_snapshot",
            ),
        ),
        migrations.AddConstraint(
            model_name="registrationsum",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_superseded", False)),
                fields=("community_cycle", "on"),
                name="one_standing_sum_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="registrationsum",
            constraint=models.CheckConstraint(
                condition=models.Q(("worker__lte", models.F("worker_applied"))), name="confirmed_workers_applied"
            ),
        ),
        migrations.AddConstraint(
            model_name="registrationsum",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "women__lte",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("local"), "+", models.F("resident")
                            ),
                            "+",
                            models.F("worker"),
                        ),
                    ),
                    (
                        "minority__lte",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("local"), "+", models.F("resident")
                            ),
                            "+",
                            models.F("worker"),
                        ),
                    ),
                ),
                name="parts_within_registered",
            ),
        ),
        migrations.AddConstraint(
            model_name="representative",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_on__isnull", True)),
                fields=("community_cycle", "kind", "group", "name"),
                name="representative_once_in_a_group",
            ),
        ),
        migrations.AddConstraint(
            model_name="representative",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_group_leader", True), ("left_on__isnull", True)),
                fields=("community_cycle", "group"),
                name="one_leader_of_a_group",
            ),
        ),
        migrations.AddConstraint(
            model_name="representative",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_group_leader", False), ("kind", "resident"), _connector="OR"),
                name="leader_is_a_residents_representative",
            ),
        ),
        migrations.AddConstraint(
            model_name="representative",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "household"), ("left_on__isnull", True)),
                fields=("community_cycle", "household"),
                name="one_representative_of_a_household",
            ),
        ),
        migrations.AddConstraint(
            model_name="rightsrestriction",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                name="restriction_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="venue",
            constraint=models.UniqueConstraint(fields=("community", "name"), name="venue_once_in_a_community"),
        ),
        migrations.AddConstraint(
            model_name="venue",
            constraint=models.CheckConstraint(condition=models.Q(("capacity__gte", 1)), name="venue_holds_somebody"),
        ),
        migrations.AddConstraint(
            model_name="submeeting",
            constraint=models.UniqueConstraint(fields=("assembly", "venue"), name="venue_once_in_an_assembly"),
        ),
        migrations.AddConstraint(
            model_name="submeeting",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_main", True)), fields=("assembly",), name="one_main_venue"
            ),
        ),
        migrations.AddIndex(
            model_name="voterobjection",
            index=models.Index(fields=["state", "decide_by"], name="elections_v_state_61a79c_idx"),
        ),
        migrations.AddConstraint(
            model_name="voterobjection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "pending"),
                    models.Q(("decided_on__isnull", False), models.Q(("outcome", ""), _negated=True)),
                    _connector="OR",
                ),
                name="decided_objection_has_an_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="voterobjection",
            constraint=models.CheckConstraint(
                condition=models.Q(("change__gte", -1), ("change__lte", 1)), name="objection_moves_one_voter"
            ),
        ),
        migrations.AddConstraint(
            model_name="voterroll",
            constraint=models.CheckConstraint(
                condition=models.Q(("published_on__isnull", True), ("published_count__isnull", False), _connector="OR"),
                name="published_roll_has_a_number",
            ),
        ),
    ]
