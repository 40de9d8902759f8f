"""The announcements of a residents' committee's election (domain brief §2.3; numbers as used in 莆田 2021 and 2026)."""

from elections.enums import Side
from elections.rules.paper_kind import Genre, Issuer, PaperKind

LAW = "《中华人民共和国城市居民委员会组织法》"


def _announcement(number, name, step, text, *, issuer=Issuer.ELECTION_COMMITTEE, article="", repeats=False, when=""):
    return PaperKind(
        f"RC-A{number}", name, Genre.ANNOUNCEMENT, Side.RESIDENTS_COMMITTEE, step, issuer, text, number, repeats,
        f"城市居民委员会组织法{article}" if article else "", when,
    )  # fmt: skip


ANNOUNCEMENTS = (
    _announcement("1", "关于确定选举日的公告", "RC03", f"""
        # {{community}}居民委员会换届选举公告
        根据{LAW}和上级关于社区“两委”换届工作的部署，{{community}}居民委员会换届选举工作已经启动。经{{decided_by}}决定，现将有关事项公告如下：
        一、选举日为{{election_day}}。
        二、本次选举采用{{mode}}选举的方式进行。
        三、新一届居民委员会由{{committee_seats}}人组成，其中应当有妇女成员。
        四、居民选举委员会依法推选产生后，主持本社区居民委员会选举工作。
        请全体居民积极参加选举，依法行使民主权利。
        ~ {{steering}}
        """, issuer=Issuer.STEERING_GROUP, article="第十四条"),
    _announcement("2", "居民选举委员会成员名单", "RC04", f"""
        # {{community}}居民选举委员会成员名单公告
        根据{LAW}第十五条的规定，经{{committee_chosen_by}}推选，{{community}}居民选举委员会已经产生。现将成员名单公布如下：
        [table:election_committee_table]
        居民选举委员会成员或者其近亲属被提名为居民委员会成员候选人的，应当退出居民选举委员会。
        ~ {{election_committee}}
        """, article="第十五条"),
    _announcement("2-1", "居民选举委员会成员退出与递补", "RC12", f"""
        # {{community}}居民选举委员会成员变动公告
        根据{LAW}第十五条的规定，居民选举委员会成员{{left_member}}因{{left_reason}}，已退出居民选举委员会。
        ?successor 缺额按照原推选结果依次递补，由{{successor}}担任居民选举委员会成员。
        !successor 缺额由{{committee_chosen_by}}另行推选，结果另行公告。
        ~ {{election_committee}}
        """, article="第十五条", repeats=True),
    _announcement("3", "选民登记", "RC06", f"""
        # {{community}}选民登记公告
        根据{LAW}第十六条的规定，现将{{community}}居民委员会换届选举选民登记事项公告如下：
        一、登记时间：{{registration_from}}至{{registration_to}}，每日{{registration_hours}}。
        二、登记地点：{{registration_place}}。
        三、年满{{voter_min_age}}周岁的居民，不分民族、种族、性别、职业、家庭出身、宗教信仰、教育程度、财产状况、居住期限，都有选举权和被选举权；依照法律被剥夺政治权利的除外。年龄计算至选举日{{election_day}}。
        四、下列人员可以登记：户籍在本社区的居民；户籍不在本社区、在本社区常住的居民；在本社区工作{{registration_worker_months}}个月以上、本人申请参加选举并经居民选举委员会确认的社区工作者。
        五、已在其他社区（村）登记参加选举的，不再重复登记。出生日期以居民身份证为准，没有居民身份证的，以户口簿为准。
        请居民在规定时间内持有效证件办理登记；行动不便的，可以要求居民选举委员会工作人员上门登记。
        ~ {{election_committee}}
        """, article="第十六条"),
    _announcement("4", "选民名单", "RC08", f"""
        # {{community}}选民名单公告
        根据{LAW}第十七条的规定，经审核确认，{{community}}参加本次居民委员会选举的登记选民共{{registered_voters}}名，名单附后，现予公布。选举日为{{election_day}}。
        居民对公布的选民名单有不同意见的，应当自名单公布之日起{{appeal_days}}日内向居民选举委员会申诉；居民选举委员会自收到申诉之日起{{appeal_decide_days}}日内作出处理决定，并公布处理结果。
        申诉地点：{{appeal_place}}。
        - {{community}}选民名单（只列姓名和所在居民小组，由居民选举委员会张贴）
        ~ {{election_committee}}
        """, article="第十七条"),
    _announcement("5", "居民代表（户代表）和居民小组长推选", "RC07", f"""
        # {{community}}居民代表和居民小组长推选公告
        根据{LAW}第十三条的规定，现将本社区{{representative_word}}和居民小组长的推选事项公告如下：
        一、推选时间：{{representatives_from}}至{{representatives_to}}。
        二、推选名额：{{representative_word}}{{representative_seats}}名，居民小组长{{group_leader_seats}}名，名额分配到居民小组。
        三、推选办法：由居民选举委员会组织各居民小组召开会议推选。居民小组长从本小组的居民代表中推选产生。
        四、会议时间和地点由居民选举委员会通知各居民小组。
        ~ {{election_committee}}
        """, article="第十三条"),
    _announcement("6", "居民代表（户代表）名单", "RC08", f"""
        # {{community}}{{representative_word}}名单公告
        根据{LAW}第十三条、第十七条的规定，经推选，产生{{representative_word}}{{representatives}}名，现将名单公布如下：
        [table:representatives_table]
        对名单有不同意见的，应当自公布之日起{{appeal_days}}日内向居民选举委员会申诉。
        ~ {{election_committee}}
        """, article="第十七条", when="RC07"),
    _announcement("6-1", "居民小组长名单", "RC08", """
        # {community}居民小组长名单公告
        经各居民小组推选，产生居民小组长{group_leader_count}名，现将名单公布如下：
        [lines:group_leaders]
        ~ {election_committee}
        """, article="第十三条", when="RC07"),
    _announcement("7", "居民委员会职数与候选人提名", "RC10", f"""
        # {{community}}居民委员会成员候选人提名公告
        根据{LAW}第八条、第十八条的规定，现将居民委员会成员职数和候选人提名事项公告如下：
        一、职数：主任{{chair_seats}}名，副主任{{deputy_chair_seats}}名，委员{{member_seats}}名，共{{committee_seats}}名，其中应当有妇女成员。
        二、提名方式：由社区党组织提名推荐，或者由{{nomination_min_joint}}名以上选民联合提名推荐。提名人数不限于应选名额，正式候选人名额应当多于应选名额。
        三、提名时间：{{nomination_from}}至{{nomination_to}}，逾期不再受理。
        四、受理地点：{{nomination_place}}。联合提名应当使用统一印制的提名表，由提名人逐人签名。
        五、被开除党籍的，因犯罪受过刑事处罚的，利用黑恶势力从事非法活动的，组织、参加非法宗教活动或者邪教活动的，不得作为居民委员会成员候选人。
        ~ {{election_committee}}
        """, article="第八条、第十八条"),
    _announcement("8", "初步候选人名单", "RC12", """
        # {community}居民委员会成员初步候选人名单公告
        根据提名结果，经汇总和初步审查，现将{community}居民委员会成员初步候选人名单公布如下（按姓氏笔画为序）：
        [table:preliminary_table]
        正式候选人依照法定程序确定后另行公告。居民有不同意见的，请于{objection_until}前向居民选举委员会提出。
        ~ {election_committee}
        """, article="第十八条"),
    _announcement("9", "正式候选人名单", "RC15", f"""
        # {{community}}居民委员会成员正式候选人名单公告
        根据{LAW}第十八条的规定，经依法确定，现将{{community}}居民委员会成员正式候选人名单公布如下（按姓氏笔画为序）：
        [table:formal_table]
        应选名额：主任{{chair_seats}}名，副主任{{deputy_chair_seats}}名，委员{{member_seats}}名。居民选举委员会将组织候选人与居民见面，介绍履职设想，回答居民提问。
        ~ {{election_committee}}
        """, article="第十八条"),
    _announcement("10", "投票时间和地点", "RC17", """
        # {community}居民委员会选举投票时间和地点公告
        现将{community}居民委员会选举投票时间和地点公告如下：
        一、投票时间：{election_day}{voting_hours}。
        二、投票地点：
        [lines:voting_places]
        三、投票采用无记名方式，设秘密写票处，公开计票，当场公布选举结果。
        请选民持有效证件，按时到指定地点投票。
        ~ {election_committee}
        """, article="第十九条"),
    _announcement("11", "选举工作人员名单", "RC17", """
        # {community}居民委员会选举工作人员名单公告
        经居民选举委员会研究并公开征求意见，确定下列人员为本次选举工作人员。候选人及其近亲属不得担任选举工作人员：
        总监票人：{chief_scrutineer}。
        监票人：{scrutineers}。
        计票人：{counters}。
        唱票人：{callers}。
        发票、登记和引导人员：{helpers}。
        ~ {election_committee}
        """, article="第十九条"),
    _announcement("12", "流动票箱投票选民名单", "RC17", """
        # {community}流动票箱投票选民名单公告
        下列选民因老弱病残等原因不能到投票地点投票，经本人申请、居民选举委员会同意，由两名以上工作人员携带流动票箱上门接受投票：
        [lines:mobile_box_voters]
        流动票箱投票时间：{election_day}{mobile_box_hours}。流动票箱由监票人全程监督，投票结束后送回投票地点当众开箱。
        ~ {election_committee}
        """, article="第十九条"),
    _announcement("13", "委托投票名单", "RC17", f"""
        # {{community}}委托投票名单公告
        根据{LAW}第十九条的规定，选举期间不能参加投票的选民，可以书面委托本社区其他选民代为投票；每一名选民接受委托不得超过{{proxy_max}}人，候选人不得接受委托。经居民选举委员会审核，现将委托人和受委托人名单公布如下：
        [lines:proxies]
        ~ {{election_committee}}
        """, article="第十九条"),
    _announcement("14", "代写选票人员名单", "RC17", """
        # {community}代写选票人员名单公告
        不能自行填写选票的选民，可以请代写人按照本人意愿代为填写。居民选举委员会确定下列人员为代写人，候选人及其近亲属不得担任代写人：
        [lines:ballot_writers]
        代写人不得违背选民的意愿，不得泄露选民的选择。
        ~ {election_committee}
        """, article="第十九条"),
    _announcement("15", "有效票与无效票的认定", "RC18", """
        # {community}居民委员会选举有效票与无效票认定公告
        根据{meeting_that_passed}通过的选举办法，现将选票认定规则公告如下：
        一、每一选票所选的人数，等于或者少于应选名额的有效，多于应选名额的无效。
        二、一张选票上同一人被选任两项以上职务的，该人的选票部分无效。
        三、书写符号不能辨认的，不能辨认的部分无效，可以辨认的部分有效；整张不能辨认的，全票无效。
        四、未使用统一印制并加盖印章的选票的，无效。
        五、对同一候选人既未划赞成符号也未划其他符号的，视为弃权。
        六、对选票的认定有争议的，由监票人提出意见，居民选举委员会集体研究决定。
        ~ {election_committee}
        """),
    _announcement("16", "投票日程序与纪律", "RC18", """
        # {community}居民委员会选举投票程序和纪律公告
        {election_day}举行的选举按照下列程序进行：清点并公布到会人数；宣读选举办法；宣布工作人员名单；检查并密封票箱；验证发票；秘密写票、投票；公开唱票、计票；当场公布结果。
        以暴力、威胁、欺骗、贿赂、伪造选票、虚报选举票数等不正当手段当选的，当选无效。任何人有权向街道办事处或者区人民政府有关部门举报。
        ~ {election_committee}
        """, article="第二十二条"),
    _announcement("17", "居民委员会选举结果", "RC19", f"""
        # {{community}}居民委员会选举结果公告
        {{committee_held_on}}，{{community}}依照{LAW}的规定进行了居民委员会换届选举。{{committee_figures_words}}
        经公开计票，下列人员当选为新一届居民委员会成员：
        [table:committee_elected_table]
        ?committee_unsettled 另有{{committee_unsettled}}名得票达到当选票数的，依法审查或者确定后另行公告。
        ?committee_shortfall 本次选举应选{{committee_seats_voted}}名，尚缺{{committee_shortfall}}名，依法另行选举，时间另行公告。
        ~ {{election_committee}}
        """, article="第十九条"),
    _announcement("17-1", "居务监督委员会推选结果", "RC21", f"""
        # {{community}}居务监督委员会推选结果公告
        根据{LAW}第三十六条的规定，{{supervision_held_on}}召开的{{supervision_meeting}}推选产生了新一届居务监督委员会，现将结果公布如下：
        [table:supervision_table]
        ~ {{election_committee}}
        """, article="第三十六条"),
    PaperKind("RC-AS", "选民名单更正补充公告", Genre.ANNOUNCEMENT, Side.RESIDENTS_COMMITTEE, "RC09", Issuer.ELECTION_COMMITTEE, f"""
        # {{community}}选民名单补充公告
        根据{LAW}第十七条的规定，居民选举委员会对收到的申诉依法作出处理，现将选民名单的更正情况公布如下：
        ?voters_added 一、增列选民：{{voters_added}}。
        ?voters_removed 二、不列入名单：{{voters_removed}}。
        更正后登记选民共{{registered_voters}}名。
        ~ {{election_committee}}
        """, "补", True, "城市居民委员会组织法第十七条"),
    PaperKind("RC-A13A", "预选办法公告", Genre.ANNOUNCEMENT, Side.RESIDENTS_COMMITTEE, "RC13", Issuer.ELECTION_COMMITTEE, """
        # {community}居民委员会成员候选人预选公告
        初步候选人人数超过规定的差额数，居民选举委员会决定召开预选会议确定正式候选人：
        一、时间：{primary_time}。
        二、地点：{primary_place}。
        三、参加人员：{primary_people}。应有三分之二以上组成人员参加，会议有效。
        四、预选采用无记名投票方式，按得票多少并依照规定的差额确定正式候选人。
        ~ {election_committee}
        """, "8-1", False),
    PaperKind("RC-A13B", "预选结果公告", Genre.ANNOUNCEMENT, Side.RESIDENTS_COMMITTEE, "RC13", Issuer.ELECTION_COMMITTEE, """
        # {community}居民委员会成员候选人预选结果公告
        {primary_time}召开的预选会议应到{primary_due}人，实到{primary_present}人，符合规定。经投票，预选结果如下：
        [lines:primary_results]
        ~ {election_committee}
        """, "8-2", False),
    PaperKind("RC-A20", "另行选举公告", Genre.ANNOUNCEMENT, Side.RESIDENTS_COMMITTEE, "RC20", Issuer.ELECTION_COMMITTEE, f"""
        # {{community}}居民委员会另行选举公告
        {{supplementary_after}}的选举中，当选人数不足应选名额，尚缺{{supplementary_seats}}名。根据{LAW}第十九条的规定，定于{{supplementary_on}}另行选举。
        另行选举以第一次投票未当选得票多的人为候选人。候选人以得票多的当选，但是所得票数不得少于已投选票总数的三分之一。候选人名单如下：
        [lines:supplementary_candidates]
        投票地点：{{supplementary_place}}。
        ~ {{election_committee}}
        """, "18", True, "城市居民委员会组织法第十九条"),
)  # fmt: skip
