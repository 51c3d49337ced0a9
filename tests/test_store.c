/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "precept/catalog.h"
#include "store_rows.h"

/* The store's file, local objects in it, and rows written and read back. */

static struct arena	*arena;
static struct err	 err;
static char		 path[512];
static struct store	*store;
static struct schema	*account, *user;
static struct catalog	*catalog;

static const char account_json[] =
    "{ \"object\": \"Account\", \"label\": \"Account\", \"prefix\": \"001\","
    " \"aliases\": [], \"fields\": ["
    "{ \"name\": \"Id\", \"type\": \"id\", \"flags\": [\"id\", \"unique\"] },"
    "{ \"name\": \"Name\", \"type\": \"text(255)\","
    " \"flags\": [\"required\"] },"
    "{ \"name\": \"Code\", \"type\": \"text(40)\","
    " \"flags\": [\"unique\", \"external\"] },"
    "{ \"name\": \"Seats\", \"type\": \"integer\" },"
    "{ \"name\": \"Live\", \"type\": \"boolean\" },"
    "{ \"name\": \"Revenue\", \"type\": \"decimal(18,2)\" },"
    "{ \"name\": \"Number\", \"type\": \"decimal(18,0)\","
    " \"flags\": [\"unique\"] },"
    "{ \"name\": \"Score\", \"type\": \"number\" },"
    "{ \"name\": \"Since\", \"type\": \"date\" },"
    "{ \"name\": \"Seen\", \"type\": \"datetime\" },"
    "{ \"name\": \"Rating\", \"type\": \"picklist\","
    " \"values\": [\"Hot\", \"Cold\"], \"flags\": [\"restricted\"] },"
    "{ \"name\": \"Tags\", \"type\": \"multipicklist\","
    " \"values\": [\"a\", \"b\"], \"flags\": [\"restricted\"] },"
    "{ \"name\": \"ParentId\", \"type\": \"id\", \"refers\": [\"Account\"],"
    " \"relation\": \"Parent\" },"
    "{ \"name\": \"OwnerId\", \"type\": \"id\", \"refers\":"
    " [\"Group\", \"User\"], \"relation\": \"Owner\" } ] }";

static const char user_json[] =
    "{ \"object\": \"User\", \"label\": \"User\", \"prefix\": \"005\","
    " \"aliases\": [], \"fields\": ["
    "{ \"name\": \"Id\", \"type\": \"id\", \"flags\": [\"id\", \"unique\"] },"
    "{ \"name\": \"Email\", \"type\": \"text(80)\" },"
    "{ \"name\": \"HomeId\", \"type\": \"id\", \"refers\": [\"Account\"],"
    " \"relation\": \"Home\" } ] }";

static const char group_json[] =
    "{ \"object\": \"Group\", \"label\": \"Group\", \"prefix\": \"00G\","
    " \"aliases\": [], \"fields\": ["
    "{ \"name\": \"Id\", \"type\": \"id\", \"flags\": [\"id\", \"unique\"] },"
    "{ \"name\": \"Email\", \"type\": \"text(80)\" } ] }";

static void
begin(void)
{
	arena = arena_new();
	err = (struct err){ 0 };
	snprintf(path, sizeof path, "%s/precept.db", support_folder());
	account = rows_schema(arena, "salesforce", account_json);
	user = rows_schema(arena, "salesforce", user_json);
	catalog = catalog_make(arena);
	catalog_add(catalog, account);
	catalog_add(catalog, user);
	catalog_add(catalog, rows_schema(arena, "salesforce", group_json));
	store = store_open(path, true, &err);
	ck_assert_msg(store != NULL, "%s", err.text);
}

static void
end(void)
{
	store_close(store);
	arena_free(arena);
}

static void
open_again(bool write)
{
	store_close(store);
	store = store_open(path, write, &err);
	ck_assert_msg(store != NULL, "%s", err.text);
}

/* Matches and writes rows in one transaction; what became of them. */
static const char *
load(const struct schema *schema, const char *fields, const char *keys,
    const char *const *cells, size_t n)
{
	struct action	*a = rows_action(arena, schema, fields, keys);
	struct changes	*c = rows_changes(arena, a, cells, n);
	struct target	*t = store_target(store, a, 1, &err);

	ck_assert_msg(t != NULL, "%s", err.text);
	if (a->key_count > 0) {
		assert_ok(t->ops->match(t, c, &err), &err);
		rows_classify(c);
	}
	assert_ok(store_begin(store, &err), &err);
	assert_ok(t->ops->write(t, c, &err), &err);
	assert_ok(t->ops->finish(t, true, &err), &err);
	assert_ok(store_commit(store, &err), &err);
	t->ops->close(t);
	return rows_show(arena, c);
}

START_TEST(every_kind_comes_back_as_it_was_written)
{
	static const char *const cells[] = {
		"A & B", "7", "true", "12.50", "2.776342E9", "2026-03-01",
		"2026-05-12T10:11:12.000+0000", "Hot", "a;b",
		"-", "-9223372036854775808", "false", "-0.10",
		"0.30000000000000004", "0001-01-01", "2026-05-12T10:11:12Z",
		NULL, NULL,
		"\xc3\xa9\xe2\x82\xac", NULL, NULL, NULL, NULL, NULL, NULL,
		NULL, NULL,
	};
	const char	*fields = "Name,Seats,Live,Revenue,Score,Since,Seen,"
	    "Rating,Tags";

	ck_assert_str_eq(load(account, fields, "", cells, 3),
	    "+ 001000000000001AAA\n"
	    "+ 001000000000002AAA\n"
	    "+ 001000000000003AAA\n");
	ck_assert_str_eq(rows_of(arena, store, catalog, account, fields),
	    "A & B|7|true|12.50|2.776342E9|2026-03-01|"
	    "2026-05-12T10:11:12.000Z|Hot|a;b\n"
	    "-|-9223372036854775808|false|-0.10|0.30000000000000004|"
	    "0001-01-01|2026-05-12T10:11:12.000Z|-|-\n"
	    "\xc3\xa9\xe2\x82\xac|-|-|-|-|-|-|-|-\n");
	open_again(false);
	ck_assert_int_eq(store_object_count(store, account), 3);
	ck_assert_str_eq(rows_of(arena, store, catalog, account, "Id,Score"),
	    "001000000000001AAA|2.776342E9\n"
	    "001000000000002AAA|0.30000000000000004\n"
	    "001000000000003AAA|-\n");
}
END_TEST

START_TEST(ids_of_an_export_are_kept_and_new_ones_follow)
{
	static const char *const cells[] = {
		"001000000000005", "five",
		NULL, "six",
		"001Zz00000abcdE", "other",
		NULL, "seven",
		"001000000zzzzzz", "the very last",
		NULL, "eight",
	};

	ck_assert_str_eq(load(account, "Id,Name", "", cells, 6),
	    "+ 001000000000005AAA\n"
	    "+ 001000000000006AAA\n"
	    "+ 001Zz00000abcdEIAQ\n"
	    "+ 001000000000007AAA\n"
	    "+ 001000000zzzzzzAAA\n"
	    "+ 001000000000008AAA\n");
	open_again(true);
	ck_assert_str_eq(load(account, "Id,Name", "", cells + 2, 1),
	    "+ 001000000000009AAA\n");
}
END_TEST

START_TEST(a_new_id_that_is_taken_is_passed_over)
{
	static const char *const taken[] = { "001000000000001", "one" };
	static const char *const fresh[] = { "two" };

	ck_assert_str_eq(load(account, "Id,Name", "", taken, 1),
	    "+ 001000000000001AAA\n");
	store_close(store);
	rows_sql(arena, path, "UPDATE object SET next_id = 1");
	store = store_open(path, true, &err);
	ck_assert_str_eq(load(account, "Name", "", fresh, 1),
	    "+ 001000000000002AAA\n");
}
END_TEST

START_TEST(rows_that_the_schema_forbids_are_rejected_with_a_reason)
{
	static const char *const cells[] = {
		"one", "X-1", "12.0", "Hot", "a",
		NULL, "X-2", NULL, NULL, NULL,
		"three", "X-1", NULL, NULL, NULL,
		"four", NULL, "12", NULL, NULL,
		"five", NULL, NULL, "Warm", NULL,
		"six", NULL, NULL, NULL, "a;c;b",
		"seven", NULL, NULL, "Cold", "b;a",
	};

	ck_assert_str_eq(load(account, "Name,Code,Number,Rating,Tags", "",
	    cells, 7),
	    "+ 001000000000001AAA\n"
	    "! REQUIRED_FIELD_MISSING: Name is required and has no value\n"
	    "! DUPLICATE_VALUE: Code 'X-1' is taken by record "
	    "001000000000001AAA\n"
	    "! DUPLICATE_VALUE: Number '12' is taken by record "
	    "001000000000001AAA\n"
	    "! INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST: 'Warm' is not one of "
	    "the values of Rating: it takes Hot, Cold\n"
	    "! INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST: 'c' is not one of "
	    "the values of Tags: it takes a, b\n"
	    "+ 001000000000004AAA\n");
	ck_assert_str_eq(load(account, "Code", "", cells + 6, 1),
	    "! REQUIRED_FIELD_MISSING: Name is required for a new record, "
	    "and nothing is mapped to it\n");
}
END_TEST

START_TEST(an_update_writes_what_changed_and_a_repeat_is_the_same)
{
	static const char *const first[] = { "A", "one", "1",
		"B", "two", "2" };
	static const char *const second[] = { "B", "two", "3",
		"A", "one", "1", "C", "three", NULL };
	const char	*fields = "Code,Name,Seats";

	ck_assert_str_eq(load(account, fields, "Code", first, 2),
	    "+ 001000000000001AAA\n+ 001000000000002AAA\n");
	ck_assert_str_eq(load(account, fields, "Code", second, 3),
	    "~ 001000000000002AAA\n= 001000000000001AAA\n"
	    "+ 001000000000003AAA\n");
	ck_assert_str_eq(load(account, fields, "Code", second, 3),
	    "= 001000000000002AAA\n= 001000000000001AAA\n"
	    "= 001000000000003AAA\n");
	ck_assert_str_eq(rows_of(arena, store, catalog, account, fields),
	    "A|one|1\nB|two|3\nC|three|-\n");
}
END_TEST

START_TEST(a_record_that_has_gone_is_neither_updated_nor_deleted)
{
	static const char *const cells[] = { "A", "one", "B", "two" };
	struct action	*a = rows_action(arena, account, "Code,Name", "Code");
	struct changes	*c = rows_changes(arena, a, cells, 2);
	struct target	*t;

	load(account, "Code,Name", "", cells, 2);
	t = store_target(store, a, 1, &err);
	c->op[0] = CHANGE_DELETE;
	c->id[0] = SLICE("001000000000001");
	c->op[1] = CHANGE_DELETE;
	c->id[1] = SLICE("001000000000009AAA");
	assert_ok(store_begin(store, &err), &err);
	assert_ok(t->ops->write(t, c, &err), &err);
	ck_assert_str_eq(rows_show(arena, c), "- 001000000000001\n"
	    "! 001000000000009AAAENTITY_IS_DELETED: there is no record "
	    "001000000000009AAA any more\n");
	c = rows_changes(arena, a, cells, 1);
	c->op[0] = CHANGE_UPDATE;
	c->id[0] = SLICE("001000000000001AAA");
	assert_ok(t->ops->write(t, c, &err), &err);
	ck_assert_int_eq(c->op[0], CHANGE_REJECT);
	ck_assert_str_eq(c->rejects.items[0].code, "ENTITY_IS_DELETED");
	t->ops->close(t);
	assert_ok(store_commit(store, &err), &err);
	ck_assert_str_eq(rows_of(arena, store, catalog, account, "Name"),
	    "two\n");
}
END_TEST

START_TEST(a_rollback_takes_rows_and_ids_back)
{
	static const char *const cells[] = { "one" };
	struct action	*a = rows_action(arena, account, "Name", "");
	struct changes	*c = rows_changes(arena, a, cells, 1);
	struct target	*t = store_target(store, a, 1, &err);

	assert_ok(store_begin(store, &err), &err);
	assert_ok(t->ops->write(t, c, &err), &err);
	store_rollback(store);
	ck_assert(!store_in_transaction(store));
	ck_assert_int_eq(store_object_count(store, account), 0);
	t->ops->close(t);
	ck_assert_str_eq(load(account, "Name", "", cells, 1),
	    "+ 001000000000001AAA\n");
}
END_TEST

START_TEST(relations_are_followed_through_all_they_refer_to)
{
	static const char *const users[] = { "005000000000001", "u@x",
		"001000000000003" };
	static const char *const groups[] = { "00G000000000001", "g@x" };
	static const char *const accounts[] = {
		"001000000000001", "top", NULL, "005000000000001",
		"001000000000002", "mid", "001000000000001",
		"00G000000000001",
		"001000000000003", "low", "001000000000002",
		"005000000000009",
	};
	const char	*fields = "Name,Owner.Email,Parent.Name,"
	    "Parent.Parent.Name,Parent.Owner.Email,Owner.Home.Name";

	load(account, "Id,Name,ParentId,OwnerId", "", accounts, 3);
	ck_assert_str_eq(rows_of(arena, store, catalog, account, fields),
	    "top|-|-|-|-|-\nmid|-|top|-|-|-\nlow|-|mid|top|-|-\n");
	load(user, "Id,Email,HomeId", "", users, 1);
	load(catalog_find(catalog, SLICE("salesforce"), SLICE("Group")),
	    "Id,Email", "", groups, 1);
	ck_assert_str_eq(rows_of(arena, store, catalog, account, fields),
	    "top|u@x|-|-|-|low\nmid|g@x|top|-|u@x|-\n"
	    "low|-|mid|top|g@x|-\n");
}
END_TEST

START_TEST(a_field_that_nobody_has_is_a_sentence)
{
	struct scan_field	f = { "Nope.Name", { .kind = KIND_TEXT } };

	ck_assert_ptr_null(store_scan(store, catalog, account, &f, 1, &err));
	assert_err(&err, ERR_RULE, "salesforce.Account has no field "
	    "'Nope.Name'");
}
END_TEST

START_TEST(an_object_without_an_id_is_numbered)
{
	struct schema	*s = rows_schema(arena, "store",
	    "{ \"object\": \"Usage\", \"label\": \"Usage\", \"fields\": ["
	    "{ \"name\": \"Day\", \"type\": \"date\" },"
	    "{ \"name\": \"Hits\", \"type\": \"integer\" } ] }");
	static const char *const cells[] = { "2026-01-01", "1",
		"2026-01-02", "2" };
	static const char *const more[] = { "2026-01-02", "3" };

	ck_assert_str_eq(load(s, "Day,Hits", "Day", cells, 2),
	    "+ 1\n+ 2\n");
	ck_assert_str_eq(load(s, "Day,Hits", "Day", more, 1), "~ 2\n");
	ck_assert_str_eq(rows_of(arena, store, catalog, s, "Hits"),
	    "1\n3\n");
}
END_TEST

START_TEST(objects_of_the_store_come_back_into_the_catalog)
{
	struct catalog	*other = catalog_make(arena);

	assert_ok(store_object_make(store, rows_schema(arena, "store",
	    account_json), &err), &err);
	assert_ok(store_object_make(store, user, &err), &err);
	open_again(false);
	catalog_add(other, user);
	assert_ok(store_objects(store, other, arena, &err), &err);
	ck_assert_uint_eq(catalog_count(other), 2);
	ck_assert_uint_eq(catalog_find(other, SLICE("store"),
	    SLICE("Account"))->count, account->count);
}
END_TEST

START_TEST(a_schema_may_gain_fields_and_lose_uniqueness)
{
	struct schema	*old = rows_schema(arena, "store",
	    "{ \"object\": \"Thing\", \"label\": \"Thing\", \"fields\": ["
	    "{ \"name\": \"Key\", \"type\": \"text\","
	    " \"flags\": [\"unique\"] } ] }");
	struct schema	*new = rows_schema(arena, "store",
	    "{ \"object\": \"Thing\", \"label\": \"Thing\", \"fields\": ["
	    "{ \"name\": \"Key\", \"type\": \"text\" },"
	    "{ \"name\": \"More\", \"type\": \"integer\" } ] }");
	static const char *const cells[] = { "a", "a", "1" };

	load(old, "Key", "", cells, 1);
	ck_assert_str_eq(rows_of(arena, store, catalog, new, "Key,More"),
	    "a|-\n");
	ck_assert_str_eq(load(new, "Key,More", "", cells + 1, 1), "+ 2\n");
	ck_assert_str_eq(rows_of(arena, store, catalog, new, "Key,More"),
	    "a|-\na|1\n");
	ck_assert(!store_object_make(store, old, &err));
	assert_err(&err, ERR_DATA, "store.Thing: its schema now says that Key "
	    "is unique, and records in the store share values of it: make "
	    "them differ first");
}
END_TEST

START_TEST(a_field_cannot_turn_from_text_to_a_whole_number)
{
	struct schema	*old = rows_schema(arena, "store",
	    "{ \"object\": \"Thing\", \"label\": \"Thing\", \"fields\": ["
	    "{ \"name\": \"Key\", \"type\": \"text\" } ] }");
	struct schema	*new = rows_schema(arena, "store",
	    "{ \"object\": \"Thing\", \"label\": \"Thing\", \"fields\": ["
	    "{ \"name\": \"Key\", \"type\": \"integer\" } ] }");

	assert_ok(store_object_make(store, old, &err), &err);
	ck_assert(!store_object_make(store, new, &err));
	assert_err(&err, ERR_RULE, "store.Thing: the store holds Key as text, "
	    "its schema now says integer: give the field another name");
	ck_assert(!store_in_transaction(store));
}
END_TEST

static void
expect_refused(bool write, const char *want)
{
	struct store	*s = store_open(path, write, &err);

	ck_assert_ptr_null(s);
	ck_assert_str_eq(err.text, arena_printf(arena, "%s%s", path, want));
	ck_assert_int_eq(err.kind, ERR_SYSTEM);
}

static void
put_file(const char *text)
{
	store_close(store);
	store = NULL;
	support_file("precept.db", text);
}

START_TEST(a_file_of_something_else_is_refused)
{
	char	text[5000];

	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	put_file(text);
	expect_refused(true, " is not a Precept store (it is no SQLite file): "
	    "move it away or name another store");
	expect_refused(false, " is not a Precept store (it is no SQLite "
	    "file): move it away or name another store");
}
END_TEST

START_TEST(a_database_of_something_else_is_refused)
{
	store_close(store);
	store = NULL;
	unlink(path);
	rows_sql(arena, path, "CREATE TABLE t (a)");
	expect_refused(true, " is not a Precept store (it is another "
	    "program's SQLite file): move it away or name another store");
}
END_TEST

START_TEST(a_newer_file_is_refused)
{
	store_close(store);
	store = NULL;
	rows_sql(arena, path, "PRAGMA user_version = 99");
	expect_refused(true, " was written by a newer Precept (its layout is "
	    "99, this program knows 3): use that Precept");
}
END_TEST

START_TEST(a_damaged_file_is_named_so)
{
	store_close(store);
	store = NULL;
	ck_assert_int_eq(truncate(path, 8192), 0);
	expect_refused(false, " is damaged: database disk image is malformed; "
	    "restore it from a backup or move it away to begin anew");
}
END_TEST

START_TEST(one_process_writes_others_read)
{
	pid_t	child;
	int	status;

	load(account, "Name", "", (const char *const[]){ "one" }, 1);
	fflush(NULL);
	child = fork();
	if (child == 0) {
		struct store	*s = store_open(path, true, &err);
		char		 want[1024];

		snprintf(want, sizeof want, "%s is being written by process "
		    "%d: wait or stop it", path, (int)getppid());
		if (s != NULL || strcmp(err.text, want) != 0)
			_exit(1);
		err = (struct err){ 0 };
		s = store_open(path, false, &err);
		_exit(s == NULL || store_object_count(s, account) != 1);
	}
	waitpid(child, &status, 0);
	ck_assert_int_eq(status, 0);
}
END_TEST

START_TEST(reading_makes_and_leaves_nothing)
{
	struct stat	st;

	store_close(store);
	unlink(path);
	unlink(arena_printf(arena, "%s.lock", path));
	store = store_open(path, false, &err);
	ck_assert_ptr_nonnull(store);
	ck_assert_str_eq(rows_of(arena, store, catalog, account, "Name"), "");
	ck_assert_int_eq(store_object_count(store, account), 0);
	ck_assert_int_ne(stat(path, &st), 0);
	ck_assert_int_ne(stat(arena_printf(arena, "%s.lock", path), &st), 0);
	open_again(true);
	load(account, "Name", "", (const char *const[]){ "one" }, 1);
	open_again(false);
	ck_assert_str_eq(rows_of(arena, store, catalog, account, "Name"),
	    "one\n");
	store_close(store);
	store = NULL;
	ck_assert_int_ne(stat(arena_printf(arena, "%s-wal", path), &st), 0);
}
END_TEST

/* A folder that fills up, as a limit on the size of files. */
START_TEST(a_full_disk_keeps_what_was_committed)
{
	struct rlimit	 old, low;
	const char	*cells[2000];
	struct action	*a = rows_action(arena, account, "Name", "");
	struct changes	*c;
	struct target	*t;
	bool		 ok = true;

	for (size_t i = 0; i < COUNT(cells); i++)
		cells[i] = arena_printf(arena, "%0200zu", i);
	load(account, "Name", "", cells, 10);
	t = store_target(store, a, 1, &err);
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &old);
	low = (struct rlimit){ 1 << 20, old.rlim_max };
	setrlimit(RLIMIT_FSIZE, &low);
	while (ok) {
		c = rows_changes(arena, a, cells, COUNT(cells));
		ok = store_begin(store, &err) && t->ops->write(t, c, &err) &&
		    store_commit(store, &err);
	}
	setrlimit(RLIMIT_FSIZE, &old);
	store_rollback(store);
	t->ops->close(t);
	ck_assert_msg(strstr(err.text, ": the disk failed (") != NULL &&
	    strstr(err.text, "); nothing of what was not committed is kept: "
	    "see to the disk, then do it again") != NULL, "%s", err.text);
	open_again(true);
	ck_assert_int_eq(store_object_count(store, account) % 2000, 10);
	load(account, "Name", "", cells, 1);
}
END_TEST

TCase *
test_store(void)
{
	TCase	*tc = tcase_create("store");

	tcase_add_checked_fixture(tc, begin, end);
	tcase_add_test(tc, every_kind_comes_back_as_it_was_written);
	tcase_add_test(tc, ids_of_an_export_are_kept_and_new_ones_follow);
	tcase_add_test(tc, a_new_id_that_is_taken_is_passed_over);
	tcase_add_test(tc,
	    rows_that_the_schema_forbids_are_rejected_with_a_reason);
	tcase_add_test(tc,
	    an_update_writes_what_changed_and_a_repeat_is_the_same);
	tcase_add_test(tc,
	    a_record_that_has_gone_is_neither_updated_nor_deleted);
	tcase_add_test(tc, a_rollback_takes_rows_and_ids_back);
	tcase_add_test(tc, relations_are_followed_through_all_they_refer_to);
	tcase_add_test(tc, a_field_that_nobody_has_is_a_sentence);
	tcase_add_test(tc, an_object_without_an_id_is_numbered);
	tcase_add_test(tc, objects_of_the_store_come_back_into_the_catalog);
	tcase_add_test(tc, a_schema_may_gain_fields_and_lose_uniqueness);
	tcase_add_test(tc, a_field_cannot_turn_from_text_to_a_whole_number);
	tcase_add_test(tc, a_file_of_something_else_is_refused);
	tcase_add_test(tc, a_database_of_something_else_is_refused);
	tcase_add_test(tc, a_newer_file_is_refused);
	tcase_add_test(tc, a_damaged_file_is_named_so);
	tcase_add_test(tc, one_process_writes_others_read);
	tcase_add_test(tc, reading_makes_and_leaves_nothing);
	tcase_add_test(tc, a_full_disk_keeps_what_was_committed);
	return tc;
}
