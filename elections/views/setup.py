"""The set-up wizard of an empty installation: code, three administrators, district, done. No JavaScript."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.shortcuts import redirect, render

from elections.forms.setup import AdministratorsForm, CodeForm, DistrictForm
from elections.queries.territory import districts_in
from elections.rules.divisions import DivisionError, lines_of, read_edition
from elections.services.calendar import seed_holidays
from elections.services.divisions import load_divisions
from huanjie.accounts import setup_code
from huanjie.accounts.passwords import rules_in_words
from huanjie.accounts.queries import installation
from huanjie.accounts.services.setup import make_ready, name_administrators
from huanjie.accounts.viewers import Viewer
from huanjie.shared.verdict import Refused

KEY, DONE_KEY = "setup-code", "setup-done"
STEPS = ("设置码", "三员", "区域", "完成")


def _step(view):
    """Only while the installation is not set up, and only with the code of this installation in the session."""

    @login_not_required
    @wraps(view)
    def guarded(request):
        if installation.is_set_up():
            return redirect("home")
        if not setup_code.is_right(request.session.get(KEY, "")):
            return redirect("elections:setup")
        return view(request)

    return guarded


def _show(request, template: str, step: int, **context):
    steps = [(n, label, n < step, n == step) for n, label in enumerate(STEPS, start=1)]
    return render(request, f"setup/{template}.html", {"steps": steps, **context})


@login_not_required
def start(request):
    """Ask for the set-up code, which only somebody with the server in hand can read."""
    if installation.is_set_up():
        return redirect("home")
    setup_code.read_or_create()
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        request.session.cycle_key()
        request.session[KEY] = form.cleaned_data["code"]
        return redirect("elections:setup_administrators")
    return _show(request, "start", 1, form=form, path=setup_code.path())


@_step
def administrators(request):
    """Three people; their accounts are opened at once."""
    if installation.current() is not None:
        return redirect("elections:setup_district")
    form = AdministratorsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            name_administrators(people=form.people())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("elections:setup_district")
    return _show(request, "administrators", 2, form=form, rules=rules_in_words())


@_step
def district(request):
    """The district, from a code file or from the register."""
    if installation.current() is None:
        return redirect("elections:setup_administrators")
    form = DistrictForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            _take_district(form.cleaned_data["code"], form.cleaned_data["file"])
        except (Refused, DivisionError) as problem:
            form.add_error("file" if form.cleaned_data["file"] else "code", str(problem))
        else:
            request.session.pop(KEY, None)
            request.session[DONE_KEY] = True
            return redirect("elections:setup_done")
    loaded = list(districts_in("")[:21])
    return _show(request, "district", 3, form=form, loaded=loaded if len(loaded) <= 20 else [])


def _take_district(code: str, file) -> None:
    by = Viewer.system()
    with transaction.atomic():
        if file:
            edition = read_edition(lines_of(file.read()), code)
            load_divisions(edition=edition, by=by, area=code, source=file.name[-120:])
        make_ready(area=code)
        seed_holidays(by=by)


@login_not_required
def done(request):
    """What happens next, and who does it."""
    row = installation.current()
    if row is None or not row.is_ready or row.is_demo or not request.session.get(DONE_KEY):
        return redirect("home")
    return _show(request, "done", 4, row=row)
