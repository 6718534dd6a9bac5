"""The nouns of papers and signatures, declared once: signatures, returned lines, own wording.

The rules that read them stand in ``signing.md``; a form's state is computed from them
(``form_state.py``) and stored nowhere.
"""

from __future__ import annotations

from desktop.domain import codes as c
from desktop.domain.field_kinds import (
    Entity,
    code,
    day,
    flag,
    moment,
    reference,
    text,
    whole,
)

FORM_SIGNATURE = Entity(
    "form_signature",
    "表单签署",
    "signature of a form",
    (
        reference("form_id", "表单", "form", "handover_form"),
        text("party", "签署方", "party", 30),
        code("way", "签署方式", "way of signing", c.SIGNING_WAY),
        text("organisation", "单位", "organisation", 100),
        text("signer", "签署人", "signed by", 60, personal=True),
        text("serial", "证书序列号", "certificate number", 64),
        moment("signed_at", "签署时间", "signed at"),
        text("sha256", "签后文件SHA-256", "SHA-256 after signing", 64),
        text("attachment_id", "扫描件", "scan", 32),
        flag("trial", "试用", "trial"),
        text("note", "说明", "note", 200),
    ),
)
FORM_LINE = Entity(
    "form_line",
    "清单核对行",
    "line checked by the receiver",
    (
        reference("form_id", "表单", "form", "handover_form"),
        whole("line_no", "序号", "line"),
        reference("household_id", "户", "household", "household"),
        text("meter_kind", "表计类别", "kind of meter", 30),
        text("meter_id", "表计", "meter", 32),
        code("result", "核对结果", "result", c.LINE_RESULT),
        text("reason", "退回原因", "reason", 300),
        reference("finding_id", "整改问题", "finding", "finding"),
        day("decided_on", "核对日期", "checked on"),
    ),
)
REVOCATION_LIST = Entity(
    "revocation_list",
    "证书吊销列表",
    "revocation list",
    (
        text("issuer", "签发机构", "issued by", 200),
        text("content", "内容", "content", 0),
        moment("this_update", "本次更新", "this update"),
        moment("next_update", "下次更新", "next update"),
        text("sha256", "SHA-256", "SHA-256", 64),
    ),
)
OWN_FORM = Entity(
    "own_form",
    "本办表样",
    "own wording of a form",
    (
        text("kind", "类别", "kind", 20),
        text("form_type", "表单类型", "type", 40),
        text("name", "名称", "name", 60),
        whole("version", "版本", "version"),
        text("content", "内容", "content", 0),
        text("sha256", "SHA-256", "SHA-256", 64),
        day("valid_from", "启用日期", "valid from"),
    ),
)
FORMS = (FORM_SIGNATURE, FORM_LINE, REVOCATION_LIST, OWN_FORM)
"""In the order of the journal: parents first."""
