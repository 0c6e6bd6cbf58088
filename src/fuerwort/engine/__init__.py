"""The pure rules: arrays and frozen dataclasses in, results and reason codes out; no clock, no chance, no Django."""
