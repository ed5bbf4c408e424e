# kyokai.toml

settings = The settings cannot be used: { $why }.
    .remedy = Correct { $file }; docs/annual-update.md lists every key.
settings_unread = the file cannot be read: { $reason }
settings_no_section = [{ $name }] is not a section
settings_unknown_key = { $near ->
    [none] unknown key { $key }; the known keys are { $known }
   *[other] unknown key { $key }; did you mean { $near }?
  }
settings_day = freshness.due should be month-day, e.g. 10-31
settings_kind = { $name } has a value of the wrong kind

settings_executor = dagster.executor should be one of { $known }
