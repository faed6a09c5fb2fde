"""Files of the site this page came from, read while the thread that asks is parked."""

from . import gil


def read(path):
    """The bytes of a file, by its path from the lab's folder.

    Raises ConnectionError where the site cannot be reached or does not have it."""
    try:
        return gil.read_file(path)
    except Exception as error:
        why = getattr(error, "message", error)
        raise ConnectionError(f"{path.rpartition('/')[2]} could not be loaded: {why}") from None
