"""The addresses of papers on their way in, one line a page."""

from django.urls import path

from imports.pages import arrange, layout, layouts, mapping, papers, reading, upload

urlpatterns = [
    path("papers/", papers.papers, name="papers"),
    path("papers/new/", upload.upload, name="upload"),
    path("papers/<int:upload>/", reading.reading, name="reading"),
    path("papers/<int:upload>/progress/", reading.reading_progress, name="reading_progress"),
    path("papers/<int:upload>/tables/", arrange.arrange, name="arrange"),
    path("papers/<int:upload>/tables/<str:table>/", mapping.mapping, name="mapping"),
    path("layouts/", layouts.layouts, name="layouts"),
    path("layouts/<int:pk>/", layout.layout, name="layout"),
    path("layouts/<int:pk>/file/", layout.layout_file, name="layout_file"),
]
