"""Where uploaded documents lie: outside what is served, under names of ours."""

from django.core.files.storage import FileSystemStorage

from tracker.stored_files import path_of_ours, storage_in

__all__ = ["path_of_ours", "uploads_storage"]


def uploads_storage() -> FileSystemStorage:
    """Return the storage of uploads."""
    return storage_in("uploads")
