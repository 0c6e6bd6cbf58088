"""Pure statistics of a pilot: arrays in, frozen dataclasses out; no clock, no chance but a given seed, no Django."""
