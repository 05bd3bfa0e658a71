"""Prints what the reference library reads from a file of tensors.

usage: read_tensors.py FILE
"""

import sys

from safetensors.numpy import load_file

for name, array in sorted(load_file(sys.argv[1]).items()):
    print(name, array.dtype, list(array.shape), array.ravel().tolist())
