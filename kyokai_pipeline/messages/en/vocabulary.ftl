# The project's own words.

own_words = The project's own words cannot be used: { $why }.
    .remedy = Correct { $file }; its entries are written as in vocabulary/kpis.yml.
own_unreadable = it cannot be read: { $reason }
own_no_mapping = { $part } is no mapping
own_unknown_key = { $near ->
    [none] unknown key { $key } in { $part }; the known keys are { $known }
   *[other] unknown key { $key } in { $part }; did you mean { $near }?
  }
own_file = the file
own_entry = an entry of kpis
own_initiatives = initiatives
own_initiative_twice = the initiative 「{ $name }」 is there already
own_lacks = { $name } lacks { $keys }
own_wrong_value = { $key } of { $name } has a wrong value
own_no_id = { $name } is no id: use a-z, 0-9 and _
own_id_twice = { $name } is there already
