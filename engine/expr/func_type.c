/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "func_kernel.h"
#include "precept/convert.h"

/* Are a function's arguments what it takes, and what does it give then? */

#define CLASS_MAX 32

/* One argument of the signature: "text", "integer?", "...". */
struct param {
	struct slice	class;
	bool		optional;
};

struct params {
	struct param	items[FUNC_ARGS];
	size_t		count, needed;
	bool		more;		/* the last again and again */
};

/* Up to a comma that does not stand in decimal(18,2). */
static struct slice
next_word(struct slice *rest)
{
	struct slice	 word = { rest->ptr, 0 };
	int		 depth = 0;

	for (; word.len < rest->len; word.len++) {
		const char	c = word.ptr[word.len];

		depth += (c == '(') - (c == ')');
		if (c == ',' && depth == 0)
			break;
	}
	rest->ptr += word.len + (word.len < rest->len);
	rest->len -= word.len + (word.len < rest->len);
	return slice_trim(word);
}

static void
add_param(struct params *p, struct slice word)
{
	const bool	optional = word.ptr[word.len - 1] == '?';

	word.len -= optional;
	p->items[p->count++] = (struct param){ word, optional };
	p->needed += !optional;
}

static struct params
read_params(const char *args)
{
	struct params	p = { .count = 0 };
	struct slice	rest = slice_of(args), word;

	while (rest.len > 0 && p.count < FUNC_ARGS) {
		word = next_word(&rest);
		if (slice_is(word, "..."))
			p.more = true;
		else if (word.len > 0)
			add_param(&p, word);
	}
	return p;
}

struct diag *
func_wrong(const struct expr *call, const struct expr *part,
    const char *code, struct place at, struct diags *found)
{
	const struct func	*f = call->func;
	struct place		 here = diag_inside(at, (size_t)part->at,
				    (size_t)part->len);
	struct diag		*d;

	d = diag_add(found, DIAG_ERROR, code, here, "%s", f->name);
	diag_note(found, d, "note", "%s(%s)", f->name, f->args);
	if (f->example != NULL)
		diag_note(found, d, "example", "%s is %s", f->example,
		    f->result);
	return d;
}

void
func_say(struct diags *found, struct diag *d, const char *format, ...)
{
	char	sentence[400];
	va_list	ap;

	va_start(ap, format);
	vsnprintf(sentence, sizeof sentence, format, ap);
	va_end(ap);
	d->text = arena_printf(found->arena, "%s %s", d->text, sentence);
}

static bool
check_count(const struct expr *call, const struct params *p, struct place at,
    struct diags *found)
{
	const size_t	 n = call->arg_count;
	const size_t	 most = p->more ? FUNC_ARGS : p->count;
	const char	*unit = most == 1 ? "argument" : "arguments";
	struct diag	*d;

	if (n >= p->needed && n <= most)
		return true;
	d = func_wrong(call, call, "P250", at, found);
	if (p->more)
		func_say(found, d, "takes %zu to %zu arguments, not %zu",
		    p->needed, most, n);
	else if (p->needed != most)
		func_say(found, d, "takes %zu or %zu arguments, not %zu",
		    p->needed, most, n);
	else
		func_say(found, d, "takes %zu %s, not %zu", most, unit, n);
	return false;
}

static bool
is_null(const struct expr *e)
{
	return e->type.kind == KIND_NULL;
}

void
func_convert(struct expr *call, size_t i, const struct type *to,
    struct arena *arena)
{
	struct expr	*from = call->args[i], *node;

	if (from->type.kind == to->kind && (to->kind != KIND_DECIMAL ||
	    from->type.scale == to->scale))
		return;
	if (is_null(from) && from->op == EXPR_LITERAL) {
		from->type = *to;
		return;
	}
	node = arena_alloc(arena, sizeof *node);
	node->op = EXPR_CONVERT;
	node->at = from->at;
	node->len = from->len;
	node->type = *to;
	node->nullable = from->nullable;
	node->args = arena_array(arena, 1, sizeof *node->args);
	node->args[0] = from;
	node->arg_count = 1;
	call->args[i] = node;
}

/* Without asking: nothing is lost, or the row is rejected. */
static bool
may_become(const struct type *from, const struct type *to)
{
	const char		*why, *function;
	enum convert_how	 how;

	how = convert_how(from, to, &why, &function);
	return how == CONVERT_SAME || how == CONVERT_EXACT ||
	    (how == CONVERT_CHECKED && kind_is_numeric(from->kind) &&
	    kind_is_numeric(to->kind));
}

/* "numeric" and "day" stand for several kinds. */
static bool
is_of_class(const struct type *type, struct slice class)
{
	if (slice_is(class, "any") || type->kind == KIND_NULL)
		return type->kind != KIND_DURATION;
	if (slice_is(class, "numeric"))
		return kind_is_numeric(type->kind);
	if (slice_is(class, "day"))
		return type->kind == KIND_DATE ||
		    type->kind == KIND_DATETIME;
	return false;
}

/* The kind that a null literal takes. */
static void
type_null(struct expr *call, size_t i, struct slice class,
    struct arena *arena)
{
	struct type	to = { .kind = KIND_NUMBER };

	if (slice_is(class, "any"))
		return;
	if (slice_is(class, "day"))
		to.kind = KIND_DATE;
	else if (!slice_is(class, "numeric"))
		type_parse(class, &to);
	func_convert(call, i, &to, arena);
}

static bool
check_arg(struct expr *call, size_t i, struct slice class,
    struct arena *arena)
{
	const struct type	*from = &call->args[i]->type;
	struct type		 to;

	if (is_null(call->args[i])) {
		type_null(call, i, class, arena);
		return true;
	}
	if (is_of_class(from, class))
		return true;
	if (!type_parse(class, &to) ||
	    (to.kind == KIND_TEXT ? !kind_is_text(from->kind) :
	    from->kind != to.kind && !may_become(from, &to)))
		return false;
	if (from->kind != to.kind)
		func_convert(call, i, &to, arena);
	return true;
}

/* "numeric" as people say it. */
static const char *
class_name(struct slice class, char room[CLASS_MAX])
{
	if (slice_is(class, "numeric"))
		return "a number";
	if (slice_is(class, "day"))
		return "a date or datetime";
	if (slice_is(class, "any"))
		return "a value";
	if (class.len >= CLASS_MAX)
		class.len = CLASS_MAX - 1;
	memcpy(room, class.ptr, class.len);
	room[class.len] = '\0';
	return room;
}

/* The function that makes the kind of another one; NULL if none does. */
static const char *
conversion(enum kind from, struct slice class)
{
	const bool	text = kind_is_text(from) && from != KIND_ID;

	if (slice_is(class, "text"))
		return "text";
	if (slice_is(class, "integer"))
		return text || kind_is_numeric(from) ? "integer" : NULL;
	if (slice_is(class, "numeric") || slice_is(class, "number"))
		return text || from == KIND_BOOLEAN ? "number" : NULL;
	if (slice_is(class, "day") || slice_is(class, "date"))
		return text ? "to_date" : NULL;
	return slice_is(class, "datetime") && text ? "to_datetime" : NULL;
}

static void
try_conversion(const struct expr *arg, struct slice class,
    struct diags *found, struct diag *d)
{
	const char	*name = conversion(arg->type.kind, class);
	struct text	 shown;

	if (name == NULL)
		return;
	text_init(&shown, 200);
	expr_show(arg, &shown);
	if (!shown.full && shown.len > 0)
		diag_note(found, d, "try", "%s(%s)", name, shown.ptr);
	text_free(&shown);
}

static bool
check_args(struct expr *call, const struct params *p, struct place at,
    struct diags *found, struct arena *arena)
{
	struct slice	 class;
	struct diag	*d;
	char		 room[CLASS_MAX];
	bool		 ok = true;

	for (size_t i = 0; i < call->arg_count; i++) {
		class = p->items[i < p->count ? i : p->count - 1].class;
		if (check_arg(call, i, class, arena))
			continue;
		d = func_wrong(call, call->args[i], "P251", at, found);
		func_say(found, d, "takes %s as argument %zu, not %s",
		    class_name(class, room), i + 1,
		    type_show(&call->args[i]->type, arena));
		try_conversion(call->args[i], class, found, d);
		ok = false;
	}
	return ok;
}

bool
func_type(struct expr *call, struct place at, struct diags *found,
    struct arena *arena)
{
	const struct func	*f = call->func;
	const struct params	 p = read_params(f->args);

	if (!check_count(call, &p, at, found) ||
	    !check_args(call, &p, at, found, arena))
		return false;
	if (f->gives[0] != '\0')
		type_parse(slice_of(f->gives), &call->type);
	call->nullable = false;
	for (size_t i = 0; i < call->arg_count; i++)
		call->nullable |= call->args[i]->nullable;
	if (f->ctx != NULL)		/* of func { }: it may give nil */
		call->nullable = true;
	return f->type == NULL || f->type(call, at, found, arena);
}
