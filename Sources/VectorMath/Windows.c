#include <string.h>

#include "Clones.h"
#include "VectorMath.h"

// The part of a window's extent that lies within an axis.
typedef struct {
  int64_t start;         // of the window, negative in front of the axis
  int64_t lower, upper;  // within the window
} apus_overlap;

APUS_INLINE apus_overlap overlap(
    const apus_windows *w, int64_t place, int64_t extent, int64_t axis) {
  apus_overlap o = {.start = place * w->stride - w->padding};
  o.lower = o.start < 0 ? -o.start : 0;
  o.upper = axis - o.start < extent ? axis - o.start : extent;
  // A window that lies in the padding altogether overlaps with nothing.
  if (o.lower > extent) o.lower = extent;
  if (o.upper < o.lower) o.upper = o.lower;
  return o;
}

#define APUS_EACH_WINDOW                                                  \
  for (int64_t image = 0; image < w->images; ++image)                     \
    for (int64_t place_y = 0; place_y < w->places_down; ++place_y)        \
      for (int64_t place_x = 0; place_x < w->places_across; ++place_x)

void apus_gather_windows(const apus_windows *w) {
  const int64_t line = w->columns * w->channels, width = w->width * w->channels;
  float *out = w->out;
  APUS_EACH_WINDOW {
    const apus_overlap down = overlap(w, place_y, w->height, w->rows);
    const apus_overlap across = overlap(w, place_x, w->width, w->columns);
    const int64_t before = across.lower * w->channels, end = across.upper * w->channels;
    for (int64_t y = 0; y < w->height; ++y, out += width) {
      if (y < down.lower || y >= down.upper || before == end) {
        memset(out, 0, (size_t)width * sizeof(float));
        continue;
      }
      const float *from = w->values + (image * w->rows + down.start + y) * line
          + (across.start + across.lower) * w->channels;
      memset(out, 0, (size_t)before * sizeof(float));
      memcpy(out + before, from, (size_t)(end - before) * sizeof(float));
      memset(out + end, 0, (size_t)(width - end) * sizeof(float));
    }
  }
}

APUS_CLONES
void apus_add_windows(const apus_windows *w) {
  const int64_t line = w->columns * w->channels, width = w->width * w->channels;
  const float *values = w->values;
  memset(w->out, 0, (size_t)(w->images * w->rows * line) * sizeof(float));
  APUS_EACH_WINDOW {
    const apus_overlap down = overlap(w, place_y, w->height, w->rows);
    const apus_overlap across = overlap(w, place_x, w->width, w->columns);
    const int64_t count = (across.upper - across.lower) * w->channels;
    for (int64_t y = down.lower; y < down.upper; ++y) {
      float *restrict to = w->out + (image * w->rows + down.start + y) * line
          + (across.start + across.lower) * w->channels;
      const float *from = values + y * width + across.lower * w->channels;
      for (int64_t i = 0; i < count; ++i) to[i] += from[i];
    }
    values += w->height * width;
  }
}

void apus_arguments_of_windows(const apus_windows *w) {
  const int64_t line = w->columns * w->channels;
  int32_t *out = (int32_t *)w->out;
  APUS_EACH_WINDOW {
    const apus_overlap down = overlap(w, place_y, w->height, w->rows);
    const apus_overlap across = overlap(w, place_x, w->width, w->columns);
    for (int64_t y = down.lower; y < down.upper; ++y)
      for (int64_t x = across.lower; x < across.upper; ++x) {
        const bool is_first = y == down.lower && x == across.lower;
        const int64_t start = (image * w->rows + down.start + y) * line
            + (across.start + x) * w->channels;
        for (int64_t c = 0; c < w->channels; ++c) {
          const float value = w->values[start + c];
          const float best = is_first ? value : w->values[out[c]];
          if (is_first || value > best || (value != value && best == best))
            out[c] = (int32_t)(start + c);
        }
      }
    out += w->channels;
  }
}
