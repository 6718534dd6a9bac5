"""The mapped columns are those that ``domain/fields.py`` declares."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Boolean, Column, Date, Integer, String

from desktop.domain.fields import ENTITIES, Field, Kind
from desktop.models.base import ID_LENGTH, Moment, Scaled
from desktop.models.catalogue import JOURNALLED, journalled_columns, tables

if TYPE_CHECKING:
    from sqlalchemy.types import TypeEngine

TYPES: dict[Kind, type[TypeEngine[Any]]] = {
    Kind.TEXT: String,
    Kind.INTEGER: Integer,
    Kind.DECIMAL: Scaled,
    Kind.DATE: Date,
    Kind.MOMENT: Moment,
    Kind.BOOLEAN: Boolean,
    Kind.REFERENCE: String,
}


def expected_type(field: Field) -> type[TypeEngine[Any]]:
    if field.codes is not None and field.kind is Kind.CODE:
        texts = all(isinstance(code, str) for code in field.codes.labels)
        return String if texts else Integer
    return TYPES[field.kind]


@pytest.mark.parametrize("kind", ENTITIES)
def test_a_table_has_the_declared_fields_in_their_order(kind: str) -> None:
    names = [column.name for column in journalled_columns(kind)]
    assert names == ["id", "deleted", *(field.name for field in ENTITIES[kind].fields)]


@pytest.mark.parametrize("kind", ENTITIES)
def test_every_column_has_the_type_and_length_of_its_field(kind: str) -> None:
    for field in ENTITIES[kind].fields:
        column: Column[object] = tables()[kind].columns[field.name]
        assert isinstance(column.type, expected_type(field)), (kind, field.name)
        if field.kind is Kind.TEXT:
            assert getattr(column.type, "length", None) == (field.length or None)
        if isinstance(column.type, Scaled):
            assert column.type.places == field.places


@pytest.mark.parametrize("kind", ENTITIES)
def test_nothing_but_id_and_mark_is_required(kind: str) -> None:
    required = {column.name for column in tables()[kind].columns if not column.nullable}
    assert required == {"id", "deleted"}


@pytest.mark.parametrize("kind", ENTITIES)
def test_references_are_foreign_keys_checked_at_the_commit(kind: str) -> None:
    for field in ENTITIES[kind].fields:
        keys = list(tables()[kind].columns[field.name].foreign_keys)
        if field.kind is Kind.REFERENCE:
            assert [key.column.table.name for key in keys] == [field.target]
            assert keys[0].deferrable
            assert keys[0].initially == "DEFERRED"
        else:
            assert not keys


def test_ids_are_alike_everywhere() -> None:
    for kind in JOURNALLED:
        column = tables()[kind].columns["id"]
        assert column.primary_key
        assert isinstance(column.type, String)
        assert column.type.length == ID_LENGTH


def test_every_constraint_and_index_has_a_name() -> None:
    for table in tables().values():
        for index in table.indexes:
            assert re.fullmatch(r"ix_\w{1,60}", str(index.name)), index.name
        for constraint in table.constraints:
            assert constraint.name, table.name


def test_every_noun_of_the_fields_is_journalled() -> None:
    assert set(ENTITIES) < set(JOURNALLED)
