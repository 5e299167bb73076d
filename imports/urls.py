"""The addresses of papers on their way in, one line a page."""

from django.urls import path

from imports.pages import papers

urlpatterns = [
    path("papers/", papers.papers, name="papers"),
]
