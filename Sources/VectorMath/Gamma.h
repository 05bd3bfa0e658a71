#ifndef APUS_GAMMA_H
#define APUS_GAMMA_H

// Of one number at a time, computed in double precision.

// log Γ(x) for x >= 0; otherwise not a number.
float apus_log_gamma(float x);
// The derivative of so many orders of the digamma function, for x >= 0; otherwise not a number.
float apus_polygamma(float order, float x);

#endif
