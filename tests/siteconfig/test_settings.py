"""The settings row: one, checked, kept, and the samples a new site starts with."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from siteconfig.models import SiteSettings
from siteconfig.placeholders import SAMPLE_VALUES
from siteconfig.services import save_settings, site

pytestmark = pytest.mark.django_db


def test_a_site_without_settings_still_has_a_name():
    assert site().site_name == "마당"
    assert site().company_lines == []
    assert site().copyright_line == ""


def test_there_is_only_one_row_of_settings():
    save_settings(SiteSettings(site_name="첫째"))

    with pytest.raises(ValidationError):
        save_settings(SiteSettings(site_name="둘째"))
    with pytest.raises(IntegrityError), transaction.atomic():
        SiteSettings.objects.bulk_create([SiteSettings(id=2)])


def test_a_site_without_a_name_is_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        SiteSettings.objects.bulk_create([SiteSettings(site_name="")])


def test_saved_settings_are_seen_at_once_and_then_read_without_a_query(
    django_assert_num_queries,
):
    site()
    save_settings(SiteSettings(site_name="뒷마당"))

    assert site().site_name == "뒷마당"
    with django_assert_num_queries(0):
        site()


def test_the_footer_lines_are_those_of_a_korean_site():
    settings = SiteSettings(**SAMPLE_VALUES)

    assert settings.company_lines == [
        "회사명 : 원미디어 / 대표 : 대표자명",
        "주소 : OO도 OO시 OO구 OO동 123-45",
        "사업자 등록번호 : 123-45-67890",
        "전화 : 02-123-4567 팩스 : 02-123-4568",
        "통신판매업신고번호 : 제 OO구 - 123호",
        "개인정보관리책임자 : 정보책임자명",
    ]
    assert settings.copyright_line == (
        "Copyright © 소유하신 도메인. All rights reserved."
    )


def test_what_is_empty_leaves_no_trace_in_the_footer():
    settings = SiteSettings(representative="김마당", phone="031-1-2")

    assert settings.company_lines == ["대표 : 김마당", "전화 : 031-1-2"]


def test_sample_values_still_standing_are_named_by_their_labels():
    settings = SiteSettings(**SAMPLE_VALUES)
    settings.company_name = "마당상사"
    settings.fax = ""

    standing = settings.standing_placeholders

    assert standing == [
        "대표",
        "주소",
        "사업자 등록번호",
        "전화",
        "통신판매업신고번호",
        "개인정보관리책임자",
        "저작권자",
    ]


@pytest.mark.parametrize("field", ["naver_verification", "google_verification"])
def test_a_whole_meta_tag_is_refused_where_its_value_belongs(field):
    settings = SiteSettings(**{field: '<meta content="abc123">'})

    with pytest.raises(ValidationError) as refused:
        save_settings(settings)

    assert "content 안의 값만" in refused.value.message_dict[field][0]


def test_the_value_of_a_verification_tag_is_saved():
    save_settings(SiteSettings(naver_verification="0a1B", google_verification="x_-y="))

    assert site().naver_verification == "0a1B"
    assert site().google_verification == "x_-y="
