/* SPDX-License-Identifier: MIT */
#include "exec_private.h"

/* What came of the rows, in numbers: for reports and for guards. */

static void
count_row(struct run_counts *n, char op)
{
	switch (op) {
	case CHANGE_CREATE:
		n->created++;
		break;
	case CHANGE_UPDATE:
		n->updated++;
		break;
	case CHANGE_SAME:
		n->same++;
		break;
	case CHANGE_SKIP:
		n->skipped++;
		break;
	case CHANGE_DELETE:
		n->deleted++;
		break;
	default:
		n->rejected++;
	}
}

void
exec_tally(struct run_counts *n, const struct changes *c)
{
	for (size_t row = 0; row < c->count; row++)
		count_row(n, c->op[row]);
}

/* Values that go from something to nothing. */
static uint64_t
count_blanked(const struct changes *c, size_t row)
{
	uint64_t n = 0;

	if (c->op[row] != CHANGE_UPDATE)
		return 0;
	for (size_t f = 0; f < c->width; f++)
		n += *changes_cell(c, row, f) &&
		    column_is_null(c->now[f], row);
	return n;
}

static void
add(struct run_counts *all, const struct run_counts *n)
{
	all->rejected += n->rejected;
	all->created += n->created;
	all->updated += n->updated;
	all->same += n->same;
	all->skipped += n->skipped;
	all->deleted += n->deleted;
}

void
exec_count(struct exec *x, const struct exec_batch *e)
{
	x->counts.read += e->batch->read;
	x->counts.filtered += e->batch->filtered;
	x->counts.rejected += e->batch->rejected_count;
	for (size_t i = 0; i < e->rule->action_count; i++) {
		const struct changes	*c = e->changes[i];
		struct run_counts	 n = { 0 };

		exec_tally(&n, c);
		for (size_t row = 0; row < c->count; row++) {
			x->matched += c->matches[row] == 1;
			x->blanked += count_blanked(c, row);
		}
		n.rejected += e->rejected_count[i];
		add(&x->counts, &n);
		add(&x->by_action[i], &n);
		x->by_action[i].read += c->count + e->rejected_count[i] +
		    e->filtered[i];
		x->by_action[i].filtered += e->filtered[i];
	}
}
