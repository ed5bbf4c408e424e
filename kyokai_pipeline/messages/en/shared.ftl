# Terms that the texts of more than one room use, and the labels around every refusal.

-compare-page = Compare the page with the box. If the page is right, the reader has to learn this layout.

refusal_where = Where
refusal_printed = Printed
refusal_picture = Picture
refusal_remedy = What to do
refusal_follows = { $count } more { $count ->
        [one] problem follows
       *[other] problems follow
    } from the same cause{ $pages ->
        [none] {""}
       *[other] {" "}(page { $pages })
    }{ $keys ->
        [none] {""}
       *[other] : { $keys }
    }
refusal_page = page { $page }
refusal_box = box { $box }
