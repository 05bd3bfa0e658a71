#include "MatrixProduct.h"

#include "Clones.h"

APUS_CLONES
void apus_multiply_matrices(const apus_product *p) {
  for (int64_t i = 0; i < p->m; ++i) {
    float *restrict out = p->out + i * p->n;
    for (int64_t j = 0; j < p->n; ++j) out[j] = 0;
    for (int64_t l = 0; l < p->k; ++l) {
      float a = p->transposes_left ? p->left[l * p->m + i] : p->left[i * p->k + l];
      int64_t stride = p->transposes_right ? p->k : 1;
      const float *restrict b = p->transposes_right ? p->right + l : p->right + l * p->n;
      for (int64_t j = 0; j < p->n; ++j) out[j] += a * b[j * stride];
    }
  }
}
