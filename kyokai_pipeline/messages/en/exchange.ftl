# What several machines share.

shared_unreachable = { $place }, which several machines share, cannot be used: { $reason }.
    .remedy = Check the address (KYOKAI_SHARED, or shared.url), the network and the credentials. Nothing was changed here.
shared_no_library = s3fs is not installed: pip install 'kyokai-pipeline[s3]'
shared_unknown_kind = { $kind } is no kind of place that machines can share.
    .remedy = KYOKAI_SHARED or shared.url begins with one of { $known }, e.g. s3://bucket/folder or file:///folder.
shared_changed_twice = { $file } was changed on this machine and in { $place }.
    .remedy = Keep one of them: delete the copy on this machine to bring the other, or put the copy there by hand.
shared_no_previous = { $place } holds no release before the one that is published.
    .remedy = The release before is shared from the second one that is published there. Nothing was changed.
shared_busy = Other machines have published meanwhile; what was made here is not published.
    .remedy = Run it again: it builds upon what is published now.
