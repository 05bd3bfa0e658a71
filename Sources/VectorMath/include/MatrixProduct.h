#ifndef APUS_MATRIX_PRODUCT_H
#define APUS_MATRIX_PRODUCT_H

#include <stdint.h>

// out[m, n] = left · right.  The order in which an element of the result is summed does not depend
// on `m`: a row has the same bits alone and in a batch.
typedef struct {
  float *out;
  const float *left;    // [m, k], or [k, m] if transposed
  const float *right;   // [k, n], or [n, k] if transposed
  int64_t m, n, k;
  int32_t transposes_left, transposes_right;
} apus_product;

void apus_multiply_matrices(const apus_product *product);

// A rectangle of the result.
typedef struct {
  apus_product product;
  int64_t row, rows, column, columns;
} apus_product_part;

// Computes a rectangle, to the same bits.
void apus_multiply_part(const apus_product_part *part);

// Whether this processor has the vectors for which the above is fast: AVX2 or wider.
int apus_multiplies_matrices_fast(void);

// [rows, columns] to [columns, rows], the rows of either so many floats apart.
void apus_transpose_pitched(
    float *out, int64_t out_pitch, const float *in, int64_t pitch, int64_t rows, int64_t columns);

#endif
