"""The Centre's leaflets: a list, the chosen one with its texts, and the real pages beside."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence

from app.base.errors import UserError
from app.base.i18n import _
from app.model.leaflet import Leaflet
from app.services import leaflet_shelf, leaflets, records
from app.services.leaflets import LeafletPaper, Order, PrintOptions
from app.ui import gathering
from app.ui.context import Context
from app.ui.page import Page
from app.ui.pages import leaflets_workpiece as workpieces
from app.ui.pages.leaflets_deeds import LeafletDeeds
from app.ui.pages.leaflets_editor import LeafletEditor
from app.ui.pages.leaflets_list import LeafletList
from app.ui.pages.leaflets_output import LeafletOutput
from app.ui.pages.leaflets_pages import LeafletPages
from app.ui.pages.leaflets_room import LeafletRoom
from app.ui.pages.leaflets_workpiece import Workpiece
from app.ui.parts import row


class LeafletsPage(Page):
    """The list or the editor at the left, the PDF's pages at the right."""

    name = "leaflets"
    shows = frozenset({"leaflet", "leaflet_block", "attachment", "centre", "material"})

    def __init__(self, context: Context) -> None:
        """Build the list, the editor and the preview."""
        super().__init__(context)
        self._marked: Order | None = None
        self.list = LeafletList()
        self.editor = LeafletEditor(context)
        self.output = LeafletOutput(context, self.editor, self.in_work)
        self.deeds = LeafletDeeds(self)
        self.pages = LeafletPages(context, self.output, self._wish, lambda: self.row_id)
        self.preview, self.notice = self.pages.preview, self.pages.notice
        self.room = LeafletRoom(self.list, self.editor, self.pages)
        self.left = self.room.left
        self.setLayout(row(self.room))
        self._connect()

    @property
    def piece(self) -> Workpiece | None:
        """Return the leaflet in work; in the list there is none."""
        return self.editor.piece if self.left.currentWidget() is self.editor else None

    @property
    def row_id(self) -> str:
        """Return the id of the leaflet in work, or nothing."""
        return self.piece.id if self.piece else ""

    def reload(self) -> None:
        """Read the list again, and the leaflet in work unless something was typed into it."""
        self._fill_list()
        piece = self.piece
        if piece is not None and not piece.is_changed and piece.version:
            self._open_again(piece)
        self.preview.draw_soon()

    def new_record(self) -> None:
        """Begin a leaflet with a tri-fold's own texts."""
        self.begin("")

    def begin(self, template: str) -> None:
        """Begin a leaflet with a template's own texts."""
        self._work_on(workpieces.begun(self.context, template))
        self.editor.title.setFocus()

    def open_record(self, row_id: str) -> None:
        """Show a leaflet as it was left; `new` begins one."""
        if row_id in ("", "new"):
            self.new_record()
            return
        self._keep_draft()
        piece = workpieces.drafted(self.context, row_id)
        self._work_on(piece or workpieces.opened(self.context, row_id))
        self.editor.blocks.take_cursor()

    def show_list(self) -> None:
        """Go back to the list; what is typed is kept as a draft."""
        piece = self.piece
        self._keep_draft()
        self.left.setCurrentWidget(self.list)
        self.preview.choose("")
        self._fill_list(piece.id if piece else "")
        self.list.setFocus()

    def save(self) -> None:
        """Save the leaflet in work.

        Raises:
            UserError: when it has no title or no block.
        """
        piece = self.in_work()
        piece.values["title"] = (piece.values["title"] or "").strip()
        if not piece.values["title"]:
            self.editor.title.setFocus()
            raise UserError(_("Give the leaflet a title, so that it is found again."))
        if not piece.blocks:
            # Without any block of its own it would show its template's text again.
            raise UserError(_("This leaflet is empty. Put a block in, or delete the leaflet."))
        workpieces.save(self.context, piece)
        self.show_again(piece.id)

    def do(self, deed: str) -> None:
        """Do what the buttons and the menu ask, by the deed's name."""
        if deed.startswith("language:"):
            self.deeds.begin_variant(deed.partition(":")[2])
        else:
            self._named_deeds()[deed]()

    def may_leave(self) -> bool:
        """Keep what is typed as a draft."""
        self._keep_draft()
        return True

    def focus_search(self) -> None:
        """Go to the list and search there."""
        self.show_list()
        self.list.search.setFocus()

    def take_files(self, files: Sequence[Path]) -> bool:
        """Put dropped pictures into the panel in front; the list takes none."""
        if self.piece is not None:
            self.editor.gather(gathering.files(files))
        return self.piece is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the list by Esc, take a copied picture by Ctrl+V; Qt calls."""
        if event.matches(QKeySequence.StandardKey.Paste) and self.piece is not None:
            self.editor.gather(gathering.copied())
        elif event.key() == Qt.Key.Key_Escape and self.piece is not None:
            self.show_list()
        else:
            super().keyPressEvent(event)

    def commands(self) -> Sequence[QAction]:
        """Return the page's deeds for the menu; those of a leaflet do nothing in the list."""
        deeds: tuple[tuple[str, Callable[[], object], str], ...] = (
            (_("Save the leaflet"), self.save, "Ctrl+Return"),
            (_("Save as PDF…"), self.output.save_pdf, "Ctrl+Shift+S"),
            (_("Print…"), self.output.print_out, "Ctrl+P"),
            (_("Add a block"), self._offer_kinds, "Ctrl+Shift+B"),
            (_("Texts or pages"), self.editor.turn, "F6"),
            (_("Copy the leaflet"), lambda: self.do("duplicate"), ""),
            (_("New version"), lambda: self.do("version"), ""),
            (_("Keep as a template"), lambda: self.do("template"), ""),
            (_("Delete the leaflet"), lambda: self.do("delete"), ""),
        )
        made = []
        for words, done, keys in deeds:
            action = QAction(words, self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda _on=False, done=done: self.piece and done())
            made.append(action)
        return made

    def _connect(self) -> None:
        self.list.marked.connect(self._list_marked)
        self.list.opened.connect(self.open_record)
        self.list.wanted.connect(self.begin)
        self.list.wanted_from.connect(self.deeds.begin_from)
        self.editor.changed.connect(self.preview.draw_soon)
        self.editor.left.connect(self.show_list)
        self.editor.asked.connect(self.do)
        self.editor.blocks.panel_chosen.connect(self.preview.choose)
        self.editor.printing.booked.connect(self.output.book)
        self.preview.picked.connect(self._panel_picked)
        self.pages.drawn.connect(self._drawn)

    def _named_deeds(self) -> dict[str, Callable[[], object]]:
        return self.deeds.named() | {
            "save": self.save,
            "pdf": self.output.save_pdf,
            "print": self.output.print_out,
        }

    def in_work(self) -> Workpiece:
        """Return the leaflet in work, or begin to work on the one that the list marks."""
        if self.piece is None and self.list.current:
            self.open_record(self.list.current)
        elif self.piece is None:
            self.new_record()
        if self.piece is None:
            raise RuntimeError("no leaflet is shown")
        return self.piece

    def saved(self) -> Workpiece:
        """Return the leaflet in work, saved if it was changed.

        Raises:
            UserError: when it cannot be saved.
        """
        piece = self.in_work()
        if piece.is_changed or not piece.version:
            self.save()
        return self.in_work()

    def open_made(self, leaflet: str) -> None:
        """Begin to work on a leaflet that was just made."""
        self._work_on(workpieces.opened(self.context, leaflet))
        self.editor.title.setFocus()

    def lay_aside(self) -> None:
        """Show the list without keeping what was typed."""
        self.editor.piece = None
        self.show_list()

    def _offer_kinds(self) -> None:
        self.editor.show_part(self.editor.blocks)
        self.editor.blocks.tools.offer_kinds()

    def _work_on(self, piece: Workpiece, panel: str = "") -> None:
        self._keep_draft()
        self.notice.hide()
        self.editor.mark_pages(has_notes=False)
        self.editor.blocks.panel = panel
        self.editor.show_piece(piece)
        self.editor.tabs.setCurrentIndex(0)
        self.left.setCurrentWidget(self.editor)
        self.preview.choose(self.editor.blocks.panel)
        self.preview.draw_soon()

    def _open_again(self, piece: Workpiece) -> None:
        """Show what the store holds now; a leaflet that is gone shows the list."""
        if not self.context.read(records.is_here, Leaflet, piece.id):
            self.lay_aside()
            return
        self.show_again(piece.id)

    def show_again(self, leaflet: str) -> None:
        """Show what is saved, with the tab, the panel and the cursor where they were."""
        blocks, tab = self.editor.blocks, self.editor.tabs.currentIndex()
        cursor = blocks.cursor_place
        self._work_on(workpieces.opened(self.context, leaflet), blocks.panel)
        self.editor.tabs.setCurrentIndex(tab)
        blocks.put_cursor(cursor)

    def _fill_list(self, mark: str = "") -> None:
        drafts = workpieces.draft_titles(self.context)
        lines = self.context.read(leaflet_shelf.listed)
        if not mark and not self.list.current:
            centre = self.context.read(leaflets.centre_of, None).id
            mark = self.context.read(leaflet_shelf.first_of, centre, self.context.settings.spoken)
        self.list.show_lines(lines, drafts, mark)

    def _list_marked(self, leaflet: str) -> None:
        piece = workpieces.drafted(self.context, leaflet)
        piece = piece or workpieces.opened(self.context, leaflet)
        self._marked = piece.order
        self.preview.draw_soon()

    def _wish(self) -> tuple[Order, PrintOptions]:
        options = self.editor.printing.options(guides=True)
        if self.piece is not None:
            return self.piece.order, options
        first = leaflets.first_order("", self.context.settings.spoken)
        return self._marked or first, PrintOptions()

    def _panel_picked(self, panel: str) -> None:
        if self.piece is None:
            self.in_work()
        self.editor.show_part(self.editor.blocks)
        self.editor.blocks.show_panel(panel)

    def _drawn(self, made: LeafletPaper) -> None:
        if self.piece is not None:
            self.editor.mark_pages(has_notes=bool(made.notes))
            over = {one.panel: leaflets.overfull_words(one) for one in made.overfull}
            self.editor.blocks.panels.show_overfull(over)
            self.editor.blocks.show_printed(made.pictures)
        self._keep_draft()

    def _keep_draft(self) -> None:
        if self.editor.piece is not None:
            workpieces.keep_draft(self.context, self.editor.piece)
