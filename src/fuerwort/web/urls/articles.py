"""Where members write the magazine and editors look after it."""

from django.urls import URLPattern, URLResolver, path

from fuerwort.web.views.magazine import desk, writing

urlpatterns: list[URLPattern | URLResolver] = [
    path("", writing.articles, name="articles"),
    path("mine/", writing.mine, name="articles-mine"),
    path("new/", writing.new, name="article-new"),
    path("desk/", desk.desk, name="articles-desk"),
    path("desk/comments/<slug:public>/", desk.comment, name="comment-judge"),
    path("desk/mentions/<slug:public>/", desk.mention, name="mention-judge"),
    path("settings/", desk.settings, name="magazine-settings"),
    path("categories/", desk.categories, name="magazine-categories"),
    path("categories/<slug:slug>/", desk.category, name="magazine-category-edit"),
    path("<slug:public>/", writing.draft, name="article-draft"),
    path("<slug:public>/write/", writing.write, name="article-write"),
    path("<slug:public>/correct/", writing.correct, name="article-correct"),
    path("<slug:public>/pictures/", writing.pictures, name="article-pictures"),
    path("<slug:public>/pictures/<slug:picture>/", writing.picture, name="article-picture"),
    path("<slug:public>/act/", writing.act, name="article-act"),
]
