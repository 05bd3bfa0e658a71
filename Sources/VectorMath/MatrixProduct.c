#include "MatrixProduct.h"

#include <stdbool.h>
#include <string.h>

#include "Clones.h"
#include "VectorMath.h"

// A panel of the right matrix with all rows of the left one.
typedef struct {
  const float *left;
  int64_t left_pitch;
  const float *right;
  int64_t right_pitch;
  float *out;
  int64_t out_pitch;
  int64_t rows, k;
  bool continues;  // adds to what is in `out`
} apus_panel;

#define NAME(x) apus_basic_##x
#define TARGET
#define LANES 4
#define HEIGHT 4
#include "MatrixTile.inc"
#undef NAME
#undef TARGET
#undef LANES
#undef HEIGHT

#if defined(__x86_64__)
#define NAME(x) apus_v3_##x
#define TARGET __attribute__((target("arch=x86-64-v3")))
#define LANES 8
#define HEIGHT 4
#include "MatrixTile.inc"
#undef NAME
#undef TARGET
#undef LANES
#undef HEIGHT

#define NAME(x) apus_v4_##x
#define TARGET __attribute__((target("arch=x86-64-v4"), min_vector_width(512)))
#define LANES 16
#define HEIGHT 8
#include "MatrixTile.inc"
#undef NAME
#undef TARGET
#undef LANES
#undef HEIGHT
#endif

typedef struct {
  void (*panel)(const apus_panel *panel, int64_t vectors, bool is_transposed);
  void (*dots)(const apus_panel *panel, int64_t columns);
  void (*add)(float *sums, float factor, const float *values, int64_t count);
  int64_t lanes;
} apus_tiles;

static apus_tiles tiles_of_this_processor(void) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("x86-64-v4"))
    return (apus_tiles){apus_v4_panel, apus_v4_dots, apus_v4_add, 16};
  if (__builtin_cpu_supports("x86-64-v3"))
    return (apus_tiles){apus_v3_panel, apus_v3_dots, apus_v3_add, 8};
#endif
  return (apus_tiles){apus_basic_panel, apus_basic_dots, apus_basic_add, 4};
}

enum {
  DEPTH = 512,  // of a packed panel: it stays in the second cache
  WIDTH = 64,   // of the widest panel
  COLUMNS = 4,  // that are cheaper as inner products than as a vector that they leave half empty
  LOOK = 256,   // at so many numbers of the left matrix at once, whether they are zeros
  SCARCITY = 16,  // zeros are left out where one number in so many, at most, is something else
};

typedef float four __attribute__((vector_size(16), aligned(4)));

// Four rows of four become four columns.
APUS_INLINE void transpose_four(float *out, int64_t out_pitch, const float *in, int64_t pitch) {
  four a = *(const four *)in, b = *(const four *)(in + pitch);
  four c = *(const four *)(in + 2 * pitch), d = *(const four *)(in + 3 * pitch);
  four ab = __builtin_shufflevector(a, b, 0, 4, 1, 5);
  four cd = __builtin_shufflevector(c, d, 0, 4, 1, 5);
  *(four *)out = __builtin_shufflevector(ab, cd, 0, 1, 4, 5);
  *(four *)(out + out_pitch) = __builtin_shufflevector(ab, cd, 2, 3, 6, 7);
  ab = __builtin_shufflevector(a, b, 2, 6, 3, 7);
  cd = __builtin_shufflevector(c, d, 2, 6, 3, 7);
  *(four *)(out + 2 * out_pitch) = __builtin_shufflevector(ab, cd, 0, 1, 4, 5);
  *(four *)(out + 3 * out_pitch) = __builtin_shufflevector(ab, cd, 2, 3, 6, 7);
}

APUS_CLONES
void apus_transpose_pitched(
    float *out, int64_t out_pitch, const float *in, int64_t pitch, int64_t rows,
    int64_t columns) {
  int64_t c = 0;
  for (; c + 4 <= columns; c += 4) {
    int64_t r = 0;
    for (; r + 4 <= rows; r += 4)
      transpose_four(out + c * out_pitch + r, out_pitch, in + r * pitch + c, pitch);
    for (; r < rows; ++r)
      for (int64_t i = c; i < c + 4; ++i) out[i * out_pitch + r] = in[r * pitch + i];
  }
  for (; c < columns; ++c)
    for (int64_t r = 0; r < rows; ++r) out[c * out_pitch + r] = in[r * pitch + c];
}

// Copies columns of the right matrix, and zeros up to `width`.
static void pack(
    float *packed, int64_t width, const apus_product *p, int64_t column, int64_t columns,
    int64_t depth, int64_t k) {
  if (columns < width) memset(packed, 0, (size_t)(k * width) * sizeof(float));
  if (p->transposes_right)
    return apus_transpose_pitched(
        packed, width, p->right + column * p->k + depth, p->k, columns, k);
  const float *from = p->right + depth * p->n + column;
  for (int64_t l = 0; l < k; ++l)
    for (int64_t j = 0; j < columns; ++j) packed[l * width + j] = from[l * p->n + j];
}

// Writes a narrow result through a wider one, since tiles are whole vectors.
static void multiply_narrow(
    const apus_tiles *tiles, apus_panel panel, int64_t columns, bool is_transposed) {
  enum { ROWS = 32 };
  float wide[ROWS * WIDTH];
  float *out = panel.out;
  const int64_t pitch = panel.out_pitch, rows = panel.rows;
  const float *left = panel.left;
  panel.out = wide;
  panel.out_pitch = panel.right_pitch;
  for (int64_t row = 0; row < rows; row += ROWS) {
    panel.rows = rows - row < ROWS ? rows - row : ROWS;
    panel.left = left + (is_transposed ? row : row * panel.left_pitch);
    if (panel.continues)
      apus_copy_rows(wide, panel.out_pitch, out + row * pitch, pitch, panel.rows, columns);
    tiles->panel(&panel, panel.right_pitch / tiles->lanes, is_transposed);
    apus_copy_rows(out + row * pitch, pitch, wide, panel.out_pitch, panel.rows, columns);
  }
}

static void multiply_panel(
    const apus_tiles *tiles, const apus_product_part *part, int64_t column, int64_t columns,
    int64_t width, float *packed) {
  const apus_product *p = &part->product;
  const bool is_narrow = columns < width;
  // A panel whose rows lie far apart would throw itself out of the first cache.
  const bool is_spread = part->rows > 16 && p->n >= 128 && p->k >= 32;
  const bool is_packed = is_narrow || p->transposes_right || is_spread;
  for (int64_t depth = 0; depth < p->k || depth == 0; depth += DEPTH) {
    int64_t k = p->k - depth < DEPTH ? p->k - depth : DEPTH;
    if (is_packed) pack(packed, width, p, column, columns, depth, k);
    apus_panel panel = {
        .left = p->left
            + (p->transposes_left ? depth * p->m + part->row : part->row * p->k + depth),
        .left_pitch = p->transposes_left ? p->m : p->k,
        .right = is_packed ? packed : p->right + depth * p->n + column,
        .right_pitch = is_packed ? width : p->n,
        .out = p->out + part->row * p->n + column,
        .out_pitch = p->n,
        .rows = part->rows,
        .k = k,
        .continues = depth > 0,
    };
    if (is_narrow) multiply_narrow(tiles, panel, columns, p->transposes_left);
    else tiles->panel(&panel, width / tiles->lanes, p->transposes_left);
  }
}

static void multiply(const apus_tiles *tiles, const apus_product_part *part) {
  float packed[DEPTH * WIDTH] __attribute__((aligned(64)));
  // Few rows need wide tiles to keep enough sums under way.
  const int64_t widest = tiles->lanes * (part->rows < 8 ? 4 : 2);
  const int64_t end = part->column + part->columns;
  for (int64_t column = part->column; column < end;) {
    int64_t left = end - column, width = widest;
    while (width > tiles->lanes && left <= width / 2) width /= 2;
    int64_t columns = left < width ? left : width;
    multiply_panel(tiles, part, column, columns, width, packed);
    column += columns;
  }
}

static apus_product_part whole(const apus_product *p) {
  return (apus_product_part){.product = *p, .rows = p->m, .columns = p->n};
}

// A result of few columns: inner products of rows with columns, which are laid out as rows.
static bool multiply_by_dots(const apus_tiles *tiles, const apus_product_part *part) {
  const apus_product *p = &part->product;
  float laid_out[COLUMNS * DEPTH];
  const bool has_rows = p->transposes_right || p->n == 1;
  if (p->transposes_left || p->n > COLUMNS || (!has_rows && p->k > DEPTH)) return false;
  if (!has_rows) apus_transpose_pitched(laid_out, p->k, p->right, p->n, p->k, p->n);
  const apus_panel panel = {
      .left = p->left + part->row * p->k, .left_pitch = p->k,
      .right = (has_rows ? p->right : laid_out) + part->column * p->k, .right_pitch = p->k,
      .out = p->out + part->row * p->n + part->column, .out_pitch = p->n, .rows = part->rows,
      .k = p->k};
  tiles->dots(&panel, part->columns);
  return true;
}

// A tall, narrow result of a transposed matrix: its columns become rows that fill vectors.
static bool multiply_lying(const apus_tiles *tiles, const apus_product *p) {
  enum { LARGEST = 4096 };
  if (!p->transposes_left || p->transposes_right || p->n >= tiles->lanes || p->m <= p->n
      || p->m * p->n > LARGEST)
    return false;
  float lying[LARGEST] __attribute__((aligned(64)));
  const apus_product turned = {
      .out = lying, .left = p->right, .right = p->left, .m = p->n, .n = p->m, .k = p->k,
      .transposes_left = 1, .transposes_right = 0};
  const apus_product_part all = whole(&turned);
  multiply(tiles, &all);
  apus_transpose_pitched(p->out, p->n, lying, p->m, p->n, p->m);
  return true;
}

APUS_CLONES
static int64_t count_of_nonzeros(const float *values, int64_t count) {
  int32_t nonzeros = 0;
  for (int64_t i = 0; i < count; ++i) nonzeros += values[i] != 0;
  return nonzeros;
}

// A part, from what is not zero in the left matrix, in the order in which it lies in memory.
static void add_nonzeros(const apus_tiles *tiles, const apus_product_part *part) {
  const apus_product *p = &part->product;
  const bool is_transposed = p->transposes_left;
  const int64_t pitch = is_transposed ? p->m : p->k;
  const int64_t top = is_transposed ? 0 : part->row;
  const int64_t bottom = top + (is_transposed ? p->k : part->rows);
  const int64_t first = is_transposed ? part->row : 0;
  const int64_t end = first + (is_transposed ? part->rows : p->k);
  float *out = p->out + part->column;
  for (int64_t row = part->row; row < part->row + part->rows; ++row)
    memset(out + row * p->n, 0, (size_t)part->columns * sizeof(float));
  for (int64_t row = top; row < bottom; ++row) {
    const float *left = p->left + row * pitch;
    for (int64_t start = first; start < end; start += LOOK) {
      const int64_t stop = end - start < LOOK ? end : start + LOOK;
      if (count_of_nonzeros(left + start, stop - start) == 0) continue;
      for (int64_t place = start; place < stop; ++place) {
        if (left[place] == 0) continue;
        const int64_t sum = is_transposed ? place : row, term = is_transposed ? row : place;
        tiles->add(
            out + sum * p->n, left[place], p->right + term * p->n + part->column, part->columns);
      }
    }
  }
}

// Rows of indices, one-hot, are nearly all zeros.  Sums of finite numbers are the same to the last
// bit: they have the same terms in the same order, but for those that add nothing.
static bool multiply_sparse(const apus_tiles *tiles, const apus_product_part *part) {
  const apus_product *p = &part->product;
  if (p->transposes_right || (p->transposes_left ? p->m : p->k) < LOOK) return false;
  const int64_t count = p->m * p->k;
  int64_t most = count / SCARCITY;
  for (int64_t place = 0; place < count && most >= 0; place += LOOK)
    most -= count_of_nonzeros(p->left + place, count - place < LOOK ? count - place : LOOK);
  if (most < 0) return false;
  add_nonzeros(tiles, part);
  return true;
}

void apus_multiply_matrices(const apus_product *p) {
  const apus_tiles tiles = tiles_of_this_processor();
  const apus_product_part all = whole(p);
  if (multiply_by_dots(&tiles, &all) || multiply_lying(&tiles, p)
      || multiply_sparse(&tiles, &all))
    return;
  multiply(&tiles, &all);
}

void apus_multiply_part(const apus_product_part *part) {
  const apus_tiles tiles = tiles_of_this_processor();
  if (!multiply_by_dots(&tiles, part) && !multiply_sparse(&tiles, part)) multiply(&tiles, part);
}

int apus_multiplies_matrices_fast(void) { return tiles_of_this_processor().lanes > 4; }
