#ifndef APUS_CLONES_H
#define APUS_CLONES_H

#include <stdint.h>

// ThreadSanitizer is not ready yet when the loader chooses among clones.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define APUS_HAS_ONE_CLONE
#endif
#endif

#if defined(__x86_64__) && defined(__linux__) && !defined(APUS_HAS_ONE_CLONE)
#define APUS_CLONES \
  __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define APUS_CLONES
#endif

// A function that is compiled into each clone that calls it.
#define APUS_INLINE static inline __attribute__((always_inline))

// The results may lie where the operands do, element on element, which `restrict` would forbid.
#define APUS_EACH_ELEMENT _Pragma("clang loop vectorize(assume_safety) interleave(enable)") \
  for (int64_t i = 0; i < count; ++i)

#endif
