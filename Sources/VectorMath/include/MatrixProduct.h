#ifndef APUS_MATRIX_PRODUCT_H
#define APUS_MATRIX_PRODUCT_H

#include <stdint.h>

// out[m, n] = left · right.  An element of the result is summed over `k` in order, whatever `m`
// and `n` are: a row has the same bits alone and in a batch.
typedef struct {
  float *out;
  const float *left;    // [m, k], or [k, m] if transposed
  const float *right;   // [k, n], or [n, k] if transposed
  int64_t m, n, k;
  int32_t transposes_left, transposes_right;
} apus_product;

void apus_multiply_matrices(const apus_product *product);

#endif
