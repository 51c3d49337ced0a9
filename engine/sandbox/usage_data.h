/* SPDX-License-Identifier: MIT */
/* usage_data.h - visitors, accounts, events and the rest, in SQLite. */
#ifndef USAGE_DATA_H
#define USAGE_DATA_H

#include "usage.h"

#define USAGE_APP (-323232)	/* the app of events that name none */

/* An event row: one visitor's use of one thing on one day. */
struct usage_event {
	int64_t		day;		/* milliseconds: local midnight */
	int64_t		app, events, minutes, first, last;
	/* ptr NULL: none */
	struct slice	visitor, account, page, feature, track;
};

/* What became of a guide, or an answer to one of its polls. */
struct usage_answer {
	int64_t		time;		/* milliseconds */
	struct slice	type, visitor, account, guide, step, poll;
	struct slice	response;	/* JSON; ptr NULL: no answer */
};

/* A field of metadata, as the schema has it. */
struct usage_meta {
	struct slice	group, name, type, display;
	bool		deleted;
};

/* `path` NULL: in memory. */
struct usage	*usage_data_open(struct sandbox *, const char *path,
		    struct err *);
void		 usage_data_close(struct usage *);	/* NULL is fine */
void		 usage_data_clear(struct usage *);

/* "pendo.events" and the like from a CSV file; all rows or none. */
bool		 usage_data_load(struct usage *, const char *object,
		    const char *path, size_t *rows, struct err *);
/* After events came: who was seen when goes to the metadata. */
void		 usage_data_settle(struct usage *);
/* One more event; begin and keep around many. */
void		 usage_data_add(struct usage *, const struct usage_event *);

/* Rows one by one, while `take` says true; texts last that long. `span` is
 * from (with) and to (without), in milliseconds. */
enum usage_events { USAGE_ALL, USAGE_PAGES, USAGE_FEATURES, USAGE_TRACKS };
void	usage_data_events(struct usage *, enum usage_events,
	    const int64_t span[2],
	    bool (*take)(void *, const struct usage_event *), void *);
/* SEEN: the last one of a visitor and guide, or poll. */
enum usage_answers { USAGE_GUIDE_EVENTS, USAGE_POLL_EVENTS,
	USAGE_GUIDES_SEEN, USAGE_POLLS_SEEN };
void	usage_data_answers(struct usage *, enum usage_answers,
	    const int64_t span[2],
	    bool (*take)(void *, const struct usage_answer *), void *);
/* kind is "visitor", "account", "page", "feature", "trackType", "guide",
 * "report", "segment"; `doc` is JSON, of the first two their metadata. By
 * id. */
void	usage_data_objects(struct usage *, const char *kind,
	    bool (*take)(void *, struct slice id, struct slice doc), void *);
/* In the arena; false: there is none of that id. */
bool	usage_data_get(struct usage *, const char *kind, struct slice id,
	    struct arena *, struct slice *doc);
void	usage_data_put(struct usage *, const char *kind, struct slice id,
	    struct slice doc);
bool	usage_data_drop(struct usage *, const char *kind, struct slice id);
/* Many puts are one transaction. */
void	usage_data_begin(struct usage *);
void	usage_data_keep(struct usage *);

/* Fields of "visitor" or "account", by group and name. */
void	usage_data_fields(struct usage *, const char *kind,
	    void (*take)(void *, const struct usage_meta *), void *);
bool	usage_data_field(struct usage *, const char *kind, struct slice group,
	    struct slice name, struct arena *, struct usage_meta *);
void	usage_data_set_field(struct usage *, const char *kind,
	    const struct usage_meta *);

#endif
