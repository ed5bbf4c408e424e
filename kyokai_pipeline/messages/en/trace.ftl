# From a value to the paper.

another_file = The PDF in raw/ is not the file that was read.
    .remedy = Run kyokai run to read it again, or put the file that was read back.

picture_format = A picture cannot be written as { $ending }.
    .remedy = Give a name that ends in one of { $known }.
