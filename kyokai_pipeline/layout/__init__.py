"""Any table on any page: heads, labels, columns, rows and cells by their place. Knows no word of the report.

Belongs here: geometry that holds for every table. Does not belong here: what a table means (``report``), the words it
is found by (``vocabulary``, given as arguments).
"""
