# What the rendered page shows, against what its text layer says.

scan_with_ocr = The page is a picture; what can be read on it is an invisible text over the picture ({ $count } characters), the work of OCR.
    .remedy = Use the publisher's own PDF, not a scan: the errors of OCR would be published as figures.

annotated_fact = An annotation ({ $kind }) lies over a number, so the page shows something else than its text.
    .remedy = Find out which of the two holds. Put a copy without the annotation into raw/, or ask the publisher. If the number under it holds, say so in the sidecar, under acknowledged_annotations: page, printed, by, reason. kyokai inspect { $pdf } draws what was read on its pages.

covered_fact = Something covers digits of a number, or is drawn where they stand, so the page may show another number.
    .remedy = Compare the page with the printed text here. Use the publisher's own PDF, not a copy that was edited. kyokai inspect { $pdf } draws what was read on its pages.

hole_in_text = { $count } letters of the text layer draw nothing on the page, in texts whose other letters are drawn.
    .remedy = The file or one of its fonts is damaged. Download it again, or ask the publisher for another copy. kyokai inspect { $pdf } draws what was read on its pages.

another_character = The font { $font } draws { $drawn } where the text layer says { $claimed }, in { $count } { $count ->
    [one] figure
   *[other] figures
  }.
    .remedy = What the page shows and what can be read from the file differ: its font was made wrongly, or on purpose. Compare the page, and ask the publisher for another copy. kyokai inspect { $pdf } draws what was read on its pages.

drawn_digit = A digit ({ $digit }) is drawn as a picture right beside a number, so the page shows another number than its text.
    .remedy = Compare the page with the printed text here. Use the publisher's own PDF, not a copy that was edited. kyokai inspect { $pdf } draws what was read on its pages.

cut_number = A number goes on where it was read to an end: a comma or point and one more digit touch it.
    .remedy = Compare the page with the printed text here: something parts the number, such as a box over some of its digits. kyokai inspect { $pdf } draws what was read on its pages.

unread_character = The page shows a character right beside or within a number, and the text layer has none there.
    .remedy = Compare the page with the printed text here: its font names a digit or a sign a blank, or not at all. Ask the publisher for another copy of the PDF. kyokai inspect { $pdf } draws what was read on its pages.
