#include "Clones.h"
#include "Elementary.h"
#include "VectorMath.h"

// So many partial sums are kept at once, whatever the processor's vectors hold: the order of the
// additions is the same everywhere.
enum { LANES = 32, PIECE = 4096 };

APUS_INLINE float sum_lanes(const float *lanes) {
  float partial[LANES];
  for (int64_t i = 0; i < LANES; ++i) partial[i] = lanes[i];
  for (int64_t width = LANES / 2; width > 0; width /= 2)
    for (int64_t i = 0; i < width; ++i) partial[i] += partial[i + width];
  return partial[0];
}

// Sums pieces in single precision, and the pieces in double: long sums stay accurate.
APUS_INLINE float sum_row(const float *row, int64_t count, bool squares) {
  double total = 0;
  for (int64_t start = 0; start < count; start += PIECE) {
    const float *piece = row + start;
    int64_t length = count - start < PIECE ? count - start : PIECE;
    float lanes[LANES] = {0};
    int64_t i = 0;
    for (; i + LANES <= length; i += LANES)
      for (int64_t lane = 0; lane < LANES; ++lane)
        lanes[lane] += squares ? piece[i + lane] * piece[i + lane] : piece[i + lane];
    for (int64_t lane = 0; i < length; ++i, ++lane)
      lanes[lane] += squares ? piece[i] * piece[i] : piece[i];
    total += sum_lanes(lanes);
  }
  return (float)total;
}

APUS_INLINE void sum_columns(
    float *restrict out, const float *values, int64_t count, int64_t inner, int64_t pitch,
    bool squares, float scale) {
  for (int64_t i = 0; i < inner; ++i) out[i] = squares ? values[i] * values[i] : values[i];
  for (int64_t row = 1; row < count; ++row) {
    const float *restrict line = values + row * pitch;
    for (int64_t i = 0; i < inner; ++i) out[i] += squares ? line[i] * line[i] : line[i];
  }
  if (scale != 1.0f)
    for (int64_t i = 0; i < inner; ++i) out[i] *= scale;
}

APUS_INLINE void sum(
    float *out, const float *values, int64_t outer, int64_t count, int64_t inner, bool squares,
    float scale) {
  for (int64_t o = 0; o < outer; ++o) {
    const float *slab = values + o * count * inner;
    if (inner == 1) {
      out[o] = sum_row(slab, count, squares) * scale;
    } else if (count == 0) {
      for (int64_t i = 0; i < inner; ++i) out[o * inner + i] = 0;
    } else {
      sum_columns(out + o * inner, slab, count, inner, inner, squares, scale);
    }
  }
}

APUS_CLONES
void apus_sum(
    float *out, const float *values, int64_t outer, int64_t count, int64_t inner, float scale) {
  sum(out, values, outer, count, inner, false, scale);
}

APUS_CLONES
void apus_sum_columns(
    float *out, const float *values, int64_t count, int64_t columns, int64_t pitch, float scale) {
  sum_columns(out, values, count, columns, pitch, false, scale);
}

APUS_CLONES
void apus_sum_of_squares(
    float *out, const float *values, int64_t outer, int64_t count, int64_t inner, float scale) {
  sum(out, values, outer, count, inner, true, scale);
}

APUS_INLINE float further(float a, float b, bool is_least) {
  return is_least ? apus_minimum1(a, b) : apus_maximum1(a, b);
}

APUS_INLINE void extreme(
    float *out, const float *values, int64_t outer, int64_t count, int64_t inner, bool is_least) {
  for (int64_t o = 0; o < outer; ++o) {
    const float *slab = values + o * count * inner;
    float *restrict row = out + o * inner;
    if (inner == 1) {
      row[0] = slab[0];
      for (int64_t c = 1; c < count; ++c) row[0] = further(row[0], slab[c], is_least);
      continue;
    }
    for (int64_t i = 0; i < inner; ++i) row[i] = slab[i];
    for (int64_t c = 1; c < count; ++c)
      for (int64_t i = 0; i < inner; ++i) row[i] = further(row[i], slab[c * inner + i], is_least);
  }
}

APUS_CLONES
void apus_maximum(float *out, const float *values, int64_t outer, int64_t count, int64_t inner) {
  extreme(out, values, outer, count, inner, false);
}

APUS_CLONES
void apus_minimum(float *out, const float *values, int64_t outer, int64_t count, int64_t inner) {
  extreme(out, values, outer, count, inner, true);
}

void apus_cumulative_sum(
    float *out, const float *values, int64_t outer, int64_t count, int64_t inner,
    bool is_reversed) {
  for (int64_t o = 0; o < outer; ++o)
    for (int64_t i = 0; i < inner; ++i) {
      int64_t start = o * count * inner + i;
      // In double precision a long sum stays accurate to its last element.
      double sum = 0;
      for (int64_t c = 0; c < count; ++c) {
        int64_t place = start + (is_reversed ? count - 1 - c : c) * inner;
        sum += values[place];
        out[place] = (float)sum;
      }
    }
}

void apus_argument_of_maximum(
    int32_t *out, const float *values, int64_t outer, int64_t count, int64_t inner) {
  for (int64_t o = 0; o < outer; ++o)
    for (int64_t i = 0; i < inner; ++i) {
      const float *column = values + o * count * inner + i;
      float best = column[0];
      int64_t place = 0;
      for (int64_t c = 1; c < count && best == best; ++c) {
        float value = column[c * inner];
        if (value > best || value != value) best = value, place = c;
      }
      out[o * inner + i] = (int32_t)place;
    }
}
