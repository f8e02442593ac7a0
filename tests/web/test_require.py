"""How a refusal is told: to the person with its reason, to the log in one line."""

import logging
import sys

import pytest

from web.require import RefusalFilter, Refused, require


def failed_with(error: Exception) -> logging.LogRecord:
    try:
        raise error
    except type(error):
        record = logging.LogRecord("", logging.WARNING, "", 0, "", (), sys.exc_info())
    RefusalFilter().filter(record)
    return record


def test_what_is_allowed_goes_on():
    require(True, "회원만 읽을 수 있습니다.")


def test_what_is_not_allowed_is_refused_with_its_reason():
    with pytest.raises(Refused, match="회원만 읽을 수 있습니다"):
        require(False, "회원만 읽을 수 있습니다.")


def test_a_refusal_fills_the_log_with_no_traceback_but_a_fault_does():
    assert failed_with(Refused("회원만 읽을 수 있습니다.")).exc_info is None
    assert failed_with(ValueError()).exc_info is not None
