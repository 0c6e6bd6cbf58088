"""The magazine as the world reads it; members write under their space."""

from django.urls import URLPattern, URLResolver, path

from fuerwort.web.views.magazine import mentions, reading, talking

urlpatterns: list[URLPattern | URLResolver] = [
    path("", reading.magazines, name="magazine"),
    path("<slug:space>/", reading.front, name="magazine-space"),
    path("<slug:space>/feed/", reading.feed, name="magazine-feed"),
    path("<slug:space>/search/", reading.search, name="magazine-search"),
    path("<slug:space>/category/<slug:slug>/", reading.category, name="magazine-category"),
    path("<slug:space>/pictures/<slug:public>-<int:width>.webp", reading.picture, name="picture"),
    path("<slug:space>/pictures/<slug:public>.jpg", reading.shared, name="picture-shared"),
    path("<slug:space>/by-id/<slug:public>/", reading.by_id, name="article-by-id"),
    # Other sites
    path("<slug:space>/webmention/", mentions.webmention, name="webmention"),
    path("<slug:space>/pingback/", mentions.pingback, name="pingback"),
    # One comment
    path("<slug:space>/comments/<slug:public>/", talking.comment, name="comment"),
    path("<slug:space>/comments/<slug:public>/report/", talking.report, name="comment-report"),
    # Articles, by year, month and words
    path("<slug:space>/<int:year>/", reading.year, name="magazine-year"),
    path("<slug:space>/<int:year>/<str:month>/", reading.month, name="magazine-month"),
    path("<slug:space>/<int:year>/<str:month>/<slug:slug>/", reading.article, name="article"),
    path("<slug:space>/<int:year>/<str:month>/<slug:slug>/stars/", talking.stars, name="article-stars"),
    path("<slug:space>/<int:year>/<str:month>/<slug:slug>/comment/", talking.say, name="article-comment"),
    path("<slug:space>/<int:year>/<str:month>/<slug:slug>/trackback/", mentions.trackback, name="trackback"),
]
