"""A disk that may lose whatever was not synced: operations in, images out.

Stricter than real file systems.  A write may vanish, tear at a sector or arrive alone
until *its file* is synced; a name that was given, changed or taken away may do so
until *its folder* is synced.  Order means nothing.  No file of this machine is touched
here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from attrs import evolve, field, frozen

SECTOR = 512
# What a name stands for where it is no file.
FOLDER = 0


@frozen
class Named:
    """*path* was made to name the file *node*, or a folder."""

    path: str
    node: int


@frozen
class Unnamed:
    """*path* was made to name nothing."""

    path: str


@frozen
class Renamed:
    """What *old* named is named *new*, at once; a folder with all that is in it."""

    old: str
    new: str
    node: int


@frozen
class Wrote:
    """*data* was written into a file."""

    node: int
    at: int
    data: bytes = field(repr=len)


@frozen
class Cut:
    """A file was cut, or made longer, to *size*."""

    node: int
    size: int


@frozen
class Synced:
    """The disk was asked to keep what was written into a file."""

    node: int


@frozen
class SyncedFolder:
    """The disk was asked to keep the names in a folder."""

    path: str


@frozen
class Said:
    """Somebody was told *text*: from here on it must be true."""

    text: str


Lasting = Named | Unnamed | Renamed | Wrote | Cut
Operation = Lasting | Synced | SyncedFolder | Said
# Whole files by their paths; None is a folder.
Files = Mapping[str, bytes | None]


@frozen
class Disk:
    """What is certainly kept, and what is *pending*: asked for and not yet synced."""

    names: Mapping[str, int]
    contents: Mapping[int, bytes] = field(repr=len)
    pending: tuple[Lasting, ...] = ()

    @classmethod
    def holding(cls, files: Files) -> Disk:
        """Return a disk on which *files* are kept; a file's node is its place."""
        nodes = {path: place for place, path in enumerate(files, 1)}
        names = {path: FOLDER if files[path] is None else nodes[path] for path in files}
        return cls(names, {nodes[path]: files[path] or b"" for path in files})

    def after(self, operation: Operation) -> Disk:
        """Return the disk once *operation* was asked of it."""
        if isinstance(operation, Said):
            return self
        if not isinstance(operation, Synced | SyncedFolder):
            return evolve(self, pending=(*self.pending, operation))
        kept, waiting = [], []
        for one in self.pending:
            (kept if _is_covered(one, operation) else waiting).append(one)
        names, contents = self._with(kept)
        for one in kept:
            if isinstance(one, Renamed) and one.node == FOLDER:
                waiting = [_moved(other, one) for other in waiting]
        return Disk(names, contents, tuple(waiting))

    def image(self, arrived: Iterable[Lasting]) -> Files:
        """Return the files after a power cut, if of what is pending only *arrived*."""
        names, contents = self._with(arrived)
        return {
            path: None if node == FOLDER else contents.get(node, b"")
            for path, node in names.items()
            if all(str(above) in names for above in _folders_above(path))
        }

    def _with(
        self, operations: Iterable[Lasting]
    ) -> tuple[Mapping[str, int], Mapping[int, bytes]]:
        names, open_files = dict(self.names), dict[int, bytearray]()

        def content(node: int) -> bytearray:
            if node not in open_files:
                open_files[node] = bytearray(self.contents.get(node, b""))
            return open_files[node]

        for one in operations:
            if isinstance(one, Named):
                names[one.path] = one.node
            elif isinstance(one, Unnamed):
                names.pop(one.path, None)
            elif isinstance(one, Renamed):
                names.pop(one.old, None)
                names[one.new] = one.node
                for path in [path for path in names if path.startswith(f"{one.old}/")]:
                    names[one.new + path.removeprefix(one.old)] = names.pop(path)
            elif isinstance(one, Wrote):
                held = content(one.node)
                held.extend(bytes(max(0, one.at - len(held))))
                held[one.at : one.at + len(one.data)] = one.data
            else:
                held = content(one.node)
                held.extend(bytes(max(0, one.size - len(held))))
                del held[one.size :]
        written = {node: bytes(held) for node, held in open_files.items()}
        return names, {**self.contents, **written}


def sectors(write: Wrote) -> list[Wrote]:
    """Return the parts of *write* that a disk writes whole."""
    end = write.at + len(write.data)
    starts = [write.at, *range(write.at // SECTOR * SECTOR + SECTOR, end, SECTOR)]
    return [
        Wrote(write.node, start, write.data[start - write.at : stop - write.at])
        for start, stop in zip(starts, [*starts[1:], end], strict=True)
    ]


def _moved(operation: Lasting, folder: Renamed) -> Lasting:
    """Return *operation* as it is called once a *folder* above was renamed."""

    def now(path: str) -> str:
        inside = path.startswith(f"{folder.old}/")
        return folder.new + path.removeprefix(folder.old) if inside else path

    if isinstance(operation, Named | Unnamed):
        return evolve(operation, path=now(operation.path))
    if isinstance(operation, Renamed):
        return evolve(operation, old=now(operation.old), new=now(operation.new))
    return operation


def _is_covered(operation: Lasting, sync: Synced | SyncedFolder) -> bool:
    """Tell whether *sync* keeps *operation*."""
    if isinstance(operation, Wrote | Cut):
        return isinstance(sync, Synced) and sync.node == operation.node
    named = operation.new if isinstance(operation, Renamed) else operation.path
    folder = str(PurePosixPath(named).parent)
    return isinstance(sync, SyncedFolder) and sync.path == folder


def _folders_above(path: str) -> Iterable[PurePosixPath]:
    return (one for one in PurePosixPath(path).parents if str(one) != ".")
