"""What hatchling does besides copying app/: resources and compiled translations into the wheel."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_HERE = Path(__file__).resolve().parent


class ResourcesAndCatalogues(BuildHookInterface[Any]):
    """Puts `resources/` at app/resources and the compiled translations at app/i18n."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add both to a wheel; an editable installation reads them from the checkout."""
        if version == "editable":
            return
        sys.path.insert(0, str(_HERE))
        from catalogues import compile_to

        compiled = Path(self.root) / "build" / "catalogues"
        compile_to(compiled)
        build_data["force_include"][str(compiled)] = "app/i18n"
        build_data["force_include"][str(Path(self.root) / "resources")] = "app/resources"
