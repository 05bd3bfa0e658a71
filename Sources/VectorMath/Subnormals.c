#include "VectorMath.h"

#if defined(__x86_64__)
#include <xmmintrin.h>

// Flush to zero, and denormals are zero.
enum { FLUSHING = 0x8040 };

uint64_t apus_begin_flushing(void) {
  uint32_t before = _mm_getcsr();
  _mm_setcsr(before | FLUSHING);
  return before;
}

void apus_end_flushing(uint64_t before) { _mm_setcsr((uint32_t)before); }

#elif defined(__aarch64__)

uint64_t apus_begin_flushing(void) {
  uint64_t before;
  __asm__ volatile("mrs %0, fpcr" : "=r"(before));
  __asm__ volatile("msr fpcr, %0" : : "r"(before | (1ull << 24)));
  return before;
}

void apus_end_flushing(uint64_t before) { __asm__ volatile("msr fpcr, %0" : : "r"(before)); }

#else

uint64_t apus_begin_flushing(void) { return 0; }
void apus_end_flushing(uint64_t before) { (void)before; }

#endif
