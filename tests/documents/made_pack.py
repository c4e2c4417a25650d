"""A second programme's pack of logos, made up for tests."""

from pathlib import Path

SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}"><rect width="{w}" height="{h}" fill="{c}"/></svg>'  # noqa: E501
ROLES = (
    ("programme", "#6A1B9A", 100, 100), ("state", "#C62828", 130, 100),
    ("eu", "#003399", 150, 100), ("region", "#2E7D32", 100, 100),
)  # fmt: skip


def write_pack(folder: Path, name: str = "Program Żurawie", **changed: object) -> Path:
    """Write a pack; `changed` replaces or adds files by their name without the ending."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [f'name = "{name}"', "minimum_mm = 8", ""]
    for role, colour, width, height in ROLES:
        drawing = SQUARE.format(w=width, h=height, c=colour)
        (folder / f"{role}.svg").write_text(drawing, "utf-8")
        lines += ["[[logo]]", f'role = "{role}"', f'file = "{role}.svg"', "height = 1"]
        lines += [f'caption = {{ pl = "{role.title()}\\nZnak" }}', ""]
    (folder / "pack.toml").write_text("\n".join(lines), "utf-8")
    for stem, content in changed.items():
        ending = "toml" if stem == "pack" else "svg"
        (folder / f"{stem}.{ending}").write_text(str(content), "utf-8")
    return folder
