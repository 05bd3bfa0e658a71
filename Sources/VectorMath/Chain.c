#include "Chain.h"

#include <math.h>
#include <stdbool.h>

#include "Clones.h"
#include "Elementary.h"
#include "Gamma.h"

#define APUS_PRIMITIVE(NAME, EXPRESSION)                                                       \
  APUS_INLINE void NAME(                                                                       \
      float *out, const float *a, const float *b, const float *c, int64_t count) {             \
    (void)a, (void)b, (void)c;                                                                 \
    APUS_EACH_ELEMENT { out[i] = EXPRESSION; }                                                 \
  }

// What the C library computes, one element at a time.
#define APUS_LIBRARY_PRIMITIVE(NAME, EXPRESSION)                                               \
  APUS_INLINE void NAME(                                                                       \
      float *out, const float *a, const float *b, const float *c, int64_t count) {             \
    (void)a, (void)b, (void)c;                                                                 \
    for (int64_t i = 0; i < count; ++i) out[i] = EXPRESSION;                                   \
  }

APUS_PRIMITIVE(each_copy, a[i])
APUS_PRIMITIVE(each_negate, -a[i])
APUS_PRIMITIVE(each_exp, apus_exp1(a[i]))
APUS_PRIMITIVE(each_log, apus_log1(a[i]))
APUS_PRIMITIVE(each_sqrt, __builtin_elementwise_sqrt(a[i]))
APUS_PRIMITIVE(each_tanh, apus_tanh1(a[i]))
APUS_PRIMITIVE(each_sigmoid, apus_sigmoid1(a[i]))
APUS_PRIMITIVE(each_relu, a[i] < 0.0f ? 0.0f : a[i])
APUS_PRIMITIVE(each_abs, __builtin_fabsf(a[i]))
APUS_PRIMITIVE(each_square, a[i] * a[i])
APUS_PRIMITIVE(each_sign, a[i] > 0.0f ? 1.0f : (a[i] < 0.0f ? -1.0f : a[i]))
APUS_PRIMITIVE(each_expm1, apus_expm1_1(a[i]))
APUS_PRIMITIVE(each_log1p, apus_log1p_1(a[i]))
APUS_PRIMITIVE(each_softplus, apus_softplus1(a[i]))
APUS_LIBRARY_PRIMITIVE(each_sin, sinf(a[i]))
APUS_LIBRARY_PRIMITIVE(each_cos, cosf(a[i]))
APUS_LIBRARY_PRIMITIVE(each_erf, erff(a[i]))
APUS_LIBRARY_PRIMITIVE(each_log_gamma, apus_log_gamma(a[i]))
APUS_PRIMITIVE(each_add, a[i] + b[i])
APUS_PRIMITIVE(each_subtract, a[i] - b[i])
APUS_PRIMITIVE(each_multiply, a[i] * b[i])
APUS_PRIMITIVE(each_divide, a[i] / b[i])
APUS_LIBRARY_PRIMITIVE(each_power, powf(a[i], b[i]))
APUS_LIBRARY_PRIMITIVE(each_polygamma, apus_polygamma(a[i], b[i]))
APUS_PRIMITIVE(each_maximum, apus_maximum1(a[i], b[i]))
APUS_PRIMITIVE(each_minimum, apus_minimum1(a[i], b[i]))
APUS_PRIMITIVE(each_greater, a[i] > b[i] ? 1.0f : 0.0f)
APUS_PRIMITIVE(each_greater_or_equal, a[i] >= b[i] ? 1.0f : 0.0f)
APUS_PRIMITIVE(each_equal, a[i] == b[i] ? 1.0f : 0.0f)
APUS_PRIMITIVE(each_gate, a[i] <= 0.0f ? 0.0f : b[i])
APUS_PRIMITIVE(each_select, a[i] != 0.0f ? b[i] : c[i])
APUS_PRIMITIVE(each_clamp, a[i] < b[i] ? b[i] : (a[i] > c[i] ? c[i] : a[i]))

APUS_INLINE void apply(
    int32_t primitive, float *out, const float *a, const float *b, const float *c, int64_t n) {
  switch (primitive) {
    case APUS_COPY: return each_copy(out, a, b, c, n);
    case APUS_NEGATE: return each_negate(out, a, b, c, n);
    case APUS_EXP: return each_exp(out, a, b, c, n);
    case APUS_LOG: return each_log(out, a, b, c, n);
    case APUS_SQRT: return each_sqrt(out, a, b, c, n);
    case APUS_TANH: return each_tanh(out, a, b, c, n);
    case APUS_SIGMOID: return each_sigmoid(out, a, b, c, n);
    case APUS_RELU: return each_relu(out, a, b, c, n);
    case APUS_ABS: return each_abs(out, a, b, c, n);
    case APUS_SQUARE: return each_square(out, a, b, c, n);
    case APUS_SIGN: return each_sign(out, a, b, c, n);
    case APUS_EXPM1: return each_expm1(out, a, b, c, n);
    case APUS_LOG1P: return each_log1p(out, a, b, c, n);
    case APUS_SOFTPLUS: return each_softplus(out, a, b, c, n);
    case APUS_SIN: return each_sin(out, a, b, c, n);
    case APUS_COS: return each_cos(out, a, b, c, n);
    case APUS_ERF: return each_erf(out, a, b, c, n);
    case APUS_LOG_GAMMA: return each_log_gamma(out, a, b, c, n);
    case APUS_ADD: return each_add(out, a, b, c, n);
    case APUS_SUBTRACT: return each_subtract(out, a, b, c, n);
    case APUS_MULTIPLY: return each_multiply(out, a, b, c, n);
    case APUS_DIVIDE: return each_divide(out, a, b, c, n);
    case APUS_POWER: return each_power(out, a, b, c, n);
    case APUS_POLYGAMMA: return each_polygamma(out, a, b, c, n);
    case APUS_MAXIMUM: return each_maximum(out, a, b, c, n);
    case APUS_MINIMUM: return each_minimum(out, a, b, c, n);
    case APUS_GREATER: return each_greater(out, a, b, c, n);
    case APUS_GREATER_OR_EQUAL: return each_greater_or_equal(out, a, b, c, n);
    case APUS_EQUAL: return each_equal(out, a, b, c, n);
    case APUS_GATE: return each_gate(out, a, b, c, n);
    case APUS_SELECT: return each_select(out, a, b, c, n);
    case APUS_CLAMP: return each_clamp(out, a, b, c, n);
  }
}

// MARK: - Spreading operands out

APUS_INLINE void spread_scalar(float *out, float value, int64_t count) {
  APUS_EACH_ELEMENT { out[i] = value; }
}

APUS_INLINE void spread_row(
    float *out, const float *row, int64_t extent, int64_t start, int64_t count) {
  int64_t place = start % extent;
  for (int64_t done = 0; done < count;) {
    int64_t piece = extent - place < count - done ? extent - place : count - done;
    for (int64_t i = 0; i < piece; ++i) out[done + i] = row[place + i];
    done += piece;
    place = 0;
  }
}

APUS_INLINE void spread_column(
    float *out, const float *column, int64_t extent, int64_t start, int64_t count) {
  int64_t row = start / extent, place = start % extent;
  for (int64_t done = 0; done < count; ++row) {
    int64_t piece = extent - place < count - done ? extent - place : count - done;
    for (int64_t i = 0; i < piece; ++i) out[done + i] = column[row];
    done += piece;
    place = 0;
  }
}

APUS_INLINE void spread_grid(
    float *out, const apus_slot *slot, int64_t start, int64_t count) {
  const int64_t span = slot->extent * slot->repeats;
  for (int64_t done = 0; done < count;) {
    int64_t group = (start + done) / span, left = (group + 1) * span - start - done;
    int64_t piece = left < count - done ? left : count - done;
    const float *row = slot->base + group * slot->extent;
    spread_row(out + done, row, slot->extent, start + done, piece);
    done += piece;
  }
}

// Whether a block shows the same row at the same places as the block before.
APUS_INLINE bool is_spread(
    const apus_chain *chain, const apus_slot *slot, int64_t start, int64_t count) {
  const int64_t span = slot->extent * slot->repeats;
  return start > 0 && chain->block % slot->extent == 0
      && (start - chain->block) / span == (start + count - 1) / span;
}

// MARK: - Running

APUS_INLINE void prepare(const apus_chain *chain, const float **at, int64_t first_count) {
  for (int64_t s = 0; s < chain->slot_count; ++s) {
    const apus_slot *slot = &chain->slots[s];
    at[s] = slot->block;
    if (slot->access == APUS_SCALAR) spread_scalar(slot->block, *slot->base, first_count);
    if (slot->access == APUS_ROW && chain->block % slot->extent == 0)
      spread_row(slot->block, slot->base, slot->extent, 0, first_count);
  }
}

APUS_INLINE void advance(
    const apus_chain *chain, const float **at, int64_t start, int64_t count) {
  for (int64_t s = 0; s < chain->slot_count; ++s) {
    const apus_slot *slot = &chain->slots[s];
    if (slot->access == APUS_EACH) at[s] = slot->base + start;
    if (slot->access == APUS_COLUMN)
      spread_column(slot->block, slot->base, slot->extent, start, count);
    if (slot->access == APUS_ROW && chain->block % slot->extent != 0)
      spread_row(slot->block, slot->base, slot->extent, start, count);
    if (slot->access == APUS_GRID && !is_spread(chain, slot, start, count))
      spread_grid(slot->block, slot, start, count);
  }
}

APUS_CLONES
void apus_run_chain(const apus_chain *chain) {
  const float *at[APUS_CHAIN_SLOTS];
  int64_t block = chain->block < chain->count ? chain->block : chain->count;
  prepare(chain, at, block);
  const int64_t end = chain->first + chain->count;
  for (int64_t start = chain->first; start < end; start += block) {
    int64_t count = end - start < block ? end - start : block;
    advance(chain, at, start, count);
    for (int64_t s = 0; s < chain->step_count; ++s) {
      const apus_step *step = &chain->steps[s];
      apply(
          step->primitive, (float *)at[step->out], at[step->a], at[step->b], at[step->c], count);
    }
  }
}
