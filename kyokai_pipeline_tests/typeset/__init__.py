"""Makes report PDFs in many shapes from the hand-checked values, never from an extractor's output.

Belongs here: what a typesetter decides (rules, order, digits, units, pages) and what it prints. Does not
belong here: anything that reads a PDF.
"""

from kyokai_pipeline_tests.typeset.answers import answers
from kyokai_pipeline_tests.typeset.content import FY2023, Content
from kyokai_pipeline_tests.typeset.press import printed_on, typeset
from kyokai_pipeline_tests.typeset.styles import Style

__all__ = ["FY2023", "Content", "Style", "answers", "printed_on", "typeset"]
