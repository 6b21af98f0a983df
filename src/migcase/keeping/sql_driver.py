"""One connection to a database, and what is written together on it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Any

from attrs import frozen

from migcase.errors import BadRegister
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
    begin: str
    inside: Callable[[], bool]
    taken: type[Exception]
    errors: type[Exception]
    absent: Callable[[Exception], bool]
    explained: Callable[[str, Exception], BadRegister]


class Together:
    """Keep what is written inside it together; entered again, undo that part alone.

    A taken key comes out as the module raised it, for whoever knows whose key it
    was; all else comes out as `BadRegister`.
    """

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self._depth = 0

    def __enter__(self) -> None:
        if self._depth and not self._driver.inside():
            raise self._lost()
        begin = f"SAVEPOINT part_{self._depth}" if self._depth else self._driver.begin
        try:
            self._driver.connection.execute(begin)
        except self._driver.errors as error:
            raise self._driver.explained(self._driver.register, error) from error
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
                raise driver.explained(driver.register, error) from error
        elif not driver.inside():
            # The database gave the whole up by itself, at an error somebody caught.
            self._undo()
            raise self._lost()
        else:
            end = f"RELEASE SAVEPOINT part_{self._depth}" if self._depth else "COMMIT"
            try:
                driver.connection.execute(end)
            except driver.errors as failed:
                self._undo()
                raise driver.explained(driver.register, failed) from failed

    def _undo(self) -> None:
        run = self._driver.connection.execute
        with suppress(self._driver.errors):
            if self._depth:
                run(f"ROLLBACK TO SAVEPOINT part_{self._depth}")
                run(f"RELEASE SAVEPOINT part_{self._depth}")
            else:
                run("ROLLBACK")

    def _lost(self) -> BadRegister:
        return bad(self._driver.register, "failed", {"found": "transaction lost"})
