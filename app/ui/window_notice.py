"""The message above the page: what went wrong, or what is offered with a button beside it."""

from collections.abc import Callable

from app.ui.notice import Notice

Deed = Callable[[], object]


class WindowNotice(Notice):
    """One message at a time; while a page fills the window, offers wait for its end."""

    def __init__(self) -> None:
        """Begin with nothing to say."""
        super().__init__()
        self.setProperty("place", "top")
        self._done: Deed | None = None
        self._held: tuple[str, str, Deed] | None = None
        self._holding = False
        self.deed.clicked.connect(self._do)

    def tell(self, words: str, tone: str) -> None:
        """Say what stays until it is closed or, a warning, until it is mended."""
        self._done = None
        self.show_text(words, tone)

    def offer(self, words: str, deed: str, done: Deed) -> None:
        """Say something with a button that does it."""
        if self._holding:
            self._held = (words, deed, done)
            return
        self._done = done
        self.show_text(words, deed=deed)

    def hold(self, *, holding: bool) -> None:
        """Let offers wait, or show the one that has waited."""
        self._holding = holding
        held, self._held = (None, self._held) if holding else (self._held, None)
        if held is not None:
            self.offer(*held)

    def _do(self) -> None:
        done, self._done = self._done, None
        self.hide()
        if done is not None:
            done()
