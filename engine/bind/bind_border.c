/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>

#include "bind_border.h"
#include "precept/date.h"
#include "precept/id.h"
#include "precept/utf8.h"

/* One value over the border. What would be changed by it does not pass. */

#define EXACT_DIGITS 15		/* every decimal of these is a double's own */
#define TEXT_MAX ((size_t)1 << 20)

RAISES static bool
push_decimal(lua_State *L, dec128 value, int scale)
{
	while (scale > 0 && value % 10 == 0) {
		value /= 10;
		scale--;
	}
	if (scale == 0 && value >= INT64_MIN && value <= INT64_MAX)
		lua_pushinteger(L, (lua_Integer)value);
	else if (decimal_fits(value, EXACT_DIGITS))
		lua_pushnumber(L, decimal_double(value, scale));
	else
		return false;
	return true;
}

RAISES bool
bind_border_push(lua_State *L, const struct column *c, size_t row)
{
	char	room[DATE_TEXT];

	if (c->kind == KIND_NULL || column_is_null(c, row))
		lua_pushnil(L);
	else if (c->kind == KIND_BOOLEAN)
		lua_pushboolean(L, c->b[row]);
	else if (c->kind == KIND_INTEGER)
		lua_pushinteger(L, c->i[row]);
	else if (c->kind == KIND_NUMBER)
		lua_pushnumber(L, c->f[row]);
	else if (c->kind == KIND_DECIMAL)
		return push_decimal(L, c->d[row], c->scale);
	else if (c->kind == KIND_DATE)
		lua_pushlstring(L, room, date_print(c->i[row], room));
	else if (c->kind == KIND_DATETIME)
		lua_pushlstring(L, room, datetime_print(c->i[row], room));
	else if (kind_is_text(c->kind))
		lua_pushlstring(L, c->s[row].ptr, c->s[row].len);
	else
		return false;
	return true;
}

static bool
get_text(lua_State *L, struct slice *s)
{
	if (lua_type(L, -1) != LUA_TSTRING)
		return false;
	s->ptr = lua_tolstring(L, -1, &s->len);
	return true;
}

static const char *
take_integer(lua_State *L, struct column *c, size_t row)
{
	int	whole = 0;

	if (lua_type(L, -1) == LUA_TNUMBER)
		c->i[row] = lua_tointegerx(L, -1, &whole);
	return whole ? NULL : "is not a whole number";
}

static const char *
take_number(lua_State *L, struct column *c, size_t row)
{
	if (lua_type(L, -1) != LUA_TNUMBER)
		return "is not a number";
	c->f[row] = lua_tonumber(L, -1);
	return isfinite(c->f[row]) ? NULL : "is not a finite number";
}

/* Numbers are rounded to the places of the type, texts must fit them. */
static const char *
take_decimal(lua_State *L, const struct type *type, struct column *c,
    size_t row)
{
	struct decimal	 d = { 0, 0 };
	struct slice	 s;
	char		 digits[40];

	if (get_text(L, &s)) {
		if (decimal_parse_at(s, type->scale, &d.coefficient) !=
		    DECIMAL_OK)
			return "is not a number of these places";
		d.scale = type->scale;
	} else if (lua_type(L, -1) != LUA_TNUMBER) {
		return "is not a number";
	} else if (lua_isinteger(L, -1)) {
		d.coefficient = lua_tointeger(L, -1);
	} else {
		s.ptr = digits;
		s.len = (size_t)snprintf(digits, sizeof digits, "%.15g",
		    lua_tonumber(L, -1));
		if (decimal_parse(s, &d) != DECIMAL_OK)
			return "is not a finite number of 38 digits";
	}
	if (!decimal_rescale(d.coefficient, d.scale, type->scale,
	    &c->d[row]) || !decimal_fits(c->d[row], type->precision))
		return "is out of range";
	return NULL;
}

static const char *
take_day(lua_State *L, const struct type *type, struct column *c, size_t row)
{
	struct slice	s;

	if (!get_text(L, &s))
		return "is not a date as text, like '2026-03-01'";
	if (type->kind == KIND_DATE)
		return date_parse(s, &c->i[row]) ? NULL :
		    "is not a date, like 2026-03-01";
	return datetime_parse(s, &c->i[row]) ? NULL :
	    "is not a time, like 2026-03-01T10:00:00Z";
}

static const char *
take_text(lua_State *L, const struct type *type, struct slice *to,
    struct arena *arena)
{
	struct slice	s;

	if (!get_text(L, &s))
		return "is not text";
	if (s.len > TEXT_MAX || (type->length > 0 &&
	    utf8_count(s) > type->length))
		return "is too long";
	if (utf8_valid(s.ptr, s.len) != s.len ||
	    memchr(s.ptr, '\0', s.len) != NULL)
		return "is not valid UTF-8";
	if (type->kind == KIND_ID && !id_valid(s))
		return "is not an id";
	*to = (struct slice){ arena_text(arena, s), s.len };
	return NULL;
}

static const char *
take_value(lua_State *L, const struct type *type, struct column *c,
    size_t row, struct arena *arena)
{
	switch (type->kind) {
	case KIND_BOOLEAN:
		c->b[row] = (uint8_t)lua_toboolean(L, -1);
		return lua_isboolean(L, -1) ? NULL : "is not true or false";
	case KIND_INTEGER:
		return take_integer(L, c, row);
	case KIND_NUMBER:
		return take_number(L, c, row);
	case KIND_DECIMAL:
		return take_decimal(L, type, c, row);
	case KIND_DATE:
	case KIND_DATETIME:
		return take_day(L, type, c, row);
	default:
		if (!kind_is_text(type->kind))
			return "is of a kind that no func can return";
		return take_text(L, type, &c->s[row], arena);
	}
}

const char *
bind_border_take(lua_State *L, const struct type *type, struct column *c,
    size_t row, struct arena *arena)
{
	const char	*wrong;

	if (lua_isnil(L, -1) || bind_word_is_null(L, -1))
		return NULL;
	wrong = take_value(L, type, c, row, arena);
	if (wrong == NULL)
		c->null[row] = 0;
	return wrong;
}
