"""The schema's number: making a new file, bringing an older one up, refusing a newer one."""

from pathlib import Path

from sqlalchemy import Engine

from app.base.errors import UserError
from app.base.i18n import _
from app.store import upgrading
from app.store.copying import save_whole
from app.store.place import owner_of

SCHEMA = 4
"""The number of the newest step in `migrations/versions`."""

_MIGRATIONS = Path(__file__).with_name("migrations")


def prepare(engine: Engine, file: Path) -> None:
    """Bring the file to this version's schema and show what an older version could not.

    An older file is copied aside first. Killed at any instant, it goes on the next time.

    Raises:
        UserError: when the file was made by a newer version of the program, or the copy
            cannot be written.
    """
    with engine.connect() as connection:
        found = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    if found > SCHEMA:
        raise UserError(
            _(
                "These records were made by a newer version of Centrum CSR. "
                "Update the program on this computer, then open them again."
            )
        )
    if found < SCHEMA:
        if found:
            _keep_older(engine, file)
        _upgrade(engine)
    upgrading.catch_up(engine)


def _keep_older(engine: Engine, file: Path) -> None:
    with engine.connect() as connection:
        copy = file.with_suffix(f".before-{SCHEMA}.db")
        save_whole(connection.connection.driver_connection, copy, owner_of(file.parent))
    upgrading.remember_tables(engine)


def _upgrade(engine: Engine) -> None:
    # Alembic takes 0.28 s to import: only a new or an older file pays for it.
    from alembic import command
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", _MIGRATIONS.as_posix())
    with engine.connect() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, "head")
        connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA:d}")
        connection.commit()
