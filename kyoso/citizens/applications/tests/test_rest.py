"""The public API lists the procedures that the pages list."""


def test_it_lists_the_procedures(stranger):
    found = stranger.client.get("/api/v1/procedures?language=en").json()
    [procedure] = found["procedures"]
    assert procedure["slug"] == "hanadan"
    assert procedure["title"] == "Use of a town flower bed"
    assert procedure["is_open"] is True
    assert procedure["href"].endswith("/procedures/hanadan/")


def test_it_answers_in_japanese_when_it_does_not_know_the_language(stranger):
    found = stranger.client.get("/api/v1/procedures?language=xx").json()
    assert found["procedures"][0]["title"] == "まちの花壇の利用申込み"
