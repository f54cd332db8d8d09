import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings


@pytest.fixture(scope="session")
def client(data):
    with TestClient(create_app(Settings(data=data))) as client:
        yield client
