"""Files to attach, and what is asked of those that are attached."""

import io

from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from app.services import attachments


def jpeg(colour="teal", size=(320, 200)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


def listed(context, owner):
    return context.read(attachments.of_record, context.database.folder, owner)


def names(context, owner):
    return [row.name for row in listed(context, owner)]


def put(context, owner, *given):
    for data, name in given:
        attachments.attach(context.database, owner, data, name)


def gallery(page):
    return page.attaching._part.gallery


def came(qtbot, context, owner, count):
    qtbot.waitUntil(lambda: len(listed(context, owner)) == count)
    QApplication.processEvents()


def drop(window, paths):
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    window.dropEvent(
        QDropEvent(
            QPointF(9, 9),
            Qt.DropAction.CopyAction,
            held,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
