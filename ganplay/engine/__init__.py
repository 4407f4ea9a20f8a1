"""The experiments themselves: torch, never Qt."""
