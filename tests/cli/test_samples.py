"""`leaflet`: every template as a PDF; what there is none of is said with what there is."""

import pytest

from app.services import leaflet_shapes, leaflets
from tests.cli.conftest import refused, run


@pytest.mark.parametrize("template", leaflet_shapes.templates())
def test_each_template_is_drawn(stores, tmp_path, template):
    file = tmp_path / "ulotka.pdf"
    design = leaflet_shapes.designs()[-1]
    words = ("--store", stores / "anna", "--template", template, "--design", design)
    said = run("leaflet", *words, "--to", file, "--bleed", 3, "--marks", "--json")
    assert (said.code, said.json["path"]) == (0, str(file))
    assert leaflets.page_count(file.read_bytes()) == (1 if template.startswith("poster") else 2)


def test_an_unknown_template_or_design_names_the_known_ones(stores, tmp_path):
    words = ("leaflet", "--store", stores / "anna", "--to", tmp_path / "x.pdf")
    assert "trifold" in refused(*words, "--template", "scroll")
    assert "masuria" in refused(*words, "--template", "a5", "--design", "neon")
    assert not (tmp_path / "x.pdf").exists()
