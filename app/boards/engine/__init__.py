"""What a board is and what may happen on it: pure values and functions, twinned by `static/boards/reducer.js`."""
