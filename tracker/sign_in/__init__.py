"""Signing in: allauth's views under addresses and words of ours, the lock after repeated failures, and Entra ID."""
