"""Where styles and scripts are served from: hashed names once `collectstatic` has run, plain ones before."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedOnceCollected(CompressedManifestStaticFilesStorage):
    """Hashed and compressed files; a checkout that has not collected any still serves its pages."""

    def stored_name(self, name):
        """Return the hashed name of a collected file, or `name` itself where nothing was collected."""
        return super().stored_name(name) if self.hashed_files else name
