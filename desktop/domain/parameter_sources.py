"""Where the default of a parameter comes from, as an office reads it.

The declaration keeps the key of the document; a person reads which law, or that it is only a
proposal or the practice of another city, so that nobody takes our default for a rule of theirs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.domain.parameters import Parameter

_WORDS = {
    "L3 14": ("《物业管理条例》第十四条", "Property Management Regulation, art. 14"),
    "L3 16": ("《物业管理条例》第十六条", "Property Management Regulation, art. 16"),
    "L6 40": ("《建设工程质量管理条例》第四十条", "Construction Quality Regulation, art. 40"),
    "L7 12": ("《政府投资条例》第十二条", "Government Investment Regulation, art. 12"),
    "D6": ("外地做法：综合整治竣工验收表", "practice elsewhere: completion form"),
    "D13": ("外地做法：奈曼旗", "practice elsewhere: Naiman"),
    "D34": ("外地做法：安庆市", "practice elsewhere: Anqing"),
    "D35, D36": ("外地做法：驻马店市；湖北省2020年口径", "Zhumadian; Hubei 2020"),
    "P": ("建议值", "proposal"),
    "P (R8)": ("建议值", "proposal"),
    "P (W17)": ("建议值", "proposal"),
    "P (0 = 不限)": ("建议值，0为不限", "proposal, 0 for no limit"),
    "P (0 = 未设定, E06)": ("按设计文件，0为未设定", "as designed, 0 for not set"),
    "P (0 = 未设定, E07)": ("按设计文件，0为未设定", "as designed, 0 for not set"),
}


def source_words(parameter: Parameter, language: str = "zh_CN") -> str:
    """Return the source of a default in words, in ``zh_CN`` or else in English."""
    chinese, english = _WORDS[parameter.source]
    return chinese if language == "zh_CN" else english
