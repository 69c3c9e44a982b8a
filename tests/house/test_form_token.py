"""A page that has been open for long gets a young token, without being loaded again."""


def test_a_page_gets_a_token_its_forms_can_be_sent_with(client):
    client.get("/")

    token = client.get("/form-token/", headers={"Accept": "application/json"}).json["token"]
    answer = client.open("/language/", method="POST", data={"language": "fr", "csrf_token": token})

    assert answer.status_code == 303


def test_the_token_of_a_page_is_kept_by_nobody_on_the_way(client):
    assert client.get("/form-token/").headers["Cache-Control"] == "no-store"


def test_another_site_cannot_read_the_token(client):
    answer = client.get("/form-token/", headers={"Origin": "https://evil.example"})

    assert "Access-Control-Allow-Origin" not in answer.headers
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
