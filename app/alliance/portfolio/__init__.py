"""The portfolio: every plan somebody looks after, in six views, as files, and under names of their own."""
