# What the exported files say of themselves, and why they could not be written.

export_unwritable = The exports cannot be written: { $reason }.
    .remedy = Free some space in { $folder }/, allow writing there or choose another folder, then run again. What was exported before stays as it is.

export_title = Japan Health Insurance Association: annual business report as data
export_about = Every number of the summary version of the annual business report of the Japan Health Insurance Association (全国健康保険協会, 協会けんぽ): membership, monthly flow, indicators with targets and verdicts, results of programmes and the figures of the running text, each with page, box and text as printed.
export_sources = Sources
export_release = Release
export_terms = Terms of use
export_reading = Values are in base units (人, 円, 事業所, %). Rows with is_total are the total of others. An empty cell means that nothing is printed. Cite a number with its edition and page: figure ids point at evidence.figure, the sources are listed below.
export_tables = Tables
export_evidence = Evidence
export_optional = Optional
export_package_is = every column with type and description
export_croissant_is = the same as Croissant JSON-LD
export_workbook_is = the marts as one workbook
