/* SPDX-License-Identifier: MIT */
#include "done.h"
#include "precept/hash.h"
#include "precept/ledger.h"

/* The ledger of a run that is taken up again, row by row. */

uint64_t
done_key(const char *rule, int action)
{
	return hash_bytes(rule, strlen(rule)) + (uint64_t)action * 0x9e3779b9;
}

uint64_t
done_row(uint64_t key, int64_t origin)
{
	return key ^ hash_bytes(&origin, sizeof origin);
}

static bool
add_rows(struct set *set, const struct call *call, char op, struct arena *a,
    struct err *err)
{
	struct ledger_reader	r;
	struct ledger_head	head;
	struct ledger_row	row;
	uint64_t		key;

	if (!ledger_open(&r, call->body, a, &head, err))
		return false;
	key = done_key(head.rule, head.action);
	while (ledger_next(&r, &row, err))
		if (op == 0 || row.op == op)
			set_add(set, done_row(key, row.origin));
	return err->kind == ERR_NONE;
}

struct set *
done_rows(struct store *store, int64_t run, char op, struct err *err)
{
	struct journal_cursor	*cursor;
	struct arena		*a = arena_new();
	struct set		*set = set_new();
	struct call		 call;
	bool			 ok;

	cursor = journal_calls(store, run, false, err);
	ok = cursor != NULL;
	while (ok && journal_next(cursor, &call, err)) {
		if (call.state == CALL_DONE)
			ok = add_rows(set, &call, op, a, err);
		arena_reset(a);
	}
	journal_cursor_close(cursor);
	arena_free(a);
	if (ok && err->kind == ERR_NONE)
		return set;
	set_free(set);
	return NULL;
}
