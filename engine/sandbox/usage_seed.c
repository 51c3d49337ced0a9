/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>

#include "usage_data_private.h"
#include "usage_seed.h"

/* Drawn by splitmix64 from a fixed beginning; the clock gives the days. */

#define DAYS 90
#define FEATURES 40
#define PAGES 60
#define HOUR INT64_C(3600000)

struct seed {
	struct usage	*usage;
	uint64_t	 state;
	unsigned	 events, visitors, accounts;
	int64_t		 midnight[DAYS];
};

static unsigned
below(struct seed *s, unsigned n)
{
	uint64_t	z = (s->state += 0x9E3779B97F4A7C15u);

	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	z ^= z >> 31;
	return (unsigned)((z >> 32) * n >> 32);
}

static struct slice
print(char out[32], const char *name, int width, unsigned n)
{
	int	len = snprintf(out, 32, "%s%0*u", name, width, n);

	return (struct slice){ out, (size_t)len };
}

static void
make_event(struct seed *s, unsigned i)
{
	unsigned		 v = below(s, s->visitors);
	int64_t			 at = s->midnight[(uint64_t)i * DAYS /
				    s->events];
	char			 who[32], whose[32], page[32], feature[32];
	struct usage_event	 e = { .day = at, .app = USAGE_APP };

	e.events = 1 + below(s, 20);
	e.minutes = 1 + below(s, 15);
	e.first = at + 8 * HOUR + below(s, 9 * HOUR);
	e.last = e.first + e.minutes * 60000;
	e.visitor = print(who, "visitor-", 6, v);
	e.account = print(whose, "account-", 5, v % s->accounts);
	e.page = print(page, "page-", 2, below(s, PAGES));
	if (below(s, 3) == 0)
		e.feature = print(feature, "feature-", 2, below(s,
		    FEATURES));
	usage_data_add(s->usage, &e);
}

static void
make_things(struct seed *s, const char *kind, const char *label, unsigned n)
{
	char	id[32], doc[96];

	for (unsigned i = 0; i < n; i++) {
		snprintf(id, sizeof id, "%.20s-%02u", kind, i);
		snprintf(doc, sizeof doc, "{\"name\":\"%s %u\"}", label, i);
		usage_data_put(s->usage, kind, slice_of(id), slice_of(doc));
	}
}

static void
make_accounts(struct seed *s)
{
	static const char *const	kinds[] = { "Inc", "LLC", "GmbH" };
	static const struct usage_meta	fields[] = {
		{ SLICE("agent"), SLICE("name"), SLICE("string"),
		    SLICE("Name"), false },
		{ SLICE("custom"), SLICE("healthscore"), SLICE("float"),
		    SLICE("Health Score"), false }
	};
	char				id[32], doc[160];

	for (size_t i = 0; i < COUNT(fields); i++)
		usage_data_set_field(s->usage, "account", &fields[i]);
	for (unsigned i = 0; i < s->accounts; i++) {
		print(id, "account-", 5, i);
		snprintf(doc, sizeof doc, "{\"agent\":{\"name\":\"Account %u "
		    "%s\"},\"custom\":{\"healthscore\":%u}}", i,
		    kinds[below(s, 3)], below(s, 101));
		usage_data_put(s->usage, "account", slice_of(id),
		    slice_of(doc));
	}
}

/* Every tenth visitor has said how likely he would recommend it. */
static void
make_answers(struct seed *s)
{
	sqlite3_stmt	*stmt = usage_data_sql(s->usage, "INSERT INTO "
			    "usage_answer VALUES (?1, 'pollResponse', ?2, "
			    "?3, 'guide-00', 'step-00', 'poll-00', ?4)");
	char		 who[32], whose[32], said[32];

	usage_data_put(s->usage, "guide", SLICE("guide-00"), SLICE(
	    "{\"name\":\"NPS\",\"polls\":[{\"id\":\"poll-00\"},{\"id\":"
	    "\"poll-01\"}]}"));
	for (unsigned v = 0; v < s->visitors; v += 10) {
		sqlite3_bind_int64(stmt, 1, s->midnight[below(s, DAYS)] +
		    9 * HOUR + below(s, 8 * HOUR));
		org_sql_text(stmt, 2, print(who, "visitor-", 6, v));
		org_sql_text(stmt, 3, print(whose, "account-", 5,
		    v % s->accounts));
		org_sql_text(stmt, 4, print(said, "", 1, below(s, 11)));
		sqlite3_step(stmt);
		sqlite3_reset(stmt);
	}
	sqlite3_finalize(stmt);
}

bool
usage_seed_make(struct usage *u, const char *count, size_t *rows,
    struct err *err)
{
	struct seed	s = { .usage = u, .state = 20260801 };
	char		*end;
	long		 n = strtol(count, &end, 10);
	int64_t		 today;

	if (end == count || *end != '\0' || n < 1 || n > USAGE_SEED_MAX)
		return err_set(err, ERR_RULE, "'%s' is not a number of "
		    "events: pendo.example takes one, pendo.example=100000",
		    count);
	s.events = (unsigned)n;
	s.visitors = s.events / 50 + 1;
	s.accounts = s.events / 500 + 1;
	today = zone_date(u->zone, sandbox_now(u->sandbox));
	for (int i = 0; i < DAYS; i++)
		s.midnight[i] = zone_midnight(u->zone, today - DAYS + 1 + i) /
		    1000;
	usage_data_begin(u);
	make_accounts(&s);
	make_things(&s, "page", "Page", PAGES);
	make_things(&s, "feature", "Feature", FEATURES);
	make_answers(&s);
	for (unsigned i = 0; i < s.events; i++)
		make_event(&s, i);
	usage_data_keep(u);
	*rows = s.events;
	return true;
}
