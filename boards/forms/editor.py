"""The field for a post's body: a textarea, and an editor where scripts run."""

from django import forms


class RichEditor(forms.Textarea):
    """A textarea for text or HTML, as the form's `body_format` says.

    A page that shows it links css/pages/editor.css and js/editor.js.
    """

    template_name = "boards/widgets/rich_editor.html"
