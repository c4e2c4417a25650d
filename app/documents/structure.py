"""The tree of a tagged PDF: what each piece of ink is to a person who listens to the page.

ReportLab 5 knows no tags, but its catalogue takes a structure tree and its page streams any
operator. So documents have headings, paragraphs, tables with their heads, and figures with
alternative text in reading order (ISO 32000-1, 14.7 and 14.8); all other ink is an artifact. Where
it ends: links are no structure elements, and there is no XMP that claims PDF/UA.
"""

from dataclasses import dataclass, field

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFObjectReference,
    PDFString,
)
from reportlab.pdfgen.canvas import Canvas

from app.documents.ink import Ink, Tagged, Words


@dataclass(slots=True)
class _Element:
    """One open node of the tree: what the file holds, its name there, and what it contains."""

    role: str
    facts: PDFDictionary
    name: PDFObjectReference
    kids: list[object] = field(default_factory=list)


class Structure:
    """Opens and closes elements while a canvas is drawn on, then writes the tree."""

    def __init__(self, canvas: Canvas) -> None:
        """Begin with the document itself."""
        self._canvas = canvas
        self._document = canvas._doc
        self._root = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        self._open = [self._element("Document", "", self._document.Reference(self._root))]
        self._root["K"] = self._open[0].name
        self._pages: list[list[object]] = []
        self._marks: list[object] = []

    def is_read(self, ink: Ink) -> bool | None:
        """Tell whether ink is content of the open element, else an artifact; None: has its own."""
        if isinstance(ink, Tagged):
            return None
        element = self._open[-1]
        return element.role == "Figure" or (isinstance(ink, Words) and len(self._open) > 1)

    def begin(self, role: str, says: str = "") -> None:
        """Open an element within the one that is open."""
        made = self._element(role, says, self._open[-1].name)
        self._open[-1].kids.append(made.name)
        self._open.append(made)

    def end(self) -> None:
        """Close the element opened last."""
        done = self._open.pop()
        done.facts["K"] = PDFArray(done.kids)

    def mark(self, *, is_read: bool) -> None:
        """Begin ink of the open element, or an artifact; `unmark` ends it."""
        if not is_read:
            self._canvas._code.append("/Artifact BMC")
            return
        element = self._open[-1]
        number = len(self._marks)
        element.facts["Pg"] = self._document.thisPageRef()
        element.kids.append(number)
        self._marks.append(element.name)
        self._canvas._code.append(f"/{element.role} <</MCID {number}>> BDC")

    def unmark(self) -> None:
        """End the ink begun last."""
        self._canvas._code.append("EMC")

    def end_page(self) -> None:
        """Note what stands on the page that was just shown."""
        page = self._document.idToObject[f"Page{len(self._pages) + 1}"]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = len(self._pages)
        page.Tabs = PDFName("S")
        self._pages.append(self._marks)
        self._marks = []

    def close(self) -> None:
        """Give the tree to the catalogue, before the file is saved."""
        self.end()
        numbers: list[object] = []
        for number, marks in enumerate(self._pages):
            numbers += [number, self._document.Reference(PDFArray(marks))]
        self._root["ParentTree"] = PDFDictionary({"Nums": PDFArray(numbers)})
        self._root["ParentTreeNextKey"] = len(self._pages)
        self._document.Catalog.StructTreeRoot = self._root
        self._document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})

    def _element(self, role: str, says: str, parent: PDFObjectReference) -> _Element:
        facts = PDFDictionary({"S": PDFName(role), "P": parent})
        if says:
            facts["Alt"] = PDFString(says)
        return _Element(role, facts, self._document.Reference(facts))
