"""The house says whether it stands."""


def test_the_house_says_that_its_database_answers(client):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json) == (200, {"status": "ok"})
