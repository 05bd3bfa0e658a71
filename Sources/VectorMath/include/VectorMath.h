#ifndef APUS_VECTOR_MATH_H
#define APUS_VECTOR_MATH_H

#include <stdbool.h>
#include <stdint.h>

#include "Chain.h"
#include "MatrixProduct.h"

// Kernels over contiguous, row-major floats.  Each is compiled for several processors and chosen
// when the program is loaded.  Sums are taken in an order that depends on the extents alone, never
// on the processor's vector width or the alignment, so that results can be repeated.

// MARK: - Reductions of [outer, count, inner] to [outer, inner]

void apus_sum(
    float *out, const float *values, int64_t outer, int64_t count, int64_t inner, float scale);
// Sums of some columns of rows that lie `pitch` floats apart.
void apus_sum_columns(
    float *out, const float *values, int64_t count, int64_t columns, int64_t pitch, float scale);
void apus_sum_of_squares(
    float *out, const float *values, int64_t outer, int64_t count, int64_t inner, float scale);
// Not-a-number counts as greater and as less than every number, as in PyTorch.
void apus_maximum(float *out, const float *values, int64_t outer, int64_t count, int64_t inner);
void apus_minimum(float *out, const float *values, int64_t outer, int64_t count, int64_t inner);
// The first place of the maximum.
void apus_argument_of_maximum(
    int32_t *out, const float *values, int64_t outer, int64_t count, int64_t inner);

// The sum of all values up to each along the middle extent, or, reversed, from each on; of the
// shape of `values`.
void apus_cumulative_sum(
    float *out, const float *values, int64_t outer, int64_t count, int64_t inner,
    bool is_reversed);

// MARK: - Layout

void apus_copy(float *out, const float *values, int64_t count);
void apus_fill(float *out, float value, int64_t count);
// [rows, columns] to [columns, rows].
void apus_transpose(float *out, const float *values, int64_t rows, int64_t columns);
// Writes `count` values row by row, reading with a stride for each of `rank` axes (0 repeats).
void apus_read_strided(
    float *out, const float *values, int64_t rank, const int64_t *extents, const int64_t *strides);
// Copies `rows` pieces of `width` floats from one row pitch to another.
void apus_copy_rows(
    float *out, int64_t out_pitch, const float *values, int64_t pitch, int64_t rows,
    int64_t width);

// MARK: - Indexing; each returns the first row whose index is outside, or -1

int64_t apus_gather(
    float *out, const float *values, const int32_t *indices, int64_t rows, int64_t width);
// Writes zeros, and the value of each row at its index.
int64_t apus_scatter(
    float *out, const float *values, const int32_t *indices, int64_t rows, int64_t width);
int64_t apus_one_hot(float *out, const int32_t *indices, int64_t rows, int64_t width);

// Rows of a table of `count` rows.
int64_t apus_gather_rows(
    float *out, const float *table, const int32_t *indices, int64_t rows, int64_t count,
    int64_t width);
// Writes zeros, and adds each of `rows` rows to the row of `out` that its index names, in order.
int64_t apus_add_rows(
    float *out, const float *values, const int32_t *indices, int64_t rows, int64_t count,
    int64_t width);

// MARK: - Windows that slide over images [images, rows, columns, channels]

typedef struct {
  float *out;
  const float *values;
  int64_t images, rows, columns, channels;
  int64_t height, width, stride, padding;  // of a window
  int64_t places_down, places_across;      // of windows on an image
} apus_windows;

// [images, rows, columns, channels] to [images, places down, places across, height, width,
// channels], with zeros where a window reaches beyond the image.
void apus_gather_windows(const apus_windows *windows);
// The reverse: sums of what lies in one place of an image.
void apus_add_windows(const apus_windows *windows);
// The places of the greatest values in `values`, as `int32_t` [images, places down, places across,
// channels]: the first of equals.  Every window overlaps with the image.
void apus_arguments_of_windows(const apus_windows *windows);

// MARK: - Triangular matrices [matrices, n, n]

// The lower factors of the symmetric parts of matrices, with zeros above the diagonal; not a number
// from the column on where a matrix turns out not to be positive definite.
void apus_cholesky(float *out, const float *values, int64_t matrices, int64_t n);

typedef struct {
  float *out;
  const float *triangle;  // [matrices, n, n], of which the other triangle is not read
  const float *right;     // [matrices, n, columns]
  int64_t matrices, n, columns;
  int32_t is_upper, is_transposed;
} apus_triangular_system;

// Solves T · out = right, or Tᵀ · out = right; `out` is [matrices, n, columns].
void apus_solve_triangular(const apus_triangular_system *system);

// MARK: - Optimizers

// Kingma and Ba, *Adam*, 2015, as PyTorch computes it.  `step_size` is the learning rate over
// 1 - beta1^t, `inverse_root` is 1 / sqrt(1 - beta2^t); `keep` is what weight decay leaves.
typedef struct {
  float beta2, rest1, rest2, epsilon;  // rest1 is 1 - beta1
  float step_size, inverse_root, keep;
} apus_adam_coefficients;

// The greatest `second` so far takes its place if `greatest` is not null (AMSGrad).
void apus_adam(
    float *parameter, float *first, float *second, float *greatest, const float *gradient,
    float gradient_scale, int64_t count, const apus_adam_coefficients *coefficients);

// RMSProp as PyTorch computes it.  `mean` is null unless the variance is wanted in place of the mean
// square, and `velocity` is null unless there is momentum.
typedef struct {
  float rate, decay, rest, epsilon, momentum;  // rest is 1 - decay
} apus_rmsprop_coefficients;

void apus_rmsprop(
    float *parameter, float *square, float *mean, float *velocity, const float *gradient,
    float gradient_scale, int64_t count, apus_rmsprop_coefficients coefficients);

// velocity = momentum * velocity + gradient, as PyTorch computes it; without momentum `velocity`
// is not touched.
void apus_gradient_descent(
    float *parameter, float *velocity, const float *gradient, float gradient_scale, int64_t count,
    float rate, float momentum, bool is_nesterov);

// target += fraction * (source - target)
void apus_approach(float *target, const float *source, float fraction, int64_t count);

// MARK: - Angles

// In double precision, within one unit in the last place; the same bits on every processor, and
// whatever the count.  The results may lie where the angles do.
void apus_sines_and_cosines(double *sines, double *cosines, const double *angles, int64_t count);

// MARK: - Subnormal numbers

// Makes this thread take subnormal numbers for zero, and returns how it was before.  An arithmetic
// operation on one takes a hundred times as long, and the moments of a weight that no gradient
// reaches any more decay to just such numbers, and stay there.
uint64_t apus_begin_flushing(void);
void apus_end_flushing(uint64_t before);

#endif
