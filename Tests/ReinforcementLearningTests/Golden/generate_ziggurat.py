"""Writes the ziggurat tables of numpy's standard_normal and standard_exponential as Swift.

The tables belong to numpy's definition of its streams, down to the last bit; the equations that
they approximate do not reproduce that bit.  So they are read from numpy's compiled module, found by
their first and last entries, and checked against the equations.

    python generate_ziggurat.py ../../../Sources/ReinforcementLearning/Random
"""

import math
import pathlib
import struct
import sys

import numpy.random._generator as generator

BINARY = pathlib.Path(generator.__file__).read_bytes()
LAYERS = 256
BYTES = 8 * LAYERS


def read(kind, start):
    return struct.unpack(f"<{LAYERS}{kind}", BINARY[start : start + BYTES])


def tables(density, tail_start, scale):
    """The densities, widths and bounds of the law of a density."""
    one = struct.pack("<d", 1.0)
    start = BINARY.find(one)
    while start >= 0:
        densities = read("d", start)
        widths = read("d", start + BYTES)
        bounds = read("Q", start + 2 * BYTES)
        if widths[-1] * scale == tail_start:
            for width, value in list(zip(widths, densities))[1:]:
                assert math.isclose(density(width * scale), value, rel_tol=1e-12)
            for layer in range(2, LAYERS):
                expected = widths[layer - 1] / widths[layer] * scale
                assert math.isclose(bounds[layer], expected, rel_tol=1e-12)
            return densities, widths, bounds
        start = BINARY.find(one, start + 1)
    raise SystemExit("this build of numpy has its tables in another order")


def rows(values, text, per_line):
    texts = [text(value) for value in values]
    lines = [texts[i : i + per_line] for i in range(0, LAYERS, per_line)]
    return "\n".join("    " + ", ".join(line) + "," for line in lines)


def hexadecimal(value):
    digits = f"{value:016x}"
    return "0x" + "_".join(digits[i : i + 4] for i in range(0, 16, 4))


def write(folder, name, law, density, tail_start, scale, inverse):
    densities, widths, bounds = tables(density, tail_start, scale)
    extra = ""
    if inverse:
        extra = f"\n  /// Its inverse.\n  static let inverseTailStart = {1 / tail_start!r}\n"
    (pathlib.Path(folder) / f"{name}.swift").write_text(
        f"""// swift-format-ignore-file
// Written by Tests/ReinforcementLearningTests/Golden/generate_ziggurat.py.

/// The layers under the density of the {law} law, from the top down, as numpy has them.
enum {name} {{
  /// Where the tail begins.
  static let tailStart = {tail_start!r}
{extra}
  /// Below which integer a point of a layer lies under the density for certain.
  static let bounds: [UInt64] = [
{rows(bounds, hexadecimal, 4)}
  ]

  /// What the integer of a point is multiplied with in a layer.
  static let widths: [Double] = [
{rows(widths, repr, 4)}
  ]

  /// The density, up to a factor, at the edge of a layer.
  static let densities: [Double] = [
{rows(densities, repr, 4)}
  ]
}}
"""
    )


folder = sys.argv[1]
write(
    folder, "NormalZiggurat", "normal", lambda x: math.exp(-x * x / 2), 3.6541528853610088, 2.0**52,
    True)
write(
    folder, "ExponentialZiggurat", "exponential", lambda x: math.exp(-x), 7.69711747013104972,
    2.0**53, False)
