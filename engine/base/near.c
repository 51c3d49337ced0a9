/* SPDX-License-Identifier: MIT */
#include "precept/near.h"

/*
 * Edit distance in which two neighbours that changed places count once and
 * ASCII case counts nothing. A third of the word may be wrong.
 */

#define LONGEST 127

struct near
near_to(struct slice word)
{
	return (struct near){ .word = word, .distance = word.len / 3 + 1 };
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

static bool
same(struct slice a, size_t i, struct slice b, size_t j)
{
	return lower(a.ptr[i - 1]) == lower(b.ptr[j - 1]);
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Cell (i, j): from the first i bytes of a to the first j bytes of b. */
static size_t
cell(size_t rows[3][LONGEST + 1], struct slice a, size_t i,
    struct slice b, size_t j)
{
	const size_t	*up = rows[(i + 2) % 3];
	const size_t	*upper = rows[(i + 1) % 3];
	size_t		 d;

	d = least(up[j], rows[i % 3][j - 1]) + 1;
	d = least(d, up[j - 1] + !same(a, i, b, j));
	if (i > 1 && j > 1 && same(a, i, b, j - 1) && same(a, i - 1, b, j))
		d = least(d, upper[j - 2] + 1);
	return d;
}

static size_t
distance(struct slice a, struct slice b)
{
	size_t	rows[3][LONGEST + 1];
	size_t	i, j;

	for (j = 0; j <= b.len; j++)
		rows[0][j] = j;
	for (i = 1; i <= a.len; i++) {
		rows[i % 3][0] = i;
		for (j = 1; j <= b.len; j++)
			rows[i % 3][j] = cell(rows, a, i, b, j);
	}
	return rows[a.len % 3][b.len];
}

void
near_try(struct near *n, struct slice known)
{
	size_t	a = n->word.len, b = known.len, d;

	if (a > LONGEST || b > LONGEST || a == 0 || b == 0)
		return;
	if ((a > b ? a - b : b - a) >= n->distance)
		return;
	d = distance(n->word, known);
	if (d < n->distance) {
		n->distance = d;
		n->best = known;
	}
}
