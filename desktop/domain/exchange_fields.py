"""The nouns of the exchange with others, declared once: open questions, streets, templates.

The rules that read them stand in ``exchange.md``.
"""

from __future__ import annotations

from desktop.domain import codes as c
from desktop.domain.field_kinds import Entity, code, day, moment, reference, text, whole

EXCHANGE = Entity(
    "exchange",
    "交换记录",
    "exchange",
    (
        text("direction", "方向", "direction", 10),
        text("export_code", "导出编号", "export code", 32),
        text("file_sha256", "文件SHA-256", "file SHA-256", 64),
        text("vector", "已见序号", "vector seen", 0),
        text("scope", "范围", "scope", 0),
        text("summary", "摘要", "summary", 0),
        moment("made_at", "时间", "time"),
        text("export_id", "导出标识", "export id", 32),
        text("partner", "对方", "other side", 60),
        text("street_code", "街道代码", "street code", 12),
        text("file_name", "文件", "file", 200),
    ),
)
QUESTION = Entity(
    "merge_question",
    "待裁决事项",
    "open question",
    (
        reference("exchange_id", "交换记录", "exchange", "exchange"),
        text("source", "来源", "source", 10),
        text("record_kind", "对象", "record kind", 30),
        text("record_id", "记录", "record", 32),
        text("field", "字段", "field", 60),
        text("base", "原值", "before", 0, personal=True),
        text("ours", "本方", "ours", 0, personal=True),
        text("theirs", "对方", "theirs", 0, personal=True),
        text("reason", "原因", "reason", 40),
        text("sheet", "工作表", "sheet", 60),
        whole("row_no", "行号", "row"),
        code("state", "处理", "state", c.QUESTION_STATE),
        text("answer", "定值", "value decided", 0, personal=True),
        moment("decided_at", "处理时间", "decided at"),
    ),
)
STREET = Entity(
    "street",
    "街道",
    "street office",
    (
        text("code", "街道代码", "street code", 12),
        text("name", "名称", "name", 60),
        text("contact", "联系人", "contact", 60, personal=True),
        text("phone", "电话", "phone", 20, personal=True),
        text("export_id", "最近台账标识", "last export", 32),
        text("export_code", "最近导出编号", "last export code", 32),
        text("vector", "已见序号", "vector seen", 0),
        text("taken_vector", "接收时序号", "vector when taken", 0),
        moment("made_at", "台账时间", "workbook made at"),
        moment("taken_at", "接收时间", "taken at"),
        moment("returned_at", "下发时间", "sent back at"),
        text("file_sha256", "文件SHA-256", "file SHA-256", 64),
        text("note", "说明", "note", 200),
    ),
)
SHEET_TEMPLATE = Entity(
    "sheet_template",
    "对方表样",
    "template of the other side",
    (
        text("name", "名称", "name", 60),
        text("fingerprint", "表头指纹", "fingerprint of its header", 64),
        text("sheet", "工作表", "sheet", 60),
        whole("header_row", "表头行", "header row"),
        whole("first_row", "首个数据行", "first row of data"),
        text("rows_of", "每行", "one row per", 30),
        text("mapping", "对应关系", "mapping", 0),
        day("used_on", "最近使用", "last used on"),
    ),
)
PLAN_CHANGE = Entity(
    "plan_change",
    "计划调整",
    "change of the annual plan",
    (
        reference("quarter_id", "小区", "quarter", "quarter"),
        whole("from_year", "原计划年度", "from year"),
        text("from_batch", "原批次", "from batch", 20),
        whole("to_year", "调整后年度", "to year"),
        text("to_batch", "调整后批次", "to batch", 20),
        text("document_no", "文号", "document number", 60),
        day("decided_on", "调整日期", "decided on"),
        text("reason", "调整原因", "reason", 200),
    ),
)

EXCHANGES: tuple[Entity, ...] = (EXCHANGE, QUESTION, STREET, SHEET_TEMPLATE, PLAN_CHANGE)
"""Parents before children."""
