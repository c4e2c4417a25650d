"""The Centre's leaflets: a list, the chosen one with its texts, and the real pages beside."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QStackedWidget

from app.base.errors import UserError
from app.base.i18n import _, ngettext
from app.model.leaflet import Leaflet
from app.services import leaflet_copies, leaflet_shelf, leaflets, records
from app.services.leaflets import LeafletPaper, Order, PrintOptions
from app.ui import gathering
from app.ui.context import Context
from app.ui.page import Page
from app.ui.pages import leaflets_workpiece as workpieces
from app.ui.pages.leaflets_editor import LeafletEditor
from app.ui.pages.leaflets_list import LeafletList
from app.ui.pages.leaflets_output import LeafletOutput
from app.ui.pages.leaflets_preview import Preview
from app.ui.pages.leaflets_workpiece import Workpiece
from app.ui.paper_preview import Drawn
from app.ui.parts import Notice, column, row
from app.ui.theme import Space, px

_NARROWEST = 330


class LeafletsPage(Page):
    """The list or the editor at the left, the PDF's pages at the right."""

    name = "leaflets"
    shows = frozenset({"leaflet", "leaflet_block", "attachment", "centre", "material"})

    def __init__(self, context: Context) -> None:
        """Build the list, the editor and the preview."""
        super().__init__(context)
        self._marked: Order | None = None
        self._drawing_of = ""
        self.list = LeafletList()
        self.editor = LeafletEditor(context)
        self.output = LeafletOutput(context, self.editor, self._in_work)
        self.preview = Preview(context, self._wish)
        self.notice = Notice(closable=False)
        self.left = QStackedWidget()
        self._build()
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

    def begin_from(self, leaflet: str) -> None:
        """Begin a leaflet from one of the Centre's templates."""
        label = _("Began a leaflet from a template")
        self._open_made(self.context.write(leaflet_copies.from_template, leaflet, label=label))

    def open_record(self, row_id: str) -> None:
        """Show a leaflet as it was left; `new` begins one."""
        if row_id in ("", "new"):
            self.new_record()
            return
        self._keep_draft()
        piece = workpieces.drafted(self.context, row_id)
        self._work_on(piece or workpieces.opened(self.context, row_id))
        self.editor.blocks.setFocus()

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
        piece = self._in_work()
        piece.values["title"] = (piece.values["title"] or "").strip()
        if not piece.values["title"]:
            self.editor.title.setFocus()
            raise UserError(_("Give the leaflet a title, so that it is found again."))
        if not piece.blocks:
            # Without any block of its own it would show its template's text again.
            raise UserError(_("This leaflet is empty. Put a block in, or delete the leaflet."))
        workpieces.save(self.context, piece)
        self._show_again(piece.id)

    def do(self, deed: str) -> None:
        """Do what the buttons and the menu ask, by the deed's name."""
        if deed.startswith("language:"):
            self._begin_variant(deed.partition(":")[2])
        else:
            self._deeds()[deed]()

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
            (_("Add a block"), self.editor.blocks.offer_kinds, "Ctrl+Shift+B"),
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

    def _build(self) -> None:
        frame = QFrame()
        frame.setProperty("role", "card")
        frame.setMinimumWidth(px(_NARROWEST))
        self.left.addWidget(self.list)
        self.left.addWidget(self.editor)
        frame.setLayout(column(self.left, margin=Space.TWO))
        beside = column(self.notice, self.preview, gap=Space.ONE)
        beside.setStretch(1, 1)
        whole = row(frame, beside, gap=Space.TWO, margin=Space.TWO)
        whole.setStretch(0, 9)
        whole.setStretch(1, 11)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.list.marked.connect(self._list_marked)
        self.list.opened.connect(self.open_record)
        self.list.wanted.connect(self.begin)
        self.list.wanted_from.connect(self.begin_from)
        self.editor.changed.connect(self.preview.draw_soon)
        self.editor.left.connect(self.show_list)
        self.editor.asked.connect(self.do)
        self.editor.blocks.panel_chosen.connect(self.preview.choose)
        self.editor.printing.booked.connect(self.output.book)
        self.preview.picked.connect(self._panel_picked)
        self.preview.drawn.connect(self._drawn)
        self.preview.failed.connect(self._not_drawn)

    def _deeds(self) -> dict[str, Callable[[], object]]:
        return {
            "save": self.save,
            "pdf": self.output.save_pdf,
            "print": self.output.print_out,
            "duplicate": lambda: self._make(leaflet_copies.duplicate, _("Copied {title}")),
            "version": lambda: self._make(
                leaflet_copies.new_version, _("Began a new version of {title}")
            ),
            "template": lambda: self._make(
                leaflet_copies.as_template, _("Kept {title} as a template")
            ),
            "delete": self._delete,
            "discard": self._discard,
        }

    def _in_work(self) -> Workpiece:
        """Return the leaflet in work, or begin to work on the one that the list marks."""
        if self.piece is None and self.list.current:
            self.open_record(self.list.current)
        elif self.piece is None:
            self.new_record()
        if self.piece is None:
            raise RuntimeError("no leaflet is shown")
        return self.piece

    def _work_on(self, piece: Workpiece, panel: str = "") -> None:
        self._keep_draft()
        self.notice.hide()
        self.editor.blocks.panel = panel
        self.editor.show_piece(piece)
        self.editor.tabs.setCurrentIndex(0)
        self.left.setCurrentWidget(self.editor)
        self.preview.choose(self.editor.blocks.panel)
        self.preview.draw_soon()

    def _open_again(self, piece: Workpiece) -> None:
        """Show what the store holds now; a leaflet that is gone shows the list."""
        if not self.context.read(records.is_here, Leaflet, piece.id):
            self.editor.piece = None
            self.show_list()
            return
        self._show_again(piece.id)

    def _show_again(self, leaflet: str) -> None:
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
        self._drawing_of = self.row_id
        if self.piece is not None:
            return self.piece.order, options
        first = leaflets.first_order("", self.context.settings.spoken)
        return self._marked or first, PrintOptions()

    def _panel_picked(self, panel: str) -> None:
        if self.piece is None:
            self._in_work()
        self.editor.show_part(self.editor.blocks)
        self.editor.blocks.show_panel(panel)

    def _drawn(self, drawn: Drawn) -> None:
        if self._drawing_of != self.row_id:  # another leaflet was opened meanwhile
            return
        notes: tuple[str, ...] = drawn.printable.notes
        self.notice.setVisible(bool(notes))
        if notes:
            self.notice.show_text("\n".join(notes), "amber")
        made = drawn.printable
        if isinstance(made, LeafletPaper) and self.piece is not None:
            over = {one.panel: leaflets.overfull_words(one) for one in made.overfull}
            self.editor.blocks.show_overfull(over)
            self.editor.blocks.show_faults(dict(made.pictures))
        self._keep_draft()

    def _not_drawn(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.notice.show_text(str(error), "amber")
        elif self.context.jobs.failures is not None:
            self.context.jobs.failures.answer(error)

    def _keep_draft(self) -> None:
        if self.editor.piece is not None:
            workpieces.keep_draft(self.context, self.editor.piece)

    def _make(self, deed: Callable[..., str], label: str) -> None:
        """Make another leaflet of the one in work, which is saved first if it was changed."""
        piece = self._saved()
        label = label.format(title=piece.values["title"])
        self._open_made(self.context.write(deed, piece.id, label=label))

    def _begin_variant(self, language: str) -> None:
        piece = self._saved()
        label = _("Began {title} in another language").format(title=piece.values["title"])
        made = self.context.write(leaflet_copies.variant, piece.id, language, label=label)
        self._open_made(made.leaflet)
        if made.untranslated:
            words = ngettext(
                "{n} text of your own is still to be translated.",
                "{n} texts of your own are still to be translated.",
                made.untranslated,
            )
            self.context.tell(words.format(n=made.untranslated))

    def _saved(self) -> Workpiece:
        piece = self._in_work()
        if piece.is_changed or not piece.version:
            self.save()
        return self._in_work()

    def _open_made(self, leaflet: str) -> None:
        self._work_on(workpieces.opened(self.context, leaflet))
        self.editor.title.setFocus()

    def _delete(self) -> None:
        piece = self._in_work()
        workpieces.drop_draft(self.context, piece.id)
        self.editor.piece = None
        self.left.setCurrentWidget(self.list)
        if piece.version:
            label = _("Deleted leaflet {title}").format(title=piece.values["title"])
            self.context.write(leaflet_shelf.delete, piece.id, label=label)
        self.reload()

    def _discard(self) -> None:
        """Give up what was typed and not saved."""
        piece = self._in_work()
        workpieces.drop_draft(self.context, piece.id)
        self.editor.piece = None
        if piece.version:
            self._work_on(workpieces.opened(self.context, piece.id))
        else:
            self.show_list()
