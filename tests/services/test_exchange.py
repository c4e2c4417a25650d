"""Files for the others, or a word on why there are none."""

import pytest

from app.base.errors import UserError
from app.services import exchange


def test_with_nobody_to_write_to_the_export_says_so(office, tmp_path):
    with pytest.raises(UserError, match="nobody to write to"):
        exchange.export(office, tmp_path / "out")
    assert not (tmp_path / "out").exists()
