"""Reads a TensorBoard event file with TensorBoard's own reader and prints its scalars.

usage: read_events.py FILE
"""

import sys

from tensorboard.backend.event_processing.event_file_loader import EventFileLoader

versions = []
for event in EventFileLoader(sys.argv[1]).Load():
    if event.HasField("file_version"):
        versions.append(event.file_version)
    for value in event.summary.value:
        # The reader turns a simple value into a tensor of one number.
        number = value.tensor.float_val[0] if value.HasField("tensor") else value.simple_value
        print(event.step, value.tag, f"{number:.6g}")
print("version", *versions)
