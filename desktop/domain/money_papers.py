"""Papers about money: the account of a quarter, what came in as it may hang in public, arrears.

What hangs in public names nobody in full and says nothing of waivers: whoever is let off a share
is a household in need, and that is nobody's business (PIPL art. 28, 51).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.amounts import added, shown
from desktop.domain.cost import CHAIN, kind_word
from desktop.domain.funding import source_word
from desktop.domain.masking import masked_name
from desktop.domain.paper import Facts, Heading, Paper, PaperTable, Paragraph
from desktop.domain.project_codes import AUDIT_KIND, FUND_STEP, FundStep, PaymentKind, Trade
from desktop.domain.shares import trade_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from decimal import Decimal

    from desktop.domain.audits import Audit
    from desktop.domain.cost import CostTable
    from desktop.domain.funding import Account
    from desktop.domain.paper import Block
    from desktop.domain.payments import PaymentRow

_NUMBERS = frozenset(range(1, 8))


@dataclass(frozen=True, slots=True)
class PaperHead:
    """What every paper about money begins and ends with."""

    quarter: str
    office: str
    today: date
    phone: str = ""


@dataclass(frozen=True, slots=True)
class ArrearsRow:
    """One household in the list of what is still to pay."""

    label: str
    owner: str
    due: Decimal
    open: Decimal
    due_on: date | None


def account_paper(
    head: PaperHead,
    account: Account,
    table: CostTable,
    audits: Sequence[Audit],
    problems: Iterable[str],
) -> Paper:
    """Return the account: sources by step, costs by step, audits, what does not agree.

    Args:
        head: whose, by whom, when.
        account: where money came from and went to.
        table: costs by step and trade.
        audits: reviews and audits on record.
        problems: sentences of what does not agree; none when it balances.
    """
    households = account.households
    blocks: list[Block] = [
        Facts(
            (
                ("小区", head.quarter),
                ("截止日期", head.today.isoformat()),
                ("批准概算（元）", shown(account.approved_estimate) or "未登记"),
                ("账面结余（元）", shown(account.balance)),
            )
        ),
        Heading("一、资金来源与使用"),
        _sources(account),
        Heading("二、居民自筹"),
        Facts(
            (
                ("应缴（元）", shown(households.due)),
                ("减免（元）", shown(households.waived)),
                ("实缴（元）", shown(households.paid - households.refunded)),
                ("尚未缴（元）", shown(households.unpaid)),
            )
        ),
        Heading("三、造价"),
        _costs(table),
    ]
    if audits:
        blocks += [Heading("四、评审与审计"), _audits(audits)]
    found = list(problems)
    blocks.append(Heading("五、核对" if audits else "四、核对"))
    if found:
        blocks += [Paragraph(f"{number}. {text}") for number, text in enumerate(found, 1)]
    else:
        blocks.append(Paragraph("来源合计与批准概算一致，收支相符。"))
    return Paper(
        f"{head.quarter}水电改造资金收支情况表",
        tuple(blocks),
        issuer=head.office,
        dated_on=head.today,
        landscape=True,
    )


def received_paper(
    head: PaperHead, payments: Sequence[tuple[str, str, PaymentRow]], total: Decimal
) -> Paper:
    """Return what came in from households, as it may hang in public.

    Args:
        head: whose, by whom, when.
        payments: (address, owner, payment) in walking order.
        total: what came in less what was given back.
    """
    rows = tuple(
        (
            str(number),
            label,
            masked_name(owner),
            trade_label(payment.trade),
            shown(-payment.amount if payment.kind is PaymentKind.REFUND else payment.amount),
            payment.paid_on.isoformat() if payment.paid_on else "",
            payment.receipt_no,
        )
        for number, (label, owner, payment) in enumerate(payments, 1)
    )
    table = PaperTable(
        ("序号", "房号", "业主", "项目", "金额（元）", "日期", "票据号"),
        (*rows, ("", "合计", "", "", shown(total), "", "")),
        widths=(0.6, 1.6, 1, 1, 1.2, 1.2, 1.6),
        numbers=frozenset({4}),
        totals=1,
    )
    intro = (
        f"现将{head.quarter}水电改造居民自筹资金收取情况予以公示。"
        "如与本人缴费情况不符，请凭票据到本单位核对。"
    )
    return Paper(
        f"{head.quarter}水电改造居民自筹资金收取情况公示",
        (Paragraph(intro), table),
        issuer=head.office,
        dated_on=head.today,
        footer=f"咨询电话：{head.phone}" if head.phone else "",
    )


def arrears_paper(head: PaperHead, rows: Sequence[ArrearsRow]) -> Paper:
    """Return the households that still owe, for those who collect; it never hangs in public."""
    table = PaperTable(
        ("序号", "房号", "业主", "应缴（元）", "未缴（元）", "缴费期限", "备注"),
        (
            *(
                (
                    str(number),
                    row.label,
                    row.owner,
                    shown(row.due),
                    shown(row.open),
                    row.due_on.isoformat() if row.due_on else "",
                    "",
                )
                for number, row in enumerate(rows, 1)
            ),
            ("", "合计", "", shown(added(r.due for r in rows)), shown(added(r.open for r in rows)),
             "", ""),
        ),
        widths=(0.6, 1.6, 1, 1.2, 1.2, 1.2, 1.6),
        numbers=frozenset({3, 4}),
        totals=1,
    )  # fmt: skip
    return Paper(
        f"{head.quarter}居民自筹资金未缴清户",
        (table,),
        issuer=head.office,
        dated_on=head.today,
        footer="含个人信息，仅供催缴人员使用，不得张贴或转发。",
    )


def _sources(account: Account) -> PaperTable:
    rows = [
        (
            source_word(source),
            *(shown(account.of(source, step)) for step in FundStep),
            shown(
                account.of(source, FundStep.RECEIVED)
                - account.of(source, FundStep.PAID)
                - account.of(source, FundStep.RETURNED)
            ),
        )
        for source in account.sources
    ]
    total = ("合计", *(shown(account.total(step)) for step in FundStep), shown(account.balance))
    steps = tuple(f"{FUND_STEP.label(int(step))}（元）" for step in FundStep)
    return PaperTable(
        ("资金来源", *steps, "结余（元）"),
        (*rows, total),
        widths=(1.6, *([1.0] * 6)),
        numbers=_NUMBERS,
        totals=1,
    )


def _costs(table: CostTable) -> PaperTable:
    trades = [trade for trade in Trade if any(table.of(kind, trade) for kind in CHAIN)]
    rows = [(trade_label(t), *(shown(table.of(kind, t)) for kind in CHAIN)) for t in trades]
    total = ("合计", *(shown(table.of(kind)) for kind in CHAIN))
    return PaperTable(
        ("专业", *(f"{kind_word(kind)}（元）" for kind in CHAIN)),
        (*rows, total),
        widths=(1.6, *([1.0] * len(CHAIN))),
        numbers=_NUMBERS,
        totals=1,
    )


def _audits(audits: Sequence[Audit]) -> PaperTable:
    rows = tuple(
        (
            AUDIT_KIND.label(audit.kind) if audit.kind else "",
            audit.document_no,
            shown(audit.submitted),
            shown(audit.approved),
            shown(audit.cut),
            audit.closed_on.isoformat() if audit.closed_on else "未办结",
        )
        for audit in audits
    )
    return PaperTable(
        ("类别", "文号", "送审（元）", "审定（元）", "审减（元）", "办结日期"),
        rows,
        widths=(1, 1.8, 1.2, 1.2, 1.2, 1),
        numbers=frozenset({2, 3, 4}),
    )
