"""Addresses of the catalogue."""

from django.urls import path

from apps.catalog import views

app_name = "catalog"

urlpatterns = [
    path("areas/", views.areas, name="areas"),
    path("areas/<uuid:area_id>/", views.area, name="area"),
    path("products/", views.products, name="products"),
    path("products/<uuid:product_id>/", views.product, name="product"),
]
