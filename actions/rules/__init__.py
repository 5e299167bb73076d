"""The rules: pure functions of facts and a day of judgement. None reads the clock, the database or Django."""
