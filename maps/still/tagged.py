"""PDF whose parts a reader's voice can tell apart: ISO 32000-1, 14.7 and 14.8.

ReportLab writes no structure of its own. Here each piece of content is marked when it is drawn, and
the tree of elements is added when the file is saved.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from reportlab.pdfbase.pdfdoc import PDFObjectReference


@dataclass
class _Element:
    """A node of the tree."""

    role: str
    alternative: str = ""
    kids: list[_Element | tuple[int, int]] = field(default_factory=list)
    """Elements below it, or page and number of marked content."""
    written: PDFObjectReference | None = None


class TaggedCanvas(Canvas):  # type: ignore[misc]  # reportlab has no types
    """A canvas that is told what it draws.

    `begin` and `end` hold elements together, `mark` and `unmark` enclose what is drawn; whatever
    only decorates stands between `skip` and `unmark`.
    """

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        self._open = [_Element("Document")]
        self._marked: list[list[_Element]] = [[]]
        """For each page the element of each piece of content."""

    def begin(self, role: str, alternative: str = "") -> None:
        """Open an element, such as ``Table``, below the one that is open."""
        element = _Element(role, alternative)
        self._open[-1].kids.append(element)
        self._open.append(element)

    def end(self) -> None:
        """Close the element that was opened last."""
        self._open.pop()

    def mark(self, role: str, alternative: str = "") -> None:
        """Begin to draw what is an element; items of a list (``LI``) make one with the last."""
        if role == "LI":
            self._item()
        else:
            self.begin(role, alternative)
        page, element = self._marked[-1], self._open[-1]
        element.kids.append((len(self._marked) - 1, len(page)))
        self._code.append(f"/{element.role} <</MCID {len(page)}>> BDC")
        page.append(element)
        if role == "LI":
            self.end()
            self.end()
        self.end()

    def skip(self) -> None:
        """Begin to draw what a reader's voice leaves out."""
        self._code.append("/Artifact BMC")

    def unmark(self) -> None:
        """End what `mark` or `skip` began."""
        self._code.append("EMC")

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """End the page."""
        super().showPage()
        self._marked.append([])

    def save(self) -> None:
        """Write the file with its structure."""
        if self._code:
            self.showPage()
        self._write_structure()
        super().save()

    def _item(self) -> None:
        last = self._open[-1].kids[-1] if self._open[-1].kids else None
        if isinstance(last, _Element) and last.role == "L":
            self._open.append(last)
        else:
            self.begin("L")
        self.begin("LI")
        self.begin("LBody")

    def _write_structure(self) -> None:
        document = self._doc
        root = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        root["K"] = self._written(self._open[0], document.Reference(root))
        parents: list[object] = []
        for number, page in enumerate(document.Pages.pages):
            page.__Defaults__ = {
                **page.__Defaults__,
                "StructParents": number,
                "Tabs": PDFName("S"),
            }
            elements = PDFArray([element.written for element in self._marked[number]])
            parents += [number, document.Reference(elements)]
        root["ParentTree"] = document.Reference(PDFDictionary({"Nums": PDFArray(parents)}))
        root["ParentTreeNextKey"] = len(document.Pages.pages)
        document.Catalog.StructTreeRoot = root
        document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})

    def _written(self, element: _Element, parent: PDFObjectReference) -> PDFObjectReference:
        document = self._doc
        made = PDFDictionary({"S": PDFName(element.role), "P": parent})
        element.written = document.Reference(made)
        made["K"] = PDFArray(
            [
                self._written(kid, element.written)
                if isinstance(kid, _Element)
                else PDFDictionary({
                    "Type": PDFName("MCR"),
                    "Pg": document.Reference(document.Pages.pages[kid[0]]),
                    "MCID": kid[1],
                })
                for kid in element.kids
            ]
        )  # fmt: skip
        if element.alternative:
            made["Alt"] = PDFString(element.alternative)
        if element.role == "TH":
            made["A"] = PDFDictionary({"O": PDFName("Table"), "Scope": PDFName("Column")})
        return element.written
