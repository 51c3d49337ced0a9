/* SPDX-License-Identifier: MIT */
#include <pthread.h>
#include <stdlib.h>

#include "precept/date.h"
#include "precept/file.h"
#include "zone_parts.h"

/* Time zones by name, read once, and the local days of instants. */

#define FOLDER "/usr/share/zoneinfo"
#define FILE_MAX 1000000
#define NAME_MAX_LEN 64
#define SECOND 1000000
#define DAY 86400
#define PROBE (26 * 3600)	/* no offset and no change is wider */

static const struct zone	 utc = { .name = "UTC", .rule = { true } };
static pthread_mutex_t		 lock = PTHREAD_MUTEX_INITIALIZER;
static struct zone		*known;

/* Letters, digits, _ + - and / inside: no name leaves the folder. */
static bool
is_safe(const char *name)
{
	size_t	len = strlen(name);

	return len > 0 && len < NAME_MAX_LEN && *name != '/' &&
	    strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	    "0123456789_+-/") == len;
}

static const char *
find_file(const char *name, struct arena *arena)
{
	const char	*folder = getenv("TZDIR");

	return arena_printf(arena, "%s/%s", folder == NULL ? FOLDER : folder,
	    name);
}

static bool
read_zone(struct zone *zone, struct err *err)
{
	const char	*path = find_file(zone->name, zone->arena), *wrong;
	struct slice	 text;
	struct err	 ignored = { 0 };

	if (!file_read(path, FILE_MAX, zone->arena, &text, &ignored))
		return err_set(err, ERR_RULE, "there is no time zone '%s'",
		    zone->name);
	wrong = zone_file_parse(text, zone);
	return wrong == NULL || err_set(err, ERR_SYSTEM, "the file of the "
	    "time zone '%s' %s: put one of the package tzdata in the place "
	    "of %s", zone->name, wrong, path);
}

static struct zone *
load(const char *name, struct err *err)
{
	struct arena	*arena = arena_new();
	struct zone	*zone = arena_alloc(arena, sizeof *zone);

	zone->arena = arena;
	zone->name = arena_string(arena, name);
	if (read_zone(zone, err))
		return zone;
	arena_free(arena);
	return NULL;
}

static struct zone *
find_or_load(const char *name)
{
	struct zone	*zone = known;
	struct err	 ignored = { 0 };

	while (zone != NULL && strcmp(zone->name, name) != 0)
		zone = zone->next;
	if (zone != NULL || (zone = load(name, &ignored)) == NULL)
		return zone;
	zone->next = known;
	return known = zone;
}

const struct zone *
zone_find(const char *name)
{
	const struct zone	*zone;

	if (strcmp(name, "UTC") == 0)
		return &utc;
	if (!is_safe(name))
		return NULL;
	pthread_mutex_lock(&lock);
	zone = find_or_load(name);
	pthread_mutex_unlock(&lock);
	return zone;
}

bool
zone_explain(const char *name, struct err *err)
{
	struct zone	*zone;

	if (!is_safe(name))
		return err_set(err, ERR_RULE, "there is no time zone '%s'",
		    name);
	zone = load(name, err);
	if (zone != NULL)
		arena_free(zone->arena);
	return false;
}

/* How many changes have been. */
static size_t
count_changes(const struct zone *zone, int64_t second)
{
	size_t	low = 0, high = zone->count;

	while (low < high) {
		size_t	middle = (low + high) / 2;

		if (zone->at[middle] <= second)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static int
offset_at(const struct zone *zone, int64_t second)
{
	size_t	n = count_changes(zone, second);

	if (n == zone->count && zone->rule.known)
		return zone_rule_offset(&zone->rule, second);
	return n == 0 ? zone->first_east : zone->east[n - 1];
}

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

int
zone_offset(const struct zone *zone, int64_t micros)
{
	return zone == NULL ? 0 : offset_at(zone, floor_div(micros, SECOND));
}

int64_t
zone_date(const struct zone *zone, int64_t micros)
{
	return floor_div(floor_div(micros, SECOND) + zone_offset(zone,
	    micros), DAY);
}

/* The first second in [low, high] whose local time is not before `local`:
 * the clock jumps over it somewhere between. */
static int64_t
find_jump(const struct zone *zone, int64_t local, int64_t low, int64_t high)
{
	while (low < high) {
		int64_t	middle = low + (high - low) / 2;

		if (middle + offset_at(zone, middle) >= local)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

/* Local midnight with the offset of the day before, with that of the day
 * after, or where the clock jumps over it. */
int64_t
zone_midnight(const struct zone *zone, int64_t days)
{
	int64_t	local = days * DAY, early, late;

	if (zone == NULL)
		return days * DATE_DAY;
	early = local - offset_at(zone, local - PROBE);
	late = local - offset_at(zone, local + PROBE);
	if (early > late) {
		int64_t	swap = early;

		early = late;
		late = swap;
	}
	if (early + offset_at(zone, early) == local)
		return early * SECOND;
	if (late + offset_at(zone, late) == local)
		return late * SECOND;
	return find_jump(zone, local, early, late) * SECOND;
}
