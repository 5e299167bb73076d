"""Proves that events, current values and the log of changes of a plan agree; what does not is named.

A check is one small function in one entry of a list: CHECKS of `checks.py`, or of another app's `verifying.py`.
"""
