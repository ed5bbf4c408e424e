# What one file may cost, and what is said when it costs more or ends the process that reads it.

limit_size = The file has { $size } MB; no more than { $limit } MB are read.
    .remedy = No such report is so large. If this one is, raise limits.file_mb in kyokai.toml.

limit_time = Reading the file took more than { $limit } seconds of computing.
    .remedy = Ask for another copy of the PDF. If it is sound and only long, raise limits.seconds in kyokai.toml.

limit_memory = Reading the file needs more than { $limit } MB of memory.
    .remedy = Ask for another copy of the PDF. If it is sound and only large, raise limits.memory_mb in kyokai.toml.

limit_pages = The file has { $pages } pages; no more than { $limit } are read.
    .remedy = Put the report alone into raw/, without what it was bound together with, or raise limits.pages in kyokai.toml.

limit_objects = A page holds more than { $limit } objects.
    .remedy = No real report has such a page. Ask for another copy of the PDF, or raise limits.objects in kyokai.toml.

reader_ended = The process that read the file ended in the middle of it ({ $how }), as happens with damaged files.
    .remedy = Download the file again, or ask the publisher for another copy. The other files are read all the same.

reader_broke_down = The file holds something that the reader was not prepared for: { $reason }.
    .remedy = Ask for another copy of the PDF, and report this as an error of the program with the file. The other files are read all the same.
