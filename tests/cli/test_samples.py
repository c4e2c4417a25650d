"""`leaflet`: every template as a PDF; what there is none of is said with what there is."""

import pytest

from app.documents.raster import page_size_mm
from app.services import leaflet_shapes, leaflets
from tests.cli.conftest import refused, run
from tests.documents.test_print_colours import operators


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


def test_cards_for_a_print_shop_stand_four_on_a_sheet_in_its_inks(stores, tmp_path):
    file = tmp_path / "karty.pdf"
    words = ("leaflet", "--store", stores / "anna", "--to", file, "--several", "--colours", "cmyk")
    assert run(*words, "--template", "a6", "--json").code == 0
    assert page_size_mm(file.read_bytes()) == pytest.approx((210, 297), abs=0.1)
    assert b"rg" not in operators(file.read_bytes())
    assert "only once" in refused(*words, "--template", "trifold")
