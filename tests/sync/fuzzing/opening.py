"""One fuzzed file after the other is taken in: it is refused in words, or it is a good file."""

import json
import shutil
from collections import Counter
from hashlib import sha256
from pathlib import Path

from hypothesis import strategies as st

from tests.sync.fuzzing import odd_json, rewriting
from tests.sync.fuzzing.rewriting import Sender, compact
from tests.sync.histories.values import VALUES
from tests.sync.living_network import LivingNetwork, Place

LEVELS = ("seal", "zip", "names", "sizes", "manifest", "header", "head", "payload", "part", "lines")
NAMES = (
    "../x", "/x", "segments/../x", "a\\b", "C:x", "", "segments/", "manifest.json", "Ł", "a//b",
    "attachments/" + "0" * 64, "segments/0001.jsonl", "segments/9999.jsonl", "x" * 60_000,
)  # fmt: skip


class Opening:
    """A store that files are brought to, and good files to begin with."""

    def __init__(self, network: LivingNetwork, folder: Path) -> None:
        self._folder = folder
        self.done: Counter[str] = Counter()
        laptop, office = network["P1"], network["office"]
        _fill(laptop)
        network.round("P1", "P2")
        network["P2"].edit("firma-0", phone="777")
        laptop.edit("firma-0", phone="888")
        network.round("P2")
        _fill(laptop, 4)
        file = laptop.export()
        self._sender = Sender.of(laptop, office)
        self._good = rewriting.members_of(file, office)
        self._sealed = file.read_bytes()
        office.close()
        self._pristine = office.folder
        self._network = network
        self._name = office.name
        self.store = self._fresh()

    def try_one(self, data: st.DataObject) -> str:
        """Bring one fuzzed file; return what came of it."""
        level = data.draw(st.sampled_from(LEVELS), label="level")
        content = getattr(self, f"_at_{level}")(data.draw)
        file = self._folder / "fuzzed.csrx"
        file.write_bytes(content)
        before = self._told()
        (report,) = self.store.take(file).files
        if report.result == "refused":
            assert report.reason
            assert "\n" not in report.reason
            assert self._told() == before, "a refused file changed something"
        elif self._told() != before:
            assert self.store.faults() == [], self.store.faults()
            self.store.dump()
            self.store.conflicts()
            self.store.export("P2")
            self.close()
            self.store = self._fresh()
        self.done.update({level: 1, report.result: 1, "files": 1})
        shutil.rmtree(self.store.folder / "refused", ignore_errors=True)
        return report.result

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def _fresh(self) -> Place:
        folder = self._folder / "store"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self._pristine, folder)
        return self._network.beside(self._network[self._name], folder)

    def _told(self) -> list:
        tables = ("stream", "entry", "waiting", "head", "sibling", "quarantine", "receipt", "meta")
        return [
            self.store.sql(f"SELECT * FROM {name} ORDER BY 1, 2") for name in (*tables, *VALUES)
        ]

    # -- what is changed ----------------------------------------------------------------------

    def _at_seal(self, draw) -> bytes:
        return _changed_bytes(draw, self._sealed)

    def _at_zip(self, draw) -> bytes:
        inside = rewriting.zipped(self._sender.signed(self._good))
        return self._sender.sealed(_changed_bytes(draw, inside))

    def _at_names(self, draw) -> bytes:
        members = self._sender.signed(self._good)
        old = draw(st.sampled_from(sorted(members)))
        new = draw(st.sampled_from(NAMES))
        if draw(st.booleans()):
            members[new] = members[old]
        else:
            members = {(new if name == old else name): data for name, data in members.items()}
        return self._sender.sealed(rewriting.zipped(members))

    def _at_sizes(self, draw) -> bytes:
        inside = rewriting.zipped(self._sender.signed(self._good))
        size = draw(st.sampled_from((0, 1, 10, 2**31, 2**32 - 1)))
        return self._sender.sealed(rewriting.with_sizes(inside, size))

    def _at_manifest(self, draw) -> bytes:
        listed = json.loads(self._sender.signed(self._good)["manifest.json"])
        manifest = draw(odd_json.changed(listed)).encode("utf-8", "surrogatepass")
        return self._whole(self._sender.signed(self._good, manifest))

    def _at_header(self, draw) -> bytes:
        name, header, entries = self._segment(draw)
        if draw(st.booleans()):
            whole = self._sender.segment(header, entries)
            header = rewriting.split(whole)[0]
        line = draw(odd_json.changed(header)).encode("utf-8", "surrogatepass")
        body = b"\n".join([line, *(one for entry in entries for one in entry), b""])
        return self._whole(self._listed_anyway({**self._good, name: body}))

    def _at_head(self, draw) -> bytes:
        name, header, entries = self._segment(draw)
        place = draw(st.integers(0, len(entries) - 1))
        head, payload = entries[place]
        said = draw(odd_json.changed(json.loads(head))).encode("utf-8", "surrogatepass")
        if draw(st.booleans()) and b',"p":' in said:
            said = rewriting.rehashed(said, payload)
        entries[place] = said, payload
        return self._with_segment(name, header, entries)

    def _at_payload(self, draw) -> bytes:
        name, header, entries = self._segment(draw)
        place = draw(st.integers(0, len(entries) - 1))
        head, payload = entries[place]
        public, *parts = payload.split(b"\t")
        text = draw(odd_json.changed(json.loads(public))).encode("utf-8", "surrogatepass")
        changed = b"\t".join([text, *parts]).replace(b"\n", b" ")
        entries[place] = rewriting.rehashed(head, changed), changed
        return self._with_segment(name, header, entries)

    def _at_part(self, draw) -> bytes:
        """Change what is hidden of a person, with the hash that tells it or without."""
        name, header, entries = self._segment(draw)
        personal = [place for place, (_head, payload) in enumerate(entries) if b"\t" in payload]
        if not personal:
            return self._at_payload(draw)
        place = draw(st.sampled_from(personal))
        head, payload = entries[place]
        public, *parts = payload.split(b"\t")
        which = draw(st.integers(0, len(parts) - 1))
        part = draw(odd_json.changed(json.loads(parts[which]))).encode("utf-8", "surrogatepass")
        part = part.replace(b"\n", b" ").replace(b"\t", b" ")
        if draw(st.booleans()):
            public = public.replace(_sum(parts[which]), _sum(part))
        if draw(st.integers(0, 4)):
            parts[which] = part
        else:
            parts = draw(st.sampled_from(([], parts[1:], [*parts, b""], [b""] * len(parts))))
        changed = b"\t".join([public, *parts])
        entries[place] = rewriting.rehashed(head, changed), changed
        return self._with_segment(name, header, entries)

    def _at_lines(self, draw) -> bytes:
        """Leave out, double, change the order of, or cut the lines of a segment."""
        name, header, entries = self._segment(draw)
        lines = self._sender.segment(header, entries).split(b"\n")
        at = draw(st.integers(0, len(lines) - 1))
        deed = draw(st.sampled_from(("drop", "double", "swap", "bytes", "cut")))
        if deed == "drop":
            del lines[at]
        elif deed == "double":
            lines.insert(at, lines[at])
        elif deed == "swap":
            lines[at], lines[-1] = lines[-1], lines[at]
        elif deed == "bytes":
            lines[at] = _changed_bytes(draw, lines[at])
        else:
            lines = lines[: at + 1]
        return self._whole(self._listed_anyway({**self._good, name: b"\n".join(lines)}))

    def _segment(self, draw) -> tuple[str, dict, list[tuple[bytes, bytes]]]:
        own = [
            name
            for name, data in sorted(self._good.items())
            if name.startswith("segments/") and self._device in data.partition(b"\n")[0]
        ]
        name = draw(st.sampled_from(own))
        return name, *rewriting.split(self._good[name])

    @property
    def _device(self) -> bytes:
        return b'"writer":"' + json.loads(self._good["manifest.json"])["writer"].encode()

    def _with_segment(self, name: str, header: dict, entries: list) -> bytes:
        members = {**self._good, name: self._sender.segment(header, entries)}
        return self._whole(self._sender.signed(members))

    def _listed_anyway(self, members: dict[str, bytes]) -> dict[str, bytes]:
        try:
            return self._sender.signed(members)
        except (ValueError, LookupError, TypeError, RecursionError):
            listed = json.loads(members["manifest.json"])
            for part in listed["segments"]:
                data = members[part["name"]]
                part |= {"size": len(data), "sha256": _sum(data).decode()}
            return self._sender.signed(members, compact(listed))

    def _whole(self, members: dict[str, bytes]) -> bytes:
        return self._sender.sealed(rewriting.zipped(members))


def _fill(place: Place, start: int = 0) -> None:
    for number in range(start, start + 3):
        place.add(row=f"firma-{number}", name=f"Tartak {number}", phone="501")
        place.edit(f"firma-{number}", headcount=number, do_not_contact=None)
        person = {"last_name": "Kowalska", "county": "2816", "phone": "601"}
        place.add(row=f"osoba-{number}", entity="person", **person)


def _sum(data: bytes) -> bytes:
    return sha256(data).hexdigest().encode()


def _changed_bytes(draw, data: bytes) -> bytes:
    if not data:
        return draw(st.binary(max_size=40))
    at = draw(st.integers(0, len(data) - 1))
    deed = draw(st.sampled_from(("flip", "cut", "insert", "drop", "repeat")))
    if deed == "flip":
        flipped = data[at] ^ (1 << draw(st.integers(0, 7)))
        return data[:at] + bytes([flipped]) + data[at + 1 :]
    if deed == "cut":
        return data[:at]
    if deed == "insert":
        return data[:at] + draw(st.binary(min_size=1, max_size=20)) + data[at:]
    end = at + draw(st.integers(1, 200))
    return data[:at] + data[end:] if deed == "drop" else data[:end] + data[at:]
