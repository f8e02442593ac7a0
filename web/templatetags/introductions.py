"""What the head of a page needs to introduce it."""

from django import template

from web import introduction

register = template.Library()
register.filter("absolute_url", introduction.absolute_url)
