"""What a file is by its first bytes, and whether a picture's file holds the picture alone."""

_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_PICTURES = (
    b"\xff\xd8\xff",  # JPEG
    b"\x89PNG\r\n\x1a\n",
    b"GIF8",
    b"BM",
    b"II*\0",  # TIFF
    b"MM\0*",
    b"\0\0\0\x0cjP  \r\n\x87\n",  # JPEG 2000
    b"\xff\x4f\xff\x51",
)
_PNG_PIXELS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
_JPEG_TABLES = {0xDB, 0xC4, 0xDD, 0xC0, 0xC1, 0xC2}
"""Quantisation and Huffman tables, restart interval, frames: what pixels are decoded with."""
_SCAN, _END, _JFIF, _ADOBE = 0xDA, 0xD9, 0xE0, 0xEE


def looks_like_picture(head: bytes) -> bool:
    """Tell whether a file that begins with these 32 bytes is a picture that can be cleaned."""
    if head[:4] == b"RIFF":
        return head[8:12] == b"WEBP"
    if head[4:8] == b"ftyp":
        return head[8:12] in (b"avif", b"avis")
    if head.startswith(b"BM"):
        # Words may begin so too: a bitmap names the size of its second header.
        return int.from_bytes(head[14:18], "little") in (12, 40, 52, 56, 108, 124)
    return head.startswith(_PICTURES)


def is_heic(head: bytes) -> bool:
    """Tell whether a file that begins with these 32 bytes is a photo of the HEIF family."""
    return head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS


def is_bare(data: bytes) -> bool:
    """Tell whether a JPEG or PNG file holds what its pixels need and nothing else."""
    try:
        return _is_bare_png(data) if data.startswith(b"\x89PNG") else _is_bare_jpeg(data)
    except IndexError:
        return False


def _is_bare_png(data: bytes) -> bool:
    at = 8
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        name = data[at + 4 : at + 8]
        if name not in _PNG_PIXELS:
            return False
        at += size + 12
        if name == b"IEND":
            return at == len(data) and size == 0
    return False


def _is_bare_jpeg(data: bytes) -> bool:
    at = 2
    while data[at] == 0xFF:
        mark = data[at + 1]
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        if mark == _SCAN:
            return _ends_after_scan(data, at + 2 + size)
        plain = mark in _JPEG_TABLES or (mark, size) in {(_JFIF, 16), (_ADOBE, 14)}
        if not plain:
            return False
        at += 2 + size
    return False


def _ends_after_scan(data: bytes, at: int) -> bool:
    # In a scan 0xFF is followed by 0 or by a restart mark; further scans come after their tables.
    while (at := data.find(b"\xff", at)) >= 0:
        mark = data[at + 1]
        if mark == _END:
            return at + 2 == len(data)
        if mark == 0 or 0xD0 <= mark <= 0xD7:
            at += 2
        elif mark in _JPEG_TABLES or mark == _SCAN:
            size = int.from_bytes(data[at + 2 : at + 4], "big")
            at += 2 + size
        else:
            return False
    return False
