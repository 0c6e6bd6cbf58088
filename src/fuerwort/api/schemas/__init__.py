"""What goes in and what comes out, one file for each resource."""

from typing import Annotated

from pydantic import Field

Cents = Annotated[int, Field(ge=0, le=10**11, description="Whole cents.")]
Public = Annotated[str, Field(pattern=r"^[a-z0-9]{12}$", description="The public id of something.")]
Line = Annotated[str, Field(max_length=300)]
Text = Annotated[str, Field(max_length=20_000)]
