"""Where a process looks at cases for another, which started it: see `verify_apart`.

What it must know it reads from its standard input, never from words on a command line
or from its surroundings, which others on the machine can read.  It ends when nobody
asks any more.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TextIO

from attrs import astuple

from migcase.keeping import sql_sqlite
from migcase.keeping.proof import Stretch
from migcase.keeping.sql_driver import Together
from migcase.keeping.sql_office_log import SqlOfficeLog
from migcase.keeping.sql_proof import SqlProof
from migcase.keeping.verify_apart import Order
from migcase.keeping.verify_chains import look
from migcase.keeping.verify_log import read_signers


def answer(asked: TextIO, told: TextIO) -> None:
    """Look at each stretch that is *asked* for behind the order, and say what it is."""
    order = Order.of_line(asked.readline())
    driver = sql_sqlite.connect(Path(order.opening.place), key=order.opening.key)
    together = Together(driver)
    proof = SqlProof(driver, together)
    authors = None
    if order.known is not None:
        log = SqlOfficeLog(driver, together, None)
        authors = read_signers(log.lines(), order.known).at
    for line in asked:
        stretch = Stretch(*json.loads(line))
        with proof.snapshot():  # each case is of one moment
            looked = look(proof.chains(stretch), authors, full=order.full)
        told.write(f"{json.dumps(astuple(looked))}\n")
        told.flush()
    driver.connection.close()


if __name__ == "__main__":
    answer(sys.stdin, sys.stdout)
