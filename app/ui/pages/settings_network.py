"""Settings of the office: the network's Centres and promoters, as papers and others name them."""

from typing import Any

from PySide6.QtWidgets import QFrame, QWidget

from app.base.i18n import _
from app.model.centre import Centre
from app.model.entity import Entity
from app.model.promoter import Promoter
from app.services import promoters, records
from app.ui.context import Context
from app.ui.form_panel import FormPanel, plain_label
from app.ui.parts import card, column, holder, row, text
from app.ui.search_box import SearchBox
from app.ui.theme import Space, px

_CENTRE = ("name", "address", "phone", "email", "www", "opening_hours")
_PROMOTER = ("first_name", "last_name", "centre", "phone", "email", "active_to")
_FORM_HEIGHT = 380


class NetworkCard(QWidget):
    """A Centre or a promoter is found by name and edited below; the office's alone."""

    def __init__(self, context: Context) -> None:
        """Build the card with both forms closed."""
        super().__init__()
        self.context = context
        self.centre_box = SearchBox(
            lambda typed: context.lookup("centre", typed), _("A Centre"), keeps=False
        )
        self.promoter_box = SearchBox(
            lambda typed: context.lookup("promoter", typed), _("A promoter"), keeps=False
        )
        self.centre = FormPanel(
            context, Centre, label=plain_label(_("Saved Centre {name}"), "name"), names=_CENTRE
        )
        self.promoter = FormPanel(
            context,
            Promoter,
            label=plain_label(_("Saved promoter {name}"), "last_name"),
            deed=promoters.save,
            names=_PROMOTER,
        )
        self.centre_box.picked.connect(lambda row_id: self._edit(Centre, row_id))
        self.promoter_box.picked.connect(lambda row_id: self._edit(Promoter, row_id))
        self._frames = {Centre: _framed(self.centre), Promoter: _framed(self.promoter)}
        for panel, box in ((self.centre, self.centre_box), (self.promoter, self.promoter_box)):
            panel.page = "settings"
            panel.saved.connect(lambda _id, box=box: self._close(box))
            panel.left.connect(lambda box=box: self._close(box))
        self._build()

    def keep_drafts(self) -> None:
        """Keep what is typed when the page is left."""
        for panel in (self.centre, self.promoter):
            panel.keep_draft()

    def open(self, row_id: str) -> None:
        """Open the form of a Centre or promoter by its id."""
        entity: type[Entity] = Centre
        if self.context.read(lambda session: session.get(Centre, row_id)) is None:
            entity = Promoter
        self._edit(entity, row_id)

    def _build(self) -> None:
        hint = _("Leaflets and papers give the Centre's address and hours; certificates and hours "
                 "sheets the promoter's name.")  # fmt: skip
        self.setLayout(
            row(
                card(
                    text(_("Centres and promoters"), "lead"),
                    text(hint, "muted"),
                    _field(_("Edit a Centre"), self.centre_box),
                    self._frames[Centre],
                    _field(_("Edit a promoter"), self.promoter_box),
                    self._frames[Promoter],
                    gap=Space.TWO,
                )
            )
        )

    def _edit(self, entity: type[Entity], row_id: str) -> None:
        if not row_id:
            return
        panel: Any = self.centre if entity is Centre else self.promoter
        panel.keep_draft()
        self._frames[entity].show()
        panel.edit(self.context.read(records.get, entity, row_id))

    def _close(self, box: SearchBox) -> None:
        self._frames[Centre if box is self.centre_box else Promoter].hide()
        box.setFocus()


def _framed(panel: FormPanel) -> QFrame:
    frame = QFrame()
    frame.setProperty("role", "card")
    frame.setLayout(row(panel))
    frame.setMinimumHeight(px(_FORM_HEIGHT))
    frame.hide()
    return frame


def _field(label: str, editor: QWidget) -> QWidget:
    head = text(label, "field", wrap=False)
    head.setBuddy(editor)
    return holder(column(head, editor, gap=Space.HALF))
