#ifndef APUS_ALLOCATION_COUNTER_H
#define APUS_ALLOCATION_COUNTER_H

#include <stdint.h>

// How often this thread has asked for memory since it began.  The executable's own `malloc` and its
// kin stand before those of the C library, and count.
int64_t apus_allocations_of_this_thread(void);

#endif
