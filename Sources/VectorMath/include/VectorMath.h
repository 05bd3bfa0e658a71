int apus_vector_math_version(void);
