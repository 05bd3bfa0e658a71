#include <math.h>

#include "VectorMath.h"

// The matrices are small: sums in double precision cost little, and keep the last digits.

void apus_cholesky(float *out, const float *values, int64_t matrices, int64_t n) {
  for (int64_t m = 0; m < matrices; ++m, out += n * n, values += n * n)
    for (int64_t row = 0; row < n; ++row)
      for (int64_t column = 0; column <= row; ++column) {
        double rest = 0.5 * ((double)values[row * n + column] + values[column * n + row]);
        for (int64_t k = 0; k < column; ++k)
          rest -= (double)out[row * n + k] * out[column * n + k];
        if (column < row) {
          out[row * n + column] = (float)(rest / out[column * n + column]);
          out[column * n + row] = 0;
        } else {
          out[row * n + row] = rest > 0 ? (float)sqrt(rest) : NAN;
        }
      }
}

void apus_solve_triangular(const apus_triangular_system *s) {
  const int64_t n = s->n, columns = s->columns;
  const int64_t down = s->is_transposed ? 1 : n, across = s->is_transposed ? n : 1;
  const int is_last_first = s->is_upper != s->is_transposed;
  float *x = s->out;
  const float *triangle = s->triangle, *right = s->right;
  for (int64_t m = 0; m < s->matrices; ++m) {
    for (int64_t place = 0; place < n; ++place) {
      const int64_t row = is_last_first ? n - 1 - place : place;
      const int64_t first = is_last_first ? row + 1 : 0;
      for (int64_t column = 0; column < columns; ++column) {
        double rest = right[row * columns + column];
        for (int64_t k = first; k < first + place; ++k)
          rest -= (double)triangle[row * down + k * across] * x[k * columns + column];
        x[row * columns + column] = (float)(rest / triangle[row * (n + 1)]);
      }
    }
    x += n * columns, right += n * columns, triangle += n * n;
  }
}
