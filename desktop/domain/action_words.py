"""What people call the use cases that stand in the journal."""

from __future__ import annotations

ACTION_WORDS: dict[str, tuple[str, str]] = {
    "add": ("新增", "added"),
    "add-master-meter": ("登记总表", "master meter added"),
    "as-neighbour": ("同邻户", "as next door"),
    "attach-ink": ("手写签名", "signature"),
    "attach-photo": ("照片", "photo"),
    "build-grid": ("生成户室", "doors drawn up"),
    "confirm-warning": ("确认提示", "warning confirmed"),
    "describe-quarters": ("小区资料", "quarters described"),
    "device.begin": ("启用本机", "computer introduced"),
    "device.revoke": ("停用电脑", "computer revoked"),
    "exchange-meter": ("换表", "meter exchanged"),
    "exchange-meters": ("换表", "meters exchanged"),
    "export": ("导出", "export"),
    "file-papers": ("登记资料", "papers filed"),
    "file-photo": ("照片归户", "photo filed"),
    "file-scan": ("扫描件归户", "scan filed"),
    "fill-doors": ("批量填写", "doors filled"),
    "filter.remove": ("删除筛选", "filter removed"),
    "filter.save": ("保存筛选", "filter saved"),
    "hang-meters": ("挂接户表", "meters hung"),
    "import-photos": ("导入照片", "photos brought in"),
    "issue-form": ("生成表单", "form issued"),
    "journal.undo": ("撤销", "taken back"),
    "ledger.create": ("新建台账", "ledger made"),
    "ledger.restore": ("恢复台账", "ledger restored"),
    "merge": ("合并回表", "workbook merged"),
    "name-photo": ("标注照片", "photo named"),
    "operator.add": ("新增人员", "operator added"),
    "operator.disable": ("停用人员", "operator disabled"),
    "operator.reset": ("重设口令", "passphrase reset"),
    "original-came": ("原件已补", "original came"),
    "parcel": ("合并数据包", "parcel merged"),
    "record-door": ("走访登记", "door recorded"),
    "record-readings": ("登记读数", "readings recorded"),
    "record-visits": ("走访登记", "visits recorded"),
    "remove": ("删除", "removed"),
    "remove-photo": ("删除照片", "photo removed"),
    "restore-value": ("恢复旧值", "old value restored"),
    "roster": ("导入户册", "household list brought in"),
    "scans-typed": ("录入纸表", "paper typed in"),
    "set-field": ("修改", "changed"),
    "set-parameter": ("设定规则参数", "parameter set"),
    "set-tolerance": ("设定允差", "tolerance set"),
    "sign-form": ("签署表单", "form signed"),
    "table.bulk": ("批量修改", "bulk change"),
    "table.cell": ("修改", "changed"),
    "table.clear": ("清空", "cleared"),
    "table.fill": ("向下填充", "filled down"),
    "table.paste": ("粘贴", "pasted"),
    "take-scans": ("收扫描件", "scans taken"),
    "unfile-photo": ("照片退回", "photo unfiled"),
}
"""Name of the use case → (Chinese, English)."""


def action_word(action: str, language: str) -> str:
    """Return the word for ``action``; an empty text for one without a word."""
    chinese, english = ACTION_WORDS.get(action, ("", ""))
    return chinese if language == "zh_CN" else english
