#include "Gamma.h"

#include <math.h>

// Both go up by recurrence to where the series of Stirling's kind have the precision of doubles
// (Abramowitz and Stegun, 6.1.41 and 6.4.11).

float apus_log_gamma(float x) {
  if (x < 0.0f) return NAN;
  int sign;
  return (float)lgamma_r(x, &sign);
}

// B(2k), the Bernoulli numbers.
static const double bernoulli[] = {
    1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6};
enum { TERMS = sizeof bernoulli / sizeof *bernoulli };

static float digamma(double x) {
  double sum = 0;
  for (; x < 12; ++x) sum -= 1 / x;
  // -Σ B(2k) / (2k x^2k), by Horner's rule.
  const double z = 1 / (x * x);
  double series = 0;
  for (int k = TERMS; k > 0; --k) series = (series + bernoulli[k - 1] / (2 * k)) * z;
  return (float)(sum + log(x) - 0.5 / x - series);
}

float apus_polygamma(float order, float argument) {
  if (argument < 0.0f) return NAN;
  if (order == 0.0f) return digamma(argument);
  // With n for the order, the value is (-1)^(n+1) n! Σ 1 / (x+k)^(n+1).
  const double n = order;
  double x = argument, sum = 0;
  for (; x < 12 + n; ++x) sum += pow(x, -n - 1);
  // The rest of the sum, over n!: x^-n / n + x^-(n+1) / 2
  // + Σ B(2k) (2k+n-1)! / ((2k)! n!) x^-(2k+n).
  const double power = pow(x, -n);
  double rest = power / n + 0.5 * power / x;
  double factor = 0.5 * (n + 1) * power / (x * x);  // (2k+n-1)! / ((2k)! n!) x^-(2k+n)
  for (int k = 1; k <= TERMS; ++k) {
    rest += bernoulli[k - 1] * factor;
    factor *= (2 * k + n) * (2 * k + n + 1) / ((2 * k + 1) * (2 * k + 2) * x * x);
  }
  const double value = tgamma(n + 1) * (sum + rest);
  return (float)(fmod(n, 2) == 0 ? -value : value);
}
