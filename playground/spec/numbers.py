"""Numbers as they are shown, not as they are copied, exported or typed."""


def minus(text: object) -> str:
    """A number's text with the minus sign, also in its exponent, in place of the hyphen that computers write.

    >>> minus(-1e-07)
    '−1e−07'
    """
    return str(text).replace("-", "−")
