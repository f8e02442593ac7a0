"""Pages go packed to who takes them so, and are the same inside."""

import gzip

import brotli
import pytest

from web.compression import accepted_encoding

pytestmark = pytest.mark.django_db

UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0.5", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.000,gzip;q=0", ""),
        ("zstd, *;q=0", ""),
        ("brotli, xgzip", ""),
        ("identity", ""),
        ("", ""),
    ],
)
def test_the_browser_says_what_it_takes(header, encoding):
    assert accepted_encoding(header) == encoding


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_a_packed_page_is_the_page(client, encoding):
    plain = client.get("/")

    packed = client.get("/", headers={"accept-encoding": encoding})

    assert packed["Content-Encoding"] == encoding
    assert int(packed["Content-Length"]) == len(packed.content) < len(plain.content)
    assert UNPACK[encoding](packed.content) == plain.content
    assert "Accept-Encoding" in packed["Vary"]
    assert "Accept-Encoding" in plain["Vary"]
    assert client.get("/", headers={"accept-encoding": encoding}).content == (
        packed.content
    )


def test_what_is_no_page_is_sent_as_it_is(client):
    response = client.get("/feed/", headers={"accept-encoding": "br"})

    assert not response.has_header("Content-Encoding")
