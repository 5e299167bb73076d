"""The register's addresses, one line a page."""

urlpatterns = []
