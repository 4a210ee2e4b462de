"""Documents that repeat the code are held to it."""

from pathlib import Path

from apps.firewall.explain import matrix_table

ROOT = Path(__file__).parents[2]


def test_the_matrix_in_the_document_is_the_matrix_in_the_code() -> None:
    text = (ROOT / "docs/firewall.md").read_text()
    assert matrix_table() in text, f"Put this table into docs/firewall.md:\n\n{matrix_table()}"
