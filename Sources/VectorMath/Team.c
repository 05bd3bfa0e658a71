#include "Team.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "Clones.h"
#include "VectorMath.h"

enum {
  SPINS_BEFORE_SLEEP = 4000,  // about as long as a program pauses between two runs
  SPINS_BEFORE_YIELD = 4000,
};

typedef struct {
  apus_team *team;
  int number;
  pthread_t thread;
} apus_member;

// What the members write lies in cache lines of its own.
struct apus_team {
  pthread_mutex_t mutex;
  pthread_cond_t wake;
  int count;
  apus_member *members;
  const apus_call *calls;
  _Alignas(64) _Atomic uint32_t round;
  _Atomic bool ends;
  _Alignas(64) _Atomic int32_t finished;
  _Alignas(64) _Atomic int32_t sleepers;
};

APUS_INLINE void pause_briefly(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

static uint32_t wait_for_round(apus_team *team, uint32_t seen) {
  for (int spin = 0; spin < SPINS_BEFORE_SLEEP; ++spin) {
    uint32_t round = atomic_load_explicit(&team->round, memory_order_acquire);
    if (round != seen) return round;
    pause_briefly();
  }
  pthread_mutex_lock(&team->mutex);
  atomic_fetch_add(&team->sleepers, 1);
  // The giver of work looks for sleepers after it has begun a round, so that none sleeps through.
  while (atomic_load(&team->round) == seen) pthread_cond_wait(&team->wake, &team->mutex);
  atomic_fetch_sub(&team->sleepers, 1);
  pthread_mutex_unlock(&team->mutex);
  return atomic_load(&team->round);
}

static void *work(void *argument) {
  const apus_member *member = argument;
  apus_team *team = member->team;
  apus_begin_flushing();
  for (uint32_t seen = 0;;) {
    seen = wait_for_round(team, seen);
    if (atomic_load_explicit(&team->ends, memory_order_relaxed)) return 0;
    const apus_call *call = &team->calls[member->number];
    call->kernel(call->arguments);
    atomic_fetch_add_explicit(&team->finished, 1, memory_order_release);
  }
}

static void begin_round(apus_team *team) {
  atomic_fetch_add(&team->round, 1);
  if (atomic_load(&team->sleepers) == 0) return;
  pthread_mutex_lock(&team->mutex);
  pthread_cond_broadcast(&team->wake);
  pthread_mutex_unlock(&team->mutex);
}

void apus_team_run(apus_team *team, const apus_call *calls) {
  team->calls = calls;
  atomic_store_explicit(&team->finished, 0, memory_order_relaxed);
  begin_round(team);
  calls[0].kernel(calls[0].arguments);
  for (int spin = 0;
       atomic_load_explicit(&team->finished, memory_order_acquire) < team->count - 1; ++spin) {
    if (spin < SPINS_BEFORE_YIELD) pause_briefly();
    else sched_yield();
  }
}

void apus_team_destroy(apus_team *team) {
  atomic_store(&team->ends, true);
  begin_round(team);
  for (int i = 1; i < team->count; ++i) pthread_join(team->members[i].thread, 0);
  pthread_cond_destroy(&team->wake);
  pthread_mutex_destroy(&team->mutex);
  free(team->members);
  free(team);
}

apus_team *apus_team_create(int members) {
  apus_team *team = aligned_alloc(_Alignof(apus_team), sizeof(apus_team));
  if (!team) return 0;
  *team = (apus_team){.count = 1, .members = calloc((size_t)members, sizeof(apus_member))};
  pthread_mutex_init(&team->mutex, 0);
  pthread_cond_init(&team->wake, 0);
  for (; team->members && team->count < members; ++team->count) {
    apus_member *member = &team->members[team->count];
    *member = (apus_member){.team = team, .number = team->count};
    if (pthread_create(&member->thread, 0, work, member)) break;
  }
  if (team->count == members) return team;
  apus_team_destroy(team);
  return 0;
}
