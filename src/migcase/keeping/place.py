"""Where a file lies: on a disk of this machine, or somewhere that only looks like it.

A database on a network folder, or in one that a program copies to a cloud while it
is being written, is lost sooner or later.
"""

from __future__ import annotations

from pathlib import Path, PurePath

NETWORKS = frozenset(
    {
        "afs",
        "beegfs",
        "ceph",
        "cifs",
        "davfs",
        "fuse.ceph",
        "fuse.davfs2",
        "fuse.glusterfs",
        "fuse.gvfsd-fuse",
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.smbnetfs",
        "fuse.sshfs",
        "fuse.vmhgfs-fuse",
        "glusterfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "prl_fs",
        "smb",
        "smb3",
        "smbfs",
        "vboxsf",
    }
)

CLOUDS = (
    "box sync",
    "cloudstorage",
    "dropbox",
    "google drive",
    "googledrive",
    "icloud drive",
    "mobile documents",
    "my drive",
    "nextcloud",
    "onedrive",
    "owncloud",
    "pclouddrive",
    "sharepoint",
)


def mounts() -> str:
    """Return the table of mounted file systems, empty where there is none."""
    try:
        return Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def network_of(path: PurePath, table: str) -> str:
    """Return the network file system that *path* lies on by *table*, or ''."""
    if str(path).startswith(("\\\\", "//")):
        return "UNC"
    found, longest = "", -1
    for line in table.splitlines():
        _, at, kind = (*line.split(" "), "", "", "")[:3]
        point = PurePath(_unescaped(at))
        if at and path.is_relative_to(point) and len(point.parts) >= longest:
            found, longest = kind, len(point.parts)
    return found if found in NETWORKS else ""


def cloud_of(path: PurePath) -> str:
    """Return the folder above *path* that a program copies to a cloud, or ''."""
    for part in path.parts[:-1]:
        word = part.casefold()
        if any(
            word == cloud or word.startswith((f"{cloud} -", f"{cloud}-", f"{cloud} ("))
            for cloud in CLOUDS
        ):
            return part
    return ""


def _unescaped(point: str) -> str:
    """Return a mount point as it is: blanks are written as octal numbers."""
    for escaped, plain in (("\\040", " "), ("\\011", "\t"), ("\\134", "\\")):
        point = point.replace(escaped, plain)
    return point
