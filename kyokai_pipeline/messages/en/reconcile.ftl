# The report checked against itself.

contradiction = The report contradicts itself: { $description_en } ({ $key }). The printed { $printed } can only mean { $stated }, but from { $others } follows { $expected } (rule: { $claim }).
    .remedy = Compare the pages. If a figure was misread, report it. If it is printed that way, run: { $command } '…', or give the right value under corrections: in the sidecar. kyokai inspect { $pdf } draws what was read on its pages.
contradiction_sentence = the sentence

stale_acknowledgement = The acknowledgement of { $key } no longer fits: { $why }.
    .remedy = Look at the page again; then correct or remove the entry under acknowledged: in the sidecar.
stale_unknown = there is no such identity and subject
stale_consistent = it does not contradict ({ $outcome })
stale_other_print = { $found } is printed, not { $expected }
