"""Numbers as they are shown: with the minus sign wherever there is one."""

import pytest

from playground.spec.numbers import minus


@pytest.mark.parametrize("value", [-1e300, -1234.5, -1.0, -1e-7, 0.0, 1e-7, 3.0, 1e300])
@pytest.mark.parametrize("form", ["g", ",.3f", ".1e", ".3g"])
def test_no_number_that_is_shown_holds_a_hyphen(value: float, form: str) -> None:
    said = minus(format(value, form))
    assert "-" not in said
    assert float(said.replace("−", "-").replace(",", "")) == float(format(value, form).replace(",", ""))
