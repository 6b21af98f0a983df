"""What a disk or a system answers, in words: it speaks English alone.

What nobody has put into words yet is told as it came.
"""

from __future__ import annotations

import errno
import os
from gettext import gettext as _

from migcase.locale import marked

_SENTENCES = {
    errno.EACCES: marked("you have no permission"),
    errno.EEXIST: marked("there is a file of that name already"),
    errno.EFBIG: marked("the file would be too large"),
    errno.EIO: marked("the disk reported an error"),
    errno.EISDIR: marked("it is a folder"),
    errno.ELOOP: marked("its links lead round in a circle"),
    errno.ENAMETOOLONG: marked("its name is too long"),
    errno.ENOENT: marked("there is no such file or folder"),
    errno.ENOSPC: marked("there is no room left on the disk"),
    errno.ENOTDIR: marked("a part of its path is no folder"),
    errno.EPERM: marked("you have no permission"),
    errno.EROFS: marked("the disk can only be read"),
}
_BY_ANSWER = {os.strerror(code): sentence for code, sentence in _SENTENCES.items()}


def say_reason(answer: str | None) -> str:
    """Return in the reader's language what the system answered."""
    found = _BY_ANSWER.get(answer or "")
    return (answer or "?") if found is None else _(found)
