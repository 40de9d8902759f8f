from django.urls import path

from huanjie.accounts.views import accounts, assignments, batches, sign_in

app_name = "accounts"
urlpatterns = [
    path("sign-in/", sign_in.SignIn.as_view(), name="sign_in"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("password/", sign_in.ChangePassword.as_view(), name="change_password"),
    path("no-assignment/", sign_in.no_assignment, name="no_assignment"),
    path("eyes/", sign_in.switch_assignment, name="switch_assignment"),
    path("", accounts.account_list, name="accounts"),
    path("create/", accounts.account_create, name="create"),
    path("<int:pk>/", accounts.account_detail, name="account"),
    path("<int:pk>/disable/", accounts.account_disable, name="disable"),
    path("<int:pk>/enable/", accounts.account_enable, name="enable"),
    path("<int:pk>/reset-password/", accounts.account_reset, name="reset_password"),
    path("<int:pk>/unlock/", accounts.account_unlock, name="unlock"),
    path("<int:pk>/grant/", assignments.grant, name="grant"),
    path("assignments/<int:pk>/end/", assignments.end, name="end"),
    path("imports/", batches.batch_list, name="batches"),
    path("imports/upload/", batches.batch_upload, name="batch_upload"),
    path("imports/template/", batches.batch_template, name="batch_template"),
    path("imports/<uuid:pk>/", batches.batch_detail, name="batch"),
    path("imports/<uuid:pk>/accounts/", batches.batch_create, name="batch_create"),
    path("imports/<uuid:pk>/grants/", batches.batch_grant, name="batch_grant"),
    path("imports/<uuid:pk>/passwords/", batches.batch_passwords, name="batch_passwords"),
]
