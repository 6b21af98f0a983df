"""Power cuts, kills and failing disks under the real command line.

Read in this order: `disk` (what a disk still holds when the power goes), `tracing`
(what the command line asked of it), `images`, `day` and `typist` (what is typed),
`judge` (what must be there afterwards), then the tests.
"""
