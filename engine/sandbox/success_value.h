/* SPDX-License-Identifier: MIT */
/* success_value.h - one value: as it is sent, as it lies there, as it is
 * answered; and what may be wrong with it. */
#ifndef SUCCESS_VALUE_H
#define SUCCESS_VALUE_H

#include "success.h"

enum success_cell_kind { SUCCESS_NULL, SUCCESS_INT, SUCCESS_REAL,
	SUCCESS_TEXT };

struct success_cell {
	bool			 set;		/* by this call */
	enum success_cell_kind	 kind;
	int64_t			 i;
	double			 r;
	struct slice		 s;
};

/* enum, code of objects, code of the Person API, its sentence. The facts
 * name the codes of the Person API; which is which is partly our reading. */
#define SUCCESS_WRONGS(X)						\
	X(LONG, "1001", "VDTBSTR1001", "Value exceeds maximum length")	\
	X(FIELD, "1002", "VCRUDR1001", "Invalid field")			\
	X(READONLY, "1002", "VCRUDR1002", "Field cannot be written")	\
	X(STRING, "1002", "VDTBSTR1001", "Invalid value")		\
	X(NUMBER, "1002", "VDTNUM1001", "Invalid number")		\
	X(RANGE, "1002", "VDTNUM1002", "Number out of range")		\
	X(CURRENCY, "1002", "VDTCURREN1001", "Invalid currency")	\
	X(CURRENCY_RANGE, "1002", "VDTCURREN1002",			\
	    "Currency out of range")					\
	X(OPTION, "1002", "VDTPKLST1001", "Invalid picklist value")	\
	X(OLD_OPTION, "1002", "VDTPKLST1002", "Inactive picklist value") \
	X(GSID, "1004", "VDTGSID1001", "Invalid GSID")			\
	X(MISSING, "1004", "VDTGSID1001", "No record of this GSID")	\
	X(DATETIME, "1005", "VDTDATIME1001", "Invalid dateTime format")	\
	X(DATE, "1006", "VDTDATIME1001", "Invalid dateTime format")	\
	X(NULL, "1007", "VCRUDR1003", "Value cannot be null")		\
	X(BOOLEAN, "1008", "VDTBOOL1001", "Invalid boolean")		\
	X(PERCENT, "1008", "VDTPERCENT1001", "Invalid percentage")	\
	X(EMAIL, "1008", "VDTEMAIL1001", "Invalid email")		\
	X(URL, "1008", "VDTURL1001", "Invalid URL")			\
	X(SFDCID, "1008", "VDTSFDCID1001", "Invalid SFDC ID")		\
	X(NO_MATCH, "1011", "PEOPLE1001", "No record matches")		\
	X(MANY, "1002", "PEOPLE1001", "Several records match")

enum success_wrong {
	SUCCESS_RIGHT,
#define X(name, code, person, text) SUCCESS_WRONG_##name,
	SUCCESS_WRONGS(X)
#undef X
};

/* "GSOBJ_1001", or the Person API's; its sentence. */
const char	*success_value_code(enum success_wrong, bool person);
const char	*success_value_sentence(enum success_wrong);

/* A value of a write. Does a lookup's record exist? That is asked elsewhere. */
enum success_wrong success_value_read(const struct success *,
		    const struct success_field *, const struct doc *,
		    struct arena *, struct success_cell *);
/* A value of a filter: days and instants from text, the rest as it is. */
enum success_wrong success_value_filter(const struct success *,
		    const struct success_field *, const struct doc *,
		    struct arena *, struct success_cell *);
bool		 success_value_is_gsid(struct slice);
/* A cell of text, and one of a number. */
struct success_cell success_value_text(const char *);
struct success_cell success_value_int(int64_t);
/* As SQL. */
void		 success_value_put_sql(struct text *,
		    const struct success_cell *);
/* As the query API answers. */
void		 success_value_put_json(struct text *,
		    const struct success_field *,
		    const struct success_cell *);
/* What was sent, as JSON; NULL is null. */
void		 success_value_put_doc(struct text *, const struct doc *);
void		 success_value_put_number(struct text *, double);

#endif
