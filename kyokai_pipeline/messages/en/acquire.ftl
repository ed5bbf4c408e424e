# kyokai add and kyokai fetch: how a PDF gets into raw/.

-by-hand = Check the address in a browser. A PDF that you save there is added with: kyokai add FILE.pdf --url ADDRESS
-try-again = Try again later, or download the PDF in a browser and run: kyokai add FILE.pdf --url ADDRESS

address = The address cannot be used: { $why }.
    .remedy = { -by-hand }
address_malformed = { $reason }
address_downgrade = it redirects from https to http
address_scheme = it is not an http or https address
address_password = it contains a password

other_host = The address leads to a host that is not allowed; allowed: { $allowed }.
    .remedy = If that host also belongs to the publisher, add its name to fetch.allowed_hosts.

private_address = { $host } leads to { $address }, an address inside a private network.
    .remedy = Nothing was asked there. If that is meant, add the name to fetch.private_hosts.

robots = The site asks programs not to fetch this address ({ $robots }).
    .remedy = { -by-hand }

redirect_loop = The redirects never reach a document: { $chain }.
    .remedy = { -by-hand }

http_status = { $gone ->
    [yes] The server answered { $status }: there is nothing at this address (any more).
   *[no] The server answered { $status }.
  }
    .remedy = Look for the new address on the publisher's site, then set fetch.page or pass the address to kyokai fetch.

unavailable = { $wait ->
    [none] The server could not answer ({ $why }; tried { $tries } times).
   *[other] The server could not answer ({ $why }; tried { $tries } times; it asks to wait { $wait } s).
  }
    .remedy = { -try-again }
timed_out = time-out

too_large = The answer is larger than { $megabytes } MB.
    .remedy = If it is the report, raise fetch.max_mb.

too_slow = The download was not complete after { $seconds } s.
    .remedy = Try again later, or raise fetch.deadline_s.

no_pdf = { $kind ->
    [none] The address returns something that is not a PDF; its type is not given.
   *[other] The address returns { $kind }, not a PDF.
  }
    .remedy = Give the address of the PDF itself. To search a page that links to it, run: kyokai fetch ADDRESS

page_changed = { $found ->
    [none] The page links to no PDF that fits { $wanted }; it links to no PDF at all. The page may have changed.
   *[other] The page links to no PDF that fits { $wanted }. The page may have changed. PDFs it links to:{ $found }
  }
    .remedy = Look at the page; then correct fetch.page or fetch.link_words, or pass the PDF's address to kyokai fetch.

several_candidates = The page links to { $count } PDFs that fit { $wanted }:{ $found }
    .remedy = Pass the address of the right one to kyokai fetch, or tell them apart with fetch.link_words and fetch.not_words.

no_page = There is no address to look for a new edition at.
    .remedy = Pass an address (kyokai fetch https://…), or set the publisher's page once in kyokai.toml: [fetch] page = "https://www.kyoukaikenpo.or.jp/…" (the page that lists 事業報告書; see docs/annual-update.md).

kept_refused = The file is kept as { $kept }. Once this is fixed, run: kyokai add { $kept }

there_already = The same file, byte for byte, is already in raw/, as { $there }.
    .remedy = There is nothing to add. To record where it came from, run: kyokai add raw/{ $there } --url ADDRESS

edition_there = Another file of the edition { $edition } is already in raw/: { $there }.
    .remedy = To let this file take its place, run: kyokai add … --replace (the old file is kept in raw/{ $replaced }/).

raw_unwritable = The folder for PDFs cannot be written to: { $reason }.
    .remedy = Free some space in { $folder }/ or allow writing there. Nothing was added.
