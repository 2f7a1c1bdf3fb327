from django.urls import URLPattern, URLResolver, include, path

from crm.staff.bulk.views import bulk, undo_bulk
from crm.staff.systems.views import system, systems
from crm.staff.ui import ids  # noqa: F401  the converters

from .edit_views import check_field, edit_customer, new_block, new_customer
from .export import export_csv, export_xlsx
from .item_views import edit_item, show_items
from .list_views import customer_list
from .order_views import check_credit, customer_order, customer_orders
from .saved_views import begin_with_view, change_view, remove_view, restore_view, save_view
from .views import customer, discontinue, edit_field, revive, show_field

of_customer: list[URLPattern | URLResolver] = [
    path("", customer, name="customer"),
    path("edit/", edit_customer, name="edit-customer"),
    path("field/", show_field, name="show-field"),
    path("field/edit/", edit_field, name="edit-field"),
    path("items/<slug:name>/", show_items, name="customer-items"),
    path("items/<slug:name>/add/", edit_item, name="add-item"),
    path("items/<slug:name>/<id:item>/edit/", edit_item, name="edit-item"),
    path("discontinue/", discontinue, name="discontinue-customer"),
    path("revive/", revive, name="revive-customer"),
    path("orders/", customer_orders, name="customer-orders"),
    path("orders/<id:order_id>/", customer_order, name="customer-order"),
    path("credit-check/", check_credit, name="check-credit"),
    path("history/", include("crm.staff.history.urls")),
    path("systems/", systems, name="customer-systems"),
    path("systems/<slug:dialect>/", system, name="customer-system"),
]

urlpatterns = [
    path("", customer_list, name="customers"),
    path("export.csv", export_csv, name="export-csv"),
    path("export.xlsx", export_xlsx, name="export-xlsx"),
    path("views/", save_view, name="save-view"),
    path("views/restore/", restore_view, name="restore-view"),
    path("views/<id:view_id>/", change_view, name="change-view"),
    path("views/<id:view_id>/first/", begin_with_view, name="begin-with-view"),
    path("views/<id:view_id>/remove/", remove_view, name="remove-view"),
    path("bulk/", bulk, name="bulk"),
    path("bulk/<id:first>-<id:last>/<request_id:request_id>/undo/", undo_bulk, name="undo-bulk"),
    path("new/", new_customer, name="new-customer"),
    path("new/<slug:name>/", new_block, name="new-block"),
    path("check/", check_field, name="check-field"),
    path("<id:customer_id>/", include(of_customer)),
]
