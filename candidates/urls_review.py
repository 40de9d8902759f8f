from django.urls import path, re_path

from candidates.views import batches, matrix, opinion, queue, review_sheet

urlpatterns = [
    path("matrix/", matrix.matrix, name="matrix"),
    path("batches/", batches.batch_list, name="batches"),
    path("batches/open/", batches.batch_open, name="batch_open"),
    path("batches/<int:pk>/", batches.batch_page, name="batch"),
    re_path(r"^batches/(?P<pk>\d+)/(?P<act>send|close|renew)/$", batches.batch_act, name="batch_act"),
    path("batches/<int:pk>/sheet/<int:department>/", review_sheet.sheet_of_department, name="review_sheet"),
    path("queue/", queue.queue, name="queue"),
    path("queue/clear/", queue.sign_clear, name="sign_clear"),
    path("queue/<int:pk>/", opinion.opinions, name="opinions"),
    path("queue/sheet/<int:pk>/", review_sheet.my_sheet, name="my_sheet"),
    path("queue/sheet/<int:pk>/return/", review_sheet.sheet_return, name="sheet_return"),
    path("evidence/<int:pk>/", opinion.evidence, name="evidence"),
]
