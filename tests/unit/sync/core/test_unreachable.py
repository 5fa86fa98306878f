"""Hosts that cannot be reached or trusted: one sentence with the remedy."""

import socket
import subprocess

import pytest

from smup.sync.errors import UnreachableError
from tests.stand_ins.server import running
from tests.unit.sync.core.conftest import answer


def test_a_closed_port_is_told_with_the_remedy(make):
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{held.getsockname()[1]}"
        with pytest.raises(UnreachableError, match=r"odmowa połączenia.*SMUP_API_URL"):
            make(url).get("/list", {})


def test_an_unknown_host_is_told_with_the_remedy(make):
    with pytest.raises(UnreachableError, match=r"no-such-host\.invalid.*SMUP_API_URL"):
        make("http://no-such-host.invalid").get("/list", {})


def test_an_address_that_is_none_is_told(make):
    with pytest.raises(UnreachableError, match="adres w SMUP_API_URL"):
        make("http://[zly").get("/list", {})


def test_a_certificate_that_cannot_be_trusted_is_told(tmp_path, make):
    certificate, secret = tmp_path / "c.pem", tmp_path / "k.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"]
    names = ["-subj", "/CN=127.0.0.1", "-keyout", str(secret), "-out", str(certificate)]
    subprocess.run([*command, *names], check=True, capture_output=True)
    with running(answer, certificate=(certificate, secret)) as server:
        caller = make(server.url)
        with pytest.raises(UnreachableError, match="REQUESTS_CA_BUNDLE"):
            caller.get("/list", {})
        assert caller.calls == 1
        assert server.calls == []


def test_a_proxy_that_is_not_there_is_told(server, make, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://user:haslo@127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    with pytest.raises(UnreachableError, match="HTTPS_PROXY") as caught:
        make(server.url).get("/list", {})
    assert "haslo" not in str(caught.value)
