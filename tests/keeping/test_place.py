"""Databases are not kept where they would be lost."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest

from migcase.keeping.place import cloud_of, network_of

MOUNTS = r"""
/dev/sda1 / ext4 rw 0 0
server:/export /mnt/office nfs4 rw 0 0
//nas/share /mnt/my\040nas cifs rw 0 0
/dev/sdb1 /mnt/office/local ext4 rw 0 0
amina@host: /srv/amina/far fuse.sshfs rw 0 0
nonsense
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/amina/office.db", ""),
        ("/mnt/office/office.db", "nfs4"),
        ("/mnt/my nas/a/office.db", "cifs"),
        ("/mnt/office/local/office.db", ""),
        ("/mnt/officer/office.db", ""),
        ("/srv/amina/far/office.db", "fuse.sshfs"),
    ],
)
def test_the_nearest_mount_decides(path: str, kind: str):
    assert network_of(PurePosixPath(path), MOUNTS) == kind


def test_a_windows_share_is_a_network_folder():
    assert network_of(PureWindowsPath(r"\\nas\share\office.db"), "") == "UNC"
    assert network_of(PureWindowsPath(r"C:\office.db"), "") == ""


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("/srv/amina/Dropbox/office.db", "Dropbox"),
        ("/Users/amina/Library/CloudStorage/x/office.db", "CloudStorage"),
        ("/srv/amina/OneDrive - Mission/a/office.db", "OneDrive - Mission"),
        ("/srv/amina/Google Drive/office.db", "Google Drive"),
        ("/srv/amina/dropboxes/office.db", ""),
        ("/srv/amina/onedrive", ""),
        ("/srv/amina/cases/office.db", ""),
    ],
)
def test_a_folder_that_is_copied_to_a_cloud_is_told_by_its_name(path: str, folder: str):
    assert cloud_of(PurePosixPath(path)) == folder
