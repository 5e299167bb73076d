"""The site's addresses: signing in, the admin, papers on their way in, and the pages of the register."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

admin.site.login = secure_admin_login(admin.site.login)  # with its second step and its lock, as everybody's

urlpatterns = [
    path("", include("tracker.sign_in.urls")),
    path("admin/", admin.site.urls),
    path("", include("imports.urls")),
    path("", include("actions.urls")),
]
