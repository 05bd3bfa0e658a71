#ifndef APUS_CHAIN_H
#define APUS_CHAIN_H

#include <stdint.h>

// Element-wise primitives, at most three operands each.
typedef enum {
  APUS_COPY,
  APUS_NEGATE,
  APUS_EXP,
  APUS_LOG,
  APUS_SQRT,
  APUS_TANH,
  APUS_SIGMOID,
  APUS_RELU,
  APUS_ABS,
  APUS_SQUARE,
  APUS_SIGN,
  APUS_EXPM1,
  APUS_LOG1P,
  APUS_SOFTPLUS,
  APUS_SIN,
  APUS_COS,
  APUS_ERF,
  APUS_LOG_GAMMA,
  APUS_ADD,
  APUS_SUBTRACT,
  APUS_MULTIPLY,
  APUS_DIVIDE,
  APUS_POWER,
  APUS_POLYGAMMA,     // of the order a, at b
  APUS_MAXIMUM,
  APUS_MINIMUM,
  APUS_GREATER,
  APUS_GREATER_OR_EQUAL,
  APUS_EQUAL,
  APUS_GATE,         // b where not a <= 0, otherwise 0
  APUS_SELECT,       // b where a is not 0, otherwise c
  APUS_CLAMP,        // a within b...c
} apus_primitive;

// How a chain reads an operand, for element i of the result.
typedef enum {
  APUS_EACH,      // value i; also how the result is written
  APUS_SCALAR,    // value 0
  APUS_ROW,       // value i % extent
  APUS_COLUMN,    // value i / extent
  APUS_GRID,      // value i % extent of the row i / (extent * repeats)
  APUS_REGISTER,  // a block that lives only within the chain
  APUS_CONSTANT,  // a block that was filled when the chain was made
} apus_access;

typedef struct {
  float *base;      // the operand; nothing for registers and constants
  float *block;     // where it is spread out; nothing where it is read in place
  int64_t extent, repeats;
  int32_t access;   // apus_access
} apus_slot;

typedef struct {
  int32_t primitive;  // apus_primitive
  int32_t out, a, b, c;
} apus_step;

enum { APUS_CHAIN_SLOTS = 96 };

// Several primitives applied one after another to blocks that stay in the first-level cache.
// Rows are spread out once a run, and those of a grid where they change, which needs blocks that
// are multiples of every row's extent.
typedef struct {
  const apus_slot *slots;
  const apus_step *steps;
  int64_t slot_count, step_count;
  int64_t first, count;  // elements of the result; the first is a multiple of the block
  int64_t block;  // elements at a time
} apus_chain;

void apus_run_chain(const apus_chain *chain);

#endif
