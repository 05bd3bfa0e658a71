#include "ThreadTeam.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

enum {
  SPINS_BEFORE_SLEEP = 4000,  // about as long as a program pauses between two runs
  SPINS_BEFORE_YIELD = 4000,
};

typedef struct {
  apus_team *team;
  pthread_t thread;
} apus_member;

// What the members write lies in cache lines of its own.
struct apus_team {
  pthread_mutex_t mutex;
  pthread_cond_t wake;
  int count;    // of the members, and of the calls of a round
  int started;  // threads
  apus_member *members;
  void (*prepare)(void);  // what each thread begins with, or null
  const apus_call *calls;
  // The round in the upper half; how many of its calls have been taken, in the lower.
  _Alignas(64) _Atomic uint64_t state;
  _Atomic bool ends;
  _Alignas(64) _Atomic int32_t finished;
  _Alignas(64) _Atomic int32_t sleepers;
};

static inline void pause_briefly(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

static uint32_t round_of(apus_team *team) { return (uint32_t)(atomic_load(&team->state) >> 32); }

static uint32_t wait_for_round(apus_team *team, uint32_t seen) {
  for (int spin = 0; spin < SPINS_BEFORE_SLEEP; ++spin) {
    uint32_t round = round_of(team);
    if (round != seen) return round;
    pause_briefly();
  }
  pthread_mutex_lock(&team->mutex);
  atomic_fetch_add(&team->sleepers, 1);
  // The giver of work looks for sleepers after it has begun a round, so that none sleeps through.
  while (round_of(team) == seen) pthread_cond_wait(&team->wake, &team->mutex);
  atomic_fetch_sub(&team->sleepers, 1);
  pthread_mutex_unlock(&team->mutex);
  return round_of(team);
}

// Makes the calls of a round that nobody has taken yet.  Until a call that was taken is finished the
// round does not end, so that what belongs to the round may be read.
static void make_calls(apus_team *team, uint32_t round) {
  uint64_t state = atomic_load(&team->state);
  while ((uint32_t)(state >> 32) == round && (uint32_t)state < (uint32_t)team->count) {
    if (!atomic_compare_exchange_weak(&team->state, &state, state + 1)) continue;
    const apus_call *call = &team->calls[(uint32_t)state];
    call->kernel(call->arguments);
    atomic_fetch_add_explicit(&team->finished, 1, memory_order_release);
    state = atomic_load(&team->state);
  }
}

static void *work(void *argument) {
  const apus_member *member = argument;
  apus_team *team = member->team;
  if (team->prepare) team->prepare();
  for (uint32_t seen = 0;;) {
    seen = wait_for_round(team, seen);
    if (atomic_load_explicit(&team->ends, memory_order_relaxed)) return 0;
    make_calls(team, seen);
  }
}

static void begin_round(apus_team *team, uint32_t round) {
  atomic_store(&team->state, (uint64_t)round << 32);
  if (atomic_load(&team->sleepers) == 0) return;
  pthread_mutex_lock(&team->mutex);
  pthread_cond_broadcast(&team->wake);
  pthread_mutex_unlock(&team->mutex);
}

void apus_team_run(apus_team *team, const apus_call *calls) {
  team->calls = calls;
  atomic_store_explicit(&team->finished, 0, memory_order_relaxed);
  const uint32_t round = round_of(team) + 1;
  begin_round(team, round);
  make_calls(team, round);
  for (int spin = 0;
       atomic_load_explicit(&team->finished, memory_order_acquire) < team->count; ++spin) {
    if (spin < SPINS_BEFORE_YIELD) pause_briefly();
    else sched_yield();
  }
}

void apus_team_destroy(apus_team *team) {
  atomic_store(&team->ends, true);
  begin_round(team, round_of(team) + 1);
  for (int i = 1; i <= team->started; ++i) pthread_join(team->members[i].thread, 0);
  pthread_cond_destroy(&team->wake);
  pthread_mutex_destroy(&team->mutex);
  free(team->members);
  free(team);
}

apus_team *apus_team_create(int members, void (*prepare)(void)) {
  apus_team *team = aligned_alloc(_Alignof(apus_team), sizeof(apus_team));
  if (!team) return 0;
  *team = (apus_team){
      .count = members, .prepare = prepare, .members = calloc((size_t)members, sizeof(apus_member))};
  pthread_mutex_init(&team->mutex, 0);
  pthread_cond_init(&team->wake, 0);
  for (int i = 1; team->members && i < members; ++i) {
    team->members[i].team = team;
    if (pthread_create(&team->members[i].thread, 0, work, &team->members[i])) break;
    team->started = i;
  }
  if (team->started == members - 1) return team;
  apus_team_destroy(team);
  return 0;
}
