"""The sample values a new site starts with, which its owner has to replace."""

SAMPLE_VALUES = {
    "company_name": "원미디어",
    "representative": "대표자명",
    "address": "OO도 OO시 OO구 OO동 123-45",
    "business_number": "123-45-67890",
    "phone": "02-123-4567",
    "fax": "02-123-4568",
    "mail_order_number": "제 OO구 - 123호",
    "privacy_officer": "정보책임자명",
    "copyright_owner": "소유하신 도메인",
}
