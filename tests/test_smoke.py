def test_x(inventorypro_client):
    assert inventorypro_client.shown["client_secret"]
