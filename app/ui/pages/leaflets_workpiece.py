"""The leaflet that is being worked on: its fields and blocks, what was there before, its draft."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from app.base.i18n import _
from app.base.ids import new_id
from app.model.field import Raw
from app.model.leaflet import Leaflet
from app.services import leaflet_pictures, leaflet_shelf, leaflets, records
from app.services.kept_files import Kept
from app.services.leaflet_blocks import Block
from app.services.leaflet_pictures import PictureFacts
from app.services.leaflet_shelf import Edited, NewPicture
from app.services.leaflets import Order
from app.ui.context import Context
from app.ui.drafts import Draft

FIELDS = ("title", "template", "language", "centre", "design", "flap_mm", "material")
_KEY = "leaflet/"


@dataclass
class Workpiece:
    """One leaflet in work.

    Attributes:
        id: the record's, also before it is saved for the first time.
        values: the record's fields.
        blocks: its blocks now; `before` are those when editing began.
        pictures: pictures that have no record yet.
        said: what was changed of what is said of pictures that have a record: the fields of
            `leaflet_pictures.SAID`, by the attachment's id.
        seen: what the store knew when editing began.
        version: its number; 0 before it is saved for the first time.
        is_changed: whether anything was changed since it was opened or saved.
    """

    id: str
    values: dict[str, Any]
    blocks: tuple[Block, ...]
    before: tuple[Block, ...] = ()
    pictures: tuple[NewPicture, ...] = ()
    said: dict[str, dict[str, Any]] = field(default_factory=dict)
    seen: dict[int, int] = field(default_factory=dict)
    version: int = 0
    is_template: bool = False
    is_changed: bool = False

    @property
    def order(self) -> Order:
        """Return what is to be drawn."""
        return Order(
            template=self.values["template"],
            language=self.values["language"],
            centre=self.values["centre"],
            design=self.values["design"] or "",
            flap_mm=self.values["flap_mm"],
            blocks=self.blocks,
            pictures=tuple(leaflet_shelf.files_of(self.pictures)),
        )

    def block(self, block_id: str) -> Block:
        """Return one of its blocks."""
        return next(block for block in self.blocks if block.id == block_id)

    def change_block(self, changed: Block) -> None:
        """Put a changed block in the place of the old one."""
        self.is_changed = True
        self.blocks = tuple(changed if one.id == changed.id else one for one in self.blocks)

    def describe(self, picture: str, said: Mapping[str, Any]) -> None:
        """Say something of a picture: fields of `leaflet_pictures.SAID`, by its attachment's id."""
        self.is_changed = True
        if any(one.id == picture for one in self.pictures):
            self.pictures = tuple(
                replace(one, **said) if one.id == picture else one for one in self.pictures
            )
        else:
            self.said.setdefault(picture, {}).update(said)

    def change(self, **values: Any) -> None:
        """Change fields of the record."""
        self.is_changed = True
        self.values.update(values)


def begun(context: Context, template: str = "") -> Workpiece:
    """Return a new leaflet with a template's own text, for the Centre of the person at work."""
    centre = context.read(leaflets.centre_of, None).id
    order = leaflets.first_order(template, context.settings.spoken)
    values = dict.fromkeys(FIELDS) | {
        "title": "",
        "template": order.template,
        "language": order.language,
        "centre": centre,
    }
    blocks = leaflets.blocks_of(order)
    return Workpiece(new_id(), values, blocks, blocks, seen=context.seen())


def opened(context: Context, leaflet: str) -> Workpiece:
    """Return a saved leaflet.

    Raises:
        UserError: when it is not here any more.
    """
    row = context.read(records.get, Leaflet, leaflet)
    blocks = leaflets.blocks_of(context.read(leaflets.order_of, row))
    values = {name: getattr(row, name) for name in FIELDS}
    return Workpiece(
        row.id,
        values,
        blocks,
        blocks,
        seen=context.seen(),
        version=row.version or 1,
        is_template=bool(row.is_template),
    )


def save(context: Context, piece: Workpiece) -> None:
    """Save what was changed, and forget the draft.

    Raises:
        UserError: when a rule of the record refuses it.
    """
    label = _("Saved leaflet {title}").format(title=piece.values["title"])
    edited = Edited(piece.values, piece.before, piece.blocks, piece.pictures, piece.said)
    store = context.database.folder
    context.write(leaflet_shelf.save, store, piece.id, edited, label=label, seen=piece.seen)
    piece.is_changed = False
    drop_draft(context, piece.id)


def facts_of(context: Context, piece: Workpiece) -> dict[str, PictureFacts]:
    """Return what is said beside the pictures of a leaflet, by their attachments' ids."""
    found = context.read(leaflet_pictures.facts_of, piece.blocks)
    for attachment, said in piece.said.items():
        if attachment in found:
            found[attachment] = replace(found[attachment], **said)
    return found | {one.id: _facts(one) for one in piece.pictures}


def keep_draft(context: Context, piece: Workpiece) -> None:
    """Keep what was changed and not saved."""
    if piece.is_changed:
        title = _("Leaflet: {title}").format(title=piece.values["title"] or "…")
        plain: dict[str, Any] = {
            "fields": piece.values,
            "blocks": [asdict(block) for block in piece.blocks],
            "before": [asdict(block) for block in piece.before],
            "pictures": [asdict(picture) for picture in piece.pictures],
            "said": piece.said,
            "version": piece.version,
            "is_template": piece.is_template,
        }
        values: dict[str, Raw] = {"leaflet": json.dumps(plain, ensure_ascii=False)}
        draft = Draft(values, piece.seen, title=title, way=f"leaflets:{piece.id}")
        context.drafts.keep(_KEY + piece.id, draft)


def drafted(context: Context, leaflet: str) -> Workpiece | None:
    """Return a leaflet as its draft left it; none, or one of another version, gives `None`."""
    draft = context.drafts.get(_KEY + leaflet)
    if draft is None:
        return None
    try:
        return _read(leaflet, json.loads(str(draft.values.get("leaflet"))), draft.seen)
    except (ValueError, TypeError, KeyError):
        return None


def drop_draft(context: Context, leaflet: str) -> None:
    """Forget a leaflet's draft."""
    context.drafts.drop(_KEY + leaflet)


def draft_titles(context: Context) -> dict[str, str]:
    """Return the titles of the leaflets with drafts by their ids, the latest first."""
    found = {}
    for key, _draft in context.drafts.listed():
        if key.startswith(_KEY):
            piece = drafted(context, key.removeprefix(_KEY))
            if piece is not None:
                found[piece.id] = str(piece.values["title"] or "")
    return found


def _facts(new: NewPicture) -> PictureFacts:
    said = {name: getattr(new, name) for name in leaflet_pictures.SAID}
    return PictureFacts(new.kept.name, new.kept.sha256, **said)


def _read(leaflet: str, plain: Mapping[str, Any], seen: dict[int, int]) -> Workpiece:
    pictures = tuple(
        NewPicture(**{**one, "kept": Kept(**one["kept"])}) for one in plain["pictures"]
    )
    return replace(
        Workpiece(leaflet, {name: plain["fields"][name] for name in FIELDS}, ()),
        blocks=tuple(Block(**one) for one in plain["blocks"]),
        before=tuple(Block(**one) for one in plain["before"]),
        pictures=pictures,
        said=dict(plain["said"]),
        seen=seen,
        version=int(plain["version"]),
        is_template=bool(plain["is_template"]),
        is_changed=True,
    )
