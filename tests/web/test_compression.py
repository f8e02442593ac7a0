"""Pages go packed to who takes them so, and are the same inside."""

import gzip

import brotli
import pytest

from web.compression import (
    FOR_MANY_READERS,
    FOR_ONE_READER,
    accepted_encoding,
    compress,
)

pytestmark = pytest.mark.django_db

UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("GZIP, Deflate, BR", "br"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("gzip ; Q=0.5 ,\tbr;q=0.501", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.000,gzip;q=0", ""),
        ("*", "br"),
        ("br;q=0, *", "gzip"),
        ("gzip;q=0.5, *;q=0.1", "gzip"),
        ("zstd, *;q=0", ""),
        ("*;q=0, gzip", "gzip"),
        ("identity;q=0", ""),
        ("identity;q=0, gzip", "gzip"),
        ("identity, gzip;q=0.5", ""),
        ("identity;q=0.5, gzip", "gzip"),
        ("brotli, xgzip", ""),
        ("br;q=nan, gzip;q=2, *;q=-1", ""),
        ("br;level=4, gzip;q=0.0001, br;q=\uff11", ""),
        (";q=1,,; ,=", ""),
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


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_what_is_kept_for_many_is_packed_smaller(client, encoding):
    content = client.get("/").content

    quickly = compress(content, encoding, quality=FOR_ONE_READER)
    well = compress(content, encoding, quality=FOR_MANY_READERS)

    assert len(well) < len(quickly) < len(content)
    assert UNPACK[encoding](well) == UNPACK[encoding](quickly) == content


def test_what_is_no_page_is_sent_as_it_is(client):
    response = client.get("/feed/", headers={"accept-encoding": "br"})

    assert not response.has_header("Content-Encoding")
