"""Every page of the program, in the order of the navigation."""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from app.base.i18n import N_
from app.ui.icons import NAMES

if TYPE_CHECKING:
    from app.ui.context import Context
    from app.ui.page import Page


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page of the program.

    Attributes:
        name: in `context.navigate`, in help and in the module's path.
        label: in the navigation, untranslated.
        holds: names of entities whose records the page opens.
    """

    name: str
    label: str
    holds: tuple[str, ...] = ()

    @property
    def icon(self) -> str:
        """Return the icon of the page's name, or a plain one."""
        return self.name if self.name in NAMES else "file"

    @property
    def module(self) -> str:
        """Return where the page is written; it is imported when it is first shown."""
        return f"app.ui.pages.{self.name}"

    @property
    def page_class(self) -> str:
        """Return the name of the page's class."""
        return f"{self.name.title().replace('_', '')}Page"

    def build(self, context: "Context") -> "Page":
        """Return the page, built."""
        page_class: Any = getattr(import_module(self.module), self.page_class)
        page: Page = page_class(context)
        return page


PAGES: tuple[PageEntry, ...] = (
    PageEntry("today", N_("Today"), ("task",)),
    PageEntry("companies", N_("Companies"), ("company", "person")),
    PageEntry("visits", N_("Visits"), ("visit",)),
    PageEntry("events", N_("Events"), ("event",)),
    PageEntry("booth", N_("Booth")),
    PageEntry("materials", N_("Materials"), ("material",)),
    PageEntry("leaflets", N_("Leaflets"), ("leaflet",)),
    PageEntry("shifts", N_("Shifts"), ("shift",)),
    PageEntry("exchange", N_("Exchange")),
    PageEntry("settings", N_("Settings")),
)
"""Alt+1…9 lead to the first nine."""

_KINDS_FIRST = ("company", "person", "event", "visit", "task", "material", "leaflet", "shift")
"""In which order a search lists what fits alike."""


def page_that_opens(entity: str, pages: Iterable[PageEntry]) -> str:
    """Return the name of the page that opens an entity's records; empty where none does."""
    return next((entry.name for entry in pages if entity in entry.holds), "")


def kinds_opened(pages: Iterable[PageEntry]) -> tuple[str, ...]:
    """Return the names of the entities whose records some page opens, as a search lists them."""
    held = {kind for entry in pages for kind in entry.holds}
    return tuple(sorted(held, key=_KINDS_FIRST.index))
