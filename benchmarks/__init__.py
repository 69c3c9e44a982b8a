"""The load kit: how much a machine carries, measured over real sockets by people who are none.

    make load N=500                                   five hundred people on one board, three runs of a minute
    make load N=1000 BOARDS=10 SCALED=yes             several boards, two processes on PostgreSQL and Valkey
    make load N=200 JOIN=http://venue:8080/j/K7QF2M9D/ a house that runs already, through the door people take
    make load-all                                     everything docs/operations.md tells
    .venv/bin/python -m benchmarks --help             all of it, and the other scenarios

`figures` reckons, `line` speaks WebSocket, `person` is what somebody does and `writing` what they write, `crowd` is the
process they live in and `reckoning` makes figures of what it tells; `guests` do what is out of the ordinary, as
`scenarios` want it; `houses` starts a house, `rooms` and `door` bring people in, `machine` reads what it all takes;
`programme` runs everything, `results` keeps figures, `telling` and `drawing` show them, and `report` writes
`docs/operations.md`.
"""
