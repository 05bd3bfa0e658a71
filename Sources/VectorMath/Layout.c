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

void apus_read_strided(
    float *out, const float *values, int64_t rank, const int64_t *extents,
    const int64_t *strides) {
  int64_t place[8] = {0}, count = 1, offset = 0;
  for (int64_t axis = 0; axis < rank; ++axis) count *= extents[axis];
  for (int64_t i = 0; i < count; ++i) {
    out[i] = values[offset];
    for (int64_t axis = rank - 1; axis >= 0; --axis) {
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
