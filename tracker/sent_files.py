"""A file that somebody sends in; on disk out, and no more of it than the site takes."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler

# So much too large, a request is refused unread; what is less is read, so that the form comes back as it was typed.
HOPELESS = 4


class SentFileHandler(TemporaryFileUploadHandler):
    """Keeps what is sent in temporary files, of all files of a request together no more than `LARGEST_FILE` bytes.

    A larger file still tells its whole `size`, by which a form refuses it, but is not kept. Nothing is kept for those
    who are not signed in.
    """

    def __init__(self, request=None):
        super().__init__(request)
        self.kept = 0

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):  # noqa: N803 - Django's own
        """Refuse a request that is far too large before any of it is read."""
        if content_length > HOPELESS * settings.LARGEST_FILE:
            raise RequestDataTooBig("The request is far larger than LARGEST_FILE.")

    def new_file(self, *args, **kwargs):
        """Begin a file, where somebody signed in sends it."""
        user = getattr(self.request, "user", None)
        if user is None or not user.is_authenticated:
            raise SkipFile
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data, start):
        """Keep a piece, while there is room."""
        self.kept += len(raw_data)
        if self.kept <= settings.LARGEST_FILE:
            super().receive_data_chunk(raw_data, start)
        else:
            self.file.file.truncate(0)
