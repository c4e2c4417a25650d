"""The list of a hundred thousand companies in the real page: from asking to first paint."""

import os
from collections.abc import Iterator

from tests.bench.measure import Figure, percentile, seconds
from tests.bench.stores import MANY, office_store

_GOAL_SECONDS = 0.1
_ROUNDS = 9


def figures() -> Iterator[Figure]:
    """Yield the figure of the page's reading and painting."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from app.base.settings import Settings
    from app.ui.application import build_application
    from app.ui.context import Context
    from app.ui.pages.companies import CompaniesPage

    application = build_application(Settings(language="pl"))
    with office_store(MANY) as database:
        context = Context(database, Settings(language="pl"))
        page = CompaniesPage(context)
        page.resize(1366, 768)
        page.show()
        application.processEvents()

        def read_and_paint() -> None:
            page.reload()
            page.grab()

        taken = [seconds(read_and_paint) for _ in range(_ROUNDS)]
        page.close()
    yield Figure(
        "list of 100,000 companies to first paint", percentile(taken, 0.5), _GOAL_SECONDS, "s", 1.0
    )
