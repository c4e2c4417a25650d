"""Why the system refused a file or folder, in the person's language."""

import errno

from app.base.i18n import N_, _

_REASONS = {
    errno.ENOENT: N_("there is no such file or folder"),
    errno.EACCES: N_("no permission, or another program has it open"),
    errno.EPERM: N_("no permission, or another program has it open"),
    errno.EBUSY: N_("another program has it open"),
    errno.ENOSPC: N_("no space left on the disk or stick"),
    getattr(errno, "EDQUOT", errno.ENOSPC): N_("no space left on the disk or stick"),
    errno.EFBIG: N_("the disk or stick takes no file of this size"),
    errno.EROFS: N_("the disk or stick is protected from writing"),
    errno.EIO: N_("the disk or stick does not answer properly"),
    errno.ENODEV: N_("the disk or stick was taken out"),
    errno.ENXIO: N_("the disk or stick was taken out"),
    errno.EISDIR: N_("it is a folder, not a file"),
    errno.ENOTDIR: N_("it is a file, not a folder"),
    errno.EEXIST: N_("something of that name is there already"),
    errno.ENAMETOOLONG: N_("the name is too long"),
}


def reason_of(error: OSError) -> str:
    """Return why the system refused, to stand inside a sentence.

    What is not known here is said in the system's own words.
    """
    known = _REASONS.get(error.errno or 0)
    return _(known) if known else error.strerror or str(error)
