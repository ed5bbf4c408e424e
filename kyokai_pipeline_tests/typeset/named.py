"""The named typesettings: every choice of ``Style`` at least once, and combinations of real reports."""

from __future__ import annotations

from kyokai_pipeline_tests.typeset.styles import Style

NAMED: dict[str, Style] = {
    # What is drawn around cells.
    "as_published": Style(),
    "no_rules": Style(rules="none"),
    "header_shading": Style(rules="header_shading"),
    "horizontal_rules": Style(rules="horizontal", kpi_target="own"),
    "segmented_rules": Style(rules="segmented"),
    "thin_rectangles": Style(rules="thin_rects"),
    "cell_fills": Style(rules="cell_fills"),
    # Where rows have their labels and rates.
    "rate_beside": Style(rate="beside", brackets="full"),
    "rate_beside_no_rules": Style(rate="beside", rules="none", number_align="center"),
    "rate_column": Style(rate="beside_column"),
    "rate_own_row_merged": Style(rate="own_row", label="merged", rules="horizontal"),
    "rate_own_row_no_label": Style(rate="own_row", label="value_row", rules="none"),
    "rate_labelled_row": Style(rate="own_labelled_row", minus="△"),
    "rate_labelled_row_no_rules": Style(rate="own_labelled_row", rules="none", unit_place="row_label"),
    "indented_label": Style(indent=True, brackets="half"),
    "first_row_labels": Style(label="value_row", initiative="first_row", rules="horizontal"),
    # KPI tables.
    "kpi_stacked": Style(kpi="stacked", kpi_target="own", valign="top", initiative="merged_top"),
    "kpi_one_table": Style(kpi="one_table", count="rows"),
    "kpi_one_table_no_rules": Style(kpi="one_table", rules="none", valign="top", initiative="merged_top"),
    "kpi_continued": Style(kpi="continued", count="header"),
    "kpi_continued_no_rules": Style(kpi="continued", rules="none", initiative="first_row", kpi_target="own"),
    "kpi_side_by_side_no_rules": Style(rules="none", verdict_split=True, kpi_target="own"),
    "verdicts_shared": Style(verdict_merged=True, valign="top"),
    "verdict_split": Style(verdict_split=True, enumerator="half", nested="own_row"),
    # Pages.
    "portrait": Style(orientation="portrait", kpi="stacked", unit_place="column"),
    "portrait_no_rules": Style(orientation="portrait", kpi="one_table", rules="none", size=7),
    "rotated": Style(rotate=90),
    "rotated_cropped": Style(rotate=90, crop=(40, 60), rules="horizontal", front_pages=1),
    "cropped": Style(crop=(36, 24), rules="none"),
    "front_pages": Style(front_pages=3, slip=True),
    # The order of the stream and the glyphs.
    "shuffled": Style(shuffled=True, rules="none"),
    "per_glyph": Style(per_glyph=True, spaced_labels=True),
    "per_glyph_shuffled": Style(per_glyph=True, shuffled=True, seed=7, size=9),
    "radicals": Style(kangxi=True, rules="header_shading"),
    "cid_font": Style(font="cid"),
    # Numbers, years, months, units.
    "full_width": Style(digits="full", minus="−", enumerator="bracketed"),
    "mixed_width_no_rules": Style(digits="mixed", rules="none", brackets="full"),
    "era_newest_first": Style(year="era", newest_first=True, month="era", total_first=True),
    "era_short": Style(year="era_short", minus="-", unit_place="row_label"),
    "both_years_no_rules": Style(year="both", rules="none", month="western", newest_first=True),
    "apostrophe_years": Style(year="apostrophe", number_align="left", unit_place="column"),
    "units_in_cells": Style(unit_place="cell", nested="own_row", rules="thin_rects"),
    "units_in_cells_no_rules": Style(unit_place="cell", rules="none", people="thousand"),
    "persons": Style(people="one", rules="horizontal", number_align="left"),
    "persons_in_cells": Style(people="one", unit_place="cell", rate="own_row"),
    "thousands_everywhere": Style(people="thousand", unit_place="column", year="both"),
    # Found with another press: LibreOffice, WeasyPrint, Chromium and tables set by hand.
    "labels_above": Style(label="above", rules="horizontal", unit_place="title"),
    "labels_above_no_rules": Style(label="above", rules="none", minus="▲ ", brackets="half"),
    "initiative_every_row": Style(initiative="every_row", rules="none", kpi="one_table", count="glued"),
    "initiative_every_row_ruled": Style(initiative="every_row", kpi="stacked", count="glued", unit_place="below"),
    "units_below_no_rules": Style(unit_place="below", rules="none", rate="own_row", people="thousand", minus="▲ "),
    "year_over_lines": Style(year="stacked", rules="horizontal", unit_place="column"),
    "year_over_lines_no_rules": Style(year="stacked", rules="none", number_align="center", newest_first=True),
    "year_on_two_lines": Style(year="two_lines", rate="own_labelled_row", rate_label="bracketed"),
    "year_on_two_lines_no_rules": Style(
        year="two_lines", rate="own_labelled_row", rate_label="bracketed", rules="none"
    ),
    "verdicts_at_the_bottom": Style(rules="none", cells="bottom", kpi="stacked", valign="top", initiative="merged_top"),
    "verdicts_at_the_top": Style(rules="header_shading", cells="top", initiative="every_row", kpi_target="own"),
    "verdicts_in_the_middle": Style(rules="none", cells="middle", valign="top", kpi="one_table", verdict_split=True),
    "bare_years": Style(year="bare", rate="beside", count="listed", folio="foot"),
    "bare_years_no_rules": Style(year="bare", rules="none", newest_first=True, kpi="stacked", count="in_brackets"),
    "heads_at_the_left": Style(rules="none", head_align="left", folio="foot", count="listed", unit_place="column"),
    "units_in_title": Style(unit_place="title", rules="header_shading", kpi="stacked", count="glued"),
    "kpis_in_one_cell": Style(numbered="one_cell"),
    "kpis_in_one_cell_stacked": Style(numbered="one_cell", kpi="stacked", rules="thin_rects", digits="mixed"),
    "kpi_divided_head": Style(kpi_target="divided", kpi="stacked"),
    "kpi_divided_head_no_rules": Style(kpi_target="divided", rules="none", kpi="one_table", head_align="left"),
    "kpis_in_one_cell_no_rules": Style(numbered="one_cell", rules="none", cells="bottom", initiative="merged_top"),
    # Other producers.
    "chromium_grid": Style(producer="chromium"),
    "chromium_no_rules": Style(producer="chromium", rules="none", kpi="stacked", rate="own_row", kpi_target="own"),
    "chromium_segmented": Style(producer="chromium", rules="segmented", year="era", digits="mixed"),
    "chromium_portrait": Style(producer="chromium", orientation="portrait", kpi="one_table", rules="horizontal"),
    "typst_grid": Style(producer="typst"),
    "typst_no_rules": Style(producer="typst", rules="none", kpi="continued", rate="beside", year="both"),
    "typst_fills": Style(producer="typst", rules="cell_fills", rate="own_labelled_row", unit_place="row_label"),
    "typst_portrait": Style(
        producer="typst", orientation="portrait", rules="horizontal", kpi="stacked", people="one", size=7
    ),
}
