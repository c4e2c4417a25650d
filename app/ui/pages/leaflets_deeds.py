"""What is made of a leaflet in work: copies, versions, languages, templates; or its end."""

from collections.abc import Callable
from typing import Protocol

from app.base.i18n import _, ngettext
from app.services import leaflet_copies, leaflet_shelf
from app.ui.context import Context
from app.ui.pages import leaflets_workpiece as workpieces
from app.ui.pages.leaflets_workpiece import Workpiece


class Workshop(Protocol):
    """The page, as its deeds need it."""

    context: Context

    def saved(self) -> Workpiece:
        """Return the leaflet in work, saved if it was changed."""

    def in_work(self) -> Workpiece:
        """Return the leaflet in work."""

    def open_made(self, leaflet: str) -> None:
        """Begin to work on a leaflet that was just made."""

    def show_again(self, leaflet: str) -> None:
        """Show a leaflet as it is saved."""

    def lay_aside(self) -> None:
        """Show the list; the leaflet in work is gone."""


class LeafletDeeds:
    """Serves the page."""

    def __init__(self, page: Workshop) -> None:
        """Serve a page."""
        self._page, self._context = page, page.context

    def named(self) -> dict[str, Callable[[], object]]:
        """Return the deeds by the names under which the menus ask for them."""
        return {
            "duplicate": lambda: self._make(leaflet_copies.duplicate, _("Copied {title}")),
            "version": lambda: self._make(
                leaflet_copies.new_version, _("Began a new version of {title}")
            ),
            "template": lambda: self._make(
                leaflet_copies.as_template, _("Kept {title} as a template")
            ),
            "delete": self.delete,
            "discard": self.discard,
        }

    def begin_from(self, leaflet: str) -> None:
        """Begin a leaflet from one of the Centre's templates."""
        label = _("Began a leaflet from a template")
        made = self._context.write(leaflet_copies.from_template, leaflet, label=label)
        self._page.open_made(made)

    def begin_variant(self, language: str) -> None:
        """Begin the same leaflet in another language."""
        piece = self._page.saved()
        label = _("Began {title} in another language").format(title=piece.values["title"])
        made = self._context.write(leaflet_copies.variant, piece.id, language, label=label)
        self._page.open_made(made.leaflet)
        if made.untranslated:
            words = ngettext(
                "{n} text of your own is still to be translated.",
                "{n} texts of your own are still to be translated.",
                made.untranslated,
            )
            self._context.tell(words.format(n=made.untranslated))

    def delete(self) -> None:
        """Delete the leaflet in work; Undo brings it back."""
        piece = self._page.in_work()
        workpieces.drop_draft(self._context, piece.id)
        self._page.lay_aside()
        if piece.version:
            label = _("Deleted leaflet {title}").format(title=piece.values["title"])
            self._context.write(leaflet_shelf.delete, piece.id, label=label)

    def discard(self) -> None:
        """Give up what was typed and not saved."""
        piece = self._page.in_work()
        workpieces.drop_draft(self._context, piece.id)
        self._page.lay_aside()
        if piece.version:
            self._page.show_again(piece.id)

    def _make(self, deed: Callable[..., str], label: str) -> None:
        """Make another leaflet of the one in work, which is saved first if it was changed."""
        piece = self._page.saved()
        label = label.format(title=piece.values["title"])
        self._page.open_made(self._context.write(deed, piece.id, label=label))
