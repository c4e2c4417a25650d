"""The Centre's leaflets: own texts in a template, the real pages beside them, PDF and print."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFileDialog, QFrame, QWidget

from app.base.errors import UserError
from app.base.i18n import _, ngettext
from app.base.progress import Progress
from app.model.leaflet import Leaflet
from app.services import leaflet_shelf, leaflets, records
from app.services.leaflets import Order
from app.services.printing import Printable, save_pdf
from app.ui.context import Context
from app.ui.drafts import Draft
from app.ui.page import Page
from app.ui.pages.leaflets_form import LeafletForm
from app.ui.pages.leaflets_preview import Preview
from app.ui.paper_preview import Drawn
from app.ui.parts import Notice, button, column, flow, headline, row, scrolled, text
from app.ui.print_window import print_paper
from app.ui.theme import Space, px

_DRAFT = "leaflet/page"


class LeafletsPage(Page):
    """Texts at the left, the PDF's pages at the right; every letter shows within a blink."""

    name = "leaflets"
    shows = frozenset({"leaflet", "centre", "material"})

    def __init__(self, context: Context) -> None:
        """Build the form and the preview."""
        super().__init__(context)
        self.row_id = ""
        self._seen: dict[int, int] = {}
        self._loaded = False
        self.form = LeafletForm(context)
        self.preview = Preview(context, lambda: (self.form.order(), self.form.options(guides=True)))
        self.notice = Notice(closable=False)
        self.kind = text("", "muted")
        self.form.changed.connect(self._form_changed)
        self.form.picked.connect(self.open_record)
        self.form.booked.connect(self.book)
        self.preview.drawn.connect(self._drawn)
        self.preview.failed.connect(self._not_drawn)
        self._build()

    def reload(self) -> None:
        """Begin with the draft, else with the Centre's first leaflet; later draw again."""
        if not self._loaded:
            self._loaded = True
            self._seen = self.context.seen()
            draft = self.context.drafts.get(_DRAFT)
            if draft is not None:
                self._take_draft(draft)
            else:
                self._begin_with_first()
        self.preview.draw_soon()

    def new_record(self) -> None:
        """Begin a leaflet with the template's own texts."""
        self._show(None)
        self.form.title.setFocus()

    def open_record(self, row_id: str) -> None:
        """Show a saved leaflet; `new` begins one."""
        if row_id == "new" or not row_id:
            self.new_record()
            return
        self._show(self.context.read(records.get, Leaflet, row_id))

    def save(self) -> None:
        """Save the texts as a record."""
        values = self.form.values()
        if not values["title"]:
            self.form.title.setFocus()
            raise UserError(_("Give the leaflet a title, so that it is found again."))
        row = (
            self.context.read(records.get, Leaflet, self.row_id)
            if self.row_id
            else records.new(Leaflet)
        )
        label = _("Saved leaflet {title}").format(title=values["title"])
        saved = self.context.write(records.save, row, values, label=label, seen=self._seen)
        self._forget_draft()
        self._show(self.context.read(records.get, Leaflet, saved.id))

    def save_pdf(self) -> None:
        """Ask for a place and write the PDF there."""
        name = self.form.title.text().strip() or _("leaflet")
        start = Path(self.context.settings.folder or Path.home()) / f"{name}.pdf"
        target = self.ask_for_file(str(start))
        if target:
            self.context.keep_folder(str(Path(target).parent))
            self.write_pdf(Path(target))

    def write_pdf(self, file: Path) -> None:
        """Write the PDF for print, in the background."""
        order, options, database = self.form.order(), self.form.options(), self.context.database

        def job(_progress: Progress) -> Printable:
            made = database.read(leaflets.draw, order, options)
            save_pdf(made, file)
            return made

        def done(_made: Printable) -> None:
            self.context.say(_("PDF written: {file}").format(file=file.name))

        self.context.start(job, done, text=_("Writing the PDF…"))

    def print_out(self) -> None:
        """Print through the system, then offer to book the copies."""
        made = self.context.read(leaflets.draw, self.form.order(), self.form.options())
        copies = print_paper(self.context, made, _("Print the leaflet"), self)
        if copies:
            self.form.offer_booking(copies)
            self.context.say(
                ngettext(
                    "{n} copy sent to the printer. Book it into stock?",
                    "{n} copies sent to the printer. Book them into stock?",
                    copies,
                ).format(n=copies)
            )

    def book(self, material: str, copies: int) -> None:
        """Book a print run into the Centre's stock."""
        centre = self.context.read(leaflets.centre_of, self.form.order().centre)
        label = ngettext(
            "Booked {n} printed copy of {material}",
            "Booked {n} printed copies of {material}",
            copies,
        ).format(n=copies, material=self.context.title("material", material))
        self.context.write(leaflets.book_print_run, material, centre.id, copies, label=label)
        self.form.booking_done()

    def ask_for_file(self, start: str) -> str:
        """Ask where the PDF is to stand; empty when the person left."""
        return QFileDialog.getSaveFileName(self, _("Save as PDF"), start, "PDF (*.pdf)")[0]

    def may_leave(self) -> bool:
        """Keep what is typed as a draft."""
        self._keep_draft()
        return True

    def commands(self) -> Sequence[QAction]:
        """Return the page's deeds for the menu."""
        deeds = (
            (_("Save the leaflet"), self.save, "Ctrl+Return"),
            (_("Save as PDF…"), self.save_pdf, "Ctrl+Shift+S"),
            (_("Print…"), self.print_out, "Ctrl+P"),
        )
        made = []
        for words, done, keys in deeds:
            action = QAction(words, self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda _on=False, done=done: done())
            made.append(action)
        return made

    def _build(self) -> None:
        save = button(_("Save"), self.save, "primary", icon="check")
        save.setToolTip(_("Save the leaflet (Ctrl+Enter)"))
        pdf = button(_("PDF…"), self.save_pdf, icon="file", tip=_("Save as PDF (Ctrl+Shift+S)"))
        print_ = button(_("Print…"), self.print_out, icon="print", tip=_("Print (Ctrl+P)"))
        new = button(_("New leaflet"), self.new_record, icon="plus", tip=_("New leaflet (Ctrl+N)"))
        head = headline(_("Leaflets"), new)
        panel = QFrame()
        panel.setProperty("role", "card")
        foot = flow(save, pdf, print_)
        inside = column(scrolled(self.form), foot, gap=Space.TWO, margin=Space.TWO)
        inside.setStretch(0, 1)
        panel.setLayout(inside)
        left = column(head, panel, gap=Space.TWO)
        left.setStretch(1, 1)
        beside = column(row(text(_("Preview"), "lead", wrap=False), None, self.kind), self.notice,
                        self.preview)  # fmt: skip
        beside.setStretch(2, 1)
        whole = row(left, beside, gap=Space.THREE, margin=Space.TWO)
        panel.setMinimumWidth(px(290))
        whole.setStretch(0, 4)
        whole.setStretch(1, 7)
        self.setLayout(whole)
        QWidget.setTabOrder(self.form, save)

    def _begin_with_first(self) -> None:
        centre = self.context.read(leaflets.centre_of, None)
        spoken = self.context.settings.spoken
        first = self.context.read(leaflet_shelf.first_of, centre.id, spoken)
        self._show(self.context.read(records.get, Leaflet, first) if first else None)

    def _show(self, leaflet: Leaflet | None) -> None:
        self.row_id = leaflet.id if leaflet else ""
        self._seen = self.context.seen()
        if leaflet is None:
            centre = self.context.read(leaflets.centre_of, None)
            self.form.show_order(Order(centre=centre.id), "", None)
        else:
            order = self.context.read(leaflets.order_of, leaflet)
            self.form.show_order(order, leaflet.title, leaflet.material)
        self._forget_draft()
        self.preview.draw_soon()

    def _form_changed(self) -> None:
        self.preview.draw_soon()

    def _drawn(self, drawn: Drawn) -> None:
        self.kind.setText("")
        if drawn.printable.notes:
            self.notice.show_text("\n".join(drawn.printable.notes), "amber")
        else:
            self.notice.hide()
        self._keep_draft()

    def _not_drawn(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.notice.show_text(str(error), "amber")
        elif self.context.failures is not None:
            self.context.failures.answer(error)

    def _keep_draft(self) -> None:
        if self.form.is_changed:
            values = {**self.form.values(), "row": self.row_id}
            title = _("Leaflet: {title}").format(title=self.form.title.text() or "…")
            draft = Draft(values, self._seen, title=title, way="leaflets:")
            self.context.drafts.keep(_DRAFT, draft)

    def _take_draft(self, draft: Draft) -> None:
        values = {key: str(value or "") for key, value in draft.values.items()}
        self.row_id = values.pop("row", "")
        self._seen = draft.seen
        order = Order(
            values["template"], values["language"], values["centre"] or None,
            values["headline"], values["introduction"], values["link"],
        )  # fmt: skip
        self.form.show_order(order, values["title"], values["material"] or None, changed=True)

    def _forget_draft(self) -> None:
        self.form.is_changed = False
        self.context.drafts.drop(_DRAFT)
