"""What stands on a page that has nothing yet: what belongs there, and the first step."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from app.ui import icons
from app.ui.parts import Part, button, column, row, text
from app.ui.theme import Space


class EmptyState(QWidget):
    """Says what belongs on an empty page and offers the first step."""

    def __init__(
        self,
        icon: str,
        heading: str,
        words: str,
        first_step: str = "",
        clicked: Callable[[], object] | None = None,
    ) -> None:
        """Put the parts in the middle.

        Args:
            icon: a name of `icons.NAMES`.
            heading: what there is none of.
            words: what belongs here and where it comes from.
            first_step: the button's text; none, no button.
            clicked: what the button does.
        """
        super().__init__()
        picture = QLabel()
        picture.setPixmap(icons.pixmap(icon, "control", 48))
        parts: list[Part] = [None, picture, text(heading, "title"), text(words, "muted")]
        for part in parts[1:]:
            if isinstance(part, QLabel):
                part.setAlignment(Qt.AlignmentFlag.AlignCenter)
        if first_step:
            parts += [Space.HALF, row(None, button(first_step, clicked, "primary"), None)]
        self.setLayout(column(*parts, None, margin=Space.THREE))
