"""A PDF as glyphs, words, rules and cells, each with its box. Knows nothing of the report.

The only room that imports pypdfium2 and pdfplumber: pdfium gives every glyph and its place within
milliseconds; pdfplumber gives the ruling lines, on the pages that hold tables only.
"""
