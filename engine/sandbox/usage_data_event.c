/* SPDX-License-Identifier: MIT */
#include "usage_data_private.h"

/* Events and answers, in and out, one at a time. */

#define INSERT "INSERT INTO usage_event (day, app, events, minutes, first, " \
	"last, visitor, account, page, feature, track, seq) VALUES (?1, ?2, " \
	"?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"

void
usage_data_add(struct usage *u, const struct usage_event *e)
{
	const struct slice	 texts[] = { e->visitor, e->account, e->page,
				    e->feature, e->track };
	const int64_t		 numbers[] = { e->day, e->app, e->events,
				    e->minutes, e->first, e->last };
	sqlite3_stmt		*stmt = u->data->insert;

	if (stmt == NULL)
		stmt = u->data->insert = usage_data_sql(u, INSERT);
	for (int i = 0; i < (int)COUNT(numbers); i++)
		sqlite3_bind_int64(stmt, i + 1, numbers[i]);
	for (int i = 0; i < (int)COUNT(texts); i++)
		org_sql_text(stmt, i + 7, texts[i]);
	sqlite3_bind_int64(stmt, 12, ++u->data->seq);
	sqlite3_step(stmt);
	sqlite3_reset(stmt);
}

#define EVENTS "SELECT day, app, events, minutes, first, last, visitor, " \
	"account, page, feature, track FROM usage_event WHERE day >= ?1 " \
	"AND day < ?2"

void
usage_data_events(struct usage *u, enum usage_events which,
    const int64_t span[2], bool (*take)(void *, const struct usage_event *),
    void *own)
{
	static const char *const	sql[] = { EVENTS,
					    EVENTS " AND page IS NOT NULL",
					    EVENTS " AND feature IS NOT NULL",
					    EVENTS " AND track IS NOT NULL" };
	sqlite3_stmt			*s = usage_data_sql(u, sql[which]);
	struct usage_event		 e;

	sqlite3_bind_int64(s, 1, span[0]);
	sqlite3_bind_int64(s, 2, span[1]);
	do {
		if (sqlite3_step(s) != SQLITE_ROW)
			break;
		e = (struct usage_event){
		    .day = sqlite3_column_int64(s, 0),
		    .app = sqlite3_column_int64(s, 1),
		    .events = sqlite3_column_int64(s, 2),
		    .minutes = sqlite3_column_int64(s, 3),
		    .first = sqlite3_column_int64(s, 4),
		    .last = sqlite3_column_int64(s, 5),
		    .visitor = org_sql_slice(s, 6),
		    .account = org_sql_slice(s, 7),
		    .page = org_sql_slice(s, 8),
		    .feature = org_sql_slice(s, 9),
		    .track = org_sql_slice(s, 10) };
	} while (take(own, &e));
	sqlite3_finalize(s);
}

#define ANSWERS(time) "SELECT " time ", type, visitor, account, guide, " \
	"step, poll, response FROM usage_answer "
#define DURING "time >= ?1 AND time < ?2 ORDER BY time, rowid"
/* The other columns are those of the row that has the latest time. */
#define LATEST(what) " GROUP BY visitor, " what " HAVING max(time) >= ?1 " \
	"AND max(time) < ?2 ORDER BY visitor, " what

void
usage_data_answers(struct usage *u, enum usage_answers which,
    const int64_t span[2], bool (*take)(void *, const struct usage_answer *),
    void *own)
{
	static const char *const	sql[] = {
	    ANSWERS("time") "WHERE " DURING,
	    ANSWERS("time") "WHERE poll IS NOT NULL AND " DURING,
	    ANSWERS("max(time)") "WHERE poll IS NULL" LATEST("guide"),
	    ANSWERS("max(time)") "WHERE poll IS NOT NULL" LATEST("poll") };
	sqlite3_stmt			*s = usage_data_sql(u, sql[which]);
	struct usage_answer		 a;

	sqlite3_bind_int64(s, 1, span[0]);
	sqlite3_bind_int64(s, 2, span[1]);
	do {
		if (sqlite3_step(s) != SQLITE_ROW)
			break;
		a = (struct usage_answer){ sqlite3_column_int64(s, 0),
		    org_sql_slice(s, 1), org_sql_slice(s, 2),
		    org_sql_slice(s, 3), org_sql_slice(s, 4),
		    org_sql_slice(s, 5), org_sql_slice(s, 6),
		    org_sql_slice(s, 7) };
	} while (take(own, &a));
	sqlite3_finalize(s);
}

/* Who was seen when: those that events know and nobody else become known. */
#define SETTLE(kind, column) \
	"INSERT INTO usage_object SELECT '" kind "', " column ", '{}' FROM " \
	"usage_event WHERE " column " IS NOT NULL GROUP BY " column \
	" ON CONFLICT DO NOTHING;" \
	"UPDATE usage_object SET doc = json_set(doc, '$.auto.firstvisit', " \
	"min(f, ifnull(json_extract(doc, '$.auto.firstvisit'), f)), " \
	"'$.auto.lastvisit', max(l, ifnull(json_extract(doc, " \
	"'$.auto.lastvisit'), l))) FROM (SELECT " column " AS who, " \
	"min(first) AS f, max(last) AS l FROM usage_event GROUP BY " column \
	") WHERE kind = '" kind "' AND id = who;"

#define NAMES \
	"UPDATE usage_object SET doc = json_set(doc, '$.auto.id', id) " \
	"WHERE kind IN ('visitor', 'account');" \
	"UPDATE usage_object SET doc = json_set(doc, '$.auto.accountids', " \
	"json(accounts), '$.auto.accountid', one) FROM (SELECT visitor, " \
	"json_group_array(account) AS accounts, min(account) AS one FROM " \
	"(SELECT DISTINCT visitor, account FROM usage_event WHERE account " \
	"IS NOT NULL) GROUP BY visitor) WHERE kind = 'visitor' AND id = " \
	"visitor;"

/* Who has no visit was last updated when the day began. */
static void
set_updated(struct usage *u)
{
	sqlite3_stmt	*s = usage_data_sql(u, "UPDATE usage_object SET doc "
			    "= json_set(doc, '$.auto.lastupdated', ifnull("
			    "json_extract(doc, '$.auto.lastvisit'), ?1)) "
			    "WHERE kind IN ('visitor', 'account') AND "
			    "json_extract(doc, '$.auto.lastupdated') IS "
			    "NULL");

	sqlite3_bind_int64(s, 1, zone_midnight(u->zone, zone_date(u->zone,
	    sandbox_now(u->sandbox))) / 1000);
	sqlite3_step(s);
	sqlite3_finalize(s);
}

void
usage_data_settle(struct usage *u)
{
	usage_data_do(u, "BEGIN;" SETTLE("visitor", "visitor")
	    SETTLE("account", "account") NAMES);
	set_updated(u);
	usage_data_do(u, "COMMIT");
}
