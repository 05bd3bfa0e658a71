#include "Clones.h"
#include "VectorMath.h"

APUS_CLONES
void apus_adam(
    float *restrict parameter, float *restrict first, float *restrict second,
    const float *restrict gradient, float gradient_scale, int64_t count,
    const apus_adam_coefficients *coefficients) {
  const float beta2 = coefficients->beta2;
  const float rest1 = coefficients->rest1, rest2 = coefficients->rest2;
  const float epsilon = coefficients->epsilon, step = coefficients->step_size;
  const float inverse_root = coefficients->inverse_root;
  for (int64_t i = 0; i < count; ++i) {
    float g = gradient[i] * gradient_scale;
    float m = first[i] + (g - first[i]) * rest1;
    float v = second[i] * beta2 + g * g * rest2;
    first[i] = m;
    second[i] = v;
    parameter[i] -= step * m / (__builtin_elementwise_sqrt(v) * inverse_root + epsilon);
  }
}

APUS_CLONES
void apus_gradient_descent(
    float *restrict parameter, float *restrict velocity, const float *restrict gradient,
    float gradient_scale, int64_t count, float rate, float momentum, bool is_nesterov) {
  if (momentum == 0.0f) {
    for (int64_t i = 0; i < count; ++i) parameter[i] -= rate * (gradient[i] * gradient_scale);
    return;
  }
  const float follow = is_nesterov ? momentum : 1.0f, direct = is_nesterov ? 1.0f : 0.0f;
  for (int64_t i = 0; i < count; ++i) {
    float g = gradient[i] * gradient_scale;
    float v = momentum * velocity[i] + g;
    velocity[i] = v;
    parameter[i] -= rate * (direct * g + follow * v);
  }
}

APUS_CLONES
void apus_approach(
    float *restrict target, const float *restrict source, float fraction, int64_t count) {
  for (int64_t i = 0; i < count; ++i) target[i] += fraction * (source[i] - target[i]);
}
