"""One connection to a database, and what is written together on it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Any

from attrs import frozen

from migcase.errors import BadRegister, InDoubt
from migcase.keeping.sql_refusal import bad


@frozen
class Driver:
    """A connection of a DBAPI module that commits nothing by itself.

    *sort* is sqlite or postgresql.  *begin* starts a transaction that may write,
    *inside* tells whether one is going on and sound.  *taken* is what the module
    raises where a key is taken, *errors* whatever it raises; *absent* tells whether
    that means that a table is not there, *explained* makes of it what migcase says.
    """

    register: str
    connection: Any
    sort: str
    module: Any
    begin: str
    inside: Callable[[], bool]
    taken: type[Exception]
    errors: type[Exception]
    absent: Callable[[Exception], bool]
    explained: Callable[[str, Exception], BadRegister]

    def rows(self, text: str, values: tuple[object, ...] = ()) -> list[Any]:
        """Return what *text* finds; raise `BadRegister` if the database cannot say."""
        try:
            found: list[Any] = self.connection.execute(text, values).fetchall()
        except self.errors as error:
            raise self.why(error) from error
        return found

    def why(self, error: Exception) -> BadRegister:
        """Return what migcase says of *error*; let go of a disk that has failed.

        What a disk answers after it has once failed to write says nothing about what
        is on it, so nothing is tried again on this connection.
        """
        found = self.explained(self.register, error)
        if found.values["cause"] == "input-output":
            with suppress(self.errors):
                self.connection.close()
        return found


class Together:
    """Keep what is written inside it together; entered again, undo that part alone.

    A taken key comes out as the module raised it, for whoever knows whose key it
    was; all else comes out as `BadRegister`, and as `InDoubt` where nobody knows
    whether what was written is kept.
    """

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self._depth = 0
        # How often something was undone: what is remembered may be of that.
        self.undone = 0

    @property
    def going_on(self) -> bool:
        """Tell whether something is written that is not kept yet."""
        return self._depth > 0

    def __enter__(self) -> None:
        if self._depth and not self._inside():
            raise self._lost()
        begin = f"SAVEPOINT part_{self._depth}" if self._depth else self._driver.begin
        try:
            self._driver.connection.execute(begin)
        except self._driver.errors as error:
            raise self._driver.why(error) from error
        self._depth += 1

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        driver = self._driver
        self._depth -= 1
        if error is not None:
            self._undo()
            if isinstance(error, driver.errors) and not isinstance(error, driver.taken):
                raise driver.why(error) from error
        elif not self._inside():
            # The database gave the whole up by itself, at an error somebody caught.
            self._undo()
            raise self._lost()
        else:
            end = f"RELEASE SAVEPOINT part_{self._depth}" if self._depth else "COMMIT"
            try:
                driver.connection.execute(end)
            except driver.errors as failed:
                self._undo()
                why = driver.why(failed)
                raise (why if self._depth else InDoubt(why.values)) from failed

    def _inside(self) -> bool:
        try:
            return self._driver.inside()
        except self._driver.errors:
            return False  # the disk failed, and the connection was closed

    def _undo(self) -> None:
        self.undone += 1
        run = self._driver.connection.execute
        with suppress(self._driver.errors):
            if self._depth:
                run(f"ROLLBACK TO SAVEPOINT part_{self._depth}")
                run(f"RELEASE SAVEPOINT part_{self._depth}")
            else:
                run("ROLLBACK")

    def _lost(self) -> BadRegister:
        return bad(self._driver.register, "failed", {"found": "transaction lost"})
