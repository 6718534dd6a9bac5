"""A person reads which law a default comes from, never the key of a document."""

from __future__ import annotations

import re

import pytest

from desktop.domain.parameter_sources import source_words
from desktop.domain.parameters import PARAMETERS, parameter


@pytest.mark.parametrize("name", PARAMETERS)
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_default_says_in_words_where_it_comes_from(name: str, language: str) -> None:
    words = source_words(parameter(name), language)
    assert words
    assert not re.search(r"\b[A-Z]\d*\b", words)


def test_a_proposal_is_never_shown_as_a_rule_of_law() -> None:
    for known in PARAMETERS.values():
        law = source_words(known).startswith("《")
        assert law == known.source.startswith("L")
