"""What everybody may read of a pilot, and the program that checks a draw."""

from django.urls import URLPattern, URLResolver, path

from fuerwort.web.views.pilot import public

urlpatterns: list[URLPattern | URLResolver] = [
    path("verify_draw.py", public.verifier, name="verify-draw"),
    path("draws/<slug:public>/", public.draw, name="public-draw"),
    path("draws/<slug:public>/roster.txt", public.roster, name="draw-roster"),
    path("<slug:public>/", public.pilot, name="public-pilot"),
    path("<slug:public>/registration.json", public.registered, name="registration"),
    path("<slug:public>/registration.pdf", public.registered_pdf, name="registration-pdf"),
]
