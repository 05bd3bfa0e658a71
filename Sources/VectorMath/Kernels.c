#include "VectorMath.h"
int apus_vector_math_version(void) { return 1; }
