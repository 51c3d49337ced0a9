/* SPDX-License-Identifier: MIT */
/*
 * success.h - the sandbox's Gainsight (NXT): its objects and their fields.
 *
 * Written from the published facts of Gainsight's API, not from our client.
 * The records lie in the file of the org, an object's in a table "gs.NAME";
 * the client's classic edition finds its objects in the org itself.
 */
#ifndef SUCCESS_H
#define SUCCESS_H

#include "precept/doc.h"
#include "sandbox.h"

/* enum, dataType, the same as schemas write it */
#define SUCCESS_TYPES(X)						\
	X(STRING,	"STRING",			"string")	\
	X(RICH,		"RICHTEXTAREA",			"rich")		\
	X(EMAIL,	"EMAIL",			"email")	\
	X(URL,		"URL",				"url")		\
	X(SFDCID,	"SFDCID",			"sfdcid")	\
	X(GSID,		"GSID",				"gsid")		\
	X(LOOKUP,	"LOOKUP",			"lookup")	\
	X(PICKLIST,	"PICKLIST",			"picklist")	\
	X(MULTI,	"MULTISELECTDROPDOWNLIST",	"multi")	\
	X(NUMBER,	"NUMBER",			"number")	\
	X(CURRENCY,	"CURRENCY",			"currency")	\
	X(PERCENT,	"PERCENTAGE",			"percent")	\
	X(BOOLEAN,	"BOOLEAN",			"boolean")	\
	X(DATE,		"DATE",				"date")		\
	X(DATETIME,	"DATETIME",			"datetime")

enum success_type {
#define X(name, word, seed) SUCCESS_##name,
	SUCCESS_TYPES(X)
#undef X
	SUCCESS_TYPE_COUNT
};

enum success_flag {
	SUCCESS_REQUIRED = 1 << 0,
	SUCCESS_CREATE	 = 1 << 1,	/* createable */
	SUCCESS_UPDATE	 = 1 << 2,	/* updateable */
	SUCCESS_NAME	 = 1 << 3,	/* nameField */
	SUCCESS_CUSTOM	 = 1 << 4,
	SUCCESS_SYSTEM	 = 1 << 5
};

#define SUCCESS_GSID_LEN 36

/* An item of a dropdown list. */
struct success_option {
	char		 gsid[SUCCESS_GSID_LEN + 1];
	const char	*label;
	bool		 active;
};

struct success_field {
	const char	*name, *label;
	enum success_type type;
	unsigned	 flags;
	int		 length;	/* of text, in code points; 0: none */
	int		 decimals;
	const char	*refers;	/* of a LOOKUP: an object */
	struct success_option *options;
	size_t		 option_count;
};

struct success_object {
	const char	*name, *label;
	const char	*kind;		/* STANDARD, CUSTOM, SYSTEM */
	const char	*prefix;	/* "1P02" */
	struct success_field **fields;
	size_t		 count, cap;
	uint64_t	 next;		/* its next GSID's number */
};

struct success {
	struct sandbox		*sandbox;
	struct arena		*arena;		/* as long as the sandbox */
	struct success_object	**objects;
	size_t			 count, cap;
	const char		*key;		/* the access key */
	struct success_token	*tokens;	/* success_token.c */
	int64_t			 minute, day;	/* which are counted */
	uint64_t		 minute_calls, day_calls;
	uint64_t		 requests;
	char			 request[37];	/* id of the call under way */
	bool			 refused;	/* its answer is whole */
	const char		*admin;		/* the first user's GSID */
};

/* On the org that is open already, in its file. NULL: err. */
struct success	*success_open(struct sandbox *,
		    const struct sandbox_options *, struct err *);
void		 success_close(struct success *);	/* NULL is fine */
/* All records are gone, but users. */
void		 success_clear(struct success *);

/* Case does not count; NULL if there is none. */
struct success_object *success_object(const struct success *, struct slice);
const struct success_field *success_field(const struct success_object *,
		    struct slice);
const char	*success_type_word(enum success_type);	/* "PICKLIST" */
bool		 success_is_number(enum success_type);
bool		 success_is_text(enum success_type);

#endif
