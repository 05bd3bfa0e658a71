#ifndef APUS_THREAD_TEAM_H
#define APUS_THREAD_TEAM_H

// A kernel with its arguments.
typedef struct {
  void (*kernel)(const void *arguments);
  void *arguments;
} apus_call;

// Threads that wait for work: for some microseconds by looking again and again, then asleep.  The
// thread that gives them work is a member itself.
typedef struct apus_team apus_team;

// A team of so many members, at least two; null if the system gives no threads.  Each thread begins
// with `prepare`, unless it is null.
apus_team *apus_team_create(int members, void (*prepare)(void));
// Ends the threads.
void apus_team_destroy(apus_team *team);
// Makes as many calls as there are members, and returns when all are done.  Whoever comes first takes
// the next call: where the other threads get no processor, this one makes all of them.  Only one
// thread at a time may give a team work.
void apus_team_run(apus_team *team, const apus_call *calls);

#endif
