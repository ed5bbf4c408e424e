# What the rendered page shows, against what its text layer says.

scan_with_ocr = The page is a picture; what can be read on it is an invisible text over the picture ({ $count } characters), the work of OCR.
    .remedy = Use the publisher's own PDF, not a scan: the errors of OCR would be published as figures.

too_many_objects = A page holds more than { $most } objects.
    .remedy = No real report has such a page. Ask for another copy of the PDF.
