#include "Clones.h"
#include "VectorMath.h"

APUS_INLINE void adam(
    float *restrict parameter, float *restrict first, float *restrict second,
    float *restrict greatest, bool is_maximal, const float *restrict gradient,
    float gradient_scale, int64_t count, const apus_adam_coefficients *coefficients) {
  const float beta2 = coefficients->beta2;
  const float rest1 = coefficients->rest1, rest2 = coefficients->rest2;
  const float epsilon = coefficients->epsilon, step = coefficients->step_size;
  const float inverse_root = coefficients->inverse_root, keep = coefficients->keep;
  for (int64_t i = 0; i < count; ++i) {
    float g = gradient[i] * gradient_scale;
    float m = first[i] + (g - first[i]) * rest1;
    float v = second[i] * beta2 + g * g * rest2;
    first[i] = m;
    second[i] = v;
    if (is_maximal) greatest[i] = v = greatest[i] > v ? greatest[i] : v;
    float root = __builtin_elementwise_sqrt(v) * inverse_root + epsilon;
    parameter[i] = parameter[i] * keep - step * m / root;
  }
}

APUS_CLONES
void apus_adam(
    float *parameter, float *first, float *second, float *greatest, const float *gradient,
    float gradient_scale, int64_t count, const apus_adam_coefficients *coefficients) {
  if (greatest)
    adam(parameter, first, second, greatest, true, gradient, gradient_scale, count, coefficients);
  else
    adam(parameter, first, second, 0, false, gradient, gradient_scale, count, coefficients);
}

APUS_CLONES
void apus_rmsprop(
    float *parameter, float *square, float *mean, float *velocity, const float *gradient,
    float gradient_scale, int64_t count, apus_rmsprop_coefficients coefficients) {
  const float decay = coefficients.decay, rest = coefficients.rest;
  for (int64_t i = 0; i < count; ++i) {
    float g = gradient[i] * gradient_scale;
    float v = square[i] * decay + g * g * rest;
    square[i] = v;
    if (mean) {
      float m = mean[i] + (g - mean[i]) * rest;
      mean[i] = m;
      v = v > m * m ? v - m * m : 0.0f;
    }
    float move = g / (__builtin_elementwise_sqrt(v) + coefficients.epsilon);
    if (velocity) move = velocity[i] = velocity[i] * coefficients.momentum + move;
    parameter[i] -= coefficients.rate * move;
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
