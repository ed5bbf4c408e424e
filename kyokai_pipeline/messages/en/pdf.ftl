# Why a file is not opened, or not read as a whole.

empty_file = The file is empty.
    .remedy = Put the PDF there again, whole.

not_a_pdf = The file is not a PDF.
    .remedy = Download the PDF itself; an error page saved under its name often ends like this.

encrypted = The PDF is encrypted with a password.
    .remedy = Save a copy without a password and put that into raw/.

truncated = The PDF is cut off: { $reason }.
    .remedy = Download it again and compare its size with the publisher's.

damaged = The PDF is damaged: { $reason }.
    .remedy = Download it again and compare its size with the publisher's.

no_text_layer = The PDF has no text layer: its pages are images.
    .remedy = Use the publisher's own PDF, not a scan of it.

garbled_text = { $missing } of { $shown } glyphs have no character behind them.
    .remedy = Use another copy of the PDF, with its fonts embedded.
