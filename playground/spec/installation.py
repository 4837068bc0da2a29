"""What settings of an installation have in common: how they are read. Which there are stands where they are used."""

from typing import Any, Self

from pydantic import ValidationError
from pydantic_settings import BaseSettings, EnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

_BOUNDS = (("minimum", "at least"), ("exclusiveMinimum", "more than"), ("maximum", "at most"))
_NOUNS = {"integer": "a whole number", "number": "a number", "string": "a text"}


class Installation(BaseSettings):
    """A frozen group of settings. A subclass gives its ``env_prefix``; each field is the variable prefix + NAME.

    ``read`` is the only way to the environment. A value that is made in any other way, as from the message that starts
    a worker, holds what it is given and the defaults, whatever the environment of that process says.
    """

    model_config = SettingsConfigDict(frozen=True, extra="forbid", env_prefix="PLAYGROUND_", env_ignore_empty=True)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What is given, and nothing else."""
        return (init_settings,)

    @classmethod
    def read(cls) -> Self:
        """The settings that the environment gives now; an empty variable counts as none.

        Raises:
            ValueError: variables that are out of bounds; the text names each, what it is and what is allowed.
        """
        try:
            return cls(**EnvSettingsSource(cls)())
        except ValidationError as error:
            wrong = {str(each["loc"][0]): each["input"] for each in error.errors(include_url=False)}
            raise ValueError("\n".join(cls._refusal(name, got) for name, got in wrong.items())) from error

    @classmethod
    def variable(cls, name: str) -> str:
        """The environment variable of a field."""
        return f"{cls.model_config['env_prefix']}{name}".upper()

    def as_environment(self) -> dict[str, str]:
        """The variables from which another process reads the same settings."""
        return {self.variable(name): str(value) for name, value in self if value not in ("", None)}

    @classmethod
    def _refusal(cls, name: str, got: Any) -> str:
        schema = cls.model_json_schema()["properties"][name]
        return f"{cls.variable(name)} is {got!r}. Allowed: {allowed(schema)}. Change it, or leave it out."


def allowed(schema: dict[str, Any]) -> str:
    """In words what the JSON schema of a field allows.

    >>> allowed({"type": "integer", "minimum": 1, "maximum": 1000})
    'a whole number, at least 1, at most 1000'
    """
    if "enum" in schema:
        return ", ".join(schema["enum"])
    bounds = [f"{words} {schema[key]:g}" for key, words in _BOUNDS if key in schema]
    return ", ".join([_NOUNS[schema["type"]], *bounds])
