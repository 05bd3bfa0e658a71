#ifndef APUS_ELEMENTARY_H
#define APUS_ELEMENTARY_H

#include "Clones.h"

// Branch-free elementary functions that a loop vectorizes, after Moshier's Cephes (single
// precision).  The tests hold them to 4 units in the last place of the correctly rounded result.

APUS_INLINE uint32_t apus_bits(float value) {
  uint32_t bits;
  __builtin_memcpy(&bits, &value, sizeof bits);
  return bits;
}

APUS_INLINE float apus_float(uint32_t bits) {
  float value;
  __builtin_memcpy(&value, &bits, sizeof value);
  return value;
}

// exp(x) is 2^exponent · (1 + rest).
typedef struct {
  float rest;
  int32_t exponent;
} apus_exp_parts;

APUS_INLINE float apus_two_to(int32_t exponent) {
  return apus_float((uint32_t)(exponent + 127) << 23);
}

APUS_INLINE apus_exp_parts apus_split_exp(float x) {
  // Adding 1.5 · 2^23 rounds to the nearest integer, and leaves it in the low bits.
  float shifted = x * 1.44269504088896341f + 12582912.0f;
  int32_t exponent = (int32_t)(apus_bits(shifted) - 0x4b400000u);
  float n = shifted - 12582912.0f;
  float r = x - n * 0.693359375f;
  r = r - n * -2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * (r * r) + r;
  return (apus_exp_parts){p, exponent};
}

APUS_INLINE float apus_exp1(float x) {
  // Beyond these the result is infinite or zero in any case.
  x = x > 89.0f ? 89.0f : x;
  x = x < -104.5f ? -104.5f : x;
  apus_exp_parts parts = apus_split_exp(x);
  // Two factors, since one alone cannot reach subnormal results or infinity.
  int32_t half = parts.exponent >> 1;
  return (parts.rest + 1.0f) * apus_two_to(half) * apus_two_to(parts.exponent - half);
}

APUS_INLINE float apus_expm1_1(float x) {
  // Beyond 40 the one is lost; below -40 nothing else is left.
  float kept = x > 40.0f ? 40.0f : x;
  kept = kept < -40.0f ? -40.0f : kept;
  apus_exp_parts parts = apus_split_exp(kept);
  float scale = apus_two_to(parts.exponent);
  float near = scale * parts.rest + (scale - 1.0f);
  return x > 40.0f ? apus_exp1(x) : near;
}

APUS_INLINE float apus_log1(float x) {
  float subnormal = x < 1.17549435e-38f ? 1.0f : 0.0f;
  float scaled = subnormal != 0.0f ? x * 8388608.0f : x;
  uint32_t bits = apus_bits(scaled);
  // The mantissa is taken from [√½, √2).
  uint32_t offset = bits - 0x3f3504f3u;
  float e = (float)((int32_t)offset >> 23) - subnormal * 23.0f;
  float m = apus_float((offset & 0x007fffffu) + 0x3f3504f3u) - 1.0f;
  float z = m * m;
  float p = 7.0376836292e-2f;
  p = p * m - 1.1514610310e-1f;
  p = p * m + 1.1676998740e-1f;
  p = p * m - 1.2420140846e-1f;
  p = p * m + 1.4249322787e-1f;
  p = p * m - 1.6668057665e-1f;
  p = p * m + 2.0000714765e-1f;
  p = p * m - 2.4999993993e-1f;
  p = p * m + 3.3333331174e-1f;
  p = p * m * z;
  p = p + e * -2.12194440e-4f;
  p = p - 0.5f * z;
  float result = m + p;
  result = result + e * 0.693359375f;
  result = x == __builtin_inff() ? x : result;
  result = x == 0.0f ? -__builtin_inff() : result;
  return x >= 0.0f ? result : __builtin_nanf("");
}

APUS_INLINE float apus_log1p_1(float x) {
  float sum = 1.0f + x;
  // What the sum lost in rounding counts again, to first order.
  float lost = x >= 1.0f ? 1.0f - (sum - x) : x - (sum - 1.0f);
  float correction = lost / sum;
  float plain = apus_log1(sum);
  return ((sum > 0.0f) & (sum < __builtin_inff())) ? plain + correction : plain;
}

APUS_INLINE float apus_softplus1(float x) {
  float rest = apus_log1p_1(apus_exp1(-__builtin_fabsf(x)));
  return (x < 0.0f ? 0.0f : x) + rest;
}

APUS_INLINE float apus_tanh1(float x) {
  float magnitude = __builtin_fabsf(x);
  float z = x * x;
  float p = -5.70498872745e-3f;
  p = p * z + 2.06390887954e-2f;
  p = p * z - 5.37397155531e-2f;
  p = p * z + 1.33314422036e-1f;
  p = p * z - 3.33332819422e-1f;
  float small = p * z * x + x;
  float large = 1.0f - 2.0f / (apus_exp1(2.0f * magnitude) + 1.0f);
  large = __builtin_copysignf(large, x);
  return magnitude < 0.625f ? small : (x != x ? x : large);
}

APUS_INLINE float apus_sigmoid1(float x) {
  float e = apus_exp1(-__builtin_fabsf(x));
  float numerator = x < 0.0f ? e : 1.0f;
  return numerator / (1.0f + e);
}

APUS_INLINE float apus_maximum1(float a, float b) { return ((a > b) | (a != a)) ? a : b; }
APUS_INLINE float apus_minimum1(float a, float b) { return ((a < b) | (a != a)) ? a : b; }

#endif
