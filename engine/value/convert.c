/* SPDX-License-Identifier: MIT */
#include "precept/convert.h"

/*
 * Which kind may become which: one letter a pair, then the sizes.
 *
 *	S same   E exact   C checked   L lossy   N never   z sizes decide
 */

static const char *const table[KIND_COUNT] = {
	/*	to:	  nbid#t@pmDTu */
	[KIND_NULL] =	 "SSSSSSSSSSSS",
	[KIND_BOOLEAN] = "NSLLLENLNNNN",
	[KIND_INTEGER] = "NLSzzENLNNLN",
	[KIND_DECIMAL] = "NLzzzENLNNNN",
	[KIND_NUMBER] =	 "NLLLSENLNNNN",
	[KIND_TEXT] =	 "NLLLLSLECLLN",
	[KIND_ID] =	 "NNNNNESNNNNN",
	[KIND_PICKLIST] = "NLLLLELSCLLN",
	[KIND_MULTI] =	 "NNNNNENCSNNN",
	[KIND_DATE] =	 "NNNNNENLNSEN",
	[KIND_DATETIME] = "NNNNNENLNLSN",
	[KIND_DURATION] = "NNNNNNNNNNNS",
};

#define SCALES(X)							\
	X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11)	\
	X(12) X(13) X(14) X(15) X(16) X(17) X(18) X(19) X(20) X(21)	\
	X(22) X(23) X(24) X(25) X(26) X(27) X(28) X(29) X(30) X(31)	\
	X(32) X(33) X(34) X(35) X(36) X(37) X(38)

static const char *const round_to[] = {
#define X(scale) "round(%s, " #scale ")",
	SCALES(X)
#undef X
};

static const char *const decimal_with[] = {
#define X(scale) "decimal(%s, " #scale ")",
	SCALES(X)
#undef X
};

struct answer {
	enum convert_how	 how;
	const char		*why, *function;
};

static struct answer
checked(const char *why)
{
	return (struct answer){ CONVERT_CHECKED, why, NULL };
}

static struct answer
lossy(const char *why, const char *function)
{
	return (struct answer){ CONVERT_LOSSY, why, function };
}

static const struct answer exact = { CONVERT_EXACT, NULL, NULL };
static const struct answer same = { CONVERT_SAME, NULL, NULL };
static const struct answer never = { CONVERT_NEVER, NULL, NULL };

/* A decimal into another: first the places, then the digits before them. */
static struct answer
fit_decimal(const struct type *from, const struct type *to)
{
	if (to->scale < from->scale)
		return lossy("decimal places are lost", round_to[to->scale]);
	if (to->precision - to->scale < from->precision - from->scale)
		return checked("larger numbers are rejected");
	return type_equal(from, to) ? same : exact;
}

static struct answer
fit_integer(const struct type *from)
{
	if (from->scale > 0)
		return lossy("decimal places are lost", "round(%s)");
	if (from->precision > 18)
		return checked("numbers beyond 64 bits are rejected");
	return exact;
}

static struct answer
fit_number(const struct type *from, const struct type *to)
{
	if (from->kind == KIND_DECIMAL && to->kind == KIND_DECIMAL)
		return fit_decimal(from, to);
	if (from->kind == KIND_DECIMAL && to->kind == KIND_INTEGER)
		return fit_integer(from);
	if (from->kind == KIND_DECIMAL && from->precision <= 15)
		return exact;
	if (to->kind == KIND_NUMBER)
		return checked(from->kind == KIND_INTEGER ?
		    "whole numbers beyond 2 to the 53 are rejected" :
		    "numbers of more digits than a double has are rejected");
	if (to->precision - to->scale < 19)
		return checked("larger numbers are rejected");
	return exact;
}

static struct answer
lose_to_number(enum kind from, const struct type *to)
{
	bool	text = kind_is_text(from);

	if (from == KIND_BOOLEAN)
		return lossy("true and false are not numbers",
		    "case when %s then 1 else 0 end");
	if (to->kind == KIND_DECIMAL)
		return lossy(text ? "texts that are not numbers are rejected" :
		    "a number is rounded to the decimal's places",
		    decimal_with[to->scale]);
	if (text)
		return lossy("texts that are not numbers are rejected",
		    to->kind == KIND_INTEGER ? "integer(%s)" : "number(%s)");
	return lossy("decimal places are lost", "integer(round(%s))");
}

static struct answer
lose(enum kind from, const struct type *to)
{
	switch (to->kind) {
	case KIND_BOOLEAN:
		return kind_is_text(from) ?
		    lossy("texts that are not true or false are rejected",
		    "boolean(%s)") :
		    lossy("a number is not true or false", "%s != 0");
	case KIND_ID:
		return lossy("texts that are not ids are rejected",
		    "id18(%s)");
	case KIND_PICKLIST:
		return lossy("picklist values are texts", "text(%s)");
	case KIND_DATE:
		return from == KIND_DATETIME ?
		    lossy("the time of day is lost", "to_date(%s)") :
		    lossy("texts that are not dates are rejected",
		    "to_date(%s)");
	case KIND_DATETIME:
		return from == KIND_INTEGER ?
		    lossy("a number is not a date and time",
		    "from_epoch_ms(%s)") :
		    lossy("texts that are not dates and times are rejected",
		    "to_datetime(%s)");
	default:
		return lose_to_number(from, to);
	}
}

static struct answer
check(enum kind from, enum kind to)
{
	if (from == KIND_MULTI && to == KIND_PICKLIST)
		return checked("rows with more than one value are rejected");
	return checked("texts with an empty or a double value are rejected");
}

static struct answer
look_up(const struct type *from, const struct type *to)
{
	switch (table[from->kind][to->kind]) {
	case 'S':
		return same;
	case 'E':
		return exact;
	case 'C':
		return check(from->kind, to->kind);
	case 'L':
		return lose(from->kind, to);
	case 'z':
		return fit_number(from, to);
	default:
		return never;
	}
}

/* The longest text that a value of the type can be; 0 any. */
static uint32_t
longest(const struct type *type)
{
	switch (type->kind) {
	case KIND_NULL:
		return 1;
	case KIND_BOOLEAN:
		return 5;
	case KIND_INTEGER:
		return 20;
	case KIND_DECIMAL:
		return 0;	/* its source may have written 1E5 or 007 */
	case KIND_NUMBER:
		return 0;
	case KIND_ID:
		return 18;
	case KIND_DATE:
		return 10;
	case KIND_DATETIME:
		return 27;
	default:
		return type->length;
	}
}

static bool
may_be_longer(const struct type *from, const struct type *to)
{
	uint32_t	most = longest(from);

	return kind_is_text(to->kind) && to->length > 0 &&
	    (most == 0 || most > to->length);
}

enum convert_how
convert_how(const struct type *from, const struct type *to, const char **why,
    const char **function)
{
	struct answer	a = look_up(from, to);

	if ((a.how == CONVERT_SAME || a.how == CONVERT_EXACT) &&
	    may_be_longer(from, to))
		a = checked("longer texts are rejected");
	*why = a.why;
	*function = a.function;
	return a.how;
}
