#include <string.h>

#include "Clones.h"
#include "VectorMath.h"

void apus_copy(float *out, const float *values, int64_t count) {
  memmove(out, values, (size_t)count * sizeof(float));
}

APUS_CLONES
void apus_fill(float *out, float value, int64_t count) {
  for (int64_t i = 0; i < count; ++i) out[i] = value;
}

void apus_transpose(float *out, const float *values, int64_t rows, int64_t columns) {
  apus_transpose_pitched(out, rows, values, columns, rows, columns);
}

// A run along the last axis: a copy, one value again and again, or every so many.
APUS_INLINE void read_run(float *out, const float *values, int64_t count, int64_t stride) {
  if (stride == 0) {
    const float value = *values;
    for (int64_t i = 0; i < count; ++i) out[i] = value;
  } else if (stride == 1) {
    for (int64_t i = 0; i < count; ++i) out[i] = values[i];
  } else {
    for (int64_t i = 0; i < count; ++i) out[i] = values[i * stride];
  }
}

APUS_CLONES
void apus_read_strided(
    float *out, const float *values, int64_t rank, const int64_t *extents,
    const int64_t *strides) {
  const int64_t width = rank > 0 ? extents[rank - 1] : 1;
  const int64_t stride = rank > 0 ? strides[rank - 1] : 0;
  int64_t place[8] = {0}, runs = 1, offset = 0;
  for (int64_t axis = 0; axis < rank - 1; ++axis) runs *= extents[axis];
  for (int64_t run = 0; run < runs; ++run) {
    read_run(out + run * width, values + offset, width, stride);
    for (int64_t axis = rank - 2; axis >= 0; --axis) {
      offset += strides[axis];
      if (++place[axis] < extents[axis]) break;
      offset -= strides[axis] * extents[axis];
      place[axis] = 0;
    }
  }
}

void apus_copy_rows(
    float *out, int64_t out_pitch, const float *values, int64_t pitch, int64_t rows,
    int64_t width) {
  for (int64_t r = 0; r < rows; ++r)
    memcpy(out + r * out_pitch, values + r * pitch, (size_t)width * sizeof(float));
}
