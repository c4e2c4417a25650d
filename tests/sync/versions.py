"""A version of the program that knows less: the same code without two fields and an entity."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from app.model.every_entity import ENTITIES, entity_named
from app.store import schema
from app.store.engine import FILE_NAME

FIELDS = (("company", "www"), ("company", "phone"))
ENTITY = "task"


@contextmanager
def older() -> Iterator[None]:
    """Run as a version that knows neither `FIELDS` nor `ENTITY`."""
    columns = [entity_named(entity).__table__.columns[name] for entity, name in FIELDS]
    kept = [column.info.pop("field") for column in columns]
    known = tuple(entity for entity in ENTITIES if entity.__tablename__ != ENTITY)
    company = entity_named("company")
    about = company.about
    fields = {name for _entity, name in FIELDS}
    with pytest.MonkeyPatch.context() as patch:
        for module in _modules():
            if "ENTITIES" in vars(module):
                patch.setattr(module, "ENTITIES", known)
        searched = tuple(name for name in about.searched if name not in fields)
        patch.setattr(company, "about", replace(about, searched=searched))
        _forget()
        try:
            yield
        finally:
            for column, field in zip(columns, kept, strict=True):
                column.info["field"] = field
    _forget()


def take_back_step(folder) -> list[str]:
    """Make a closed store's file one of the older version; return how to bring it up."""
    raw = sqlcipher.connect(str(folder / FILE_NAME), isolation_level=None)
    made = raw.execute(
        "SELECT sql FROM sqlite_master WHERE tbl_name=? AND sql IS NOT NULL ORDER BY type DESC",
        (ENTITY,),
    ).fetchall()
    raw.execute(f"DROP TABLE {ENTITY}")
    for entity, name in FIELDS:
        made += raw.execute(
            "SELECT sql FROM sqlite_master WHERE type='index' AND name=?", (f"{entity}_by_{name}",)
        ).fetchall()
        raw.execute(f"DROP INDEX IF EXISTS {entity}_by_{name}")
        raw.execute(f"ALTER TABLE {entity} DROP COLUMN {name}")
    raw.execute("DELETE FROM meta WHERE key='shows'")
    raw.close()
    added = [f"ALTER TABLE {entity} ADD COLUMN {name} TEXT" for entity, name in FIELDS]
    return added + [sql for (sql,) in made]


def bring_up_by(patch: pytest.MonkeyPatch, statements: list[str]) -> None:
    """Let the newest step of the schema be these statements."""
    newest = schema.SCHEMA + 1

    def upgrade(engine) -> None:
        with engine.begin() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
            connection.exec_driver_sql(f"PRAGMA user_version={newest}")

    patch.setattr(schema, "SCHEMA", newest)
    patch.setattr(schema, "_upgrade", upgrade)


def _modules():
    return [module for name, module in sys.modules.items() if name.split(".")[0] == "app"]


def _forget() -> None:
    for module in _modules():
        for value in list(vars(module).values()):
            if callable(getattr(value, "cache_clear", None)):
                value.cache_clear()
