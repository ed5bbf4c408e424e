# The words of the report: those of the package, and the project's own.

vocabulary_key = { $nearest ->
        [none] Unknown key { $place }; known here are: { $known }
       *[other] Unknown key { $place }; did you mean { $nearest }?
    }
    .remedy = Correct the key, or take the line out.

vocabulary_years = { $place } is { $value }, which is no { $kind ->
        [order] year from since on
       *[year] fiscal year such as 2024
    }.
    .remedy = since and until are the first and the last fiscal year whose edition prints it.

own_words = The project's own words cannot be used: { $why }.
    .remedy = Correct { $file }; its entries are written as in vocabulary/kpis.yml and measures.yml.
own_words_unreadable = it cannot be read: { $reason }
own_words_form = { $place } is no mapping
own_words_lacks = { $entry } lacks { $lacking }
own_words_value = { $key } of { $entry } has a wrong value
own_words_unit = { $entry } has the unit { $unit }, which is none of { $known }
own_words_id = { $entry } is no id: use a to z, 0 to 9 and _
own_words_twice = { $entry } is there already
own_words_claim = { $entry } and { $other } claim the same statements ({ $says })
own_words_table = { $entry } names the table { $table }, which is none of { $known }
own_words_label = { $entry } has the label 「{ $label }」, by which { $other } is known in table { $table }
own_words_formerly = { $entry } says formerly: { $former }, which is no provisional id (new_…)
own_words_file = the file

missing_indicator = The edition has no { $terms }, which the vocabulary says every edition of its year has.
    .remedy = If it is printed in other words, add those to its says in vocabulary/kpis.yml; if it is no longer printed, give it until: there. kyokai propose { $pdf } lists every unknown word, with the lines that would name it.
no_longer_printed = If the publisher no longer prints it, change its entry under the table { $table } in kyokai_pipeline/vocabulary/tables.yml to { $lines }
