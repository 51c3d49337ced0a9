/* SPDX-License-Identifier: MIT */
#include "precept/id.h"

/*
 * The sum of an id is three characters, one for five of the fifteen: bit i
 * of a group is set when its character i is an upper-case letter.
 */

#define ID_SHORT 15
#define ID_LONG 18

enum { NEITHER, PLAIN, UPPER };	/* what a byte is, in an id */

static const uint8_t class[256] = {
	['0'] = PLAIN, ['1'] = PLAIN, ['2'] = PLAIN, ['3'] = PLAIN,
	['4'] = PLAIN, ['5'] = PLAIN, ['6'] = PLAIN, ['7'] = PLAIN,
	['8'] = PLAIN, ['9'] = PLAIN,
	['a'] = PLAIN, ['b'] = PLAIN, ['c'] = PLAIN, ['d'] = PLAIN,
	['e'] = PLAIN, ['f'] = PLAIN, ['g'] = PLAIN, ['h'] = PLAIN,
	['i'] = PLAIN, ['j'] = PLAIN, ['k'] = PLAIN, ['l'] = PLAIN,
	['m'] = PLAIN, ['n'] = PLAIN, ['o'] = PLAIN, ['p'] = PLAIN,
	['q'] = PLAIN, ['r'] = PLAIN, ['s'] = PLAIN, ['t'] = PLAIN,
	['u'] = PLAIN, ['v'] = PLAIN, ['w'] = PLAIN, ['x'] = PLAIN,
	['y'] = PLAIN, ['z'] = PLAIN,
	['A'] = UPPER, ['B'] = UPPER, ['C'] = UPPER, ['D'] = UPPER,
	['E'] = UPPER, ['F'] = UPPER, ['G'] = UPPER, ['H'] = UPPER,
	['I'] = UPPER, ['J'] = UPPER, ['K'] = UPPER, ['L'] = UPPER,
	['M'] = UPPER, ['N'] = UPPER, ['O'] = UPPER, ['P'] = UPPER,
	['Q'] = UPPER, ['R'] = UPPER, ['S'] = UPPER, ['T'] = UPPER,
	['U'] = UPPER, ['V'] = UPPER, ['W'] = UPPER, ['X'] = UPPER,
	['Y'] = UPPER, ['Z'] = UPPER,
};

static const char sums[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

/* Five bits of which are upper case; false: a byte that no id has. */
static inline bool
read_group(const char *p, unsigned *bits)
{
	unsigned	n = 0;

	for (int i = 0; i < 5; i++) {
		uint8_t	c = class[(unsigned char)p[i]];

		if (c == NEITHER)
			return false;
		n |= (unsigned)(c == UPPER) << i;
	}
	*bits = n;
	return true;
}

static inline char
raise_case(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

bool
id_valid(struct slice id)
{
	unsigned	bits;

	if (id.ptr == NULL || (id.len != ID_SHORT && id.len != ID_LONG))
		return false;
	for (int g = 0; g < 3; g++) {
		if (!read_group(id.ptr + g * 5, &bits))
			return false;
		if (id.len == ID_LONG &&
		    raise_case(id.ptr[ID_SHORT + g]) != sums[bits])
			return false;
	}
	return true;
}

void
id_widen(struct slice id, char out[18])
{
	unsigned	bits;

	memcpy(out, id.ptr, ID_SHORT);
	for (int g = 0; g < 3; g++) {
		bits = 0;
		(void)read_group(id.ptr + g * 5, &bits);
		out[ID_SHORT + g] = sums[bits];
	}
}
