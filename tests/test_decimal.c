/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "precept/decimal.h"

#include "support.h"

/*
 * Decimals against a table made elsewhere (decimal.case), and against
 * numbers written here as rows of digits and computed as at school.
 */

static struct decimal
parse(const char *text)
{
	struct decimal	d;

	ck_assert_msg(decimal_parse(slice_of(text), &d) == DECIMAL_OK, "%s",
	    text);
	return d;
}

static const char *
show(dec128 v, int scale)
{
	static char	out[DECIMAL_TEXT];
	size_t		len = decimal_print(v, scale, out);

	ck_assert_uint_eq(len, strlen(out));
	return out;
}

static const struct { const char *text; int found; const char *want; }
parses[] = {
	{ "0", DECIMAL_OK, "0" },
	{ "-0", DECIMAL_OK, "0" },
	{ "12", DECIMAL_OK, "12" },
	{ "+3", DECIMAL_OK, "3" },
	{ ".5", DECIMAL_OK, "0.5" },
	{ "-.5", DECIMAL_OK, "-0.5" },
	{ "-0.50", DECIMAL_OK, "-0.50" },
	{ "1.0", DECIMAL_OK, "1.0" },
	{ "007", DECIMAL_OK, "7" },
	{ "2.776342E9", DECIMAL_OK, "2776342000" },
	{ "2.776342e+2", DECIMAL_OK, "277.6342" },
	{ "25e-3", DECIMAL_OK, "0.025" },
	{ "0e400", DECIMAL_OK, "0" },
	{ "99999999999999999999999999999999999999", DECIMAL_OK,
	    "99999999999999999999999999999999999999" },
	{ "-0.00000000000000000000000000000000000001", DECIMAL_OK,
	    "-0.00000000000000000000000000000000000001" },
	{ "100000000000000000000000000000000000000", DECIMAL_RANGE, "" },
	{ "1e38", DECIMAL_RANGE, "" },
	{ "1e-39", DECIMAL_RANGE, "" },
	{ "1e99999999999999999999", DECIMAL_RANGE, "" },
	{ "1e-99999999999999999999", DECIMAL_RANGE, "" },
	{ "", DECIMAL_SYNTAX, "" }, { "-", DECIMAL_SYNTAX, "" },
	{ ".", DECIMAL_SYNTAX, "" }, { "5.", DECIMAL_SYNTAX, "" },
	{ "1.", DECIMAL_SYNTAX, "" }, { "e5", DECIMAL_SYNTAX, "" },
	{ "1e", DECIMAL_SYNTAX, "" }, { "1e+", DECIMAL_SYNTAX, "" },
	{ "1e5.0", DECIMAL_SYNTAX, "" }, { "1.2.3", DECIMAL_SYNTAX, "" },
	{ " 1", DECIMAL_SYNTAX, "" }, { "1 ", DECIMAL_SYNTAX, "" },
	{ "--1", DECIMAL_SYNTAX, "" }, { "1,5", DECIMAL_SYNTAX, "" },
	{ "0x1", DECIMAL_SYNTAX, "" }, { "inf", DECIMAL_SYNTAX, "" },
	{ "123456789012345678x", DECIMAL_SYNTAX, "" },
	{ "12345678901234567890123x", DECIMAL_SYNTAX, "" },
};

START_TEST(numbers_are_parsed_as_services_write_them)
{
	struct decimal	d;

	ck_assert_int_eq(decimal_parse(slice_of(parses[_i].text), &d),
	    parses[_i].found);
	if (parses[_i].found == DECIMAL_OK)
		ck_assert_str_eq(show(d.coefficient, d.scale),
		    parses[_i].want);
}
END_TEST

START_TEST(the_fast_and_the_slow_parser_agree)
{
	dec128	v = 0;
	int	found = decimal_parse_at(slice_of(parses[_i].text), 38, &v);

	if (parses[_i].found == DECIMAL_SYNTAX)
		ck_assert_int_eq(found, DECIMAL_SYNTAX);
	if (found != DECIMAL_OK)
		return;
	ck_assert(decimal_compare((struct decimal){ v, 38 },
	    parse(parses[_i].text)) == 0);
}
END_TEST

static const struct { const char *text; int scale, found; const char *want; }
scales[] = {
	{ "12", 2, DECIMAL_OK, "12.00" },
	{ "12.5", 2, DECIMAL_OK, "12.50" },
	{ "-12.50", 1, DECIMAL_OK, "-12.5" },
	{ "12.500000000000000000000000000000000000000000000", 1, DECIMAL_OK,
	    "12.5" },
	{ "1.005", 2, DECIMAL_SCALE, "" },
	{ "1E3", 0, DECIMAL_OK, "1000" },
	{ "1500e-2", 0, DECIMAL_OK, "15" },
	{ "1550e-2", 0, DECIMAL_SCALE, "" },
	{ "1e-99999", 2, DECIMAL_SCALE, "" },
	{ "999999999999999999", 20, DECIMAL_OK,
	    "999999999999999999.00000000000000000000" },
	{ "1000000000000000000", 20, DECIMAL_RANGE, "" },
	{ "9999999999999999999", 19, DECIMAL_OK,
	    "9999999999999999999.0000000000000000000" },
	{ "18446744073709551616", 0, DECIMAL_OK, "18446744073709551616" },
	{ "12345678901234567890123456789012345678.9", 0, DECIMAL_SCALE, "" },
	{ "1.", 2, DECIMAL_SYNTAX, "" },
	{ "12a", 2, DECIMAL_SYNTAX, "" },
};

START_TEST(zeros_may_be_dropped_and_digits_not)
{
	dec128	v;

	ck_assert_int_eq(decimal_parse_at(slice_of(scales[_i].text),
	    scales[_i].scale, &v), scales[_i].found);
	if (scales[_i].found == DECIMAL_OK)
		ck_assert_str_eq(show(v, scales[_i].scale), scales[_i].want);
}
END_TEST

/* The committed table. */

static void
check_case(const char *line)
{
	char		a[64], b[64], op, want[64];
	int		scale;
	dec128		v;
	bool		fits;

	ck_assert_msg(sscanf(line, "%63s %c %63s at %d = %63s", a, &op, b,
	    &scale, want) == 5, "%s", line);
	fits = (op == '*' ? decimal_mul : decimal_div)(parse(a), parse(b),
	    scale, &v);
	ck_assert_msg(strcmp(fits ? show(v, scale) : "over", want) == 0,
	    "%s is %s", line, fits ? show(v, scale) : "over");
}

START_TEST(products_and_quotients_are_those_of_the_table)
{
	char	 line[400];
	FILE	*f = fopen("tests/decimal.case", "r");
	int	 cases = 0;

	ck_assert_ptr_nonnull(f);
	while (fgets(line, sizeof line, f) != NULL) {
		if (*line == '#')
			continue;
		check_case(line);
		cases++;
	}
	fclose(f);
	ck_assert_int_gt(cases, 100);
}
END_TEST

/* Digits, lowest first, as many as the longest numerator could have. */

#define PLACES 260

struct digits {
	int	at[PLACES];
};

static struct digits
digits_of(dec128 v)
{
	struct digits	n = { 0 };

	for (int i = 0; v != 0; i++, v /= 10)
		n.at[i] = abs((int)(v % 10));
	return n;
}

static struct digits
shifted(struct digits n, int places)
{
	struct digits	out = { 0 };

	memcpy(out.at + places, n.at, sizeof out.at - sizeof(int) *
	    (size_t)places);
	return out;
}

static struct digits
times(const struct digits *a, const struct digits *b)
{
	struct digits	out = { 0 };

	for (int i = 0; i < PLACES / 2; i++)
		for (int j = 0; j < PLACES / 2; j++)
			out.at[i + j] += a->at[i] * b->at[j];
	for (int i = 0; i + 1 < PLACES; i++) {
		out.at[i + 1] += out.at[i] / 10;
		out.at[i] %= 10;
	}
	return out;
}

static int
order(const struct digits *a, const struct digits *b)
{
	for (int i = PLACES - 1; i >= 0; i--)
		if (a->at[i] != b->at[i])
			return a->at[i] - b->at[i];
	return 0;
}

static void
take_off(struct digits *a, const struct digits *b)
{
	for (int i = 0; i < PLACES; i++) {
		a->at[i] -= b->at[i];
		if (a->at[i] < 0) {
			a->at[i] += 10;
			a->at[i + 1]--;
		}
	}
}

/* a / b, half up; both are positive. */
static struct digits
divided(struct digits a, struct digits b)
{
	struct digits	q = { 0 }, rest = { 0 }, twice;

	for (int i = PLACES - 1; i >= 0; i--) {
		rest = shifted(rest, 1);
		rest.at[0] = a.at[i];
		for (; order(&rest, &b) >= 0; q.at[i]++)
			take_off(&rest, &b);
	}
	twice = times(&rest, &(struct digits){ { 2 } });
	if (order(&twice, &b) >= 0) {
		q.at[0]++;
		for (int i = 0; q.at[i] == 10; i++) {
			q.at[i] = 0;
			q.at[i + 1]++;
		}
	}
	return q;
}

static bool
fits_38(const struct digits *n)
{
	for (int i = 38; i < PLACES; i++)
		if (n->at[i] != 0)
			return false;
	return true;
}

static void
assert_digits(bool fits, dec128 v, const struct digits *want)
{
	struct digits	got = digits_of(v);

	ck_assert_int_eq(fits, fits_38(want));
	if (fits)
		ck_assert_int_eq(order(&got, want), 0);
}

static uint64_t	state;

static uint64_t
any(uint64_t below)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state % below;
}

/* Of any length, often near the ends of 64 bits and of its digits. */
static struct decimal
any_decimal(void)
{
	int	length = 1 + (int)any(38);
	dec128	v = 0;

	for (int i = 0; i < length; i++)
		v = v * 10 + (any(4) == 0 ? 9 : (int)any(10));
	if (any(12) == 0)
		v = (dec128)INT64_MAX + (int)any(3) - 1;
	if (any(12) == 0)
		v = decimal_power(length - 1) * 5;
	return (struct decimal){ any(2) == 0 ? v : -v, (int)any(39) };
}

/* |a * b| or |a / b| at scale s, by digits. */
static struct digits
school(struct decimal a, struct decimal b, bool divide, int s)
{
	struct digits	x = digits_of(a.coefficient);
	struct digits	y = digits_of(b.coefficient);
	int		up = divide ? s + b.scale - a.scale :
			    s - a.scale - b.scale;

	if (!divide) {
		x = times(&x, &y);
		y = (struct digits){ { 1 } };
	}
	if (up >= 0)
		x = shifted(x, up);
	else
		y = shifted(y, -up);
	return divided(x, y);
}

#define ROUNDS 400

START_TEST(random_products_are_those_of_school)
{
	state = 88172645463325252u + (uint64_t)_i;
	for (int n = 0; n < ROUNDS; n++) {
		struct decimal	a = any_decimal(), b = any_decimal();
		int		s = (int)any(39);
		struct digits	want = school(a, b, false, s);
		dec128		v = 0;
		bool		fits = decimal_mul(a, b, s, &v);

		assert_digits(fits, v, &want);
		if (fits && v != 0)
			ck_assert_int_eq(v < 0, (a.coefficient < 0) !=
			    (b.coefficient < 0));
	}
}
END_TEST

START_TEST(random_quotients_are_those_of_school)
{
	state = 1181783497276652981u + (uint64_t)_i;
	for (int n = 0; n < ROUNDS; n++) {
		struct decimal	a = any_decimal(), b = any_decimal();
		int		s = (int)any(39);
		struct digits	want;
		dec128		v = 0;
		bool		fits;

		if (b.coefficient == 0)
			continue;
		want = school(a, b, true, s);
		fits = decimal_div(a, b, s, &v);
		assert_digits(fits, v, &want);
		if (fits && v != 0)
			ck_assert_int_eq(v < 0, (a.coefficient < 0) !=
			    (b.coefficient < 0));
	}
}
END_TEST

START_TEST(random_decimals_compare_and_print_as_written)
{
	state = 362436069;
	for (int n = 0; n < 20000; n++) {
		struct decimal	a = any_decimal(), b = any_decimal(), back;
		struct digits	x = digits_of(a.coefficient);
		struct digits	y = digits_of(b.coefficient);
		int		want;

		ck_assert(decimal_parse(slice_of(show(a.coefficient,
		    a.scale)), &back) == DECIMAL_OK);
		ck_assert(back.coefficient == a.coefficient &&
		    back.scale == a.scale);
		ck_assert_int_eq(decimal_compare(a, a), 0);
		x = shifted(x, b.scale);
		y = shifted(y, a.scale);
		want = order(&x, &y);
		if ((a.coefficient < 0) != (b.coefficient < 0))
			want = a.coefficient < 0 ? -1 : 1;
		else if (a.coefficient < 0)
			want = -want;
		if (a.coefficient == 0 && b.coefficient == 0)
			want = 0;
		ck_assert_int_eq(decimal_compare(a, b),
		    (want > 0) - (want < 0));
	}
}
END_TEST

static const struct { const char *from; int to; const char *want; }
rescales[] = {
	{ "1.005", 2, "1.01" }, { "-1.005", 2, "-1.01" },
	{ "1.0049999", 2, "1.00" }, { "2.5", 0, "3" }, { "-2.5", 0, "-3" },
	{ "0.5", 0, "1" }, { "0.49", 0, "0" },
	{ "99999999999999999999.5", 0, "100000000000000000000" },
	{ "5", 3, "5.000" },
	{ "-0.00000000000000000000000000000000000005", 37,
	    "-0.0000000000000000000000000000000000001" },
};

START_TEST(scales_change_and_round_once)
{
	struct decimal	d = parse(rescales[_i].from);
	dec128		v;

	ck_assert(decimal_rescale(d.coefficient, d.scale, rescales[_i].to,
	    &v));
	ck_assert_str_eq(show(v, rescales[_i].to), rescales[_i].want);
}
END_TEST

START_TEST(what_does_not_fit_is_an_answer)
{
	dec128	most = decimal_power(38) - 1, v = 7;

	ck_assert(decimal_fits(most, 38) && !decimal_fits(most, 37));
	ck_assert(decimal_fits(-999, 3) && !decimal_fits(-1000, 3));
	ck_assert(!decimal_add(most, 1, &v));
	ck_assert(!decimal_sub(-most, 1, &v));
	ck_assert(!decimal_rescale(most, 0, 1, &v));
	ck_assert(v == 7);
	ck_assert(decimal_add(most, -1, &v) && v == most - 1);
	ck_assert(decimal_sub(1, most, &v) && v == 1 - most);
}
END_TEST

START_TEST(doubles_are_the_nearest)
{
	static const char *const texts[] = { "0.1", "-0.1", "123456789.25",
	    "9007199254740993", "0.30000000000000004", "1e22", "12345678901234"
	    "567890123456789.012345678", "-0.000000000000000000000000001234" };

	for (size_t i = 0; i < COUNT(texts); i++) {
		struct decimal	d = parse(texts[i]);

		ck_assert(decimal_double(d.coefficient, d.scale) ==
		    strtod(texts[i], NULL));
	}
}
END_TEST

TCase *
test_decimal(void)
{
	TCase	*tc = tcase_create("decimal");

	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, numbers_are_parsed_as_services_write_them, 0,
	    COUNT(parses));
	tcase_add_loop_test(tc, the_fast_and_the_slow_parser_agree, 0,
	    COUNT(parses));
	tcase_add_loop_test(tc, zeros_may_be_dropped_and_digits_not, 0,
	    COUNT(scales));
	tcase_add_test(tc, products_and_quotients_are_those_of_the_table);
	tcase_add_loop_test(tc, random_products_are_those_of_school, 0, 3);
	tcase_add_loop_test(tc, random_quotients_are_those_of_school, 0, 3);
	tcase_add_test(tc, random_decimals_compare_and_print_as_written);
	tcase_add_loop_test(tc, scales_change_and_round_once, 0,
	    COUNT(rescales));
	tcase_add_test(tc, what_does_not_fit_is_an_answer);
	tcase_add_test(tc, doubles_are_the_nearest);
	return tc;
}
