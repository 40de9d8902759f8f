from django.urls import path

from huanjie.accounts.views import sign_in

app_name = "accounts"
urlpatterns = [
    path("sign-in/", sign_in.SignIn.as_view(), name="sign_in"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("password/", sign_in.ChangePassword.as_view(), name="change_password"),
    path("no-assignment/", sign_in.no_assignment, name="no_assignment"),
    path("eyes/", sign_in.switch_assignment, name="switch_assignment"),
]
