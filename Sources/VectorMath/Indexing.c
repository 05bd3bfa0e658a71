#include <string.h>

#include "VectorMath.h"

static int64_t first_outside(const int32_t *indices, int64_t rows, int64_t width) {
  for (int64_t r = 0; r < rows; ++r)
    if (indices[r] < 0 || indices[r] >= width) return r;
  return -1;
}

int64_t apus_gather(
    float *out, const float *values, const int32_t *indices, int64_t rows, int64_t width) {
  int64_t outside = first_outside(indices, rows, width);
  if (outside >= 0) return outside;
  for (int64_t r = 0; r < rows; ++r) out[r] = values[r * width + indices[r]];
  return -1;
}

int64_t apus_scatter(
    float *out, const float *values, const int32_t *indices, int64_t rows, int64_t width) {
  int64_t outside = first_outside(indices, rows, width);
  if (outside >= 0) return outside;
  memset(out, 0, (size_t)(rows * width) * sizeof(float));
  for (int64_t r = 0; r < rows; ++r) out[r * width + indices[r]] = values[r];
  return -1;
}

int64_t apus_one_hot(float *out, const int32_t *indices, int64_t rows, int64_t width) {
  int64_t outside = first_outside(indices, rows, width);
  if (outside >= 0) return outside;
  memset(out, 0, (size_t)(rows * width) * sizeof(float));
  for (int64_t r = 0; r < rows; ++r) out[r * width + indices[r]] = 1.0f;
  return -1;
}

int64_t apus_gather_rows(
    float *out, const float *table, const int32_t *indices, int64_t rows, int64_t count,
    int64_t width) {
  int64_t outside = first_outside(indices, rows, count);
  if (outside >= 0) return outside;
  if (width == 1)
    for (int64_t r = 0; r < rows; ++r) out[r] = table[indices[r]];
  else
    for (int64_t r = 0; r < rows; ++r)
      memcpy(out + r * width, table + indices[r] * width, (size_t)width * sizeof(float));
  return -1;
}

int64_t apus_add_rows(
    float *out, const float *values, const int32_t *indices, int64_t rows, int64_t count,
    int64_t width) {
  int64_t outside = first_outside(indices, rows, count);
  if (outside >= 0) return outside;
  memset(out, 0, (size_t)(count * width) * sizeof(float));
  for (int64_t r = 0; r < rows; ++r) {
    float *restrict row = out + indices[r] * width;
    for (int64_t i = 0; i < width; ++i) row[i] += values[r * width + i];
  }
  return -1;
}
