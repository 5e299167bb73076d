"""The addresses of papers on their way in, one line a page."""

from django.urls import path

from imports.pages import (
    arrange,
    correct_row,
    layout,
    layouts,
    mapping,
    missing,
    not_said,
    papers,
    reading,
    same_names,
    save_paper,
    upload,
    what_we_read,
    what_will_change,
    where_it_goes,
)

urlpatterns = [
    path("papers/", papers.papers, name="papers"),
    path("papers/new/", upload.upload, name="upload"),
    path("papers/<int:upload>/", reading.reading, name="reading"),
    path("papers/<int:upload>/progress/", reading.reading_progress, name="reading_progress"),
    path("papers/<int:upload>/tables/", arrange.arrange, name="arrange"),
    path("papers/<int:upload>/tables/<str:table>/", mapping.mapping, name="mapping"),
    path("papers/<int:upload>/<int:number>/", what_we_read.what_we_read, name="what_we_read"),
    path("papers/<int:upload>/<int:number>/rows/<str:row>/", correct_row.correct_row, name="correct_row"),
    path("papers/<int:upload>/<int:number>/changes/", what_will_change.what_will_change, name="what_will_change"),
    path("papers/<int:upload>/<int:number>/where/", where_it_goes.where_it_goes, name="where_it_goes"),
    path("papers/<int:upload>/<int:number>/not-said/", not_said.not_said, name="not_said"),
    path("papers/<int:upload>/<int:number>/missing/", missing.missing, name="missing"),
    path("papers/<int:upload>/<int:number>/names/", same_names.same_names, name="same_names"),
    path("papers/<int:upload>/<int:number>/save/", save_paper.save_paper, name="save_paper"),
    path("layouts/", layouts.layouts, name="layouts"),
    path("layouts/<int:pk>/", layout.layout, name="layout"),
    path("layouts/<int:pk>/file/", layout.layout_file, name="layout_file"),
]
