"""Draws documents: plain data in, PDF out. Knows nothing of the store, the model or the window.

A leaflet::

    from app.documents.centre_card import CentreCard
    from app.documents.leaflet import draw_leaflet, ready_leaflet
    from app.documents.sheet import PrintOptions

    centre = CentreCard(name, address, phone, email, hours, www)  # empty fields are left out
    leaflet = ready_leaflet("trifold", "pl")  # our own text; or leaflet_from(stored_data)
    drawn = draw_leaflet(leaflet, centre, PrintOptions(bleed_mm=3, marks=True), to=path)
    drawn.pdf  # the bytes; `to` (a Path or an open binary file) may be left out
    drawn.fits, drawn.overfull  # panels that hold too much: left_out, mm_over
    drawn.pictures  # with `pictures={sha256: file}`: how finely each is printed, which are missing

Also in `leaflet`: `leaflet_data` and `leaflet_from` (to and from JSON), `leaflet_languages`; in
`templates`: `TEMPLATES`, `template_named(...).folds_mm(page)`; in `designs`: `DESIGNS`; in `sheet`:
`BLEEDS_MM`. The pixels of a preview come from `raster`: `page_count(pdf)` and
`render_page(pdf, page, dpi)`, pages from 0.

A paper of some pages is a function: a plain frozen dataclass in, a `DrawnPaper` out, for example
`sign_in_sheet.draw_sign_in_sheet(SignInSheet(...))`. It says a `Cover` and `Part`s (`statements`,
`tables`, `charts`); `flow` lays those on pages, `paper` adds head, foot and the logo row where the
marking rules name it, `structure` the tags that screen readers follow (and says how far they go).

How a leaflet's page comes about: `blocks` (what is said) → `compose` and its `compose_lists`,
`compose_cards` and `compose_pictures`, with `typeset`, `qr`, `logos` and `pictures` (`rows` of
ink in the `type_scale` of the format) → `panels`, measured by `panel_plan`, with `filling` (rows
into a panel of one of the `templates`, in one of the `designs`) → `sheet`, `imposition`,
`pages` and `painter` (ReportLab; `separation` gives the inks of a print shop). `ink` is the plain
data that they pass on, `theme` names colours, sizes and spaces, `vector` reads our SVG drawings,
`fonts` the typeface.
"""
