"""The rules of a count in words, as they are frozen with the result and printed on its notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.project_codes import MATTER, Matter, RuleSet
from desktop.domain.vote_rules import rules

if TYPE_CHECKING:
    from fractions import Fraction

    from desktop.domain.vote_count import VoteFacts
    from desktop.domain.vote_rules import Majority, Threshold

_WORDS = {(1, 2): "二分之一", (2, 3): "三分之二", (3, 4): "四分之三"}
_SOURCE = {
    RuleSet.CIVIL_CODE: "《中华人民共和国民法典》第二百七十八条",
    RuleSet.REGULATION_2007: "原《物权法》第七十六条、《物业管理条例》第十二条",
}
_RECKONING = (
    (
        "业主人数按专有部分数量计算，一个专有部分按一人计算；同一业主有多个专有部分的、"
        "建设单位尚未出售或者已出售尚未交付的部分，按一人计算。"
    ),
    (
        "专有部分面积依次按不动产登记簿、测绘报告、买卖合同记载计算；没有面积记录的，"
        "按一人计入人数，不计入面积，另行列明。"
    ),
    "共有人共一票；共有人之间或者同一业主各票意见不一致的，按参与表决、弃权计。",
    (
        "未表态、口头答复的不计入参与表决，弃权不计为同意；代理人签字须有书面委托书。"
        "不申请改造的户维持原计量方式，不影响其权利。"
    ),
)


def rule_text(facts: VoteFacts) -> str:
    """Return what counts and why, in paragraphs (R1: the rule is printed on the result)."""
    matter = MATTER.label(int(facts.matter))
    majorities = rules(facts.matter, facts.rule_set, facts.day, facts.scheme_share)
    if facts.matter is Matter.OWN_APPLICATION:
        head = f"{matter}：不需业主共同决定，逐户自愿申请，未申请的户维持原状。"
        return "\n".join((head, *_RECKONING))
    lines = []
    for majority in majorities:
        source = _source(majority, facts)
        lines.append(f"{matter}：依据{source}，{majority_words(majority)}。")
    return "\n".join((*lines, *_RECKONING))


def majority_words(majority: Majority) -> str:
    """Return what a majority asks for, in words."""
    words = []
    if majority.taking_part is not None:
        share = threshold_words(majority.taking_part)
        words.append(f"由专有部分面积占比{share}的业主且人数占比{share}的业主参与表决")
    share = threshold_words(majority.consent)
    base = ("专有部分总面积", "业主总人数") if majority.of_all else _TAKING_PART
    words.append(f"经{base[0]}{share}的业主且{base[1]}{share}的业主同意")
    return "，".join(words)


def threshold_words(threshold: Threshold) -> str:
    """Return 三分之二以上, 过半数 or 80%以上; 以上 includes the number itself (art. 1259)."""
    share = threshold.share
    if threshold.more:
        return "过半数" if (share.numerator, share.denominator) == (1, 2) else _more(share)
    return f"{_share(share)}以上" if share < 1 else "全部"


_TAKING_PART = ("参与表决专有部分面积", "参与表决人数")


def _source(majority: Majority, facts: VoteFacts) -> str:
    if majority.own:
        return f"改造方案（{facts.scheme_document or '文号待补'}）"
    return _SOURCE[RuleSet.REGULATION_2007 if majority.of_all else RuleSet.CIVIL_CODE]


def _more(share: Fraction) -> str:
    return f"超过{_share(share)}"


def _share(share: Fraction) -> str:
    known = _WORDS.get((share.numerator, share.denominator))
    if known is not None:
        return known
    return f"{float(share * 100):.6f}".rstrip("0").rstrip(".") + "%"
