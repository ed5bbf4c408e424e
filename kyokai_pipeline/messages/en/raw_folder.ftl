# What lies in raw/: PDFs, the sidecars beside them, corrections.

unreadable_file = The file cannot be opened: { $reason }.
    .remedy = Check the path and its permissions.

link_out_of_raw = The file is a link that leads out of raw/.
    .remedy = Put the file itself into raw/.

sha256 = The PDF is not the one that its sidecar { $sidecar } describes: its sha256 is { $found }, not { $expected }.
    .remedy = Put the described PDF back, or describe the new one in { $sidecar }.

same_edition_twice = The same edition is in raw/ twice: { $files } ({ $why }).
    .remedy = Keep one of them and move the others out of raw/.
same_bytes = the two files are the same, byte for byte
contents_differ = their contents differ, so neither is taken

sidecar = The sidecar cannot be used: { $why }.
    .remedy = Correct { $file }, or remove it. Its keys are: { $keys }.
sidecar_no_yaml = it is not YAML: { $reason }
yaml_alias = it stands for something else by reference (& and *); write the values out
yaml_depth = it goes more than { $most } levels deep
sidecar_no_mapping = it does not consist of keys and values
sidecar_no_list = { $key } should be a list
sidecar_entry = { $key }: { $why }
sidecar_unknown_key = { $near ->
    [none] unknown key '{ $key }'; the known keys are { $known }
   *[other] unknown key '{ $key }'; did you mean { $near }?
  }
sidecar_kind = { $kind ->
    [date] { $key } should be a date such as 2026-11-23
   *[text] { $key } should be text
  }
sidecar_hash = sha256 should be 64 hexadecimal digits
entry_keys = each entry has the keys { $keys }
entry_text = { $names } should be text (in quotes where it looks like a number)
entry_row = key should say which row, e.g. { "{" }office: total{ "}" }
entry_number = value should be a number in base units
entry_day = at should be a date such as 2026-11-26
entry_beside = { $file } should be the name of a file beside the PDF, without folders
entry_page = page should be a number, counted from 1
entry_box = box should be four numbers: x0, top, x1, bottom

stale_annotation = The sidecar { $file } acknowledges an annotation that { $why }.
    .remedy = Correct or remove the entry under acknowledged_annotations: in { $file }. kyokai inspect { $pdf } draws what was read on its pages.
annotation_nowhere = lies over no such number on that page
annotation_several = may be any of several on that page (add box:, one of { $boxes })

sidecar_says_otherwise = The sidecar already says { $key }: { $said }, not { $value }.
    .remedy = Decide in { $file } which is right. Nothing was written.

sidecar_changed = The sidecar { $file } was changed by somebody else in the meantime.
    .remedy = Nothing was written. Look at what { $file } says now and try again.

sidecar_by_hand = The sidecar { $file } is written in a way that cannot be extended automatically.
    .remedy = Nothing was written. Add this by hand:{ $lines }

list_by_hand = The list { $key }: in { $file } is written in a way that cannot be extended automatically.
    .remedy = Nothing was written. Add this by hand, one entry a line:{ $lines }

stale_correction = The correction of { $target } cannot be applied: { $why }.
    .remedy = Look at the page again; then correct or remove the entry under corrections: in the sidecar.
correction_no_cell = there is no such table, column or key
correction_no_row = { $rows } rows have that key, not one
correction_no_figure = the cell holds no printed figure
correction_other_print = { $found } is printed there, not { $expected }

notice_origin_unknown = { $file }: its origin is not recorded. Write url or url_missing_reason into { $sidecar }, or use kyokai add.
notice_waits = { $file }: this PDF was fetched and refused. Once that is resolved, run: kyokai add { $file }
notice_orphan = { $file }: this sidecar belongs to no PDF (a sidecar is NAME.yml beside NAME.pdf).

name_encoding = The file name is written in another encoding, as archives made on Windows hold it.
    .remedy = Rename the file, for instance with Latin letters.

not_a_file = It is no file but a folder, a pipe, a socket or a device.
    .remedy = Put the PDF itself there, or move this out of raw/.
