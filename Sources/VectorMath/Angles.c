#include <math.h>

#include "Clones.h"
#include "include/VectorMath.h"

// Products and sums are rounded one by one, so that every processor gives the same bits.
#pragma STDC FP_CONTRACT OFF

typedef union {
  double number;
  uint64_t bits;
} apus_word;

// An angle less the nearest multiple of a right angle, as the sum of two numbers, within an eighth
// of a turn; and the place of that multiple.
typedef struct {
  double angle, rest;
  uint64_t quadrant;
} apus_reduced;

// Beyond this many radians a multiple of a right angle has too many digits for what follows.
static const apus_word apus_farthest = {1e6};

// After Cody and Waite, with a right angle in three pieces of 33 bits, whose multiples are exact.
APUS_INLINE apus_reduced apus_reduce(double angle) {
  const double whole = 0x1.8p52;  // next to which numbers are whole
  const apus_word turns = {angle * 0x1.45f306dc9c883p-1 + whole};
  const double multiple = turns.number - whole;
  const double coarse = angle - multiple * 0x1.921fb544p+0;
  const double piece = multiple * 0x1.0b4611a6p-34;
  const double fine = coarse - piece;
  const double lost = multiple * 0x1.3198a2e037073p-69 - ((coarse - fine) - piece);
  const double reduced = fine - lost;
  return (apus_reduced){reduced, (fine - reduced) - lost, turns.bits};
}

// The polynomials are those of Sun's fdlibm, within 0.6 units in the last place.
APUS_INLINE double apus_sine_near_zero(double angle, double rest) {
  const double square = angle * angle, cube = square * angle;
  const double high = 0x1.71de357b1fe7dp-19 + square * -0x1.ae5e68a2b9cebp-26
      + square * square * 0x1.5d93a5acfd57cp-33;
  const double series = 0x1.111111110f8a6p-7
      + square * (-0x1.a01a019c161d5p-13 + square * high);
  return angle - ((square * (0.5 * rest - cube * series) - rest) - cube * -0x1.5555555555549p-3);
}

APUS_INLINE double apus_cosine_near_zero(double angle, double rest) {
  const double square = angle * angle, fourth = square * square;
  const double low = square * (0x1.555555555554cp-5
      + square * (-0x1.6c16c16c15177p-10 + square * 0x1.a01a019cb159p-16));
  const double high = fourth * fourth * (-0x1.27e4f809c52adp-22
      + square * (0x1.1ee9ebdb4b1c4p-29 + square * -0x1.8fae9be8838d4p-37));
  const double half = 0.5 * square, most = 1 - half;
  return most + (((1 - most) - half) + (square * (low + high) - angle * rest));
}

static void apus_far_sines_and_cosines(
    double *sines, double *cosines, const double *angles, int64_t count);

APUS_CLONES
void apus_sines_and_cosines(double *sines, double *cosines, const double *angles, int64_t count) {
  uint64_t is_far = 0;
  APUS_EACH_ELEMENT {
    const apus_word angle = {angles[i]};
    is_far |= (angle.bits << 1) > (apus_farthest.bits << 1);
  }
  if (is_far) return apus_far_sines_and_cosines(sines, cosines, angles, count);
  APUS_EACH_ELEMENT {
    const apus_reduced reduced = apus_reduce(angles[i]);
    const apus_word sine = {apus_sine_near_zero(reduced.angle, reduced.rest)};
    const apus_word cosine = {apus_cosine_near_zero(reduced.angle, reduced.rest)};
    const uint64_t swap = 0 - (reduced.quadrant & 1);
    const uint64_t difference = (sine.bits ^ cosine.bits) & swap;
    apus_word out;
    out.bits = sine.bits ^ difference ^ (reduced.quadrant & 2) << 62;
    const double shown = out.number;
    out.bits = cosine.bits ^ difference ^ ((reduced.quadrant + 1) & 2) << 62;
    sines[i] = shown;
    cosines[i] = out.number;
  }
}

static void apus_far_sines_and_cosines(
    double *sines, double *cosines, const double *angles, int64_t count) {
  for (int64_t i = 0; i < count; ++i) {
    const double angle = angles[i];
    if (fabs(angle) <= apus_farthest.number) {
      apus_sines_and_cosines(sines + i, cosines + i, &angle, 1);
    } else {
      sines[i] = sin(angle);
      cosines[i] = cos(angle);
    }
  }
}
