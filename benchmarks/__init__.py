"""The load kit: how much a machine carries, measured over real sockets by people who are none.

    make load N=500                                   five hundred people on one board, three runs of a minute
    make load N=1000 BOARDS=10 DATABASE=postgresql://… several boards, another database
    make load N=200 JOIN=http://venue:8080/j/K7QF2M9D/ a house that runs already, through the door people take
    .venv/bin/python -m benchmarks --help              all of it, and the other scenarios

`figures` reckons, `line` speaks WebSocket, `person` is what somebody does, `crowd` is the process they live in,
`houses` starts a house and brings people in, `machine` reads what it all takes, and `report` writes
`docs/operations.md` from the files in `results/`.
"""
