/* SPDX-License-Identifier: MIT */
#include "precept/set.h"

/*
 * Open addressing in PARTS tables, picked by the number's top bits: a table
 * that grows copies one part in PARTS, so the whole is never there twice.
 * Inside a part a number's place is in proportion to its size, so that parts
 * may have any length, grow by a quarter and are copied in order.
 */

#define PARTS 256

struct part {
	uint64_t	*slots;		/* 0 is empty */
	size_t		 count, cap;
};

struct set {
	struct part	parts[PARTS];
	size_t		count;
	bool		zero;		/* 0 itself was added */
};

/* One to one, so that numbers close together are spread; 0 stays 0. */
static uint64_t
mix(uint64_t n)
{
	n ^= n >> 33;
	n *= 0xff51afd7ed558ccdULL;
	n ^= n >> 33;
	n *= 0xc4ceb9fe1a85ec53ULL;
	n ^= n >> 33;
	return n;
}

struct set *
set_new(void)
{
	return mem_alloc(sizeof(struct set));
}

void
set_free(struct set *s)
{
	size_t	i;

	if (s == NULL)
		return;
	for (i = 0; i < PARTS; i++)
		mem_free(s->parts[i].slots);
	mem_free(s);
}

static size_t
home(const struct part *p, uint64_t n)
{
	__extension__ typedef unsigned __int128 wide;

	return (size_t)(((wide)(n << 8) * p->cap) >> 64);
}

/* The slot where n is, or the empty one where it would go. */
static uint64_t *
find(const struct part *p, uint64_t n)
{
	size_t	at = home(p, n);

	while (p->slots[at] != 0 && p->slots[at] != n) {
		if (++at == p->cap)
			at = 0;
	}
	return &p->slots[at];
}

static void
grow(struct part *p)
{
	struct part	old = *p;
	size_t		i;

	p->cap = old.cap < 16 ? old.cap + 4 : old.cap + old.cap / 4;
	p->slots = mem_array(p->cap, sizeof *p->slots);
	for (i = 0; i < old.cap; i++) {
		if (old.slots[i] != 0)
			*find(p, old.slots[i]) = old.slots[i];
	}
	mem_free(old.slots);
}

void
set_hint(const struct set *s, uint64_t n)
{
	const struct part *p = &s->parts[mix(n) >> 56];

	if (p->cap > 0)
		__builtin_prefetch(&p->slots[home(p, mix(n))]);
}

static bool
add_zero(struct set *s)
{
	if (s->zero)
		return false;
	s->zero = true;
	s->count++;
	return true;
}

bool
set_add(struct set *s, uint64_t n)
{
	struct part	*p;
	uint64_t	*slot;

	if (n == 0)
		return add_zero(s);
	n = mix(n);
	p = &s->parts[n >> 56];
	/* Seven eighths full at most, and one slot always empty. */
	if (p->count + p->cap / 8 + 1 >= p->cap)
		grow(p);
	slot = find(p, n);
	if (*slot == n)
		return false;
	*slot = n;
	p->count++;
	s->count++;
	return true;
}

bool
set_has(const struct set *s, uint64_t n)
{
	const struct part	*p;

	if (n == 0)
		return s->zero;
	n = mix(n);
	p = &s->parts[n >> 56];
	return p->cap > 0 && *find(p, n) == n;
}

size_t
set_count(const struct set *s)
{
	return s->count;
}
