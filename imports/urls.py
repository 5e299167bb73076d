"""The addresses of papers on their way in, one line a page."""

from django.urls import path

from imports.pages import layout, layouts, papers

urlpatterns = [
    path("papers/", papers.papers, name="papers"),
    path("layouts/", layouts.layouts, name="layouts"),
    path("layouts/<int:pk>/", layout.layout, name="layout"),
    path("layouts/<int:pk>/file/", layout.layout_file, name="layout_file"),
]
