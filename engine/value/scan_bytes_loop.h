/* SPDX-License-Identifier: MIT */
/*
 * scan_bytes_loop.h - the loop of scan_bytes.c, included once for every kind
 * of processor (so it has no include guard). LOOP is its name, TARGET its
 * attributes, MASKS SUM COUNT_BITS PUT how that processor does the four.
 */

TARGET static inline __attribute__((always_inline)) void
LOOP_PART(LOOP)(struct scan_marks *m, const char *buf, size_t from, size_t to,
    bool crlf)
{
	uint64_t	 inside = m->inside, bad = m->bad;
	uint64_t	 edge = m->edge, closed = m->closed, cr = m->cr;
	uint32_t	*sep = m->sep + m->seps;
	size_t		 newlines = m->newlines;
	const char	 delimiter = m->delimiter;
	size_t		 at;

	for (at = from; at < to; at += SCAN_STEP) {
		struct masks	k = MASKS(buf + at, delimiter, crlf);
		uint64_t	in = SUM(k.quote) ^ inside;
		uint64_t	ends = k.delimiter | k.newline;
		uint64_t	any = ends | k.quote;
		uint64_t	close = k.quote & ~in;
		uint64_t	after = close << 1 | closed;

		bad |= k.quote & in & ~(any << 1 | edge);
		bad |= after & ~(any | k.cr);
		if (crlf) {
			uint64_t x = after & k.cr;

			bad |= (x << 1 | cr) & ~k.newline;
			cr = x >> 63;
		}
		if (((k.newline & in) | (after & k.quote)) != 0) {
			m->inners += PUT(m->inner + m->inners,
			    k.newline & in, at);
			m->twins += PUT(m->twin + m->twins,
			    after & k.quote, at);
		}
		newlines += COUNT_BITS(k.newline & ~in);
		sep += PUT(sep, ends & ~in, at);
		inside = (uint64_t)((int64_t)in >> 63);
		edge = any >> 63;
		closed = close >> 63;
	}
	m->seps = (size_t)(sep - m->sep);
	m->newlines = newlines;
	m->inside = inside;
	m->bad = bad;
	m->edge = edge;
	m->closed = closed;
	m->cr = cr;
}

TARGET static void
LOOP(struct scan_marks *m, const char *buf, size_t from, size_t to)
{
	if (m->crlf)
		LOOP_PART(LOOP)(m, buf, from, to, true);
	else
		LOOP_PART(LOOP)(m, buf, from, to, false);
}

#undef LOOP
#undef TARGET
#undef MASKS
#undef SUM
#undef COUNT_BITS
#undef PUT
